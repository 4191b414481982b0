//! Scenes outdoors against the sun: a day scene needs it above the horizon, a night scene the end of civil twilight
//! (or sunset, where twilight is not known). Sun times come from the server, by the clock of the place.
use super::facts::{PlaceSun, Polar};
use super::finding::{About, Finding, FindingKind, Severity};
use super::state::Slot;
use super::view::{DAY, View};
use crate::values::{Light, LocationId};

pub(super) fn check(view: View, day: usize, found: &mut Vec<Finding>) {
    let plan = view.plan(day);
    for (at, scene) in view.scenes(day).filter(|(_, scene)| scene.outdoors) {
        let Some(sun) = sun_at(&view.day(day).sun, scene.place) else { continue };
        let slot = plan.slots.iter().find(|slot| slot.strip == at);
        let wrong = match scene.light {
            Light::Day => no_daylight(sun, slot).map(|figures| (FindingKind::NoDaylight, figures)),
            Light::Night => not_dark(sun, slot).map(|figures| (FindingKind::NotDark, figures)),
            _ => None,
        };
        if let Some((kind, figures)) = wrong {
            let mut finding = view.of_day(kind, Severity::Notice, day, vec![view.strip(at)]);
            (finding.have, finding.due) = figures.unzip();
            found.push(Finding { about: About::Scene(scene.scene), ..finding });
        }
    }
}

fn sun_at(all: &[PlaceSun], place: Option<LocationId>) -> Option<&PlaceSun> {
    let there = all.iter().find(|sun| sun.place.is_some() && sun.place == place);
    there.or_else(|| all.iter().find(|sun| sun.place.is_none()))
}

/// Time of the scene and of the sun that it misses; no times where the sun does not rise or set at all.
type Missed = Option<(i64, i64)>;

fn no_daylight(sun: &PlaceSun, slot: Option<&Slot>) -> Option<Missed> {
    match sun.polar {
        Polar::Day => None,
        Polar::Night => Some(None),
        Polar::No => {
            let (rise, set) = up(sun.sunrise?.0, sun.sunset?.0);
            let (from, to) = kept(slot?);
            // The sun of the date itself, of the evening before and of the mornings after.
            let days = || (-1..=4).map(|k| (rise + k * DAY, set + k * DAY));
            if days().any(|(rise, set)| rise <= from && to <= set) {
                return None;
            }
            let (rise, set) =
                days().min_by_key(|(rise, set)| (rise - from).max(0).max(to - set)).unwrap_or((rise, set));
            Some(Some(if from < rise { (from, rise) } else { (to, set) }))
        }
    }
}

fn not_dark(sun: &PlaceSun, slot: Option<&Slot>) -> Option<Missed> {
    let (dawn, dusk) = (sun.first_light.or(sun.sunrise), sun.last_light.or(sun.sunset));
    match sun.polar {
        Polar::Day => Some(None),
        // Without any twilight it is dark all day.
        Polar::Night | Polar::No => {
            let (dawn, dusk) = up(dawn?.0, dusk?.0);
            let (from, to) = kept(slot?);
            let light =
                (-1..=4).map(|k| (dawn + k * DAY, dusk + k * DAY)).find(|(dawn, dusk)| from < *dusk && *dawn < to);
            light.map(|(dawn, dusk)| Some(if from >= dawn { (from, dusk) } else { (to, dawn) }))
        }
    }
}

/// Rise and set in order, within two days.
fn up(rise: i64, set: i64) -> (i64, i64) {
    let rise = rise.clamp(-DAY, 2 * DAY);
    let set = set.clamp(-DAY, 3 * DAY);
    (rise, if set < rise { set + DAY } else { set })
}

fn kept(slot: &Slot) -> (i64, i64) {
    let from = slot.from.clamp(-DAY, 4 * DAY);
    (from, slot.to.clamp(from, 5 * DAY))
}
