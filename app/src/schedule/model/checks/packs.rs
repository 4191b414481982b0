//! Rule packs: what laws and agreements say, as dated data. Built-in packs lie in `app/rules/`; a production may
//! bring its own in the same form, see [`super::own`].
use super::facts::DayType;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Id of the pack that counts where no other is known: Directive 2003/88/EC and 94/33/EC.
pub const FALLBACK: &str = "eu";

/// Rules of one law or agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Its id, as contracts name it.
    pub id: String,
    /// Its name, as its own country writes it.
    pub name: String,
    /// Pack that counts for what this one says nothing about, and before its first edition.
    #[serde(default)]
    pub falls_back: Option<String>,
    /// Editions, each valid until the next begins.
    pub editions: Vec<Edition>,
}

/// A pack as it is valid from a date on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// First date it is valid on.
    pub valid_from: Date,
    /// Its rules.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What it says.
    #[serde(flatten)]
    pub says: Says,
    /// Statute or contract.
    pub basis: Basis,
    /// Instrument and clause, cited with every finding.
    pub source: String,
    /// When and how the figures were compared with their source, and what is not told apart.
    pub checked: String,
}

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Law.
    Statutory,
    /// Collective or single agreement.
    Contractual,
}

/// What the length of a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Without meals.
    #[default]
    Work,
    /// From call to out-time, meals included.
    CallToWrap,
}

/// When a premium is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PremiumOn {
    /// Sundays.
    Sunday,
    /// Public holidays.
    Holiday,
    /// A window of the night.
    Night,
}

/// The figures of a rule. Minutes throughout; times of day are minutes after midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Says {
    /// Rest between two days.
    DailyRest {
        /// At least.
        minutes: i64,
    },
    /// One long rest in every seven days.
    WeeklyRest {
        /// At least.
        minutes: i64,
        /// Enough when the next call is at or after `late_from`.
        #[serde(default)]
        late_minutes: Option<i64>,
        /// See `late_minutes`.
        #[serde(default)]
        late_from: Option<i64>,
        /// Enough after six days of work.
        #[serde(default)]
        six_day_minutes: Option<i64>,
    },
    /// The longest day.
    MaxDay {
        /// At most.
        minutes: i64,
        /// Of what.
        #[serde(default)]
        measure: Span,
        /// On days of this type only.
        #[serde(default)]
        day_type: Option<DayType>,
    },
    /// The day as it is paid without overtime.
    Overtime {
        /// Beyond these.
        minutes: i64,
        /// Of what.
        #[serde(default)]
        measure: Span,
        /// On days of this type only.
        #[serde(default)]
        day_type: Option<DayType>,
        /// Counted in steps of so many minutes.
        #[serde(default)]
        step: Option<i64>,
        /// Paid at so many percent of the hour's rate.
        #[serde(default)]
        percent: Option<i64>,
    },
    /// The longest week, Monday to Sunday, without meals.
    MaxWeek {
        /// At most.
        minutes: i64,
        /// On average over a longer period: one week beyond it breaks nothing yet.
        #[serde(default)]
        average: bool,
    },
    /// The first meal.
    FirstMeal {
        /// Begins no later after the call; a day that is not longer needs none.
        after: i64,
    },
    /// Every further meal, and the end of the day.
    NextMeal {
        /// Begins no later after the end of the meal before.
        after: i64,
    },
    /// Length of meals.
    MealLength {
        /// At least.
        minutes: i64,
        /// On days with more minutes of work than these.
        #[serde(default)]
        day_over: i64,
        /// All meals of the day together; else each.
        #[serde(default)]
        total: bool,
        /// On days of this type only.
        #[serde(default)]
        day_type: Option<DayType>,
    },
    /// Night work.
    NightWork {
        /// Begin of the night.
        from: i64,
        /// Its end; before `from` when it is after midnight.
        to: i64,
        /// Work within the night that makes it night work: more than these.
        more_than: i64,
        /// The longest day with night work, without meals.
        limit: i64,
        /// On average over a longer period.
        #[serde(default)]
        average: bool,
    },
    /// Minors of an age band. All are hard limits.
    Minor(MinorRule),
    /// A premium.
    Premium {
        /// When.
        on: PremiumOn,
        /// Begin of the night, for a night premium.
        #[serde(default)]
        from: Option<i64>,
        /// Its end.
        #[serde(default)]
        to: Option<i64>,
        /// Percent on top of the rate; none where the agreement or contract sets it.
        #[serde(default)]
        percent: Option<i64>,
    },
    /// Travel ordered by the production, from pickup on, is work.
    TravelIsWork,
}

/// What is allowed to minors of an age band.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MinorRule {
    /// From this age in years on.
    pub from_age: i64,
    /// Up to and including this age.
    pub to_age: i64,
    /// May not work at all.
    pub forbidden: bool,
    /// Work a day, at most.
    pub work: Option<i64>,
    /// Work a week, at most.
    pub week: Option<i64>,
    /// On set a day, at most.
    pub on_set: Option<i64>,
    /// Not before.
    pub earliest: Option<i64>,
    /// Not after.
    pub latest: Option<i64>,
    /// Rest between two days, at least.
    pub rest: Option<i64>,
    /// Needs a permit or licence.
    pub permit: bool,
    /// Needs a chaperone.
    pub chaperone: bool,
}

impl Says {
    /// The same topic: a pack that speaks about it keeps its fallback quiet.
    fn same_topic(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Minor(a), Self::Minor(b)) => a.from_age <= b.to_age && b.from_age <= a.to_age,
            (Self::Premium { on: a, .. }, Self::Premium { on: b, .. }) => a == b,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

impl Pack {
    /// The edition valid on a date, whatever order they stand in.
    #[must_use]
    pub fn on(&self, date: Date) -> Option<&Edition> {
        self.editions.iter().filter(|e| e.valid_from <= date).max_by_key(|e| e.valid_from)
    }
}

/// The packs that come with Daybreak.
#[must_use]
pub fn built_in() -> &'static [Pack] {
    static PACKS: OnceLock<Vec<Pack>> = OnceLock::new();
    PACKS.get_or_init(|| SOURCES.iter().filter_map(|text| serde_json::from_str(text).ok()).collect())
}

/// The built-in packs as they are written.
pub(super) const SOURCES: [&str; 9] = [
    include_str!("../../../../rules/eu.json"),
    include_str!("../../../../rules/de.json"),
    include_str!("../../../../rules/de_arbzg.json"),
    include_str!("../../../../rules/fr.json"),
    include_str!("../../../../rules/be.json"),
    include_str!("../../../../rules/nl.json"),
    include_str!("../../../../rules/uk.json"),
    include_str!("../../../../rules/sag_aftra.json"),
    include_str!("../../../../rules/iatse.json"),
];

/// A pack by its id: one's own first, then built-in ones.
#[must_use]
pub fn find<'a>(own: &'a [Pack], id: &str) -> Option<&'a Pack> {
    own.iter().chain(built_in()).find(|pack| pack.id == id)
}

/// A rule with the pack and edition it comes from.
#[derive(Debug, Clone, Copy)]
pub struct InForce<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// Since when the edition holds.
    pub since: Date,
    /// The rule.
    pub rule: &'a Rule,
}

/// The rules that count on a date by a pack and, for topics it is silent on, those it falls back on. An unknown
/// pack, or one without an edition by then and without a fallback of its own, is the Directive.
#[must_use]
pub fn in_force<'a>(own: &'a [Pack], id: &str, date: Date) -> Vec<InForce<'a>> {
    let mut all: Vec<InForce<'a>> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let mut next = Some(find(own, id).map_or(FALLBACK, |pack| pack.id.as_str()));
    while let Some(pack) = next.filter(|id| !seen.contains(id)).and_then(|id| find(own, id)) {
        seen.push(&pack.id);
        let edition = pack.on(date);
        if let Some(edition) = edition {
            let known = all.len();
            for rule in &edition.rules {
                if !all[..known].iter().any(|other| other.rule.says.same_topic(&rule.says)) {
                    all.push(InForce { pack, since: edition.valid_from, rule });
                }
            }
        }
        next = pack.falls_back.as_deref().or(if edition.is_none() { Some(FALLBACK) } else { None });
    }
    all
}
