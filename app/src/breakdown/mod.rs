//! Breakdown: what every scene needs, by the trade's categories, tagged in the script's words or added by name.
//! Whoever reads the script reads it, its words only with a right of their own; whoever changes scenes changes it.
pub mod api;
mod element_page;
mod elements_page;
#[cfg(feature = "ssr")]
mod incoming;
pub mod model;
#[cfg(feature = "ssr")]
mod outgoing;
mod page;
mod parts;
mod script_text;
mod sheet_form;
mod sheet_page;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;

pub use elements_page::ElementsPage;
#[cfg(feature = "ssr")]
pub(crate) use incoming::{take, take_links, take_sheets, texts};
#[cfg(feature = "ssr")]
pub(crate) use outgoing::told;
pub use page::BreakdownPage;
pub use sheet_page::SheetPage;
