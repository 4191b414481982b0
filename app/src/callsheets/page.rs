//! The draft of a day's sheet: left as it will print, right what is to be looked at before it is published.
use super::{
    api::load_draft,
    editor::{CallsTable, Checks, DecideForm},
    screen::{CallLine, DraftScreen, Office},
    sheet::SheetPaper,
    words,
};
use crate::{
    productions::production_id,
    routes,
    text::{k, lang, t, tf},
    ui::{Icon, PageTitle, Transition, show, use_data, use_params_map, use_query_map, use_refresh},
    values::{DayId, ProductionId},
};
use leptos::prelude::*;

/// The day in the page's address.
pub fn day_id() -> impl Fn() -> DayId + Copy + Send + Sync + 'static {
    let params = use_params_map();
    move || params.read().get("day").and_then(|id| id.parse().ok()).unwrap_or_default()
}

/// One parameter of the page's address.
pub fn query(name: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let query = use_query_map();
    move || query.read().get(name).unwrap_or_default()
}

/// The editor of a draft.
#[component]
pub fn DraftPage() -> impl IntoView {
    let (production, day) = (production_id(), day_id());
    let (seen_as, chosen) = (query("as"), query("call"));
    let refresh = use_refresh();
    let data = use_data(
        move || (production(), day(), seen_as(), refresh.0.get()),
        |(p, d, seen_as, _)| load_draft(p, d, seen_as),
    );
    view! {
        <Transition>{move || { let chosen = chosen(); Suspend::new(async move {
            show(data.await, move |screen| view! { <Editor production=production() screen=screen chosen=chosen/> })
        }) }}</Transition>
    }
}

#[component]
fn Editor(production: ProductionId, screen: DraftScreen, chosen: String) -> impl IntoView {
    let DraftScreen { day, view, seen_as, people, last, next, office } = screen;
    let date = words::date_short(view.day.date, lang());
    let title = match view.day.label.as_str() {
        "" => date.clone(),
        label => format!("{} · {date}", tf(k::PDF_DAY, &[("n", label)])),
    };
    let decided: Vec<CallLine> =
        office.iter().flat_map(|o| &o.calls).flat_map(|g| &g.lines).filter(|l| l.decided.is_some()).cloned().collect();
    let me = seen_as.as_ref().map(|s| s.person.to_string()).unwrap_or_default();
    let pdf = format!("{}?draft=true&as={me}", routes::day(production, day, "sheet.pdf"));
    let choices = people
        .into_iter()
        .map(|p| {
            let value = p.person.to_string();
            let label = if p.position.is_empty() { p.name } else { format!("{}, {}", p.name, p.position) };
            view! { <option value=value.clone() selected=value == me>{label}</option> }
        })
        .collect_view();
    let here = routes::day(production, day, "");
    let banner = seen_as.map(|s| view! {
        <p class="notice notice--page notice--solid"><Icon name="eye"/><span>{tf(k::CALLSHEETS_SEEN_AS, &[("name", &s.name)])}</span>
            <a class="button button--small" href=here.clone()>{t(k::CALLSHEETS_SEEN_BACK)}</a></p>
    });
    let state = match &last {
        Some(last) => tf(k::CALLSHEETS_DRAFT_AFTER, &[("name", &last.name)]),
        None => t(k::CALLSHEETS_DRAFT).to_owned(),
    };
    view! {
        <PageTitle text=title.clone()/>
        {banner}
        <div class="editor">
            <div class="editor__desk">
                <div class="row row--between wide">
                    <div class="row"><h1>{title}</h1><span class="badge badge--warn"><Icon name="edit"/>{state}</span></div>
                    <form class="row" method="get" action=here.clone()>
                        <label class="row"><span class="muted">{t(k::CALLSHEETS_VIEW_AS)}</span>
                            <select class="select select--auto" name="as"><option value="">{t(k::CALLSHEETS_VIEW_ALL)}</option>{choices}</select></label>
                        <button class="button">{t(k::CALLSHEETS_VIEW_SHOW)}</button>
                        <a class="button" href=pdf rel="external"><Icon name="print"/>"PDF"</a>
                    </form>
                </div>
                <SheetPaper view=view.clone() decided=decided/>
                {office.clone().map(|o| view! { <crate::departments::Proposals production=production day=day all=o.proposals/> })}
                {office.clone().map(|o| view! { <CallsTable production=production day=day date=view.day.date groups=o.calls/> })}
            </div>
            {office.map(|office| view! { <Side production=production day=day office=office chosen=chosen next=next.name date=view.day.date/> })}
        </div>
    }
}

#[component]
fn Side(
    production: ProductionId,
    day: DayId,
    office: Office,
    chosen: String,
    next: String,
    date: jiff::civil::Date,
) -> impl IntoView {
    let line = office.calls.iter().flat_map(|g| &g.lines).find(|l| l.person.to_string() == chosen).cloned();
    let sum = office.sum;
    let words = tf(
        k::CALLSHEETS_SUM,
        &[("n", &sum.people.to_string()), ("again", &sum.again.to_string()), ("keep", &sum.keep.to_string())],
    );
    let edit = format!("{}?edit={day}", routes::production(production, "days"));
    view! {
        <aside class="editor__side" aria-label=t(k::CALLSHEETS_BEFORE)>
            {line.map(|line| view! { <DecideForm production=production day=day date=date line=line/> })}
            <Checks production=production day=day findings=office.findings/>
            <section class="panel__section"><div class="row">
                <a class="button" href=edit><Icon name="edit"/>{t(k::CALLSHEETS_EDIT_DAY)}</a>
                <a class="button" href=routes::day(production, day, "tracking")><Icon name="people"/>{t(k::CALLSHEETS_TRACKING)}</a>
            </div></section>
            {office.may_publish.then(|| view! {
                <div class="editor__publish">
                    <a class="button button--primary button--block" href=routes::day(production, day, "publish")>{tf(k::CALLSHEETS_CHECK_WHO, &[("name", &next)])}</a>
                    <p class="small muted">{words}</p>
                </div>
            })}
        </aside>
    }
}
