//! Zones and the sun, on the server: a day's minutes become instants with the zone's offset at that very minute.
use super::model::{
    Sun,
    checks::{PlaceSun, Polar},
    sun,
};
use crate::values::{LocationId, Minute};
use jiff::{
    Span, Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use std::{collections::HashMap, sync::Mutex};

/// The zone of a name; UTC for a name nobody knows, which the forms do not let in.
pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// A minute of a shooting day as unix milliseconds. The minute is what the clocks on location show, also on the day
/// they change; a time that a change skips is taken as an hour later, one that comes twice is the first.
pub(super) fn instant(zone: &TimeZone, date: Date, minute: Minute) -> i64 {
    let local = date.to_datetime(Time::midnight()).saturating_add(Span::new().minutes(minute.0.clamp(-2880, 5760)));
    zone.to_ambiguous_timestamp(local).compatible().map_or(0, Timestamp::as_millisecond)
}

/// What date it is in a zone.
pub(crate) fn today(zone: &TimeZone, now: i64) -> Date {
    local(zone, now).map_or(Date::ZERO, |l| l.date())
}

fn local(zone: &TimeZone, ms: i64) -> Option<jiff::civil::DateTime> {
    Timestamp::from_millisecond(ms).ok().map(|at| zone.to_datetime(at))
}

/// An instant as a minute of the day with this date, rounded to the minute.
fn minute_of(zone: &TimeZone, date: Date, ms: i64) -> Option<Minute> {
    let at = local(zone, ms.saturating_add(30_000))?;
    let seconds = at.duration_since(date.to_datetime(Time::midnight())).as_secs();
    Some(Minute(seconds.div_euclid(60)))
}

/// Sunrise and sunset at a place, in the zone of the day; none where the sun does not rise or set.
pub(super) fn sunrise_sunset(name: &str, date: Date, lat_e6: i64, lon_e6: i64) -> (Option<Minute>, Option<Minute>) {
    light(name, date, lat_e6, lon_e6, None).map_or((None, None), |sun| (sun.sunrise, sun.sunset))
}

/// The sun of a date at a place with its twilight, in the zone of the day; none for a place that is nowhere.
pub(crate) fn light(name: &str, date: Date, lat_e6: i64, lon_e6: i64, place: Option<LocationId>) -> Option<PlaceSun> {
    let zone = zone(name);
    let minute = |at: Option<i64>| at.and_then(|ms| minute_of(&zone, date, ms));
    Some(match known(&zone, date, lat_e6, lon_e6)? {
        Sun::Times(t) => PlaceSun {
            place,
            polar: Polar::No,
            first_light: minute(t.first_light),
            sunrise: minute(t.sunrise),
            sunset: minute(t.sunset),
            last_light: minute(t.last_light),
        },
        Sun::PolarDay => PlaceSun { place, polar: Polar::Day, ..PlaceSun::default() },
        Sun::PolarNight { first_light, last_light } => PlaceSun {
            place,
            polar: Polar::Night,
            first_light: minute(first_light),
            last_light: minute(last_light),
            ..PlaceSun::default()
        },
    })
}

fn known(zone: &TimeZone, date: Date, lat_e6: i64, lon_e6: i64) -> Option<Sun> {
    /// The model costs about a hundred microseconds, a board has sixty days, and the sun does not change its mind.
    static KNOWN: Mutex<Option<HashMap<(i64, i64, Date, i64), Option<Sun>>>> = Mutex::new(None);
    let noon = Timestamp::from_millisecond(instant(zone, date, Minute(720))).unwrap_or_default();
    let offset = i64::from(zone.to_offset(noon).seconds()) / 60;
    let asked = (lat_e6, lon_e6, date, offset);
    let mut guard = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let known = guard.get_or_insert_default();
    if known.len() > 4096 {
        known.clear();
    }
    *known.entry(asked).or_insert_with(|| sun(lat_e6, lon_e6, date, offset).ok())
}
