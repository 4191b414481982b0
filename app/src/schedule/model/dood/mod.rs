//! Day out of days: per part and date whether they start, work, finish or are held, and how many days of each.
//! Codes as Entertainment Partners' rules have them. What stands in this file is the quick count behind the preview
//! of a move, without drop and pickup; `rows` has the full report, for cast and for any other element.
mod code;
mod input;
mod rows;
mod totals;

pub use code::{DayCode, NotDayCode, Travel};
pub use input::{CompanyDate, CompanyDay, DoodCalendar, DoodElement, DoodEvent, DropRule, cast_elements};
pub use rows::{DayOutOfDays, DoodLine, day_out_of_days};
pub use totals::{DateTotals, DoodTotals};

use super::plan::Plan;
use crate::values::CharacterId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a part does on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DoodCode {
    /// First work day.
    #[serde(rename = "SW")]
    StartWork,
    /// Works.
    #[serde(rename = "W")]
    Work,
    /// Last work day.
    #[serde(rename = "WF")]
    WorkFinish,
    /// The only work day.
    #[serde(rename = "SWF")]
    StartWorkFinish,
    /// Held: idle between first and last work day on a date on which the company shoots.
    #[serde(rename = "H")]
    Hold,
}

/// One part's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoodRow {
    /// The part.
    pub character: CharacterId,
    /// Its codes by date; dates without a code are left out.
    pub cells: Vec<(Date, DoodCode)>,
    /// Days worked.
    pub worked: u32,
    /// Days held.
    pub held: u32,
}

impl DoodRow {
    /// The part's code on a date; `None` = before, after, not held or company off day.
    #[must_use]
    pub fn on(&self, date: Date) -> Option<DoodCode> {
        self.cells.iter().find(|(at, _)| *at == date).map(|(_, code)| *code)
    }
}

/// Hold days of one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldDays {
    /// The part.
    pub character: CharacterId,
    /// How many.
    pub days: u32,
}

/// The day out of days, in cast order. Two units on one date are one day.
#[must_use]
pub fn dood(plan: &Plan) -> Vec<DoodRow> {
    (0..plan.parts.len()).map(|part| row(plan, part)).collect()
}

/// Hold days per part, in cast order. Only parts that allow hold have any; dates on which no unit shoots are
/// company off days and do not count.
#[must_use]
pub fn hold_days(plan: &Plan) -> Vec<HoldDays> {
    let days = |part| count_holds(plan, part);
    let parts = plan.parts.iter().enumerate();
    parts.map(|(at, part)| HoldDays { character: part.character, days: days(at) }).collect()
}

/// Idle shooting dates strictly between first and last work date.
fn count_holds(plan: &Plan, part: usize) -> u32 {
    if !plan.parts[part].allows_hold {
        return 0;
    }
    // Idle dates count only once the part works again.
    let (mut held, mut idle, mut started) = (0, 0, false);
    for (_, days) in plan.dates() {
        if days.iter().any(|&day| plan.works(part, day)) {
            held += idle;
            (idle, started) = (0, true);
        } else if started && days.iter().any(|&day| plan.days[day].shoots()) {
            idle += 1;
        }
    }
    held
}

fn row(plan: &Plan, part: usize) -> DoodRow {
    let works = |days: &[usize]| days.iter().any(|&day| plan.works(part, day));
    let dates: Vec<(Date, &[usize])> = plan.dates().collect();
    let first = dates.iter().position(|(_, days)| works(days));
    let last = dates.iter().rposition(|(_, days)| works(days));
    let facts = &plan.parts[part];
    let mut row = DoodRow { character: facts.character, cells: Vec::new(), worked: 0, held: 0 };
    let (Some(first), Some(last)) = (first, last) else { return row };
    for (at, (date, days)) in dates.iter().enumerate().take(last + 1).skip(first) {
        let code = match (works(days), at == first, at == last) {
            (true, true, true) => DoodCode::StartWorkFinish,
            (true, true, false) => DoodCode::StartWork,
            (true, false, true) => DoodCode::WorkFinish,
            (true, false, false) => DoodCode::Work,
            (false, ..) if facts.allows_hold && days.iter().any(|&day| plan.days[day].shoots()) => DoodCode::Hold,
            (false, ..) => continue,
        };
        match code {
            DoodCode::Hold => row.held += 1,
            _ => row.worked += 1,
        }
        row.cells.push((*date, code));
    }
    row
}
