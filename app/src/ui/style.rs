//! `/style`: every primitive on one page, to be looked at in light, dark and print.
use super::{
    Badge, Check, Empty, Field, Icon, Notice, PageTitle, Pick, TextArea, Tone, form::sample_form, icon, options,
};
use crate::text::{Text, k, t};
use leptos::prelude::*;

/// What a tone says as a state, and as a message.
const TONES: &[(Tone, Text, Text)] = &[
    (Tone::Good, k::STYLE_STATE_GOOD, k::STYLE_NOTICE_GOOD),
    (Tone::Info, k::STYLE_STATE_INFO, k::STYLE_NOTICE_INFO),
    (Tone::Plain, k::STYLE_STATE_LINE, k::STYLE_NOTICE_LINE),
    (Tone::Warn, k::STYLE_STATE_WARN, k::STYLE_NOTICE_WARN),
    (Tone::Bad, k::STYLE_STATE_BAD, k::STYLE_NOTICE_BAD),
];
const SIZES: &[&str] = &["t12", "t14", "t16", "t20", "t28", "t44", "t72"];
const COLOURS: &[&str] = &["surface", "sunken", "hover", "selected", "solid", "accent", "ok", "warn", "bad", "info"];
/// Papers in the order of the usual revision colours.
const PAPERS: &[&str] = &["white", "blue", "pink", "yellow", "green", "goldenrod", "buff", "salmon", "cherry"];
/// Class of the strip's colour, inside or outside, light.
const STRIPS: &[(&str, Text, Text)] = &[
    ("int-day", k::STYLE_STRIP_INT, k::STYLE_STRIP_DAY),
    ("ext-day", k::STYLE_STRIP_EXT, k::STYLE_STRIP_DAY),
    ("int-night", k::STYLE_STRIP_INT, k::STYLE_STRIP_NIGHT),
    ("ext-night", k::STYLE_STRIP_EXT, k::STYLE_STRIP_NIGHT),
    ("dusk", k::STYLE_STRIP_EXT, k::STYLE_STRIP_DUSK),
];

/// All primitives.
#[component]
pub fn StylePage() -> impl IntoView {
    view! {
        <PageTitle text=t(k::STYLE_TITLE)/>
        <main id="main" class="main">
            <div class="page">
                <header class="page__head"><hgroup><h1>{t(k::STYLE_TITLE)}</h1><p class="muted">{t(k::STYLE_INTRO)}</p></hgroup></header>
                <div class="guide">
                    {item(k::STYLE_TYPE, type_sizes())}
                    {item(k::STYLE_COLOURS, colours())}
                    {item(k::STYLE_BUTTONS, buttons())}
                    {item(k::STYLE_FIELDS, fields())}
                    {item(k::STYLE_STATES, states())}
                    {item(k::STYLE_NOTICES, notices())}
                    {item(k::STYLE_REVISION, revisions())}
                    {item(k::STYLE_STRIP, strips())}
                    {item(k::STYLE_TABLE, table())}
                    {item(k::STYLE_TABS, tabs())}
                    {item(k::STYLE_CARD, card())}
                    {item(k::STYLE_PROGRESS, progress())}
                    {item(k::STYLE_ICONS, icons())}
                </div>
            </div>
        </main>
    }
    .into_any()
}

/// A primitive under its name.
fn item(name: Text, shown: AnyView) -> AnyView {
    view! { <section class="guide__item"><h2>{t(name)}</h2><div class="stack">{shown}</div></section> }.into_any()
}

fn type_sizes() -> AnyView {
    let sizes = SIZES.iter().map(|size| view! { <span class=*size>"06:40"</span> }).collect_view();
    view! { <p class="guide__type">{sizes}</p><p>{t(k::STYLE_BODY)}</p><p class="muted">{t(k::STYLE_BODY)}</p> }
        .into_any()
}

fn colours() -> AnyView {
    let all =
        COLOURS.iter().map(|name| view! { <li class=format!("c-{name}")><code>{*name}</code></li> }).collect_view();
    view! { <ul class="guide__colours">{all}</ul> }.into_any()
}

fn buttons() -> AnyView {
    view! {
        <p class="row">
            <button class="button button--primary" type="button">{t(k::STYLE_BUTTON_MAIN)}</button>
            <button class="button" type="button"><Icon name="eye"/>{t(k::STYLE_BUTTON_PLAIN)}</button>
            <button class="button button--quiet" type="button">{t(k::STYLE_BUTTON_QUIET)}</button>
            <button class="button button--danger" type="button">{t(k::STYLE_BUTTON_DANGER)}</button>
            <button class="button" type="button" disabled=true>{t(k::STYLE_BUTTON_OFF)}</button>
            <button class="button button--small" type="button">{t(k::STYLE_BUTTON_PLAIN)}</button>
        </p>
        <p><button class="button button--primary button--big" type="button">{t(k::STYLE_BUTTON_MAIN)}</button></p>
        <details class="menu">
            <summary class="button">{t(k::STYLE_MENU)}</summary>
            <div class="menu__list">
                <button class="menu__item" type="button"><Icon name="edit"/>{t(k::STYLE_BUTTON_PLAIN)}</button>
                <button class="menu__item menu__item--danger" type="button"><Icon name="trash"/>{t(k::STYLE_BUTTON_DANGER)}</button>
            </div>
        </details>
    }
    .into_any()
}

/// A form as it comes back when a field was refused.
fn fields() -> AnyView {
    let zones = options([("de", "Europe/Berlin"), ("gb", "Europe/London")]);
    sample_form("refused", k::STYLE_ERROR, move || {
        view! {
            <div class="form">
                <Field name="plain" label=t(k::STYLE_FIELD) hint=t(k::STYLE_FIELD_HINT) value="06:40"/>
                <Field name="refused" label=t(k::STYLE_FIELD) value="6.40 Uhr"/>
                <Pick name="zone" label=t(k::STYLE_TABLE_STATE) choices=zones/>
                <TextArea name="notes" label=t(k::STYLE_TEXTAREA) value=t(k::STYLE_BODY)/>
                <Check name="agent" label=t(k::STYLE_CHECK) checked=true/>
            </div>
        }
        .into_any()
    })
}

fn states() -> AnyView {
    let all = TONES.iter().map(|(tone, state, _)| view! { <Badge tone=*tone text=t(*state)/> }).collect_view();
    view! { <p class="row">{all}</p> }.into_any()
}

fn notices() -> AnyView {
    TONES
        .iter()
        .map(|(tone, _, said)| view! { <Notice tone=*tone><p>{t(*said)}</p></Notice> })
        .collect_view()
        .into_any()
}

fn revisions() -> AnyView {
    let all = PAPERS.iter().map(|p| view! { <span class="revision" data-revision=*p>{*p}</span> }).collect_view();
    view! { <p class="row">{all}</p> }.into_any()
}

fn strips() -> AnyView {
    let all = STRIPS
        .iter()
        .enumerate()
        .map(|(i, (class, place, light))| {
            view! {
                <li class=format!("strip strip--{class}")>
                    <span class="strip__no">{(i + 12).to_string()}</span>
                    <span class="strip__ie">{t(*place)}</span>
                    <span class="strip__dn">{t(*light)}</span>
                    <span class="strip__set">{t(k::STYLE_STRIP_SET)}</span>
                    <span class="strip__pages">"1 3/8"</span>
                    <span class="strip__cast">"1, 4, 7"</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="strips">{all}</ol> }.into_any()
}

fn table() -> AnyView {
    let rows = [("Mara Lindqvist", "06:40", 0_usize), ("Tomasz Wilk", "07:10", 2), ("Ines Ferreira", "05:55", 3)];
    let rows = rows
        .into_iter()
        .map(|(name, call, tone)| {
            let (tone, state, _) = TONES[tone];
            view! { <tr><th scope="row">{name}</th><td>{call}</td><td><Badge tone=tone text=t(state)/></td></tr> }
        })
        .collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=t(k::STYLE_TABLE)>
            <table class="table">
                <caption class="sr">{t(k::STYLE_TABLE)}</caption>
                <thead><tr><th>{t(k::STYLE_TABLE_NAME)}</th><th>{t(k::STYLE_TABLE_CALL)}</th><th>{t(k::STYLE_TABLE_STATE)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn tabs() -> AnyView {
    view! {
        <nav class="tabs" aria-label=t(k::STYLE_TABS)>
            <a href="/style" aria-current="page">{t(k::STYLE_TAB_ONE)}</a>
            <a href="/style">{t(k::STYLE_TAB_TWO)}</a>
        </nav>
    }
    .into_any()
}

fn card() -> AnyView {
    view! {
        <section class="card">
            <div class="card__head"><h3>{t(k::STYLE_CARD)}</h3></div>
            <div class="card__body"><p>{t(k::STYLE_BODY)}</p></div>
        </section>
        <section class="card">
            <Empty title=t(k::STYLE_EMPTY) hint=t(k::STYLE_EMPTY_HINT)><a class="button" href="/style">{t(k::STYLE_BUTTON_PLAIN)}</a></Empty>
        </section>
    }
    .into_any()
}

fn progress() -> AnyView {
    view! { <label class="stack">{t(k::STYLE_PROGRESS_LABEL)}<progress class="progress" max="75" value="42"></progress></label> }.into_any()
}

fn icons() -> AnyView {
    let all = icon::names().map(|name| view! { <li><Icon name=name/>" "<code>{name}</code></li> }).collect_view();
    view! { <ul class="guide__colours">{all}</ul> }.into_any()
}
