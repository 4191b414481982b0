//! Issuing the schedule: exactly who gets what, before it leaves the house.
use super::{
    super::{
        model::issued::{DateChange, IssuedDate, ScheduleDepth},
        words as schedule_words,
    },
    api::{IssueSchedule, load_issue},
    data::{IssueData, ScheduleTold},
    words,
};
use crate::{
    people::role_name,
    productions::production_id,
    routes,
    text::{Lang, k, lang, t, tf},
    ui::{Act, Badge, Check, Field, Form, Icon, Notice, Page, Tick, Tone, Transition, show, use_data, use_refresh},
    values::*,
};
use leptos::prelude::*;

/// The page before issuing.
#[component]
pub fn IssuePage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_issue(id));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <Issue production=id() data=data/> }) })}</Transition>
    }
    .into_any()
}

/// A change of a date in words.
pub(in crate::schedule) fn change(lang: Lang, change: &DateChange) -> String {
    let date = |d: &jiff::civil::Date| schedule_words::date(lang, *d);
    match change {
        DateChange::Added(d) => k::BOARDS_DATE_ADDED.fill(lang, &[("date", &date(d))]),
        DateChange::Removed(d) => k::BOARDS_DATE_REMOVED.fill(lang, &[("date", &date(d))]),
        DateChange::Moved { from, to } => k::BOARDS_DATE_MOVED.fill(lang, &[("from", &date(from)), ("to", &date(to))]),
        DateChange::Changed(d) => k::BOARDS_DATE_CHANGED.fill(lang, &[("date", &date(d))]),
    }
}

#[component]
fn Issue(production: ProductionId, data: IssueData) -> impl IntoView {
    let action = Act::of::<IssueSchedule>();
    let missed = data.told.iter().filter(|p| p.concerned && !p.mailed).count();
    let again = data.last.is_some();
    let last = data
        .last
        .map_or_else(|| t(k::BOARDS_FIRST_ISSUE).to_owned(), |last| tf(k::BOARDS_ISSUE_AFTER, &[("name", &last)]));
    let touched = data.told.iter().filter(|p| p.touched).count();
    let people = tf(k::BOARDS_ISSUE_SUM, &[("n", &data.told.len().to_string()), ("touched", &touched.to_string())]);
    // Ticks are made within the form: there they know what was ticked before a refusal.
    let (told, everyone) = (data.told.clone(), data.told);
    view! {
        <Page title=t(k::BOARDS_ISSUE) actions=move || view! { <a class="button" href=routes::boards(production)>{t(k::BOARDS_TITLE)}</a> }>
            <p>{last}" "{t(k::BOARDS_TENTATIVE_NOTE)}</p>
            {(missed > 0).then(|| view! { <Notice tone=Tone::Warn><p>{tf(k::BOARDS_MISSED, &[("n", &missed.to_string())])}</p></Notice> })}
            <Form action=action class="form" label=t(k::BOARDS_ISSUE)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="stamp" value=data.stamp/>
                <div class="publish">
                    <div class="stack">
                        <section class="card"><div class="card__head"><h2>{t(k::BOARDS_WHO_GETS)}</h2></div>
                            <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::BOARDS_WHO_GETS)><table class="table table--fold">
                                <thead><tr><th scope="col">{t(k::BOARDS_TO)}</th><th scope="col">{t(k::BOARDS_GETS)}</th><th scope="col">{t(k::BOARDS_CHANGES)}</th><th scope="col">{t(k::BOARDS_MAIL)}</th></tr></thead>
                                <tbody>{told.into_iter().enumerate().map(|(at, p)| view! { <Told at=at told=p/> }).collect_view()}</tbody>
                            </table></div></section>
                        <details class="card"><summary class="card__head">{tf(k::BOARDS_CREW_DATES, &[("n", &data.crew.len().to_string())])}</summary><Dates dates=data.crew/></details>
                    </div>
                    <aside class="card" aria-label=t(k::BOARDS_ISSUE)><div class="card__body stack">
                        <p>{people}</p>
                        <Field name="name" label=t(k::BOARDS_ISSUE_NAME) value=data.name required=true autocomplete="off"/>
                        <fieldset class="fieldset"><legend>{t(k::BOARDS_ROLES)}</legend><p class="field__hint">{t(k::BOARDS_ROLES_HINT)}</p>{roles(&everyone)}</fieldset>
                        {again.then(|| view! { <Check name="quiet" label=t(k::BOARDS_QUIET)/> })}
                        <Field name="note" label=t(k::BOARDS_NOTE) hint=t(k::BOARDS_ISSUE_NOTE_HINT) autocomplete="off"/>
                        <button class="button button--primary button--block"><Icon name="send"/>{t(k::BOARDS_ISSUE)}</button>
                    </div></aside>
                </div>
            </Form>
        </Page>
    }
}

/// The roles there are, each with how many have it; all ticked.
fn roles(told: &[ScheduleTold]) -> impl IntoView + use<> {
    let mut counts: Vec<(Role, usize)> = Vec::new();
    for person in told {
        match counts.iter_mut().find(|(role, _)| *role == person.role) {
            Some((_, count)) => *count += 1,
            None => counts.push((person.role, 1)),
        }
    }
    let tick = |(at, (role, count)): (usize, (Role, usize))| {
        let label = format!("{} ({count})", t(role_name(role)));
        view! { <Tick list="roles" at=at value=role.key() label=label checked=true/> }
    };
    counts.into_iter().enumerate().map(tick).collect_view()
}

/// Dates as they are told.
#[component]
fn Dates(dates: Vec<IssuedDate>) -> impl IntoView {
    let lang = lang();
    let line = |d: IssuedDate| {
        view! { <li class="line"><span><b class="strong">{schedule_words::date(lang, d.date)}</b>" "{words::about_date(lang, &d)}</span></li> }
    };
    view! { <ul class="lines">{dates.into_iter().map(line).collect_view()}</ul> }
}

#[component]
fn Told(at: usize, told: ScheduleTold) -> impl IntoView {
    let depth = match told.depth {
        ScheduleDepth::Full => k::BOARDS_GETS_FULL,
        ScheduleDepth::Places => k::BOARDS_GETS_PLACES,
        ScheduleDepth::Days => k::BOARDS_GETS_DAYS,
        ScheduleDepth::Own => k::BOARDS_GETS_OWN,
    };
    let gets = format!("{} ({})", t(depth), told.dates);
    let gets = match told.own.is_empty() {
        true => gets.into_any(),
        false => view! { <details class="told"><summary>{gets}</summary><Dates dates=told.own/></details> }.into_any(),
    };
    let changes: Vec<String> = told.changes.iter().map(|c| change(lang(), c)).collect();
    let changes = match (&told.since, changes.is_empty()) {
        (None, _) if told.dates == 0 => t(k::BOARDS_NO_DATES).to_owned(),
        (None, _) => t(k::BOARDS_IS_NEW).to_owned(),
        (Some(since), true) => tf(k::BOARDS_NO_CHANGE, &[("name", since)]),
        (Some(_), false) => changes.join(", "),
    };
    let mail = match told.mailed {
        true => view! { <Badge tone=Tone::Good text=t(k::BOARDS_MAILED)/> }.into_any(),
        false => view! { <Badge tone=Tone::Warn text=t(k::BOARDS_NO_WAY)/> }.into_any(),
    };
    let about = if told.position.is_empty() { t(role_name(told.role)).to_owned() } else { told.position };
    view! {
        <tr><th scope="row"><Tick list="people" at=at value=told.person.to_string() label=told.name checked=told.concerned/><span class="muted">{about}</span></th>
            <td class="fold-line">{gets}</td><td class="fold-line">{changes}</td><td class="fold-after">{mail}</td></tr>
    }
}
