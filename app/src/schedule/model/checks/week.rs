//! The long rest of every seven days.
use super::finding::{Finding, FindingKind, Severity};
use super::packs::{Basis, Says};
use super::view::{DAY, MINUTE_MS, View, Work};

const WEEK: i64 = 7 * DAY;

/// Figures of a weekly rest.
#[derive(Clone, Copy)]
struct Due {
    minutes: i64,
    late: Option<(i64, i64)>,
    six_day: Option<i64>,
    statutory: bool,
}

pub(super) fn check(view: View, person: usize, works: &[Work], found: &mut Vec<Finding>) {
    let mut timed: Vec<Work> = works.iter().filter(|w| w.begin_ms.is_some()).copied().collect();
    timed.sort_by_key(|w| w.begin_ms);
    let Some(last) = timed.last().copied() else { return };
    for rule in view.index.rules(person, last.day) {
        let Says::WeeklyRest { minutes, late_minutes, late_from, six_day_minutes } = rule.says else { continue };
        let statutory = rule.clause.basis == Basis::Statutory;
        let due = Due { minutes, late: late_minutes.zip(late_from), six_day: six_day_minutes, statutory };
        for (block, rest, due) in blocks(&timed, due) {
            let finding = view.of_person(FindingKind::WeeklyRest, Severity::Breach, person, block);
            found.push(finding.figures(rest, due).by(rule));
        }
    }
}

/// Runs of work without a long rest within seven days: the run, its longest rest and what was due.
fn blocks(works: &[Work], due: Due) -> Vec<(&[Work], i64, i64)> {
    let mut found = Vec::new();
    // Where the run starts, its distinct dates, its longest rest, and the latest wrap so far.
    let (mut start, mut dates, mut longest) = (0, 0, 0);
    let mut open: Option<i64> = None;
    for (at, work) in works.iter().enumerate() {
        let Some(begin) = work.begin_ms else { continue };
        let need = |dates: i64| due.six_day.filter(|_| dates >= 6).unwrap_or(due.minutes);
        let rest = open.map(|wrap| begin.saturating_sub(wrap).max(0) / MINUTE_MS);
        let late = |rest: i64| {
            due.late
                .is_some_and(|(minutes, from)| rest >= minutes && work.begin.is_some_and(|b| b.rem_euclid(DAY) >= from))
        };
        // Without a wrap nobody knows how long the rest was: the run begins anew.
        if rest.is_none_or(|rest| rest >= need(dates) || late(rest)) {
            (start, dates, longest) = (at, 0, 0);
        } else {
            longest = longest.max(rest.unwrap_or(0));
        }
        let before = at.checked_sub(1).filter(|before| *before >= start).map(|before| works[before].date);
        dates += i64::from(before != Some(work.date));
        let since = works[start].begin_ms.unwrap_or(begin);
        let elapsed = |to: i64| to.saturating_sub(since) / MINUTE_MS;
        let late = if due.statutory {
            // The rest must lie within the seven days.
            work.out_ms.is_some_and(|out| elapsed(out) > WEEK.saturating_sub(need(dates)))
        } else {
            // The rest must follow the days of work: a seventh without it is too many.
            elapsed(begin) >= WEEK - DAY
        };
        let wrap = match (open, work.out_ms) {
            (Some(longer), Some(out)) if start < at => Some(longer.max(out)),
            (_, out) => out,
        };
        open = wrap;
        if late && start < at {
            found.push((&works[start..=at], longest, need(dates - i64::from(!due.statutory))));
            (start, dates, longest) = (at + 1, 0, 0);
            open = None;
        }
    }
    found
}
