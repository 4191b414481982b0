//! From a board to a problem of the solver.
use super::super::board::{Board, BoardDay, DayKind, DayStage, SceneStrip, Strip};
use super::super::checks::{Facts, PersonFacts, PlaceFacts, Who};
use super::{ArrangeBy, ArrangePart, Terms, search};
use crate::values::{CharacterId, DayId, Light, LocationId, PersonId, StripId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// A member of the cast: who plays one or more parts, or a part that nobody is cast for yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ArrangePerson {
    /// Who, once cast.
    pub person: Option<PersonId>,
    /// Their parts, in cast order.
    pub parts: Vec<CharacterId>,
}

/// A board as a problem of the solver. `problem` and `before` are what its worker is started with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ArrangeTask {
    /// The problem.
    pub problem: search::Problem,
    /// The board as it is.
    pub before: search::Board,
    /// The problem's strips.
    pub(super) strips: Vec<StripId>,
    /// The problem's days.
    pub(super) days: Vec<DayId>,
    /// The problem's cast.
    pub(super) cast: Vec<ArrangePerson>,
}

impl ArrangeTask {
    /// Makes the problem.
    ///
    /// # Errors
    /// No shooting day, more than the solver takes, or numbers out of range.
    pub fn of(board: &Board, by: &ArrangeBy) -> Result<Self, search::ProblemError> {
        let mut listed: Vec<usize> = (0..board.days.len()).filter(|&at| is_shot(&board.days[at])).collect();
        listed.sort_by_key(|&at| (board.days[at].date, at));
        let mut task = Self { days: listed.iter().map(|&at| board.days[at].id).collect(), ..Self::default() };
        let days: Vec<&BoardDay> = listed.iter().map(|&at| &board.days[at]).collect();
        let mut maker = Maker { board, by, days: &days, members: HashMap::new(), places: Vec::new(), sets: Vec::new() };
        maker.cast(&mut task);
        for (at, day) in days.iter().enumerate() {
            let strips = day.strips.iter().filter_map(|strip| Some((strip, strip.scene()?)));
            let here = strips.map(|(strip, scene)| maker.strip(&mut task, strip, scene, Some(at))).collect();
            task.before.push(here);
        }
        for (strip, scene) in board.boneyard.iter().filter_map(|strip| Some((strip, strip.scene()?))) {
            let wanted = by.boneyard || matches!(by.part, ArrangePart::Strips(_));
            if wanted && maker.free(strip.id, scene, None) {
                maker.strip(&mut task, strip, scene, None);
            }
        }
        maker.together(&mut task);
        task.problem.days = (0..days.len()).map(|at| maker.day(&task, at)).collect();
        let prices = by.prices;
        task.problem.weights =
            search::Weights { company_move: prices.company_move, flip: prices.flip, over: prices.over };
        task.problem.check(&task.before)?;
        Ok(task)
    }

    /// The members of the problem's cast, in its order.
    #[must_use]
    pub fn cast(&self) -> &[ArrangePerson] {
        &self.cast
    }
}

/// The day counts for the shoot: a shooting day, or another with scenes on it, that takes place.
fn is_shot(day: &BoardDay) -> bool {
    day.is_live() && (day.kind == DayKind::Shoot || day.strips.iter().any(|strip| strip.scene().is_some()))
}

fn is_night(scene: &SceneStrip) -> bool {
    scene.light == Light::Night
}

/// Calendar days from one date to another.
fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

struct Maker<'a> {
    board: &'a Board,
    by: &'a ArrangeBy,
    days: &'a [&'a BoardDay],
    members: HashMap<CharacterId, usize>,
    places: Vec<LocationId>,
    sets: Vec<&'a str>,
}

/// The place of something in a list, where it is put if need be.
fn number<T: PartialEq>(list: &mut Vec<T>, what: T) -> usize {
    list.iter().position(|known| *known == what).unwrap_or_else(|| {
        list.push(what);
        list.len() - 1
    })
}

impl<'a> Maker<'a> {
    fn locked(&self, at: usize) -> bool {
        let day = self.days[at];
        day.stage != DayStage::Open || day.kind != DayKind::Shoot || self.by.locked.contains(&day.id)
    }

    fn chosen(&self, strip: StripId, scene: &SceneStrip) -> bool {
        match &self.by.part {
            ArrangePart::Whole => true,
            ArrangePart::Place(place) => scene.location == Some(*place),
            ArrangePart::Strips(strips) => strips.contains(&strip),
        }
    }

    fn cast(&mut self, task: &mut ArrangeTask) {
        let mut known: HashMap<PersonId, usize> = HashMap::new();
        for part in &self.board.cast {
            let at = part.person.and_then(|person| known.get(&person).copied()).unwrap_or(task.cast.len());
            if at == task.cast.len() {
                task.cast.push(ArrangePerson { person: part.person, parts: Vec::new() });
                task.problem.cast.push(search::Member::default());
                known.extend(part.person.map(|person| (person, at)));
            }
            task.cast[at].parts.push(part.character);
            self.members.insert(part.character, at);
            let off = self.off_days(|facts| {
                facts.who == Who::Part(part.character) || part.person.is_some_and(|p| facts.who == Who::Person(p))
            });
            let off = |day: usize| off.contains(&day) || part.off.is_off(self.days[day].date);
            let away: Vec<usize> = (0..self.days.len()).filter(|&day| off(day)).collect();
            self.member(&mut task.problem.cast[at], part.character, part.allows_hold, away);
        }
    }

    /// Days on which a person cannot work, by the facts.
    fn off_days(&self, is: impl Fn(&PersonFacts) -> bool) -> BTreeSet<usize> {
        let facts: Vec<&PersonFacts> = self.board.facts.people.iter().filter(|facts| is(facts)).collect();
        let off = |date: Date| {
            let out = |f: &&PersonFacts| !f.periods.is_empty() && !f.periods.iter().any(|p| p.holds(date));
            facts.iter().any(|f| f.off.contains(&date) || out(f))
        };
        (0..self.days.len()).filter(|&day| off(self.days[day].date)).collect()
    }

    /// Adds a part to whoever plays it: the dearest of the parts counts, and a drop as long as all allow it.
    fn member(&self, member: &mut search::Member, part: CharacterId, hold: bool, away: Vec<usize>) {
        let unrated = Terms { rate: self.by.prices.unrated, drop: None };
        let terms = self.by.terms.get(&part).copied().unwrap_or(unrated);
        let drop = terms.drop.map(|rule| i64::from(rule.min_days.max(1)));
        let first = *member == search::Member::default();
        member.cost = member.cost.max(terms.rate.work);
        member.hold = member.hold.max(hold.then_some(terms.rate.hold));
        member.drop = if first { drop } else { member.drop.zip(drop).map(|(one, other)| one.max(other)) };
        member.away.extend(away);
        member.away.sort_unstable();
        member.away.dedup();
    }

    /// Adds a strip to the problem.
    fn strip(&mut self, task: &mut ArrangeTask, strip: &Strip, scene: &'a SceneStrip, at: Option<usize>) -> usize {
        let mut cast: Vec<usize> = Vec::with_capacity(scene.cast.len());
        for &part in &scene.cast {
            let member = *self.members.entry(part).or_insert_with(|| {
                // A part that is on a strip but not in the cast list works all the same.
                task.cast.push(ArrangePerson { person: None, parts: vec![part] });
                task.problem.cast.push(search::Member::default());
                task.cast.len() - 1
            });
            if task.problem.cast[member] == search::Member::default() {
                self.member(&mut task.problem.cast[member], part, false, Vec::new());
            }
            number(&mut cast, member);
        }
        let (free, day) = (self.free(strip.id, scene, at), self.pin(strip.id));
        task.strips.push(strip.id);
        task.problem.strips.push(search::Strip {
            load: scene.eighths.0,
            location: scene.location.map(|place| number(&mut self.places, place)),
            set: number(&mut self.sets, scene.set.as_str()),
            night: is_night(scene),
            cast,
            pinned: day.filter(|_| free),
            block: None,
            fixed: !free,
            only: self.only(scene, at).filter(|_| day.is_none()),
        });
        task.strips.len() - 1
    }

    /// The open day that a strip is pinned to.
    fn pin(&self, strip: StripId) -> Option<usize> {
        let id = self.by.pinned.get(&strip)?;
        self.days.iter().position(|day| day.id == *id).filter(|&day| !self.locked(day))
    }

    /// The strip may be moved. One that is pinned to a day that takes nothing stays where it is.
    fn free(&self, strip: StripId, scene: &SceneStrip, at: Option<usize>) -> bool {
        let pinned = self.by.pinned.contains_key(&strip) && self.pin(strip).is_none();
        !pinned && self.chosen(strip, scene) && at.is_none_or(|at| !self.locked(at))
    }

    /// The days that a strip may be moved to.
    fn only(&self, scene: &SceneStrip, at: Option<usize>) -> Option<Vec<usize>> {
        let unit = at.filter(|_| !self.by.across_units).map(|at| self.days[at].unit);
        let place = match self.by.part {
            ArrangePart::Place(place) => Some(place),
            _ => None,
        };
        if unit.is_none() && place.is_none() {
            return None;
        }
        let shot = |day: &BoardDay| {
            let mut scenes = day.strips.iter().filter_map(|strip| strip.scene());
            place.is_none_or(|_| scenes.any(|other| other.location == scene.location))
        };
        let may = |day: &BoardDay| unit.is_none_or(|unit| day.unit == unit) && shot(day);
        Some((0..self.days.len()).filter(|&day| may(self.days[day])).collect())
    }

    /// Makes blocks of what is shot on one day, unless it is held apart.
    fn together(&self, task: &mut ArrangeTask) {
        let at: HashMap<StripId, usize> = task.strips.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        for (block, group) in self.by.together.iter().enumerate() {
            let group: Vec<usize> = group.iter().filter_map(|id| at.get(id).copied()).collect();
            // Groups that share a strip are one.
            let known: BTreeSet<usize> = group.iter().filter_map(|&s| task.problem.strips[s].block).collect();
            for (s, strip) in task.problem.strips.iter_mut().enumerate() {
                if group.contains(&s) || strip.block.is_some_and(|block| known.contains(&block)) {
                    strip.block = Some(block);
                }
            }
        }
        let mut homes: HashMap<usize, BTreeSet<usize>> = HashMap::new();
        for (day, strips) in task.before.iter().enumerate() {
            for strip in strips.iter().map(|&s| &task.problem.strips[s]) {
                if let (Some(block), true) = (strip.block, strip.fixed) {
                    homes.entry(block).or_default().insert(day);
                }
            }
        }
        for strip in &mut task.problem.strips {
            strip.block = strip.block.filter(|block| homes.get(block).is_none_or(|days| days.len() < 2));
        }
    }

    fn day(&self, task: &ArrangeTask, at: usize) -> search::Day {
        let (day, by) = (self.days[at], self.by);
        let strips = || task.before[at].iter().map(|&s| &task.problem.strips[s]);
        let nights = strips().filter(|strip| strip.night).count();
        let light = match (by.light.get(&day.id), by.keep_light && !task.before[at].is_empty()) {
            (Some(light), _) => *light,
            (None, true) if nights == 0 => search::Light::Day,
            (None, true) if nights == task.before[at].len() => search::Light::Night,
            (None, _) => search::Light::Any,
        };
        // What stays there anyway has room.
        let held: i64 = strips().filter(|strip| strip.fixed).fold(0, |sum, strip| sum.saturating_add(strip.load));
        let closed = |place: &LocationId| self.board.facts.closed(*place, day.date);
        search::Day {
            calendar: self.days.first().map_or(0, |first| days_between(first.date, day.date)),
            capacity: by.capacity.0,
            limit: by.limit.0.max(by.capacity.0).max(held),
            closed: (0..self.places.len()).filter(|&place| closed(&self.places[place])).collect(),
            light,
            locked: self.locked(at),
        }
    }
}

impl Facts {
    /// The place cannot be had on the date.
    fn closed(&self, place: LocationId, date: Date) -> bool {
        let out = |f: &PlaceFacts| !f.periods.is_empty() && !f.periods.iter().any(|period| period.holds(date));
        self.places.iter().any(|f| f.place == place && (f.off.contains(&date) || out(f)))
    }
}
