//! Who works when, boiled down from the board: what rest, holds and the preview of a move are computed from.
//! Built in one pass over the strips; a move changes a handful of its numbers.
use super::board::{Board, BoardDay, Strip, WrapRule};
use crate::values::{CharacterId, DayId, PersonId, UnitId};
use jiff::civil::Date;
use std::collections::HashMap;

/// Who works when. Indexes of `days` are those of [`Board::days`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub(super) days: Vec<PlanDay>,
    pub(super) parts: Vec<PlanPart>,
    /// Day indexes by date, then by call, then as on the board.
    pub(super) by_date: Vec<usize>,
    /// Parts by who plays them, in cast order: one entry per person, or per part that is not cast yet.
    pub(super) people: Vec<Vec<usize>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlanDay {
    pub(super) id: DayId,
    pub(super) unit: UnitId,
    pub(super) date: Date,
    pub(super) live: bool,
    pub(super) shoot: bool,
    pub(super) whole_crew: bool,
    pub(super) call: Option<i64>,
    pub(super) wrap: Option<i64>,
    pub(super) wrap_rule: WrapRule,
    pub(super) scenes: u32,
    pub(super) eighths: i64,
    pub(super) minutes: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlanPart {
    pub(super) character: CharacterId,
    pub(super) person: Option<PersonId>,
    pub(super) allows_hold: bool,
    /// Index in [`Board::cast`]; `None` for a part that is on a strip but not in the cast list.
    pub(super) cast: Option<usize>,
    pub(super) off: super::board::AvailabilityCalendar,
    /// Number of strips with this part, per day.
    pub(super) strips: Vec<u32>,
}

impl PlanDay {
    fn of(day: &BoardDay) -> Self {
        Self {
            id: day.id,
            unit: day.unit,
            date: day.date,
            live: day.is_live(),
            shoot: day.kind == super::board::DayKind::Shoot,
            whole_crew: day.kind.calls_whole_crew(),
            call: day.call_utc_ms,
            wrap: day.wrap_utc_ms,
            wrap_rule: day.wrap_rule,
            scenes: 0,
            eighths: 0,
            minutes: 0,
        }
    }

    /// A unit shoots on it: a shooting day, or any other with scenes on it, that takes place.
    pub(super) fn shoots(&self) -> bool {
        self.live && (self.shoot || self.scenes > 0)
    }
}

impl Plan {
    /// Boils a board down.
    #[must_use]
    pub fn of(board: &Board) -> Self {
        let days: Vec<PlanDay> = board.days.iter().map(PlanDay::of).collect();
        let mut by_date: Vec<usize> = (0..days.len()).collect();
        by_date.sort_by_key(|&at| (days[at].date, days[at].call.unwrap_or(i64::MAX), at));
        let part = |(cast, who): (usize, &super::board::BoardCast)| PlanPart {
            character: who.character,
            person: who.person,
            allows_hold: who.allows_hold,
            cast: Some(cast),
            off: who.off.clone(),
            strips: vec![0; days.len()],
        };
        let parts: Vec<PlanPart> = board.cast.iter().enumerate().map(part).collect();
        let mut plan = Self { days, parts, by_date, people: Vec::new() };
        let mut at: HashMap<CharacterId, usize> =
            plan.parts.iter().enumerate().map(|(at, part)| (part.character, at)).collect();
        for (day, strip) in board.strips() {
            // A part that is on a strip only still works there, and must not vanish from the checks.
            for &character in strip.scene().map_or(&[][..], |scene| &scene.cast) {
                at.entry(character).or_insert_with(|| plan.add_part(character));
            }
            if let Some(day) = day {
                plan.add(day, strip, &mut at, true);
            }
        }
        plan.group();
        plan
    }

    /// Changes the plan as moving the strip between these days would. The wrap of a day moves along if it follows
    /// its strips, as [`super::moves::apply`] does it.
    pub(super) fn shift(&mut self, strip: &Strip, from: Option<usize>, to: Option<usize>) {
        if from == to {
            return;
        }
        let mut at: HashMap<CharacterId, usize> =
            self.parts.iter().enumerate().map(|(at, part)| (part.character, at)).collect();
        for (day, arrives) in [(from, false), (to, true)] {
            let Some(day) = day else { continue };
            self.add(day, strip, &mut at, arrives);
            let by = strip.minutes.unwrap_or(0).saturating_mul(if arrives { 60_000 } else { -60_000 });
            let day = &mut self.days[day];
            if day.wrap_rule == WrapRule::FollowsStrips {
                day.wrap = day.wrap.map(|wrap| wrap.saturating_add(by));
            }
        }
    }

    fn add_part(&mut self, character: CharacterId) -> usize {
        self.parts.push(PlanPart {
            character,
            person: None,
            allows_hold: false,
            cast: None,
            off: super::board::AvailabilityCalendar::default(),
            strips: vec![0; self.days.len()],
        });
        self.parts.len() - 1
    }

    fn add(&mut self, day: usize, strip: &Strip, at: &mut HashMap<CharacterId, usize>, arrives: bool) {
        let sign = if arrives { 1 } else { -1 };
        let facts = &mut self.days[day];
        facts.minutes = facts.minutes.saturating_add(strip.minutes.unwrap_or(0).saturating_mul(sign));
        let Some(scene) = strip.scene() else { return };
        facts.eighths = facts.eighths.saturating_add(scene.eighths.0.saturating_mul(sign));
        facts.scenes = facts.scenes.saturating_add_signed(if arrives { 1 } else { -1 });
        for character in &scene.cast {
            if let Some(&part) = at.get(character) {
                let count = &mut self.parts[part].strips[day];
                *count = count.saturating_add_signed(if arrives { 1 } else { -1 });
            }
        }
    }

    fn group(&mut self) {
        let mut known: HashMap<PersonId, usize> = HashMap::new();
        for (at, part) in self.parts.iter().enumerate() {
            match part.person.and_then(|person| known.get(&person).copied()) {
                Some(group) => self.people[group].push(at),
                None => {
                    if let Some(person) = part.person {
                        known.insert(person, self.people.len());
                    }
                    self.people.push(vec![at]);
                }
            }
        }
    }

    /// The part is on a scene of this day, and the day takes place.
    pub(super) fn works(&self, part: usize, day: usize) -> bool {
        self.days[day].live && self.parts[part].strips[day] > 0
    }

    /// Day indexes by date, one group per date.
    pub(super) fn dates(&self) -> impl Iterator<Item = (Date, &[usize])> {
        self.by_date
            .chunk_by(|&a, &b| self.days[a].date == self.days[b].date)
            .filter_map(|days| days.first().map(|&first| (self.days[first].date, days)))
    }
}
