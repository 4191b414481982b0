//! Few boards need no search: all are looked at, and the best of them is proved by that.
use super::anneal::{ASK, Anneal};
use super::state::State;

/// As many boards are all looked at, and the best is proved by that: a few strips, or a few days.
const ALL: u64 = 1 << 16;

/// Looking at all boards instead of searching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum All {
    /// There are too many.
    Never,
    /// Not begun.
    Due,
    /// The next board is the one after the state's.
    On,
    /// None is left.
    Done,
}

impl All {
    /// Due if there are few enough boards.
    pub(super) fn of(state: &State) -> Self {
        let days = |unit: &usize| u64::from(state.units[*unit].allowed.count_ones());
        let boards = state.loose.iter().try_fold(1, |all: u64, unit| all.checked_mul(days(unit)));
        if boards.is_some_and(|boards| boards <= ALL) { Self::Due } else { Self::Never }
    }
}

impl Anneal {
    /// Some of all boards, one after the other. The best of all is its own bound.
    pub(super) fn look(&mut self) {
        for _ in 0..ASK {
            if self.all == All::Due {
                self.all = All::On;
                for at in 0..self.state.loose.len() {
                    let unit = self.state.loose[at];
                    self.state.shift(unit, self.state.units[unit].allowed.trailing_zeros() as usize);
                }
            } else if !self.next_board() {
                self.all = All::Done;
                if self.best.1.excess == 0 {
                    self.bound = self.bound.max(self.best.1.cost + self.aside);
                }
                return;
            }
            self.keep();
        }
    }

    /// The board after this one: the first unit goes to its next day; from its last it starts anew, and the next
    /// unit goes on. False after the last board.
    fn next_board(&mut self) -> bool {
        for at in 0..self.state.loose.len() {
            let unit = self.state.loose[at];
            let allowed = self.state.units[unit].allowed;
            let later = allowed & (u128::MAX << self.state.at[unit] << 1);
            let day = if later == 0 { allowed } else { later }.trailing_zeros();
            self.state.shift(unit, day as usize);
            if later != 0 {
                return true;
            }
        }
        false
    }
}
