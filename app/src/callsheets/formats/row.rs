//! One row or block of what the template gets: short text under short names, nothing empty, nothing unprintable.

use serde_json::{Map, Value};

/// Text beyond this many characters may make a table row break over a page; shorter rows stay whole.
const LONG_ROW: usize = 1_000;

/// Text as it may go on paper: line feeds stay, tabs become spaces, other controls go. Marks that override the
/// direction of writing go too, for they can make a line read as something else than was typed.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{a0}' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A JSON object under construction.
#[derive(Default)]
pub(super) struct Row {
    map: Map<String, Value>,
    letters: usize,
}

impl Row {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }
    /// Puts text in, unless it is empty.
    pub(super) fn text(mut self, key: &str, text: impl AsRef<str>) -> Self {
        let text = clean(text.as_ref());
        if !text.is_empty() {
            self.letters += text.chars().count();
            self.map.insert(key.to_owned(), Value::String(text));
        }
        self
    }
    /// Puts text in, if there is any.
    pub(super) fn maybe(self, key: &str, text: Option<impl AsRef<str>>) -> Self {
        match text {
            Some(text) => self.text(key, text),
            None => self,
        }
    }
    /// Puts a value in.
    pub(super) fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        self.letters += value.as_str().map_or(0, |text| text.chars().count());
        self.map.insert(key.to_owned(), value);
        self
    }
    /// Puts a value in, if there is one.
    pub(super) fn maybe_put(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }
    /// Puts a list in, unless it is empty.
    pub(super) fn list(self, key: &str, rows: Vec<Value>) -> Self {
        if rows.is_empty() { self } else { self.put(key, rows) }
    }
    /// A phone number with what a telephone dials.
    pub(super) fn phone(self, key: &str, number: &str) -> Self {
        let text = clean(number);
        if text.is_empty() {
            return self;
        }
        // "(0)" inside an international number is not dialled.
        let dialled: String = text.replace("(0)", "").chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let whole = dialled.len() >= 3 && dialled.rfind('+').is_none_or(|at| at == 0);
        let link = whole.then(|| format!("tel:{dialled}"));
        self.put(key, Row::new().text("text", text).maybe("uri", link).done())
    }
    /// Coordinates with a link to a map.
    pub(super) fn place(self, key: &str, lat_e6: Option<i64>, lon_e6: Option<i64>) -> Self {
        let (Some(lat), Some(lon)) = (lat_e6, lon_e6) else { return self };
        let (lat, lon) = (degrees(lat), degrees(lon));
        let uri = format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}");
        self.put(key, Row::new().text("text", format!("{lat}, {lon}")).text("uri", uri).done())
    }
    /// The finished object.
    pub(super) fn done(self) -> Value {
        let mut map = self.map;
        if self.letters > LONG_ROW {
            map.insert("long".to_owned(), Value::Bool(true));
        }
        Value::Object(map)
    }
}

/// Micro-degrees as decimal degrees with five places, about a metre.
fn degrees(e6: i64) -> String {
    let sign = if e6 < 0 { "-" } else { "" };
    let e5 = (e6.unsigned_abs() + 5) / 10;
    format!("{sign}{}.{:05}", e5 / 100_000, e5 % 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_keep_sign_and_zeros() {
        for (e6, text) in [(51_947_123, "51.94712"), (-1_288, "-0.00129"), (0, "0.00000"), (-33_868_800, "-33.86880")] {
            assert_eq!(degrees(e6), text);
        }
    }

    #[test]
    fn paper_text_has_no_controls() {
        assert_eq!(clean(" a\tb\u{0}\u{202e}c\r\nd\u{7f} "), "a bc\nd");
    }

    #[test]
    fn phones_are_dialled_without_ornament() {
        let row = Row::new().phone("p", "+49 (0) 40 / 123-456").phone("q", "ask Ruth").done();
        assert_eq!(row["p"]["uri"], "tel:+4940123456");
        assert!(row["q"].get("uri").is_none());
    }
}
