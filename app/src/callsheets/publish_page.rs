//! Publishing: exactly who gets what, before it leaves the house.
use super::{
    api::{AuthoriseRest, IssueSheet, load_publish},
    editor::Checks,
    model::checklist::{Finding, RestWarning},
    page::day_id,
    screen::{PublishScreen, Tick, Told},
    words,
};
use crate::{
    productions::production_id,
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Field, Form, Icon, PageTitle, Transition, show, use_data, use_refresh},
    values::{DayId, ProductionId},
};
use jiff::civil::Date;
use leptos::prelude::*;

/// The page before publishing.
#[component]
pub fn PublishPage() -> impl IntoView {
    let (production, day) = (production_id(), day_id());
    let refresh = use_refresh();
    let data = use_data(move || (production(), day(), refresh.0.get()), |(p, d, _)| load_publish(p, d));
    view! {
        <Transition>{move || Suspend::new(async move {
            show(data.await, move |screen| view! { <Publish production=production() screen=screen/> })
        })}</Transition>
    }
}

#[component]
fn Publish(production: ProductionId, screen: PublishScreen) -> impl IntoView {
    let date = words::date_short(screen.date, lang());
    let title = tf(k::CALLSHEETS_PUBLISH_TITLE, &[("name", &screen.next.name), ("date", &date)]);
    let sum = screen.sum;
    let figure = |n: usize, text, bad: bool| {
        let class = if bad && n > 0 { "state--bad" } else { "" };
        view! { <div class=class><b>{n}</b><span>{t(text)}</span></div> }
    };
    let unreachable: Vec<Told> = screen.told.iter().filter(|p| !p.by_mail).cloned().collect();
    let sheet = routes::day(production, screen.day, "");
    view! {
        <PageTitle text=title.clone()/>
        <div class="page">
            <ol class="crumbs"><li><a href=routes::production(production, "days")>{t(k::PRODUCTIONS_DAYS)}</a></li><li><a href=sheet>{date}</a></li><li>{t(k::CALLSHEETS_PUBLISH)}</li></ol>
            <h1 class="title">{title}</h1>
            <div class="publish__sum">
                {figure(sum.people, k::CALLSHEETS_GET_IT, false)}
                {figure(sum.again, k::CALLSHEETS_CONFIRM_AGAIN, false)}
                {figure(sum.keep, k::CALLSHEETS_KEEP_TICK, false)}
                {figure(sum.unreachable, k::CALLSHEETS_NOT_REACHED, true)}
            </div>
            <div class="publish">
                <div class="stack">
                    {(!unreachable.is_empty()).then(|| view! { <Unreachable people=unreachable production=production/> })}
                    <Groups told=screen.told.clone() date=screen.date/>
                </div>
                <Send production=production screen=screen/>
            </div>
        </div>
    }
}

#[component]
fn Unreachable(people: Vec<Told>, production: ProductionId) -> impl IntoView {
    let n = people.len();
    let items = people.into_iter().map(|p| {
        let why = if p.phone { t(k::CALLSHEETS_ONLY_PHONE) } else { t(k::CALLSHEETS_NO_WAY) };
        view! { <li><a class="line" href=routes::person(production, p.person)><Icon name="mail"/><span><b class="strong">{p.name}</b>" "{p.position}<small>{why}</small></span></a></li> }
    }).collect_view();
    view! { <section class="card" aria-labelledby="no"><div class="card__head"><h2 id="no">{t(k::CALLSHEETS_CANNOT_REACH)}</h2><span class="count count--bad">{n}</span></div><ul class="lines">{items}</ul></section> }
}

/// Everyone, those who are told something first.
#[component]
fn Groups(told: Vec<Told>, date: Date) -> impl IntoView {
    let mut told = told;
    told.sort_by_key(|p| (!p.mailed, p.tick == Tick::Keeps));
    let rows = told.into_iter().map(|p| {
        let changes = p.changes.iter().map(|c| {
            let said = words::change(c, date, lang());
            view! { <li>{said.what}" "{(!said.from.is_empty()).then(|| view! { <del>{said.from}</del>" → " })}{(!said.to.is_empty()).then(|| view! { <ins>{said.to}</ins> })}</li> }
        }).collect_view();
        let (tone, icon, word) = match p.tick {
            Tick::Keeps => ("state state--ok", "check", k::CALLSHEETS_TICK_KEEPS),
            Tick::Again => ("state state--warn", "clock", k::CALLSHEETS_TICK_AGAIN),
            Tick::Open => ("state", "clock", k::CALLSHEETS_TICK_OPEN),
            Tick::New => ("state state--info", "info", k::CALLSHEETS_TICK_NEW),
            Tick::Dropped => ("state state--bad", "x", k::CALLSHEETS_TICK_DROPPED),
        };
        let by = if p.mailed { t(k::CALLSHEETS_BY_MAIL) } else { "–" };
        view! {
            <tr><th scope="row">{p.name}</th><td class="minor">{p.position}</td><td class="fold-line"><ul>{changes}</ul></td><td class="fold-after">{by}</td>
                <td class="fold-after"><span class=tone><Icon name=icon/>{t(word)}</span></td></tr>
        }
    }).collect_view();
    view! {
        <section class="card" aria-labelledby="gets"><div class="card__head"><h2 id="gets">{t(k::CALLSHEETS_WHAT_FOR_WHOM)}</h2></div>
            <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::CALLSHEETS_WHAT_FOR_WHOM)><table class="table table--fold">
                <thead><tr><th>{t(k::PDF_NAME)}</th><th>{t(k::CALLSHEETS_POSITION)}</th><th>{t(k::CALLSHEETS_TOLD)}</th><th>{t(k::CALLSHEETS_CHANNEL)}</th><th>{t(k::CALLSHEETS_TICK)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div></section>
    }
}

#[component]
fn Send(production: ProductionId, screen: PublishScreen) -> impl IntoView {
    let action = Act::of::<IssueSheet>();
    let button = tf(
        k::CALLSHEETS_PUBLISH_DO,
        &[("name", &screen.next.name.to_uppercase()), ("n", &screen.sum.people.to_string())],
    );
    let mails = tf(k::CALLSHEETS_MAILS, &[("n", &screen.sum.mails.to_string())]);
    let keep = tf(
        k::CALLSHEETS_SUM,
        &[
            ("n", &screen.sum.people.to_string()),
            ("again", &screen.sum.again.to_string()),
            ("keep", &screen.sum.keep.to_string()),
        ],
    );
    let ready = screen.ready;
    let may = screen.may_authorise;
    let short = screen
        .findings
        .iter()
        .filter_map(|f| if let Finding::Rest(rest) = f { Some(rest.clone()) } else { None })
        .map(|rest| view! { <ShortRest production=production day=screen.day rest=rest may=may/> })
        .collect_view();
    let back = routes::day(production, screen.day, "");
    view! {
        <aside class="card" aria-label=t(k::CALLSHEETS_PUBLISH)>
            <Checks production=production day=screen.day findings=screen.findings/>
            {short}
            <div class="card__body">
                <p>{keep}</p><p class="small muted">{mails}</p>
                <Form action=action class="form">
                    <input type="hidden" name="production" value=production.to_string()/>
                    <input type="hidden" name="day" value=screen.day.to_string()/>
                    <input type="hidden" name="stamp" value=screen.stamp.to_string()/>
                    {(!ready).then(|| view! { <p class="notice notice--bad"><Icon name="stop"/><span>{t(k::CALLSHEETS_BLOCKED)}</span></p> })}
                    <button class="button button--primary button--block" disabled=!ready><Icon name="send"/>{button}</button>
                    <a class="button button--quiet button--block" href=back>{t(k::CALLSHEETS_BACK)}</a>
                </Form>
            </div>
        </aside>
    }
}

/// One person's short rest: who authorised it, the form for whoever may, or whom to ask.
#[component]
fn ShortRest(production: ProductionId, day: DayId, rest: RestWarning, may: bool) -> impl IntoView {
    let action = Act::of::<AuthoriseRest>();
    let title = tf(k::CALLSHEETS_REST_TITLE, &[("name", &rest.name)]);
    let body = match (rest.authorised, may) {
        (Some(word), _) => {
            let by = tf(k::CALLSHEETS_REST_GIVEN, &[("name", &word.by)]);
            view! { <p class="state state--ok"><Icon name="check"/>{by}</p><p class="small muted">{word.reason}" · "{word.compensation}</p> }.into_any()
        }
        (None, true) => view! {
            <Form action=action class="form" key=format!("{}{}", rest.person, rest.rest_minutes)>
                <input type="hidden" name="production" value=production.to_string()/>
                <input type="hidden" name="day" value=day.to_string()/>
                <input type="hidden" name="person" value=rest.person.to_string()/>
                <input type="hidden" name="rest_minutes" value=rest.rest_minutes.to_string()/>
                <Field name="reason" label=t(k::CALLSHEETS_REST_REASON) required=true autocomplete="off"/>
                <Field name="compensation" label=t(k::CALLSHEETS_REST_COMPENSATION) hint=t(k::CALLSHEETS_REST_HINT) required=true autocomplete="off"/>
                <button class="button button--block">{t(k::CALLSHEETS_REST_DO)}</button>
            </Form>
        }
        .into_any(),
        (None, false) => view! { <p class="notice notice--warn"><Icon name="warn"/><span>{t(k::CALLSHEETS_REST_ASK)}</span></p> }.into_any(),
    };
    view! { <section class="card__body"><h3>{title}</h3>{body}</section> }
}
