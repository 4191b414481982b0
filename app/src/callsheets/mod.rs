//! Call sheets: draft, publish, deliver, confirm.
pub mod api;
#[cfg(feature = "ssr")]
pub mod formats;
pub mod model;
mod page;
#[cfg(feature = "ssr")]
pub mod store;
pub use page::{DraftPage, MyCallPage, PublishPage, TrackingPage};
