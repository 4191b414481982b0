//! Meals: when the first and every further one begins, and how long they are. Checked as soon as somebody has said
//! when meals are; a meal banner below a strip without an estimate has no time yet.
use super::finding::{Finding, FindingKind, Severity};
use super::packs::Says;
use super::view::{View, Work};

pub(super) fn check(view: View, person: usize, works: &[Work], found: &mut Vec<Finding>) {
    for work in works.iter().filter(|work| !view.as_crew(person, work)) {
        let Some(all) = &view.plan(work.day).meals else { continue };
        let (Some((begin, out)), Some(span)) = (work.clock(), work.span()) else { continue };
        let timed: Option<Vec<(i64, i64)>> = all.iter().map(|(start, minutes)| start.map(|s| (s, *minutes))).collect();
        let Some(timed) = timed else { continue };
        let meals: Vec<(i64, i64)> = timed
            .into_iter()
            .filter(|(start, _)| (begin..out).contains(start))
            .map(|(start, minutes)| (start, start.saturating_add(minutes)))
            .collect();
        let off = meals.iter().fold(0_i64, |sum, (from, to)| sum.saturating_add(to - from));
        let day = Day { begin, out, worked: span.saturating_sub(off), off, meals };
        for rule in view.index.rules(person, work.day) {
            let broken = match rule.says {
                Says::FirstMeal { after } => day.first(after).map(|have| (FindingKind::FirstMeal, have, after)),
                Says::NextMeal { after } => day.next(after).map(|have| (FindingKind::NextMeal, have, after)),
                Says::MealLength { minutes, day_over, total, day_type } => {
                    let counts = day_type.is_none_or(|only| only == view.day(work.day).day_type);
                    let have = day.shortest(total).filter(|have| counts && day.worked > day_over && *have < minutes);
                    have.map(|have| (FindingKind::MealLength, have, minutes))
                }
                _ => None,
            };
            if let Some((kind, have, due)) = broken {
                found.push(view.of_person(kind, Severity::Breach, person, &[*work]).figures(have, due).by(rule));
            }
        }
    }
}

/// A day with its meals, by the clock.
struct Day {
    begin: i64,
    out: i64,
    worked: i64,
    off: i64,
    meals: Vec<(i64, i64)>,
}

impl Day {
    /// How long after the call the first meal begins, or the day ends, if that is too long.
    fn first(&self, after: i64) -> Option<i64> {
        let first = self.meals.first().map_or(self.out, |(from, _)| *from);
        Some(first.saturating_sub(self.begin)).filter(|have| *have > after)
    }

    /// The longest time from a meal to the next or to the end, if it is too long.
    fn next(&self, after: i64) -> Option<i64> {
        let starts = self.meals.iter().skip(1).map(|(from, _)| *from).chain([self.out]);
        let waits = self.meals.iter().zip(starts).map(|((_, end), next)| next.saturating_sub(*end));
        waits.max().filter(|have| *have > after)
    }

    /// Length of all meals together, or of the shortest. Without any meal that is what is said about it.
    fn shortest(&self, total: bool) -> Option<i64> {
        let each = self.meals.iter().map(|(from, to)| to.saturating_sub(*from));
        if total { Some(self.off).filter(|_| !self.meals.is_empty()) } else { each.min() }
    }
}
