//! The form of one strip: to which day, how long; for phones, for the keyboard, and for pages without scripts, where
//! it comes open with `?move=`. With scripts the move goes the same way as a drop.
use super::{
    api::{EditStrip, MoveStripTo, RemoveBanner},
    board::Looking,
    board_bar::{address, ends, lists},
    data::key,
    desk::{Desk, name},
    model::{Move, Strip},
    words::banner_kinds,
};
use crate::{
    text::{Text, k, t, tf},
    ui::{Act, Field, Form, Icon, Pick},
    values::*,
};
use leptos::{ev::SubmitEvent, form::FromFormData, html, prelude::*};

#[component]
pub(super) fn MoveBox(desk: Desk, looking: Looking) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let open = desk.moving.get_untracked().is_some();
    Effect::new(move |_| {
        if desk.moving.get().is_some() {
            // After the form is in it, so that its first field is focused.
            request_animation_frame(move || {
                if let Some(dialog) = node.get_untracked().filter(|d| !d.open()) {
                    let _ = dialog.show_modal();
                }
            });
        } else if let Some(dialog) = node.get_untracked().filter(|d| d.open()) {
            dialog.close();
        }
    });
    let content = move || {
        desk.moving
            .get()
            .and_then(|id| desk.find(id))
            .map(|(strip, list)| view! { <Forms desk=desk looking=looking strip=strip list=list/> })
    };
    view! {
        <dialog class="dialog" node_ref=node open=open aria-labelledby="move-title" on:close=move |_| desk.moving.set(None)>{content}</dialog>
    }
}

#[component]
fn Forms(desk: Desk, looking: Looking, strip: Strip, list: Option<DayId>) -> impl IntoView {
    let action = Act::of::<MoveStripTo>();
    let title = tf(
        if strip.scene().is_some() { k::SCHEDULE_MOVE_SCENE } else { k::SCHEDULE_MOVE_BANNER },
        &[("name", &name(&strip))],
    );
    let (id, version) = (strip.id, strip.version);
    let back = move || address(desk, looking.unit.get(), &looking.hidden.get());
    view! {
        <div class="dialog__head">
            <h2 id="move-title">{title}</h2>
            <a class="button button--quiet button--icon" href=back aria-label=t(k::SCHEDULE_CLOSE)
                on:click=move |e| { e.prevent_default(); desk.moving.set(None); }><Icon name="x"/></a>
        </div>
        <div class="dialog__body stack">
            <div on:submit:capture=move |e| submitted(desk, id, &e)>
                <Form action=action key=id.to_string() class="form" label=t(k::SCHEDULE_MOVE)>
                    <input type="hidden" name="production" value=desk.production.to_string()/>
                    <input type="hidden" name="strip" value=id.to_string()/>
                    <input type="hidden" name="version" value=version.to_string()/>
                    {of_board(desk)}
                    <Pick name="to_day" label=t(k::SCHEDULE_TO_DAY) choices=lists(desk) value=list.map(|d| d.to_string()).unwrap_or_default()/>
                    <Pick name="place" label=t(k::SCHEDULE_WHERE) choices=ends()/>
                    <button class="button button--primary">{t(k::SCHEDULE_MOVE)}</button>
                </Form>
            </div>
            <hr/>
            {(desk.shown.is_none() || strip.scene().is_none()).then(|| view! { <Details desk=desk strip=strip/> })}
        </div>
    }
}

/// Which board a form is about, if not the active one.
pub(super) fn of_board(desk: Desk) -> impl IntoView + use<> {
    desk.shown.map(|board| view! { <input type="hidden" name="board" value=board.to_string()/> })
}

/// Takes the form before it is sent: the board here makes the move and sends it.
fn submitted(desk: Desk, strip: StripId, event: &SubmitEvent) {
    let Ok(form) = MoveStripTo::from_event(event) else { return };
    event.prevent_default();
    event.stop_propagation();
    let to = form.to_day.parse::<DayId>().ok();
    let first = untrack(|| desk.strips(to)).into_iter().map(|s| s.id).find(|id| *id != strip);
    desk.moving.set(None);
    desk.go(Move { strip, to, before: first.filter(|_| form.place == "start") });
}

/// How long it takes; a banner's words too.
#[component]
fn Details(desk: Desk, strip: Strip) -> impl IntoView {
    let (edit, remove) = (Act::of::<EditStrip>(), Act::of::<RemoveBanner>());
    let banner = strip.scene().is_none();
    let words = name(&strip);
    let stands_for = desk
        .with(|b| b.facts.banners.iter().find(|known| known.strip == strip.id).map(|known| known.kind))
        .unwrap_or_default();
    let (production, id, version) = (desk.production.to_string(), strip.id.to_string(), strip.version.to_string());
    let hidden = move |production: String, id: String, version: String| {
        view! {
            <input type="hidden" name="production" value=production/>
            <input type="hidden" name="strip" value=id/>
            <input type="hidden" name="version" value=version/>
            {of_board(desk)}
        }
    };
    let again = (production.clone(), id.clone(), version.clone());
    let keys = (format!("edit{id}"), format!("drop{id}"));
    view! {
        <Form action=edit key=keys.0 class="form" label=t(k::SCHEDULE_STRIP_DETAILS)>
            {hidden(production, id, version)}
            {banner.then(|| view! {
                <Field name="text" label=t(k::SCHEDULE_BANNER_TEXT) value=words required=true/>
                <Pick name="banner_kind" label=t(k::RULES_BANNER) choices=banner_kinds() value=key(stands_for)/>
            })}
            <Field name="minutes" label=t(k::SCHEDULE_MINUTES) kind="number" value=strip.minutes.map(|m| m.to_string()).unwrap_or_default() hint=t(k::SCHEDULE_MINUTES_HINT)/>
            <button class="button">{t(k::SCHEDULE_SAVE)}</button>
        </Form>
        {banner.then(move || view! {
            <Form action=remove key=keys.1 class="form" label=t(k::SCHEDULE_REMOVE_BANNER)>
                {hidden(again.0, again.1, again.2)}
                <button class="button button--danger">{t(k::SCHEDULE_REMOVE_BANNER)}</button>
            </Form>
        })}
    }
}

/// The keys there are.
const KEYS: [(&str, Text); 11] = [
    ("↑ ↓ ← →", k::SCHEDULE_KEY_ARROWS),
    ("Alt ↑ ↓", k::SCHEDULE_KEY_SHIFT),
    ("M", k::SCHEDULE_KEY_MOVE),
    ("Shift ↑ ↓", k::SCHEDULE_KEY_MARK),
    ("Ctrl X", k::SCHEDULE_KEY_CUT),
    ("Ctrl V", k::SCHEDULE_KEY_PASTE),
    ("U", k::SCHEDULE_KEY_UNDO),
    ("R", k::SCHEDULE_KEY_REDO),
    ("N", k::SCHEDULE_KEY_WARNING),
    ("Esc", k::SCHEDULE_KEY_ESCAPE),
    ("?", k::SCHEDULE_KEYS),
];

#[component]
pub(super) fn KeysBox(desk: Desk) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get().filter(|d| desk.keys_shown.get() && !d.open()) {
            let _ = dialog.show_modal();
        }
    });
    let keys = KEYS.into_iter().map(|(key, text)| view! { <dt><kbd>{key}</kbd></dt><dd>{t(text)}</dd> }).collect_view();
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby="keys-title" on:close=move |_| desk.keys_shown.set(false)>
            <form method="dialog">
                <header class="dialog__head"><h2 id="keys-title">{t(k::SCHEDULE_KEYS)}</h2>
                    <button class="button button--quiet button--icon" aria-label=t(k::SCHEDULE_CLOSE)><Icon name="x"/></button></header>
                <div class="dialog__body"><dl class="keys">{keys}</dl></div>
            </form>
        </dialog>
    }
}
