//! Who belongs to a company: its owners, admins and members; invitations to it, leaving it, handing it over.
pub mod api;
pub mod model;
mod page;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;

pub use page::{Leave, MembersPage};
