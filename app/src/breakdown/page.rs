//! The list of scenes with how far each is broken down.
use super::{
    api::load_overview,
    model::{CAST, CategoryRow, Overview, OverviewRow, State, name},
    parts::{FlagBadges, Pages, Sign, choices, kept},
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{Text, k, lang, t, tf},
    ui::{Badge, Empty, Icon, Page, Tone, Transition, show, use_data, use_query_map, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    page: i64,
    text: String,
    category: String,
    state: String,
}

/// Scenes of the production with their breakdown.
#[component]
pub fn BreakdownPage() -> impl IntoView {
    let id = production_id();
    let query = use_query_map();
    let refresh = use_refresh();
    let asked = Memo::new(move |_| {
        query.with(|q| Asked {
            page: q.get("page").and_then(|p| p.parse().ok()).unwrap_or(1),
            text: q.get("q").unwrap_or_default(),
            category: q.get("category").unwrap_or_default(),
            state: q.get("state").unwrap_or_default(),
        })
    });
    let data = use_data(
        move || (id(), asked.get(), refresh.0.get()),
        |(id, a, _)| load_overview(id, a.page, a.text, a.category, a.state),
    );
    view! {
        <Transition>{move || Suspend::new(async move {
            show(data.await, move |list| view! { <List list=list asked=asked.get_untracked()/> })
        })}</Transition>
    }
}

#[component]
fn List(list: Overview, asked: Asked) -> impl IntoView {
    let head = use_production();
    let production = head.production.id;
    let (all, done, elements) = (list.scenes.to_string(), list.done.to_string(), list.elements.to_string());
    let sum = tf(k::BREAKDOWN_SUM, &[("done", &done), ("all", &all), ("elements", &elements)]);
    let kept = kept(&[("q", &asked.text), ("category", &asked.category), ("state", &asked.state)]);
    let own = StoredValue::new(list.categories.clone());
    let empty = list.scenes == 0;
    let none =
        (!empty && list.rows.is_empty()).then(|| view! { <p class="empty empty--bare">{t(k::BREAKDOWN_NO_MATCH)}</p> });
    let rows = list.rows.into_iter().map(|row| view! { <Line production=production row=row own=own/> }).collect_view();
    let actions = move || {
        view! {
            <a class="button" href=routes::production(production, "reports/breakdown-sheets")>{t(k::REPORTS_BREAKDOWN_SHEETS)}</a>
            <a class="button" href=routes::production(production, "elements")>{t(k::BREAKDOWN_ELEMENTS)}</a>
        }
    };
    let body = if empty {
        let import = head.may("script.edit").then(|| {
            view! { <a class="button button--primary" href=routes::production(production, "script/import")>{t(k::BREAKDOWN_IMPORT)}</a> }
        });
        view! { <Empty title=t(k::BREAKDOWN_NONE) hint=t(k::BREAKDOWN_NONE_HINT)>{import}</Empty> }.into_any()
    } else {
        view! {
            <Filter asked=asked categories=list.categories matching=list.matching all=list.scenes/>
            <div class="table-box" tabindex="0" role="region" aria-label=t(k::BREAKDOWN_TITLE)>
                <table class="table table--stick table--fold scenes">
                    <caption class="sr">{t(k::BREAKDOWN_CAPTION)}</caption>
                    <thead><tr>
                        <th scope="col">{t(k::BREAKDOWN_NO)}</th>
                        <th scope="col">{t(k::BREAKDOWN_IE)}</th>
                        <th scope="col">{t(k::BREAKDOWN_DN)}</th>
                        <th scope="col" class="grow">{t(k::BREAKDOWN_SET)}</th>
                        <th scope="col" class="num">{t(k::BREAKDOWN_LENGTH)}</th>
                        <th scope="col">{t(k::BREAKDOWN_SCRIPT_DAY)}</th>
                        <th scope="col">{t(k::BREAKDOWN_ELEMENTS)}</th>
                        <th scope="col">{t(k::BREAKDOWN_STATE)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {none}
            <Pages page=list.page matching=list.matching kept=kept/>
        }
        .into_any()
    };
    view! { <Page title=t(k::BREAKDOWN_TITLE) actions=actions><p class="muted">{sum}</p>{body}</Page> }
}

#[component]
fn Filter(asked: Asked, categories: Vec<CategoryRow>, matching: i64, all: i64) -> impl IntoView {
    let option = |value: String, label: String, now: &str| {
        let selected = value == now;
        view! { <option value=value selected=selected>{label}</option> }
    };
    let in_category =
        choices(&categories, true).into_iter().map(|c| option(c.value, c.label, &asked.category)).collect_view();
    let states = State::ALL
        .into_iter()
        .map(|s| option(s.key().to_owned(), t(state_name(s)).to_owned(), &asked.state))
        .collect_view();
    let count = tf(k::BREAKDOWN_FILTERED, &[("n", &matching.to_string()), ("all", &all.to_string())]);
    view! {
        <form class="filters" role="search" method="get">
            <label class="search">
                <span class="sr">{t(k::BREAKDOWN_FIND)}</span><Icon name="search"/>
                <input class="input" type="search" name="q" value=asked.text placeholder=t(k::BREAKDOWN_FIND_HINT)/>
            </label>
            <select class="select select--auto" name="category" aria-label=t(k::BREAKDOWN_ANY_CATEGORY)>
                <option value="">{t(k::BREAKDOWN_ANY_CATEGORY)}</option>{in_category}
            </select>
            <select class="select select--auto" name="state" aria-label=t(k::BREAKDOWN_ANY_STATE)>
                <option value="">{t(k::BREAKDOWN_ANY_STATE)}</option>{states}
            </select>
            <button class="button">{t(k::BREAKDOWN_SHOW)}</button>
            <span class="filters__count" role="status">{count}</span>
        </form>
    }
}

fn state_name(state: State) -> Text {
    match state {
        State::Open => k::BREAKDOWN_OPEN,
        State::Begun => k::BREAKDOWN_BEGUN,
        State::Done => k::BREAKDOWN_DONE,
    }
}

#[component]
fn Line(production: ProductionId, row: OverviewRow, own: StoredValue<Vec<CategoryRow>>) -> impl IntoView {
    let s = row.scene;
    let to = routes::production(production, &format!("breakdown/{}", s.id));
    let tone = match row.state {
        State::Open => Tone::Plain,
        State::Begun => Tone::Info,
        State::Done => Tone::Good,
    };
    let lost = (row.lost > 0)
        .then(|| view! { <Badge tone=Tone::Warn text=tf(k::BREAKDOWN_LOST_COUNT, &[("n", &row.lost.to_string())])/> });
    let cast = i64::try_from(s.cast.len()).unwrap_or(0);
    let lang = lang();
    let counts = std::iter::once((CAST, cast))
        .chain(row.counts)
        .filter(|(_, n)| *n > 0)
        .map(|(code, n)| {
            let full = own.with_value(|own| name(lang, code, own));
            view! { <li title=full><Sign code=code own=own/>{n.to_string()}</li> }
        })
        .collect_view();
    let day_night = crate::script::time_of_day(&s.day_night, s.light);
    let tone_of = s.tone();
    view! {
        <tr data-tone=tone_of data-omitted=s.omitted.then_some("")>
            <th scope="row"><a href=to.clone()>{s.number.clone()}</a></th>
            <td>{t(crate::script::int_ext(s.int_ext))}</td>
            <td class="nowrap">{day_night}</td>
            <td class="scene-set">{(!s.set_name.is_empty()).then(|| view! { <a href=to>{s.set_name.clone()}</a> })}" "<FlagBadges flags=row.flags closed=s.closed/></td>
            <td class="num fold-end nowrap">{s.eighths.to_string()}</td>
            <td class="nowrap fold-after" data-label=t(k::BREAKDOWN_SCRIPT_DAY)>{row.script_day}</td>
            <td class="fold-line"><ul class="cats">{counts}</ul></td>
            <td class="fold-line"><span class="row"><Badge tone=tone text=t(state_name(row.state))/>{lost}</span></td>
        </tr>
    }
}
