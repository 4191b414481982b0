//! What a move changes: which strip lies where, wraps that follow their strips, and what follows from both.
use super::facts::BannerKind;
use super::index::{Index, StripInfo};
use crate::schedule::model::board::{Board, WrapRule};
use crate::schedule::model::moves::{Move, MoveError};

#[derive(Clone)]
pub(super) struct State {
    /// Indexes of strips per day.
    pub(super) lists: Vec<Vec<usize>>,
    boneyard: Vec<usize>,
    /// Wrap by the clock and as an instant.
    pub(super) wraps: Vec<(Option<i64>, Option<i64>)>,
    /// Number of strips of a person on a day: `person * days + day`.
    counts: Vec<u32>,
    /// The day a strip lies on.
    pub(super) day_of: Vec<Option<usize>>,
    pub(super) plans: Vec<DayPlan>,
}

/// A strip that was moved, and between which days; `None` = the boneyard.
#[derive(Clone, Copy)]
pub(super) struct Went {
    pub(super) strip: usize,
    pub(super) from: Option<usize>,
    pub(super) to: Option<usize>,
}

/// The course of a day as far as its strips say.
#[derive(Clone, Default)]
pub(super) struct DayPlan {
    /// Strips with begin and end by the clock, up to the first without an estimate.
    pub(super) slots: Vec<Slot>,
    /// Begin (if known) and length of each meal, in order; `None` when nobody has said.
    pub(super) meals: Option<Vec<(Option<i64>, i64)>>,
}

#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) strip: usize,
    pub(super) from: i64,
    pub(super) to: i64,
}

impl State {
    pub(super) fn of(board: &Board, index: &Index) -> Self {
        let days = board.days.len();
        let mut next = 0..index.strips.len();
        let mut state = Self {
            lists: board.days.iter().map(|day| next.by_ref().take(day.strips.len()).collect()).collect(),
            boneyard: next.collect(),
            wraps: board.days.iter().map(|day| (day.est_wrap.map(|m| m.0), day.wrap_utc_ms)).collect(),
            counts: vec![0; index.people.len() * days],
            day_of: vec![None; index.strips.len()],
            plans: vec![DayPlan::default(); days],
        };
        for day in 0..days {
            for at in 0..state.lists[day].len() {
                let strip = state.lists[day][at];
                state.day_of[strip] = Some(day);
                state.count(index, strip, day, true);
            }
            state.plan(index, day);
        }
        state
    }

    /// Number of strips of a person on a day.
    pub(super) fn strips_of(&self, person: usize, day: usize) -> u32 {
        self.counts[person * self.lists.len() + day]
    }

    /// Makes a move as [`crate::schedule::model::apply`] does, and says what went where; `None` when the
    /// strip was there already.
    ///
    /// # Errors
    /// As [`crate::schedule::model::apply`].
    pub(super) fn go(&mut self, index: &Index, mv: &Move) -> Result<Option<Went>, MoveError> {
        let place = |list: &[usize], id| list.iter().position(|&s| index.strips[s].id == id);
        let from = std::iter::once(None)
            .chain((0..self.lists.len()).map(Some))
            .find_map(|list| place(self.list(list), mv.strip).map(|at| (list, at)))
            .ok_or(MoveError::NoSuchStrip(mv.strip))?;
        let to = match mv.to {
            Some(id) => Some(index.days.iter().position(|d| d.id == id).ok_or(MoveError::NoSuchDay(id))?),
            None => None,
        };
        let at = match mv.before {
            Some(id) => place(self.list(to), id).ok_or(MoveError::NotThere(id))?,
            None => self.list(to).len(),
        };
        let at = at - usize::from(to == from.0 && at > from.1);
        if (to, at) == from {
            return Ok(None);
        }
        let strip = self.list_mut(from.0).remove(from.1);
        self.list_mut(to).insert(at, strip);
        if from.0 != to {
            self.day_of[strip] = to;
            let minutes = index.strips[strip].minutes.unwrap_or(0);
            for (day, arrives) in [(from.0, false), (to, true)] {
                let Some(day) = day else { continue };
                self.count(index, strip, day, arrives);
                self.shift_wrap(index, day, if arrives { minutes } else { minutes.saturating_neg() });
            }
        }
        for day in [from.0, to].into_iter().flatten() {
            self.plan(index, day);
        }
        Ok(Some(Went { strip, from: from.0, to }))
    }

    fn list(&self, at: Option<usize>) -> &[usize] {
        at.map_or(&self.boneyard, |day| &self.lists[day])
    }

    fn list_mut(&mut self, at: Option<usize>) -> &mut Vec<usize> {
        match at {
            Some(day) => &mut self.lists[day],
            None => &mut self.boneyard,
        }
    }

    fn shift_wrap(&mut self, index: &Index, day: usize, minutes: i64) {
        if index.days[day].wrap_rule == WrapRule::FollowsStrips {
            let (clock, instant) = self.wraps[day];
            self.wraps[day] = (
                clock.map(|wrap| wrap.saturating_add(minutes)),
                instant.map(|wrap| wrap.saturating_add(minutes.saturating_mul(60_000))),
            );
        }
    }

    fn count(&mut self, index: &Index, strip: usize, day: usize, arrives: bool) {
        let Some(scene) = &index.strips[strip].scene else { return };
        for person in &scene.people {
            let count = &mut self.counts[person * self.lists.len() + day];
            *count = count.saturating_add_signed(if arrives { 1 } else { -1 });
        }
    }

    fn plan(&mut self, index: &Index, day: usize) {
        let mut clock = index.days[day].start;
        let mut plan = DayPlan { slots: Vec::new(), meals: None };
        let mut meals: Option<Vec<(Option<i64>, i64)>> =
            index.days[day].meals.as_ref().map(|all| all.iter().map(|m| (Some(m.start.0), m.minutes.max(0))).collect());
        for &at in &self.lists[day] {
            let strip: &StripInfo = &index.strips[at];
            if strip.scene.is_none() && strip.banner == BannerKind::Meal {
                meals.get_or_insert_default().push((clock, strip.minutes.unwrap_or(0).max(0)));
            }
            // A banner that nobody timed takes no time; a scene that nobody timed hides all that follows.
            let minutes = strip.minutes.or(if strip.scene.is_none() { Some(0) } else { None });
            let from = clock;
            clock = from.zip(minutes).map(|(from, minutes)| from.saturating_add(minutes.max(0)));
            if let (Some(from), Some(to)) = (from, clock) {
                plan.slots.push(Slot { strip: at, from, to });
            }
        }
        if let Some(meals) = &mut meals {
            meals.sort();
        }
        plan.meals = meals;
        self.plans[day] = plan;
    }
}
