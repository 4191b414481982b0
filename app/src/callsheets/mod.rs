//! Call sheets: draft, publish, deliver, confirm.
pub mod api;
pub mod model;
mod page;
#[cfg(feature = "ssr")]
pub mod store;
pub use page::{DraftPage, MyCallPage, PublishPage, TrackingPage};
