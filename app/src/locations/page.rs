//! Pages of locations.
use leptos::prelude::*;
/// x
#[component] pub fn LocationsPage() -> impl IntoView {}
/// x
#[component] pub fn LocationPage() -> impl IntoView {}
