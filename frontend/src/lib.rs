//! The browser side: hydrates the pages the server rendered, nothing else.
#![recursion_limit = "1024"]

/// Called by the document once the module is loaded. A panic says in the console what it was.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    std::panic::set_hook(Box::new(|what| leptos::logging::error!("{what}")));
    leptos::mount::hydrate_lazy(app::App);
}
