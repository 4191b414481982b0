//! What Open-Meteo's forecast service is asked and what it answers (open-meteo.com/en/docs; the same wire is spoken by
//! one's own Open-Meteo server). Instants go as unix seconds UTC, so that no clock change is in the way.
use super::model::Hour;
use serde::Deserialize;
use serde_json::Number;

/// Who forecasts, as the sheet names it.
pub const SOURCE: &str = "Open-Meteo";
const FIELDS: &str = "temperature_2m,precipitation,precipitation_probability,wind_speed_10m,wind_gusts_10m,wind_direction_10m,relative_humidity_2m,cloud_cover,weather_code";
const DAY_MS: i64 = 86_400_000;

/// Why an answer is no forecast.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The service says no, and why.
    #[error("the weather service refused: {0}")]
    Refused(String),
    /// Not what the service documents.
    #[error("the weather service's answer cannot be read: {0}")]
    Unreadable(String),
}

/// A position in hundredths of a degree, about a kilometre: more precisely nobody outside is told where is shot.
#[must_use]
pub fn blur(e6: i64) -> i64 {
    (e6 + 5_000).div_euclid(10_000)
}

/// Hundredths as the service reads them: `-0.05`.
fn degrees(e2: i64) -> String {
    let sign = if e2 < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", e2.abs() / 100, e2.abs() % 100)
}

/// Parameters of a question about the days (UTC) that hold the instants, at a position in hundredths of a degree.
#[must_use]
pub fn query(lat_e2: i64, lon_e2: i64, from: i64, to: i64) -> Vec<(&'static str, String)> {
    let date = |ms: i64| {
        let at = jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
    };
    vec![
        ("latitude", degrees(lat_e2)),
        ("longitude", degrees(lon_e2)),
        ("hourly", FIELDS.to_owned()),
        ("wind_speed_unit", "kmh".to_owned()),
        ("timeformat", "unixtime".to_owned()),
        ("timezone", "UTC".to_owned()),
        ("start_date", date(from)),
        ("end_date", date(to.max(from).min(from + DAY_MS * 3))),
    ]
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    error: bool,
    #[serde(default)]
    reason: String,
    hourly: Option<Hourly>,
}

#[derive(Deserialize)]
struct Hourly {
    time: Vec<i64>,
    #[serde(default)]
    temperature_2m: Vec<Option<Number>>,
    #[serde(default)]
    precipitation: Vec<Option<Number>>,
    #[serde(default)]
    precipitation_probability: Vec<Option<Number>>,
    #[serde(default)]
    wind_speed_10m: Vec<Option<Number>>,
    #[serde(default)]
    wind_gusts_10m: Vec<Option<Number>>,
    #[serde(default)]
    wind_direction_10m: Vec<Option<Number>>,
    #[serde(default)]
    relative_humidity_2m: Vec<Option<Number>>,
    #[serde(default)]
    cloud_cover: Vec<Option<Number>>,
    #[serde(default)]
    weather_code: Vec<Option<Number>>,
}

/// The hours of an answer, in order. Figures out of any sense (a temperature of a million degrees) are left out.
///
/// # Errors
/// The service refused, or its answer is not what it documents.
pub fn hours(body: &[u8]) -> Result<Vec<Hour>, WireError> {
    let answer: Answer = serde_json::from_slice(body).map_err(|e| WireError::Unreadable(e.to_string()))?;
    if answer.error {
        return Err(WireError::Refused(answer.reason.chars().take(200).collect()));
    }
    let Some(hourly) = answer.hourly else { return Err(WireError::Unreadable("no hours".to_owned())) };
    let hour = |(n, seconds): (usize, &i64)| {
        let at = seconds.checked_mul(1000).filter(|ms| jiff::Timestamp::from_millisecond(*ms).is_ok())?;
        let of = |list: &[Option<Number>], scale: i64, range: std::ops::RangeInclusive<i64>| {
            scaled(list.get(n)?.as_ref()?, scale).filter(|value| range.contains(value))
        };
        Some(Hour {
            at,
            temperature: of(&hourly.temperature_2m, 10, -1000..=700),
            rain: of(&hourly.precipitation, 10, 0..=5000),
            chance: of(&hourly.precipitation_probability, 1, 0..=100),
            wind: of(&hourly.wind_speed_10m, 1, 0..=500),
            gusts: of(&hourly.wind_gusts_10m, 1, 0..=700),
            from: of(&hourly.wind_direction_10m, 1, 0..=360),
            humidity: of(&hourly.relative_humidity_2m, 1, 0..=100),
            clouds: of(&hourly.cloud_cover, 1, 0..=100),
            code: of(&hourly.weather_code, 1, 0..=99),
        })
    };
    let mut hours: Vec<Hour> = hourly.time.iter().enumerate().take(24 * 20).filter_map(hour).collect();
    hours.sort_by_key(|hour| hour.at);
    Ok(hours)
}

/// A figure of the wire as a whole number of its parts, rounded to the nearest.
fn scaled(number: &Number, scale: i64) -> Option<i64> {
    let value = (number.as_f64()? * scale as f64).round();
    (value.abs() < 1e9).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the service answers, cut to four hours.
    const ANSWER: &str = r#"{"latitude":51.94,"longitude":1.28,"generationtime_ms":0.1,"utc_offset_seconds":0,"timezone":"GMT","elevation":4.0,
        "hourly_units":{"time":"unixtime","temperature_2m":"°C"},
        "hourly":{"time":[1778716800,1778720400,1778724000,1778727600],"temperature_2m":[9.1,-0.05,14.26,null],"precipitation":[0.00,0.30,1.25,null],
        "precipitation_probability":[3,55,70,null],"wind_speed_10m":[17.6,18.4,20.0,null],"wind_gusts_10m":[30.2,34.9,40.1,null],
        "wind_direction_10m":[224,230,250,null],"relative_humidity_2m":[81,80,79,null],"cloud_cover":[40,90,100,null],"weather_code":[2,61,80,null]}}"#;

    #[test]
    fn reads_what_the_service_answers() {
        let hours = hours(ANSWER.as_bytes()).unwrap();
        let one = Hour {
            at: 1_778_720_400_000,
            temperature: Some(-1),
            rain: Some(3),
            chance: Some(55),
            wind: Some(18),
            gusts: Some(35),
            from: Some(230),
            humidity: Some(80),
            clouds: Some(90),
            code: Some(61),
        };
        assert_eq!((hours.len(), hours[1]), (4, one));
        assert_eq!((hours[0].temperature, hours[2].temperature), (Some(91), Some(143)));
        assert_eq!(hours[3], Hour { at: 1_778_727_600_000, ..Hour::default() });
    }

    #[test]
    fn a_question_names_utc_days_and_a_blurred_position() {
        let asked = query(blur(51_944_999), blur(-1_284_000), 1_778_792_400_000, 1_778_796_000_000 + DAY_MS);
        let of = |name: &str| asked.iter().find(|(n, _)| *n == name).unwrap().1.clone();
        assert_eq!((of("latitude"), of("longitude")), ("51.94".into(), "-1.28".into()));
        assert_eq!((of("start_date"), of("end_date")), ("2026-05-14".into(), "2026-05-15".into()));
        assert_eq!((degrees(blur(-4_999)), degrees(blur(-50_001))), ("0.00".into(), "-0.05".into()));
        let wide = query(0, 0, 0, i64::MAX / 2);
        assert!(wide.contains(&("end_date", "1970-01-04".into())), "never the whole calendar");
    }

    #[test]
    fn refusals_and_garbage_are_told() {
        let refused = hours(br#"{"error":true,"reason":"Parameter 'start_date' is out of allowed range"}"#);
        assert!(matches!(refused, Err(WireError::Refused(why)) if why.contains("start_date")));
        for body in [
            "",
            "<html>",
            "[]",
            "{}",
            r#"{"hourly":{}}"#,
            r#"{"hourly":{"time":["2026-05-14T00:00"]}}"#,
            r#"{"hourly":{"time":[1],"temperature_2m":["warm"]}}"#,
        ] {
            assert!(matches!(hours(body.as_bytes()), Err(WireError::Unreadable(_))), "{body}");
        }
        let wild = hours(br#"{"hourly":{"time":[9223372036854775807,5,1],"temperature_2m":[1,1e300,99999],"weather_code":[0,-4,1e9]}}"#).unwrap();
        assert_eq!(wild, [Hour { at: 1000, ..Hour::default() }, Hour { at: 5000, ..Hour::default() }]);
    }
}
