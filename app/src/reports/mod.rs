//! Reports: the schedule as lists on screen, as PDF and for spreadsheets. Each is made once, as a table of finished
//! texts, and then shown, set or written; whoever reads the board may have them.
pub mod api;
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
mod strips;
#[cfg(test)]
mod tests;

pub use page::{ReportPage, ReportsPage};
