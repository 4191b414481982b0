//! Length of days and weeks.
use super::finding::{Finding, FindingKind, Severity, Times};
use super::index::RuleAt;
use super::packs::{Says, Span};
use super::view::{View, Work};
use std::collections::BTreeMap;

/// What somebody works on one date, in whichever units.
pub(super) struct Date<'a> {
    pub(super) works: &'a [Work],
    /// From first call to last out-time, minutes.
    pub(super) span: i64,
    /// The same without meals and without the time between two units.
    pub(super) work: i64,
}

pub(super) fn check(view: View, person: usize, works: &[Work], found: &mut Vec<Finding>) {
    let dates = dates(view, person, works);
    for date in &dates {
        let Some(first) = date.works.first() else { continue };
        if date.works.len() == 1 && view.as_crew(person, first) {
            continue;
        }
        for rule in view.index.rules(person, first.day) {
            let (kind, severity, minutes, measure, only) = match rule.says {
                Says::MaxDay { minutes, measure, day_type } => {
                    (FindingKind::DayLength, Severity::Breach, minutes, measure, day_type)
                }
                Says::Overtime { minutes, measure, day_type, .. } => {
                    (FindingKind::Overtime, Severity::Notice, minutes, measure, day_type)
                }
                _ => continue,
            };
            let have = if measure == Span::Work { date.work } else { date.span };
            if have > minutes && only.is_none_or(|only| only == view.day(first.day).day_type) {
                found.push(view.of_person(kind, severity, person, date.works).figures(have, minutes).by(rule));
            }
        }
    }
    weeks(view, person, works, &dates, found);
}

fn weeks(view: View, person: usize, works: &[Work], dates: &[Date], found: &mut Vec<Finding>) {
    let mut weeks: BTreeMap<(i16, i8), (i64, Vec<Work>)> = BTreeMap::new();
    for date in dates {
        let Some(first) = date.works.first() else { continue };
        let week = first.date.iso_week_date();
        let (sum, on) = weeks.entry((week.year(), week.week())).or_default();
        *sum = sum.saturating_add(date.work);
        on.extend(date.works);
    }
    debug_assert!(weeks.len() <= works.len());
    for (sum, on) in weeks.values() {
        let Some(last) = on.last() else { continue };
        if on.iter().all(|work| view.as_crew(person, work)) && same_days_as_crew(view, on) {
            continue;
        }
        for rule in view.index.rules(person, last.day) {
            if let Some((limit, severity)) = week_limit(view, person, last, rule).filter(|(limit, _)| sum > limit) {
                let finding = view.of_person(FindingKind::WeekLength, severity, person, on);
                found.push(finding.figures(*sum, limit).by(rule));
            }
        }
    }
}

/// All of one unit, so that its crew works at least as long.
fn same_days_as_crew(view: View, on: &[Work]) -> bool {
    on.iter().all(|work| on.first().is_some_and(|first| view.day(first.day).unit == view.day(work.day).unit))
}

fn week_limit(view: View, person: usize, last: &Work, rule: &RuleAt) -> Option<(i64, Severity)> {
    match &rule.says {
        Says::MaxWeek { minutes, average: false } => Some((*minutes, Severity::Breach)),
        Says::MaxWeek { minutes, average: true } => Some((*minutes, Severity::Notice)),
        Says::Minor(band) => {
            let age = super::minors::age(view.person(person), last.date)?;
            let week = band.week.filter(|_| (band.from_age..=band.to_age).contains(&age))?;
            Some((week, Severity::Hard))
        }
        _ => None,
    }
}

/// Work by date, for dates with known times.
pub(super) fn dates<'a>(view: View, person: usize, works: &'a [Work]) -> Vec<Date<'a>> {
    let groups = works.chunk_by(|a, b| a.date == b.date);
    groups.filter_map(|works| date(view, person, works)).collect()
}

fn date<'a>(view: View, person: usize, works: &'a [Work]) -> Option<Date<'a>> {
    let mut spans: Vec<(i64, i64)> = Vec::with_capacity(works.len());
    let mut meals = 0_i64;
    for work in works {
        let length = work.span()?;
        // Instants where there are any, so that a night with a clock change has its true length.
        let begin = work.begin_ms.map(|ms| ms.div_euclid(super::view::MINUTE_MS)).or(work.begin)?;
        spans.push((begin, begin.saturating_add(length)));
        meals = meals.saturating_add(meal_minutes(view, person, work, length));
    }
    spans.sort_unstable();
    let begin = spans.first()?.0;
    let (mut end, mut worked) = (begin, 0_i64);
    for (from, to) in spans {
        worked = worked.saturating_add(to.saturating_sub(from.max(end)).max(0));
        end = end.max(to);
    }
    Some(Date { works, span: end.saturating_sub(begin), work: worked.saturating_sub(meals).max(0) })
}

/// Minutes off for meals: those entered; else the least that the rules want on such a day.
pub(super) fn meal_minutes(view: View, person: usize, work: &Work, span: i64) -> i64 {
    match &view.plan(work.day).meals {
        Some(meals) => {
            let within = |start: &Option<i64>| match (start, work.clock()) {
                (Some(start), Some((begin, out))) => (begin..=out).contains(start),
                _ => true,
            };
            meals.iter().filter(|(start, _)| within(start)).fold(0, |sum, (_, minutes)| sum.saturating_add(*minutes))
        }
        None => {
            let day_type = view.day(work.day).day_type;
            let least = view.index.rules(person, work.day).filter_map(|rule| match rule.says {
                Says::MealLength { minutes, day_over, day_type: only, .. } => {
                    let counts = span > day_over && only.is_none_or(|only| only == day_type);
                    counts.then_some(minutes.max(0))
                }
                _ => None,
            });
            least.max().unwrap_or(0)
        }
    }
}

/// All of it was worked.
pub(super) fn times(works: &[Work]) -> Times {
    if works.iter().all(|work| work.times == Times::Actual) { Times::Actual } else { Times::Estimated }
}
