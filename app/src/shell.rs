//! The HTML document around every hydrated page, and the table of routes.
use crate::{
    accounts::{Bare, EnterPage, InvitationPage, SignInPage},
    parts::{
        Account, Boards, Breakdown, Guide, Home, Office, People, Permissions, Reports, Rules, Schedule, Script, Sheets,
    },
    productions::{HomePage, ProductionFrame},
    text::{Lang, k, t},
    ui::{NotHere, provide_form_state},
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

/// Hashed addresses of scripts and style, as the build wrote them.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Assets {
    /// Loader of the browser side.
    pub js: String,
    /// The browser side itself.
    pub wasm: String,
    /// Style of the signed-in pages.
    pub css: String,
    /// Style of the personal sheet.
    pub call_css: String,
    /// Script of the personal sheet.
    pub call_js: String,
    /// Script that signs out of a device without leaving anything there.
    pub leave_js: String,
    /// Words of each language.
    pub words: std::collections::HashMap<String, String>,
    /// Script of the worker that arranges boards.
    pub arrange_js: String,
    /// Script that loads the program's parts.
    pub parts_js: String,
    /// Files a part needs, without their ending, by the name of its function.
    pub parts: std::collections::HashMap<String, Vec<String>>,
}

impl Assets {
    /// From this Leptos names the parts that a page needs in its head, so that they load beside the program. Made once
    /// and put into each page's context.
    #[cfg(feature = "ssr")]
    pub fn manifest(&self) -> leptos::WasmSplitManifest {
        let script = self.parts_js.trim_start_matches("/pkg/").to_owned();
        leptos::WasmSplitManifest(ArcStoredValue::new(("/pkg".to_owned(), self.parts.clone(), script)))
    }
}

/// The document. Scripts carry the nonce of this response; nothing else may run.
#[cfg(feature = "ssr")]
pub fn shell() -> impl IntoView {
    use crate::ui::FormState;
    use leptos_meta::MetaTags;
    let assets = use_context::<std::sync::Arc<Assets>>().unwrap_or_default();
    let parts = use_context::<http::request::Parts>();
    let lang = parts.as_ref().map(crate::access::lang_of).unwrap_or_default();
    provide_context(lang);
    let state =
        parts.and_then(|p| p.extensions.get::<FormState>().cloned()).and_then(|s| serde_json::to_string(&s).ok());
    let nonce = leptos::nonce::use_nonce();
    // Own copy of `HydrationScripts` (leptos#4843): the nonce must not end up in `crossorigin`.
    let words = assets.words.get(lang.tag()).cloned().unwrap_or_default();
    let start = format!(
        "Promise.all([import('{}'),fetch('{words}').then(r=>r.text())]).then(([m,w])=>m.default({{module_or_path:'{}'}}).then(()=>m.hydrate(w)))",
        assets.js, assets.wasm
    );
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/icons/call.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.css.clone()/>
                <link rel="modulepreload" href=assets.js.clone()/>
                <link rel="preload" href=assets.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
                <link rel="preload" href=words r#as="fetch" crossorigin="anonymous"/>
                <script type="module" nonce=nonce inner_html=start></script>
                {(!assets.leave_js.is_empty()).then(|| view! { <script type="module" src=assets.leave_js.clone()></script> })}
                {state.map(|json| view! { <script type="application/json" id="form-state" inner_html=json.replace('<', "\\u003c")></script> })}
                <MetaTags/>
            </head>
            <body>
                // Nothing beside the app: hydration begins at the body's first node.
                <App/>
            </body>
        </html>
    }
}

/// The language of this page: on the server from the request, in the browser from the document.
fn page_lang() -> Lang {
    #[cfg(feature = "ssr")]
    {
        use_context::<http::request::Parts>().as_ref().map(crate::access::lang_of).unwrap_or_default()
    }
    #[cfg(not(feature = "ssr"))]
    {
        document()
            .document_element()
            .and_then(|e| e.get_attribute("lang"))
            .and_then(|l| Lang::from_tag(&l))
            .unwrap_or_default()
    }
}

/// All pages. Each renders on the server as a whole, works without scripts, then hydrates.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(page_lang());
    provide_form_state();
    view! {
        <a class="skip" href="#main">{t(k::SHELL_SKIP)}</a>
        <Router>
            <Routes fallback=|| view! { <Bare><NotHere/></Bare> }>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=|| entry_page(0) ssr=SsrMode::Async/>
                <Route path=path!("/enter/:token") view=|| entry_page(1) ssr=SsrMode::Async/>
                <Route path=path!("/invitation/:token") view=|| entry_page(2) ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view={Lazy::<Account<0>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/reset/:token") view={Lazy::<Account<1>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/me") view={Lazy::<Account<2>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/register") view={Lazy::<Account<3>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/register/:token") view={Lazy::<Account<4>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/new-mail/:token") view={Lazy::<Account<5>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/cookies") view={Lazy::<Account<6>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/privacy") view={Lazy::<Account<7>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/style") view={Lazy::<Guide<0>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/new") view={Lazy::<Office<1>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/members") view={Lazy::<Office<4>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/me/confirm") view={Lazy::<Account<8>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/me/authenticator") view={Lazy::<Account<9>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/me/codes") view={Lazy::<Account<10>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/second") view={Lazy::<Account<11>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/security") view={Lazy::<Office<5>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/mails") view={Lazy::<Office<2>>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/audit") view={Lazy::<Office<3>>::new()} ssr=SsrMode::Async/>
                <ParentRoute path=path!("/p/:production") view=ProductionFrame ssr=SsrMode::Async>
                    <Route path=path!("") view={Lazy::<Home<0>>::new()}/>
                    <Route path=path!("settings") view={Lazy::<Office<0>>::new()}/>
                    <Route path=path!("my") view={Lazy::<Schedule<2>>::new()}/>
                    <Route path=path!("my/:day") view={Lazy::<Sheets<3>>::new()}/>
                    <Route path=path!("script") view={Lazy::<Script<0>>::new()}/>
                    <Route path=path!("script/import") view={Lazy::<Script<1>>::new()}/>
                    <Route path=path!("breakdown") view={Lazy::<Breakdown<0>>::new()}/>
                    <Route path=path!("breakdown/:scene") view={Lazy::<Breakdown<1>>::new()}/>
                    <Route path=path!("elements") view={Lazy::<Breakdown<2>>::new()}/>
                    <Route path=path!("people") view={Lazy::<People<0>>::new()}/>
                    <Route path=path!("people/import") view={Lazy::<People<1>>::new()}/>
                    <Route path=path!("people/invite") view={Lazy::<People<5>>::new()}/>
                    <Route path=path!("people/:person") view={Lazy::<People<2>>::new()}/>
                    <Route path=path!("people/:person/access") view={Lazy::<Permissions<1>>::new()}/>
                    <Route path=path!("people/:person/confidential") view={Lazy::<People<7>>::new()}/>
                    <Route path=path!("confidential") view={Lazy::<People<6>>::new()}/>
                    <Route path=path!("department") view={Lazy::<Permissions<2>>::new()}/>
                    <Route path=path!("permissions") view={Lazy::<Permissions<0>>::new()}/>
                    <Route path=path!("locations") view={Lazy::<People<3>>::new()}/>
                    <Route path=path!("locations/:location") view={Lazy::<People<4>>::new()}/>
                    <Route path=path!("board") view={Lazy::<Schedule<0>>::new()}/>
                    <Route path=path!("reports") view={Lazy::<Reports<0>>::new()}/>
                    <Route path=path!("reports/:report") view={Lazy::<Reports<1>>::new()}/>
                    <Route path=path!("boards") view={Lazy::<Boards<0>>::new()}/>
                    <Route path=path!("boards/compare") view={Lazy::<Boards<3>>::new()}/>
                    <Route path=path!("arrange") view={Lazy::<Boards<4>>::new()}/>
                    <Route path=path!("board/strips") view={Lazy::<Boards<7>>::new()}/>
                    <Route path=path!("board/dood") view={Lazy::<Boards<8>>::new()}/>
                    <Route path=path!("board/dood/:part") view={Lazy::<Boards<9>>::new()}/>
                    <Route path=path!("pay") view={Lazy::<Boards<6>>::new()}/>
                    <Route path=path!("boards/:board") view={Lazy::<Boards<1>>::new()}/>
                    <Route path=path!("boards/:board/drift") view={Lazy::<Boards<2>>::new()}/>
                    <Route path=path!("rules") view={Lazy::<Rules<0>>::new()}/>
                    <Route path=path!("rules/people/:person") view={Lazy::<Rules<1>>::new()}/>
                    <Route path=path!("rules/places/:location") view={Lazy::<Rules<2>>::new()}/>
                    <Route path=path!("rules/days/:day") view={Lazy::<Rules<3>>::new()}/>
                    <Route path=path!("rules/scenes/:scene") view={Lazy::<Rules<4>>::new()}/>
                    <Route path=path!("schedule/issue") view={Lazy::<Boards<5>>::new()}/>
                    <Route path=path!("days") view={Lazy::<Schedule<1>>::new()}/>
                    <Route path=path!("days/:day") view={Lazy::<Sheets<0>>::new()}/>
                    <Route path=path!("days/:day/publish") view={Lazy::<Sheets<1>>::new()}/>
                    <Route path=path!("days/:day/tracking") view={Lazy::<Sheets<2>>::new()}/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// Pages of whoever is not signed in yet.
fn entry_page(which: u8) -> impl IntoView {
    match which {
        0 => SignInPage().into_any(),
        1 => EnterPage().into_any(),
        _ => InvitationPage().into_any(),
    }
}
