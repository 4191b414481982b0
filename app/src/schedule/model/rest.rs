//! Rest between stretches of work. It is elapsed time between UTC instants, so that both clock changes, midnight and a
//! change of zone come out right. Whose stretches and what is due is for [`super::checks`] and the call sheet to say.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;

/// The rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestRule {
    /// Directive 2003/88/EC, article 3: 11 consecutive hours of rest in every 24. The fallback where no rule
    /// pack of a contract is known.
    #[default]
    #[serde(rename = "directive_2003_88_art_3")]
    Directive2003_88Art3,
}

impl RestRule {
    /// Rest due, in minutes.
    #[must_use]
    pub fn due_minutes(self) -> i64 {
        match self {
            Self::Directive2003_88Art3 => 11 * 60,
        }
    }
}

/// One stretch of work: a number by which the caller knows it, date, call and (if known) wrap.
pub(super) struct Stretch {
    pub(super) at: usize,
    pub(super) date: Date,
    pub(super) call: i64,
    pub(super) wrap: Option<i64>,
}

/// Rest between two stretches that is shorter than due.
pub(super) struct ShortRest {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whole minutes, rounded down; below 0 when the stretches overlap.
    pub(super) minutes: i64,
}

/// Rests that are shorter than what is due, in minutes, before the stretch with this number.
pub(super) fn short_rests(mut stretches: Vec<Stretch>, due: impl Fn(usize) -> i64) -> Vec<ShortRest> {
    stretches.sort_by_key(|s| (s.call, s.at));
    let mut found = Vec::new();
    // The latest wrap so far with its day, and since when the person has been at work without due rest.
    let mut open: Option<(usize, Date, i64)> = None;
    let mut since = i64::MIN;
    for next in stretches {
        if let Some((from, date, wrap)) = open {
            let due = due(next.at).saturating_mul(MINUTE_MS);
            let rest = next.call.saturating_sub(wrap);
            // Two units on one date are one working day for whoever goes from one to the other, as long as the
            // whole of it leaves the due rest within its 24 hours.
            let one_day = date == next.date
                && rest >= 0
                && next.wrap.unwrap_or(next.call).saturating_sub(since)
                    <= (DAY_MINUTES * MINUTE_MS).saturating_sub(due);
            if rest < due && !one_day {
                found.push(ShortRest { from, to: next.at, minutes: rest.div_euclid(MINUTE_MS) });
            }
            if !one_day && rest >= 0 {
                since = next.call;
            }
        } else {
            since = next.call;
        }
        open = match (open, next.wrap) {
            // Work that is not over when this day wraps (another unit) still counts from its own wrap.
            (Some(longer), Some(wrap)) if longer.2 > wrap => Some(longer),
            (Some(longer), None) if longer.2 > next.call => Some(longer),
            (_, Some(wrap)) => Some((next.at, next.date, wrap)),
            (_, None) => None,
        };
    }
    found
}
