//! What is kept of people, where and how long: in their browser (`/cookies`) and on the server (`/privacy`). Both pages are
//! made from tables; tests hold them against what the program really does. Anybody may read them.
//!
//! Only what is strictly necessary is kept in a browser (Directive 2002/58/EC, article 5(3)), so nobody is asked.
pub mod api;
mod browser;
#[cfg(feature = "ssr")]
mod kept;
pub mod model;
mod page;

pub use browser::{DEVICE_SECONDS, IN_BROWSER, LANGUAGE_SECONDS, SESSION_DAYS};
pub use page::{CookiesPage, PrivacyPage};

/// Whom to ask about this installation: `mailto:` or `https:`; the server puts it into the context.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug)]
pub struct Contact(pub String);
