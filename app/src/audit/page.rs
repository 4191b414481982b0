//! A company's log: who did what, when, from where. For its owners and admins.
use super::{
    api::load_log,
    model::{Asked, GROUPS, Line, Log},
};
use crate::{
    routes,
    text::{k, lang, t},
    ui::{Badge, Empty, Page, Tone, Transition, show, use_data, use_params_map, use_query_map},
    values::WorkspaceId,
};
use leptos::prelude::*;

/// The log, the latest first.
#[component]
pub fn AuditPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let workspace =
        move || params.read().get("workspace").and_then(|w| w.parse::<WorkspaceId>().ok()).unwrap_or_default();
    let asked = move || {
        query.with(|query| {
            let get = |name: &str| query.get(name).unwrap_or_default();
            Asked {
                person: get("person"),
                group: get("group"),
                production: get("production"),
                from: get("from"),
                to: get("to"),
                result: get("result"),
                before: get("before"),
            }
        })
    };
    let data = use_data(move || (workspace(), asked()), |(workspace, asked)| load_log(workspace, asked));
    view! {
        <Transition>{move || {
            let (workspace, asked) = (workspace(), asked());
            Suspend::new(async move { show(data.await, move |log: Log| view! {
                <crate::productions::Top name=""><Page title=t(k::AUDIT_TITLE) actions=take_out(workspace, &asked)>
                    <p class="muted">{t(k::AUDIT_HINT)}</p>
                    <Filters people=log.people productions=log.productions asked=asked.clone()/>
                    {if log.lines.is_empty() {
                        view! { <Empty title=t(k::AUDIT_NONE) hint=t(k::AUDIT_NONE_HINT)/> }.into_any()
                    } else {
                        view! { <Lines workspace=workspace asked=asked lines=log.lines more=log.more/> }.into_any()
                    }}
                </Page></crate::productions::Top>
            }) })
        }}</Transition>
    }
    .into_any()
}

/// The same lines as a file.
fn take_out(workspace: WorkspaceId, asked: &Asked) -> impl Fn() -> AnyView + Send + Sync + 'static {
    let to = routes::audit_file(workspace, &Asked { before: String::new(), ..asked.clone() }.query());
    move || view! { <a class="button" href=to.clone() download="" rel="external">{t(k::AUDIT_FILE)}</a> }.into_any()
}

/// A choice of the form, as `value` and `label`.
fn choice(value: String, label: String, chosen: &str) -> impl IntoView + use<> {
    let selected = value == chosen;
    view! { <option value=value selected=selected>{label}</option> }
}

#[component]
fn Filters(
    people: Vec<(uuid::Uuid, String)>,
    productions: Vec<(crate::values::ProductionId, String)>,
    asked: Asked,
) -> impl IntoView {
    let all = || choice(String::new(), t(k::AUDIT_ALL).to_owned(), "-");
    let people = people.into_iter().map(|(id, name)| choice(id.to_string(), name, &asked.person)).collect_view();
    let groups =
        GROUPS.iter().map(|(key, name, _)| choice((*key).to_owned(), t(*name).to_owned(), &asked.group)).collect_view();
    let productions =
        productions.into_iter().map(|(id, name)| choice(id.to_string(), name, &asked.production)).collect_view();
    let results = [("done", k::AUDIT_DONE), ("refused", k::AUDIT_REFUSED)]
        .map(|(key, name)| choice(key.to_owned(), t(name).to_owned(), &asked.result))
        .collect_view();
    view! {
        <form class="audit__filters" role="search" method="get" aria-label=t(k::AUDIT_FILTER)>
            <label class="field"><span class="field__label">{t(k::AUDIT_WHO)}</span><select class="select" name="person">{all()}{people}</select></label>
            <label class="field"><span class="field__label">{t(k::AUDIT_GROUP)}</span><select class="select" name="group">{all()}{groups}</select></label>
            <label class="field"><span class="field__label">{t(k::AUDIT_PRODUCTION)}</span><select class="select" name="production">{all()}{productions}</select></label>
            <label class="field"><span class="field__label">{t(k::AUDIT_RESULT)}</span><select class="select" name="result">{all()}{results}</select></label>
            <label class="field"><span class="field__label">{t(k::AUDIT_SINCE)}</span><input class="input" type="date" name="from" value=asked.from/></label>
            <label class="field"><span class="field__label">{t(k::AUDIT_UNTIL)}</span><input class="input" type="date" name="to" value=asked.to/></label>
            <button class="button">{t(k::AUDIT_SHOW)}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Lines(workspace: WorkspaceId, asked: Asked, lines: Vec<Line>, more: bool) -> impl IntoView {
    let older = more.then(|| lines.last().map(|last| last.id)).flatten().map(|last| {
        let to = routes::audit(workspace, &Asked { before: last.to_string(), ..asked.clone() }.query());
        view! { <a class="button" href=to>{t(k::AUDIT_OLDER)}</a> }
    });
    let newest = (!asked.before.is_empty()).then(|| {
        let to = routes::audit(workspace, &Asked { before: String::new(), ..asked.clone() }.query());
        view! { <a class="button" href=to>{t(k::AUDIT_NEWEST)}</a> }
    });
    let rows = lines.into_iter().map(row).collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=t(k::AUDIT_TITLE)>
            <table class="table table--fold">
                <thead><tr><th scope="col">{t(k::AUDIT_AT)}</th><th scope="col">{t(k::AUDIT_WHO)}</th><th scope="col">{t(k::AUDIT_WHAT)}</th><th scope="col">{t(k::AUDIT_PRODUCTION)}</th><th scope="col">{t(k::AUDIT_RESULT)}</th><th scope="col">{t(k::AUDIT_FROM_WHERE)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <nav class="pager" aria-label=t(k::AUDIT_PAGES)><span>{newest}</span><span>{older}</span></nav>
    }
    .into_any()
}

fn row(line: Line) -> impl IntoView {
    let what = line.words(lang());
    let who = if line.who.is_empty() { nobody(&line.kind, line.erased).to_owned() } else { line.who };
    let (tone, result) = if line.done { (Tone::Good, k::AUDIT_DONE) } else { (Tone::Bad, k::AUDIT_REFUSED) };
    let place: Vec<String> = [line.ip, line.browser].into_iter().filter(|part| !part.is_empty()).collect();
    let place = if place.is_empty() && line.erased { t(k::AUDIT_ERASED).to_owned() } else { place.join(" · ") };
    let at = line.at;
    let stamp = format!("{}Z", at.replace(' ', "T"));
    view! {
        <tr>
            <td class="num"><time datetime=stamp>{at}</time></td>
            <td><b class="strong">{who}</b></td>
            <td class="fold-line">{what}</td>
            <td>{line.production}</td>
            <td class="fold-end"><Badge tone=tone text=t(result)/></td>
            <td class="fold-line">{place}<div class="muted audit__request">{line.request}</div></td>
        </tr>
    }
}

/// Who it was when there is no name.
fn nobody(kind: &str, erased: bool) -> &'static str {
    match kind {
        _ if erased => t(k::AUDIT_ERASED),
        "system" => t(k::AUDIT_SYSTEM),
        "device" => t(k::AUDIT_DEVICE),
        _ => t(k::AUDIT_NOBODY),
    }
}
