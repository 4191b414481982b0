//! One's own mail address, language, and sheets on a device.
pub mod api;
#[cfg(feature = "ssr")]
mod language;
#[cfg(feature = "ssr")]
pub mod mail_change;
mod page;

#[cfg(feature = "ssr")]
pub use language::{LANGUAGE_COOKIE, chosen, here, remember};
pub use page::NewMailPage;
pub(super) use page::{Address, Language};
