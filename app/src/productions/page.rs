//! Pages: one's productions, a new one, its settings. Its home is in `home.rs`.
use super::{
    api::{CreateProduction, EditProduction, load_settings},
    model::{PALETTES, Production},
    parts::{Mark, production_id},
};
use crate::{
    accounts::{AccountBar, Found, api::who_am_i, model::Me},
    error::AppError,
    routes,
    text::{k, t},
    ui::{
        Act, Choice, Empty, Field, Form, NotHere, Page, Pick, Suspense, Transition, languages, options, show, use_data,
        use_params_map, use_refresh,
    },
    values::WorkspaceId,
};
use leptos::prelude::*;

pub use super::home::HomePage as ProductionPage;

/// Start page: the viewer's productions.
#[component]
pub fn HomePage() -> impl IntoView {
    let refresh = use_refresh();
    let data = use_data(move || refresh.0.get(), |_| who_am_i());
    view! {
        <Suspense>{move || Suspend::new(async move { show(data.await, move |me: Me| {
            let admin: Vec<_> = me.workspaces.iter().filter(|w| w.admin).cloned().collect();
            let links: Vec<_> = admin.iter().map(|w| w.id).map(|w| move || view! {
                <a class="button" href=routes::audit(w, "")>{t(k::AUDIT_TITLE)}</a>
                <a class="button" href=routes::members(w)>{t(k::MEMBERS_PEOPLE)}</a>
                <a class="button" href=routes::mails(w)>{t(k::WORKSPACES_MAILS)}</a>
                <a class="button" href=routes::security(w)>{t(k::FACTORS_SECURITY)}</a>
                <a class="button button--primary" href=routes::new_production(w)>{t(k::PRODUCTIONS_NEW)}</a>
            }).collect();
            let cards = me.productions.iter().map(|p| view! {
                <li><a class="production" href=routes::production(p.id, "")>
                    <span><b class="strong">{p.code_name.clone()}</b><small>{p.title.clone()}</small></span>
                    <span class="muted">{p.role.map(|role| t(crate::people::role_name(role)))}</span>
                </a></li>
            }).collect_view();
            let empty = me.productions.is_empty();
            let alone = empty && me.workspaces.is_empty();
            let found = (alone || me.may_found).then(|| view! { <Found open=me.may_found/> });
            view! {
                <Top name=me.name.clone()>
                    <Page title=t(k::PRODUCTIONS_ALL) actions=move || links.clone().into_iter().map(|l| l()).collect_view()>
                        {(empty && !alone).then(|| view! { <Empty title=t(k::PRODUCTIONS_NONE) hint=t(k::PRODUCTIONS_NONE_HINT)/> })}
                        <ul class="lines">{cards}</ul>
                        {found}
                    </Page>
                </Top>
            }
        }) })}</Suspense>
    }
    .into_any()
}

/// A new production: title, country and zone; the rest is guessed and shown.
#[component]
pub fn NewProductionPage() -> impl IntoView {
    let params = use_params_map();
    let workspace =
        move || params.read().get("workspace").and_then(|w| w.parse::<WorkspaceId>().ok()).unwrap_or_default();
    let action = Act::of::<CreateProduction>();
    let data = use_data(|| (), |()| who_am_i());
    let form = move |me: Me| {
        let may = me.workspaces.iter().any(|w| w.admin && w.id == workspace());
        let form = may.then(|| {
            view! {
                <Page title=t(k::PRODUCTIONS_NEW) class="page--narrow">
                    <Form action=action class="form">
                        <input type="hidden" name="workspace" value=workspace().to_string()/>
                        <Fields production=None/>
                        <button class="button button--primary">{t(k::PRODUCTIONS_CREATE)}</button>
                    </Form>
                </Page>
            }
        });
        let refused = (!may).then(|| view! { <NotHere error=AppError::Forbidden/> });
        view! { <Top name=me.name>{form}{refused}</Top> }
    };
    view! { <Suspense>{move || Suspend::new(async move { show(data.await, form) })}</Suspense> }.into_any()
}

/// The frame of pages above any production.
#[component]
pub fn Top(
    /// Whoever is signed in.
    #[prop(into)]
    name: String,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="shell">
            <header class="topbar"><a class="wordmark" href="/"><Mark/>"Daybreak"</a><span class="push"></span><AccountBar name=name/></header>
            <main id="main" tabindex="-1">{children()}</main>
        </div>
    }
    .into_any()
}

/// Settings of a production.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let action = Act::of::<EditProduction>();
    let data = use_data(move || (id(), refresh.0.get()), |(id, _)| load_settings(id));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |p: Production| view! {
            <Page title=t(k::PRODUCTIONS_SETTINGS) class="page--narrow">
                <Form action=action class="form">
                    <input type="hidden" name="production" value=p.id.to_string()/>
                    <input type="hidden" name="version" value=p.version.to_string()/>
                    <Fields production=Some(p)/>
                    <button class="button button--primary">{t(k::PRODUCTIONS_SAVE)}</button>
                </Form>
            </Page>
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn Fields(production: Option<Production>) -> impl IntoView {
    let get =
        |f: fn(&Production) -> &String, default: &str| production.as_ref().map_or(default.to_owned(), |p| f(p).clone());
    let zones: Vec<Choice> = ZONES.iter().map(|z| Choice { value: (*z).into(), label: (*z).into() }).collect();
    view! {
        <div class="stack">
            <Field name="title" label=t(k::PRODUCTIONS_TITLE) value=get(|p| &p.title, "") required=true/>
            <Field name="code_name" label=t(k::PRODUCTIONS_CODE_NAME) value=get(|p| &p.code_name, "") hint=t(k::PRODUCTIONS_CODE_NAME_HINT)/>
            <Field name="country" label=t(k::PRODUCTIONS_COUNTRY) value=get(|p| &p.country, "GB") hint=t(k::PRODUCTIONS_COUNTRY_HINT) required=true/>
            <Field name="zone" label=t(k::PRODUCTIONS_ZONE) value=get(|p| &p.zone, "Europe/London") hint=t(k::PRODUCTIONS_ZONE_HINT) list="zones" required=true/>
            <datalist id="zones">{zones.into_iter().map(|z| view! { <option value=z.value></option> }).collect_view()}</datalist>
            <Pick name="page_size" label=t(k::PRODUCTIONS_PAGE_SIZE) value=get(|p| &p.page_size, "a4") choices=options([("a4", "A4"), ("letter", "US Letter")])/>
            <Pick name="language" label=t(k::PRODUCTIONS_LANGUAGE) value=get(|p| &p.language, crate::text::lang().tag()) choices=languages()/>
            <Pick name="palette" label=t(k::PRODUCTIONS_PALETTE) value=get(|p| &p.palette, PALETTES[0])
                choices=options([(PALETTES[0], t(k::PRODUCTIONS_PALETTE_DEFAULT)), (PALETTES[1], t(k::PRODUCTIONS_PALETTE_CONTINENTAL))])/>
            <Pick name="revision_naming" label=t(k::PRODUCTIONS_NAMING) value=get(|p| &p.revision_naming, "colours")
                choices=options([("colours", t(k::PRODUCTIONS_NAMING_COLOURS)), ("numbers", t(k::PRODUCTIONS_NAMING_NUMBERS))])/>
        </div>
    }
}

/// Zones offered first; any IANA zone may be typed.
const ZONES: [&str; 18] = [
    "Europe/London",
    "Europe/Dublin",
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/Amsterdam",
    "Europe/Brussels",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Prague",
    "Europe/Warsaw",
    "Europe/Copenhagen",
    "Europe/Stockholm",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Australia/Sydney",
];
