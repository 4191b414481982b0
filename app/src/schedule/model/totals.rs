//! Sums of a day and of the board, the proof that nothing is missing, and a hint whether a day is full.
use super::board::{Board, Strip};
use crate::values::{DayId, Eighths, SceneId};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Sums over a list of strips. Pages are sums of the scenes' eighths, not differences of page numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DayTotals {
    /// Pages.
    pub eighths: Eighths,
    /// At least one scene's length is a guess, and so is the sum.
    pub estimated: bool,
    /// Scenes; one that is split over several strips counts once.
    pub scenes: usize,
    /// Estimated minutes, banners included.
    pub minutes: i64,
    /// Scene strips without an estimate, missing in `minutes`.
    pub untimed: usize,
}

impl DayTotals {
    /// Sums up.
    pub fn of<'a>(strips: impl IntoIterator<Item = &'a Strip>) -> Self {
        let mut sum = Self::default();
        let mut scenes: HashSet<SceneId> = HashSet::new();
        for strip in strips {
            sum.minutes = sum.minutes.saturating_add(strip.minutes.unwrap_or(0));
            let Some(scene) = strip.scene() else { continue };
            sum.eighths = sum.eighths + scene.eighths;
            sum.estimated |= scene.estimated;
            sum.untimed += usize::from(strip.minutes.is_none());
            scenes.insert(scene.scene);
        }
        sum.scenes = scenes.len();
        sum
    }
}

/// Sums of the whole board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardTotals {
    /// Per day, in board order.
    pub days: Vec<(DayId, DayTotals)>,
    /// All days together.
    pub scheduled: DayTotals,
    /// The boneyard.
    pub boneyard: DayTotals,
}

/// Sums of the whole board.
#[must_use]
pub fn totals(board: &Board) -> BoardTotals {
    BoardTotals {
        days: board.days.iter().map(|day| (day.id, DayTotals::of(&day.strips))).collect(),
        scheduled: DayTotals::of(board.days.iter().flat_map(|day| &day.strips)),
        boneyard: DayTotals::of(&board.boneyard),
    }
}

/// The line under the board: the script must equal days plus boneyard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Pages of the script.
    pub script: Eighths,
    /// Pages on days.
    pub scheduled: Eighths,
    /// Pages in the boneyard.
    pub boneyard: Eighths,
}

impl Proof {
    /// Eighths on the board beyond those of the script; negative when some are missing, 0 when it holds.
    #[must_use]
    pub fn difference(&self) -> i64 {
        self.scheduled.0.saturating_add(self.boneyard.0).saturating_sub(self.script.0)
    }

    /// Nothing is missing and nothing is there twice.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.difference() == 0
    }
}

/// The proof line.
#[must_use]
pub fn proof(board: &Board) -> Proof {
    let eighths = |strips: &mut dyn Iterator<Item = &Strip>| -> Eighths {
        strips.filter_map(|strip| strip.scene().map(|scene| scene.eighths)).sum()
    };
    Proof {
        script: board.script_eighths,
        scheduled: eighths(&mut board.days.iter().flat_map(|day| &day.strips)),
        boneyard: eighths(&mut board.boneyard.iter()),
    }
}

/// What kind of shoot a day's load is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadScale {
    /// Feature film: 2 to 5 pages a day (handbooks say 2 to 3 or 3 to 5).
    #[default]
    Feature,
    /// Television: 6 to 8 pages a day.
    Television,
}

/// How full a day is. A hint, never a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Load {
    /// No pages.
    Empty,
    /// Below what is usual.
    Light,
    /// Usual.
    Usual,
    /// Above what is usual.
    Heavy,
}

/// How full a day with so many pages is.
#[must_use]
pub fn load(eighths: Eighths, scale: LoadScale) -> Load {
    let (from, to) = match scale {
        LoadScale::Feature => (2 * 8, 5 * 8),
        LoadScale::Television => (6 * 8, 8 * 8),
    };
    match eighths.0 {
        ..=0 => Load::Empty,
        pages if pages < from => Load::Light,
        pages if pages <= to => Load::Usual,
        _ => Load::Heavy,
    }
}
