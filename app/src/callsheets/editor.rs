//! Beside the draft: what is to be looked at, everybody's calls, and deciding about one of them.
use super::{
    api::DecideCall,
    model::{
        checklist::{Finding, Severity},
        sheet::CallKind,
    },
    screen::{CallGroup, CallLine},
    words,
};
use crate::{
    routes,
    text::{Text, k, lang, t, tf},
    ui::{Act, Choice, Field, Form, Icon, Pick},
    values::{DayId, ProductionId},
};
use jiff::civil::Date;
use leptos::prelude::*;

/// A finding in words, a word of help, and where to mend it.
fn said(finding: &Finding, production: ProductionId, day: DayId) -> (String, String, Option<String>) {
    let edit = || Some(format!("{}?edit={day}", routes::production(production, "days")));
    let places = || Some(routes::production(production, "locations"));
    let person = |id| Some(routes::person(production, id));
    let plain = |text: Text| t(text).to_owned();
    let (what, why, to) = match finding {
        Finding::NoUnitCall => (plain(k::CALLSHEETS_F_UNIT_CALL), "", edit()),
        Finding::NoLocation => (plain(k::CALLSHEETS_F_LOCATION), "", edit()),
        Finding::NoAddress { name, .. } => (tf(k::CALLSHEETS_F_ADDRESS, &[("name", name)]), "", places()),
        Finding::NoHospital { name, .. } => {
            (tf(k::CALLSHEETS_F_HOSPITAL, &[("name", name)]), t(k::CALLSHEETS_F_HOSPITAL_WHY), places())
        }
        Finding::HospitalUnchecked { hospital, .. } => {
            (tf(k::CALLSHEETS_F_UNCHECKED, &[("name", hospital)]), t(k::CALLSHEETS_F_HOSPITAL_WHY), places())
        }
        Finding::NoHospitalAtNight { name, .. } => (tf(k::CALLSHEETS_F_NIGHT, &[("name", name)]), "", places()),
        Finding::NoEmergencyNumber => (plain(k::CALLSHEETS_F_EMERGENCY), "", None),
        Finding::NoScenes => (plain(k::CALLSHEETS_F_SCENES), "", Some(routes::production(production, "board"))),
        Finding::NobodyCalled => (plain(k::CALLSHEETS_F_NOBODY), "", Some(routes::production(production, "people"))),
        Finding::NoCall { person: id, name } => {
            (tf(k::CALLSHEETS_F_CALL, &[("name", name)]), "", Some(format!("?call={id}")))
        }
        Finding::Unreachable { person: id, name } => {
            (tf(k::CALLSHEETS_F_UNREACHABLE, &[("name", name)]), t(k::CALLSHEETS_F_UNREACHABLE_WHY), person(*id))
        }
        Finding::NotCast { character, number } => (
            tf(k::CALLSHEETS_F_CAST, &[("name", character), ("n", number)]),
            "",
            Some(routes::production(production, "people")),
        ),
        Finding::ClosedForAll { number } => (tf(k::CALLSHEETS_F_CLOSED, &[("n", number)]), "", None),
        Finding::NotAssessed { number, .. } => (tf(k::CALLSHEETS_F_ASSESSED, &[("n", number)]), "", None),
        Finding::Minor { name, person: id } => (tf(k::CALLSHEETS_F_MINOR, &[("name", name)]), "", person(*id)),
        Finding::Rest(r) => {
            let span = |m: i64| format!("{}:{:02}", m / 60, m % 60);
            let text = tf(
                k::CALLSHEETS_F_REST,
                &[("name", &r.name), ("rest", &span(r.rest_minutes)), ("due", &span(r.due_minutes))],
            );
            return (text, tf(k::CALLSHEETS_F_REST_WHY, &[("clause", &r.clause)]), Some(format!("?call={}", r.person)));
        }
        Finding::NoWeather => (plain(k::CALLSHEETS_F_WEATHER), t(k::CALLSHEETS_F_WEATHER_WHY), edit()),
        Finding::NothingChanged => (plain(k::CALLSHEETS_F_SAME), "", None),
    };
    (what, why.to_owned(), to)
}

/// What stands in the way of publishing, or deserves a look.
#[component]
pub fn Checks(production: ProductionId, day: DayId, findings: Vec<Finding>) -> impl IntoView {
    let stops = findings.iter().filter(|f| f.severity() == Severity::Blocks).count();
    let none = findings.is_empty();
    let items = findings.iter().map(|f| {
        let (what, why, to) = said(f, production, day);
        let (key, icon, word) = match f.severity() {
            Severity::Blocks => ("stop", "stop", t(k::CALLSHEETS_STOPS)),
            Severity::Warns => ("warn", "warn", t(k::CALLSHEETS_WARNS)),
        };
        view! {
            <li data-check=key><Icon name=icon/><span><span class="sr">{word}": "</span><b class="strong">{what}</b>{(!why.is_empty()).then(|| view! { <small>{why}</small> })}</span>
                {to.map(|to| view! { <a class="button button--small" href=to>{t(k::CALLSHEETS_FIX)}</a> })}</li>
        }
    }).collect_view();
    view! {
        <section aria-labelledby="checks">
            <div class="card__head"><h2 id="checks">{t(k::CALLSHEETS_BEFORE)}</h2>{(stops > 0).then(|| view! { <span class="count count--bad">{stops}</span> })}</div>
            <ul class="checks">
                {none.then(|| view! { <li data-check="ok"><Icon name="check"/><span>{t(k::CALLSHEETS_ALL_WELL)}</span></li> })}
                {items}
            </ul>
        </section>
    }
}

/// Everybody's calls: as worked out, and as decided.
#[component]
pub fn CallsTable(production: ProductionId, day: DayId, date: Date, groups: Vec<CallGroup>) -> impl IntoView {
    let rows = groups.into_iter().map(|g| {
        let n = g.lines.len().to_string();
        let name = if g.name.is_empty() { t(k::PDF_CAST).to_owned() } else { g.name };
        let lines = g.lines.into_iter().map(|l| view! { <CallRow production=production day=day date=date line=l/> }).collect_view();
        view! { <tr class="group-row"><th colspan="5" scope="rowgroup">{name}" "<span class="faint">{n}</span></th></tr>{lines} }
    }).collect_view();
    view! {
        <section class="wide" aria-labelledby="calls"><h2 id="calls">{t(k::CALLSHEETS_CALLS)}</h2>
            <div class="table-box" tabindex="0" role="region" aria-label=t(k::CALLSHEETS_CALLS)><table class="table table--fold">
                <thead><tr><th>{t(k::PDF_NAME)}</th><th>{t(k::CALLSHEETS_POSITION)}</th><th>{t(k::PDF_CALL)}</th><th>{t(k::PDF_PICKUP)}</th><th><span class="sr">{t(k::CALLSHEETS_CHANGE)}</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
}

#[component]
fn CallRow(production: ProductionId, day: DayId, date: Date, line: CallLine) -> impl IntoView {
    let call = match (line.decided, line.computed) {
        (Some(decided), Some(computed)) if decided != computed => view! {
            <span class="override"><s>{words::call(computed, date, lang())}</s>" "<b>{words::call(decided, date, lang())}</b><small>{line.reason}</small></span>
        }.into_any(),
        (decided, computed) => words::maybe_call(decided.or(computed), date, lang()).into_any(),
    };
    let short = (line.short_by > 0).then(|| view! { <span class="state state--warn"><Icon name="warn"/>{tf(k::CALLSHEETS_SHORT, &[("n", &line.short_by.to_string())])}</span> });
    let to = format!("{}?call={}", routes::day(production, day, ""), line.person);
    let label = tf(k::CALLSHEETS_CHANGE_OF, &[("name", &line.name)]);
    view! {
        <tr><th scope="row">{line.name}</th><td class="minor">{line.position}</td><td>{call}{short}</td><td>{line.pickup.map(|at| words::time(at, date, lang()))}</td>
            <td class="fit fold-end"><a class="button button--small" href=to aria-label=label>{t(k::CALLSHEETS_CHANGE)}</a></td></tr>
    }
}

/// Keys of the kinds of call in the form, and the time that belongs to each.
fn parts(call: Option<CallKind>) -> (&'static str, String, String) {
    let typed = |at: crate::values::Minute| {
        // After midnight counts on: 25:30.
        if at.0 >= 1440 { format!("{:02}:{:02}", at.0 / 60, at.0 % 60) } else { at.to_string() }
    };
    match call {
        None => ("computed", String::new(), String::new()),
        Some(CallKind::Time { at }) => ("time", typed(at), String::new()),
        Some(CallKind::PreCall { at }) => ("pre_call", typed(at), String::new()),
        Some(CallKind::StandBy { from, notice_minutes }) => ("stand_by", typed(from), notice_minutes.to_string()),
        Some(CallKind::WillNotify { by }) => ("will_notify", typed(by), String::new()),
        Some(CallKind::OnCall) => ("on_call", String::new(), String::new()),
        Some(CallKind::PerHod) => ("per_hod", String::new(), String::new()),
        Some(CallKind::Travel) => ("travel", String::new(), String::new()),
        Some(CallKind::Hold) => ("hold", String::new(), String::new()),
        Some(CallKind::Off) => ("off", String::new(), String::new()),
        Some(CallKind::Cancelled) => ("cancelled", String::new(), String::new()),
    }
}

fn kinds() -> Vec<Choice> {
    [
        ("computed", k::CALLSHEETS_K_COMPUTED),
        ("time", k::CALLSHEETS_K_TIME),
        ("pre_call", k::CALLSHEETS_K_PRE_CALL),
        ("stand_by", k::CALLSHEETS_K_STAND_BY),
        ("on_call", k::CALLSHEETS_K_ON_CALL),
        ("will_notify", k::CALLSHEETS_K_WILL_NOTIFY),
        ("per_hod", k::CALLSHEETS_K_PER_HOD),
        ("travel", k::CALLSHEETS_K_TRAVEL),
        ("hold", k::CALLSHEETS_K_HOLD),
        ("off", k::CALLSHEETS_K_OFF),
        ("cancelled", k::CALLSHEETS_K_CANCELLED),
    ]
    .into_iter()
    .map(|(value, label)| Choice { value: value.into(), label: t(label).into() })
    .collect()
}

/// Deciding about one call.
#[component]
pub fn DecideForm(production: ProductionId, day: DayId, date: Date, line: CallLine) -> impl IntoView {
    let action = Act::of::<DecideCall>();
    let (kind, time, notice) = parts(line.decided);
    let computed = tf(k::CALLSHEETS_COMPUTED, &[("call", &words::maybe_call(line.computed, date, lang()))]);
    let pickup = line.pickup_decided.map(|at| at.to_string()).unwrap_or_default();
    view! {
        <section class="panel__section panel__section--first" aria-labelledby="decide"><h2 id="decide">{line.name}</h2><p class="muted">{line.position}</p><p>{computed}</p>
            <Form action=action class="form" key=line.person.to_string()>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="day" value=day.to_string()/>
                <input type="hidden" name="person" value=line.person.to_string()/>
                <input type="hidden" name="version" value=line.version.to_string()/>
                <Pick name="kind" label=t(k::CALLSHEETS_KIND) value=kind choices=kinds()/>
                <div class="fields">
                    <Field name="time" label=t(k::CALLSHEETS_TIME) value=time hint=t(k::CALLSHEETS_TIME_HINT)/>
                    <Field name="notice" label=t(k::CALLSHEETS_NOTICE) value=notice/>
                </div>
                <div class="fields">
                    <Field name="pickup" label=t(k::PDF_PICKUP) value=pickup/>
                    <Field name="pickup_place" label=t(k::CALLSHEETS_PICKUP_PLACE) value=line.place/>
                </div>
                <Field name="note" label=t(k::CALLSHEETS_NOTE) value=line.note hint=t(k::CALLSHEETS_NOTE_HINT)/>
                <Field name="reason" label=t(k::CALLSHEETS_REASON) value=line.reason hint=t(k::CALLSHEETS_REASON_HINT)/>
                <div class="form__actions">
                    <button class="button button--primary">{t(k::CALLSHEETS_SAVE)}</button>
                    <a class="button button--quiet" href=routes::day(production, day, "")>{t(k::CALLSHEETS_CLOSE)}</a>
                </div>
            </Form>
        </section>
    }
}
