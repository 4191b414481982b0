//! The shooting days: when, where, how full, and how far their call sheets are.
use super::{
    api::{AddUnit, load_days},
    data::{DayLine, DaysData},
    day_form::{AddForm, EditForm},
    model::{BoardUnit, DayState},
    words,
};
use crate::{
    productions::{production_id, use_production},
    routes,
    text::{k, lang, t, tf},
    ui::{Act, Empty, Field, Form, Icon, Page, Transition, show, use_data, use_query_map, use_refresh},
    values::*,
};
use leptos::prelude::*;

/// All shooting days, with a form for one more or for the one being changed.
#[component]
pub fn DaysPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let query = use_query_map();
    let edit = move || query.read().get("edit").unwrap_or_default();
    let data = use_data(move || (id(), edit(), refresh.0.get()), |(id, edit, _)| load_days(id, edit));
    let may_edit = use_production().may("board.edit");
    let moved = move || query.read().get("moved").unwrap_or_default();
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |data: DaysData| {
            let DaysData { days, units, places, next, edit } = data;
            let (none, several) = (days.is_empty(), units.len() > 1);
            let production = id();
            let form = match edit {
                Some(day) => view! { <EditForm production=production day=day units=units.clone() places=places/> }.into_any(),
                None => view! { <AddForm production=production next=next units=units.clone() places=places/> }.into_any(),
            };
            view! {
                <Page title=t(k::SCHEDULE_DAYS) actions=move || view! { <a class="button" href=routes::production(production, "reports")>{t(k::REPORTS_TITLE)}</a><a class="button" href=routes::production(production, "rules")>{t(k::RULES_TITLE)}</a><a class="button" href=routes::production(production, "board")>{t(k::SCHEDULE_BOARD)}</a> }>
                    <Moved moved=moved()/>
                    {none.then(|| view! { <Empty title=t(k::SCHEDULE_NO_DAYS) hint=t(k::SCHEDULE_NO_DAYS_FORM)/> })}
                    {(!none).then(|| view! { <DayTable production=production days=days several=several may_edit=may_edit/> })}
                    {may_edit.then(|| view! { {form}<UnitForm production=production units=units/> })}
                </Page>
            }
        }) })}</Transition>
    }
}

/// Which other days got another number by the last change; the address carries it as `7~8_8~9`.
#[component]
fn Moved(moved: String) -> impl IntoView {
    let label = |text: &str| text.replace('.', " ");
    let plain =
        |text: &str| !text.is_empty() && text.len() <= 8 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    let pairs = moved.split('_').filter_map(|pair| pair.split_once('~')).filter(|(from, to)| plain(from) && plain(to));
    let pairs: Vec<String> = pairs.map(|(from, to)| format!("{} → {}", label(from), label(to))).collect();
    (!pairs.is_empty()).then(|| {
        view! { <p class="notice notice--info" role="status"><Icon name="info"/><span>{tf(k::SCHEDULE_RENUMBERED, &[("name", &pairs.join(", "))])}</span></p> }
    })
}

#[component]
fn DayTable(production: ProductionId, days: Vec<DayLine>, several: bool, may_edit: bool) -> impl IntoView {
    let rows = days
        .into_iter()
        .map(|day| view! { <DayRow production=production day=day several=several may_edit=may_edit/> })
        .collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=t(k::SCHEDULE_DAYS)>
            <table class="table table--stick table--fold">
                <thead><tr>
                    <th scope="col">{t(k::SCHEDULE_COL_DAY)}</th>
                    {several.then(|| view! { <th scope="col">{t(k::SCHEDULE_UNIT)}</th> })}
                    <th scope="col">{t(k::SCHEDULE_UNIT_CALL)}</th>
                    <th scope="col">{t(k::SCHEDULE_COL_LOC)}</th>
                    <th scope="col" class="num">{t(k::SCHEDULE_COL_PAGES)}</th>
                    <th scope="col">{t(k::SCHEDULE_SHEET)}</th>
                    <th scope="col">{t(k::SCHEDULE_CONFIRMED)}</th>
                    {may_edit.then(|| view! { <th scope="col"><span class="sr">{t(k::SCHEDULE_EDIT)}</span></th> })}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn DayRow(production: ProductionId, day: DayLine, several: bool, may_edit: bool) -> impl IntoView {
    let lang = lang();
    let name = words::day_name(lang, &day.label, day.kind);
    let date = words::date(lang, day.date);
    let sheet = routes::day(production, day.id, "");
    let tracking = routes::day(production, day.id, "tracking");
    let off = day.kind.is_off();
    let state = (day.state != DayState::Planned)
        .then(|| view! { <span class="state state--warn"><Icon name="stop"/>{t(words::state(day.state))}</span> });
    let issued = if day.revision.is_empty() {
        view! { <span class="state"><Icon name="clock"/>{t(k::SCHEDULE_NOT_ISSUED)}</span> }.into_any()
    } else {
        view! { <a class="state state--ok" href=sheet.clone()><Icon name="check"/>{day.revision.clone()}</a> }
            .into_any()
    };
    let counted = tf(k::SCHEDULE_CONFIRMED_OF, &[("n", &day.confirmed.to_string()), ("of", &day.people.to_string())]);
    let confirmed = (!day.revision.is_empty()).then(|| view! { <a href=tracking>{counted}</a> });
    let edit = format!("{}?edit={}", routes::production(production, "days"), day.id);
    let label = tf(k::SCHEDULE_EDIT_DAY, &[("name", &name)]);
    view! {
        <tr>
            <th scope="row"><a class="row-link" href=sheet>{name}" · "{date}</a>" "{state}</th>
            {several.then(|| view! { <td class="fold-line" data-label=t(k::SCHEDULE_UNIT)>{day.unit}</td> })}
            <td class="fold-end">{(!off).then(|| words::time(lang, day.date, day.unit_call))}</td>
            <td class="fold-line">{day.place}</td>
            <td class="num fold-line">{tf(k::SCHEDULE_PP, &[("n", &day.eighths.to_string())])}" · "{words::scenes(lang, usize::try_from(day.scenes).unwrap_or(0))}</td>
            <td class="fold-line">{issued}</td>
            <td class="fold-after">{confirmed}</td>
            {may_edit.then(|| view! { <td class="fit fold-after"><a class="button button--quiet button--icon button--small" href=edit aria-label=label><Icon name="edit"/></a></td> })}
        </tr>
    }
}

/// One more unit: second unit, splinter.
#[component]
fn UnitForm(production: ProductionId, units: Vec<BoardUnit>) -> impl IntoView {
    let action = Act::of::<AddUnit>();
    let names =
        units.into_iter().map(|u| if u.prefix.is_empty() { u.name } else { format!("{} ({})", u.name, u.prefix) });
    let names = names.collect::<Vec<_>>().join(", ");
    view! {
        <section class="card">
            <div class="card__head"><h2>{t(k::SCHEDULE_UNITS)}</h2></div>
            <div class="card__body stack">
                <p class="muted">{names}</p>
                <Form action=action class="form" label=t(k::SCHEDULE_ADD_UNIT)>
                    <input type="hidden" name="production" value=production.to_string()/>
                    <Field name="name" label=t(k::SCHEDULE_UNIT_NAME) hint=t(k::SCHEDULE_UNIT_HINT) required=true/>
                    <button class="button">{t(k::SCHEDULE_ADD_UNIT)}</button>
                </Form>
            </div>
        </section>
    }
}
