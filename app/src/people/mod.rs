//! People: crew and cast of a production, with or without an account.
pub mod api;
mod page;
#[cfg(feature = "ssr")]
pub mod store;

pub use page::{ImportPage, PeoplePage, PersonPage, role_name};
