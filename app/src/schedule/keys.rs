//! The board by keyboard: arrows select, Shift with arrows marks, Alt with arrows moves, M opens the form, U takes back
//! and R makes again, N goes to the next warning, Ctrl X and V cut and paste. Never while somebody types.
use super::{board_day::warning, desk::Desk, drag, model::Move};
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
        desk.filter.track();
        let (id, marked, cut) = (desk.selected.get(), desk.marked.get(), desk.cut.get());
        // After the lists were drawn.
        request_animation_frame(move || {
            show(id);
            flag("data-marked", &marked);
            flag("data-cut", &cut);
        });
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
        ("z", true, false) if !event.shift_key() => take_back(desk),
        ("u" | "U", false, false) => take_back(desk),
        ("z" | "Z" | "y", true, false) | ("r" | "R", false, false) => make_again(desk),
        ("x", true, false) if on_board => desk.cut_out(),
        ("v", true, false) if on_board => desk.paste(),
        ("ArrowDown", false, false) if on_board && event.shift_key() => extend(desk, 1),
        ("ArrowUp", false, false) if on_board && event.shift_key() => extend(desk, -1),
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
        ("Escape", false, false) => {
            drag::cancel(desk) || unmark(desk) || desk.selected.try_update(Option::take).flatten().is_some()
        }
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

fn make_again(desk: Desk) -> bool {
    let any = desk.may_edit && desk.lasting.undone.with_untracked(|all| !all.is_empty());
    if any {
        desk.make_again();
    }
    any
}

/// Nothing is marked or cut any more; whether anything was.
fn unmark(desk: Desk) -> bool {
    let any = desk.marked.with_untracked(|m| !m.is_empty()) || desk.cut.with_untracked(|c| !c.is_empty());
    if any {
        desk.marked.set(Vec::new());
        desk.cut.set(Vec::new());
    }
    any
}

/// The next strip, marked with those before it.
fn extend(desk: Desk, by: isize) -> bool {
    let from = desk.selected.get_untracked();
    step(desk, by);
    if let (Some(from), Some(to), true) = (from, desk.selected.get_untracked(), desk.may_edit) {
        desk.marked.update(|all| {
            for id in [from, to] {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        });
    }
    true
}

/// Leads to the strips that cause a finding: selects the first, marks all of them.
pub(super) fn show_cause(desk: Desk, strips: &[StripId]) {
    desk.marked.set(if strips.len() > 1 { strips.to_vec() } else { Vec::new() });
    if let Some(first) = strips.first() {
        desk.selected.set(Some(*first));
    }
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
    desk.settle();
    let grave = untrack(|| desk.grave());
    let last = desk.warned.get_value();
    let Some(next) = grave.iter().find(|n| last.is_none_or(|last| **n > last)).or(grave.first()).copied() else {
        return false;
    };
    desk.warned.set_value(Some(next));
    let id = desk.findings.with_untracked(|all| {
        let day = all[next].day()?;
        Some(warning(day, all[..next].iter().filter(|f| f.day() == Some(day)).count()))
    });
    focus(id.and_then(|id| document().get_element_by_id(&id)));
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

/// Puts an attribute on these strips and takes it from all others.
fn flag(attribute: &str, strips: &[StripId]) {
    while let Ok(Some(old)) = document().query_selector(&format!("[data-strip][{attribute}]")) {
        let _ = old.remove_attribute(attribute);
    }
    for id in strips {
        if let Ok(Some(strip)) = document().query_selector(&format!("[data-strip='{id}']")) {
            let _ = strip.set_attribute(attribute, "");
        }
    }
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
