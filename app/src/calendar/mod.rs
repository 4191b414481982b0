//! One's own shooting days as a feed (RFC 5545) that the calendar on a phone fetches by itself. Everyone in a production may
//! have one, makes its link anew and takes it away; whoever holds the link reads these dates and nothing else.
//!
//! | date | in the feed |
//! | --- | --- |
//! | on the board, not issued, or not like this | tentative |
//! | issued, and the board has not moved since | confirmed |
//! | issued once, and on the board no more | cancelled |
//!
//! Dates, what they are for and the production's code name: no place, no hours, no scene and nobody else. Those are on the
//! call sheet, which is not kept by whoever runs the calendar.
pub mod api;
mod card;
#[cfg(feature = "ssr")]
pub mod feed;
#[cfg(feature = "ssr")]
mod ics;
pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;

pub use card::CalendarCard;
