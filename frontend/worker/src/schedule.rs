//! Where the rules expect to find each other.
#[path = "../../../app/src/schedule/model/mod.rs"]
pub mod model;
