//! A production's home for the office: what waits, then what happened. Others are led to their own days.
use super::{
    api::load_home,
    model::Waiting,
    parts::{production_id, use_production},
};
use crate::{
    audit::AuditLine,
    routes,
    text::{k, lang, t, tf},
    ui::{Empty, Page, Transition, show, use_data, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;

/// What waits, where we are, what happened.
#[component]
pub fn HomePage() -> impl IntoView {
    let head = use_production();
    if !head.may("sheet.draft") {
        return crate::schedule::MyDaysPage().into_any();
    }
    let id = production_id();
    let refresh = use_refresh();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_home(id));
    let production = head.production.clone();
    view! {
        <Page title=production.title.clone()>
            <div class="home">
                // Side by side, not one inside the other: what waits for data inside of what waits does not hydrate.
                <Transition>{move || Suspend::new(async move { show(data.await, move |(waiting, _)| view! { <WaitingList production=id() waiting=waiting/> }) })}</Transition>
                <section class="card"><div class="card__head"><h2>{t(k::PRODUCTIONS_SHOOT)}</h2></div><div class="card__body"><crate::schedule::ShootStrip/></div></section>
                <Transition>{move || Suspend::new(async move { data.await.ok().map(|(_, changes)| view! { <Changes changes=changes/> }) })}</Transition>
            </div>
        </Page>
    }
    .into_any()
}

#[component]
fn WaitingList(production: ProductionId, waiting: Vec<Waiting>) -> impl IntoView {
    let none = waiting.is_empty();
    let items = waiting.into_iter().map(|w| {
        let n = w.count.to_string();
        let (text, to) = match w.kind.as_str() {
            "unconfirmed" => (k::PRODUCTIONS_WAIT_UNCONFIRMED, w.day.map_or_else(String::new, |d| routes::day(production, d, "tracking"))),
            "unreachable" => (k::PRODUCTIONS_WAIT_UNREACHABLE, routes::production(production, "people")),
            "unchecked_hospital" => (k::PRODUCTIONS_WAIT_HOSPITAL, routes::production(production, "locations")),
            "unscheduled" => (k::PRODUCTIONS_WAIT_BONEYARD, routes::production(production, "board")),
            "no_script" => (k::PRODUCTIONS_WAIT_SCRIPT, routes::production(production, "script/import")),
            "no_days" => (k::PRODUCTIONS_WAIT_DAYS, routes::production(production, "days")),
            "uncast" => (k::PRODUCTIONS_WAIT_UNCAST, routes::production(production, "people")),
            _ => (k::PRODUCTIONS_WAIT_FAILED, routes::production(production, "days")),
        };
        // A first step is no number of things.
        let n = if w.kind.starts_with("no_") { "!".to_owned() } else { n };
        view! { <li><a class="line" href=to><b class="count">{n}</b><span>{tf(text, &[("day", &w.label)])}</span></a></li> }
    }).collect_view();
    view! {
        <section class="card">
            <div class="card__head"><h2>{t(k::PRODUCTIONS_WAITING)}</h2></div>
            {none.then(|| view! { <Empty title=t(k::PRODUCTIONS_NOTHING_WAITS) hint=t(k::PRODUCTIONS_NOTHING_WAITS_HINT)/> })}
            <ul class="lines">{items}</ul>
        </section>
    }
}

#[component]
fn Changes(changes: Vec<AuditLine>) -> impl IntoView {
    let lines = changes
        .into_iter()
        .map(|c| {
            let words = crate::audit::model::words(lang(), &c.action, true, &c.detail);
            view! { <li class="change"><span><b class="strong">{c.actor.clone()}</b>" "{words}</span></li> }
        })
        .collect_view();
    view! { <section class="card"><div class="card__head"><h2>{t(k::PRODUCTIONS_CHANGES)}</h2></div><ul class="card__body stack">{lines}</ul></section> }
}
