//! Lists of dates, periods and hours as they are typed: one to a line.
use crate::{
    schedule::model::checks::{FreeHours, Period},
    values::{Eighths, Minute},
};
use jiff::civil::Date;

/// A time as it is typed: half past one after midnight is `25:30`.
pub(super) fn time(at: Option<Minute>) -> String {
    at.map(|m| length(Some(m.0))).unwrap_or_default()
}

/// So many minutes as hours and minutes: `7:30`.
pub(super) fn length(minutes: Option<i64>) -> String {
    minutes.map(|m| format!("{}:{:02}", m.max(0) / 60, m.max(0) % 60)).unwrap_or_default()
}

/// A length of pages as the field writes it.
pub(super) fn pages(eighths: Option<i64>) -> String {
    eighths.map(|n| Eighths(n).to_string()).unwrap_or_default()
}

/// A number, or nothing.
pub(super) fn number(n: Option<i64>) -> String {
    n.map(|n| n.to_string()).unwrap_or_default()
}

/// Dates.
pub(crate) fn dates<'a>(all: impl IntoIterator<Item = &'a Date>) -> String {
    lines(all.into_iter().map(ToString::to_string))
}

/// Periods: `2027-05-10 2027-06-01`; a single date for one day.
pub(super) fn periods(all: &[Period]) -> String {
    lines(all.iter().map(|p| if p.from == p.to { p.from.to_string() } else { format!("{} {}", p.from, p.to) }))
}

/// Free hours on dates: `2027-05-10 08:00 17:30`.
pub(super) fn hours(all: &[FreeHours]) -> String {
    lines(all.iter().map(|h| format!("{} {} {}", h.date, time(Some(h.from)), time(Some(h.to)))))
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}

#[cfg(feature = "ssr")]
pub(crate) use read::*;

#[cfg(feature = "ssr")]
mod read {
    use super::*;
    use crate::{
        error::Problems,
        text::{Text, k},
    };

    /// More lines than anybody needs.
    const MOST: usize = 400;

    /// Reads a list, one to a line; empty lines say nothing.
    fn list<T>(p: &mut Problems, field: &str, text: &str, wrong: Text, one: impl Fn(&[&str]) -> Option<T>) -> Vec<T> {
        let typed = text.lines().map(|line| line.split(|c: char| c.is_whitespace() || c == ','));
        // A dash between two dates is what people write.
        let words = typed.map(|words| words.filter(|w| !matches!(*w, "" | "-" | "–" | "—")).collect::<Vec<_>>());
        let read: Option<Vec<T>> = words.filter(|words| !words.is_empty()).map(|words| one(&words)).collect();
        p.take(field, read.filter(|all| all.len() <= MOST).ok_or(()), wrong)
    }

    fn date(text: &str) -> Option<Date> {
        text.parse::<Date>().ok().filter(|date| (1990..=2200).contains(&date.year()))
    }

    /// Reads dates; the message stands beside `field`.
    pub(crate) fn read_dates(p: &mut Problems, field: &str, text: &str) -> Vec<Date> {
        list(p, field, text, k::RULES_DATES_WRONG, |words| match words {
            [one] => date(one),
            _ => None,
        })
    }

    pub(in crate::rules) fn read_periods(p: &mut Problems, field: &str, text: &str) -> Vec<Period> {
        list(p, field, text, k::RULES_PERIODS_WRONG, |words| {
            let (from, to) = match words {
                [one] => (date(one)?, date(one)?),
                [from, to] => (date(from)?, date(to)?),
                _ => return None,
            };
            (from <= to).then_some(Period { from, to })
        })
    }

    pub(in crate::rules) fn read_hours(p: &mut Problems, field: &str, text: &str) -> Vec<FreeHours> {
        list(p, field, text, k::RULES_HOURS_WRONG, |words| {
            let [on, from, to] = words else { return None };
            let (from, to): (Minute, Minute) = (from.parse().ok()?, to.parse().ok()?);
            (from < to).then_some(FreeHours { date: date(on)?, from, to })
        })
    }

    pub(in crate::rules) fn read_time(p: &mut Problems, field: &str, text: &str) -> Option<Minute> {
        maybe(text).map(|text| p.take(field, text.parse(), k::ERROR_TIME))
    }

    /// Hours and minutes of a day as minutes.
    pub(in crate::rules) fn read_length(p: &mut Problems, field: &str, text: &str) -> Option<i64> {
        let minutes = maybe(text)?.parse::<Minute>().map(|m| m.0).ok().filter(|m| (0..=1440).contains(m));
        Some(p.take(field, minutes.ok_or(()), k::RULES_LENGTH_WRONG))
    }

    pub(in crate::rules) fn read_number(p: &mut Problems, field: &str, text: &str, most: i64) -> Option<i64> {
        let n = maybe(text)?.parse::<i64>().ok().filter(|n| (0..=most).contains(n));
        Some(p.take(field, n.ok_or(()), k::ERROR_NUMBER))
    }

    pub(in crate::rules) fn read_pages(p: &mut Problems, field: &str, text: &str) -> Option<i64> {
        maybe(text).map(|text| p.take(field, text.parse::<Eighths>().map(|n| n.0), k::RULES_PAGES_WRONG))
    }

    pub(in crate::rules) fn read_date(p: &mut Problems, field: &str, text: &str) -> Option<Date> {
        maybe(text).map(|text| p.take(field, date(text).ok_or(()), k::ERROR_DATE))
    }

    fn maybe(text: &str) -> Option<&str> {
        Some(text.trim()).filter(|text| !text.is_empty())
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use jiff::civil::date as day;

        #[test]
        fn what_is_written_is_read_again() {
            let all = [
                Period { from: day(2027, 5, 10), to: day(2027, 6, 1) },
                Period { from: day(2027, 7, 1), to: day(2027, 7, 1) },
            ];
            let free = [FreeHours { date: day(2027, 5, 10), from: Minute(480), to: Minute(1530) }];
            let mut p = Problems::default();
            assert_eq!(read_periods(&mut p, "", &periods(&all)), all);
            assert_eq!(read_hours(&mut p, "", &hours(&free)), free);
            assert_eq!(read_dates(&mut p, "", "\n 2027-05-01 \n\n2027-12-25"), [day(2027, 5, 1), day(2027, 12, 25)]);
            assert_eq!(read_periods(&mut p, "", "2027-05-10 – 2027-06-01"), all[..1]);
            assert_eq!((read_length(&mut p, "", "7:30"), read_length(&mut p, "", " ")), (Some(450), None));
            assert_eq!(read_pages(&mut p, "", "5 1/8"), Some(41));
            assert!(p.done().is_ok());
        }

        #[test]
        fn what_is_none_is_refused() {
            for bad in ["2027-06-01 2027-05-10", "10.5.2027", "2027-05-10 2027-05-11 2027-05-12", "0001-01-01"] {
                let mut p = Problems::default();
                assert!(read_periods(&mut p, "x", bad).is_empty() && p.done().is_err(), "{bad}");
            }
            for bad in ["2027-05-10 18:00 08:00", "2027-05-10 8 17", "2027-05-10"] {
                let mut p = Problems::default();
                assert!(read_hours(&mut p, "x", bad).is_empty() && p.done().is_err(), "{bad}");
            }
            let mut p = Problems::default();
            assert_eq!(read_length(&mut p, "x", "25:00"), Some(0));
            assert!(p.done().is_err());
        }
    }
}
