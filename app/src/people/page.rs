//! Pages of people.
use crate::{text::{Text, k}, values::Role};
use leptos::prelude::*;

/// A role in words.
pub fn role_name(role: Role) -> Text {
    Text::by_key(&format!("people_role_{}", role.key())).unwrap_or(k::ERROR_TITLE)
}
/// x
#[component] pub fn PeoplePage() -> impl IntoView {}
/// x
#[component] pub fn PersonPage() -> impl IntoView {}
/// x
#[component] pub fn ImportPage() -> impl IntoView {}
