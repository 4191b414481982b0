//! The frame around a production's pages: code name, ways to go, who is signed in.
use super::{api::load_head, model::Head};
use crate::{
    accounts::AccountBar,
    error::AppError,
    routes,
    text::{Text, k, t},
    ui::{Icon, Transition, show, use_data, use_params_map, use_refresh},
    values::ProductionId,
};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};
use std::sync::Arc;

/// The production in the page's address.
pub fn production_id() -> impl Fn() -> ProductionId + Copy + Send + Sync + 'static {
    let params = use_params_map();
    move || params.read().get("production").and_then(|id| id.parse().ok()).unwrap_or_default()
}

/// The frame's data, for pages inside it.
pub fn use_production() -> Head {
    // Shared, not stored: a page that is drawn a last time after its frame is gone still finds it.
    use_context::<Arc<Head>>().map(|head| (*head).clone()).expect("pages of a production stand in its frame")
}

/// Loads the frame, then shows the page inside it. After a write it looks whether the frame changed, and only then
/// draws it again: the page inside would lose its place.
#[component]
pub fn ProductionFrame() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let data = use_data(id, load_head);
    Effect::new(move |before: Option<u32>| {
        let now = refresh.0.get();
        if before.is_some_and(|before| before != now) {
            let asked = untrack(id);
            leptos::task::spawn_local(async move {
                let fresh = Some(load_head(asked).await);
                let lost = matches!(fresh, Some(Err(AppError::Transport(_))));
                if !lost && untrack(id) == asked && data.try_get_untracked().is_some_and(|shown| shown != fresh) {
                    data.set(fresh);
                }
            });
        }
        now
    });
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |head| {
            provide_context(Arc::new(head.clone()));
            view! { <div class="shell"><TopBar head=head/><crate::permissions::Looking/><main id="main" tabindex="-1"><Outlet/></main></div> }
        }) })}</Transition>
    }
    .into_any()
}

#[component]
fn TopBar(head: Head) -> impl IntoView {
    let id = head.production.id;
    let items: [(&str, &str, &'static str, Text); 8] = [
        ("", "production.view", "home", k::PRODUCTIONS_HOME),
        ("my", "days.own", "sun", k::PRODUCTIONS_MY_DAYS),
        ("script", "script.view", "script", k::PRODUCTIONS_SCRIPT),
        ("breakdown", "script.view", "flag", k::PRODUCTIONS_BREAKDOWN),
        ("people", "contacts.view", "people", k::PRODUCTIONS_PEOPLE),
        ("locations", "locations.view", "pin", k::PRODUCTIONS_LOCATIONS),
        ("board", "board.view", "board", k::PRODUCTIONS_BOARD),
        ("days", "sheet.draft", "calendar", k::PRODUCTIONS_DAYS),
    ];
    let office = head.may("sheet.draft");
    // The home of crew and cast is their days; the office has its own.
    let links = items
        .into_iter()
        .filter(|(below, right, _, _)| head.may(right) && *below != if office { "my" } else { "" })
        .map(|(below, _, icon, name)| view! { <NavLink to=routes::production(id, below) whole=below.is_empty() icon=icon name=t(name)/> })
        .collect_view();
    view! {
        <header class="topbar">
            <a class="topbar__mark" href="/" aria-label=t(k::PRODUCTIONS_ALL)><Mark/></a>
            <a class="button topbar__production" href=routes::production(id, "")>{head.production.code_name.clone()}</a>
            <nav class="mainnav" aria-label=t(k::PRODUCTIONS_NAV)>{links}</nav>
            <AccountBar name=head.viewer.clone()>
                {head.may("confidential.view").then(|| view! { <a class="menu__item" href=routes::own_confidential(id)>{t(k::CONFIDENTIAL_TITLE)}</a> })}
                {head.may("production.edit").then(|| view! { <a class="menu__item" href=routes::production(id, "settings")>{t(k::PRODUCTIONS_SETTINGS)}</a> })}
                {head.may("pay.view").then(|| view! { <a class="menu__item" href=routes::production(id, "pay")>{t(k::PAY_TITLE)}</a> })}
                {head.may("permissions.view").then(|| view! { <a class="menu__item" href=routes::production(id, "permissions")>{t(k::PERMISSIONS_TITLE)}</a> })}
                {head.admin.then(|| view! { <a class="menu__item" href=routes::mails(head.production.workspace)>{t(k::WORKSPACES_MAILS)}</a> })}
                {head.admin.then(|| view! { <a class="menu__item" href=routes::audit(head.production.workspace, "")>{t(k::AUDIT_TITLE)}</a> })}
            </AccountBar>
        </header>
    }
}

/// One way to go; marked when the page is below it.
#[component]
fn NavLink(to: String, whole: bool, icon: &'static str, name: &'static str) -> impl IntoView {
    let path = use_location().pathname;
    let here = {
        let to = to.clone();
        move || {
            let path = path.get();
            let below = !whole && path.strip_prefix(&to).is_some_and(|rest| rest.starts_with('/'));
            (path == to || below).then_some("page")
        }
    };
    view! { <a href=to aria-current=here><Icon name=icon/>{name}</a> }
}

/// The mark: a sun over the day break.
#[component]
pub fn Mark() -> impl IntoView {
    view! { <svg class="mark" viewBox="0 0 20 20" aria-hidden="true"><path class="mark__sun" d="M3.5 12a6.5 6.5 0 0 1 13 0z"/><path class="mark__break" d="M1 14h18v3.5H1z"/></svg> }
}
