//! What a draft saves, person by person and move by move.
use super::super::preview::Change;
use super::search::{Cost, MemberDays, Problem, figures};
use super::{ArrangeTask, search};
use crate::values::{CharacterId, PersonId};
use serde::{Deserialize, Serialize};

/// What a draft saves. Money is in minor units; strips of the boneyard cost nothing as long as they lie there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangeSaving {
    /// Everything, part by part.
    pub cost: Change<Cost>,
    /// Company moves: changes of place within a day.
    pub company_moves: Change<i64>,
    /// Changes between day and night within a day.
    pub flips: Change<i64>,
    /// The cast, in cast order.
    pub cast: Vec<CastSaving>,
}

/// What it does for one member of the cast. Two units on one date are one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastSaving {
    /// Who, once cast.
    pub person: Option<PersonId>,
    /// Their parts.
    pub parts: Vec<CharacterId>,
    /// Days worked and held.
    pub days: Change<MemberDays>,
    /// What the days held cost.
    pub hold: Change<i64>,
    /// What all days cost.
    pub total: Change<i64>,
}

impl ArrangeSaving {
    /// Minor units less than before; negative when it costs more.
    #[must_use]
    pub fn saved(&self) -> i64 {
        self.cost.before.total().saturating_sub(self.cost.after.total())
    }

    pub(super) fn of(task: &ArrangeTask, after: &search::Board) -> Self {
        let problem: &Problem = &task.problem;
        let (before, after) = (figures(problem, &task.before), figures(problem, after));
        let cast = task.cast.iter().zip(&problem.cast).zip(before.cast.iter().zip(&after.cast));
        let cast = cast.map(|((person, member), (before, after))| CastSaving {
            person: person.person,
            parts: person.parts.clone(),
            days: Change { before: *before, after: *after },
            hold: Change { before: before.held(member), after: after.held(member) },
            total: Change { before: before.price(member), after: after.price(member) },
        });
        Self {
            cost: Change { before: before.cost, after: after.cost },
            company_moves: Change { before: before.moves, after: after.moves },
            flips: Change { before: before.flips, after: after.flips },
            cast: cast.collect(),
        }
    }
}
