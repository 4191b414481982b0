//! Long lists: only rows near what is seen are in the document. Rows above and below are one empty row as high as
//! they would be. Works for a list that scrolls in its own box and for one that scrolls with the page.
use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{
        self,
        js_sys::{Function, Reflect},
    },
};

/// Up to this many rows all are in the document.
pub(super) const ALL_AT_ONCE: usize = 150;
/// Rows kept ready above and below what is seen.
const READY: i64 = 20;
/// The window moves in steps, so that not every pixel changes the document.
const STEP: i64 = 10;
/// Height of a row in pixels until one was measured.
const ROW: i64 = 33;

/// Rows to keep in the document: from, to. `top` and `bottom` are pixels of what is seen below the list's upper edge.
pub(super) fn near(top: i64, bottom: i64, row: i64, count: usize) -> (usize, usize) {
    let row = row.max(1);
    let index = |n: i64| usize::try_from(n.max(0)).unwrap_or(0).min(count);
    let first = (top / row - READY).max(0) / STEP * STEP;
    let last = ((bottom / row + READY).max(0) / STEP + 1) * STEP;
    // Scrolled past the end (a filter made the list short): the last rows.
    let first = index(first).min(count.saturating_sub(usize::try_from(READY).unwrap_or(0)));
    (first, index(last).max(first))
}

/// The rows in the document and the height of one.
#[derive(Clone, Copy)]
pub(super) struct Window {
    /// From, to.
    pub rows: RwSignal<(usize, usize)>,
    /// Pixels.
    row: RwSignal<i64>,
    measured: StoredValue<bool>,
}

impl Window {
    /// All rows, as the server rendered them.
    pub fn new(count: usize) -> Self {
        Self { rows: RwSignal::new((0, count)), row: RwSignal::new(ROW), measured: StoredValue::new(false) }
    }
    /// Height of so many rows.
    pub fn pixels(self, rows: usize) -> i64 {
        i64::try_from(rows).unwrap_or(0) * self.row.get()
    }
    /// Looks where the list stands now.
    pub fn look(self, body: NodeRef<html::Tbody>, count: usize) {
        if count <= ALL_AT_ONCE {
            self.put((0, count));
            return;
        }
        let Some(body) = body.get_untracked() else { return };
        let body: &web_sys::Element = body.unchecked_ref();
        let Some((top, bottom)) = edges(body) else { return };
        let shown = self.rows.get_untracked();
        let rendered = i64::try_from(shown.1.saturating_sub(shown.0)).unwrap_or(0);
        if !self.measured.get_value() && shown.0 == 0 && rendered > 0 && bottom > top {
            let empty = i64::try_from(count.saturating_sub(shown.1)).unwrap_or(0) * self.row.get_untracked();
            self.row.set(((bottom - top - empty) / rendered).max(1));
            self.measured.set_value(true);
        }
        let screen = window().inner_height().ok().and_then(|h| h.as_f64()).map_or(1000, |h| h as i64);
        let (mut from, mut to) = (0, screen);
        if let Some((upper, lower)) = body.closest(".table-box").ok().flatten().and_then(|b| edges(&b)) {
            (from, to) = (from.max(upper), to.min(lower));
        }
        self.put(near(from - top, to - top, self.row.get_untracked(), count));
    }
    fn put(self, rows: (usize, usize)) {
        if self.rows.get_untracked() != rows {
            self.rows.set(rows);
        }
    }
}

/// Upper and lower edge on the screen, in pixels.
fn edges(element: &web_sys::Element) -> Option<(i64, i64)> {
    let ask: Function = Reflect::get(element, &"getBoundingClientRect".into()).ok()?.dyn_into().ok()?;
    let rect = ask.call0(element).ok()?;
    let pixels = |name: &str| Reflect::get(&rect, &name.into()).ok()?.as_f64().map(|v| v as i64);
    Some((pixels("top")?, pixels("bottom")?))
}
