//! The search itself: simulated annealing over single strips, swaps, whole locations and whole days, with parts of
//! the board taken out and put back greedily now and then (ruin and recreate, Schrimpf et al. 2000).
use super::super::control::{Control, Progress};
use super::super::rng::Rng;
use super::all::All;
use super::state::{State, Worth};

/// Moves between two questions whether to stop: about a millisecond.
pub(super) const ASK: u64 = 512;
/// Moves of the first round; every round is longer than the one before.
const FIRST_ROUND: u64 = 400_000;

pub(super) struct Anneal {
    pub state: State,
    pub rng: Rng,
    /// Days of the units in the best board so far, and its worth.
    pub best: (Vec<usize>, Worth),
    pub bound: i64,
    pub steps: u64,
    /// Cost that the search does not see: the order of locked days.
    pub aside: i64,
    /// What was moved since the last decision, with the day each unit came from.
    trail: Vec<(usize, usize)>,
    /// The best that was told.
    told: Worth,
    /// Temperature of the first round.
    hot: f64,
    /// The round: temperature, what it is multiplied with at every question, and questions left.
    round: (f64, f64, u64),
    /// Moves of the next round.
    length: u64,
    /// How far looking at all boards is.
    pub all: All,
}

impl Anneal {
    pub(super) fn new(state: State, rng: Rng, bound: i64, aside: i64) -> Self {
        let best = (state.at.clone(), state.worth);
        let told = best.1;
        let (round, length) = ((0.0, 0.0, 0), FIRST_ROUND);
        let all = All::of(&state);
        let mut new =
            Self { state, rng, best, bound, steps: 0, aside, trail: Vec::new(), told, hot: 0.0, round, length, all };
        if !new.state.loose.is_empty() {
            new.hot = new.heat();
        }
        new
    }

    pub(super) fn progress(&self) -> Progress {
        Progress { best: self.best.1.cost + self.aside, bound: self.bound, steps: self.steps }
    }

    fn done(&self) -> bool {
        self.all == All::Done || self.best.1.excess == 0 && self.best.1.cost + self.aside <= self.bound
    }

    /// Searches until the control stops it; another call goes on from there. Whether there is nothing more to find: the
    /// bound is reached, or all boards have been looked at.
    pub(super) fn run(&mut self, control: &mut impl Control) -> bool {
        if self.done() {
            return true;
        }
        loop {
            if self.all == All::Never {
                self.cool();
            } else {
                self.look();
            }
            self.steps += ASK;
            if self.done() || control.stop(&self.progress()) {
                return self.done();
            }
            if self.best.1 < self.told {
                self.told = self.best.1;
                control.improved(&self.progress());
                control.board(&|| self.state.board(&self.best.0).0);
            }
        }
    }

    /// Some moves of a round.
    fn cool(&mut self) {
        if self.round.2 == 0 {
            self.begin_round();
        }
        for _ in 0..ASK {
            self.step(self.round.0);
        }
        self.round.0 *= self.round.1;
        self.round.2 -= 1;
    }

    /// Keeps the board if it is the best so far.
    pub(super) fn keep(&mut self) {
        if self.state.worth < self.best.1 {
            self.best.1 = self.state.worth;
            self.best.0.clone_from(&self.state.at);
        }
    }

    /// A wider look each time, from the best board or from where the last round ended; geometric cooling.
    fn begin_round(&mut self) {
        if self.rng.below(3) > 0 {
            self.restore();
        }
        let first = self.length == FIRST_ROUND;
        let start = if first { self.hot } else { self.hot * (0.3 + 0.7 * self.rng.unit()) };
        let count = self.length / ASK;
        self.round = (start, (self.hot * 0.004 / start).powf(1.0 / count as f64), count);
        self.length = (self.length + self.length / 2).min(25 * FIRST_ROUND);
    }

    fn restore(&mut self) {
        for unit in 0..self.best.0.len() {
            self.state.shift(unit, self.best.0[unit]);
        }
    }

    /// A temperature at which a usual worsening is often taken. What gets better is counted too: the way back is as
    /// dear, and from the dearest board of all there is nothing but that.
    fn heat(&mut self) -> f64 {
        let (mut sum, mut count) = (0_i64, 1_i64);
        for _ in 0..400 {
            let before = self.state.worth;
            self.propose();
            let change = (self.state.worth.cost - before.cost).abs();
            if change > 0 {
                sum = sum.saturating_add(change);
                count += 1;
            }
            self.undo();
        }
        (sum / count) as f64 * 0.6 + 1.0
    }

    fn step(&mut self, heat: f64) {
        let before = self.state.worth;
        self.propose();
        let now = self.state.worth;
        let change = (now.cost - before.cost) as f64 + (now.excess - before.excess) as f64 * heat;
        if change > 0.0 && self.rng.unit() >= (-change / heat).exp() {
            self.undo();
            return;
        }
        self.trail.clear();
        self.keep();
    }

    fn undo(&mut self) {
        while let Some((unit, from)) = self.trail.pop() {
            self.state.shift(unit, from);
        }
    }

    fn shift(&mut self, unit: usize, to: usize) {
        let from = self.state.at[unit];
        if from != to {
            self.trail.push((unit, from));
            self.state.shift(unit, to);
        }
    }

    fn propose(&mut self) {
        self.trail.clear();
        match self.rng.below(100) {
            0..50 => self.relocate(),
            50..86 => self.swap(),
            86..94 => self.move_alike(),
            94..97 => self.swap_days(),
            97..99 => self.slide_day(),
            _ => self.ruin(),
        }
    }

    fn any_unit(&mut self) -> usize {
        self.state.loose[self.rng.below(self.state.loose.len())]
    }

    /// One of the unit's possible days.
    fn any_day(&mut self, unit: usize) -> usize {
        let mut days = self.state.units[unit].allowed;
        for _ in 0..self.rng.below(days.count_ones() as usize) {
            days &= days - 1;
        }
        days.trailing_zeros() as usize
    }

    fn relocate(&mut self) {
        let unit = self.any_unit();
        let to = self.any_day(unit);
        self.shift(unit, to);
    }

    fn swap(&mut self) {
        let (one, two) = (self.any_unit(), self.any_unit());
        let (a, b) = (self.state.at[one], self.state.at[two]);
        if a != b && self.state.allowed(one, b) && self.state.allowed(two, a) {
            self.shift(one, b);
            self.shift(two, a);
        }
    }

    /// Moves the strips of a day that share a location, or a member of the cast, to another day.
    fn move_alike(&mut self) {
        let unit = self.any_unit();
        let (from, to) = (self.state.at[unit], self.any_day(unit));
        let strip = self.state.units[unit].strips[0];
        let location = self.state.problem.strips[strip].location;
        let cast = &self.state.units[unit].cast;
        let member = if cast.is_empty() { None } else { Some(cast[self.rng.below(cast.len())]) };
        let by_member = member.filter(|_| self.rng.below(2) == 0);
        for at in 0..self.state.loose.len() {
            let other = self.state.loose[at];
            let alike = match by_member {
                Some(member) => self.state.units[other].cast.contains(&member),
                None => self.state.problem.strips[self.state.units[other].strips[0]].location == location,
            };
            if alike && self.state.at[other] == from && self.state.allowed(other, to) {
                self.shift(other, to);
            }
        }
    }

    fn swap_days(&mut self) {
        let days = self.state.load.len();
        let (a, b) = (self.rng.below(days), self.rng.below(days));
        for at in 0..self.state.loose.len() {
            let unit = self.state.loose[at];
            let to = match self.state.at[unit] {
                day if day == a => b,
                day if day == b => a,
                _ => continue,
            };
            if self.state.allowed(unit, to) {
                self.shift(unit, to);
            }
        }
    }

    /// Takes a day's strips to another place in the calendar; those between move up by a day.
    fn slide_day(&mut self) {
        let days = self.state.load.len();
        let (a, b) = (self.rng.below(days), self.rng.below(days));
        for at in 0..self.state.loose.len() {
            let unit = self.state.loose[at];
            let to = match self.state.at[unit] {
                day if day == a => b,
                day if a < b && day > a && day <= b => day - 1,
                day if b < a && day >= b && day < a => day + 1,
                _ => continue,
            };
            if self.state.allowed(unit, to) {
                self.shift(unit, to);
            }
        }
    }

    /// Takes a few related units out one by one and puts each where it is cheapest now.
    fn ruin(&mut self) {
        let seed = self.any_unit();
        let mut chosen = vec![seed];
        for _ in 0..2 + self.rng.below(5) {
            let other = self.any_unit();
            let related =
                self.state.units[other].cast.iter().any(|member| self.state.units[seed].cast.contains(member));
            if !chosen.contains(&other) && (related || self.rng.below(3) == 0) {
                chosen.push(other);
            }
        }
        for unit in chosen {
            let mut best = (self.state.worth, self.state.at[unit]);
            let mut days = self.state.units[unit].allowed;
            let home = self.state.at[unit];
            while days != 0 {
                let day = days.trailing_zeros() as usize;
                days &= days - 1;
                self.state.shift(unit, day);
                if self.state.worth < best.0 || (self.state.worth == best.0 && self.rng.below(2) == 0) {
                    best = (self.state.worth, day);
                }
            }
            self.state.shift(unit, home);
            self.shift(unit, best.1);
        }
    }
}
