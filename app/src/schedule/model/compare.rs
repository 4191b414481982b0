//! Two boards side by side: days, holds, moves, overtime, pages and, for those who may see pay, money.
use super::{
    board::{Board, BoardDay},
    dood::{DoodRow, dood},
    palette::{Palette, StripLook, look},
    plan::Plan,
    preview::Change,
    totals::DayTotals,
};
use crate::values::{CharacterId, DayId, Eighths, Money};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a part costs, in minor units (cents) of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DayRate {
    /// A day worked.
    pub work: i64,
    /// A day held.
    pub hold: i64,
}

/// Rates of the parts; only for those with the permission to see pay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rates {
    /// ISO 4217 code, the same for all.
    pub currency: String,
    /// By part.
    pub parts: BTreeMap<CharacterId, DayRate>,
}

/// Figures of one board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardFigures {
    /// Dates on which at least one unit shoots.
    pub dates: usize,
    /// Shooting days of all units.
    pub days: usize,
    /// Days held, all parts.
    pub hold_days: u32,
    /// Days worked, all parts.
    pub work_days: u32,
    /// Company moves: changes of place within a day.
    pub moves: usize,
    /// Days whose estimated work is over the limit.
    pub days_over: usize,
    /// Minutes over the limit, all days.
    pub minutes_over: i64,
    /// Estimated minutes, all days.
    pub minutes: i64,
    /// Scene strips without an estimate, missing in the minutes.
    pub untimed: usize,
    /// Pages on days.
    pub eighths: Eighths,
    /// Pages of the fullest day.
    pub fullest: Eighths,
    /// Pages in the boneyard.
    pub boneyard: Eighths,
}

/// Figures of one part on one board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartFigures {
    /// Days worked.
    pub work: u32,
    /// Days held.
    pub hold: u32,
    /// First work date.
    pub first: Option<Date>,
    /// Last work date.
    pub last: Option<Date>,
    /// Minor units of the rates' currency; `None` without a rate.
    pub cost: Option<i64>,
}

/// A part on both boards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartComparison {
    /// The part.
    pub character: CharacterId,
    /// On the one board and on the other.
    pub figures: Change<PartFigures>,
}

/// A day as a strip of colours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayColours {
    /// The day.
    pub day: DayId,
    /// Its date.
    pub date: Date,
    /// Its label.
    pub label: String,
    /// Pages.
    pub eighths: Eighths,
    /// Minutes over the limit; 0 within.
    pub minutes_over: i64,
    /// Looks of its strips, top to bottom.
    pub colours: Vec<StripLook>,
}

/// Two boards side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Figures of both.
    pub figures: Change<BoardFigures>,
    /// Parts of either, in the cast order of the first board, then of the second.
    pub parts: Vec<PartComparison>,
    /// Cost of both; `None` without rates.
    pub cost: Option<Change<Money>>,
    /// Parts that work and have no rate, missing in the cost.
    pub unrated: Vec<CharacterId>,
    /// Days of both in board order.
    pub colours: Change<Vec<DayColours>>,
}

/// What boards are compared by.
#[derive(Debug, Clone, Default)]
pub struct CompareBy<'a> {
    /// Minutes of estimated work in a day above which it is over; `None` = no day is.
    pub limit_minutes: Option<i64>,
    /// Colours.
    pub palette: Palette,
    /// Rates, for those who may see them.
    pub rates: Option<&'a Rates>,
}

/// Compares two boards: `before` is the first, `after` the second.
#[must_use]
pub fn compare(first: &Board, second: &Board, by: &CompareBy<'_>) -> Comparison {
    let (before, after) = (Side::of(first, by), Side::of(second, by));
    let mut known = BTreeSet::new();
    let rows = before.rows.iter().chain(&after.rows);
    let characters: Vec<CharacterId> =
        rows.map(|row| row.character).filter(|character| known.insert(*character)).collect();
    let parts: Vec<PartComparison> = characters
        .into_iter()
        .map(|character| PartComparison {
            character,
            figures: Change { before: before.part(character, by), after: after.part(character, by) },
        })
        .collect();
    let cost = |pick: fn(&Change<PartFigures>) -> PartFigures, rates: &Rates| Money {
        minor: parts.iter().filter_map(|part| pick(&part.figures).cost).fold(0, i64::saturating_add),
        currency: rates.currency.clone(),
    };
    let unrated = |part: &&PartComparison| {
        let works = part.figures.before.work > 0 || part.figures.after.work > 0;
        by.rates.is_some_and(|rates| works && !rates.parts.contains_key(&part.character))
    };
    Comparison {
        figures: Change { before: before.figures, after: after.figures },
        cost: by.rates.map(|rates| Change { before: cost(|c| c.before, rates), after: cost(|c| c.after, rates) }),
        unrated: parts.iter().filter(unrated).map(|part| part.character).collect(),
        colours: Change { before: before.colours, after: after.colours },
        parts,
    }
}

struct Side {
    figures: BoardFigures,
    rows: Vec<DoodRow>,
    colours: Vec<DayColours>,
}

impl Side {
    fn of(board: &Board, by: &CompareBy<'_>) -> Self {
        let plan = Plan::of(board);
        let rows = dood(&plan);
        let mut figures = BoardFigures {
            hold_days: rows.iter().map(|row| row.held).fold(0, u32::saturating_add),
            work_days: rows.iter().map(|row| row.worked).fold(0, u32::saturating_add),
            boneyard: DayTotals::of(&board.boneyard).eighths,
            ..BoardFigures::default()
        };
        let mut dates = BTreeSet::new();
        let mut colours = Vec::with_capacity(board.days.len());
        for (day, facts) in board.days.iter().zip(&plan.days) {
            let sum = DayTotals::of(&day.strips);
            let limit = by.limit_minutes.filter(|_| day.is_live());
            let over = limit.map_or(0, |limit| sum.minutes.saturating_sub(limit).max(0));
            colours.push(DayColours {
                day: day.id,
                date: day.date,
                label: day.label.clone(),
                eighths: sum.eighths,
                minutes_over: over,
                colours: day.strips.iter().map(|strip| look(by.palette, strip)).collect(),
            });
            if !facts.shoots() {
                continue;
            }
            dates.insert(day.date);
            figures.days += 1;
            figures.moves += moves(day);
            figures.days_over += usize::from(over > 0);
            figures.minutes_over = figures.minutes_over.saturating_add(over);
            figures.minutes = figures.minutes.saturating_add(sum.minutes);
            figures.untimed += sum.untimed;
            figures.eighths = figures.eighths + sum.eighths;
            figures.fullest = figures.fullest.max(sum.eighths);
        }
        figures.dates = dates.len();
        Self { figures, rows, colours }
    }

    fn part(&self, character: CharacterId, by: &CompareBy<'_>) -> PartFigures {
        let Some(row) = self.rows.iter().find(|row| row.character == character) else {
            return PartFigures { cost: rate(character, by).map(|_| 0), ..PartFigures::default() };
        };
        let cost = |rate: DayRate| {
            let days = |count: u32, each: i64| i64::from(count).saturating_mul(each);
            days(row.worked, rate.work).saturating_add(days(row.held, rate.hold))
        };
        PartFigures {
            work: row.worked,
            hold: row.held,
            first: row.cells.first().map(|(date, _)| *date),
            last: row.cells.last().map(|(date, _)| *date),
            cost: rate(character, by).map(cost),
        }
    }
}

fn rate(character: CharacterId, by: &CompareBy<'_>) -> Option<DayRate> {
    by.rates?.parts.get(&character).copied()
}

/// Changes of place from one scene with a known place to the next.
fn moves(day: &BoardDay) -> usize {
    let places: Vec<_> = day.strips.iter().filter_map(|strip| strip.scene()?.location).collect();
    places.windows(2).filter(|pair| pair[0] != pair[1]).count()
}
