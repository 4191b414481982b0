//! Locations: where scenes are shot, with the nearest hospital.
pub mod api;
mod page;
#[cfg(feature = "ssr")]
pub mod store;
pub use page::{LocationPage, LocationsPage};
