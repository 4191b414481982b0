//! The Universal Schedule Standard (USS 1.0): breakdown, boards and calendars as one JSON object, and the category
//! numbers that go with it (UCID). Read with tolerance for what other programs write, written strictly.
//!
//! Keys that are not known are kept at every level and written again, so that what another program put in survives.
//! Keys of one's own begin with an underscore.
mod check;
mod error;
mod model;
mod object;
mod read;
mod scan;
mod stamp;
mod ucid;
mod write;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests;

pub use error::{Remark, RemarkKind, Trouble, UssError};
pub use model::{
    BoardItem, Breakdown, BreakdownKind, Calendar, Category, Element, Event, EventKind, Extra, Header, Interchange,
    Lookup, Stripboard, UnitBoard,
};
pub use read::read;
pub use stamp::Stamp;
pub use ucid::Ucid;
pub use write::{own_key, write};

/// Most bytes that are read. A feature's schedule with four boards is under half a MiB.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// Deepest nesting that is read. The standard needs eight.
pub const MAX_DEPTH: usize = 32;
/// Most values (members and items) that are read.
pub const MAX_VALUES: usize = 1_000_000;
