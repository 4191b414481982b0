//! Arranging a board: from its strips to the solver's problem ([`ArrangeTask`]), and from what the solver found back to
//! moves that make a draft ([`ArrangeDraft`]), with what it saves, person by person.
//!
//! A draft loses no strip and doubles none, keeps every pin, leaves locked days as they are, puts no strip on a day on
//! which its cast or its place cannot be had, brings nobody into two units on one date, and fills no day beyond the limit that was not as full before. That holds
//! for whatever the solver is stopped with, and for any answer whatsoever.
mod desk;
mod draft;
mod order;
mod saving;
mod task;

pub use desk::{ArrangeAsk, ArrangeDesk, ArrangeSaid};
pub use draft::{ArrangeDraft, Left, NotADraft};
pub use saving::{ArrangeSaving, CastSaving};
pub use task::{ArrangePerson, ArrangeTask};

use super::compare::DayRate;
use super::dood::DropRule;
use super::solver::arrange as search;
use crate::values::{CharacterId, DayId, Eighths, LocationId, StripId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which strips may be moved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrangePart {
    /// All that lie on open days.
    #[default]
    Whole,
    /// Those of one place, among the days on which it is shot at.
    Place(LocationId),
    /// These.
    Strips(BTreeSet<StripId>),
}

/// What a part of the cast is paid; only for those with the permission to see pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Terms {
    /// For a day worked and a day held.
    pub rate: DayRate,
    /// When whoever plays it may be dropped and picked up.
    #[serde(default)]
    pub drop: Option<DropRule>,
}

/// What things cost, in minor units of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ArrangePrices {
    /// A company move.
    pub company_move: i64,
    /// A change between day and night within a day.
    pub flip: i64,
    /// An eighth of a page beyond a day's capacity.
    pub over: i64,
    /// A day of whoever has no terms. Without any terms the same for all: then days are counted, not money.
    pub unrated: DayRate,
}

/// How a board is to be arranged. Whether somebody is held at all, their part on the board says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ArrangeBy {
    /// Which strips may be moved.
    pub part: ArrangePart,
    /// Strips of the boneyard are put on days as well; those of [`ArrangePart::Strips`] always are.
    pub boneyard: bool,
    /// Days that stay as they are; so do those that were issued or shot, and all that are no shooting days.
    pub locked: BTreeSet<DayId>,
    /// The day that a strip must be on.
    pub pinned: BTreeMap<StripId, DayId>,
    /// Strips that are shot on one day.
    pub together: Vec<BTreeSet<StripId>>,
    /// Days that take strips by day only, or by night only.
    pub light: BTreeMap<DayId, search::Light>,
    /// Days of nights stay so, and those without any night strip stay without.
    pub keep_light: bool,
    /// Strips may change to another unit.
    pub across_units: bool,
    /// Pages that a day takes.
    pub capacity: Eighths,
    /// Pages beyond which nothing is put on a day.
    pub limit: Eighths,
    /// What things cost.
    pub prices: ArrangePrices,
    /// What the cast is paid, by part.
    pub terms: BTreeMap<CharacterId, Terms>,
}
