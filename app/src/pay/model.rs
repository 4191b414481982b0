//! Rates of a production's parts, and the form they are typed in.
use crate::{
    error::Problems,
    schedule::model::{ArrangeBy, ArrangePrices, DayRate, DropRule, Rates, Terms},
    text::k,
    values::{CURRENCIES, CharacterId, minor_units},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest pause in days that a drop may ask for.
const LONGEST_PAUSE: u32 = 365;
/// Most parts of one form.
pub const MOST_PARTS: usize = 500;

/// What the parts of a production are paid for a day, in minor units of one currency.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pay {
    /// ISO 4217 code.
    pub currency: String,
    /// By part; a part that is not here has no rate.
    pub parts: BTreeMap<CharacterId, Terms>,
}

impl Pay {
    /// Nothing is known of anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// What comparing takes.
    #[must_use]
    pub fn rates(&self) -> Rates {
        let parts = self.parts.iter().map(|(part, terms)| (*part, terms.rate)).collect();
        Rates { currency: self.currency.clone(), parts }
    }

    /// A usual day in minor units: the middle of the rates of a day worked, at least one.
    #[must_use]
    pub fn usual_day(&self) -> i64 {
        let mut all: Vec<i64> = self.parts.values().map(|terms| terms.rate.work).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied().unwrap_or(1).max(1)
    }

    /// Puts the rates into what a board is arranged by: what was weighed in hundredths of a day becomes money, by the
    /// usual day; so does a day of whoever has no rate.
    pub fn weigh(&self, by: &mut ArrangeBy) {
        let (day, prices) = (self.usual_day(), by.prices);
        let money = |hundredths: i64| hundredths.saturating_mul(day) / 100;
        by.prices = ArrangePrices {
            company_move: money(prices.company_move),
            flip: money(prices.flip),
            over: money(prices.over),
            unrated: DayRate { work: day, hold: day },
        };
        by.terms.clone_from(&self.parts);
    }
}

/// A part with its rate, for the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayRow {
    /// The part.
    pub part: CharacterId,
    /// Its number in the cast; 0 without.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// Who plays it, or nothing.
    pub who: String,
    /// The rate.
    pub terms: Option<Terms>,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayData {
    /// ISO 4217 code.
    pub currency: String,
    /// For saving; 0 as long as nothing was.
    pub version: i64,
    /// Whether the viewer may change it.
    pub edits: bool,
    /// The parts in cast order.
    pub rows: Vec<PayRow>,
}

/// A row of the form. Empty amounts are no rate; a day held that is empty is paid as one worked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedRate {
    /// The part's id.
    pub part: String,
    /// For a day worked.
    pub work: String,
    /// For a day held.
    pub hold: String,
    /// Free days in between from which on they may be dropped and picked up; empty: never.
    pub drop: String,
}

/// Reads the form. Messages stand beside `rates[n][field]`.
pub fn read(problems: &mut Problems, currency: &str, rates: &[TypedRate]) -> Pay {
    let known = CURRENCIES.contains(&currency);
    problems.take("currency", known.then_some(()).ok_or(()), k::PAY_CURRENCY_WRONG);
    let mut parts = BTreeMap::new();
    for (n, row) in rates.iter().enumerate() {
        let mut money = |field: &str, text: &str| {
            let read = (!text.trim().is_empty()).then(|| minor_units(text)).transpose();
            problems.take(&format!("rates[{n}][{field}]"), read, k::PAY_AMOUNT_WRONG)
        };
        let (work, hold) = (money("work", &row.work), money("hold", &row.hold));
        let pause = row.drop.trim();
        let pause = (!pause.is_empty()).then(|| pause.parse::<u32>().map_err(drop)).transpose();
        let pause = pause.and_then(|days| match days {
            Some(days) if !(1..=LONGEST_PAUSE).contains(&days) => Err(()),
            days => Ok(days),
        });
        let pause = problems.take(&format!("rates[{n}][drop]"), pause, k::PAY_DROP_WRONG);
        let part = problems.take("", row.part.parse::<CharacterId>().map(Some).map_err(drop), k::ERROR_ARGUMENTS);
        let (Some(part), Some(work)) = (part, work) else {
            if work.is_none() && (hold.is_some() || pause.is_some()) {
                problems.add(&format!("rates[{n}][work]"), k::PAY_WORK_MISSING);
            }
            continue;
        };
        let rate = DayRate { work, hold: hold.unwrap_or(work) };
        parts.insert(part, Terms { rate, drop: pause.map(|min_days| DropRule { min_days }) });
    }
    Pay { currency: currency.to_owned(), parts }
}
