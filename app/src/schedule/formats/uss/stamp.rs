//! Dates between programs.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An instant as the file has it. Programs write the midnight of a place as UTC, so the date is the nearest midnight.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stamp(String);

impl Stamp {
    /// Takes a text that begins with a date; `None` if it does not.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let stamp = Self(text.to_owned());
        stamp.parse().map(|_| stamp)
    }

    /// As in the file.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date: `2022-06-20T08:00Z` is midnight of the 20th somewhere west, `2022-06-19T22:00Z` somewhere east.
    #[must_use]
    pub fn date(&self) -> Date {
        self.parse().unwrap_or_default()
    }

    fn parse(&self) -> Option<Date> {
        let text = self.0.trim();
        let date: Date = text.get(..10)?.parse().ok()?;
        let rest = text.get(10..)?;
        if rest.is_empty() {
            return Some(date);
        }
        let time = rest.strip_prefix(['T', 't', ' '])?;
        let number = |from: usize| -> Option<i64> {
            let digits = time.get(from..from + 2)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let minutes = number(0)? * 60 + time.get(2..3).filter(|c| *c == ":").map_or(Some(0), |_| number(3))?;
        // An offset says what the local date is; only UTC has to be guessed.
        let utc = ["Z", "z", "+0000", "+00:00", "-0000", "-00:00", "+00"].iter().any(|zone| time.ends_with(zone));
        if utc && minutes > 720 { date.tomorrow().ok() } else { Some(date) }
    }
}

impl From<Date> for Stamp {
    /// Midnight UTC of a date.
    fn from(date: Date) -> Self {
        Self(format!("{date}T00:00:00.000Z"))
    }
}
