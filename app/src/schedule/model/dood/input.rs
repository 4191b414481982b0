//! What the day out of days is made from: the company's dates with their scenes, and who or what is needed in them.
use super::super::board::{Board, DayKind};
use crate::values::{CharacterId, SceneId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the company does on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyDay {
    /// At least one unit shoots.
    Shoot,
    /// Nobody shoots: weekend, day off, preparation, travel of the company. Nobody is held.
    #[default]
    Off,
    /// A public holiday: nobody is held, whoever is between start and finish has a `/`.
    Holiday,
    /// The production rests. Nobody is held.
    Hiatus,
}

impl CompanyDay {
    /// What the company does when a unit has a day of this kind beside what is known: shooting stands before a
    /// holiday, that before a hiatus.
    fn with(self, kind: DayKind) -> Self {
        match (self, kind) {
            (Self::Shoot, _) | (_, DayKind::Shoot) => Self::Shoot,
            (Self::Holiday, _) | (_, DayKind::Holiday) => Self::Holiday,
            (Self::Hiatus, _) | (_, DayKind::Hiatus) => Self::Hiatus,
            _ => Self::Off,
        }
    }
}

/// One date of the company.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CompanyDate {
    /// What the company does. Scenes on a date that is not a shooting day are shot all the same.
    pub kind: CompanyDay,
    /// The scenes shot, whichever unit shoots them.
    #[serde(default)]
    pub scenes: BTreeSet<SceneId>,
}

/// The company's dates. A date that is not listed is off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DoodCalendar(pub BTreeMap<Date, CompanyDate>);

impl DoodCalendar {
    /// The dates of a board. Where one unit shoots the company does, whatever another one has; public holidays that
    /// only the rules know count from the first to the last date of the board.
    #[must_use]
    pub fn of(board: &Board) -> Self {
        let mut dates: BTreeMap<Date, CompanyDate> = BTreeMap::new();
        for day in &board.days {
            let date = dates.entry(day.date).or_default();
            if !day.is_live() {
                continue;
            }
            date.scenes.extend(day.strips.iter().filter_map(|strip| strip.scene()).map(|scene| scene.scene));
            date.kind = date.kind.with(day.kind);
        }
        if let (Some(first), Some(last)) = (dates.keys().next().copied(), dates.keys().next_back().copied()) {
            for &holiday in board.facts.holidays.range(first..=last) {
                let date = dates.entry(holiday).or_default();
                date.kind = date.kind.with(DayKind::Holiday);
            }
        }
        Self(dates)
    }

    /// Says what a date is, leaving its scenes.
    pub fn mark(&mut self, date: Date, kind: CompanyDay) {
        self.0.entry(date).or_default().kind = kind;
    }
}

/// When somebody may be dropped and picked up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropRule {
    /// Calendar days that have to lie between the drop and the pickup, neither of them counted. SAG-AFTRA's
    /// theatrical agreement lets a day performer go for more than 10 or 14, once per production.
    pub min_days: u32,
}

/// Something a person does on a date besides the strips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoodEvent {
    /// Travels. On a work date before it, on the finish after it.
    Travel,
    /// Travels before the work of the date.
    TravelIn,
    /// Travels after the work of the date.
    TravelOut,
    /// Fitting.
    Fitting,
    /// Rehearsal.
    Rehearsal,
    /// Works without the company (stills, looping, a pick-up without strips). Moves neither start nor finish.
    Work,
}

/// One row asked for: a part of the cast or any other element.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DoodElement<K> {
    /// Whose row it is.
    pub id: K,
    /// The scenes that need it.
    pub scenes: BTreeSet<SceneId>,
    /// Has a row at all.
    pub dood: bool,
    /// Held on idle shooting dates between start and finish.
    pub hold: bool,
    /// May be dropped and picked up, once; only if it may be held.
    pub drop: Option<DropRule>,
    /// Holidays between start and finish are paid.
    #[serde(default)]
    pub paid_holidays: bool,
    /// Its own days off: not held on them. Scenes shot there are work all the same.
    #[serde(default)]
    pub off: BTreeSet<Date>,
    /// What else it does, by date. An event takes the place of a hold, and stands on company days off as well.
    #[serde(default)]
    pub events: BTreeMap<Date, BTreeSet<DoodEvent>>,
}

/// The parts of a board as rows, in cast order: with their scenes, off dates and whether they allow hold.
/// Drop rules and events are the caller's to add.
#[must_use]
pub fn cast_elements(board: &Board) -> Vec<DoodElement<CharacterId>> {
    let mut scenes: HashMap<CharacterId, BTreeSet<SceneId>> = HashMap::new();
    for scene in board.strips().filter_map(|(_, strip)| strip.scene()) {
        for &part in &scene.cast {
            scenes.entry(part).or_default().insert(scene.scene);
        }
    }
    let row = |part: &super::super::board::BoardCast| DoodElement {
        id: part.character,
        scenes: scenes.remove(&part.character).unwrap_or_default(),
        dood: true,
        hold: part.allows_hold,
        off: part.off.0.clone(),
        ..DoodElement::default()
    };
    board.cast.iter().map(row).collect()
}
