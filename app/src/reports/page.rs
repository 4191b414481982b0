//! Reports on screen: which there are, and one of them with its columns to choose.
use super::{
    api::{load_report, load_reports},
    model::{Column, Kind, Line, Report, Section, hidden},
    variants::Variants,
};
use crate::{
    productions::{production_id, use_production},
    routes,
    schedule::design::strips_sheet,
    text::{k, t, tf},
    ui::{Empty, Page, Transition, not_here, show, use_data, use_params_map, use_query_map, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;

/// Which reports there are.
#[component]
pub fn ReportsPage() -> impl IntoView {
    let id = production_id();
    let data = use_data(id, load_reports);
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |kinds: Vec<Kind>| {
            let cards = kinds.into_iter().map(|kind| {
                let to = routes::production(id(), &format!("reports/{}", kind.key()));
                let name = t(kind.name());
                view! {
                    <li class="card"><div class="card__body stack">
                        <h2><a href=to.clone()>{name}</a></h2>
                        <p class="muted">{t(kind.about())}</p>
                        <Files to=to name=name hide=String::new() scene=String::new()/>
                    </div></li>
                }
            });
            let cards = cards.collect_view();
            view! { <Page title=t(k::REPORTS_TITLE)><ul class="reports">{cards}</ul></Page> }
        }) })}</Transition>
    }
    .into_any()
}

/// The same as files. They are no pages, so the browser fetches them itself.
#[component]
fn Files(to: String, name: &'static str, hide: String, scene: String) -> impl IntoView {
    let key = to.rsplit('/').next().unwrap_or_default().to_owned();
    let asked = [("hide", hide), ("scene", scene)].into_iter().filter(|(_, value)| !value.is_empty());
    let asked: Vec<String> = asked.map(|(name, value)| format!("{name}={value}")).collect();
    let query = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
    let one = |kind: &'static str, text| {
        let label = format!("{name}, {}", t(text));
        view! { <a class="button button--small" rel="external" href=format!("{to}/{key}.{kind}{query}") aria-label=label>{t(text)}</a> }
    };
    view! { <p class="row">{one("pdf", k::REPORTS_PDF)}{one("csv", k::REPORTS_CSV)}</p> }
}

/// One report.
#[component]
pub fn ReportPage() -> impl IntoView {
    let id = production_id();
    let (params, query) = (use_params_map(), use_query_map());
    let key = move || params.read().get("report").unwrap_or_default();
    let scene = move || query.with(|q| q.get("scene")).unwrap_or_default();
    let refresh = use_refresh();
    let (reads_board, edits) = {
        let head = use_production();
        (head.may("board.view"), head.may("board.edit"))
    };
    let hide = move || {
        // A form without scripts names every column that is left out; a link names them all at once.
        let all = query.with(|q| q.get_all("hide").unwrap_or_default());
        all.join(".")
    };
    let data = use_data(
        move || (id(), key(), hide(), scene(), refresh.0.get()),
        |(id, key, hide, scene, _)| load_report(id, key, hide, scene),
    );
    view! {
        <Transition>{move || {
            if Kind::of_key(&key()).is_none() {
                return not_here();
            }
            let (hide, scene) = (hide(), scene());
            Suspend::new(async move { show(data.await, move |report: Report| {
                let to = routes::production(id(), &format!("reports/{}", report.kind.key()));
                let name = t(report.kind.name());
                let production = id();
                let plans = edits && report.kind == Kind::Dood;
                view! {
                    <Page title=report.title.clone() class="page--wide" actions=move || view! {
                        {plans.then(|| view! { <a class="button" href=routes::dood(production)>{t(k::DOOD_TITLE)}</a> })}
                        {reads_board.then(|| view! { <a class="button" href=routes::production(production, "reports")>{t(k::REPORTS_TITLE)}</a> })}
                    }>
                        <div class="row row--between"><p class="muted">{tf(k::REPORTS_MADE, &[("at", &report.made)])}</p>
                            <Files to=to.clone() name=name hide=hide.clone() scene=scene.clone()/></div>
                        <Columns to=to.clone() choices=report.choices.clone() hide=hide.clone() scene=scene/>
                        <Variants production=production kind=report.kind to=to variants=report.variants.clone() hide=hide edits=edits/>
                        <Lines production=production report=report/>
                    </Page>
                }
            }) }).into_any()
        }}</Transition>
    }
    .into_any()
}

/// Which columns are left out: a form that asks for the same page again.
#[component]
fn Columns(to: String, choices: Vec<Column>, hide: String, scene: String) -> impl IntoView {
    let boxes = choices.into_iter().map(|column| {
        let checked = hidden(&hide).contains(&column.key.as_str());
        view! { <label class="check"><input type="checkbox" name="hide" value=column.key checked=checked/>" "{column.label}</label> }
    });
    let boxes = boxes.collect_view();
    view! {
        <details class="reports__columns"><summary>{t(k::REPORTS_COLUMNS)}</summary>
            <form method="get" action=to class="row">
                {(!scene.is_empty()).then(|| view! { <input type="hidden" name="scene" value=scene.clone()/> })}
                <fieldset class="row"><legend class="sr">{t(k::REPORTS_COLUMNS)}</legend>{boxes}</fieldset>
                <button class="button button--small">{t(k::REPORTS_APPLY)}</button></form>
        </details>
    }
}

#[component]
fn Lines(production: ProductionId, report: Report) -> impl IntoView {
    if report.is_empty() {
        let (hint, to, name) = match report.kind {
            Kind::ElementDood => (k::REPORTS_EMPTY_DOOD, "elements", k::BREAKDOWN_ELEMENTS),
            kind if kind.of_script() => (k::REPORTS_EMPTY_SCRIPT, "breakdown", k::BREAKDOWN_TITLE),
            _ => (k::REPORTS_EMPTY_HINT, "board", k::SCHEDULE_BOARD),
        };
        let to = routes::production(production, to);
        return view! { <Empty title=t(k::REPORTS_EMPTY) hint=t(hint)><a class="button" href=to>{t(name)}</a></Empty> }
            .into_any();
    }
    let class = format!("table report {}", report.kind.key());
    let heads = report.columns.iter().map(|c| {
        let class = if c.number { "num" } else { "" };
        view! { <th scope="col" class=class>{c.label.clone()}</th> }
    });
    let heads = heads.collect_view();
    let width = report.columns.len().to_string();
    let marks: Vec<Mark> = report.columns.iter().map(Mark::of).collect();
    let bodies = report.sections.into_iter().map(|section| body(section, &marks, &width)).collect_view();
    let sheet = strips_sheet(production, report.design);
    view! {
        {sheet}
        <div class="table-box" tabindex="0" role="region" aria-label=report.title>
            <table class=class><thead><tr>{heads}</tr></thead>{bodies}</table>
        </div>
        {(!report.legend.is_empty()).then(|| view! { <p class="muted">{report.legend.clone()}</p> })}
    }
    .into_any()
}

/// How a cell is drawn.
#[derive(Clone, Copy)]
enum Mark {
    Text,
    Number,
    /// A day's code.
    Day,
}
impl Mark {
    fn of(column: &Column) -> Self {
        match column {
            Column { number: true, .. } => Self::Number,
            column if column.key.starts_with("d2") || column.key.starts_with("d1") => Self::Day,
            _ => Self::Text,
        }
    }
}

fn body(section: Section, marks: &[Mark], width: &str) -> impl IntoView + use<> {
    let width = width.to_owned();
    let head = (!section.heading.is_empty()).then(|| {
        view! { <tr class="report__head"><th scope="rowgroup" colspan=width.clone()>{section.heading.clone()}</th></tr> }
    });
    let lines = section.lines.into_iter().map(|line| row(line, marks, &width)).collect_view();
    let foot = (!section.footer.is_empty()).then(|| {
        view! { <tr class="report__break"><td colspan=width.clone()>{section.footer.clone()}</td></tr> }
    });
    view! { <tbody>{head}{lines}{foot}</tbody> }
}

fn row(line: Line, marks: &[Mark], width: &str) -> AnyView {
    let Line { cells, tone, banner, kind, .. } = line;
    if banner {
        let words = cells.into_iter().next().unwrap_or_default();
        return view! { <tr class="report__banner"><td colspan=width.to_owned()>{words}</td></tr> }.into_any();
    }
    let class = if tone.is_empty() { String::new() } else { format!("report__strip strip--{tone}") };
    let cells = cells.into_iter().zip(marks).map(|(text, mark)| match mark {
        Mark::Day => {
            let code = text.clone();
            view! { <td data-day=code>{text}</td> }.into_any()
        }
        Mark::Number => view! { <td class="num">{text}</td> }.into_any(),
        Mark::Text => view! { <td>{text}</td> }.into_any(),
    });
    view! { <tr class=class data-kind=kind>{cells.collect_view()}</tr> }.into_any()
}
