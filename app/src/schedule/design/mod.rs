//! How a production's strips look: up to four rows of fields, and colours of its own. Kept for all of its boards.
//! The page's policy allows no styles in its markup, so rows and colours come as a style sheet of the production.
pub mod api;
pub mod css;
pub mod model;
mod page;
mod rows;
#[cfg(feature = "ssr")]
pub mod store;

pub use model::kind;
pub use page::DesignPage;
pub use rows::strips_sheet;
pub(super) use rows::{field, heads, rows};
