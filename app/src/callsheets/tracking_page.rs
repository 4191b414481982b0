//! Who has it: a table of people by department that reads from across the room and renews itself.
use super::{
    api::{CorrectAddress, RecordWord, ResendCall, load_tracking},
    page::{day_id, query},
    screen::{Stage, TrackScreen, Tracked},
    words,
};
use crate::{
    productions::production_id,
    routes,
    text::{Text, k, lang, t, tf},
    ui::{Act, Empty, Field, Form, Icon, PageTitle, Pick, Transition, options, show, use_data, use_refresh},
    values::{DayId, ProductionId},
};
use jiff::civil::Date;
use leptos::prelude::*;

/// Who has it.
#[component]
pub fn TrackingPage() -> impl IntoView {
    let (production, day) = (production_id(), day_id());
    let (filter, chosen) = (query("show"), query("person"));
    let refresh = use_refresh();
    let data = use_data(move || (production(), day(), refresh.0.get()), |(p, d, _)| load_tracking(p, d));
    // Only in a browser, and only while somebody chases nobody: a form being typed into must not be replaced.
    Effect::new(move |_| {
        let timer = set_interval_with_handle(
            move || {
                if chosen().is_empty() {
                    data.refetch();
                }
            },
            std::time::Duration::from_secs(10),
        );
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
    view! {
        <Transition>{move || { let (filter, chosen) = (filter(), chosen()); Suspend::new(async move {
            show(data.await, move |screen| view! { <Tracking production=production() screen=screen filter=filter chosen=chosen/> })
        }) }}</Transition>
    }
}

/// A filter: key, words, and who is in.
type Filter = (&'static str, Text, fn(&Tracked) -> bool);

const FILTERS: [Filter; 5] = [
    ("", k::CALLSHEETS_EVERYONE, |_| true),
    ("unsent", k::CALLSHEETS_UNSENT, |p| matches!(p.stage, Stage::NoMail | Stage::Queued | Stage::Failed)),
    ("unopened", k::CALLSHEETS_UNOPENED, |p| {
        matches!(p.stage, Stage::NoMail | Stage::Queued | Stage::Failed | Stage::Sent)
    }),
    ("unconfirmed", k::CALLSHEETS_UNCONFIRMED, |p| p.stage != Stage::Confirmed),
    ("problem", k::CALLSHEETS_PROBLEMS, |p| p.stage == Stage::Problem),
];

#[component]
fn Tracking(production: ProductionId, screen: TrackScreen, filter: String, chosen: String) -> impl IntoView {
    let here = routes::day(production, screen.day, "tracking");
    let date = words::date_short(screen.date, lang());
    let title = tf(k::CALLSHEETS_TRACK_TITLE, &[("day", &screen.label), ("date", &date)]);
    let all = screen.people.len();
    let confirmed = screen.people.iter().filter(|p| p.stage == Stage::Confirmed).count();
    let chips = FILTERS.iter().map(|(key, text, is_in)| {
        let n = screen.people.iter().filter(|p| is_in(p)).count();
        let to = if key.is_empty() { here.clone() } else { format!("{here}?show={key}") };
        view! { <a class="chip" href=to aria-current=(filter == *key).then_some("true")>{t(*text)}" "<b>{n}</b></a> }
    }).collect_view();
    let is_in = FILTERS.iter().find(|(key, ..)| *key == filter).map_or(FILTERS[0].2, |(.., is_in)| *is_in);
    let shown: Vec<Tracked> = screen.people.iter().filter(|p| is_in(p)).cloned().collect();
    let person = screen.people.iter().find(|p| p.person.to_string() == chosen).cloned();
    let issued = screen.revision.as_ref().map(|r| {
        let by = screen
            .issued
            .map(|at| tf(k::CALLSHEETS_ISSUED, &[("when", &words::stamp(at, lang())), ("name", &screen.issued_by)]));
        let pdf = routes::day(production, screen.day, "sheet.pdf");
        view! { <p><span class="revision" data-revision=r.swatch.clone()>{r.name.clone()}</span>" "{by}" "<a href=pdf rel="external">"PDF"</a></p> }
    });
    let none = screen.revision.is_none();
    let n = shown.len().to_string();
    let body = if none {
        view! { <Empty title=t(k::CALLSHEETS_NOT_ISSUED) hint=t(k::CALLSHEETS_NOT_ISSUED_HINT)/> }.into_any()
    } else {
        view! {
            <p class="tracking__count" role="status"><b>{confirmed}</b><span>{tf(k::CALLSHEETS_OF_CONFIRMED, &[("n", &all.to_string())])}</span></p>
            <Bar people=screen.people.clone()/>
            <nav class="filters" aria-label=t(k::CALLSHEETS_FILTER)>{chips}<span class="filters__count">{tf(k::CALLSHEETS_SHOWN, &[("n", &n)])}</span></nav>
            {person.map(|p| view! { <Chase production=production day=screen.day person=p/> })}
            <People production=production day=screen.day people=shown today=screen.today filter=filter/>
        }
        .into_any()
    };
    view! {
        <PageTitle text=title.clone()/>
        <div class="page">
            <div class="page__head"><hgroup><h1>{title}</h1>{issued}</hgroup><a class="button" href=routes::day(production, screen.day, "")>{t(k::CALLSHEETS_TO_SHEET)}</a></div>
            {body}
        </div>
    }
}

#[component]
fn Bar(people: Vec<Tracked>) -> impl IntoView {
    let kinds: [(&str, &[Stage]); 5] = [
        ("t-confirmed", &[Stage::Confirmed]),
        ("t-opened", &[Stage::Opened]),
        ("t-sent", &[Stage::Sent, Stage::Queued]),
        ("t-failed", &[Stage::Failed, Stage::Problem]),
        ("t-none", &[Stage::NoMail]),
    ];
    let mut x = 0;
    let parts = kinds.map(|(class, stages)| {
        let width = people.iter().filter(|p| stages.contains(&p.stage)).count();
        let from = x;
        x += width;
        view! { <rect class=class x=from.to_string() width=width.to_string() height="10"></rect> }
    });
    let all = format!("0 0 {} 10", people.len().max(1));
    view! { <div class="tracking__bar" aria-hidden="true"><svg viewBox=all preserveAspectRatio="none">{parts.into_iter().collect_view()}</svg></div> }
}

#[component]
fn People(production: ProductionId, day: DayId, people: Vec<Tracked>, today: Date, filter: String) -> impl IntoView {
    let here = routes::day(production, day, "tracking");
    let mut groups: Vec<(String, Vec<Tracked>)> = Vec::new();
    for p in people {
        match groups.iter_mut().find(|(name, _)| *name == p.department) {
            Some((_, all)) => all.push(p),
            None => groups.push((p.department.clone(), vec![p])),
        }
    }
    let rows = groups.into_iter().map(|(name, all)| {
        let done = all.iter().filter(|p| p.stage == Stage::Confirmed).count().to_string();
        let of = tf(k::CALLSHEETS_N_OF, &[("n", &done), ("all", &all.len().to_string())]);
        let lines = all.into_iter().map(|p| {
            let to = format!("{here}?show={filter}&person={}", p.person);
            view! { <Row person=p today=today to=to/> }
        }).collect_view();
        view! { <tr class="group-row"><th colspan="6" scope="rowgroup">{name}" "<span class="faint">{of}</span></th></tr>{lines} }
    }).collect_view();
    view! {
        <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::CALLSHEETS_STATES)><table class="table table--fold">
            <thead><tr><th>{t(k::PDF_NAME)}</th><th>{t(k::CALLSHEETS_POSITION)}</th><th>{t(k::CALLSHEETS_STATE)}</th><th>{t(k::CALLSHEETS_WHEN)}</th><th>{t(k::CALLSHEETS_REVISION)}</th><th>{t(k::PDF_PHONE)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
}

fn state_of(p: &Tracked) -> (&'static str, &'static str, String) {
    let plain = |text: Text| t(text).to_owned();
    match p.stage {
        Stage::Confirmed => match p.how.as_str() {
            "phone" => ("state state--ok", "phone", tf(k::CALLSHEETS_S_PHONE, &[("name", &p.by)])),
            "in_person" => ("state state--ok", "check", tf(k::CALLSHEETS_S_IN_PERSON, &[("name", &p.by)])),
            _ => ("state state--ok", "check", plain(k::CALLSHEETS_S_CONFIRMED)),
        },
        Stage::Problem => ("state state--bad", "x", plain(problem_word(&p.problem))),
        Stage::Opened => ("state state--info", "eye", plain(k::CALLSHEETS_S_OPENED)),
        Stage::Sent => ("state state--warn", "clock", plain(k::CALLSHEETS_S_SENT)),
        Stage::Queued => ("state", "clock", plain(k::CALLSHEETS_S_QUEUED)),
        Stage::Failed => ("state state--bad", "stop", plain(k::CALLSHEETS_S_FAILED)),
        Stage::NoMail => ("state state--bad", "mail", plain(k::CALLSHEETS_S_NO_MAIL)),
    }
}

/// What was reported.
pub fn problem_word(reason: &str) -> Text {
    match reason {
        "late" => k::CALLSHEETS_P_LATE,
        "ill" => k::CALLSHEETS_P_ILL,
        _ => k::CALLSHEETS_P_OTHER,
    }
}

#[component]
fn Row(person: Tracked, today: Date, to: String) -> impl IntoView {
    let (class, icon, word) = state_of(&person);
    let p = person;
    view! {
        <tr><th scope="row"><a class="row-link" href=to>{p.name}</a></th><td class="minor">{p.position}</td>
            <td class="fold-line"><span class=class><Icon name=icon/>{word}</span>{(!p.words.is_empty()).then(|| view! { <p class="outbox__reason">{p.words}</p> })}</td>
            <td class="nowrap fold-after">{p.at.map(|at| words::clock(at, today, lang()))}</td>
            <td class="fold-after">{p.revision.map(|r| view! { <span class="revision" data-revision=r.swatch>{r.name}</span> })}</td>
            <td class="fit fold-end">{(!p.phone.is_empty()).then(|| view! { <a class="button button--small" href=words::tel(&p.phone)><Icon name="phone"/>{p.phone.clone()}</a> })}</td></tr>
    }
}

/// What the office can do about one person.
#[component]
fn Chase(production: ProductionId, day: DayId, person: Tracked) -> impl IntoView {
    let (resend, word, correct) = (Act::of::<ResendCall>(), Act::of::<RecordWord>(), Act::of::<CorrectAddress>());
    let ids = move || {
        view! {
            <input type="hidden" name="production" value=production.to_string()/>
            <input type="hidden" name="day" value=day.to_string()/>
            <input type="hidden" name="person" value=person.person.to_string()/>
        }
    };
    let how = options([("phone", t(k::CALLSHEETS_HOW_PHONE)), ("in_person", t(k::CALLSHEETS_HOW_IN_PERSON))]);
    let email = person.email.clone();
    let has_mail = !email.is_empty();
    let address = email.clone();
    view! {
        <section class="card" aria-labelledby="chase">
            <div class="card__head"><h2 id="chase">{person.name.clone()}</h2><a class="button button--quiet" href=routes::day(production, day, "tracking")>{t(k::CALLSHEETS_CLOSE)}</a></div>
            <div class="card__body grid-3">
                <Form action=word class="form" label=t(k::CALLSHEETS_RECORD)>{ids()}
                    <Pick name="how" label=t(k::CALLSHEETS_HOW) choices=how/>
                    <button class="button button--primary">{t(k::CALLSHEETS_RECORD)}</button>
                </Form>
                {has_mail.then(|| view! {
                    <Form action=resend class="form" label=t(k::CALLSHEETS_RESEND)>{ids()}
                        <p class="muted">{address}</p>
                        <button class="button"><Icon name="send"/>{t(k::CALLSHEETS_RESEND)}</button>
                    </Form>
                })}
                <Form action=correct class="form" label=t(k::CALLSHEETS_CORRECT)>{ids()}
                    <Field name="email" kind="email" label=t(k::CALLSHEETS_ADDRESS) value=email hint=t(k::CALLSHEETS_CORRECT_HINT)/>
                    <button class="button">{t(k::CALLSHEETS_CORRECT)}</button>
                </Form>
            </div>
        </section>
    }
}
