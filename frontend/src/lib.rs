//! The browser side: hydrates the pages the server rendered, nothing else.
#![recursion_limit = "1024"]

/// Called by the document once the module and the words of its language are loaded. A panic says in the console what
/// it was.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate(words: String) {
    std::panic::set_hook(Box::new(|what| leptos::logging::error!("{what}")));
    app::text::learn(words);
    leptos::mount::hydrate_lazy(app::App);
}
