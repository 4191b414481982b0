//! What the single checks look at: the prepared board in one state, and the days that somebody works on.
use super::finding::{About, Finding, FindingKind, Severity, Times};
use super::index::{Day, Index, Person, RuleAt, SceneInfo};
use super::packs::Says;
use super::state::{DayPlan, Slot, State};
use crate::schedule::model::board::WrapRule;
use crate::values::StripId;
use jiff::civil::Date;

pub(super) const MINUTE_MS: i64 = 60_000;
pub(super) const DAY: i64 = 24 * 60;

#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) index: &'a Index,
    pub(super) state: &'a State,
}

/// One person on one day.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) day: usize,
    pub(super) date: Date,
    /// When work begins: call, or pickup where travel is work. By the clock and as an instant.
    pub(super) begin: Option<i64>,
    pub(super) begin_ms: Option<i64>,
    /// When it ends.
    pub(super) out: Option<i64>,
    pub(super) out_ms: Option<i64>,
    pub(super) times: Times,
    /// Begin and end are the person's own, not the unit's.
    pub(super) own: bool,
}

impl Work {
    /// Elapsed minutes from begin to end; by instants if there are any, else by the clock.
    pub(super) fn span(&self) -> Option<i64> {
        let elapsed = |from: Option<i64>, to: Option<i64>| from.zip(to).map(|(a, b)| b.saturating_sub(a).max(0));
        elapsed(self.begin_ms, self.out_ms).map(|ms| ms / MINUTE_MS).or_else(|| elapsed(self.begin, self.out))
    }

    /// Begin and end by the clock, kept within a week around the date so that nonsense costs no time.
    pub(super) fn clock(&self) -> Option<(i64, i64)> {
        let (begin, out) = self.begin.zip(self.out)?;
        let begin = begin.clamp(-DAY, 3 * DAY);
        Some((begin, out.clamp(begin, 5 * DAY)))
    }
}

impl<'a> View<'a> {
    pub(super) fn day(self, at: usize) -> &'a Day {
        &self.index.days[at]
    }

    pub(super) fn person(self, at: usize) -> &'a Person {
        &self.index.people[at]
    }

    pub(super) fn plan(self, day: usize) -> &'a DayPlan {
        &self.state.plans[day]
    }

    pub(super) fn strip(self, strip: usize) -> StripId {
        self.index.strips[strip].id
    }

    /// Strips with a scene on a day, in order.
    pub(super) fn scenes(self, day: usize) -> impl Iterator<Item = (usize, &'a SceneInfo)> {
        self.state.lists[day].iter().filter_map(move |&at| self.index.strips[at].scene.as_ref().map(|s| (at, s)))
    }

    /// Timed strips with a scene on a day.
    pub(super) fn slots(self, day: usize) -> impl Iterator<Item = (Slot, &'a SceneInfo)> {
        let slots = self.plan(day).slots.iter();
        slots.filter_map(move |slot| self.index.strips[slot.strip].scene.as_ref().map(|s| (*slot, s)))
    }

    /// The strips of a person on a day, in order; of a crew all scenes.
    pub(super) fn strips_of(self, person: usize, day: usize) -> impl DoubleEndedIterator<Item = usize> + 'a {
        let all = self.state.strips_of(person, day) == 0;
        self.state.lists[day]
            .iter()
            .copied()
            .filter(move |&at| self.index.strips[at].scene.as_ref().is_some_and(|s| all || s.people.contains(&person)))
    }

    /// Where a click leads for somebody on a day.
    pub(super) fn cause(self, person: usize, day: usize) -> Vec<StripId> {
        self.strips_of(person, day).map(|at| self.strip(at)).collect()
    }

    /// The days somebody works on, by date.
    pub(super) fn works(self, person: usize) -> Vec<Work> {
        let who = self.person(person);
        let on = |&day: &usize| {
            let facts = self.day(day);
            let called = who.times.get(&day).and_then(|t| t.called);
            let of_unit = facts.whole_crew && (who.crew_of == Some(facts.unit) || who.units.contains(&facts.unit));
            facts.live && called.unwrap_or(of_unit || self.state.strips_of(person, day) > 0)
        };
        self.index.by_date.iter().copied().filter(on).map(|day| self.work(person, day)).collect()
    }

    fn work(self, person: usize, day: usize) -> Work {
        let facts = self.day(day);
        let (wrap, wrap_ms) = self.state.wraps[day];
        let actual = facts.wrap_rule == WrapRule::Actual;
        let times = |actual| if actual { Times::Actual } else { Times::Estimated };
        let mut work = Work {
            day,
            date: facts.date,
            begin: facts.call,
            begin_ms: facts.call_utc,
            out: wrap,
            out_ms: wrap_ms,
            times: times(actual),
            own: false,
        };
        if let Some(own) = self.person(person).times.get(&day) {
            let travel = || self.index.rules(person, day).any(|rule| rule.says == Says::TravelIsWork);
            if let Some(begin) = own.pickup.filter(|_| travel()).or(own.call) {
                (work.begin, work.begin_ms, work.own) = (Some(begin.at.0), Some(begin.utc_ms), true);
            }
            if let Some(out) = own.out {
                (work.out, work.out_ms, work.own) = (Some(out.at.0), Some(out.utc_ms), true);
                work.times = times(own.actual);
            }
        }
        // Nobody leaves before they came.
        work.out = work.out.map(|out| out.max(work.begin.unwrap_or(out)));
        work.out_ms = work.out_ms.map(|out| out.max(work.begin_ms.unwrap_or(out)));
        work
    }

    /// A rule finding about this person on this day would only repeat what is said about the unit's whole crew:
    /// the same times under the same rules.
    pub(super) fn as_crew(self, person: usize, work: &Work) -> bool {
        let crew = self.day(work.day).crew.filter(|_| self.day(work.day).whole_crew);
        let plain = !work.own && self.person(person).minor.is_none();
        crew.is_some_and(|crew| {
            crew != person && plain && self.index.set(crew, work.day) == self.index.set(person, work.day)
        })
    }

    /// A finding about somebody on these days.
    pub(super) fn of_person(self, kind: FindingKind, severity: Severity, person: usize, on: &[Work]) -> Finding {
        let last = on.last();
        let actual = on.iter().all(|work| work.times == Times::Actual);
        Finding {
            kind,
            about: self.person(person).about,
            days: on.iter().map(|work| self.day(work.day).id).collect(),
            strips: last.map(|work| self.cause(person, work.day)).unwrap_or_default(),
            severity,
            have: None,
            due: None,
            times: if actual { Times::Actual } else { Times::Estimated },
            clause: None,
        }
    }

    /// A finding about a day as such.
    pub(super) fn of_day(self, kind: FindingKind, severity: Severity, day: usize, strips: Vec<StripId>) -> Finding {
        let facts = self.day(day);
        Finding {
            kind,
            about: About::Day(facts.id),
            days: vec![facts.id],
            strips,
            severity,
            have: None,
            due: None,
            times: if facts.wrap_rule == WrapRule::Actual { Times::Actual } else { Times::Estimated },
            clause: None,
        }
    }
}

impl Finding {
    pub(super) fn figures(mut self, have: i64, due: i64) -> Self {
        (self.have, self.due) = (Some(have), Some(due));
        self
    }

    pub(super) fn by(mut self, rule: &RuleAt) -> Self {
        self.clause = Some(rule.clause.clone());
        self
    }

    pub(super) fn caused_by(mut self, strips: Vec<StripId>) -> Self {
        self.strips = strips;
        self
    }
}
