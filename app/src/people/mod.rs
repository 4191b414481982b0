//! People: crew and cast of a production, with or without an account.
pub mod api;
mod cast;
#[cfg(feature = "ssr")]
mod casting;
#[cfg(feature = "ssr")]
mod check;
mod contacts;
#[cfg(feature = "ssr")]
pub mod import;
mod import_page;
#[cfg(feature = "ssr")]
mod incoming;
mod invite_page;
#[cfg(feature = "ssr")]
mod inviting;
pub mod model;
mod page;
mod person_page;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
#[cfg(feature = "ssr")]
pub mod vcard;

pub use import_page::ImportPage;
pub use invite_page::InvitePage;
#[cfg(feature = "ssr")]
pub use model::Origin;
pub use page::{PeoplePage, role_name};
pub use person_page::PersonPage;
#[cfg(feature = "ssr")]
pub use store::INVITATION_MS;
