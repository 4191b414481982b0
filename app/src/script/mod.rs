//! Script: scenes, their import and their breakdown.
pub mod api;
#[cfg(feature = "ssr")]
pub mod formats;
mod page;
#[cfg(feature = "ssr")]
pub mod store;
pub use page::{ImportPage, ScriptPage};
