//! What a drop would cost, before it is dropped: pages and hold days. What it would break is asked of
//! [`super::checks::Checker::preview`].
use super::board::Board;
use super::dood::{HoldDays, hold_days};
use super::moves::{Move, MoveError, resolve};
use super::plan::Plan;
use crate::values::{CharacterId, DayId, Eighths};
use serde::{Deserialize, Serialize};

/// A figure before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<T> {
    /// Before the move.
    pub before: T,
    /// After it.
    pub after: T,
}

/// What a move does to the sums of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayEffect {
    /// The day.
    pub day: DayId,
    /// Pages.
    pub eighths: Change<Eighths>,
    /// Estimated minutes.
    pub minutes: Change<i64>,
}

/// What a move does to the hold days of one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldChange {
    /// The part.
    pub character: CharacterId,
    /// Hold days.
    pub days: Change<u32>,
}

impl HoldChange {
    /// Hold days more (or, negative, less) than before.
    #[must_use]
    pub fn delta(&self) -> i64 {
        i64::from(self.days.after) - i64::from(self.days.before)
    }
}

/// Everything a move would change. All empty when it stays in its day: order within a day costs nothing here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Effects {
    /// The day it leaves, then the day it goes to (none for the boneyard).
    pub days: Vec<DayEffect>,
    /// Parts whose hold days change, in cast order.
    pub holds: Vec<HoldChange>,
}

/// The state of a board that previews compare with: built once when a drag starts, asked on every hover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    plan: Plan,
    holds: Vec<HoldDays>,
}

impl Baseline {
    /// Takes stock of a board.
    #[must_use]
    pub fn of(board: &Board) -> Self {
        let plan = Plan::of(board);
        Self { holds: hold_days(&plan), plan }
    }

    /// Who works when.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What the move would do to this same board.
    ///
    /// # Errors
    /// [`MoveError`] as [`super::moves::apply`] would give it.
    pub fn effects(&self, board: &Board, mv: &Move) -> Result<Effects, MoveError> {
        let path = resolve(board, mv)?;
        let (from, to) = (path.from.0, path.to.0);
        if from == to {
            return Ok(Effects::default());
        }
        let mut plan = self.plan.clone();
        plan.shift(&board.list(from)[path.from.1], from, to);
        let mut effects = Effects {
            days: [from, to].into_iter().flatten().map(|day| day_effect(&self.plan, &plan, day)).collect(),
            ..Effects::default()
        };
        effects.holds = self
            .holds
            .iter()
            .zip(hold_days(&plan))
            .filter(|(before, after)| before.days != after.days)
            .map(|(before, after)| HoldChange {
                character: before.character,
                days: Change { before: before.days, after: after.days },
            })
            .collect();
        Ok(effects)
    }
}

/// What a move would do to a board. For many previews of one board use [`Baseline`].
///
/// # Errors
/// [`MoveError`] as [`super::moves::apply`] would give it.
pub fn preview(board: &Board, mv: &Move) -> Result<Effects, MoveError> {
    Baseline::of(board).effects(board, mv)
}

fn day_effect(before: &Plan, after: &Plan, day: usize) -> DayEffect {
    let (before, after) = (&before.days[day], &after.days[day]);
    DayEffect {
        day: before.id,
        eighths: Change { before: Eighths(before.eighths), after: Eighths(after.eighths) },
        minutes: Change { before: before.minutes, after: after.minutes },
    }
}
