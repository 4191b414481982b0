//! The drop zone for a script. The form posts natively, with or without scripts; a script only saves the click.
use crate::{
    error::AppError,
    text::{k, lang, t},
    ui::FormState,
    values::ProductionId,
};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{self, js_sys::Reflect},
};

/// Name of the server function in `?do=`.
const ACTION: &str = "script.api.upload_script";

/// What was wrong with the file that was just posted.
fn refused() -> Option<AppError> {
    #[cfg(feature = "ssr")]
    let state = use_context::<http::request::Parts>().and_then(|parts| parts.extensions.get::<FormState>().cloned());
    #[cfg(not(feature = "ssr"))]
    let state = document().get_element_by_id("form-state").and_then(|element| {
        let state: FormState = serde_json::from_str(&element.text_content()?).ok()?;
        if state.action == ACTION {
            // Said once: whoever comes back to this page later has another file in mind.
            element.set_text_content(None);
        }
        Some(state)
    });
    state.filter(|s| s.action == ACTION).and_then(|s| s.error)
}

fn say(error: &AppError) -> String {
    match error {
        AppError::Invalid(fields) => fields.iter().map(|f| f.say(lang())).collect::<Vec<_>>().join(" "),
        other => other.say(lang()),
    }
}

/// Choose or drop a script; the preview follows.
#[component]
pub(super) fn Upload(
    /// Where to.
    production: ProductionId,
    /// The heading.
    #[prop(into)]
    title: String,
    /// Whether it is what the page is for.
    #[prop(optional)]
    primary: bool,
) -> impl IntoView {
    let error = refused().map(|e| say(&e));
    let wrong = error.is_some();
    let over = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        busy.set(send_dropped(&event));
    };
    let drag = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let chosen = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(form) = input.form().filter(|_| !input.value().is_empty()) {
            busy.set(form.submit().is_ok());
        }
    };
    view! {
        <section class="drop" class:is-over=over aria-busy=move || busy.get().to_string()
            on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=dropped>
            <h2>{title}</h2>
            <p class="muted">{t(k::SCRIPT_DROP_HINT)}</p>
            <form class="drop__form" method="post" enctype="multipart/form-data" action=format!("?do={ACTION}")>
                <input type="hidden" name="production" value=production.to_string()/>
                <label class="sr" for="script-file">{t(k::SCRIPT_FILE)}</label>
                <input type="file" id="script-file" name="file" accept=".fdx,.fountain,.txt,.spmd,.uss" required=true
                    aria-describedby="script-file-error" aria-invalid=wrong.to_string() on:change=chosen/>
                <p class="field__error" id="script-file-error" role="alert">{error}</p>
                <button class=if primary { "button button--primary" } else { "button" }>{t(k::SCRIPT_READ)}</button>
                <p class="muted small" role="status">{move || busy.get().then(|| t(k::SCRIPT_READING))}</p>
            </form>
        </section>
    }
}

/// Puts the first dropped file into the form and sends it. Whether there was one.
fn send_dropped(event: &ev::DragEvent) -> bool {
    let files = Reflect::get(event, &"dataTransfer".into()).and_then(|data| Reflect::get(&data, &"files".into()));
    let input =
        document().get_element_by_id("script-file").and_then(|e| e.dyn_into::<web_sys::HtmlInputElement>().ok());
    let (Ok(files), Some(input)) = (files, input) else { return false };
    let put = Reflect::set(&input, &"files".into(), &files).unwrap_or(false);
    let there = put && !input.value().is_empty();
    there && input.form().is_some_and(|form| form.submit().is_ok())
}
