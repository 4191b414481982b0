//! Arranging a board: which strip on which day, so that the cast is held as little as may be. The search runs beside
//! the page in a worker, or on the server for a page without scripts; it changes nothing until what it found is kept,
//! and then makes a draft.
pub mod api;
mod data;
mod found;
mod page;
#[cfg(feature = "ssr")]
mod search;
#[cfg(test)]
mod tests;
mod worker;

pub use data::{ArrangeData, TypedArrange};
pub use page::ArrangePage;
