//! Money as integers: minor units (cents) of one currency. No floats.
use serde::{Deserialize, Serialize};

/// ISO 4217 codes that can be chosen; all of them have a hundred minor units to one.
pub const CURRENCIES: [&str; 14] =
    ["EUR", "GBP", "USD", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "RON", "ZAR"];
/// The highest amount that is read: a billion, so that sums of a whole shoot cannot overflow.
const MOST: i64 = 100_000_000_000;

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// ISO 4217 code.
    pub currency: String,
}

/// The text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotMoney;

/// Reads `1200`, `1,200.50`, `1.200,50`, `1 200,5` as minor units. A point or comma before three digits groups, before one
/// or two digits at the end it parts off the minor units.
///
/// # Errors
/// Anything else, less than nothing, or more than a billion.
pub fn minor_units(text: &str) -> Result<i64, NotMoney> {
    let text = text.trim();
    let (whole, rest) = match text.rfind(['.', ',']) {
        Some(at) if (1..=2).contains(&(text.len() - at - 1)) => (&text[..at], &text[at + 1..]),
        _ => (text, ""),
    };
    let mut groups = whole.split(['.', ',', ' ', '\'', '’', '\u{a0}', '\u{202f}']);
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return Err(NotMoney);
        }
        digits.push_str(group);
    }
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if digits.is_empty() || digits.len() > 10 || !plain(&digits) || !plain(rest) {
        return Err(NotMoney);
    }
    let whole: i64 = digits.parse().map_err(|_| NotMoney)?;
    let cents: i64 = format!("{rest:0<2}").parse().map_err(|_| NotMoney)?;
    Some(whole * 100 + cents).filter(|n| *n <= MOST).ok_or(NotMoney)
}

/// Minor units as they are typed: `1200`, `1200.50` with this decimal point.
#[must_use]
pub fn amount(minor: i64, point: &str) -> String {
    let (sign, n) = (if minor < 0 { "−" } else { "" }, minor.unsigned_abs());
    let (whole, cents) = (n / 100, n % 100);
    if cents == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{cents:02}") }
}

/// An amount as it is read: thousands apart by a narrow space, the currency behind.
#[must_use]
pub fn sum(money: &Money, point: &str) -> String {
    let text = amount(money.minor, point);
    let end = text.find(point).unwrap_or(text.len());
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
    let mut out = String::with_capacity(text.len() + 12);
    for (at, c) in text.char_indices() {
        if at > start && at < end && (end - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(c);
    }
    format!("{out}\u{a0}{}", money.currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, minor) in [
            ("0", 0),
            ("7", 700),
            ("1200", 120_000),
            ("1,200", 120_000),
            ("1.200", 120_000),
            ("1,200.50", 120_050),
            ("1.200,50", 120_050),
            ("1 200,5", 120_050),
            ("12’345.07", 1_234_507),
            ("0.01", 1),
            ("1000000000", MOST),
        ] {
            assert_eq!(minor_units(text), Ok(minor), "{text}");
        }
        for bad in [
            "",
            "-1",
            "1,2,3",
            "1.2345",
            ",50",
            "12.34.56",
            "1e3",
            "1000000001",
            "12345678901",
            "٣",
            "1,2000",
            "€5",
            "1234,567",
        ] {
            assert_eq!(minor_units(bad), Err(NotMoney), "{bad}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for minor in [0, 1, 99, 100, 120_050, 1_234_507, MOST] {
            assert_eq!(minor_units(&amount(minor, ".")), Ok(minor));
            assert_eq!(minor_units(&amount(minor, ",")), Ok(minor));
        }
        let of = |minor| sum(&Money { minor, currency: "EUR".into() }, ".");
        assert_eq!(of(123_456_789), "1\u{202f}234\u{202f}567.89\u{a0}EUR");
        assert_eq!((of(90_000).as_str(), of(-100_000).as_str()), ("900\u{a0}EUR", "−1\u{202f}000\u{a0}EUR"));
    }
}
