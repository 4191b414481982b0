//! Sun times of a place and date, computed on the server without any network (NREL's SPA): sunrise and sunset
//! at -0.833 degrees, first and last light at -6 (civil twilight). An elevated or mountainous horizon is not
//! modelled, and refraction is the standard one: at high latitudes and in valleys the sun may differ by minutes.
use serde::{Deserialize, Serialize};

/// Sun times of a day: those around the noon of the date asked for. All instants are unix milliseconds UTC.
/// At high latitudes the evening's may lie on the next calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sun {
    /// The sun rises or sets.
    Times(SunTimes),
    /// The sun does not set.
    PolarDay,
    /// The sun does not rise; there may still be light around noon.
    PolarNight {
        /// Begin of civil twilight.
        first_light: Option<i64>,
        /// End of civil twilight.
        last_light: Option<i64>,
    },
}

/// Instants in unix milliseconds UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SunTimes {
    /// Civil dawn; `None` where it does not get dark the night before.
    pub first_light: Option<i64>,
    /// Sunrise; `None` only on the edge of a polar season.
    pub sunrise: Option<i64>,
    /// Sunset; `None` only on the edge of a polar season.
    pub sunset: Option<i64>,
    /// Civil dusk; `None` where it does not get dark the night after.
    pub last_light: Option<i64>,
}

/// Why there are no sun times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SunError {
    /// Not a place on earth.
    Place,
    /// The date is out of the model's range.
    Date,
}

#[cfg(feature = "ssr")]
pub use compute::sun;

#[cfg(feature = "ssr")]
mod compute {
    use super::{Sun, SunError, SunTimes};
    use jiff::civil::{Date, date};
    use solar_positioning::{Horizon, Location, SolarEvents, delta_t::estimate_from_date};

    /// Julian date of the unix epoch.
    const EPOCH: f64 = 2_440_587.5;
    const DAY_MS: f64 = 86_400_000.0;

    /// Sun times of `date` as the clocks at the place count it. Floats stay within: coordinates come in as
    /// micro-degrees, instants leave as milliseconds.
    ///
    /// `utc_offset_minutes` is the zone's offset at local noon of that date; it decides which of two solar days is
    /// meant, which matters next to the date line. It need not be exact: an hour more or less changes nothing.
    ///
    /// # Errors
    /// [`SunError`] for coordinates or dates out of range.
    pub fn sun(lat_e6: i64, lon_e6: i64, date: Date, utc_offset_minutes: i64) -> Result<Sun, SunError> {
        let on_earth = (-90_000_000..=90_000_000).contains(&lat_e6) && (-180_000_000..=180_000_000).contains(&lon_e6);
        if !on_earth || !(-1440..=1440).contains(&utc_offset_minutes) {
            return Err(SunError::Place);
        }
        let place = Location { latitude: lat_e6 as f64 / 1e6, longitude: lon_e6 as f64 / 1e6 };
        let delta_t = estimate_from_date(i32::from(date.year()), u32::from(date.month().unsigned_abs()))
            .map_err(|_| SunError::Date)?;
        let noon = julian_noon(date, utc_offset_minutes);
        let events = SolarEvents::new();
        let around = |middle: f64, horizon| {
            events
                .for_interval_from_julian(middle - 0.5, middle + 0.5, place, delta_t, horizon)
                .map_err(|_| SunError::Date)
        };
        // The highest sun nearest to noon by the clock is the middle of the day asked for.
        let near = events
            .for_interval_from_julian(noon - 1.0, noon + 1.0, place, delta_t, Horizon::SunriseSunset)
            .map_err(|_| SunError::Date)?;
        let middle =
            near.transits.iter().copied().min_by(|a, b| (a - noon).abs().total_cmp(&(b - noon).abs())).unwrap_or(noon);
        let rise =
            |e: &solar_positioning::Events<f64>| e.rises.iter().rev().copied().find(|t| *t < middle).map(unix_ms);
        let set = |e: &solar_positioning::Events<f64>| e.sets.iter().copied().find(|t| *t > middle).map(unix_ms);
        let day = around(middle, Horizon::SunriseSunset)?;
        let light = around(middle, Horizon::CivilTwilight)?;
        let times =
            SunTimes { first_light: rise(&light), sunrise: rise(&day), sunset: set(&day), last_light: set(&light) };
        Ok(match (times.sunrise, times.sunset) {
            (None, None) if day.always_above() => Sun::PolarDay,
            (None, None) => Sun::PolarNight { first_light: times.first_light, last_light: times.last_light },
            _ => Sun::Times(times),
        })
    }

    fn julian_noon(day: Date, utc_offset_minutes: i64) -> f64 {
        let days = day.duration_since(date(1970, 1, 1)).as_hours() / 24;
        EPOCH + days as f64 + 0.5 - utc_offset_minutes as f64 / 1440.0
    }

    fn unix_ms(julian: f64) -> i64 {
        ((julian - EPOCH) * DAY_MS).round() as i64
    }
}
