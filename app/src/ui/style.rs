//! `/style`: every primitive on one page, to be looked at in light and dark.
use super::{Badge, Tone};
use leptos::prelude::*;

/// All primitives.
#[component]
pub fn StylePage() -> impl IntoView {
    view! { <main id="main" class="main"><h1>"Style"</h1><Badge tone=Tone::Good text="Confirmed"/></main> }
}
