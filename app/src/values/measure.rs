//! Pages and times of day as integers. No floats: sums of eighths must be exact.
use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops::Add, str::FromStr};

/// Length in eighths of a script page. Never reduced: four eighths are written `4/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Eighths(pub i64);

/// The text is not a page length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotEighths;

impl fmt::Display for Eighths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pages, eighths) = (self.0 / 8, self.0 % 8);
        match (pages, eighths) {
            (0, e) => write!(f, "{e}/8"),
            (p, 0) => write!(f, "{p}"),
            (p, e) => write!(f, "{p} {e}/8"),
        }
    }
}

impl FromStr for Eighths {
    type Err = NotEighths;
    /// Reads `2/8`, `1`, `1 2/8`; at most 999 pages.
    fn from_str(text: &str) -> Result<Self, NotEighths> {
        let number = |s: &str| s.parse::<u32>().ok().filter(|n| *n < 1000).map(i64::from).ok_or(NotEighths);
        let part = |s: &str| match s.split_once('/') {
            Some((n, "8")) => number(n),
            Some(_) => Err(NotEighths),
            None => Ok(number(s)? * 8),
        };
        let mut words = text.split_whitespace();
        let (first, second) = (words.next().ok_or(NotEighths)?, words.next());
        if words.next().is_some() {
            return Err(NotEighths);
        }
        Ok(Self(match second {
            None => part(first)?,
            Some(_) if first.contains('/') => return Err(NotEighths),
            Some(rest) if rest.contains('/') => part(first)? + part(rest)?,
            Some(_) => return Err(NotEighths),
        }))
    }
}

impl Add for Eighths {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
impl Sum for Eighths {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self(0), Add::add)
    }
}

/// Minutes after midnight of the shooting day's own date, in its location's zone.
/// 1440 and more is after midnight and still belongs to that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minute(pub i64);

/// The text is not a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotMinute;

impl Minute {
    /// How many calendar days after the shooting day's date: 0, or 1 after midnight, -1 the evening before.
    pub fn day_offset(self) -> i64 {
        self.0.div_euclid(1440)
    }
    /// Later or earlier by so many minutes.
    #[must_use]
    pub fn plus(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes))
    }
}
impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = self.0.rem_euclid(1440);
        write!(f, "{:02}:{:02}", of_day / 60, of_day % 60)
    }
}
impl FromStr for Minute {
    type Err = NotMinute;
    /// Reads `7:05`, `07:05`, `0705`, and `25:30` for half past one after midnight (up to 47:59).
    fn from_str(text: &str) -> Result<Self, NotMinute> {
        let text = text.trim();
        let (hours, minutes) = match text.split_once([':', '.']) {
            Some(parts) => parts,
            None if text.len() == 4 && text.is_ascii() => text.split_at(2),
            None => return Err(NotMinute),
        };
        let digits = |s: &str| !s.is_empty() && s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(hours) || !digits(minutes) || minutes.len() != 2 {
            return Err(NotMinute);
        }
        let (h, m): (i64, i64) = (hours.parse().map_err(|_| NotMinute)?, minutes.parse().map_err(|_| NotMinute)?);
        if h < 48 && m < 60 { Ok(Self(h * 60 + m)) } else { Err(NotMinute) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighths_are_never_reduced() {
        for (n, text) in [(0, "0/8"), (1, "1/8"), (4, "4/8"), (8, "1"), (12, "1 4/8"), (758, "94 6/8")] {
            assert_eq!(Eighths(n).to_string(), text);
            assert_eq!(text.parse(), Ok(Eighths(n)));
        }
        for bad in ["", "1/2", "4/8 1", "x", "1 2", "-1", "1 2/8 3"] {
            assert_eq!(bad.parse::<Eighths>(), Err(NotEighths), "{bad}");
        }
    }

    #[test]
    fn times_cross_midnight() {
        assert_eq!("25:30".parse(), Ok(Minute(1530)));
        assert_eq!(Minute(1530).to_string(), "01:30");
        assert_eq!(Minute(1530).day_offset(), 1);
        assert_eq!(Minute(-30).to_string(), "23:30");
        assert_eq!("0705".parse(), Ok(Minute(425)));
        for bad in ["", "7", "7:5", "7:60", "48:00", "a:bc", "07:05:01", "+7:05"] {
            assert_eq!(bad.parse::<Minute>(), Err(NotMinute), "{bad}");
        }
    }
}
