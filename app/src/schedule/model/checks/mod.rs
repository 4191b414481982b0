//! Live checks of a schedule: rest, hours, meals, minors, availability, load, safety, sun. Pure, without words, the
//! same on both sides. Nothing here forbids a move; who publishes decides what a finding means.
//!
//! ```text
//! let mut checker = Checker::of(&board);
//! for finding in checker.findings() { … }
//! let told = checker.preview(&mv)?;        // what the drop would raise and settle
//! checker.moved(&mv)?;                     // the strip was dropped: only what it touches is looked at anew
//! ```
//! After any other change of the board make a new [`Checker`].
mod availability;
pub mod facts;
pub mod finding;
mod hours;
mod index;
mod load;
mod meals;
mod minors;
mod night;
pub mod own;
pub mod packs;
mod rest;
mod safety;
pub mod sample;
mod state;
mod sun;
mod units;
mod view;
mod week;

pub use facts::{
    BannerFacts, BannerKind, DayFacts, DayType, Facts, FreeHours, Limits, Meal, Minor, Moment, Period, Permit,
    PersonFacts, PersonTimes, PlaceFacts, PlaceSun, PlanB, Polar, SceneFacts, SceneFlag, UnitFacts, Who,
};
pub use finding::{About, Clause, Finding, FindingKind, Measure, Severity, Times};
pub use own::{Fault, Problem};
pub use packs::{Basis, Pack, Rule, Says};
pub use sample::{sample, sample_moves};

use super::board::Board;
use super::moves::{Move, MoveError};
use super::preview::Change;
use index::Index;
use state::{State, Went};
use view::View;

/// All findings of a board, by day. For a board that is worked on use [`Checker`].
#[must_use]
pub fn check(board: &Board) -> Vec<Finding> {
    Checker::of(board).findings()
}

/// A board prepared for its checks, with what was found.
pub struct Checker {
    index: Index,
    state: State,
    /// Findings of each day as such.
    days: Vec<Vec<Finding>>,
    /// Findings of each crew and person.
    people: Vec<Vec<Finding>>,
}

/// What a move does to the findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delta {
    /// Raised.
    pub new: Vec<Finding>,
    /// Settled.
    pub gone: Vec<Finding>,
    /// The same matter with other figures.
    pub changed: Vec<Change<Finding>>,
}

/// The days and people that a move touches.
struct Touched {
    days: Vec<usize>,
    people: Vec<usize>,
}

impl Checker {
    /// Prepares a board and checks all of it.
    #[must_use]
    pub fn of(board: &Board) -> Self {
        let index = Index::of(board);
        let state = State::of(board, &index);
        let view = View { index: &index, state: &state };
        let days = (0..index.days.len()).map(|day| of_day(view, day)).collect();
        let people = (0..index.people.len()).map(|person| of_person(view, person)).collect();
        Self { index, state, days, people }
    }

    /// Everything found, by day (date, then call), at one day by kind; about a kind first days, then crews, then the
    /// cast in its order, then single people of the crew.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let place =
            |finding: &Finding| (finding.day().and_then(|day| self.index.place_of.get(&day).copied()), finding.kind);
        let mut all: Vec<_> = self.days.iter().chain(&self.people).flatten().map(|f| (place(f), f)).collect();
        all.sort_by_key(|(place, _)| *place);
        all.into_iter().map(|(_, finding)| finding.clone()).collect()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.days.iter().chain(&self.people).map(Vec::len).sum()
    }

    /// What a move would do, without making it.
    ///
    /// # Errors
    /// [`MoveError`] as [`super::moves::apply`] would give it.
    pub fn preview(&self, mv: &Move) -> Result<Delta, MoveError> {
        let mut state = self.state.clone();
        let Some(went) = state.go(&self.index, mv)? else { return Ok(Delta::default()) };
        let touched = self.touched(&state, went);
        let view = View { index: &self.index, state: &state };
        let mut delta = Delta::default();
        for day in touched.days {
            delta.compare(&self.days[day], &of_day(view, day));
        }
        for person in touched.people {
            delta.compare(&self.people[person], &of_person(view, person));
        }
        Ok(delta)
    }

    /// Follows a move that was made and says what it did.
    ///
    /// # Errors
    /// [`MoveError`] as [`super::moves::apply`] would give it; nothing is changed then.
    pub fn moved(&mut self, mv: &Move) -> Result<Delta, MoveError> {
        let Some(went) = self.state.go(&self.index, mv)? else { return Ok(Delta::default()) };
        let touched = self.touched(&self.state, went);
        let view = View { index: &self.index, state: &self.state };
        let mut delta = Delta::default();
        for day in touched.days {
            let old = std::mem::replace(&mut self.days[day], of_day(view, day));
            delta.compare(&old, &self.days[day]);
        }
        for person in touched.people {
            let old = std::mem::replace(&mut self.people[person], of_person(view, person));
            delta.compare(&old, &self.people[person]);
        }
        Ok(delta)
    }

    /// Days whose strips changed and those that wait for cover; people who worked on such a day or do so now.
    fn touched(&self, after: &State, went: Went) -> Touched {
        let mut days: Vec<usize> = [went.from, went.to].into_iter().flatten().collect();
        days.dedup();
        let on_strip = self.index.strips[went.strip].scene.as_ref().map_or(&[][..], |scene| &scene.people);
        let there = |person: usize, day: usize| {
            let (who, unit) = (&self.index.people[person], self.index.days[day].unit);
            after.strips_of(person, day) > 0
                || who.crew_of == Some(unit)
                || who.units.contains(&unit)
                || who.times.contains_key(&day)
        };
        let people = (0..self.index.people.len())
            .filter(|&person| on_strip.contains(&person) || days.iter().any(|&day| there(person, day)))
            .collect();
        let waiting =
            |&day: &usize| self.index.days[day].plan_b.is_some() && ![went.from, went.to].contains(&Some(day));
        days.extend((0..self.index.days.len()).filter(waiting));
        Touched { days, people }
    }
}

impl Delta {
    /// Both lists are in the same order and hardly differ: what they begin and end with alike is left aside.
    fn compare(&mut self, before: &[Finding], after: &[Finding]) {
        let alike = before.iter().zip(after).take_while(|(old, new)| old == new).count();
        let (before, after) = (&before[alike..], &after[alike..]);
        let alike = before.iter().rev().zip(after.iter().rev()).take_while(|(old, new)| old == new).count();
        let (before, after) = (&before[..before.len() - alike], &after[..after.len() - alike]);
        let mut gone: Vec<&Finding> = before.iter().filter(|f| !after.contains(f)).collect();
        for finding in after.iter().filter(|f| !before.contains(f)) {
            match gone.iter().position(|old| old.same_matter(finding)) {
                Some(at) => {
                    self.changed.push(Change { before: gone.remove(at).clone(), after: finding.clone() });
                }
                None => self.new.push(finding.clone()),
            }
        }
        self.gone.extend(gone.into_iter().cloned());
    }
}

/// What is found about a day as such.
fn of_day(view: View, day: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    if view.day(day).live {
        load::check(view, day, &mut found);
        availability::places(view, day, &mut found);
        safety::check(view, day, &mut found);
        sun::check(view, day, &mut found);
    } else {
        safety::not_shooting(view, day, &mut found);
    }
    found
}

/// What is found about a crew or a person.
fn of_person(view: View, person: usize) -> Vec<Finding> {
    let works = view.works(person);
    let mut found = Vec::new();
    if works.is_empty() {
        return found;
    }
    rest::check(view, person, &works, &mut found);
    week::check(view, person, &works, &mut found);
    hours::check(view, person, &works, &mut found);
    night::check(view, person, &works, &mut found);
    meals::check(view, person, &works, &mut found);
    availability::check(view, person, &works, &mut found);
    units::check(view, person, &works, &mut found);
    minors::check(view, person, &works, &mut found);
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests;
