//! What a person of a production gives of themselves for an emergency or for driving. Voluntary, sealed under their own key.
//!
//! | detail | at once | with a reason, logged and told to the person |
//! | --- | --- | --- |
//! | medical notes | oneself, the medic | production manager, 1st AD |
//! | next of kin | oneself | producer, production manager, coordinator |
//! | home address | oneself, coordinator, transport captain | nobody |
//!
//! No driver sees a home address: who drives whom on which day is not known yet. Each is read on one person's page alone,
//! never in a list, a mail, a sheet or a file, and never through another's eyes.
pub mod api;
mod emergency;
mod entry;
#[cfg(feature = "ssr")]
mod glass;
mod mine;
pub mod model;
mod page;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;

pub use mine::{Mine, OwnPage};
pub use model::Kind;
pub use page::DetailsPage;

/// How long after somebody left a production its server still holds what they gave; nobody sees it meanwhile, and they have
/// it back if they return.
pub const KEPT_MS: i64 = 30 * 86_400_000;
