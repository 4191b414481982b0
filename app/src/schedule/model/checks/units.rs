//! The same person in two units at overlapping times.
use super::finding::{Finding, FindingKind, Severity};
use super::view::{MINUTE_MS, View, Work};

pub(super) fn check(view: View, person: usize, works: &[Work], found: &mut Vec<Finding>) {
    // Works are sorted by date; what overlaps lies on the same date or the one before.
    for (at, later) in works.iter().enumerate() {
        for earlier in works[..at].iter().rev().take_while(|earlier| near(earlier, later)) {
            if view.day(earlier.day).unit == view.day(later.day).unit {
                continue;
            }
            let Some((severity, minutes)) = overlap(earlier, later) else { continue };
            let mut finding = view.of_person(FindingKind::UnitOverlap, severity, person, &[*earlier, *later]);
            finding.have = minutes;
            finding.strips = [earlier, later].into_iter().flat_map(|work| view.cause(person, work.day)).collect();
            found.push(finding);
        }
    }
}

fn near(earlier: &Work, later: &Work) -> bool {
    earlier.date == later.date || earlier.date.tomorrow().is_ok_and(|next| next == later.date)
}

/// Minutes at both; without times the same date is worth a look.
fn overlap(a: &Work, b: &Work) -> Option<(Severity, Option<i64>)> {
    match (a.begin_ms, a.out_ms, b.begin_ms, b.out_ms) {
        (Some(a_from), Some(a_to), Some(b_from), Some(b_to)) => {
            let both = a_to.min(b_to).saturating_sub(a_from.max(b_from));
            (both > 0).then_some((Severity::Breach, Some(both / MINUTE_MS)))
        }
        _ => (a.date == b.date).then_some((Severity::Notice, None)),
    }
}
