//! A day on the board and the boneyard. A strip is a few elements and an id, nothing that listens: a board has hundreds.
use super::{
    board::Looking,
    design,
    desk::Desk,
    findings, keys,
    model::{
        BoardDay, DayStage, DayState, DayTotals, SceneStrip, Strip, StripKind, StripLayout,
        checks::{Finding, Severity},
        look,
    },
    words,
};
use crate::{
    text::{k, t, tf},
    ui::Icon,
    values::*,
};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Where a day stands in the page.
pub(super) fn anchor(day: DayId) -> String {
    format!("day-{day}")
}

/// Where the n-th warning of a day stands in the page.
pub(super) fn warning(day: DayId, n: usize) -> String {
    format!("warning-{day}-{n}")
}

/// Strips that are on no day.
#[component]
pub(super) fn Boneyard(desk: Desk) -> impl IntoView {
    let count = move || desk.strips(None).len();
    let pages = move || tf(k::SCHEDULE_PP, &[("n", &DayTotals::of(&desk.strips(None)).eighths.to_string())]);
    view! {
        <section class="boneyard" id="boneyard" data-list="boneyard" aria-labelledby="bone" tabindex="0">
            <div class="boneyard__head"><h2 id="bone">{t(k::SCHEDULE_BONEYARD)}</h2><span class="count">{count}</span><span class="muted small push">{pages}</span></div>
            <ol class="strips">{strips(desk, None)}</ol>
        </section>
    }
}

/// The strips of a list that pass the filter. Only what came or changed is drawn anew.
fn strips(desk: Desk, list: Option<DayId>) -> impl IntoView {
    view! { <For each=move || desk.passing(list) key=face children=move |s| strip(desk, list, &s)/> }
}

/// What is seen of a strip, as a number.
fn face(strip: &Strip) -> u64 {
    let mut hasher = DefaultHasher::new();
    (strip.id, &strip.kind, strip.minutes).hash(&mut hasher);
    hasher.finish()
}

/// One shooting day: light header, warnings, strips, and the black bar that closes it.
#[component]
pub(super) fn Day(desk: Desk, day: DayId, looking: Looking) -> impl IntoView {
    let shown =
        desk.with(|b| b.days.iter().find(|d| d.id == day).map(|d| BoardDay { strips: Vec::new(), ..d.clone() }));
    shown.map(|d| {
        let unit = d.unit;
        let state = if d.stage == DayStage::Open { "planned" } else { "locked" };
        let heading = format!("h-{}", anchor(day));
        let labelled = heading.clone();
        let closing = (words::day_name(desk.lang, &d.label, d.kind), words::date(desk.lang, d.date));
        let closed = move || day_break(&closing.0, &closing.1, &DayTotals::of(&desk.strips(Some(day))));
        view! {
            <section class="shootday" id=anchor(day) data-list=day.to_string() data-state=state aria-labelledby=labelled
                hidden=move || looking.unit.get().is_some_and(|u| u != unit)>
                <DayHead desk=desk day=d heading=heading/>
                <Warnings desk=desk day=day/>
                <ol class="strips">{strips(desk, Some(day))}{closed}</ol>
            </section>
        }
    })
}

#[component]
fn DayHead(desk: Desk, day: BoardDay, heading: String) -> impl IntoView {
    let id = day.id;
    let title = format!("{} · {}", words::day_name(desk.lang, &day.label, day.kind), words::date(desk.lang, day.date));
    let unit = desk.with(|b| {
        (b.units.len() > 1).then(|| b.units.iter().find(|u| u.id == day.unit).map(|u| u.name.clone())).flatten()
    });
    let call = day.unit_call.map(|at| tf(k::SCHEDULE_CALL, &[("n", &words::time(desk.lang, day.date, at))]));
    let sun = day
        .sunrise
        .zip(day.sunset)
        .map(|(rise, set)| tf(k::SCHEDULE_SUN, &[("from", &rise.to_string()), ("to", &set.to_string())]));
    let state = (day.state != DayState::Planned).then(|| {
        let class = if day.state == DayState::Cancelled { "state state--bad" } else { "state state--warn" };
        view! { <span class=class><Icon name="stop"/>{t(words::state(day.state))}</span> }
    });
    let stage = match day.stage {
        DayStage::Open => None,
        DayStage::Issued => Some(k::SCHEDULE_ISSUED),
        DayStage::Shot => Some(k::SCHEDULE_SHOT),
    };
    let menu = tf(k::SCHEDULE_DAY_MENU, &[("name", &title)]);
    let stage = stage.map(|text| view! { <span class="state"><Icon name="lock"/>{t(text)}</span> });
    let load = move || {
        let eighths = DayTotals::of(&desk.strips(Some(id))).eighths;
        // The bar is full at five pages, the most that a feature usually plans.
        let fill = (eighths.0 * 20 / 40).clamp(0, 20);
        view! { <span class="bar" data-fill=fill.to_string()></span><span>{tf(k::SCHEDULE_PP, &[("n", &eighths.to_string())])}</span> }
    };
    view! {
        <header class="shootday__head">
            <h2 id=heading>{title}</h2>
            {unit.map(|name| view! { <span class="badge badge--line">{name}</span> })}
            <span class="muted">{call}</span>
            <span class="muted">{sun}</span>
            <span class="muted truncate">{desk.place(id)}</span>
            {state}
            {stage}
            <span class="push">{load}{desk.may_edit.then(|| view! {
                <a class="button button--quiet button--icon" href=address_of_day(desk, id) data-day=id.to_string() aria-label=menu><Icon name="more"/></a>
            })}</span>
        </header>
    }
}

/// What the checks found at this day; a click leads to the strips that cause it.
#[component]
fn Warnings(desk: Desk, day: DayId) -> impl IntoView {
    let here = Memo::new(move |_| {
        desk.findings.with(|all| all.iter().filter(|f| f.day() == Some(day)).cloned().collect::<Vec<Finding>>())
    });
    move || {
        let lines = here.get().into_iter().enumerate().map(|(n, finding)| {
            let text = desk.with(|b| findings::words(desk.lang, b, &finding));
            let source = findings::source(desk.lang, &finding);
            let (class, icon) = match finding.severity {
                Severity::Hard => ("warn warn--bad", "stop"),
                Severity::Breach => ("warn", "warn"),
                Severity::Notice => ("warn warn--note", "info"),
            };
            let cause = finding.strips.clone();
            view! {
                <a class=class id=warning(day, n) href=format!("#{}", anchor(day)) on:click=move |e| { e.prevent_default(); keys::show_cause(desk, &cause); }>
                    <Icon name=icon/><span>{text}<b class="sr">" ("{findings::severity(finding.severity).say(desk.lang)}")"</b></span><small>{source}</small>
                </a>
            }
        });
        lines.collect_view()
    }
}

/// The black bar that closes a day.
fn day_break(name: &str, date: &str, sums: &DayTotals) -> impl IntoView + use<> {
    let sign = if sums.estimated { "≈ " } else { "" };
    let untimed = (sums.untimed > 0)
        .then(|| view! { <span>{tf(k::SCHEDULE_UNTIMED, &[("n", &sums.untimed.to_string())])}</span> });
    view! {
        <li class="strip strip--break">
            <span>{tf(k::SCHEDULE_END_OF, &[("name", &name.to_uppercase())])}</span><span>{date.to_owned()}</span>
            <span>{format!("{sign}{}", tf(k::SCHEDULE_PP, &[("n", &sums.eighths.to_string())]))}</span>
            <span>{words::scenes(crate::text::lang(), sums.scenes)}</span>
            <span class="push">{words::length(sums.minutes)}" h"</span>{untimed}
        </li>
    }
}

/// One strip.
fn strip(desk: Desk, list: Option<DayId>, strip: &Strip) -> impl IntoView + use<> {
    match &strip.kind {
        StripKind::Scene(scene) => match desk.layout.get_value() {
            None => EitherOf3::A(scene_strip(desk, strip, scene)),
            Some(layout) => EitherOf3::B(own_strip(desk, list, strip, scene, &layout)),
        },
        StripKind::Banner { text } => EitherOf3::C(banner(desk, strip, text)),
    }
}

/// A scene in rows of the production's own.
fn own_strip(
    desk: Desk,
    list: Option<DayId>,
    strip: &Strip,
    scene: &SceneStrip,
    layout: &StripLayout,
) -> impl IntoView + use<> {
    let class = format!("strip strip--own strip--{}", words::tone(look(desk.palette, strip).colour));
    let sign = if scene.estimated { "≈ " } else { "" };
    let facts = desk.with(|board| {
        let day = list.and_then(|id| board.days.iter().find(|d| d.id == id));
        desk.facts(board, day, strip)
    });
    let (id, text) = (strip.id, scene.number.clone());
    let inside = design::rows(desk.lang, layout, &facts, sign, &|| number(desk, id, text.clone()).into_any());
    view! { <li class=class data-strip=id.to_string() data-kind=painted(desk, scene) tabindex="-1">{inside}</li> }
}

/// The kind of a scene, where kinds have colours of their own.
fn painted(desk: Desk, scene: &SceneStrip) -> Option<String> {
    desk.painted.then(|| design::kind(scene.int_ext, scene.light))
}

fn scene_strip(desk: Desk, strip: &Strip, scene: &SceneStrip) -> impl IntoView + use<> {
    let lang = desk.lang;
    let class = format!("strip strip--{}", words::tone(look(desk.palette, strip).colour));
    let sign = if scene.estimated { "≈ " } else { "" };
    view! {
        <li class=class data-strip=strip.id.to_string() data-kind=painted(desk, scene) tabindex="-1">
            {number(desk, strip.id, scene.number.clone())}
            <span class="strip__ie">{words::int_ext(scene.int_ext).say(lang)}</span>
            <span class="strip__dn">{words::light(scene.light).say(lang)}</span>
            <span class="strip__set">{scene.set.clone()}<small>{scene.synopsis.clone()}</small></span>
            <span class="strip__pages">{format!("{sign}{}", scene.eighths)}</span>
            <span class="strip__cast">{desk.cast_line(&scene.cast)}</span>
            <span class="strip__loc">{scene.location_name.clone()}</span>
            <span class="strip__time">{strip.minutes.map(words::length)}</span>
        </li>
    }
}

/// Where a strip's form comes open without scripts.
fn move_link(desk: Desk, id: StripId) -> String {
    desk.shown.map_or_else(|| format!("?move={id}"), |board| format!("?board={board}&move={id}"))
}

/// Where a day's form comes open without scripts.
fn address_of_day(desk: Desk, id: DayId) -> String {
    desk.shown.map_or_else(|| format!("?day={id}"), |board| format!("?board={board}&day={id}"))
}

/// The number leads to the form; without scripts the page comes back with the form open.
fn number(desk: Desk, id: StripId, text: String) -> impl IntoView + use<> {
    if desk.may_edit {
        Either::Left(view! { <a class="strip__no" href=move_link(desk, id) draggable="false">{text}</a> })
    } else {
        Either::Right(view! { <span class="strip__no">{text}</span> })
    }
}

fn banner(desk: Desk, strip: &Strip, text: &str) -> impl IntoView + use<> {
    view! {
        <li class="strip strip--banner" data-strip=strip.id.to_string() tabindex="-1">
            <Icon name="flag"/>{if desk.may_edit {
                Either::Left(view! { <a href=move_link(desk, strip.id) draggable="false">{text.to_owned()}</a> })
            } else {
                Either::Right(view! { <span>{text.to_owned()}</span> })
            }}
            <span class="strip__time">{strip.minutes.filter(|m| *m > 0).map(words::length)}</span>
        </li>
    }
}
