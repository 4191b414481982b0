//! Pages of call sheets.
use leptos::prelude::*;
/// x
#[component] pub fn DraftPage() -> impl IntoView {}
/// x
#[component] pub fn PublishPage() -> impl IntoView {}
/// x
#[component] pub fn TrackingPage() -> impl IntoView {}
/// x
#[component] pub fn MyCallPage() -> impl IntoView {}
