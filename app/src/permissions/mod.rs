//! Who may see and do what in a production: the table of rights with what a production decided for a role, and with
//! what one person was given or denied, for a time and for a reason.
pub mod api;
#[cfg(feature = "ssr")]
pub mod model;
mod page;
mod person_page;
mod screen;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;

pub use page::{Looking, PermissionsPage};
pub use person_page::AccessPage;
