//! People: crew and cast of a production, with or without an account.
pub mod api;
mod page;
#[cfg(feature = "ssr")]
pub mod store;

pub use page::{ImportPage, PeoplePage, PersonPage, role_name};

/// Address that people type; links in mails are made from it. The server puts it into the context.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug)]
pub struct Origin(pub String);
