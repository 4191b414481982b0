//! Schedule: the board, shooting days, one's own days.
//! Producer, production manager and ADs move strips and keep the days; heads of department look at the board;
//! everyone in the production sees the days they themselves were called for.
pub mod api;
pub mod arrange;
mod board;
mod board_bar;
mod board_day;
pub mod boards;
pub mod data;
mod day_box;
mod day_form;
mod days;
pub mod design;
mod desk;
mod desk_moves;
pub mod dood;
mod drag;
#[cfg(feature = "ssr")]
pub mod exchange;
mod filter_words;
pub mod findings;
pub mod formats;
#[cfg(feature = "ssr")]
pub(crate) mod incoming;
mod keys;
mod live;
pub mod model;
mod move_box;
mod my_days;
mod shoot;
mod sort_box;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
#[cfg(feature = "ssr")]
pub(crate) mod times;
pub(crate) mod words;

pub use board::BoardPage;
pub use data::{Background, NewDay};
pub use days::DaysPage;
pub use my_days::MyDaysPage;
pub use shoot::ShootStrip;
