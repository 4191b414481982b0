//! Rest between two days of a person, across units, in elapsed time between instants, so that midnight, both clock
//! changes and a change of zone come out right.
use super::finding::{Finding, FindingKind, Severity};
use super::index::RuleAt;
use super::minors;
use super::packs::Says;
use super::view::{View, Work};
use crate::schedule::model::rest::{Stretch, short_rests};

pub(super) fn check(view: View, person: usize, works: &[Work], found: &mut Vec<Finding>) {
    let stretches = works
        .iter()
        .enumerate()
        .filter_map(|(at, work)| Some(Stretch { at, date: work.date, call: work.begin_ms?, wrap: work.out_ms }));
    let longest = |at: usize| rules(view, person, &works[at]).map(|(minutes, ..)| minutes).max().unwrap_or(0);
    for short in short_rests(stretches.collect(), longest) {
        let (from, to) = (works[short.from], works[short.to]);
        let across = view.day(from.day).unit != view.day(to.day).unit;
        // Work that overlaps in two units is said as such.
        if across && short.minutes < 0 {
            continue;
        }
        let kind = if across { FindingKind::RestAcrossUnits } else { FindingKind::DailyRest };
        for (minutes, severity, rule) in rules(view, person, &to).filter(|(minutes, ..)| short.minutes < *minutes) {
            // It counts as worked as soon as the wrap it runs from was.
            let mut finding = view.of_person(kind, severity, person, &[from, to]);
            finding.times = from.times;
            let last = view.strips_of(person, from.day).next_back();
            let first = view.strips_of(person, to.day).next();
            let strips = last.into_iter().chain(first).map(|at| view.strip(at)).collect();
            found.push(finding.figures(short.minutes.max(0), minutes).by(rule).caused_by(strips));
        }
    }
}

/// Rests due before a day.
fn rules<'a>(view: View<'a>, person: usize, work: &Work) -> impl Iterator<Item = (i64, Severity, &'a RuleAt)> {
    let age = minors::age(view.person(person), work.date);
    view.index.rules(person, work.day).filter_map(move |rule| match &rule.says {
        Says::DailyRest { minutes } => Some((*minutes, Severity::Breach, rule)),
        Says::Minor(band) if age.is_some_and(|age| (band.from_age..=band.to_age).contains(&age)) => {
            band.rest.map(|minutes| (minutes, Severity::Hard, rule))
        }
        _ => None,
    })
}
