//! The scheduling rules, pure and the same on both sides: the browser shows while dragging what the server
//! enforces on drop. Knows no clock, no database and no words; pages turn the typed results into texts.
pub mod arrange;
pub mod board;
pub mod boards;
pub mod checks;
pub mod compare;
pub mod dood;
pub mod drift;
pub mod fields;
pub mod filter;
pub mod issued;
pub mod layout;
pub mod moves;
pub mod paint;
pub mod palette;
pub mod plan;
pub mod preview;
pub mod rank;
pub mod renumber;
pub mod rest;
pub mod scene_number;
pub mod solver;
pub mod sort;
pub mod sun;
pub mod totals;

pub use arrange::{
    ArrangeAsk, ArrangeBy, ArrangeDesk, ArrangeDraft, ArrangePart, ArrangePerson, ArrangePrices, ArrangeSaid,
    ArrangeSaving, ArrangeTask, CastSaving, Left, NotADraft, Terms,
};
pub use board::{
    AvailabilityCalendar, Board, BoardCast, BoardDay, BoardUnit, DayKind, DayStage, DayState, SceneStrip, Strip,
    StripKind, WrapRule,
};
pub use boards::{BoardPlan, DayDifference, Differs, PlannedDay, PlannedItem, differences};
pub use compare::{
    BoardFigures, CompareBy, Comparison, DayColours, DayRate, PartComparison, PartFigures, Rates, compare,
};
pub use dood::{
    CompanyDate, CompanyDay, DateTotals, DayCode, DayOutOfDays, DoodCalendar, DoodCode, DoodElement, DoodEvent,
    DoodLine, DoodRow, DoodTotals, DropRule, HoldDays, NotDayCode, Travel, cast_elements, day_out_of_days, dood,
    hold_days,
};
pub use drift::{Drift, DriftKind, LockedBoard, LockedPart, LockedStrip, PartDrift, SceneDrift, Spot, drift};
pub use fields::{Field, Mark, NotField, SceneFlag, StripFacts};
pub use filter::{Filter, FilterError, FilterErrorKind, Op};
pub use layout::{Align, LayoutCell, LayoutError, StripLayout};
pub use moves::{Move, MoveError, Reranked, Undo, apply, undo};
pub use paint::{NotRgb, OwnPalette, Paint, Rgb, SceneColour};
pub use palette::{Palette, StripColour, StripLook, look};
pub use plan::Plan;
pub use preview::{Baseline, Change, DayEffect, Effects, HoldChange, preview};
pub use rank::{RANK_GAP, rank_between, renumber};
pub use renumber::{DayNumber, NumberChange, NumberedDay, Renumbering, day_count, numbered_days, renumber_days};
pub use rest::RestRule;
pub use scene_number::{SceneKey, compare_scene_numbers};
pub use sort::SortKey;
#[cfg(feature = "ssr")]
pub use sun::sun;
pub use sun::{Sun, SunError, SunTimes};
pub use totals::{BoardTotals, DayTotals, Load, LoadScale, Proof, load, proof, totals};

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests;
