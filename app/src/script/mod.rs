//! Script: scenes, their import from a screenplay, and editing them in place.
//! Office, ADs and script supervisor change scenes; heads of department and some others read them.
pub mod api;
#[cfg(feature = "ssr")]
pub mod formats;
#[cfg(feature = "ssr")]
mod import;
mod import_page;
pub mod model;
#[cfg(feature = "ssr")]
pub mod outgoing;
mod page;
mod parts;
#[cfg(feature = "ssr")]
mod plan;
#[cfg(feature = "ssr")]
pub mod report;
#[cfg(feature = "ssr")]
mod revised;
mod rows;
mod scroll;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
mod upload;
mod words;

#[cfg(feature = "ssr")]
pub use import::{Imported, PREVIEW_MS, import_draft, sweep};
pub use import_page::ImportPage;
#[cfg(feature = "ssr")]
pub(crate) use outgoing::Told;
pub use page::ScriptPage;
pub(crate) use parts::time_of_day;
#[cfg(feature = "ssr")]
pub use report::{cli_summary, dry_run_json};
pub(crate) use words::int_ext;
