//! What a part does besides the strips.
use crate::{
    schedule::model::{DoodElement, DoodEvent},
    values::CharacterId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How a part's idle days count, and what it does besides the strips.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DoodPlan {
    /// Held, and paid, on idle shooting dates between start and finish.
    pub hold: bool,
    /// Holidays between start and finish are paid.
    pub paid_holidays: bool,
    /// What else it does, by date.
    pub events: BTreeMap<Date, BTreeSet<DoodEvent>>,
}

impl Default for DoodPlan {
    fn default() -> Self {
        Self { hold: true, paid_holidays: false, events: BTreeMap::new() }
    }
}

impl DoodPlan {
    /// The kinds of events that the form has a list for.
    pub const KINDS: [DoodEvent; 4] = [DoodEvent::Travel, DoodEvent::Fitting, DoodEvent::Rehearsal, DoodEvent::Work];

    /// The dates of a kind. Travel counts whichever side of the work it falls on.
    #[must_use]
    pub fn on(&self, kind: DoodEvent) -> Vec<Date> {
        self.events.iter().filter(|(_, all)| all.contains(&kind)).map(|(date, _)| *date).collect()
    }

    /// Puts a kind on these dates and on no others.
    pub fn put(&mut self, kind: DoodEvent, dates: &[Date]) {
        self.events.retain(|_, all| {
            all.remove(&kind);
            !all.is_empty()
        });
        for date in dates {
            self.events.entry(*date).or_default().insert(kind);
        }
    }

    /// Adds the plan to the part's row.
    pub fn add_to(self, row: &mut DoodElement<CharacterId>) {
        (row.hold, row.paid_holidays, row.events) = (self.hold, self.paid_holidays, self.events);
    }
}

/// A part with its plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoodPart {
    /// The part.
    pub part: CharacterId,
    /// Its number in the cast; 0 without.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// The plan.
    pub plan: DoodPlan,
    /// For saving; 0 as long as nothing was.
    pub version: i64,
    /// Free days from which on it may be dropped and picked up, as in the day rates.
    pub drop: Option<u32>,
}

impl DoodPart {
    /// Number and name.
    #[must_use]
    pub fn title(&self) -> String {
        if self.number > 0 { format!("{} {}", self.number, self.name) } else { self.name.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_of_a_kind_replace_those_before_and_leave_the_others() {
        let (one, two) = (date(2027, 5, 3), date(2027, 5, 4));
        let mut plan = DoodPlan::default();
        plan.put(DoodEvent::Fitting, &[one, two]);
        plan.put(DoodEvent::Travel, &[one]);
        plan.put(DoodEvent::Fitting, &[two]);
        assert_eq!((plan.on(DoodEvent::Fitting), plan.on(DoodEvent::Travel)), (vec![two], vec![one]));
        plan.put(DoodEvent::Travel, &[]);
        plan.put(DoodEvent::Fitting, &[]);
        assert_eq!(plan, DoodPlan::default(), "no empty dates stay");
    }
}
