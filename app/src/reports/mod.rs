//! Reports: the schedule as lists on screen, as PDF and for spreadsheets. Each is made once, as a table of finished
//! texts, and then shown, set or written. Whoever reads the board may have those of the board, whoever reads the script
//! those of the breakdown; whoever edits the board keeps variants, columns left out for somebody, under a name.
pub mod api;
#[cfg(feature = "ssr")]
mod breakdown;
#[cfg(feature = "ssr")]
pub mod csv;
#[cfg(feature = "ssr")]
mod dood;
#[cfg(feature = "ssr")]
pub mod make;
pub mod model;
mod page;
#[cfg(feature = "ssr")]
pub mod pdf;
#[cfg(feature = "ssr")]
mod people;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod strips;
#[cfg(test)]
mod tests;
mod variants;

pub use page::{ReportPage, ReportsPage};
