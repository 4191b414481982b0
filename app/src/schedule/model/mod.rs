//! The scheduling rules, pure and the same on both sides: the browser shows while dragging what the server
//! enforces on drop. Knows no clock, no database and no words; pages turn the typed results into texts.
pub mod board;
pub mod dood;
pub mod moves;
pub mod palette;
pub mod plan;
pub mod preview;
pub mod rank;
pub mod renumber;
pub mod rest;
pub mod scene_number;
pub mod sun;
pub mod totals;

pub use board::{
    AvailabilityCalendar, Board, BoardCast, BoardDay, BoardUnit, DayKind, DayStage, DayState, SceneStrip, Strip,
    StripKind, WrapRule,
};
pub use dood::{DoodCode, DoodRow, HoldDays, dood, hold_days};
pub use moves::{Move, MoveError, Reranked, Undo, apply, undo};
pub use palette::{Palette, StripColour, StripLook, look};
pub use plan::Plan;
pub use preview::{Baseline, Change, DayEffect, Effects, HoldChange, preview};
pub use rank::{RANK_GAP, rank_between, renumber};
pub use renumber::{DayNumber, NumberChange, NumberedDay, Renumbering, day_count, numbered_days, renumber_days};
pub use rest::{DayOffWarning, RestRule, RestWarning, Subject, Warning, untimed_days, warnings};
pub use scene_number::{SceneKey, compare_scene_numbers};
#[cfg(feature = "ssr")]
pub use sun::sun;
pub use sun::{Sun, SunError, SunTimes};
pub use totals::{BoardTotals, DayTotals, Load, LoadScale, Proof, load, proof, totals};

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests;
