//! What the cast is paid for a day: for arranging and comparing boards. Sealed in the database.
//!
//! Whoever holds `pay.view` sees the rates, `pay.edit` changes them; an admin of the company holds neither as such. Others
//! may have a board arranged by pay and see days and the order, never an amount.
pub mod api;
pub mod model;
mod page;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
mod words;

pub use page::PayPage;
pub use words::money;
