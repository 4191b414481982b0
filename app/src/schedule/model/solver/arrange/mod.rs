//! Arranges a real stripboard: which strip on which day, so that holds, company moves, flips and overload cost the
//! least while every rule is kept. The richer problem of Bomsdorf and Derigs (OR Spectrum 30 (2008)), searched by
//! simulated annealing and ruin and recreate.
mod all;
mod anneal;
mod bound;
mod cost;
mod order;
mod problem;
mod rules;
mod state;

pub use cost::{Cost, MemberDays};
pub use problem::{Board, Day, Light, MOST_DAYS, Member, Problem, ProblemError, Strip, Weights};
pub use rules::Broken;

use super::control::{Control, Progress};
use super::rng::Rng;
use anneal::Anneal;
use serde::{Deserialize, Serialize};
use state::State;

/// A member's days before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberChange {
    /// On the board as it was.
    pub before: MemberDays,
    /// On the board found.
    pub after: MemberDays,
    /// What the days held cost before.
    pub hold_cost_before: i64,
    /// What they cost after.
    pub hold_cost_after: i64,
}

/// A board found, and what it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Strips by day, in order.
    pub board: Board,
    /// What it costs.
    pub cost: Cost,
    /// What the board cost as it was; strips on no day cost nothing.
    pub cost_before: Cost,
    /// Rules it breaks because there was no way found to keep them; empty for a board that can be used.
    pub broken: Vec<Broken>,
    /// Rules the board broke as it was.
    pub broken_before: Vec<Broken>,
    /// No board costs less.
    pub bound: i64,
    /// Keeps all rules and costs no more than the bound.
    pub proved: bool,
    /// Per member of the cast, in their order.
    pub cast: Vec<MemberChange>,
    /// Moves tried.
    pub steps: u64,
}

/// What a board costs and which rules it breaks, without searching.
///
/// # Errors
/// The problem or the board is out of range.
pub fn weigh(problem: &Problem, board: &Board) -> Result<(Cost, Vec<Broken>), ProblemError> {
    problem.check(board)?;
    Ok((cost::cost(problem, board), rules::broken(problem, board, board)))
}

/// Rules a board breaks; fixed strips and locked days are measured by another board. Both must fit the problem, see
/// [`Problem::check`].
#[must_use]
pub fn broken_since(problem: &Problem, board: &Board, before: &Board) -> Vec<Broken> {
    rules::broken(problem, board, before)
}

/// Figures of a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// What it costs.
    pub cost: Cost,
    /// Company moves.
    pub moves: i64,
    /// Changes between day and night within a day.
    pub flips: i64,
    /// Days of the cast.
    pub cast: Vec<MemberDays>,
}

/// Figures of a board; it must fit the problem, see [`Problem::check`].
#[must_use]
pub fn figures(problem: &Problem, board: &Board) -> Figures {
    Figures {
        cost: cost::cost(problem, board),
        moves: board.iter().map(|strips| cost::moves(problem, strips)).sum(),
        flips: board.iter().map(|strips| cost::flips(problem, strips)).sum(),
        cast: cost::cast_days(problem, board),
    }
}

/// A search for a better board. It can be paused and goes on from there, so that who runs it can look up in between.
pub struct Search {
    anneal: Anneal,
    before: Board,
}

impl Search {
    /// Begins with a board.
    ///
    /// # Errors
    /// The problem or the board is out of range.
    pub fn new(problem: &Problem, before: &Board, seed: u64) -> Result<Self, ProblemError> {
        problem.check(before)?;
        let state = State::new(problem, before);
        // Moves and flips of locked days never change.
        let aside = state.board(&state.at).1.total() - state.worth.cost;
        let bound = bound::bound(problem, &state).saturating_add(aside);
        Ok(Self { anneal: Anneal::new(state, Rng::new(seed), bound, aside), before: before.clone() })
    }

    /// Goes on until the caller stops it. Whether there is nothing more to find: the bound is reached, or all boards
    /// have been looked at.
    pub fn run(&mut self, control: &mut impl Control) -> bool {
        self.anneal.run(control)
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.anneal.progress()
    }

    /// The best board so far.
    #[must_use]
    pub fn board(&self) -> Board {
        self.anneal.state.board(&self.anneal.best.0).0
    }

    /// The best board so far, and what it changes.
    #[must_use]
    pub fn found(&self) -> Arrangement {
        let (problem, bound) = (&self.anneal.state.problem, self.anneal.bound);
        let (board, cost) = self.anneal.state.board(&self.anneal.best.0);
        let broken = rules::broken(problem, &board, &self.before);
        let days = cost::cast_days(problem, &self.before).into_iter().zip(cost::cast_days(problem, &board));
        let change = |((before, after), member): ((MemberDays, MemberDays), &Member)| MemberChange {
            before,
            after,
            hold_cost_before: before.held(member),
            hold_cost_after: after.held(member),
        };
        Arrangement {
            proved: broken.is_empty() && cost.total() <= bound,
            cost,
            cost_before: cost::cost(problem, &self.before),
            broken,
            broken_before: rules::broken(problem, &self.before, &self.before),
            bound: bound.min(cost.total()),
            cast: days.zip(&problem.cast).map(change).collect(),
            board,
            steps: self.anneal.steps,
        }
    }
}

/// Searches for a better board than this one until the caller stops, or until the bound is reached. A board that
/// keeps all rules is never given up for one that breaks some, nor a cheaper one for a dearer.
///
/// # Errors
/// The problem or the board is out of range.
pub fn arrange(
    problem: &Problem,
    before: &Board,
    seed: u64,
    control: &mut impl Control,
) -> Result<Arrangement, ProblemError> {
    let mut search = Search::new(problem, before, seed)?;
    search.run(control);
    Ok(search.found())
}
