//! A board under search: every move knows its change of cost without counting the rest again.
use super::cost::{Cost, cost, member_days};
use super::order::Mix;
use super::problem::{Board, Problem};
use super::rules::{crowds, misfit};

/// Strips that move together: a block, or a single strip.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub strips: Vec<usize>,
    pub load: i64,
    /// Days it may be on, as bits.
    pub allowed: u128,
    /// Who works.
    pub cast: Vec<usize>,
    /// Location and light of its strips, see [`class`].
    classes: Vec<usize>,
}

/// What a member in one unit too many on a date counts beside load beyond a day's limit: enough to be settled first.
const TWICE: i64 = 8;

/// A change of cost, and of load beyond the days' limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Worth {
    /// Load beyond the limits, and [`TWICE`] for each member in a unit too many; 0 on a board that keeps the rules.
    pub excess: i64,
    /// Cost in minor units.
    pub cost: i64,
}

impl std::ops::Add for Worth {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { excess: self.excess + other.excess, cost: self.cost + other.cost }
    }
}

impl std::ops::Sub for Worth {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { excess: self.excess - other.excess, cost: self.cost - other.cost }
    }
}

pub(super) struct State {
    pub problem: Problem,
    pub units: Vec<Unit>,
    /// Day of each unit.
    pub at: Vec<usize>,
    /// Units that may move, to more than one day.
    pub loose: Vec<usize>,
    pub load: Vec<i64>,
    pub worth: Worth,
    /// Strips of locked days, as they are.
    locked: Board,
    dates: Vec<usize>,
    calendar: Vec<i64>,
    /// Dates on which each member is away.
    off: Vec<u128>,
    /// Strips per day and class.
    classes: Vec<Vec<u32>>,
    mixes: Vec<Mix>,
    day_cost: Vec<i64>,
    /// Units per member and date.
    calls: Vec<Vec<u32>>,
    worked: Vec<u128>,
    member_cost: Vec<i64>,
    /// Where dates have several units.
    meets: Option<Meets>,
}

/// In how many units each member is on a date.
struct Meets {
    /// Strips' units per member and day.
    calls: Vec<Vec<u32>>,
    /// Days per member and date.
    units: Vec<Vec<i64>>,
    /// As many are no more than before, per member and date; never below one.
    most: Vec<Vec<i64>>,
}

impl Meets {
    /// `None` where no date has two units.
    fn new(problem: &Problem, before: &Board) -> Option<Self> {
        let (dates, calendar) = problem.dates();
        if dates.len() == calendar.len() {
            return None;
        }
        let mut most = vec![vec![0; calendar.len()]; problem.cast.len()];
        for (crowd, &date) in crowds(problem, before).iter().zip(&dates) {
            crowd.iter().for_each(|&member| most[member][date] += 1);
        }
        most.iter_mut().flatten().for_each(|most| *most = 1.max(*most));
        let units = vec![vec![0; calendar.len()]; problem.cast.len()];
        Some(Self { calls: vec![vec![0; dates.len()]; problem.cast.len()], units, most })
    }

    /// A member comes to a day; what that changes in [`Worth::excess`].
    fn enter(&mut self, member: usize, day: usize, date: usize) -> i64 {
        self.calls[member][day] += 1;
        if self.calls[member][day] > 1 {
            return 0;
        }
        self.units[member][date] += 1;
        if self.units[member][date] > self.most[member][date] { TWICE } else { 0 }
    }

    /// A member leaves a day.
    fn leave(&mut self, member: usize, day: usize, date: usize) -> i64 {
        self.calls[member][day] -= 1;
        if self.calls[member][day] > 0 {
            return 0;
        }
        self.units[member][date] -= 1;
        if self.units[member][date] >= self.most[member][date] { -TWICE } else { 0 }
    }
}

impl State {
    /// From a board; whatever may not stay where it is, or is on no day, goes to its first possible day. A unit with
    /// no possible day stays where it was, or comes on the first day.
    pub(super) fn new(problem: &Problem, board: &Board) -> Self {
        let mut was = vec![None; problem.strips.len()];
        for (day, strips) in board.iter().enumerate() {
            for &strip in strips {
                was[strip] = Some(day);
            }
        }
        let units = units(problem, &was);
        let (dates, calendar) = problem.dates();
        let kinds = 2 + problem.strips.iter().map(class).max().unwrap_or(0);
        let days = problem.days.len();
        let locked = |day: usize| if problem.days[day].locked { board[day].clone() } else { Vec::new() };
        let mut state = Self {
            problem: problem.clone(),
            at: Vec::new(),
            loose: Vec::new(),
            load: vec![0; days],
            worth: Worth::default(),
            locked: (0..days).map(locked).collect(),
            dates,
            classes: vec![vec![0; kinds]; days],
            mixes: vec![Mix::default(); days],
            day_cost: vec![0; days],
            calls: vec![vec![0; calendar.len()]; problem.cast.len()],
            worked: vec![0; problem.cast.len()],
            member_cost: vec![0; problem.cast.len()],
            calendar,
            off: problem.off_dates(),
            units: Vec::new(),
            meets: Meets::new(problem, board),
        };
        for unit in units {
            let before = was[unit.strips[0]];
            let first = unit.allowed.trailing_zeros() as usize;
            let day = before.filter(|day| unit.allowed == 0 || unit.allowed >> day & 1 == 1);
            let day = day.or(Some(first).filter(|day| *day < days)).unwrap_or(0);
            if unit.allowed.count_ones() > 1 {
                state.loose.push(state.units.len());
            }
            state.at.push(day);
            state.units.push(unit);
            state.enter(state.units.len() - 1, day);
        }
        state.worth.excess += (0..days).map(|day| state.excess(day)).sum::<i64>();
        state.worth.cost = (0..days).map(|day| state.price(day)).sum::<i64>() + state.member_cost.iter().sum::<i64>();
        for day in 0..days {
            state.day_cost[day] = state.price(day);
        }
        state
    }

    fn excess(&self, day: usize) -> i64 {
        (self.load[day] - self.problem.days[day].limit).max(0)
    }

    /// Price of a day without its cast. A locked day keeps its order, so its moves and flips never change and are
    /// left out.
    fn price(&self, day: usize) -> i64 {
        let d = &self.problem.days[day];
        let order = if d.locked { 0 } else { self.mixes[day].price(&self.problem.weights) };
        self.problem.weights.over * (self.load[day] - d.capacity).max(0) + order
    }

    fn enter(&mut self, unit: usize, day: usize) {
        let date = self.dates[day];
        self.load[day] += self.units[unit].load;
        for at in 0..self.units[unit].classes.len() {
            let class = self.units[unit].classes[at];
            self.classes[day][class] += 1;
            if self.classes[day][class] == 1 {
                self.count(day, class, 1);
            }
        }
        for at in 0..self.units[unit].cast.len() {
            let member = self.units[unit].cast[at];
            self.worth.excess += self.meets.as_mut().map_or(0, |meets| meets.enter(member, day, date));
            self.calls[member][date] += 1;
            if self.calls[member][date] == 1 {
                self.worked[member] |= 1 << date;
                self.pay(member);
            }
        }
    }

    fn leave(&mut self, unit: usize, day: usize) {
        let date = self.dates[day];
        self.load[day] -= self.units[unit].load;
        for at in 0..self.units[unit].classes.len() {
            let class = self.units[unit].classes[at];
            self.classes[day][class] -= 1;
            if self.classes[day][class] == 0 {
                self.count(day, class, -1);
            }
        }
        for at in 0..self.units[unit].cast.len() {
            let member = self.units[unit].cast[at];
            self.worth.excess += self.meets.as_mut().map_or(0, |meets| meets.leave(member, day, date));
            self.calls[member][date] -= 1;
            if self.calls[member][date] == 0 {
                self.worked[member] &= !(1 << date);
                self.pay(member);
            }
        }
    }

    fn count(&mut self, day: usize, class: usize, by: i64) {
        let other = i64::from(self.classes[day][class ^ 1] > 0);
        let mix = &mut self.mixes[day];
        if class > 1 {
            mix.both += by * other;
            mix.locations += by * (1 - other);
        }
        if class & 1 == 1 { mix.night += by } else { mix.day += by }
    }

    fn pay(&mut self, member: usize) {
        let m = &self.problem.cast[member];
        let cost = member_days(m, self.worked[member], self.off[member], &self.calendar).price(m);
        self.worth.cost += cost - self.member_cost[member];
        self.member_cost[member] = cost;
    }

    /// Whether the unit may be on the day as far as its own rules go.
    pub(super) fn allowed(&self, unit: usize, day: usize) -> bool {
        self.units[unit].allowed >> day & 1 == 1
    }

    /// Moves a unit; its own rules are the caller's to ask for.
    pub(super) fn shift(&mut self, unit: usize, to: usize) {
        let from = self.at[unit];
        if from == to {
            return;
        }
        self.worth.excess -= self.excess(from) + self.excess(to);
        self.leave(unit, from);
        self.enter(unit, to);
        self.at[unit] = to;
        self.worth.excess += self.excess(from) + self.excess(to);
        for day in [from, to] {
            let price = self.price(day);
            self.worth.cost += price - self.day_cost[day];
            self.day_cost[day] = price;
        }
    }

    /// The board, each day in its best order, and its cost from scratch.
    pub(super) fn board(&self, at: &[usize]) -> (Board, Cost) {
        let mut board: Board = vec![Vec::new(); self.problem.days.len()];
        for (unit, &day) in self.units.iter().zip(at) {
            board[day].extend(&unit.strips);
        }
        for (day, strips) in board.iter_mut().enumerate() {
            if self.problem.days[day].locked {
                // What had nowhere else to go comes after the strips that are there.
                let place = |strip: &usize| self.locked[day].iter().position(|s| s == strip).unwrap_or(usize::MAX);
                strips.sort_by_key(place);
            } else {
                super::order::arrange_day(&self.problem, strips);
            }
        }
        let cost = cost(&self.problem, &board);
        (board, cost)
    }
}

/// Light and location of a strip as a number: light 0 or 1, and 2 more for every location, from 2; below is none.
fn class(strip: &super::problem::Strip) -> usize {
    2 * strip.location.map_or(0, |location| location + 1) + usize::from(strip.night)
}

/// Blocks and single strips, with the days each may be on.
fn units(problem: &Problem, was: &[Option<usize>]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut blocks: std::collections::HashMap<usize, usize> = std::collections::HashMap::new();
    for (strip, s) in problem.strips.iter().enumerate() {
        let allowed = (0..problem.days.len()).filter(|&day| {
            let stays = was[strip].is_some_and(|was| s.fixed || problem.days[was].locked);
            let here = was[strip] == Some(day);
            let open = !stays && !problem.days[day].locked && s.only.as_ref().is_none_or(|only| only.contains(&day));
            (here || open) && misfit(problem, strip, day).is_none()
        });
        let allowed = allowed.fold(0_u128, |days, day| days | 1 << day);
        let class = class(s);
        let at = s.block.map_or(units.len(), |block| *blocks.entry(block).or_insert(units.len()));
        if at == units.len() {
            units.push(Unit { strips: Vec::new(), load: 0, allowed, cast: Vec::new(), classes: Vec::new() });
        }
        let unit = &mut units[at];
        unit.strips.push(strip);
        unit.load += s.load;
        unit.allowed &= allowed;
        for &member in &s.cast {
            if !unit.cast.contains(&member) {
                unit.cast.push(member);
            }
        }
        if !unit.classes.contains(&class) {
            unit.classes.push(class);
        }
    }
    units
}
