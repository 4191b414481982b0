//! The full day out of days.
use super::{
    code::{DayCode, Travel},
    input::{CompanyDay, DoodCalendar, DoodElement, DoodEvent},
    totals::{DateTotals, DoodTotals},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One row of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoodLine<K> {
    /// Whose.
    pub id: K,
    /// Its codes by date; dates without one are left out.
    pub cells: Vec<(Date, DayCode)>,
    /// First date in a strip.
    pub start: Option<Date>,
    /// Last date in a strip.
    pub finish: Option<Date>,
    /// Dates between which it is dropped: last work before, first work after.
    pub dropped: Option<(Date, Date)>,
    /// Sums.
    pub totals: DoodTotals,
}

impl<K> DoodLine<K> {
    /// The code on a date; empty if there is none.
    #[must_use]
    pub fn on(&self, date: Date) -> DayCode {
        let found = self.cells.binary_search_by_key(&date, |(at, _)| *at);
        found.ok().and_then(|at| self.cells.get(at)).map_or_else(DayCode::default, |(_, code)| *code)
    }
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOutOfDays<K> {
    /// Every date of the calendar and of an event, in order, with what the company does and the sums down the column.
    pub dates: Vec<(Date, CompanyDay, DateTotals)>,
    /// Rows in the order of the input, without those that are not to be shown.
    pub lines: Vec<DoodLine<K>>,
}

/// Makes the day out of days after Entertainment Partners' rules: start and finish follow the strips only; a hold
/// needs an idle shooting date between them; the first gap that is long enough is the drop, and there is only one.
#[must_use]
pub fn day_out_of_days<K: Clone>(calendar: &DoodCalendar, elements: &[DoodElement<K>]) -> DayOutOfDays<K> {
    let shown = || elements.iter().filter(|element| element.dood);
    let mut dates: BTreeSet<Date> = calendar.0.keys().copied().collect();
    dates.extend(shown().flat_map(|element| element.events.keys().copied()));
    let lines: Vec<DoodLine<K>> = shown().map(|element| line(calendar, &dates, element)).collect();
    let kind = |date| calendar.0.get(&date).map_or(CompanyDay::Off, |company| company.kind);
    let mut dates: Vec<(Date, CompanyDay, DateTotals)> =
        dates.into_iter().map(|date| (date, kind(date), DateTotals::default())).collect();
    for (date, code) in lines.iter().flat_map(|line| &line.cells) {
        if let Ok(at) = dates.binary_search_by_key(date, |(date, ..)| *date) {
            dates[at].2.add(*code);
        }
    }
    DayOutOfDays { dates, lines }
}

fn line<K: Clone>(calendar: &DoodCalendar, dates: &BTreeSet<Date>, element: &DoodElement<K>) -> DoodLine<K> {
    let works = calendar.0.iter().filter(|(_, company)| !company.scenes.is_disjoint(&element.scenes));
    let works: Vec<Date> = works.map(|(date, _)| *date).collect();
    let (start, finish) = (works.first().copied(), works.last().copied());
    let dropped = element.drop.filter(|_| element.hold).and_then(|rule| {
        let long = |pair: &&[Date]| between(pair[0], pair[1]) >= i64::from(rule.min_days.max(1));
        works.windows(2).find(long).map(|pair| (pair[0], pair[1]))
    });
    let mut cells = Vec::new();
    for &date in dates {
        let strip = works.binary_search(&date).is_ok();
        let mut code = DayCode {
            work: strip,
            start: start == Some(date),
            finish: finish == Some(date),
            drop: dropped.is_some_and(|(drop, _)| drop == date),
            pickup: dropped.is_some_and(|(_, pickup)| pickup == date),
            ..DayCode::default()
        };
        add_events(&mut code, element.events.get(&date));
        let engaged = start.is_some_and(|start| start < date)
            && finish.is_some_and(|finish| date < finish)
            && !dropped.is_some_and(|(drop, pickup)| drop < date && date < pickup);
        if code.is_empty() && engaged {
            let company = calendar.0.get(&date);
            // A unit that shoots on a date marked otherwise holds people there all the same, except on holidays and
            // in a hiatus, which are the production's word.
            match company.map(|company| (company.kind, company.scenes.is_empty())) {
                Some((CompanyDay::Holiday, _)) => code.holiday = true,
                Some((CompanyDay::Shoot, _) | (CompanyDay::Off, false)) => {
                    code.hold = element.hold && !element.off.contains(&date);
                }
                _ => {}
            }
        }
        if !code.is_empty() {
            cells.push((date, code));
        }
    }
    let totals = DoodTotals::of(cells.iter().map(|(_, code)| *code), element.paid_holidays);
    DoodLine { id: element.id.clone(), cells, start, finish, dropped, totals }
}

fn add_events(code: &mut DayCode, events: Option<&BTreeSet<DoodEvent>>) {
    let has = |event| events.is_some_and(|events| events.contains(&event));
    code.work |= has(DoodEvent::Work);
    code.fitting = has(DoodEvent::Fitting);
    code.rehearsal = has(DoodEvent::Rehearsal);
    let out = has(DoodEvent::TravelOut) || (has(DoodEvent::Travel) && code.finish && !code.start);
    code.travel = match (has(DoodEvent::TravelIn), out, has(DoodEvent::Travel)) {
        (false, false, false) => Travel::No,
        // There is one letter for travel in a cell: who comes and goes on one date has come.
        (false, true, _) if code.work => Travel::Out,
        _ => Travel::In,
    };
}

/// Calendar days strictly between two dates.
fn between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24 - 1
}
