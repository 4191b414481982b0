//! Coordinates as people paste them: plain numbers, `geo:` addresses, links of map services. In micro-degrees.

/// Latitude and longitude out of a text; none if there are none, or if they are not on this earth.
pub fn parse(text: &str) -> Option<(i64, i64)> {
    let text = unescape(text.trim());
    let lower = text.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("geo:") {
        return on_earth(first_two(rest.split([';', '?']).next()?)?);
    }
    if lower.contains("://") || lower.starts_with("www.") || lower.starts_with("maps.") {
        return on_earth(link(&lower)?);
    }
    on_earth(degrees(&text.to_uppercase()).or_else(|| pair(&text))?)
}

/// As they are shown and can be typed again: `51.945, 1.2885`.
pub fn show(lat_e6: i64, lon_e6: i64) -> String {
    format!("{}, {}", decimal(lat_e6), decimal(lon_e6))
}

/// Micro-degrees as degrees, with at least four places so that it reads as a coordinate.
pub fn decimal(e6: i64) -> String {
    let sign = if e6 < 0 { "-" } else { "" };
    let (whole, rest) = (e6.abs() / 1_000_000, e6.abs() % 1_000_000);
    let places = format!("{rest:06}");
    let kept = places.trim_end_matches('0').len().max(4);
    format!("{sign}{whole}.{}", &places[..kept])
}

fn on_earth((lat, lon): (i64, i64)) -> Option<(i64, i64)> {
    (lat.abs() <= 90_000_000 && lon.abs() <= 180_000_000).then_some((lat, lon))
}

/// Decimal degrees, as micro-degrees; the seventh place rounds.
fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || places.len() > 20 || !digits(whole) || !digits(places) {
        return None;
    }
    let padded: String = places.chars().chain("0000000".chars()).take(7).collect();
    let e7 = whole.parse::<i64>().ok()? * 10_000_000 + padded.parse::<i64>().ok()?;
    let e6 = (e7 + 5) / 10;
    Some(if negative { -e6 } else { e6 })
}

/// Two plain numbers: `51.9, 1.2`, `51.9 1.2`, `51,9; 1,2`, `51,9 1,2`.
fn pair(text: &str) -> Option<(i64, i64)> {
    let two = |parts: Vec<&str>| match parts.as_slice() {
        [lat, lon] => Some((number(&lat.replace(',', "."))?, number(&lon.replace(',', "."))?)),
        _ => None,
    };
    if text.contains(';') {
        return two(text.split(';').map(str::trim).collect());
    }
    let commas: Vec<&str> = text.split(',').map(str::trim).collect();
    if commas.len() == 2
        && let (Some(lat), Some(lon)) = (number(commas[0]), number(commas[1]))
    {
        return Some((lat, lon));
    }
    two(text.split_whitespace().collect())
}

/// The first two numbers of a list such as `51.9,1.2,17z` or `51.9~1.2`.
fn first_two(text: &str) -> Option<(i64, i64)> {
    let mut parts = text.trim_start_matches("loc:").split([',', '~']).map(str::trim);
    Some((number(parts.next()?)?, number(parts.next()?)?))
}

/// A link of a map service, in small letters. What was pinned goes before what the map happened to be centred on.
fn link(link: &str) -> Option<(i64, i64)> {
    let values = |name: &str| -> Option<String> {
        link.split(['?', '&', '#']).find_map(|part| part.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
    };
    if let (Some(lat), Some(lon)) = (values("mlat"), values("mlon")) {
        return Some((number(&lat)?, number(&lon)?));
    }
    // Google writes the place itself into its data as !3d<lat>!4d<lon>.
    let after =
        |mark: &str| link.split_once(mark).and_then(|(_, rest)| number(rest.split(['!', '?', '&', '/']).next()?));
    if let (Some(lat), Some(lon)) = (after("!3d"), after("!4d")) {
        return Some((lat, lon));
    }
    let named = ["q", "query", "destination", "daddr", "ll", "coordinate", "sll", "center", "cp", "map"];
    if let Some(found) = named.iter().find_map(|name| first_two(&values(name)?)) {
        return Some(found);
    }
    // OpenStreetMap: #map=<zoom>/<lat>/<lon>
    if let Some(map) = values("map") {
        let mut parts = map.split('/').skip(1);
        if let (Some(lat), Some(lon)) = (parts.next().and_then(number), parts.next().and_then(number)) {
            return Some((lat, lon));
        }
    }
    let path = link.split(['?', '#']).next()?;
    path.split('/').find_map(|part| first_two(part.trim_start_matches('@')))
}

/// Degrees with hemispheres: `51°56'42"N 1°17'18.6"E`, `N 51.945 E 1.2885`; the German O is east.
fn degrees(text: &str) -> Option<(i64, i64)> {
    let ns = text.find(['N', 'S'])?;
    let ew = text.find(['E', 'W', 'O'])?;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters != 2 || ew < ns {
        return None;
    }
    let (lat, lon) = if text[..ns].trim().is_empty() {
        (&text[ns + 1..ew], &text[ew + 1..])
    } else {
        (&text[..ns], &text[ns + 1..ew])
    };
    let lat = sexagesimal(lat)? * if text[ns..].starts_with('S') { -1 } else { 1 };
    let lon = sexagesimal(lon)? * if text[ew..].starts_with('W') { -1 } else { 1 };
    Some((lat, lon))
}
fn sexagesimal(text: &str) -> Option<i64> {
    let parts: Vec<i64> = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .filter(|p| !p.is_empty())
        .map(number)
        .collect::<Option<_>>()?;
    match parts.as_slice() {
        [d] => Some(*d),
        [d, m] if *m < 60_000_000 => Some((d * 60 + m + 30) / 60),
        [d, m, s] if *m < 60_000_000 && *s < 60_000_000 => Some((d * 3600 + m * 60 + s + 1800) / 3600),
        _ => None,
    }
}

/// Takes `%2C` and the like back; what is not such a mark stays.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        match after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii) {
            Some(byte) => {
                out.push(char::from(byte));
                rest = &after[2..];
            }
            None => {
                out.push('%');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIER: Option<(i64, i64)> = Some((51_945_000, 1_288_500));

    #[test]
    fn what_people_paste() {
        for text in [
            "51.9450, 1.2885",
            " 51.9450 1.2885 ",
            "51,9450; 1,2885",
            "51,9450 1,2885",
            "51.9450,1.2885",
            "+51.945,+1.2885",
            "geo:51.945,1.2885",
            "geo:51.945,1.2885;u=35",
            "geo:51.945,1.2885?z=17",
            "GEO:51.945,1.2885,12",
            "https://www.google.com/maps/@51.945,1.2885,17z",
            "https://www.google.com/maps/place/The+Pier/@51.1,1.1,17z/data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d51.945!4d1.2885?entry=ttu",
            "https://maps.google.com/?q=51.945,1.2885",
            "https://maps.google.com/maps?q=loc:51.945,1.2885&z=12",
            "https://www.google.com/maps/search/?api=1&query=51.945%2C1.2885",
            "https://www.google.com/maps/dir/?api=1&destination=51.945,1.2885",
            "https://www.openstreetmap.org/?mlat=51.945&mlon=1.2885#map=17/51.1/1.1",
            "https://www.openstreetmap.org/#map=17/51.9450/1.2885",
            "https://maps.apple.com/?ll=51.945,1.2885&q=Pier",
            "https://maps.apple.com/place?coordinate=51.945,1.2885&name=Pier",
            "https://www.bing.com/maps?cp=51.945~1.2885&lvl=17",
            "https://share.here.com/l/51.945,1.2885,Pier",
            "https://wego.here.com/?map=51.945,1.2885,15,normal",
            "https://waze.com/ul?ll=51.945%2C1.2885&navigate=yes",
            "51°56'42\"N 1°17'18.6\"E",
            "N 51.945 E 1.2885",
            "51° 56.7' N, 1° 17.31' O",
        ] {
            assert_eq!(parse(text), PIER, "{text}");
        }
        assert_eq!(parse("-33.8568, 151.2153"), Some((-33_856_800, 151_215_300)));
        assert_eq!(parse("33°51'24.5\"S 70°0'0\"W"), Some((-33_856_806, -70_000_000)));
        assert_eq!(parse("51.94500049, 1.2885005"), Some((51_945_000, 1_288_501)));
    }

    #[test]
    fn what_is_none() {
        for text in [
            "",
            "Pier Road 3",
            "51.9",
            "91, 0",
            "0, 181",
            "51.9, x",
            "https://maps.app.goo.gl/abc123",
            "geo:",
            "geo:x,y",
            "1,2,3",
            "https://example.org/",
            "51.9, 1.2, 3.4",
            "N E",
            "99999999999999999999, 1",
            "%",
            "%4",
            "é%é, 1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn shown_and_read_again() {
        assert_eq!(show(51_945_000, -1_288_500), "51.9450, -1.2885");
        for (lat, lon) in [(0, 0), (-1, 1), (90_000_000, -180_000_000), (51_945_123, 1_288_567), (-500_000, 999_999)] {
            assert_eq!(parse(&show(lat, lon)), Some((lat, lon)));
        }
    }
}
