//! Pages of the script.
use leptos::prelude::*;
/// x
#[component] pub fn ScriptPage() -> impl IntoView {}
/// x
#[component] pub fn ImportPage() -> impl IntoView {}
