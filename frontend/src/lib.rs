//! The browser side: hydrates the pages the server rendered, nothing else.
#![recursion_limit = "1024"]

/// Called by the document once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_lazy(app::App);
}
