//! Pages of the schedule.
use leptos::prelude::*;
/// x
#[component] pub fn BoardPage() -> impl IntoView {}
/// x
#[component] pub fn DaysPage() -> impl IntoView {}
/// x
#[component] pub fn MyDaysPage() -> impl IntoView {}
/// x
#[component] pub fn ShootStrip() -> impl IntoView {}
