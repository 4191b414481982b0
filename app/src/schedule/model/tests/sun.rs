//! Sun times against published ones. The expected minutes are those that the tables of NOAA's solar calculator
//! (sunrise and sunset at -0.833 degrees, civil twilight at -6) give for 21 June and 21 December 2024, rounded.
#![cfg(feature = "ssr")]
use super::*;

/// An instant as local `(day of month, minute of the day)`, rounded to the minute.
fn local(instant: Option<i64>, offset: i64) -> Option<(i64, i64)> {
    let minutes = (instant? + 30_000).div_euclid(60_000) + offset;
    let midnight = date(2024, 1, 1).duration_since(date(1970, 1, 1)).as_hours() * 60;
    Some(((minutes - midnight).div_euclid(1440), (minutes - midnight).rem_euclid(1440)))
}

/// Latitude, longitude (micro-degrees).
type Place = (i64, i64);
/// First light, sunrise, sunset, last light as `HHMM`; 24 hours and more are after midnight.
type Clock = [i64; 4];

const LONDON: Place = (51_507_400, -127_800);
const NEW_YORK: Place = (40_712_800, -74_006_000);
const SYDNEY: Place = (-33_868_800, 151_209_300);
const BERLIN: Place = (52_520_000, 13_405_000);
const SINGAPORE: Place = (1_352_100, 103_819_800);
const LOS_ANGELES: Place = (34_052_200, -118_243_700);
const TOKYO: Place = (35_676_200, 139_650_300);
const AUCKLAND: Place = (-36_850_900, 174_764_500);
const APIA: Place = (-13_833_300, -171_766_700);
const KIRITIMATI: Place = (1_872_100, -157_427_800);
const HONOLULU: Place = (21_306_900, -157_858_300);
const REYKJAVIK: Place = (64_146_600, -21_942_600);
const TROMSO: Place = (69_649_200, 18_955_300);

fn check(place: Place, month: i8, offset: i64, want: Clock) {
    let on = date(2024, month, 21);
    let Ok(Sun::Times(times)) = sun(place.0, place.1, on, offset) else { panic!("{place:?} {month}") };
    let of_year = on.duration_since(date(2024, 1, 1)).as_hours() / 24;
    let got = [times.first_light, times.sunrise, times.sunset, times.last_light];
    for (got, want) in got.into_iter().zip(want) {
        let (day, minute) = local(got, offset).unwrap();
        let got = (day - of_year) * 1440 + minute;
        let want = want / 100 * 60 + want % 100;
        assert!((got - want).abs() <= 1, "{place:?} month {month}: {}:{:02}, {want} wanted", got / 60, got % 60);
    }
}

#[test]
fn cities_on_both_hemispheres() {
    check(LONDON, 6, 60, [355, 444, 2121, 2210]);
    check(LONDON, 12, 0, [723, 804, 1553, 1634]);
    check(NEW_YORK, 6, -240, [451, 525, 2031, 2105]);
    check(NEW_YORK, 12, -300, [646, 717, 1632, 1703]);
    check(SYDNEY, 6, 600, [632, 700, 1654, 1722]);
    check(SYDNEY, 12, 660, [511, 541, 2005, 2035]);
    check(BERLIN, 6, 120, [352, 444, 2133, 2224]);
    check(BERLIN, 12, 60, [733, 816, 1554, 1636]);
    check(SINGAPORE, 6, 480, [638, 701, 1912, 1935]);
    check(LOS_ANGELES, 6, -420, [513, 542, 2008, 2037]);
    check(LOS_ANGELES, 12, -480, [627, 655, 1648, 1716]);
    check(TOKYO, 6, 540, [355, 426, 1900, 1931]);
    check(TOKYO, 12, 540, [619, 648, 1632, 1701]);
}

#[test]
fn the_date_line_does_not_shift_the_date() {
    check(AUCKLAND, 6, 720, [704, 734, 1711, 1741]);
    check(AUCKLAND, 12, 780, [527, 558, 2040, 2111]);
    // West of the date line by longitude, a day ahead by the clock.
    check(APIA, 6, 780, [626, 650, 1808, 1832]);
    check(APIA, 12, 780, [533, 557, 1853, 1917]);
    check(KIRITIMATI, 6, 840, [602, 625, 1838, 1901]);
    // The same meridian with the other date.
    check(HONOLULU, 6, -600, [525, 551, 1916, 1942]);
    check(HONOLULU, 12, -600, [640, 705, 1755, 1820]);
}

#[test]
fn an_evening_may_end_after_midnight() {
    check(REYKJAVIK, 12, 0, [1003, 1123, 1529, 1650]);
    // In June the sun sets after midnight and it does not get dark: published 02:55 and 00:03.
    let Ok(Sun::Times(times)) = sun(REYKJAVIK.0, REYKJAVIK.1, date(2024, 6, 21), 0) else { panic!("times") };
    assert_eq!((times.first_light, times.last_light), (None, None));
    let (rise, set) = (local(times.sunrise, 0).unwrap(), local(times.sunset, 0).unwrap());
    assert!(rise.0 == 172 && (174..=177).contains(&rise.1), "{rise:?}");
    assert!(set.0 == 173 && (2..=5).contains(&set.1), "{set:?}");
}

#[test]
fn polar_day_and_night() {
    assert_eq!(sun(TROMSO.0, TROMSO.1, date(2024, 6, 21), 120), Ok(Sun::PolarDay));
    // No sun, but light from 09:30 to 13:55.
    let Ok(Sun::PolarNight { first_light, last_light }) = sun(TROMSO.0, TROMSO.1, date(2024, 12, 21), 60) else {
        panic!("polar night")
    };
    for (got, want) in [(first_light, 9 * 60 + 30), (last_light, 13 * 60 + 55)] {
        let minute = local(got, 60).unwrap().1;
        assert!((minute - want).abs() <= 2, "{minute}, {want} wanted");
    }
    let pole = sun(90_000_000, 0, date(2024, 12, 21), 0);
    assert_eq!(pole, Ok(Sun::PolarNight { first_light: None, last_light: None }));
    assert_eq!(sun(-90_000_000, 0, date(2024, 12, 21), 0), Ok(Sun::PolarDay));
}

#[test]
fn an_hour_of_daylight_saving_changes_nothing() {
    let summer = sun(BERLIN.0, BERLIN.1, date(2024, 3, 31), 120);
    assert_eq!(summer, sun(BERLIN.0, BERLIN.1, date(2024, 3, 31), 60));
}

#[test]
fn places_off_the_earth_are_refused() {
    assert_eq!(sun(90_000_001, 0, may(4), 0), Err(SunError::Place));
    assert_eq!(sun(0, -180_000_001, may(4), 0), Err(SunError::Place));
    assert_eq!(sun(0, i64::MIN, may(4), 0), Err(SunError::Place));
    assert_eq!(sun(0, 0, date(9000, 1, 1), 0), Err(SunError::Date));
}

proptest! {
    #[test]
    fn a_day_is_in_order_and_around_its_noon(lat in -90_000_000..90_000_001_i64, lon in -180_000_000..180_000_001_i64, n in 0..730_i32) {
        let on = date(2025, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap();
        let offset = lon * 1440 / 360_000_000;
        let noon = on.duration_since(date(1970, 1, 1)).as_hours() * HOUR + 12 * HOUR - offset * 60_000;
        if let Sun::Times(t) = sun(lat, lon, on, offset).unwrap() {
            let order: Vec<i64> = [t.first_light, t.sunrise, Some(noon), t.sunset, t.last_light].into_iter().flatten().collect();
            let close = t.sunset.is_some_and(|s| s - noon < HOUR) || t.sunrise.is_some_and(|s| noon - s < HOUR);
            prop_assert!(close || order.is_sorted(), "{order:?}");
            prop_assert!(order.iter().all(|o| (o - noon).abs() <= 13 * HOUR));
        }
    }
}
