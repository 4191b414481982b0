//! People and places that cannot be had.
use super::finding::{About, Finding, FindingKind, Severity};
use super::view::{View, Work};
use crate::values::{LocationId, StripId};
use std::collections::BTreeMap;

/// Somebody is planned on a date, or at hours, on which they are not free.
pub(super) fn check(view: View, person: usize, works: &[Work], found: &mut Vec<Finding>) {
    let who = view.person(person);
    for work in works {
        let out_of_contract = !who.periods.is_empty() && !who.periods.iter().any(|period| period.holds(work.date));
        if who.off.contains(&work.date) || out_of_contract {
            found.push(view.of_person(FindingKind::CastAway, Severity::Breach, person, &[*work]));
        }
        let Some(free) = who.hours.iter().find(|hours| hours.date == work.date) else { continue };
        let Some((begin, out)) = at_work(view, person, work) else { continue };
        let early = (begin < free.from.0).then_some((begin, free.from.0));
        let late = (out > free.to.0).then_some((out, free.to.0));
        if let Some((have, due)) = early.or(late) {
            found.push(view.of_person(FindingKind::CastHours, Severity::Breach, person, &[*work]).figures(have, due));
        }
    }
}

/// When somebody is needed: by their own times, else from their first scene to their last, else as the unit.
fn at_work(view: View, person: usize, work: &Work) -> Option<(i64, i64)> {
    let scenes = view.slots(work.day).filter(|(_, scene)| scene.people.contains(&person)).map(|(slot, _)| slot);
    let (mut first, mut last, mut timed) = (i64::MAX, i64::MIN, 0);
    for slot in scenes {
        (first, last, timed) = (first.min(slot.from), last.max(slot.to), timed + 1);
    }
    let all = timed > 0 && timed == view.state.strips_of(person, work.day);
    if !work.own && all { Some((first, last)) } else { work.begin.zip(work.out) }
}

/// A place is planned on a date, or at hours, on which it cannot be had.
pub(super) fn places(view: View, day: usize, found: &mut Vec<Finding>) {
    let mut strips: BTreeMap<LocationId, Vec<StripId>> = BTreeMap::new();
    for (at, scene) in view.scenes(day) {
        if let Some(place) = scene.place.filter(|place| view.index.places.contains_key(place)) {
            strips.entry(place).or_default().push(view.strip(at));
        }
    }
    let date = view.day(day).date;
    for (id, strips) in strips {
        let Some(place) = view.index.places.get(&id) else { continue };
        let gone = place.off.contains(&date)
            || !place.periods.is_empty() && !place.periods.iter().any(|period| period.holds(date));
        if gone {
            let finding = view.of_day(FindingKind::PlaceAway, Severity::Breach, day, strips.clone());
            found.push(Finding { about: About::Place(id), ..finding });
        }
        let slots = view.slots(day).filter(|(_, scene)| scene.place == Some(id)).map(|(slot, _)| slot);
        let outside = slots.filter_map(|slot| {
            let early = place.from.filter(|from| slot.from < from.0).map(|from| (slot.from, from.0));
            let late = place.to.filter(|to| slot.to > to.0).map(|to| (slot.to, to.0));
            early.or(late).map(|figures| (view.strip(slot.strip), figures))
        });
        let outside: Vec<(StripId, (i64, i64))> = outside.collect();
        if let Some((_, (have, due))) = outside.first().copied() {
            let strips = outside.into_iter().map(|(strip, _)| strip).collect();
            let finding = view.of_day(FindingKind::PlaceHours, Severity::Breach, day, strips).figures(have, due);
            found.push(Finding { about: About::Place(id), ..finding });
        }
    }
}
