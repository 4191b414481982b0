//! What a board costs, counted from scratch.
use super::problem::{Board, Member, Problem};
use serde::{Deserialize, Serialize};

/// The parts of a board's cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cost {
    /// Days worked by the cast.
    pub work: i64,
    /// Days the cast is held.
    pub hold: i64,
    /// Company moves.
    pub moves: i64,
    /// Changes between day and night.
    pub flips: i64,
    /// Load beyond the days' capacity.
    pub overload: i64,
}

impl Cost {
    /// All parts together.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.work + self.hold + self.moves + self.flips + self.overload
    }
}

/// Days of a member of the cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MemberDays {
    /// Days worked; two units on one date are one day.
    pub work: u32,
    /// Days held and paid.
    pub hold: u32,
}

impl MemberDays {
    /// What they cost.
    #[must_use]
    pub fn price(self, member: &Member) -> i64 {
        member.cost * i64::from(self.work) + self.held(member)
    }

    /// What the days held cost.
    #[must_use]
    pub fn held(self, member: &Member) -> i64 {
        member.hold.unwrap_or(0) * i64::from(self.hold)
    }
}

/// Days of a member who works on a set of dates and is away on another.
pub(super) fn member_days(member: &Member, dates: u128, off: u128, calendar: &[i64]) -> MemberDays {
    let work = dates.count_ones();
    if member.hold.is_none() || work < 2 {
        return MemberDays { work, hold: 0 };
    }
    let between = |from: u32, to: u32| (u128::MAX >> (128 - to)) & (u128::MAX << from);
    let mut from = dates.trailing_zeros();
    let mut held = between(from, 128 - dates.leading_zeros()) & !dates & !off;
    if let Some(least) = member.drop.filter(|_| held != 0) {
        let mut rest = dates & (dates - 1);
        while rest != 0 {
            let to = rest.trailing_zeros();
            if calendar[to as usize] - calendar[from as usize] > least.max(1) {
                held &= !between(from, to);
                break;
            }
            from = to;
            rest &= rest - 1;
        }
    }
    MemberDays { work, hold: held.count_ones() }
}

/// Days of every member of the cast.
pub(super) fn cast_days(problem: &Problem, board: &Board) -> Vec<MemberDays> {
    let (dates, calendar) = problem.dates();
    let mut worked = vec![0_u128; problem.cast.len()];
    for (day, strips) in board.iter().enumerate() {
        for &member in strips.iter().flat_map(|&strip| &problem.strips[strip].cast) {
            worked[member] |= 1 << dates[day];
        }
    }
    let off = problem.off_dates();
    let days = |at: usize| member_days(&problem.cast[at], worked[at], off[at], &calendar);
    (0..problem.cast.len()).map(days).collect()
}

/// What a board costs. The problem and the board must fit together ([`Problem::check`]).
pub(super) fn cost(problem: &Problem, board: &Board) -> Cost {
    let mut sum = Cost::default();
    for (member, days) in problem.cast.iter().zip(cast_days(problem, board)) {
        sum.work += member.cost * i64::from(days.work);
        sum.hold += days.held(member);
    }
    for (day, strips) in problem.days.iter().zip(board) {
        let load: i64 = strips.iter().map(|&strip| problem.strips[strip].load).sum();
        sum.overload += problem.weights.over * (load - day.capacity).max(0);
        sum.moves += problem.weights.company_move * moves(problem, strips);
        sum.flips += problem.weights.flip * flips(problem, strips);
    }
    sum
}

/// Changes from one known location to another within a day.
pub(super) fn moves(problem: &Problem, strips: &[usize]) -> i64 {
    let mut places = strips.iter().filter_map(|&strip| problem.strips[strip].location);
    let Some(mut here) = places.next() else { return 0 };
    places.map(|next| i64::from(std::mem::replace(&mut here, next) != next)).sum()
}

/// Changes between day and night within a day.
pub(super) fn flips(problem: &Problem, strips: &[usize]) -> i64 {
    let night = |strip: usize| problem.strips[strip].night;
    strips.windows(2).map(|pair| i64::from(night(pair[0]) != night(pair[1]))).sum()
}
