//! One's own days: today and the next call first, then the others. Nothing about anybody else, not even how many.
use super::{
    api::load_own_days,
    boards::{OwnSchedule, change, words::about_date},
    data::{MyDays, OwnDay, When},
    model::issued::{OwnDate, Standing},
    words,
};
use crate::{
    calendar::CalendarCard,
    callsheets::model::sheet::CallKind,
    productions::{production_id, use_production},
    routes,
    text::{k, lang, t, tf},
    ui::{Empty, Icon, Page, Transition, show, use_data, use_refresh},
    values::*,
};
use leptos::prelude::*;

/// One's own issued days.
#[component]
pub fn MyDaysPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let code = use_production().production.code_name;
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_own_days(id));
    view! {
        <Page title=t(k::SCHEDULE_MY_DAYS)>
            <Transition>{move || { let code = code.clone(); Suspend::new(async move { show(data.await, move |MyDays { days, schedule, calendar }| {
                let called: Vec<jiff::civil::Date> = days.iter().map(|d| d.date).collect();
                // One element: what comes late is put in its place as a whole.
                view! { <div class="stack"><OwnDays production=id() code=code days=days/>{schedule.map(|all| view! { <Dates all=all called=called/> })}
                    {calendar.may.then(|| view! { <CalendarCard production=id() link=calendar/> })}</div> }
            }) }) }}</Transition>
        </Page>
    }
}

#[component]
fn OwnDays(production: ProductionId, code: String, days: Vec<OwnDay>) -> impl IntoView {
    let (past, ahead): (Vec<_>, Vec<_>) = days.into_iter().partition(|d| d.when == When::Past);
    let none = ahead.is_empty();
    let mut ahead = ahead.into_iter();
    let cards: Vec<_> =
        ahead.by_ref().take(2).map(|day| view! { <Card production=production code=code.clone() day=day/> }).collect();
    let lines = |days: Vec<OwnDay>| {
        days.into_iter().map(|day| view! { <li><Line production=production day=day/></li> }).collect_view()
    };
    let later: Vec<_> = ahead.collect();
    let (any_later, any_past) = (!later.is_empty(), !past.is_empty());
    let (later, past) = (lines(later), lines(past.into_iter().rev().collect()));
    view! {
        <div class="stack">
            {none.then(|| view! { <Empty title=t(k::SCHEDULE_NO_CALL) hint=t(k::SCHEDULE_NO_CALL_HINT)/> })}
            {cards}
            {any_later.then(|| view! { <section class="card"><div class="card__head"><h2>{t(k::SCHEDULE_LATER)}</h2></div><ul class="lines">{later}</ul></section> })}
            {any_past.then(|| view! { <details class="card"><summary class="card__head">{t(k::SCHEDULE_PAST)}</summary><ul class="lines">{past}</ul></details> })}
        </div>
    }
}

/// Own dates on the board: firm as they were issued, tentative before, and where the board has moved since.
#[component]
fn Dates(all: OwnSchedule, called: Vec<jiff::civil::Date>) -> impl IntoView {
    let lang = lang();
    let changes: Vec<String> = all.changes.iter().map(|c| change(lang, c)).collect();
    let about = all.issued.map_or_else(
        || t(k::BOARDS_OWN_NOT_YET).to_owned(),
        |(name, on)| tf(k::BOARDS_OWN_ABOUT, &[("name", &name), ("date", &words::date(lang, on))]),
    );
    let none = all.dates.is_empty();
    let lines = all
        .dates
        .into_iter()
        .map(|OwnDate { date, standing }| {
            // A date with a call sheet stands above, with its call.
            let state = (!called.contains(&date.date)).then(|| {
                let (class, icon, text) = match standing {
                    Standing::Firm => ("state state--ok", "check", k::BOARDS_FIRM),
                    Standing::Tentative => ("state", "clock", k::BOARDS_TENTATIVE),
                    Standing::Going => ("state state--warn", "clock", k::BOARDS_GOING),
                };
                view! { <span class=class><Icon name=icon/>{t(text)}</span> }
            });
            view! { <li class="line"><span><b class="strong">{words::date(lang, date.date)}</b>" "{about_date(lang, &date)}</span>{state}</li> }
        })
        .collect_view();
    view! {
        <section class="card" id="schedule"><div class="card__head"><h2>{t(k::BOARDS_OWN)}</h2></div>
            <p class="card__body muted">{about}</p>
            {(!changes.is_empty()).then(|| view! { <p class="card__body">{tf(k::BOARDS_OWN_CHANGED, &[("name", &changes.join(", "))])}</p> })}
            {none.then(|| view! { <p class="card__body">{t(k::BOARDS_MAIL_NONE)}</p> })}
            <ul class="lines">{lines}</ul>
        </section>
    }
}

/// The call in a word: a time, or what stands in its place.
fn call(day: &OwnDay) -> String {
    let time = |at: Minute| words::time(lang(), day.date, at);
    match day.call {
        Some(CallKind::Time { at } | CallKind::PreCall { at }) => time(at),
        Some(CallKind::StandBy { from, .. }) => tf(k::SCHEDULE_CALL_STANDBY, &[("n", &time(from))]),
        Some(CallKind::OnCall) => t(k::SCHEDULE_CALL_ON_CALL).into(),
        Some(CallKind::WillNotify { by }) => tf(k::SCHEDULE_CALL_NOTIFY, &[("n", &time(by))]),
        Some(CallKind::PerHod) => t(k::SCHEDULE_CALL_PER_HOD).into(),
        Some(CallKind::Travel) => t(k::SCHEDULE_KIND_TRAVEL).into(),
        Some(CallKind::Hold) => t(k::SCHEDULE_CALL_HOLD).into(),
        Some(CallKind::Off) => t(k::SCHEDULE_CALL_OFF).into(),
        Some(CallKind::Cancelled) => t(k::SCHEDULE_STATE_CANCELLED).into(),
        None => "–".into(),
    }
}

fn state(day: &OwnDay) -> impl IntoView + use<> {
    let (class, icon, text) = match (day.cancelled, day.confirmed, day.when) {
        (true, ..) => ("state state--bad", "stop", k::SCHEDULE_STATE_CANCELLED),
        (_, true, _) => ("state state--ok", "check", k::SCHEDULE_IS_CONFIRMED),
        (.., When::Past) => ("state", "clock", k::SCHEDULE_WAS_NOT_CONFIRMED),
        _ => ("state state--warn", "clock", k::SCHEDULE_NOT_CONFIRMED),
    };
    view! { <span class=class><Icon name=icon/>{t(text)}</span> }
}

#[component]
fn Card(production: ProductionId, code: String, day: OwnDay) -> impl IntoView {
    let date = words::date(lang(), day.date);
    let when = match day.when {
        When::Today => Some(k::SCHEDULE_TODAY),
        When::Tomorrow => Some(k::SCHEDULE_TOMORROW),
        When::Past | When::Later => None,
    };
    let over = when.map_or(format!("{date} · {code}"), |w| format!("{} · {date} · {code}", t(w)));
    view! {
        <a class="daycard" href=routes::production(production, &format!("my/{}", day.day))>
            <span class="overline">{over}</span>
            <b class="daycard__time">{call(&day)}</b>
            <span>{day.place.clone()}</span>
            {state(&day)}
        </a>
    }
}

#[component]
fn Line(production: ProductionId, day: OwnDay) -> impl IntoView {
    view! {
        <a class="dayline" href=routes::production(production, &format!("my/{}", day.day))>
            <span>{words::date(lang(), day.date)}</span><b>{call(&day)}</b><span>{day.place.clone()}</span>{state(&day)}
        </a>
    }
}
