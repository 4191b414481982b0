//! The form of one day on the board: split it, merge it with the next, and on a draft change it, remove it or add one.
//! Without scripts it comes open with `?day=`.
use super::{
    board::Looking,
    board_bar::address,
    boards::api::{AddDraftDay, EditDraftDay, MergeDay, RemoveDraftDay, SplitDay},
    data::key,
    day_form::KINDS,
    desk::{Dating, Desk, name},
    model::{BoardDay, DayStage, DayTotals},
    words,
};
use crate::{
    routes,
    text::{k, t, tf},
    ui::{Act, Field, Form, Icon, Pick, options},
    values::*,
};
use jiff::ToSpan;
use leptos::{html, prelude::*};

#[component]
pub(super) fn DayBox(desk: Desk, looking: Looking) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let open = desk.dating.get_untracked().is_some();
    Effect::new(move |_| {
        if desk.dating.get().is_some() {
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
        desk.dating.get().and_then(|dating| match dating {
            Dating::New => Some(view! { <NewDayForms desk=desk looking=looking/> }.into_any()),
            Dating::Day(id) => desk
                .with(|b| b.days.iter().find(|d| d.id == id).cloned())
                .map(|day| view! { <Forms desk=desk looking=looking day=day/> }.into_any()),
        })
    };
    view! {
        <dialog class="dialog" node_ref=node open=open aria-labelledby="day-title" on:close=move |_| desk.dating.set(None)>{content}</dialog>
    }
}

#[component]
fn Head(desk: Desk, looking: Looking, title: String) -> impl IntoView {
    let back = move || address(desk, looking.unit.get(), &looking.hidden.get());
    view! {
        <div class="dialog__head">
            <h2 id="day-title">{title}</h2>
            <a class="button button--quiet button--icon" href=back aria-label=t(k::SCHEDULE_CLOSE)
                on:click=move |e| { e.prevent_default(); desk.dating.set(None); }><Icon name="x"/></a>
        </div>
    }
}

/// The first date after a day on which its unit has none.
fn next_date(desk: Desk, day: &BoardDay) -> jiff::civil::Date {
    desk.with(|b| {
        let taken = |date| b.days.iter().any(|d| d.unit == day.unit && d.date == date);
        let mut date = day.date;
        while taken(date) && date < jiff::civil::Date::MAX {
            date = date.saturating_add(1.day());
        }
        date
    })
}

/// Which day of which board a form is about.
fn whose(desk: Desk, day: DayId) -> impl IntoView + use<> {
    let board = desk.shown.map(|b| b.to_string()).unwrap_or_default();
    view! {
        <input type="hidden" name="production" value=desk.production.to_string()/>
        <input type="hidden" name="board" value=board/>
        <input type="hidden" name="day" value=day.to_string()/>
    }
}

#[component]
fn Forms(desk: Desk, looking: Looking, day: BoardDay) -> impl IntoView {
    let title = format!("{} · {}", words::day_name(desk.lang, &day.label, day.kind), words::date(desk.lang, day.date));
    let (split, merge) = (Act::of::<SplitDay>(), Act::of::<MergeDay>());
    let next = desk.with(|b| {
        let later = b.days.iter().filter(|d| d.unit == day.unit && (d.date, &d.label) > (day.date, &day.label));
        later.min_by_key(|d| d.date).map(|d| (words::day_name(desk.lang, &d.label, d.kind), d.stage))
    });
    let open = day.stage == DayStage::Open;
    let places: Vec<(String, String)> = day.strips.iter().skip(1).map(|s| (s.id.to_string(), name(s))).collect();
    let middle = places.get(places.len() / 2).map(|(id, _)| id.clone()).unwrap_or_default();
    let date = next_date(desk, &day).to_string();
    let id = day.id;
    let keys = ["split", "merge", "edit", "drop"].map(|what| format!("{what}{}", day.id));
    let [split_key, merge_key, edit_key, drop_key] = keys;
    let can_split = open && !places.is_empty();
    let can_merge = next.filter(|(_, stage)| open && *stage == DayStage::Open).map(|(name, _)| name);
    let edit = desk.shown.is_none().then(|| format!("{}?edit={}", routes::production(desk.production, "days"), day.id));
    view! {
        <Head desk=desk looking=looking title=title.clone()/>
        <div class="dialog__body stack">
            {(!open).then(|| view! { <p class="muted">{t(k::SCHEDULE_ISSUED_STAYS)}</p> })}
            {can_split.then(|| view! {
                <Form action=split key=split_key class="form" label=t(k::SCHEDULE_SPLIT)>
                    {whose(desk, id)}
                    <Pick name="before" label=t(k::SCHEDULE_SPLIT_BEFORE) choices=options(places) value=middle/>
                    <Field name="date" label=t(k::SCHEDULE_SPLIT_DATE) kind="date" value=date required=true/>
                    <button class="button">{t(k::SCHEDULE_SPLIT)}</button>
                </Form>
            })}
            {can_merge.map(|name| view! {
                <hr/>
                <Form action=merge key=merge_key class="form" label=t(k::SCHEDULE_MERGE)>
                    {whose(desk, id)}
                    <button class="button">{tf(k::SCHEDULE_MERGE_WITH, &[("name", &name)])}</button>
                </Form>
            })}
            {edit.map(|to| view! { <hr/><p><a class="button" href=to>{tf(k::SCHEDULE_EDIT_DAY, &[("name", &title)])}</a></p> })}
            {desk.shown.filter(|_| open).map(|_| view! { <hr/><DraftForms desk=desk day=day edit_key=edit_key drop_key=drop_key/> })}
        </div>
    }
}

/// A day of a draft, changed or removed.
#[component]
fn DraftForms(desk: Desk, day: BoardDay, edit_key: String, drop_key: String) -> impl IntoView {
    let (edit, remove) = (Act::of::<EditDraftDay>(), Act::of::<RemoveDraftDay>());
    let id = day.id;
    let some = DayTotals::of(&day.strips).scenes > 0;
    view! {
        <Form action=edit key=edit_key class="form" label=t(k::SCHEDULE_EDIT_THIS)>
            {whose(desk, id)}
            <Fields desk=desk day=day/>
            <button class="button button--primary">{t(k::SCHEDULE_SAVE)}</button>
        </Form>
        <hr/>
        <Form action=remove key=drop_key class="form" label=t(k::SCHEDULE_REMOVE_DAY)>
            {whose(desk, id)}
            {some.then(|| view! { <p class="muted">{t(k::SCHEDULE_REMOVE_HINT)}</p> })}
            <button class="button button--danger">{t(k::SCHEDULE_REMOVE_DAY)}</button>
        </Form>
    }
}

/// A day that a draft does not have yet: like the last of the first unit, on the next free date.
#[component]
fn NewDayForms(desk: Desk, looking: Looking) -> impl IntoView {
    let action = Act::of::<AddDraftDay>();
    let board = desk.shown.map(|b| b.to_string()).unwrap_or_default();
    let last = desk.with(|b| {
        let unit = b.units.first().map(|u| u.id).unwrap_or_default();
        let last = b.days.iter().rfind(|d| d.unit == unit).cloned();
        last.unwrap_or_else(|| BoardDay {
            unit,
            unit_call: Some(Minute(480)),
            est_wrap: Some(Minute(1140)),
            ..BoardDay::default()
        })
    });
    let date = next_date(desk, &last);
    view! {
        <Head desk=desk looking=looking title=t(k::SCHEDULE_ADD_DAY).to_owned()/>
        <div class="dialog__body stack">
            <Form action=action class="form" label=t(k::SCHEDULE_ADD_DAY)>
                <input type="hidden" name="production" value=desk.production.to_string()/>
                <input type="hidden" name="board" value=board/>
                <Fields desk=desk day=BoardDay { date, ..last }/>
                <button class="button button--primary">{t(k::SCHEDULE_ADD_DAY)}</button>
            </Form>
        </div>
    }
}

#[component]
fn Fields(desk: Desk, day: BoardDay) -> impl IntoView {
    let kinds = options(KINDS.map(|kind| (key(kind), t(words::kind(kind)))));
    let units = options(desk.with(|b| b.units.iter().map(|u| (u.id.to_string(), u.name.clone())).collect::<Vec<_>>()));
    let none = std::iter::once((String::new(), t(k::SCHEDULE_NO_PLACE).to_owned()));
    let places =
        desk.choice.with_value(|all| all.iter().map(|p| (p.id.to_string(), p.name.clone())).collect::<Vec<_>>());
    let place = desk.day_places.with_value(|all| all.get(&day.id).map(ToString::to_string)).unwrap_or_default();
    view! {
        <div class="fields">
            <Field name="date" label=t(k::SCHEDULE_DATE_LABEL) kind="date" value=day.date.to_string() required=true/>
            <Pick name="unit" label=t(k::SCHEDULE_UNIT) choices=units value=day.unit.to_string()/>
            <Pick name="kind" label=t(k::SCHEDULE_KIND) choices=kinds value=key(day.kind)/>
        </div>
        <div class="fields">
            <Field name="unit_call" label=t(k::SCHEDULE_UNIT_CALL) value=words::typed(day.unit_call) required=true class="field--time"/>
            <Field name="est_wrap" label=t(k::SCHEDULE_EST_WRAP) value=words::typed(day.est_wrap) hint=t(k::SCHEDULE_WRAP_HINT) required=true class="field--time"/>
        </div>
        <Pick name="location" label=t(k::SCHEDULE_PLACE) choices=options(none.chain(places)) value=place/>
    }
}
