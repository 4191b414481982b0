//! Making an account and a company of one's own, where the house is open to whoever comes.
pub mod api;
mod page;
#[cfg(feature = "ssr")]
pub mod registration;

pub(super) use page::WayIn;
pub use page::{Found, RegisterPage, VerifyPage};
