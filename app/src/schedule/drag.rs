//! Dragging strips: by mouse and pen at once, by a finger after a moment, as a finger that moves rolls the page. What
//! the drop would cost stands beside it.
//! Listens on the board as a whole: a strip carries nothing but its id.
use super::{
    desk::Desk,
    findings,
    model::{
        Effects, Move,
        checks::{Delta, Finding, FindingKind, Severity},
    },
    words,
};
use crate::{text::k, values::*};
use leptos::{
    ev::PointerEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// Pixels before a press becomes a drag.
const SLACK: i32 = 6;
/// Pixels from the edge within which the lists roll, and how far at a time.
const EDGE: i32 = 72;
const STEP: i32 = 12;
/// How long a finger rests on a strip before it holds it.
const HOLD: std::time::Duration = std::time::Duration::from_millis(350);

/// A strip in the hand.
#[derive(Debug, Clone)]
pub(super) struct Drag {
    strip: StripId,
    pressed: (i32, i32),
    at: (i32, i32),
    moving: bool,
    finger: bool,
    target: Option<Move>,
}

/// Part of what a drop would cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cost {
    pub bad: bool,
    pub words: String,
}

/// A press: maybe a drag.
pub(super) fn press(desk: Desk, event: &PointerEvent) {
    let finger = event.pointer_type() == "touch";
    desk.finger.set_value(finger);
    if !desk.may_edit || event.button() != 0 {
        return;
    }
    let Some(strip) = element(event.target()).and_then(|e| strip_at(&e)).map(|(id, _)| id) else { return };
    let at = (event.client_x(), event.client_y());
    desk.drag.set_value(Some(Drag { strip, pressed: at, at, moving: false, finger, target: None }));
    if finger {
        let hold = move || {
            let held = desk.drag.try_get_value().flatten().filter(|d| !d.moving && d.strip == strip && d.pressed == at);
            if let Some(drag) = held {
                begin(desk, drag);
            }
        };
        set_timeout(hold, HOLD);
    }
}

/// From here on it is in the hand.
fn begin(desk: Desk, mut drag: Drag) {
    drag.moving = true;
    for strip in desk.together(drag.strip) {
        mark(&format!("[data-strip='{strip}']"), "is-dragged");
    }
    desk.drag.set_value(Some(drag));
    roll(desk);
}

/// Whether a finger holds a strip, so that the page must not roll under it.
pub(super) fn holds(desk: Desk) -> bool {
    desk.drag.with_value(|drag| drag.as_ref().is_some_and(|d| d.finger && d.moving))
}

/// The pointer moved.
pub(super) fn shift(desk: Desk, event: &PointerEvent) {
    let Some(mut drag) = desk.drag.get_value() else { return };
    drag.at = (event.client_x(), event.client_y());
    if !drag.moving {
        let (x, y) = (drag.at.0 - drag.pressed.0, drag.at.1 - drag.pressed.1);
        if x.abs() < SLACK && y.abs() < SLACK {
            return;
        }
        if drag.finger {
            desk.drag.set_value(None);
            return;
        }
        if let Some(board) = element(event.current_target()) {
            let _ = board.set_pointer_capture(event.pointer_id());
        }
        drag.moving = true;
        begin(desk, drag.clone());
    }
    aim(desk, &mut drag);
    desk.drag.set_value(Some(drag));
}

/// Let go: drops it where it stands.
pub(super) fn release(desk: Desk) {
    if let Some(mv) = end(desk).and_then(|drag| drag.target) {
        desk.go(mv);
    }
}

/// Puts it back; whether one was in the hand.
pub(super) fn cancel(desk: Desk) -> bool {
    end(desk).is_some_and(|drag| drag.moving)
}

fn end(desk: Desk) -> Option<Drag> {
    let drag = desk.drag.try_update_value(Option::take).flatten()?;
    if drag.moving {
        unmark("is-dragged");
        unmark("is-target");
        desk.cost.set(None);
    }
    Some(drag)
}

/// Finds what lies under the pointer, marks it, and says what a drop there would do.
fn aim(desk: Desk, drag: &mut Drag) {
    follow(desk, drag.at);
    let target = under(drag.at).and_then(|e| landing(&e, drag.strip));
    let mv = target.as_ref().map(|(to, before, _)| Move { strip: drag.strip, to: *to, before: *before });
    if mv == drag.target {
        return;
    }
    unmark("is-target");
    if let Some((.., shown)) = target {
        let _ = shown.class_list().add_1("is-target");
    }
    let same_list = mv.map(|m| m.to) == drag.target.map(|m| m.to);
    drag.target = mv;
    if !same_list || mv.is_none() {
        desk.cost.set(mv.map(|mv| cost(desk, &mv)));
    }
}

#[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
fn under((x, y): (i32, i32)) -> Option<Element> {
    document().element_from_point(x as f32, y as f32)
}

/// List and neighbour of a drop here, and the element that shows it. A strip means "in front of it", the rest of a day
/// and its break mean "at the end".
fn landing(under: &Element, dragged: StripId) -> Option<(Option<DayId>, Option<StripId>, Element)> {
    let list = under.closest("[data-list]").ok().flatten()?;
    let to = list.get_attribute("data-list").and_then(|id| id.parse::<DayId>().ok());
    match strip_at(under) {
        Some((id, _)) if id == dragged => None,
        Some((id, shown)) => Some((to, Some(id), shown)),
        None => Some((to, None, list.query_selector(".strip--break").ok().flatten().unwrap_or(list))),
    }
}

/// The price of a drop in words: pages of the day, what it breaks and settles, hold days.
fn cost(desk: Desk, mv: &Move) -> Vec<Cost> {
    let lang = desk.lang;
    desk.settle();
    let mut parts = vec![Cost { bad: false, words: desk.list_name(mv.to) }];
    let many = desk.together(mv.strip).len();
    if many > 1 {
        parts.push(Cost { bad: false, words: k::SCHEDULE_STRIPS.fill(lang, &[("n", &many.to_string())]) });
    }
    let effects = desk.with_baseline(|board, baseline| baseline.effects(board, mv)).unwrap_or_default();
    let delta: Delta = desk.checker.with_value(|checker| checker.preview(mv)).unwrap_or_default();
    parts.extend(pages(desk, mv, &effects));
    let mut raised: Vec<&Finding> = delta.new.iter().chain(delta.changed.iter().map(|c| &c.after)).collect();
    raised.sort_by_key(|f| f.severity);
    let rest = |f: &&Finding| matches!(f.kind, FindingKind::DailyRest | FindingKind::RestAcrossUnits);
    if mv.to.is_some() && !raised.iter().any(rest) {
        parts.push(Cost { bad: false, words: k::SCHEDULE_REST_OK.say(lang).to_owned() });
    }
    desk.with(|board| {
        let said = |f: &&Finding| Cost { bad: f.severity != Severity::Notice, words: findings::words(lang, board, f) };
        parts.extend(raised.iter().take(3).map(said));
    });
    if !delta.gone.is_empty() {
        let n = words::count(lang, delta.gone.len(), k::SCHEDULE_WARNING_ONE, k::SCHEDULE_WARNINGS);
        parts.push(Cost { bad: false, words: k::SCHEDULE_SETTLED.fill(lang, &[("n", &n)]) });
    }
    for hold in effects.holds.iter().take(3) {
        let n = format!("{:+}", hold.delta()).replace('-', "−");
        let who = desk.with(|board| words::cast(lang, board, hold.character));
        parts.push(Cost { bad: hold.delta() > 0, words: k::SCHEDULE_HOLD.fill(lang, &[("n", &n), ("name", &who)]) });
    }
    parts
}

fn pages(desk: Desk, mv: &Move, effects: &Effects) -> Option<Cost> {
    let effect = effects.days.iter().find(|e| Some(e.day) == mv.to)?;
    let n = effect.eighths.after.to_string();
    Some(Cost { bad: false, words: k::SCHEDULE_PP.fill(desk.lang, &[("n", &n)]) })
}

/// Keeps the price beside the pointer. Positions set by script are not inline styles to the content policy.
fn follow(desk: Desk, (x, y): (i32, i32)) {
    if let Some(shown) = desk.cost_box.get_untracked() {
        let style = HtmlElement::style(&shown);
        let _ = style.set_property("left", &format!("{}px", x + 16));
        let _ = style.set_property("top", &format!("{}px", y + 18));
    }
}

/// Rolls the list under the pointer while it is held near the top or the bottom.
fn roll(desk: Desk) {
    request_animation_frame(move || {
        let Some(mut drag) = desk.drag.try_get_value().flatten().filter(|d| d.moving) else { return };
        let height = window().inner_height().ok().and_then(|h| h.as_f64()).map_or(0, |h| h as i32);
        let by = match drag.at.1 {
            y if y > height - EDGE => STEP,
            y if y < 2 * EDGE => -STEP,
            _ => 0,
        };
        // Looking under the pointer is dear.
        let under = (by != 0).then(|| under(drag.at)).flatten();
        if let Some(list) = under.and_then(|e| e.closest(".days, .boneyard").ok().flatten()) {
            let before = list.scroll_top();
            list.set_scroll_top(before + by);
            // On a phone the lists do not roll, the page does.
            if list.scroll_top() == before {
                window().scroll_by_with_x_and_y(0.0, f64::from(by));
            }
            aim(desk, &mut drag);
            desk.drag.set_value(Some(drag));
        }
        roll(desk);
    });
}

fn element(target: Option<leptos::web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

/// The strip that an element belongs to.
pub(super) fn strip_at(inside: &Element) -> Option<(StripId, Element)> {
    let strip = inside.closest("[data-strip]").ok().flatten()?;
    let id = strip.get_attribute("data-strip")?.parse().ok()?;
    Some((id, strip))
}

fn mark(selector: &str, class: &str) {
    if let Ok(Some(found)) = document().query_selector(selector) {
        let _ = found.class_list().add_1(class);
    }
}

fn unmark(class: &str) {
    while let Ok(Some(found)) = document().query_selector(&format!(".{class}")) {
        let _ = found.class_list().remove_1(class);
    }
}
