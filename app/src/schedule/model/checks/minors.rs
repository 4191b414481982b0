//! Minors: hard limits of the statute for their age on the date, and of their own permit, which may only be stricter.
//! Work is what their scenes take; on set is from their own call to their out-time, or from first scene to last.
use super::facts::{Minor, Moment, Permit};
use super::finding::{Clause, Finding, FindingKind, Severity};
use super::hours::{meal_minutes, times};
use super::index::{Person, RuleAt};
use super::packs::{Basis, MinorRule, Says};
use super::view::{View, Work};
use jiff::civil::Date;

/// Age in whole years on a date; none for who is not known to be a minor.
pub(super) fn age(person: &Person, on: Date) -> Option<i64> {
    let minor = person.minor.as_ref()?;
    let Some(birth) = minor.birth else { return minor.age };
    let years = i64::from(on.year()) - i64::from(birth.year());
    Some(years - i64::from((on.month(), on.day()) < (birth.month(), birth.day())))
}

pub(super) fn check(view: View, person: usize, works: &[Work], found: &mut Vec<Finding>) {
    let Some(minor) = &view.person(person).minor else { return };
    for date in works.chunk_by(|a, b| a.date == b.date) {
        let Some(first) = date.first() else { continue };
        let age = age(view.person(person), first.date);
        if age.is_some_and(|age| age >= 18) {
            continue;
        }
        let bands = view.index.rules(person, first.day).filter_map(|rule| match &rule.says {
            Says::Minor(band) if age.is_some_and(|age| (band.from_age..=band.to_age).contains(&age)) => {
                Some((rule, band))
            }
            _ => None,
        });
        let check = Check { view, person, minor, date, age: age.unwrap_or(0), bands: bands.collect() };
        check.papers(found);
        check.hours(found);
    }
}

/// One minor on one date.
struct Check<'a> {
    view: View<'a>,
    person: usize,
    minor: &'a Minor,
    date: &'a [Work],
    age: i64,
    bands: Vec<(&'a RuleAt, &'a MinorRule)>,
}

/// A figure of the statute or the permit.
type Limit = (i64, Clause);

impl Check<'_> {
    fn finding(&self, kind: FindingKind, severity: Severity) -> Finding {
        let mut finding = self.view.of_person(kind, severity, self.person, self.date);
        finding.times = times(self.date);
        finding.strips = self.date.iter().flat_map(|work| self.view.cause(self.person, work.day)).collect();
        finding
    }

    /// The permit, if it is valid on the date.
    fn permit(&self) -> Option<&Permit> {
        let on = self.date.first()?.date;
        self.minor.permit.as_ref().filter(|permit| permit.valid.holds(on))
    }

    /// Age, permit and chaperone.
    fn papers(&self, found: &mut Vec<Finding>) {
        for (rule, band) in self.bands.iter().filter(|(_, band)| band.forbidden) {
            let finding = self.finding(FindingKind::MinorAge, Severity::Hard);
            found.push(finding.figures(self.age, band.to_age.saturating_add(1)).by(rule));
        }
        // Whose age no rule knows needs a permit to be sure of; so does a child, and one with a permit keeps to it.
        let wanted = self.bands.iter().find(|(_, band)| band.permit);
        let needs = wanted.is_some() || self.bands.is_empty() || self.minor.permit.is_some();
        if needs && self.permit().is_none() {
            let finding = self.finding(FindingKind::MinorPermit, Severity::Hard);
            found.push(wanted.map_or(finding.clone(), |(rule, _)| finding.by(rule)));
        }
        let clause = self.bands.iter().find(|(_, band)| band.chaperone);
        if (needs || clause.is_some()) && !self.minor.chaperone {
            let finding = self.finding(FindingKind::MinorChaperone, Severity::Hard);
            found.push(clause.map_or(finding.clone(), |(rule, _)| finding.by(rule)));
        }
    }

    /// Work, time on set, begin and end.
    fn hours(&self, found: &mut Vec<Finding>) {
        let least = |rule: &dyn Fn(&MinorRule) -> Option<i64>, permit: &dyn Fn(&Permit) -> Option<i64>| {
            self.limits(rule, permit).min_by_key(|(limit, _)| *limit)
        };
        let work = least(&|band| band.work, &|permit| permit.work);
        // Where no time on set is set apart, all presence without meals is work.
        let no_set = self.bands.iter().all(|(_, band)| band.on_set.is_none())
            && self.permit().is_none_or(|p| p.on_set.is_none());
        let on_set = if no_set { work.clone() } else { least(&|band| band.on_set, &|permit| permit.on_set) };
        let latest = least(&|band| band.latest, &|permit| permit.latest.map(|m| m.0));
        let earliest =
            self.limits(&|band| band.earliest, &|permit| permit.earliest.map(|m| m.0)).max_by_key(|(limit, _)| *limit);
        let mut say = |kind, have: i64, due: i64, clause: Clause| {
            let mut finding = self.finding(kind, Severity::Hard).figures(have, due);
            finding.clause = Some(clause);
            found.push(finding);
        };
        let worked = self.worked();
        if let (Some(have), Some((due, clause))) = (worked, work.clone())
            && have > due
        {
            say(FindingKind::MinorWork, have, due, clause);
        }
        let there: Option<Vec<(i64, i64, i64)>> = self.date.iter().map(|work| self.there(work, no_set)).collect();
        if let Some(there) = &there {
            let have = there.iter().fold(0_i64, |sum, (_, _, minutes)| sum.saturating_add(*minutes));
            if let Some((due, clause)) = on_set.clone().filter(|(due, _)| have > *due) {
                say(FindingKind::MinorOnSet, have, due, clause);
            }
            let first = there.iter().map(|(from, ..)| *from).min();
            if let (Some(have), Some((due, clause))) = (first, earliest.clone())
                && have < due
            {
                say(FindingKind::MinorEarly, have, due, clause);
            }
            let last = there.iter().map(|(_, to, _)| *to).max();
            if let (Some(have), Some((due, clause))) = (last, latest.clone())
                && have > due
            {
                say(FindingKind::MinorLate, have, due, clause);
            }
        }
        let hours_unknown = there.is_none() && (on_set.is_some() || earliest.is_some() || latest.is_some());
        if hours_unknown || worked.is_none() && work.is_some() {
            found.push(self.finding(FindingKind::MinorUntimed, Severity::Notice));
        }
    }

    /// Limits of every band and of the permit.
    fn limits(
        &self,
        rule: &dyn Fn(&MinorRule) -> Option<i64>,
        permit: &dyn Fn(&Permit) -> Option<i64>,
    ) -> impl Iterator<Item = Limit> {
        let statute: Vec<Limit> =
            self.bands.iter().filter_map(|(at, band)| rule(band).map(|limit| (limit, at.clause.clone()))).collect();
        let own = self.permit().and_then(|own| {
            let clause =
                Clause { pack: String::new(), valid_from: None, source: own.name.clone(), basis: Basis::Statutory };
            permit(own).map(|limit| (limit, clause))
        });
        statute.into_iter().chain(own)
    }

    /// Minutes of their scenes; none while one has no estimate.
    fn worked(&self) -> Option<i64> {
        let strips = self.date.iter().flat_map(|work| {
            let own = self.view.state.strips_of(self.person, work.day) > 0;
            self.view.strips_of(self.person, work.day).filter(move |_| own)
        });
        strips
            .map(|at| self.view.index.strips[at].minutes.map(|m| m.max(0)))
            .try_fold(0_i64, |sum, minutes| Some(sum.saturating_add(minutes?)))
    }

    /// Begin, end and length of their time on set in one unit.
    fn there(&self, work: &Work, without_meals: bool) -> Option<(i64, i64, i64)> {
        let own = self.view.person(self.person).times.get(&work.day);
        let own = own.and_then(|t| t.pickup.and(t.call).or(t.call).zip(t.out));
        let (from, to, minutes) = if let Some((call, out)) = own {
            let elapsed = |a: Moment, b: Moment| b.utc_ms.saturating_sub(a.utc_ms).max(0) / super::view::MINUTE_MS;
            (call.at.0, out.at.0, elapsed(call, out))
        } else {
            let view = self.view;
            let mine = view.slots(work.day).filter(|(_, scene)| scene.people.contains(&self.person));
            let mine: Vec<(i64, i64)> = mine.map(|(slot, _)| (slot.from, slot.to)).collect();
            if mine.is_empty() || u32::try_from(mine.len()) != Ok(view.state.strips_of(self.person, work.day)) {
                return None;
            }
            let from = mine.iter().map(|(from, _)| *from).min()?;
            let to = mine.iter().map(|(_, to)| *to).max()?;
            (from, to, to.saturating_sub(from))
        };
        let off = if without_meals { meal_minutes(self.view, self.person, work, minutes) } else { 0 };
        Some((from, to, minutes.saturating_sub(off).max(0)))
    }
}
