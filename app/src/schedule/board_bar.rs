//! Above and below the board: what is shown, what is wrong, what can be taken back, and that nothing is missing.
use super::{
    api::AddBanner,
    board::Looking,
    board_day::anchor,
    desk::{Dating, Desk},
    filter_words, keys,
    model::{proof, totals},
    sort_box::SortMenu,
    words,
};
use crate::{
    routes,
    text::{Text, k, t, tf},
    ui::{Act, Choice, Field, Form, Icon, Pick, options},
    values::*,
};
use leptos::prelude::*;

/// Columns that can be switched off, as the style sheet calls them.
pub(super) const COLUMNS: [(&str, Text); 6] = [
    ("ie", k::SCHEDULE_COL_IE),
    ("dn", k::SCHEDULE_COL_DN),
    ("pages", k::SCHEDULE_COL_PAGES),
    ("cast", k::SCHEDULE_COL_CAST),
    ("loc", k::SCHEDULE_COL_LOC),
    ("time", k::SCHEDULE_COL_TIME),
];

/// The board's address with these parameters.
pub(super) fn address(desk: Desk, unit: Option<UnitId>, hidden: &str) -> String {
    let board = routes::production(desk.production, "board");
    let shown = desk.shown.map(|b| format!("board={b}"));
    let unit = unit.map(|u| format!("unit={u}"));
    let hide = (!hidden.is_empty()).then(|| format!("hide={}", hidden.replace(' ', ".")));
    let query: Vec<String> = shown.into_iter().chain(unit).chain(hide).collect();
    if query.is_empty() { board } else { format!("{board}?{}", query.join("&")) }
}

#[component]
pub(super) fn BoardBar(desk: Desk, looking: Looking) -> impl IntoView {
    let to_boneyard = move || {
        desk.track_sums();
        desk.with(|b| b.boneyard.len())
    };
    let warned = move || desk.grave().len();
    let first = move || {
        let first = desk.grave().first().copied();
        desk.findings
            .with(|all| first.and_then(|n| all[n].day()).map_or_else(String::new, |day| format!("#{}", anchor(day))))
    };
    let again = move || desk.lasting.undone.with(|all| all.last().map(|m| m.name.clone()));
    let last = move || desk.lasting.history.with(|all| all.last().map(|m| m.name.clone()));
    view! {
        <div class="boardbar">
            <BoardMenu desk=desk/>
            <a class="button phone-only" href="#boneyard">{t(k::SCHEDULE_BONEYARD)}" "<span class="count">{to_boneyard}</span></a>
            <UnitMenu desk=desk looking=looking/>
            {desk.layout.with_value(Option::is_none).then(|| view! { <ColumnMenu desk=desk looking=looking/> })}
            <FilterField desk=desk looking=looking/>
            <a class="button button--quiet state--warn" href=first hidden=move || warned() == 0
                on:click=move |e| { e.prevent_default(); keys::next_warning(desk); }>
                <Icon name="warn"/><span>{move || words::count(desk.lang, warned(), k::SCHEDULE_WARNING_ONE, k::SCHEDULE_WARNINGS)}</span><kbd>"N"</kbd>
            </a>
            <span class="push"></span>
            {desk.may_edit.then(|| view! {
                <button class="button" type="button" hidden=move || last().is_none() on:click=move |_| desk.take_back()>
                    <Icon name="undo"/><span>{move || tf(k::SCHEDULE_UNDO, &[("name", &last().unwrap_or_default())])}</span><kbd>"U"</kbd>
                </button>
                <button class="button" type="button" hidden=move || again().is_none() on:click=move |_| desk.make_again()>
                    <Icon name="redo"/><span>{move || tf(k::SCHEDULE_REDO, &[("name", &again().unwrap_or_default())])}</span><kbd>"R"</kbd>
                </button>
                <BannerMenu desk=desk/>
                {desk.shown.map(|board| view! { <a class="button" href=format!("?board={board}&day=new") on:click=move |e| { e.prevent_default(); desk.dating.set(Some(Dating::New)); }>{t(k::SCHEDULE_ADD_DAY)}</a> })}
            })}
            {desk.may_edit.then(|| view! {
                <SortMenu desk=desk/>
                <a class="button" href=move || arrange(desk)>{t(k::SCHEDULE_ARRANGE)}</a>
                <a class="button" href=routes::strips(desk.production)>{t(k::DESIGN_TITLE)}</a>
            })}
            <a class="button" href=routes::production(desk.production, "reports")>{t(k::REPORTS_TITLE)}</a>
            <a class="button" href=routes::production(desk.production, "rules")>{t(k::RULES_TITLE)}</a>
            <a class="button" href=routes::production(desk.production, "days")>{t(k::SCHEDULE_DAYS)}</a>
        </div>
    }
}

/// Where this board is arranged; what is marked is what may be moved.
fn arrange(desk: Desk) -> String {
    let marked = desk.marked.get();
    let scenes = desk.with(|board| {
        let marked = board.strips().filter(|(_, s)| marked.contains(&s.id));
        marked.filter_map(|(_, s)| s.scene().map(|c| c.number.clone())).collect::<Vec<_>>().join(",")
    });
    let board = desk.shown.map(|b| b.to_string()).unwrap_or_default();
    format!("{}?board={board}&scenes={scenes}", routes::production(desk.production, "arrange"))
}

/// Which board this is, and the way to the others.
#[component]
fn BoardMenu(desk: Desk) -> impl IntoView {
    let (shown, name) = (desk.shown, desk.title.get_value());
    view! {
        <a class="button" href=routes::boards(desk.production)><Icon name="board"/>{if shown.is_some() { name } else { t(k::BOARDS_ACTIVE).to_owned() }}</a>
        {shown.map(|id| view! { <a class="button" href=routes::board(desk.production, id, "")>{t(k::BOARDS_ACTIVATE)}</a> }).filter(|_| desk.may_edit)}
    }
}

/// Which unit's days are shown; there is nothing to choose with one unit.
#[component]
fn UnitMenu(desk: Desk, looking: Looking) -> impl IntoView {
    let units = desk.with(|b| b.units.clone());
    (units.len() > 1).then(|| {
        let names = units.clone();
        let now = move || {
            let unit = looking.unit.get();
            names
                .iter()
                .find(|u| Some(u.id) == unit)
                .map_or_else(|| t(k::SCHEDULE_ALL_UNITS).to_owned(), |u| u.name.clone())
        };
        let item = move |id: Option<UnitId>, name: String| {
            view! {
                <li><a class="menu__item" href=move || address(desk, id, &looking.hidden.get())
                    aria-current=move || (looking.unit.get() == id).then_some("true")>{name}</a></li>
            }
        };
        let items = units.into_iter().map(|u| item(Some(u.id), u.name)).collect_view();
        view! {
            <details class="menu"><summary class="button">{t(k::SCHEDULE_UNIT)}": "<b>{now}</b></summary>
                <ul class="menu__list">{item(None, t(k::SCHEDULE_ALL_UNITS).to_owned())}{items}</ul></details>
        }
    })
}

/// Columns to switch on and off; links, so that they work without scripts and can be bookmarked.
#[component]
fn ColumnMenu(desk: Desk, looking: Looking) -> impl IntoView {
    let items = COLUMNS
        .into_iter()
        .map(|(column, name)| {
            let shown = move || !looking.hidden.with(|h| h.split(' ').any(|c| c == column));
            let to = move || {
                let hidden = looking.hidden.get();
                let mut all: Vec<&str> = hidden.split(' ').filter(|c| !c.is_empty() && *c != column).collect();
                if shown() {
                    all.push(column);
                }
                address(desk, looking.unit.get(), &all.join(" "))
            };
            view! {
                <li><a class="menu__item" href=to><span aria-hidden="true">{move || if shown() { "☑" } else { "☐" }}</span>
                    {move || tf(if shown() { k::SCHEDULE_COL_HIDE } else { k::SCHEDULE_COL_SHOW }, &[("name", t(name))])}</a></li>
            }
        })
        .collect_view();
    view! { <details class="menu desk-only"><summary class="button">{t(k::SCHEDULE_COLUMNS)}</summary><ul class="menu__list">{items}</ul></details> }
}

/// Only strips that pass: as it is typed, or by a form that asks the server.
#[component]
fn FilterField(desk: Desk, looking: Looking) -> impl IntoView {
    let wrong = RwSignal::new(None::<String>);
    let typed = untrack(|| looking.filter.get());
    let take = move |typed: &str| wrong.set(desk.narrow(typed).map(|error| filter_words::error(desk.lang, &error)));
    take(&typed);
    let shown = move || {
        desk.track_sums();
        let lists: Vec<Option<DayId>> = desk.with(|b| b.days.iter().map(|d| Some(d.id)).chain([None]).collect());
        let all = desk.with(|b| b.strips().count());
        let pass: usize = lists.into_iter().map(|list| desk.passing(list).len()).sum();
        desk.filter
            .with(Option::is_some)
            .then(|| tf(k::SCHEDULE_FILTERED, &[("n", &pass.to_string()), ("all", &all.to_string())]))
    };
    view! {
        <form class="boardbar__find" method="get" role="search" on:submit=move |e| e.prevent_default()>
            {desk.shown.map(|board| view! { <input type="hidden" name="board" value=board.to_string()/> })}
            <label class="sr" for="board-filter">{t(k::SCHEDULE_FILTER)}</label>
            <input class="input" id="board-filter" type="search" name="only" value=typed placeholder=t(k::SCHEDULE_FILTER_HINT) autocomplete="off" spellcheck="false"
                aria-describedby="board-filter-said" aria-invalid=move || wrong.with(Option::is_some).then_some("true") on:input=move |e| take(&event_target_value(&e))/>
            <small id="board-filter-said" role="status" class:state--bad=move || wrong.with(Option::is_some)>{move || wrong.get().or_else(shown)}</small>
        </form>
    }
}

/// Days and the boneyard to choose from.
pub(super) fn lists(desk: Desk) -> Vec<Choice> {
    let day = |d: &super::model::BoardDay| {
        (
            d.id.to_string(),
            format!("{} · {}", words::day_name(desk.lang, &d.label, d.kind), words::date(desk.lang, d.date)),
        )
    };
    let days = desk.with(|b| b.days.iter().map(day).collect::<Vec<_>>());
    options(std::iter::once((String::new(), k::SCHEDULE_BONEYARD.say(desk.lang).to_owned())).chain(days))
}

/// The places that scenes of a board are shot at, by name.
pub(super) fn part_places(board: &super::model::Board) -> Vec<(String, String)> {
    let scenes = board.strips().filter_map(|(_, s)| s.scene());
    let places: std::collections::BTreeMap<String, String> =
        scenes.filter_map(|s| Some((s.location_name.clone(), s.location?.to_string()))).collect();
    places.into_iter().map(|(name, id)| (id, name)).collect()
}

/// Start or end of a list.
pub(super) fn ends() -> Vec<Choice> {
    options([("end", t(k::SCHEDULE_AT_END)), ("start", t(k::SCHEDULE_AT_START))])
}

/// A form for a new banner: company move, lunch, a note.
#[component]
fn BannerMenu(desk: Desk) -> impl IntoView {
    let action = Act::of::<AddBanner>();
    let first = desk.with(|b| b.days.first().map(|d| d.id.to_string())).unwrap_or_default();
    view! {
        <details class="menu menu--end"><summary class="button">{t(k::SCHEDULE_ADD_BANNER)}</summary>
            <div class="menu__list boardbar__form">
                <Form action=action class="form" label=t(k::SCHEDULE_ADD_BANNER)>
                    <input type="hidden" name="production" value=desk.production.to_string()/>
                    {super::move_box::of_board(desk)}
                    <Field name="text" label=t(k::SCHEDULE_BANNER_TEXT) hint=t(k::SCHEDULE_BANNER_HINT) required=true/>
                    <Pick name="banner_kind" label=t(k::RULES_BANNER) choices=words::banner_kinds()/>
                    <Field name="minutes" label=t(k::SCHEDULE_MINUTES) kind="number" value="30"/>
                    <Pick name="to_day" label=t(k::SCHEDULE_TO_DAY) choices=lists(desk) value=first/>
                    <Pick name="place" label=t(k::SCHEDULE_WHERE) choices=ends()/>
                    <button class="button">{t(k::SCHEDULE_ADD)}</button>
                </Form>
            </div>
        </details>
    }
}

/// Sums of the board, and the proof that script, days and boneyard agree.
#[component]
pub(super) fn BoardFoot(desk: Desk) -> impl IntoView {
    let sums = move || {
        desk.track_sums();
        let (proof, totals) = desk.with(|b| (proof(b), totals(b)));
        let most = totals.days.iter().map(|(_, d)| d.eighths).max().unwrap_or_default();
        let line = tf(
            k::SCHEDULE_PROOF,
            &[
                ("n", &proof.script.to_string()),
                ("days", &proof.scheduled.to_string()),
                ("rest", &proof.boneyard.to_string()),
            ],
        );
        let wrong = (!proof.holds()).then(|| {
            let n = Eighths(proof.difference().abs()).to_string();
            let text = if proof.difference() < 0 { k::SCHEDULE_PROOF_MISSING } else { k::SCHEDULE_PROOF_MORE };
            view! { <span class="state state--bad"><Icon name="warn"/>{tf(text, &[("n", &n)])}</span> }
        });
        let estimated = (totals.scheduled.estimated || totals.boneyard.estimated)
            .then(|| view! { <span>{t(k::SCHEDULE_ESTIMATED_SIGN)}</span> });
        view! {
            <span>{tf(k::SCHEDULE_FOOT_DAYS, &[("n", &totals.days.len().to_string())])}</span>
            <span>{tf(k::SCHEDULE_FOOT_MOST, &[("n", &most.to_string())])}</span>
            <span class="strong">{line}</span>
            {wrong}
            {estimated}
        }
    };
    view! {
        <footer class="boardfoot" tabindex="0" role="region" aria-label=t(k::SCHEDULE_TOTALS)>
            {sums}
            <span class="push keyhint"><button class="link" type="button" on:click=move |_| desk.keys_shown.set(true)><kbd>"?"</kbd>" "{t(k::SCHEDULE_KEYS)}</button></span>
        </footer>
    }
}
