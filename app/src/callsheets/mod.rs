//! Call sheets: draft, publish, deliver, confirm. Who gets how much of a sheet is decided in `model::policy`; the
//! office prepares, 1st and 2nd AD and the production management publish, everyone answers for themselves.
#[cfg(feature = "ssr")]
pub mod answer;
pub mod api;
#[cfg(feature = "ssr")]
pub mod assemble;
#[cfg(feature = "ssr")]
mod blocks;
#[cfg(feature = "ssr")]
pub mod call;
mod call_body;
#[cfg(feature = "ssr")]
pub mod call_document;
mod call_rest;
#[cfg(feature = "ssr")]
mod clock;
mod editor;
#[cfg(feature = "ssr")]
pub mod formats;
#[cfg(feature = "ssr")]
mod letter;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
mod material;
pub mod model;
mod mycall;
mod page;
#[cfg(feature = "ssr")]
mod pieces;
#[cfg(feature = "ssr")]
pub mod publish;
mod publish_page;
#[cfg(feature = "ssr")]
mod rows;
pub mod screen;
mod sheet;
#[cfg(feature = "ssr")]
pub mod short_rest;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;
#[cfg(feature = "ssr")]
pub mod tracking;
mod tracking_page;
#[cfg(feature = "ssr")]
pub mod verify;
#[cfg(feature = "ssr")]
pub mod views;
pub mod weather;
pub mod words;

#[cfg(feature = "ssr")]
pub use answer::{confirm, opened, problem};
#[cfg(feature = "ssr")]
pub use call::load_call;
#[cfg(feature = "ssr")]
pub use call_document::{account_page, bare_page, call_page, refused_page, verify_page};
pub use mycall::MyCallPage;
pub use page::DraftPage;
pub use publish_page::PublishPage;
pub use screen::Answer as CallAnswer;
pub use tracking_page::TrackingPage;
