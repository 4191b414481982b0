//! From hours of a forecast to what a call sheet says of the day. Whole numbers only: tenths where a unit needs them.
use crate::values::Minute;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Rain of an hour from which it counts, in tenths of a millimetre.
const WET: i64 = 2;
/// Chance of it from which it counts, in per cent.
const LIKELY: i64 = 40;
const HOUR_MS: i64 = 3_600_000;

/// What the sky does, the gentlest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sky {
    /// Clear.
    #[default]
    Clear,
    /// Some clouds.
    Fair,
    /// Overcast.
    Overcast,
    /// Fog.
    Fog,
    /// Drizzle.
    Drizzle,
    /// Showers of rain.
    Showers,
    /// Rain.
    Rain,
    /// Snow, grains and showers of it included.
    Snow,
    /// Freezing drizzle or rain.
    Ice,
    /// Thunderstorm.
    Thunder,
}

impl Sky {
    /// Of a weather code as forecasts use it (WMO table 4677, the part that Open-Meteo documents); unknown codes are
    /// overcast, neither promising sun nor crying rain.
    #[must_use]
    pub fn of_code(code: i64) -> Self {
        match code {
            0 => Self::Clear,
            1 | 2 => Self::Fair,
            45 | 48 => Self::Fog,
            51 | 53 | 55 => Self::Drizzle,
            56 | 57 | 66 | 67 => Self::Ice,
            61 | 63 | 65 => Self::Rain,
            71..=77 | 85 | 86 => Self::Snow,
            80..=82 => Self::Showers,
            95..=99 => Self::Thunder,
            _ => Self::Overcast,
        }
    }

    /// Something falls from it.
    #[must_use]
    pub fn is_wet(self) -> bool {
        self >= Self::Drizzle
    }
}

/// An hour of a forecast; what a service does not tell is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hour {
    /// Its beginning, unix milliseconds.
    pub at: i64,
    /// Temperature at two metres, tenths of a degree Celsius.
    pub temperature: Option<i64>,
    /// Rain and melted snow, tenths of a millimetre.
    pub rain: Option<i64>,
    /// Chance of it, per cent.
    pub chance: Option<i64>,
    /// Wind at ten metres, km/h.
    pub wind: Option<i64>,
    /// Gusts, km/h.
    pub gusts: Option<i64>,
    /// Where the wind comes from, degrees from north.
    pub from: Option<i64>,
    /// Relative humidity, per cent.
    pub humidity: Option<i64>,
    /// Cloud cover, per cent.
    pub clouds: Option<i64>,
    /// Weather code, see [`Sky::of_code`].
    pub code: Option<i64>,
}

impl Hour {
    fn sky(&self) -> Option<Sky> {
        let sky = Sky::of_code(self.code?);
        let little = self.rain.is_some_and(|rain| rain < WET) && sky != Sky::Thunder;
        let unlikely = self.chance.is_some_and(|chance| chance < LIKELY);
        Some(if sky.is_wet() && (little || unlikely) { Sky::Overcast } else { sky })
    }
}

/// A forecast for the hours of a shooting day. Minutes count from midnight of the day's date at its place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Forecast {
    /// Lowest and highest temperature, tenths of a degree Celsius.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<(i64, i64)>,
    /// The worst that falls, else what the sky mostly is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sky: Option<Sky>,
    /// From when something falls; absent if it does from the first hour, or nothing falls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wet_from: Option<Minute>,
    /// Until when; absent if it does to the last hour, or nothing falls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wet_until: Option<Minute>,
    /// Rain and melted snow over the day, tenths of a millimetre.
    pub rain: i64,
    /// Highest chance of it, per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance: Option<i64>,
    /// Strongest wind, km/h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wind: Option<i64>,
    /// Strongest gusts, km/h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gusts: Option<i64>,
    /// Where the strongest wind comes from: eighths of a turn from north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<u8>,
    /// Mean relative humidity, per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub humidity: Option<i64>,
    /// Mean cloud cover, per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clouds: Option<i64>,
    /// Who forecasts.
    pub source: String,
    /// When it was fetched, on the clock of the place.
    pub made_on: Date,
    /// The time of it.
    pub made_at: Minute,
}

impl Forecast {
    /// Over the hours in which people work; nothing if the service told none of them. `minute` turns an instant into
    /// the day's minutes.
    #[must_use]
    pub fn of(hours: &[Hour], call: i64, wrap: i64, minute: impl Fn(i64) -> Minute) -> Option<Self> {
        let inside = |hour: &&Hour| hour.at > call - HOUR_MS && hour.at < wrap.max(call + 1);
        let hours: Vec<&Hour> = hours.iter().filter(inside).collect();
        let (first, last) = (hours.first()?.at, hours.last()?.at);
        let all = |of: fn(&Hour) -> Option<i64>| hours.iter().filter_map(move |hour| of(hour));
        let mean = |of: fn(&Hour) -> Option<i64>| {
            let count = i64::try_from(all(of).count()).unwrap_or(0);
            (count > 0).then(|| (all(of).sum::<i64>() + count / 2) / count)
        };
        let skies: Vec<(i64, Sky)> = hours.iter().filter_map(|hour| Some((hour.at, hour.sky()?))).collect();
        let mut wet = skies.iter().filter(|(_, sky)| sky.is_wet());
        let (begins, worst) = (wet.next().map(|(at, _)| *at), skies.iter().map(|(_, sky)| *sky).max());
        let ends = wet.next_back().map(|(at, _)| *at).or(begins);
        let usual = || {
            let count = |sky: Sky| skies.iter().filter(|(_, other)| *other == sky).count();
            skies.iter().map(|(_, sky)| *sky).max_by_key(|sky| (count(*sky), *sky))
        };
        let strongest = hours.iter().filter(|hour| hour.wind.is_some()).max_by_key(|hour| hour.wind);
        Some(Self {
            temperature: all(|h| h.temperature).min().zip(all(|h| h.temperature).max()),
            sky: if begins.is_some() { worst } else { usual() },
            wet_from: begins.filter(|at| *at > first).map(&minute),
            wet_until: ends.filter(|at| *at < last).map(|at| minute(at + HOUR_MS)),
            rain: all(|h| h.rain).sum(),
            chance: all(|h| h.chance).max(),
            wind: strongest.and_then(|hour| hour.wind),
            gusts: all(|h| h.gusts).max(),
            from: strongest.and_then(|hour| hour.from).map(eighth),
            humidity: mean(|h| h.humidity),
            clouds: mean(|h| h.clouds),
            ..Self::default()
        })
    }
}

/// Degrees as eighths of a turn, to the nearest.
fn eighth(degrees: i64) -> u8 {
    u8::try_from((degrees.rem_euclid(360) * 2 + 45) / 90 % 8).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CALL: i64 = 7 * HOUR_MS;

    fn hours(codes: &[i64]) -> Vec<Hour> {
        let hour = |(n, code): (i64, &i64)| Hour {
            at: n * HOUR_MS,
            temperature: Some(80 + n * 10),
            rain: Some(if Sky::of_code(*code).is_wet() { 12 } else { 0 }),
            chance: Some(if Sky::of_code(*code).is_wet() { 70 } else { 5 }),
            wind: Some(10 + n),
            gusts: Some(20 + n),
            from: Some(225),
            humidity: Some(80),
            clouds: Some(50),
            code: Some(*code),
        };
        (0..).zip(codes).map(hour).collect()
    }

    fn day(codes: &[i64]) -> Forecast {
        Forecast::of(&hours(codes), CALL, CALL + 10 * HOUR_MS, |at| Minute(at / 60_000)).unwrap()
    }

    /// 24 hours of one code, and another from one hour to before another.
    fn with(usual: i64, code: i64, from: usize, to: usize) -> Vec<i64> {
        (0..24).map(|n| if (from..to).contains(&n) { code } else { usual }).collect()
    }

    #[test]
    fn a_dry_day_is_what_the_sky_mostly_is() {
        let dry = day(&with(0, 3, 7, 9));
        assert_eq!((dry.sky, dry.wet_from, dry.wet_until), (Some(Sky::Clear), None, None));
        assert_eq!(dry.temperature, Some((150, 240)), "only the hours of work count");
        assert_eq!((dry.wind, dry.gusts, dry.from), (Some(26), Some(36), Some(5)), "south-west");
        assert_eq!((dry.humidity, dry.clouds, dry.rain), (Some(80), Some(50), 0));
    }

    #[test]
    fn rain_is_told_with_its_hours() {
        let later = day(&with(3, 61, 15, 24));
        assert_eq!((later.sky, later.wet_from, later.wet_until), (Some(Sky::Rain), Some(Minute(15 * 60)), None));
        let early = day(&with(1, 80, 0, 9));
        assert_eq!((early.sky, early.wet_from, early.wet_until), (Some(Sky::Showers), None, Some(Minute(9 * 60))));
        let all = day(&with(71, 71, 0, 0));
        assert_eq!((all.sky, all.wet_from, all.wet_until), (Some(Sky::Snow), None, None));
        let once = day(&with(2, 95, 12, 13));
        assert_eq!((once.wet_from, once.wet_until), (Some(Minute(12 * 60)), Some(Minute(13 * 60))));
    }

    #[test]
    fn what_is_unlikely_or_next_to_nothing_is_no_rain() {
        let mut some = hours(&with(3, 61, 10, 12));
        some[10].chance = Some(LIKELY - 1);
        some[11].rain = Some(WET - 1);
        let of = |some: &[Hour]| Forecast::of(some, CALL, CALL + 10 * HOUR_MS, |at| Minute(at / 60_000)).unwrap();
        assert_eq!(of(&some).sky, Some(Sky::Overcast));
        (some[10].chance, some[10].rain) = (None, None);
        assert_eq!(of(&some).sky, Some(Sky::Rain), "a service that tells no amounts is believed");
        some[12] = Hour { code: Some(95), rain: Some(0), chance: Some(60), ..some[12] };
        assert_eq!(of(&some).sky, Some(Sky::Thunder), "lightning needs no rain");
    }

    #[test]
    fn no_hours_of_the_day_are_no_forecast() {
        assert_eq!(Forecast::of(&[], CALL, CALL + HOUR_MS, Minute), None);
        assert_eq!(Forecast::of(&hours(&[0, 0, 0]), CALL, CALL + HOUR_MS, Minute), None);
        let bare = Forecast::of(&[Hour { at: CALL, ..Hour::default() }], CALL, CALL, Minute).unwrap();
        assert_eq!((bare.sky, bare.temperature, bare.wind), (None, None, None), "what was not told is not said");
    }

    #[test]
    fn winds_have_eight_names() {
        let names: Vec<u8> = [0, 22, 23, 67, 68, 180, 337, 338, 360, -45].map(eighth).into();
        assert_eq!(names, [0, 0, 1, 1, 2, 4, 7, 0, 0, 7]);
    }

    proptest! {
        #[test]
        fn figures_stay_within_their_hours(codes in prop::collection::vec(0..100_i64, 0..60), call in 0..40_i64, length in 0..30_i64) {
            let (hours, call) = (hours(&codes), call * HOUR_MS + 60_000);
            let wrap = call + length * HOUR_MS;
            let Some(found) = Forecast::of(&hours, call, wrap, |at| Minute(at / 60_000)) else { return Ok(()) };
            let (low, high) = found.temperature.unwrap();
            prop_assert!(low <= high);
            prop_assert_eq!(found.rain > 0, found.sky.unwrap().is_wet());
            if let (Some(from), Some(until)) = (found.wet_from, found.wet_until) {
                prop_assert!(from < until);
            }
            let json = serde_json::to_string(&found).unwrap();
            prop_assert_eq!(serde_json::from_str::<Forecast>(&json).unwrap(), found);
        }
    }
}
