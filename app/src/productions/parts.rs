//! The frame around a production's pages: code name, ways to go, who is signed in.
use super::{api::load_head, model::Head};
use crate::{accounts::AccountBar, routes, text::{Text, k, t}, ui::{show, use_refresh}, values::ProductionId};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::{use_location, use_params_map}};

/// The production in the page's address.
pub fn production_id() -> impl Fn() -> ProductionId + Copy + Send + Sync + 'static {
    let params = use_params_map();
    move || params.read().get("production").and_then(|id| id.parse().ok()).unwrap_or_default()
}

/// The frame's data, for pages inside it.
pub fn use_production() -> Head {
    use_context::<StoredValue<Head>>().map(|head| head.get_value()).expect("pages of a production stand in its frame")
}

/// Loads the frame, then shows the page inside it.
#[component]
pub fn ProductionFrame() -> impl IntoView {
    let id = production_id();
    let refresh = use_refresh();
    let data = Resource::new(move || (id(), refresh.0.get()), |(id, _)| load_head(id));
    view! {
        <Transition>{move || Suspend::new(async move { show(data.await, move |head| {
            provide_context(StoredValue::new(head.clone()));
            view! { <TopBar head=head/> <main id="main" class="main" tabindex="-1"><Outlet/></main> }
        }) })}</Transition>
    }
}

#[component]
fn TopBar(head: Head) -> impl IntoView {
    let path = use_location().pathname;
    let id = head.production.id;
    let items: [(&str, &str, &str, Text); 7] = [
        ("", "production.view", "⌂", k::PRODUCTIONS_HOME),
        ("my", "days.own", "☀", k::PRODUCTIONS_MY_DAYS),
        ("script", "script.view", "¶", k::PRODUCTIONS_SCRIPT),
        ("people", "contacts.view", "☺", k::PRODUCTIONS_PEOPLE),
        ("locations", "locations.view", "⚑", k::PRODUCTIONS_LOCATIONS),
        ("board", "board.view", "▤", k::PRODUCTIONS_BOARD),
        ("days", "sheet.draft", "▦", k::PRODUCTIONS_DAYS),
    ];
    let office = head.may("sheet.draft");
    let links = items
        .into_iter()
        .filter(|(below, right, _, _)| head.may(right) && !(*below == "my" && office))
        .map(|(below, _, sign, name)| {
            let to = routes::production(id, below);
            let here = {
                let to = to.clone();
                move || {
                    let path = path.get();
                    let current = if below.is_empty() { path == to } else { path == to || path.starts_with(&format!("{to}/")) };
                    current.then_some("page")
                }
            };
            view! { <a href=to class="nav__item" aria-current=here><span class="nav__sign" aria-hidden="true">{sign}</span><span>{t(name)}</span></a> }
        })
        .collect_view();
    view! {
        <header class="topbar">
            <a class="topbar__brand" href="/" title=t(k::PRODUCTIONS_ALL)><span class="brand-mark" aria-hidden="true"></span><span class="topbar__code">{head.production.code_name.clone()}</span></a>
            <nav class="nav" aria-label=t(k::PRODUCTIONS_NAV)>{links}</nav>
            <AccountBar name=head.viewer.clone()/>
        </header>
    }
}
