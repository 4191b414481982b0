//! What is kept as working rules, one document for each thing they are about. Everything may be missing: what nobody
//! has said is not checked.
use crate::{
    schedule::model::checks::{BannerKind, DayType, FreeHours, Limits, Minor, Pack, Period, PlanB},
    values::{Minute, PersonId, UnitId},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Minutes of a lunch about which nothing was said.
pub const LUNCH: i64 = 60;

/// What working rules are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// The production.
    Production,
    /// A unit.
    Unit,
    /// Somebody of cast or crew.
    Person,
    /// A place.
    Place,
    /// A shooting day.
    Day,
    /// A scene.
    Scene,
    /// A banner, by its strip; the same on every board that has it.
    Banner,
}

impl RuleKind {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Unit => "unit",
            Self::Person => "person",
            Self::Place => "place",
            Self::Day => "day",
            Self::Scene => "scene",
            Self::Banner => "banner",
        }
    }
}

/// Rules of the production as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductionRules {
    /// Id of the pack of whoever has none of their own.
    pub pack: Option<String>,
    /// What one day should not go beyond.
    pub limits: Limits,
    /// Public holidays where it shoots.
    pub holidays: BTreeSet<Date>,
    /// How long lunch is; none = [`LUNCH`].
    pub lunch_minutes: Option<i64>,
    /// Its own packs.
    pub own_packs: Vec<OwnPack>,
}

/// A pack of the production's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPack {
    /// As it was typed.
    pub text: String,
    /// As it was read.
    pub pack: Pack,
}

/// Rules of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnitRules {
    /// Id of the pack of its crew.
    pub pack: Option<String>,
}

/// Rules of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonRules {
    /// Id of the pack of their contract.
    pub pack: Option<String>,
    /// Units whose days they work on as crew.
    pub units: Vec<UnitId>,
    /// When they are under contract at all.
    pub periods: Vec<Period>,
    /// Hours between which they are free on single dates.
    pub hours: Vec<FreeHours>,
    /// They are under age.
    pub minor: Option<Minor>,
}

/// When a place can be had.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceRules {
    /// From when to when; none = always.
    pub periods: Vec<Period>,
    /// Single dates on which it cannot be had.
    pub off: BTreeSet<Date>,
    /// Not before this time of day.
    pub from: Option<Minute>,
    /// Not after this time of day; after midnight counts on.
    pub to: Option<Minute>,
}

/// How a day is worked, and its cover.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DayRules {
    /// Meals off the clock, short or none.
    pub day_type: DayType,
    /// What is shot when it cannot go as planned.
    pub plan_b: Option<PlanB>,
}

/// Who answers for a scene that needs care.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SceneRules {
    /// There is a risk assessment for it.
    pub risk_assessed: bool,
    /// Who supervises it.
    pub supervisor: Option<PersonId>,
}

/// What a banner stands for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BannerRules {
    /// A meal, a company move, a rehearsal, a note.
    pub kind: BannerKind,
}

/// Age in whole years on a date.
#[must_use]
pub fn age(birth: Date, on: Date) -> i64 {
    let years = i64::from(on.year()) - i64::from(birth.year());
    years - i64::from((on.month(), on.day()) < (birth.month(), birth.day()))
}

/// What may be said of a minor to whoever checks the schedule: the age, never the birth date. It is the age on the first
/// day of the shoot: somebody with a birthday during it counts as the younger, for whom every pack is the stricter.
/// Nothing for who is of age by then.
#[must_use]
pub fn told(minor: &Minor, first: Date) -> Option<Minor> {
    let age = minor.birth.map(|birth| age(birth, first)).or(minor.age);
    age.is_none_or(|age| age < 18).then(|| Minor { birth: None, age, ..minor.clone() })
}
