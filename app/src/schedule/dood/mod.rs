//! Day out of days: what the parts do besides the strips (travel, fittings, rehearsals, work without the company) and
//! how their idle days count. The codes are made in the model, the lists in `reports`.
pub mod api;
pub mod model;
mod page;
mod part_page;
#[cfg(feature = "ssr")]
pub mod store;

pub use page::DoodPage;
pub use part_page::DoodPartPage;
