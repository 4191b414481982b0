//! Productions: one film, series, commercial or music video, with its settings, its home page and its frame.
//! Producer, production manager and coordinator change the settings; everyone in it sees that it exists.
pub mod api;
mod home;
pub mod model;
mod page;
mod parts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;

pub use page::{HomePage, NewProductionPage, ProductionPage, SettingsPage, Top};
pub use parts::{Mark, ProductionFrame, production_id, use_production};
