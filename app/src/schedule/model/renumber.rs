//! Numbers of shooting days, per unit. Numbers of issued and shot days never change; a day put in or taken out
//! renumbers the open ones only. A day squeezed between two fixed numbers gets a letter: 7, 7A, 8.
use super::board::{Board, DayKind, DayStage, DayState};
use crate::values::{DayId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// Number of a shooting day within its unit: 7, or 7A as (7, 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct DayNumber {
    /// The number; 0 only for a day put in front of an issued day 1.
    pub number: u32,
    /// Letter behind it: 0 none, 1 A … 26 Z, 27 AA.
    #[serde(default)]
    pub letter: u32,
}

impl DayNumber {
    /// As printed, with the unit's prefix if it has one: `7A`, `2U 3`.
    #[must_use]
    pub fn label(self, prefix: &str) -> String {
        let mut letters = Vec::new();
        let mut rest = self.letter;
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        let gap = if prefix.is_empty() { "" } else { " " };
        format!("{prefix}{gap}{}{letters}", self.number)
    }
}

/// A day as numbering sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberedDay {
    /// The day.
    pub id: DayId,
    /// Whose.
    pub unit: UnitId,
    /// Its date.
    pub date: Date,
    /// The number it has now.
    pub number: Option<DayNumber>,
    /// Issued or shot: the number stays.
    pub fixed: bool,
    /// Takes a number: a shooting day that is not cancelled.
    pub counts: bool,
}

/// A day whose number changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberChange {
    /// The day.
    pub day: DayId,
    /// Number until now; `None` = a new day.
    pub from: Option<DayNumber>,
    /// Number from now on; `None` = no longer counted.
    pub to: Option<DayNumber>,
}

/// Result of renumbering.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Renumbering {
    /// The number of every day, in the order the days came in.
    pub numbers: Vec<(DayId, Option<DayNumber>)>,
    /// The days whose number changes, by unit and date.
    pub changes: Vec<NumberChange>,
}

impl Renumbering {
    /// Days that had a number and get another: what people must be told.
    pub fn moved(&self) -> impl Iterator<Item = &NumberChange> {
        self.changes.iter().filter(|change| change.from.is_some())
    }
}

/// The board's days as numbering sees them.
#[must_use]
pub fn numbered_days(board: &Board) -> Vec<NumberedDay> {
    let day = |day: &super::board::BoardDay| NumberedDay {
        id: day.id,
        unit: day.unit,
        date: day.date,
        number: day.number,
        fixed: day.stage != DayStage::Open,
        counts: day.kind == DayKind::Shoot && day.state != DayState::Cancelled,
    };
    board.days.iter().map(day).collect()
}

/// How many shooting days a unit has: the Y of "day X of Y".
#[must_use]
pub fn day_count(days: &[NumberedDay], unit: UnitId) -> usize {
    days.iter().filter(|day| day.unit == unit && day.counts).count()
}

/// Numbers all days anew, each unit by date (days of one date in the order they came in).
/// A fixed day keeps what it has, also if it has none; an issued day that is called off must stay in the list,
/// so that its number is not given away again.
#[must_use]
pub fn renumber_days(days: &[NumberedDay]) -> Renumbering {
    let mut units: BTreeMap<UnitId, Vec<usize>> = BTreeMap::new();
    for (at, day) in days.iter().enumerate() {
        units.entry(day.unit).or_default().push(at);
    }
    let mut result = Renumbering {
        numbers: days.iter().map(|day| (day.id, day.number.filter(|_| day.fixed))).collect(),
        changes: Vec::new(),
    };
    for mut order in units.into_values() {
        order.sort_by_key(|&at| days[at].date);
        number_unit(days, &order, &mut result.numbers);
        for at in order {
            let (from, to) = (days[at].number, result.numbers[at].1);
            if from != to {
                result.changes.push(NumberChange { day: days[at].id, from, to });
            }
        }
    }
    result
}

/// Numbers the open days of one unit, run by run between fixed numbers.
fn number_unit(days: &[NumberedDay], order: &[usize], numbers: &mut [(DayId, Option<DayNumber>)]) {
    let fixed = |at: usize| days[at].number.filter(|_| days[at].fixed);
    let mut names = Names { taken: order.iter().filter_map(|&at| fixed(at)).collect(), letters: BTreeMap::new() };
    let highest = names.taken.iter().map(|n| n.number).max();
    let mut last: Option<u32> = None;
    let mut run: Vec<usize> = Vec::new();
    for &at in order {
        if let Some(number) = fixed(at) {
            names.fill(&run, last, Some(number.number), numbers);
            run.clear();
            last = Some(number.number);
        } else if !days[at].fixed && days[at].counts {
            run.push(at);
        }
    }
    // Nothing fixed follows: count on from the highest number there is.
    names.fill(&run, highest, None, numbers);
}

/// The numbers a unit has given away.
struct Names {
    taken: HashSet<DayNumber>,
    /// Last letter given out per number, so that the search for the next does not start over.
    letters: BTreeMap<u32, u32>,
}

impl Names {
    /// Numbers a run of open days between two fixed numbers: whole numbers as far as they go, then letters on the
    /// last of them.
    fn fill(
        &mut self,
        run: &[usize],
        after: Option<u32>,
        until: Option<u32>,
        numbers: &mut [(DayId, Option<DayNumber>)],
    ) {
        let mut next = after.map_or(1, |n| n.saturating_add(1));
        let mut base = after.unwrap_or(0);
        for &at in run {
            while until.is_none_or(|until| next < until) && self.taken.contains(&DayNumber { number: next, letter: 0 })
            {
                next = next.saturating_add(1);
            }
            let number = if until.is_none_or(|until| next < until) {
                base = next;
                next = next.saturating_add(1);
                DayNumber { number: base, letter: 0 }
            } else {
                self.lettered(base)
            };
            self.taken.insert(number);
            numbers[at].1 = Some(number);
        }
    }

    /// The first free letter on a number (on 0 the bare number first: the day before day 1).
    fn lettered(&mut self, number: u32) -> DayNumber {
        let letter = self.letters.entry(number).or_insert(u32::from(number > 0));
        while self.taken.contains(&DayNumber { number, letter: *letter }) {
            *letter += 1;
        }
        DayNumber { number, letter: *letter }
    }
}
