//! A forecast in one line, in the reader's language and the units of the country.
use super::{
    super::words::{stamp, time},
    model::{Forecast, Sky},
};
use crate::{
    callsheets::words::Local,
    text::{Lang, Text, k},
    values::Minute,
};
use jiff::civil::Date;

/// What the sky is called.
#[must_use]
pub fn sky(sky: Sky) -> Text {
    match sky {
        Sky::Clear => k::WEATHER_CLEAR,
        Sky::Fair => k::WEATHER_FAIR,
        Sky::Overcast => k::WEATHER_OVERCAST,
        Sky::Fog => k::WEATHER_FOG,
        Sky::Drizzle => k::WEATHER_DRIZZLE,
        Sky::Showers => k::WEATHER_SHOWERS,
        Sky::Rain => k::WEATHER_RAIN,
        Sky::Snow => k::WEATHER_SNOW,
        Sky::Ice => k::WEATHER_ICE,
        Sky::Thunder => k::WEATHER_THUNDER,
    }
}

/// Countries that read degrees Fahrenheit and miles.
fn imperial(country: &str) -> bool {
    matches!(country, "US" | "LR" | "BS" | "BZ" | "KY" | "PW" | "FM" | "MH")
}

/// Tenths of a degree Celsius as whole degrees of the country.
fn degrees(tenths: i64, imperial: bool) -> String {
    let whole = if imperial { (tenths * 9 + 25).div_euclid(50) + 32 } else { (tenths + 5).div_euclid(10) };
    whole.to_string().replace('-', "−")
}

fn speed(kmh: i64, imperial: bool) -> String {
    if imperial { format!("{} mph", (kmh * 621 + 500) / 1000) } else { format!("{kmh} km/h") }
}

/// `9–14 °C, rain from 15:00, wind SW 18 km/h (gusts 34 km/h)`: what somebody on the way needs.
#[must_use]
pub fn short(f: &Forecast, date: Date, country: &str, lang: Lang) -> String {
    let us = imperial(country);
    let mut parts = Vec::new();
    if let Some((low, high)) = f.temperature {
        let (low, high) = (degrees(low, us), degrees(high, us));
        let span = if low == high { high } else { format!("{low}–{high}") };
        parts.push(format!("{span} {}", if us { "°F" } else { "°C" }));
    }
    parts.extend(f.sky.map(|s| {
        let (name, at) = (sky(s).say(lang), |at: Minute| time(at, date, lang));
        match (f.wet_from, f.wet_until) {
            (None, None) => name.to_owned(),
            (Some(from), None) => k::WEATHER_FROM.fill(lang, &[("sky", name), ("from", &at(from))]),
            (None, Some(to)) => k::WEATHER_UNTIL.fill(lang, &[("sky", name), ("to", &at(to))]),
            (Some(from), Some(to)) => {
                k::WEATHER_BETWEEN.fill(lang, &[("sky", name), ("from", &at(from)), ("to", &at(to))])
            }
        }
    }));
    if let Some(wind) = f.wind {
        let names = k::WEATHER_COMPASS.say(lang);
        let from = f.from.and_then(|at| names.split(' ').nth(usize::from(at))).unwrap_or_default();
        let wind = k::WEATHER_WIND.fill(lang, &[("from", from), ("speed", &speed(wind, us))]).replace("  ", " ");
        let gusts = f.gusts.map(|g| k::WEATHER_GUSTS.fill(lang, &[("speed", &speed(g, us))]));
        parts.push(gusts.map_or_else(|| wind.clone(), |gusts| format!("{wind} ({gusts})")));
    }
    parts.join(", ")
}

/// The same with humidity, clouds, where it comes from and how old it is.
#[must_use]
pub fn long(f: &Forecast, date: Date, country: &str, lang: Lang) -> String {
    let mut parts = vec![short(f, date, country, lang)];
    let per_cent = |text: Text, n: i64| text.fill(lang, &[("n", &n.to_string())]);
    parts.extend(f.chance.filter(|_| f.sky.is_some_and(Sky::is_wet)).map(|n| per_cent(k::WEATHER_CHANCE, n)));
    parts.extend(f.humidity.map(|n| per_cent(k::WEATHER_HUMIDITY, n)));
    parts.extend(f.clouds.map(|n| per_cent(k::WEATHER_CLOUDS, n)));
    parts.retain(|part| !part.is_empty());
    let made = stamp(Local { date: f.made_on, at: f.made_at }, lang);
    format!("{} · {}", parts.join(", "), k::WEATHER_MADE.fill(lang, &[("source", &f.source), ("when", &made)]))
}

/// What was typed, with the forecast behind it: the sheet's line.
#[must_use]
pub fn line(typed: &str, forecast: Option<String>) -> String {
    match forecast {
        Some(forecast) if typed.is_empty() => forecast,
        Some(forecast) => format!("{typed} — {forecast}"),
        None => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_line_in_the_units_and_the_language_of_the_reader() {
        let day = date(2026, 5, 14);
        let f = Forecast {
            temperature: Some((-14, 142)),
            sky: Some(Sky::Rain),
            wet_from: Some(Minute(15 * 60)),
            wind: Some(18),
            gusts: Some(34),
            from: Some(5),
            humidity: Some(80),
            clouds: Some(60),
            chance: Some(70),
            source: "Open-Meteo".into(),
            made_on: date(2026, 5, 13),
            made_at: Minute(18 * 60 + 40),
            ..Forecast::default()
        };
        assert_eq!(short(&f, day, "GB", Lang::En), "−1–14 °C, rain from 15:00, wind SW 18 km/h (gusts 34 km/h)");
        assert_eq!(short(&f, day, "US", Lang::En), "29–58 °F, rain from 15:00, wind SW 11 mph (gusts 21 mph)");
        assert!(short(&f, day, "DE", Lang::De).contains("Regen ab 15:00"), "{}", short(&f, day, "DE", Lang::De));
        let long = long(&f, day, "GB", Lang::En);
        assert!(long.contains("humidity 80 %") && long.contains("Open-Meteo") && long.contains("18:40"), "{long}");
        let night = Forecast { wet_from: Some(Minute(25 * 60)), wet_until: Some(Minute(27 * 60)), ..f };
        assert!(short(&night, day, "GB", Lang::En).contains("rain 01:00 Fri–03:00 Fri"), "after midnight says so");
        assert_eq!(short(&Forecast::default(), day, "GB", Lang::En), "", "nothing known, nothing said");
        assert_eq!(line("Cover: cabin", Some("9 °C".into())), "Cover: cabin — 9 °C");
    }
}
