//! Composition root: settings, HTTP, background work. No business rules.
#![recursion_limit = "1024"]
pub mod assets;
pub mod audit;
pub mod calendar;
pub mod call;
pub mod cli;
pub mod client;
pub mod config;
pub mod contacts;
pub mod demo;
pub mod exchange;
pub mod forms;
pub mod headers;
pub mod health;
pub mod import;
pub mod mail;
pub mod origin;
pub mod packed;
pub mod pdf;
pub mod reports;
pub mod respond;
pub mod serve;
pub mod session;
pub mod solve;
pub mod strips;
pub mod sweep;
pub mod verify;
pub mod weather;
pub mod well_known;

use app::{
    App, access::Db, accounts::enrol::registration::Registration, people::Origin, privacy::Contact, shell::shell,
    workspaces::api::CanSend,
};
use assets::Site;
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef, Request, State},
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use leptos::{config::LeptosOptions, prelude::provide_context};
use leptos_axum::{LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context};
use leptos_meta::ServerMetaContext;
use std::{net::IpAddr, sync::Arc};
use tower_http::limit::RequestBodyLimitLayer;

/// What handlers share.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub db: Db,
    /// The browser side.
    pub site: Site,
    /// Address that people type.
    pub origin: Arc<str>,
    /// Whether a mail server is set up.
    pub can_send: bool,
    /// Proxies whose word about a client's address counts.
    pub proxies: Arc<[IpAddr]>,
    /// Whom to tell of a hole: `mailto:` or `https:`.
    pub contact: Arc<str>,
    /// Whether anybody may make an account.
    pub registration: bool,
    options: LeptosOptions,
}
impl AppState {
    /// State for a router.
    pub fn new(db: Db, site: Site, origin: &str, can_send: bool) -> Self {
        let options = LeptosOptions::builder().output_name("daybreak").build();
        let contact = well_known::contact(origin).into();
        Self {
            db,
            site,
            origin: origin.into(),
            can_send,
            proxies: Arc::default(),
            contact,
            registration: false,
            options,
        }
    }
    /// The same, open or closed to whoever wants an account.
    pub fn registering(self, registration: bool) -> Self {
        Self { registration, ..self }
    }
    /// The same behind these proxies, with this address for reports of holes.
    pub fn with(self, proxies: &[IpAddr], contact: Option<&str>) -> Self {
        let contact = contact.map_or(self.contact, Arc::from);
        Self { proxies: proxies.into(), contact, ..self }
    }
}
impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}
impl FromRef<AppState> for Db {
    fn from_ref(state: &AppState) -> Self {
        state.db.clone()
    }
}

/// Everything that is answered; tests use it as it is.
pub fn router(state: AppState) -> Router {
    let (head, _titles) = ServerMetaContext::new();
    let with_head = move || provide_context(head.clone());
    let (routes, _) = generate_route_list_with_exclusions_and_ssg_and_context(App, None, with_head);
    let context = {
        let state = state.clone();
        let manifest = state.site.assets.manifest();
        move || {
            provide_context(state.db.clone());
            provide_context(state.site.assets.clone());
            provide_context(manifest.clone());
            provide_context(CanSend(state.can_send));
            provide_context(Origin(state.origin.to_string()));
            provide_context(Registration(state.registration));
            provide_context(Contact(state.contact.to_string()));
            if let Some(nonce) = leptos::prelude::use_context::<http::request::Parts>()
                .and_then(|p| p.extensions.get::<headers::PageNonce>().cloned())
            {
                provide_context(nonce.0);
            }
        }
    };
    // An address that is no page gets the page that says so.
    let lost = leptos_axum::render_app_async_with_context(context.clone(), shell);
    let pages = Router::new()
        .leptos_routes_with_context(&state, routes, context, shell)
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/.well-known/security.txt", get(well_known::security))
        .route("/.well-known/change-password", get(well_known::change_password))
        .route("/p/{production}/days/{day}/sheet.pdf", get(pdf::sheet))
        .route("/p/{production}/reports/{report}/{file}", get(reports::file))
        .route("/p/{production}/uss/{file}", get(exchange::file))
        .route("/p/{production}/contacts.vcf", get(contacts::file))
        .route("/p/{production}/strips.css", get(strips::sheet))
        .route("/p/{production}/screenplay/{file}", get(exchange::script))
        .route("/w/{workspace}/audit.csv", get(audit::file))
        .route("/verify", get(verify::page))
        .route("/calendar/{file}", get(calendar::feed))
        .merge(call::routes())
        .fallback(lost)
        .with_state(state.clone())
        .layer(middleware::from_fn(respond::statuses))
        .layer(DefaultBodyLimit::max(forms::UPLOAD_BYTES))
        .layer(RequestBodyLimitLayer::new(forms::UPLOAD_BYTES));
    let https = state.origin.starts_with("https://");
    pages
        .clone()
        .layer(middleware::from_fn_with_state(pages, forms::forms))
        .layer(middleware::from_fn(session::viewer))
        .layer(session::layer(&state.db, https))
        .layer(middleware::from_fn_with_state(state.proxies.clone(), client::address))
        .layer(middleware::from_fn_with_state(state.clone(), files))
        .layer(middleware::from_fn(headers::secure))
        .layer(middleware::from_fn_with_state(state.origin.clone(), origin::guard))
}

/// Static files answer before any session is looked up.
async fn files(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let read = request.method() == http::Method::GET;
    if let Some(found) = read.then(|| state.site.serve(request.uri().path(), request.headers())).flatten() {
        return found;
    }
    next.run(request).await
}
