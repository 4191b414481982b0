//! The board by keyboard: arrows select, Alt with arrows moves, M opens the form, U takes back, N goes to the next
//! warning. Never while somebody types.
use super::{desk::Desk, drag, model::Move};
use crate::values::StripId;
use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// Listens as long as the board is shown, and shows what is selected.
pub(super) fn listen(desk: Desk) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| pressed(desk, &event));
        on_cleanup(move || handle.remove());
    });
    Effect::new(move |_| {
        desk.track_sums();
        let id = desk.selected.get();
        // After the lists were drawn.
        request_animation_frame(move || show(id));
    });
}

fn pressed(desk: Desk, event: &KeyboardEvent) {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let typing = target.as_ref().is_some_and(|e| e.closest("input, select, textarea, dialog").ok().flatten().is_some());
    if typing || event.default_prevented() {
        return;
    }
    let command = event.ctrl_key() || event.meta_key();
    let on_board =
        desk.selected.get_untracked().is_some() || target.is_some_and(|e| e.closest(".board").ok().flatten().is_some());
    let done = match (event.key().as_str(), command, event.alt_key()) {
        ("z", true, false) | ("u" | "U", false, false) => take_back(desk),
        ("ArrowDown", false, false) if on_board => step(desk, 1),
        ("ArrowUp", false, false) if on_board => step(desk, -1),
        ("ArrowLeft" | "ArrowRight", false, false) if on_board => other_side(desk),
        ("ArrowDown", false, true) => shift(desk, 1),
        ("ArrowUp", false, true) => shift(desk, -1),
        ("m" | "M", false, false) => open_form(desk),
        ("n" | "N", false, false) => next_warning(desk),
        ("?", false, _) => {
            desk.keys_shown.set(true);
            true
        }
        ("Escape", false, false) => drag::cancel(desk) || desk.selected.try_update(Option::take).flatten().is_some(),
        _ => false,
    };
    if done {
        event.prevent_default();
    }
}

fn take_back(desk: Desk) -> bool {
    let any = desk.may_edit && desk.lasting.history.with_untracked(|all| !all.is_empty());
    if any {
        desk.take_back();
    }
    any
}

/// All strips as they stand: the days, then the boneyard.
fn order(desk: Desk) -> Vec<StripId> {
    desk.with(|board| board.strips().map(|(_, s)| s.id).collect())
}

fn step(desk: Desk, by: isize) -> bool {
    let all = order(desk);
    let now = desk.selected.get_untracked().and_then(|id| all.iter().position(|s| *s == id));
    let next = match now {
        Some(at) => at.checked_add_signed(by).and_then(|at| all.get(at)),
        None => all.first(),
    };
    desk.selected.update(|selected| *selected = next.copied().or(*selected));
    true
}

/// From the days to the boneyard and back.
fn other_side(desk: Desk) -> bool {
    let in_days = desk.selected.get_untracked().and_then(|id| desk.find(id)).is_some_and(|(_, list)| list.is_some());
    let first = desk.with(|board| {
        let day = || board.days.iter().find_map(|d| d.strips.first());
        if in_days { board.boneyard.first() } else { day() }.map(|s| s.id)
    });
    if first.is_some() {
        desk.selected.set(first);
    }
    first.is_some()
}

/// One place up or down within its list.
fn shift(desk: Desk, by: isize) -> bool {
    let Some(id) = desk.selected.get_untracked().filter(|_| desk.may_edit) else { return false };
    let Some((_, to)) = desk.find(id) else { return false };
    let strips = untrack(|| desk.strips(to));
    let Some(at) = strips.iter().position(|s| s.id == id) else { return false };
    let before = if by < 0 { at.checked_sub(1) } else { Some(at + 2) };
    if let Some(before) = before.filter(|_| by < 0 || at + 1 < strips.len()) {
        desk.go(Move { strip: id, to, before: strips.get(before).map(|s| s.id) });
    }
    true
}

fn open_form(desk: Desk) -> bool {
    let selected = desk.selected.get_untracked().filter(|_| desk.may_edit);
    if selected.is_some() {
        desk.moving.set(selected);
    }
    selected.is_some()
}

/// Goes to the next warning, round and round.
pub(super) fn next_warning(desk: Desk) -> bool {
    let n = desk.warnings.with_untracked(Vec::len);
    if n == 0 {
        return false;
    }
    let next = desk.warned.get_value().map_or(0, |at| (at + 1) % n);
    desk.warned.set_value(Some(next));
    focus(document().get_element_by_id(&format!("warning-{next}")));
    true
}

/// Marks and focuses the selected strip.
fn show(id: Option<StripId>) {
    while let Ok(Some(old)) = document().query_selector("[data-strip][aria-current]") {
        let _ = old.remove_attribute("aria-current");
    }
    let Some(id) = id else { return };
    if let Ok(Some(strip)) = document().query_selector(&format!("[data-strip='{id}']")) {
        let _ = strip.set_attribute("aria-current", "true");
        if document().query_selector("dialog[open]").ok().flatten().is_none() {
            focus(Some(strip));
        }
    }
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
