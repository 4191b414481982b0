//! Schedule: the board, shooting days, one's own days.
pub mod api;
pub mod model;
mod page;
#[cfg(feature = "ssr")]
pub mod store;
pub use page::{BoardPage, DaysPage, MyDaysPage, ShootStrip};
