//! Working rules: what a schedule is checked against. The production's pack and limits, packs of units and contracts,
//! when people and places can be had, permits of minors, cover for a day, what a banner stands for.
//! Whoever sees the board sees the rules of production, units, places and days; what is known of a person, whoever may
//! change the board.
pub mod api;
pub mod data;
#[cfg(feature = "ssr")]
pub mod facts;
mod forms;
mod lists;
#[cfg(feature = "ssr")]
mod load;
pub mod model;
mod packs_page;
mod page;
mod person_page;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
mod typed;
mod words;
pub(crate) use typed::dates;
#[cfg(feature = "ssr")]
pub(crate) use typed::read_dates;
pub(crate) use words::flag;

pub use forms::{DayRulesPage, PlaceRulesPage, SceneRulesPage};
pub use page::RulesPage;
pub use person_page::PersonRulesPage;
