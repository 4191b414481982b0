//! Rest between days, and people planned on their day off. Rest is elapsed time between UTC instants, so that
//! both clock changes, midnight and a change of zone come out right. The board knows unit call and estimated
//! wrap only; personal calls and out times are checked on the call sheet.
use super::board::{Board, WrapRule};
use super::plan::Plan;
use crate::values::{CharacterId, DayId, PersonId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;

/// The rule a warning rests on.
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

/// Whom a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The crew of a unit as a whole.
    Crew(UnitId),
    /// A cast member.
    Cast {
        /// The part; the first in cast order when the person plays several.
        character: CharacterId,
        /// Who plays it, once cast.
        person: Option<PersonId>,
    },
}

/// Too little rest between two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RestWarning {
    /// Who.
    pub subject: Subject,
    /// The day whose wrap it runs from.
    pub from: DayId,
    /// The day whose call it runs to; the warning stands at this day.
    pub to: DayId,
    /// Rest in whole minutes, rounded down; 0 when the days touch or overlap.
    pub rest_minutes: i64,
    /// Rest due in minutes.
    pub due_minutes: i64,
    /// The wrap is an estimate.
    pub estimated: bool,
    /// Clause.
    pub source: RestRule,
}

/// Somebody is planned on a date on which they are not available.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DayOffWarning {
    /// Who.
    pub subject: Subject,
    /// The day they are planned on.
    pub day: DayId,
    /// Its date.
    pub date: Date,
}

/// Something about the board that somebody should look at. Never forbids anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Too little rest.
    Rest(RestWarning),
    /// Planned on a day off.
    DayOff(DayOffWarning),
    /// Scenes on a day that does not take place (cancelled, or a day off).
    NotShooting {
        /// The day.
        day: DayId,
        /// How many scenes lie on it.
        scenes: u32,
    },
}

impl Warning {
    /// The day the warning stands at.
    #[must_use]
    pub fn day(&self) -> DayId {
        match self {
            Self::Rest(rest) => rest.to,
            Self::DayOff(off) => off.day,
            Self::NotShooting { day, .. } => *day,
        }
    }

    /// The same matter, whatever its figures: what tells a changed warning from a new one.
    #[must_use]
    pub fn same_matter(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Rest(a), Self::Rest(b)) => (a.subject, a.from, a.to) == (b.subject, b.from, b.to),
            (Self::DayOff(a), Self::DayOff(b)) => (a.subject, a.day) == (b.subject, b.day),
            (Self::NotShooting { day: a, .. }, Self::NotShooting { day: b, .. }) => a == b,
            _ => false,
        }
    }
}

/// All warnings, sorted by day (date, then call); at one day: dead days, then crew, then cast in cast order.
#[must_use]
pub fn warnings(plan: &Plan, rule: RestRule) -> Vec<Warning> {
    let mut found: Vec<(usize, Warning)> = Vec::new();
    for (at, &day) in plan.by_date.iter().enumerate() {
        let facts = &plan.days[day];
        if !facts.live && facts.scenes > 0 {
            found.push((at, Warning::NotShooting { day: facts.id, scenes: facts.scenes }));
        }
    }
    let mut crews: BTreeMap<UnitId, Vec<usize>> = BTreeMap::new();
    for (at, &day) in plan.by_date.iter().enumerate() {
        let facts = &plan.days[day];
        if facts.live && facts.whole_crew {
            crews.entry(facts.unit).or_default().push(at);
        }
    }
    for (unit, days) in crews {
        rest_of(plan, rule, Subject::Crew(unit), days, &mut found);
    }
    for parts in &plan.people {
        let Some(&first) = parts.first() else { continue };
        let subject = Subject::Cast { character: plan.parts[first].character, person: plan.parts[first].person };
        let works = |at: &usize| parts.iter().any(|&part| plan.works(part, plan.by_date[*at]));
        let days: Vec<usize> = (0..plan.by_date.len()).filter(works).collect();
        for &at in &days {
            let day = &plan.days[plan.by_date[at]];
            if parts.iter().any(|&part| plan.parts[part].off.is_off(day.date)) {
                found.push((at, Warning::DayOff(DayOffWarning { subject, day: day.id, date: day.date })));
            }
        }
        rest_of(plan, rule, subject, days, &mut found);
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, warning)| warning).collect()
}

/// Days with people at work that rest cannot be checked for, as call or wrap is unknown; by date.
#[must_use]
pub fn untimed_days(board: &Board) -> Vec<DayId> {
    let plan = Plan::of(board);
    let days = plan.by_date.iter().map(|&day| &plan.days[day]);
    let at_work = days.filter(|day| day.live && (day.whole_crew || day.scenes > 0));
    at_work.filter(|day| day.call.is_none() || day.wrap.is_none()).map(|day| day.id).collect()
}

/// One stretch of work: place in `Plan::by_date`, date, call and (if known) wrap.
struct Stretch {
    at: usize,
    date: Date,
    call: i64,
    wrap: Option<i64>,
}

/// Rest of one subject that works on these days (places in `Plan::by_date`).
fn rest_of(plan: &Plan, rule: RestRule, subject: Subject, days: Vec<usize>, found: &mut Vec<(usize, Warning)>) {
    let due = rule.due_minutes() * MINUTE_MS;
    let mut stretches: Vec<Stretch> = days
        .into_iter()
        .filter_map(|at| {
            let day = &plan.days[plan.by_date[at]];
            let call = day.call?;
            Some(Stretch { at, date: day.date, call, wrap: day.wrap.map(|wrap| wrap.max(call)) })
        })
        .collect();
    stretches.sort_by_key(|s| (s.call, s.at));
    // The latest wrap so far with its day, and since when the person has been at work without due rest.
    let mut open: Option<(usize, Date, i64)> = None;
    let mut since = i64::MIN;
    for next in stretches {
        if let Some((from, date, wrap)) = open {
            let rest = next.call.saturating_sub(wrap);
            // Two units on one date are one working day for whoever goes from one to the other, as long as the
            // whole of it leaves the due rest within its 24 hours.
            let one_day = date == next.date
                && rest >= 0
                && next.wrap.unwrap_or(next.call).saturating_sub(since) <= DAY_MINUTES * MINUTE_MS - due;
            if rest < due && !one_day {
                let (from, to) = (&plan.days[plan.by_date[from]], &plan.days[plan.by_date[next.at]]);
                found.push((
                    next.at,
                    Warning::Rest(RestWarning {
                        subject,
                        from: from.id,
                        to: to.id,
                        rest_minutes: rest.max(0) / MINUTE_MS,
                        due_minutes: rule.due_minutes(),
                        estimated: from.wrap_rule != WrapRule::Actual,
                        source: rule,
                    }),
                ));
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
}
