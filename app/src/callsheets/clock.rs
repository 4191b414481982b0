//! Between instants and the clocks at a place. On the server only: browsers carry no table of time zones.
use super::words::Local;
use crate::values::Minute;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// The zone of a name; UTC if there is none of that name.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// An instant (unix milliseconds) as the clock at the place shows it.
pub fn local(at_ms: i64, zone: &TimeZone) -> Local {
    let at = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
    Local { date: at.date(), at: Minute(i64::from(at.hour()) * 60 + i64::from(at.minute())) }
}

/// An instant in minutes of a shooting day, rounded to the nearest.
pub fn minute(at_ms: i64, date: Date, zone: &TimeZone) -> Minute {
    let local = local(at_ms.saturating_add(30_000), zone);
    let days = local.date.duration_since(date).as_hours() / 24;
    local.at.plus(days * 1440)
}

/// A minute of a shooting day as an instant, unix milliseconds. A time that clocks skip counts as the one after it.
pub fn instant(date: Date, at: Minute, zone: &TimeZone) -> i64 {
    let day = date.checked_add(1.days().checked_mul(at.day_offset()).unwrap_or_default()).unwrap_or(date);
    let of_day = at.0.rem_euclid(1440);
    let (hour, minute) = (i8::try_from(of_day / 60).unwrap_or(0), i8::try_from(of_day % 60).unwrap_or(0));
    day.at(hour, minute, 0, 0).to_zoned(zone.clone()).map_or(0, |at| at.timestamp().as_millisecond())
}
