//! Boards beside the active one. Such a board is a document: days in order with what lies on each. Laid over the live
//! scenes it gives a [`Board`] as any other, so that pages, checks and comparisons need to know nothing of it.
//! Scenes added to the script since lie in the boneyard, omitted ones vanish, and none ever lies twice.
use super::{
    board::{Board, BoardDay, BoardUnit, DayKind, DayStage, DayState, Strip, StripKind},
    drift::LockedBoard,
    rank::RANK_GAP,
    renumber::{DayNumber, numbered_days, renumber_days},
};
use crate::values::{DayId, LocationId, Minute, SceneId, StripId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A board as a document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardPlan {
    /// Its days, in order.
    pub days: Vec<PlannedDay>,
    /// What lies on no day, as far as somebody gave it an order; every scene on no list follows.
    #[serde(default)]
    pub boneyard: Vec<PlannedItem>,
    /// Who worked when as it was locked, so that scenes changed since do not change what was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked: Option<Box<LockedBoard>>,
}

/// A day of such a board.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlannedDay {
    /// Id of the live day, or its own as long as there is none.
    pub id: DayId,
    /// Its date.
    pub date: Date,
    /// Whose day.
    pub unit: UnitId,
    /// What it is for.
    pub kind: DayKind,
    /// Whether it takes place.
    pub state: DayState,
    /// Printed label.
    #[serde(default)]
    pub label: String,
    /// Number behind the label.
    #[serde(default)]
    pub number: Option<DayNumber>,
    /// Unit call.
    pub unit_call: Minute,
    /// Estimated wrap.
    pub est_wrap: Minute,
    /// Where.
    #[serde(default)]
    pub location: Option<LocationId>,
    /// What lies on it, top to bottom.
    #[serde(default)]
    pub items: Vec<PlannedItem>,
    /// What else the day held (hazards, notes, background), as its form has it: nothing of a day is lost that goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<serde_json::Value>,
}

/// What lies on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlannedItem {
    /// A scene; its strip shows it on every board.
    Scene {
        /// The strip.
        strip: StripId,
        /// The scene.
        scene: SceneId,
    },
    /// A banner.
    Banner {
        /// Its strip.
        strip: StripId,
        /// What it says.
        text: String,
        /// How long it takes.
        minutes: i64,
    },
}

impl PlannedItem {
    /// Its strip.
    #[must_use]
    pub fn strip(&self) -> StripId {
        match self {
            Self::Scene { strip, .. } | Self::Banner { strip, .. } => *strip,
        }
    }

    fn of(strip: &Strip) -> Self {
        match &strip.kind {
            StripKind::Scene(scene) => Self::Scene { strip: strip.id, scene: scene.scene },
            StripKind::Banner { text } => {
                Self::Banner { strip: strip.id, text: text.clone(), minutes: strip.minutes.unwrap_or(0) }
            }
        }
    }
}

impl BoardPlan {
    /// The document of a board. Where its days are and what else they hold, a board does not know: see `location`, `kept`.
    #[must_use]
    pub fn of(board: &Board) -> Self {
        let day = |day: &BoardDay| PlannedDay {
            id: day.id,
            date: day.date,
            unit: day.unit,
            kind: day.kind,
            state: day.state,
            label: day.label.clone(),
            number: day.number,
            unit_call: day.unit_call.unwrap_or_default(),
            est_wrap: day.est_wrap.unwrap_or_default(),
            items: day.strips.iter().map(PlannedItem::of).collect(),
            ..PlannedDay::default()
        };
        Self {
            days: board.days.iter().map(day).collect(),
            boneyard: board.boneyard.iter().map(PlannedItem::of).collect(),
            locked: None,
        }
    }

    /// Takes the places of all strips, and the labels, from a board that was made of this document and worked on.
    pub fn take(&mut self, board: &Board) {
        for day in &mut self.days {
            if let Some(now) = board.days.iter().find(|d| d.id == day.id) {
                day.items = now.strips.iter().map(PlannedItem::of).collect();
                (day.label, day.number) = (now.label.clone(), now.number);
            }
        }
        self.boneyard = board.boneyard.iter().map(PlannedItem::of).collect();
    }

    /// The document laid over the live scenes. Instants and the sun are added by whoever knows the zones.
    #[must_use]
    pub fn overlay(&self, live: &Board) -> Board {
        let mut scenes: HashMap<StripId, &Strip> =
            live.strips().filter(|(_, s)| s.scene().is_some()).map(|(_, s)| (s.id, s)).collect();
        let mut banners = HashSet::new();
        let mut lay = |items: &[PlannedItem]| -> Vec<Strip> {
            let mut rank = 0_i64;
            let mut strips = Vec::with_capacity(items.len());
            for item in items {
                let strip = match item {
                    PlannedItem::Scene { strip, .. } => scenes.remove(strip).cloned(),
                    PlannedItem::Banner { strip, text, minutes } => banners.insert(*strip).then(|| Strip {
                        id: *strip,
                        kind: StripKind::Banner { text: text.clone() },
                        minutes: Some(*minutes),
                        version: 1,
                        rank: 0,
                    }),
                };
                rank = rank.saturating_add(RANK_GAP);
                strips.extend(strip.map(|strip| Strip { rank, ..strip }));
            }
            strips
        };
        let mut days: Vec<BoardDay> =
            self.days.iter().map(|day| BoardDay { strips: lay(&day.items), ..day.bare(live) }).collect();
        let mut boneyard = lay(&self.boneyard);
        let mut rank = boneyard.last().map_or(0, |strip| strip.rank);
        for (_, strip) in live.strips().filter(|(_, s)| scenes.contains_key(&s.id)) {
            rank = rank.saturating_add(RANK_GAP);
            boneyard.push(Strip { rank, ..strip.clone() });
        }
        let seat = |unit: UnitId| live.units.iter().position(|u| u.id == unit);
        days.sort_by_key(|day| (day.date, seat(day.unit), day.id));
        Board {
            days,
            boneyard,
            cast: live.cast.clone(),
            units: live.units.clone(),
            script_eighths: live.script_eighths,
            facts: live.facts.clone(),
        }
    }

    /// What is on one of its days cannot have been changed once a call sheet for it went out: such days are taken as they
    /// are live. Scenes that lie on them live lie there; what else the document had on them goes to the boneyard.
    pub fn keep_fixed(&mut self, live: &Self, fixed: &BTreeSet<DayId>) {
        let keep: Vec<&PlannedDay> = live.days.iter().filter(|day| fixed.contains(&day.id)).collect();
        let taken: HashSet<StripId> = keep.iter().flat_map(|day| day.items.iter().map(PlannedItem::strip)).collect();
        let free = |items: &mut Vec<PlannedItem>| items.retain(|item| !taken.contains(&item.strip()));
        let (gone, mut days): (Vec<PlannedDay>, Vec<PlannedDay>) =
            std::mem::take(&mut self.days).into_iter().partition(|day| fixed.contains(&day.id));
        self.boneyard.extend(gone.into_iter().flat_map(|day| day.items));
        days.iter_mut().for_each(|day| free(&mut day.items));
        free(&mut self.boneyard);
        days.extend(keep.into_iter().cloned());
        days.sort_by_key(|day| (day.date, day.unit, day.id));
        self.days = days;
    }

    /// Removes a day; what lay on it goes to the end of the boneyard. Whether it was there.
    pub fn remove_day(&mut self, id: DayId) -> bool {
        let Some(at) = self.days.iter().position(|day| day.id == id) else { return false };
        let day = self.days.remove(at);
        self.boneyard.extend(day.items);
        true
    }

    /// Splits a day in front of a strip: it and all after it go to a day of its own on this date. Whether it was there,
    /// and not the first of its day.
    pub fn split(&mut self, id: DayId, before: StripId, new: DayId, date: Date) -> bool {
        let Some(day) = self.days.iter_mut().find(|day| day.id == id) else { return false };
        let Some(at) = day.items.iter().position(|item| item.strip() == before).filter(|at| *at > 0) else {
            return false;
        };
        let items = day.items.split_off(at);
        let other = PlannedDay {
            id: new,
            date,
            items,
            label: String::new(),
            number: None,
            state: DayState::Planned,
            kept: None,
            ..day.clone()
        };
        self.days.push(other);
        true
    }

    /// The day of the same unit that comes after one.
    #[must_use]
    pub fn next_of(&self, id: DayId) -> Option<DayId> {
        let day = self.days.iter().find(|day| day.id == id)?;
        let later = |d: &&PlannedDay| d.unit == day.unit && d.id != id && (d.date, d.id) > (day.date, day.id);
        self.days.iter().filter(later).min_by_key(|d| (d.date, d.id)).map(|d| d.id)
    }

    /// Puts what lies on one day at the end of another, and removes the one.
    pub fn merge(&mut self, into: DayId, from: DayId) -> bool {
        let at = |id: DayId| self.days.iter().position(|day| day.id == id);
        let (Some(into), Some(from)) = (at(into), at(from)) else { return false };
        if into == from {
            return false;
        }
        let items = std::mem::take(&mut self.days[from].items);
        self.days[into].items.extend(items);
        self.days.remove(from);
        true
    }
}

impl PlannedDay {
    /// The day without strips; how far it has gone, and its number then, the live day says.
    fn bare(&self, live: &Board) -> BoardDay {
        let there = live.days.iter().find(|day| day.id == self.id);
        let stage = there.map_or(DayStage::Open, |day| day.stage);
        BoardDay {
            id: self.id,
            date: self.date,
            label: self.label.clone(),
            number: self.number,
            unit: self.unit,
            kind: self.kind,
            state: self.state,
            stage,
            unit_call: Some(self.unit_call),
            est_wrap: Some(self.est_wrap),
            version: there.map_or(0, |day| day.version),
            ..BoardDay::default()
        }
    }
}

/// Numbers the open days of a draft as making it active would; issued ones have what was printed.
pub fn number_draft(board: &mut Board, live: &Board) {
    for day in board.days.iter_mut().filter(|day| day.stage != DayStage::Open) {
        if let Some(there) = live.days.iter().find(|d| d.id == day.id) {
            (day.number, day.label) = (there.number, there.label.clone());
        }
    }
    let prefix = |units: &[BoardUnit], unit: UnitId| {
        units.iter().find(|u| u.id == unit).map(|u| u.prefix.clone()).unwrap_or_default()
    };
    let numbers = renumber_days(&numbered_days(board)).numbers;
    for (day, (_, number)) in board.days.iter_mut().zip(numbers) {
        if day.stage == DayStage::Open {
            day.number = number;
            day.label = number.map(|n| n.label(&prefix(&live.units, day.unit))).unwrap_or_default();
        }
    }
}

/// In what a day differs between two boards. Several may hold at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Differs {
    /// Was not on the board.
    Added,
    /// Is no longer on the board.
    Gone,
    /// Another date.
    Date,
    /// Another unit.
    Unit,
    /// For something else.
    Kind,
    /// Takes place in another way, or not.
    State,
    /// Other times.
    Times,
    /// Another place.
    Place,
    /// Other scenes or banners, or in another order.
    Strips,
}

/// A day that differs between two boards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayDifference {
    /// The day.
    pub day: DayId,
    /// Its label on the first board, else on the second.
    pub label: String,
    /// What it is for.
    pub kind: DayKind,
    /// Its date likewise.
    pub date: Date,
    /// In what.
    pub differs: BTreeSet<Differs>,
}

/// The days in which `to` differs from `from`, by date.
#[must_use]
pub fn differences(from: &BoardPlan, to: &BoardPlan) -> Vec<DayDifference> {
    let found = |days: &'_ [PlannedDay], id: DayId| days.iter().position(|d| d.id == id);
    let mut all = Vec::new();
    for was in &from.days {
        let differs = match found(&to.days, was.id).map(|at| &to.days[at]) {
            None => [Differs::Gone].into(),
            Some(is) => was.differs(is),
        };
        all.push((was, differs));
    }
    let added = to.days.iter().filter(|day| found(&from.days, day.id).is_none());
    all.extend(added.map(|day| (day, [Differs::Added].into())));
    all.sort_by_key(|(day, _)| (day.date, day.unit, day.id));
    all.into_iter()
        .filter(|(_, differs)| !differs.is_empty())
        .map(|(day, differs)| DayDifference {
            day: day.id,
            label: day.label.clone(),
            kind: day.kind,
            date: day.date,
            differs,
        })
        .collect()
}

impl PlannedDay {
    /// In what another version of this day differs.
    fn differs(&self, other: &Self) -> BTreeSet<Differs> {
        [
            (self.date != other.date, Differs::Date),
            (self.unit != other.unit, Differs::Unit),
            (self.kind != other.kind, Differs::Kind),
            (self.state != other.state, Differs::State),
            ((self.unit_call, self.est_wrap) != (other.unit_call, other.est_wrap), Differs::Times),
            (self.location != other.location, Differs::Place),
            (self.items != other.items, Differs::Strips),
        ]
        .into_iter()
        .filter_map(|(yes, what)| yes.then_some(what))
        .collect()
    }
}
