//! What has drifted from a locked board: scene by scene, and part by part.
use super::{
    super::{
        model::{PartDrift, SceneDrift, Spot},
        words as schedule_words,
    },
    api::load_drift,
    board_page::board_id,
    data::{DriftData, Named},
    words,
};
use crate::{
    productions::production_id,
    routes,
    text::{Lang, k, lang, t, tf},
    ui::{Empty, Page, Transition, show, use_data, use_refresh},
    values::*,
};
use jiff::civil::Date;
use leptos::prelude::*;

/// The page of drift.
#[component]
pub fn DriftPage() -> impl IntoView {
    let (id, board) = (production_id(), board_id());
    let refresh = use_refresh();
    let data = use_data(move || (id(), board(), refresh.0.get()), |(id, board, _)| load_drift(id, board));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data| view! { <Drifted production=id() data=data/> }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Drifted(production: ProductionId, data: DriftData) -> impl IntoView {
    let DriftData { board, drift, parts, .. } = data;
    let none = drift.scenes.is_empty() && drift.parts.is_empty();
    let title = tf(k::BOARDS_DRIFT_SINCE, &[("name", &board.name)]);
    let (id, name) = (board.id, board.name.clone());
    view! {
        <Page title=title actions=move || view! { <a class="button" href=routes::production(production, "board")>{t(k::SCHEDULE_BOARD)}</a> }>
            <ol class="crumbs"><li><a href=routes::boards(production)>{t(k::BOARDS_TITLE)}</a></li><li><a href=routes::board(production, id, "")>{name}</a></li><li>{t(k::BOARDS_DRIFT)}</li></ol>
            {none.then(|| view! { <Empty title=t(k::BOARDS_NO_DRIFT) hint=t(k::BOARDS_NO_DRIFT_HINT)/> })}
            {(!drift.scenes.is_empty()).then(|| view! { <Scenes scenes=drift.scenes/> })}
            {(!drift.parts.is_empty()).then(|| view! { <Parts parts=drift.parts names=parts/> })}
        </Page>
    }
}

fn spot(lang: Lang, spot: &Spot) -> String {
    let pages = k::SCHEDULE_PP.fill(lang, &[("n", &spot.eighths.to_string())]);
    match spot.date {
        None => format!("{} · {pages}", k::SCHEDULE_BONEYARD.say(lang)),
        Some(date) => {
            let date = schedule_words::date(lang, date);
            let day = k::SCHEDULE_DAY.fill(lang, &[("n", &spot.label)]);
            if spot.label.is_empty() { format!("{date} · {pages}") } else { format!("{day} · {date} · {pages}") }
        }
    }
}

fn spots(spots: &[Spot]) -> String {
    let all: Vec<String> = spots.iter().map(|s| spot(lang(), s)).collect();
    if all.is_empty() { "–".to_owned() } else { all.join("; ") }
}

#[component]
fn Scenes(scenes: Vec<SceneDrift>) -> impl IntoView {
    let rows = scenes
        .into_iter()
        .map(|s| {
            let kinds: Vec<&str> = s.kinds.iter().map(|what| t(words::drifted(*what))).collect();
            view! {
                <tr><th scope="row">{tf(k::BOARDS_SCENE, &[("n", &s.number)])}</th><td class="fold-line">{kinds.join(", ")}</td>
                    <td class="fold-line" data-label=t(k::BOARDS_THEN)>{spots(&s.spots.before)}</td><td class="fold-line" data-label=t(k::BOARDS_NOW)>{spots(&s.spots.after)}</td></tr>
            }
        })
        .collect_view();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::BOARDS_BY_SCENE)}</h2></div>
            <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::BOARDS_BY_SCENE)><table class="table table--fold">
                <thead><tr><th scope="col">{t(k::SCHEDULE_COL_NO)}</th><th scope="col">{t(k::BOARDS_WHAT)}</th><th scope="col">{t(k::BOARDS_THEN)}</th><th scope="col">{t(k::BOARDS_NOW)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div></section>
    }
}

fn dates(all: &[Date]) -> String {
    let all: Vec<String> = all.iter().map(|d| schedule_words::date(lang(), *d)).collect();
    if all.is_empty() { "–".to_owned() } else { all.join(", ") }
}

/// `2 → 3`, or the one value if it stayed.
pub(super) fn change<T: PartialEq>(before: &T, after: &T, say: impl Fn(&T) -> String) -> String {
    if before == after { say(after) } else { format!("{} → {}", say(before), say(after)) }
}

/// A date, or a dash.
pub(super) fn maybe_date(date: &Option<Date>) -> String {
    date.map_or_else(|| "–".to_owned(), |d| schedule_words::date(lang(), d))
}

#[component]
fn Parts(parts: Vec<PartDrift>, names: Vec<Named>) -> impl IntoView {
    let rows = parts
        .into_iter()
        .map(|p| {
            view! {
                <tr><th scope="row">{words::part(&names, p.character)}</th>
                    <td class="fold-line" data-label=t(k::BOARDS_GAINED)>{dates(&p.gained)}</td><td class="fold-line" data-label=t(k::BOARDS_LOST)>{dates(&p.lost)}</td>
                    <td class="fold-line" data-label=t(k::BOARDS_HOLDS)>{change(&p.hold.before, &p.hold.after, u32::to_string)}</td>
                    <td class="fold-line" data-label=t(k::BOARDS_FIRST)>{change(&p.first.before, &p.first.after, maybe_date)}</td>
                    <td class="fold-line" data-label=t(k::BOARDS_LAST)>{change(&p.last.before, &p.last.after, maybe_date)}</td></tr>
            }
        })
        .collect_view();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::BOARDS_BY_PART)}</h2></div>
            <div class="table-box table-box--plain" tabindex="0" role="region" aria-label=t(k::BOARDS_BY_PART)><table class="table table--fold">
                <thead><tr><th scope="col">{t(k::BOARDS_PART)}</th><th scope="col">{t(k::BOARDS_GAINED)}</th><th scope="col">{t(k::BOARDS_LOST)}</th>
                    <th scope="col">{t(k::BOARDS_HOLDS)}</th><th scope="col">{t(k::BOARDS_FIRST)}</th><th scope="col">{t(k::BOARDS_LAST)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div></section>
    }
}
