//! Which dates a feed holds, and where each stands.
use crate::schedule::model::issued::{IssuedDate, Standing, standing};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How far a date can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Not issued, or not like this.
    Tentative,
    /// As it was issued.
    Confirmed,
    /// Was issued, and is off.
    Cancelled,
}

/// A date in somebody's feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What stays the same when the date moves: the day of the board, or the date itself for a day of hold.
    pub key: String,
    /// The date.
    pub date: IssuedDate,
    /// Where it stands.
    pub stage: Stage,
}

/// What a date is known by.
#[must_use]
pub fn key(date: &IssuedDate) -> String {
    date.day.map_or_else(|| format!("hold/{}", date.date), |day| day.to_string())
}

/// The feed of what was told, the latest issue first, against what the board holds now.
#[must_use]
pub fn entries(told: &[Vec<IssuedDate>], live: &[IssuedDate]) -> Vec<Entry> {
    let last = told.first().map_or(&[][..], Vec::as_slice);
    let mut all: Vec<Entry> = standing(last, live)
        .into_iter()
        .filter_map(|own| {
            let stage = match own.standing {
                Standing::Firm => Stage::Confirmed,
                Standing::Tentative => Stage::Tentative,
                // Told below, unless the day has only moved.
                Standing::Going => return None,
            };
            Some(Entry { key: key(&own.date), date: own.date, stage })
        })
        .collect();
    let ever: BTreeSet<String> = told.iter().flatten().map(key).collect();
    // A day that was never told stands in for whatever was told for its date.
    let replaced: BTreeSet<Date> = all.iter().filter(|e| !ever.contains(&e.key)).map(|e| e.date.date).collect();
    let mut known: BTreeSet<String> = all.iter().map(|e| e.key.clone()).collect();
    for date in told.iter().flatten() {
        let key = key(date);
        if !replaced.contains(&date.date) && known.insert(key.clone()) {
            all.push(Entry { key, date: date.clone(), stage: Stage::Cancelled });
        }
    }
    all.sort_by(|a, b| (a.date.date, &a.key).cmp(&(b.date.date, &b.key)));
    all
}

/// One's own link, as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FeedLink {
    /// Somebody of the production, who looks with their own eyes: they may have one.
    pub may: bool,
    /// The whole address; none if there is no link.
    pub address: Option<String>,
}

/// The same address for whoever opens it with a calendar.
#[must_use]
pub fn subscribe(address: &str) -> String {
    match address.split_once("://") {
        Some((_, rest)) => format!("webcal://{rest}"),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{schedule::model::issued::DateKind, values::DayId};
    use jiff::civil::date;

    fn on(day: Option<u128>, n: i8) -> IssuedDate {
        let day = day.map(|id| DayId(uuid::Uuid::from_u128(id)));
        let kind = if day.is_some() { DateKind::Work } else { DateKind::Hold };
        IssuedDate { date: date(2027, 5, n), day, kind, ..IssuedDate::default() }
    }
    fn of(told: &[Vec<IssuedDate>], live: &[IssuedDate]) -> Vec<(i8, Stage)> {
        entries(told, live).into_iter().map(|e| (e.date.date.day(), e.stage)).collect()
    }
    use Stage::{Cancelled, Confirmed, Tentative};

    #[test]
    fn dates_are_tentative_until_they_are_issued() {
        let live = [on(Some(1), 10), on(None, 11), on(Some(2), 12)];
        assert_eq!(of(&[], &live), [(10, Tentative), (11, Tentative), (12, Tentative)]);
        assert_eq!(of(&[live.to_vec()], &live), [(10, Confirmed), (11, Confirmed), (12, Confirmed)]);
    }

    #[test]
    fn a_day_that_moves_stays_one_entry() {
        let all = entries(&[vec![on(Some(1), 10)]], &[on(Some(1), 13)]);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].date.date.day(), all[0].stage), (13, Tentative));
        assert_eq!(all[0].key, entries(&[], &[on(Some(1), 10)])[0].key);
    }

    #[test]
    fn a_day_that_was_issued_and_dropped_is_cancelled_for_good() {
        let (first, then) = (vec![on(Some(1), 10), on(Some(2), 12)], vec![on(Some(1), 10)]);
        assert_eq!(of(std::slice::from_ref(&first), &then), [(10, Confirmed), (12, Cancelled)]);
        assert_eq!(of(&[then.clone(), first], &then), [(10, Confirmed), (12, Cancelled)]);
        // One that never was issued just goes.
        assert_eq!(of(std::slice::from_ref(&then), &then), [(10, Confirmed)]);
    }

    #[test]
    fn another_day_in_its_place_is_no_cancellation() {
        // Hold became work; a draft that was made active brought another day for the same date.
        assert_eq!(of(&[vec![on(None, 10)]], &[on(Some(1), 10)]), [(10, Tentative)]);
        assert_eq!(of(&[vec![on(Some(1), 10)]], &[on(Some(9), 10)]), [(10, Confirmed)]);
        // Two units on one date: the one that is left is not in the place of the other.
        let two = vec![on(Some(1), 10), on(Some(2), 10)];
        assert_eq!(of(&[two], &[on(Some(1), 10)]), [(10, Confirmed), (10, Cancelled)]);
    }

    #[test]
    fn no_two_entries_have_one_key() {
        let told = [vec![on(Some(1), 10), on(None, 11)], vec![on(Some(1), 9), on(Some(3), 11)]];
        let all = entries(&told, &[on(Some(1), 12), on(Some(4), 11)]);
        let keys: BTreeSet<&String> = all.iter().map(|e| &e.key).collect();
        assert_eq!(keys.len(), all.len(), "{all:?}");
    }

    #[test]
    fn a_calendar_is_asked_to_subscribe() {
        assert_eq!(subscribe("https://a.example/calendar/x.ics"), "webcal://a.example/calendar/x.ics");
    }
}
