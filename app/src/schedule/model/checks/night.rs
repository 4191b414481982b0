//! Night work and premiums. Windows are by the clock of the day's place; Sundays and holidays begin and end at
//! midnight, so that a night is split between two dates.
use super::finding::{Finding, FindingKind, Severity};
use super::hours;
use super::packs::{PremiumOn, Says};
use super::view::{DAY, View, Work};
use jiff::{Span, civil::Weekday};

pub(super) fn check(view: View, person: usize, works: &[Work], found: &mut Vec<Finding>) {
    for date in hours::dates(view, person, works) {
        for work in date.works.iter().filter(|work| date.works.len() > 1 || !view.as_crew(person, work)) {
            for rule in view.index.rules(person, work.day) {
                let (kind, severity, have, due) = match rule.says {
                    Says::NightWork { from, to, more_than, limit, average } => {
                        if within(work, from, to) <= more_than || date.work <= limit {
                            continue;
                        }
                        let severity = if average { Severity::Notice } else { Severity::Breach };
                        (FindingKind::NightWork, severity, date.work, Some(limit))
                    }
                    Says::Premium { on: PremiumOn::Night, from: Some(from), to: Some(to), .. } => {
                        (FindingKind::NightPremium, Severity::Notice, within(work, from, to), None)
                    }
                    Says::Premium { on: PremiumOn::Sunday, .. } => {
                        let sunday = |date: jiff::civil::Date| date.weekday() == Weekday::Sunday;
                        (FindingKind::SundayPremium, Severity::Notice, on_dates(work, sunday), None)
                    }
                    Says::Premium { on: PremiumOn::Holiday, .. } => {
                        let holiday = |date| view.index.holidays.contains(&date);
                        (FindingKind::HolidayPremium, Severity::Notice, on_dates(work, holiday), None)
                    }
                    _ => continue,
                };
                if have > 0 {
                    let mut finding = view.of_person(kind, severity, person, &[*work]).by(rule);
                    (finding.have, finding.due) = (Some(have), due);
                    found.push(finding);
                }
            }
        }
    }
}

/// Minutes of work within a window of every night; one that ends before it begins ends after midnight.
fn within(work: &Work, from: i64, to: i64) -> i64 {
    let from = from.clamp(0, 2 * DAY);
    let to = if to.clamp(0, 2 * DAY) <= from { to.clamp(0, 2 * DAY) + DAY } else { to.clamp(0, 2 * DAY) };
    let Some((begin, out)) = work.clock() else { return 0 };
    (-2..=5).map(|k| (out.min(to + k * DAY) - begin.max(from + k * DAY)).max(0)).sum::<i64>().min(out - begin)
}

/// Minutes of work on calendar dates that count.
fn on_dates(work: &Work, counts: impl Fn(jiff::civil::Date) -> bool) -> i64 {
    let Some((begin, out)) = work.clock() else { return 0 };
    let date = |k: i64| work.date.checked_add(Span::new().days(k)).ok().filter(|date| counts(*date));
    (-1..=5)
        .filter(|k| out > k * DAY && begin < (k + 1) * DAY)
        .filter(|&k| date(k).is_some())
        .map(|k| (out.min((k + 1) * DAY) - begin.max(k * DAY)).max(0))
        .sum()
}
