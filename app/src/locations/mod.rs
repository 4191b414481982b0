//! Locations: where scenes are shot, with the nearest hospital.
pub mod api;
mod coordinates;
mod location_page;
pub mod model;
mod page;
mod sets;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;

pub use coordinates::{parse as parse_coordinates, show as show_coordinates};
pub use location_page::LocationPage;
pub use page::LocationsPage;
