//! What travels between the pages of the working rules and the server.
use super::model::{DayRules, PlaceRules, SceneRules};
use crate::{
    schedule::model::{
        BoardUnit, DayKind, SceneFlag,
        checks::{FreeHours, Limits, Period, Permit},
    },
    values::*,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A pack to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackLine {
    /// Its id.
    pub id: String,
    /// Its name, as its own country writes it.
    pub name: String,
    /// Since when its editions hold, the latest first.
    pub since: Vec<Date>,
    /// Instruments and clauses its rules are from.
    pub sources: Vec<String>,
    /// The production's own.
    pub own: bool,
}

/// A pack of the production's own, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A unit with the pack of its crew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLine {
    /// The unit.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Its pack; empty: as the production.
    pub pack: String,
    /// Version for saving.
    pub version: i64,
}

/// Somebody of cast or crew in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLine {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Plays a part.
    pub cast: bool,
    /// Their pack; empty: as their unit or the production.
    pub pack: String,
    /// Under age.
    pub minor: bool,
    /// Has a permit.
    pub permit: bool,
}

/// A place in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceLine {
    /// The place.
    pub id: LocationId,
    /// Its name.
    pub name: String,
    /// What is kept of it.
    pub rules: PlaceRules,
}

/// A day in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLine {
    /// The day.
    pub id: DayId,
    /// Its date.
    pub date: Date,
    /// Printed label.
    pub label: String,
    /// What it is for.
    pub kind: DayKind,
    /// What is kept of it; who decides only for whoever may change it.
    pub rules: DayRules,
    /// Numbers of the scenes that cover it.
    pub cover: String,
}

/// A scene that needs care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneLine {
    /// The scene.
    pub id: SceneId,
    /// Its number.
    pub number: String,
    /// What is special about it.
    pub flags: Vec<SceneFlag>,
    /// There is a risk assessment.
    pub risk_assessed: bool,
    /// Somebody is named.
    pub supervised: bool,
}

/// The page of working rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RulesData {
    /// The viewer may change them.
    pub edits: bool,
    /// Version of the production's own rules.
    pub version: i64,
    /// The production's pack; empty: the Directive.
    pub pack: String,
    /// What one day should not go beyond.
    pub limits: Limits,
    /// Public holidays.
    pub holidays: Vec<Date>,
    /// Length of lunch.
    pub lunch: i64,
    /// Packs to choose from.
    pub packs: Vec<PackLine>,
    /// The production's own, for whoever may change them.
    pub own: Vec<OwnLine>,
    /// Units.
    pub units: Vec<UnitLine>,
    /// People, for whoever may change the rules.
    pub people: Vec<PersonLine>,
    /// Places.
    pub places: Vec<PlaceLine>,
    /// Days.
    pub days: Vec<DayLine>,
    /// Scenes that need care.
    pub scenes: Vec<SceneLine>,
}

/// What may be seen of a minor in their form: never the birth date.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MinorSeen {
    /// The birth date is kept; the age follows from it.
    pub birth_known: bool,
    /// Age, on the first day of the shoot.
    pub age: Option<i64>,
    /// Their permit.
    pub permit: Option<Permit>,
    /// A chaperone is named.
    pub chaperone: bool,
}

/// A person's rules in their form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonData {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Plays a part: units do not concern them.
    pub cast: bool,
    /// Version for saving.
    pub version: i64,
    /// Their pack; empty: as their unit or the production.
    pub pack: String,
    /// Units they work with.
    pub units: Vec<UnitId>,
    /// When they are under contract.
    pub periods: Vec<Period>,
    /// Free hours on single dates.
    pub hours: Vec<FreeHours>,
    /// What is known of a minor.
    pub minor: Option<MinorSeen>,
    /// Packs to choose from.
    pub packs: Vec<PackLine>,
    /// Units to choose from.
    pub all_units: Vec<BoardUnit>,
}

/// Somebody to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Somebody {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

/// A place's rules in their form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceData {
    /// The place.
    pub id: LocationId,
    /// Its name.
    pub name: String,
    /// Version for saving.
    pub version: i64,
    /// What is kept of it.
    pub rules: PlaceRules,
}

/// A day's rules in their form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayData {
    /// The day.
    pub id: DayId,
    /// Its date, label or name.
    pub name: String,
    /// Version for saving.
    pub version: i64,
    /// What is kept of it.
    pub rules: DayRules,
    /// Numbers of the scenes that cover it.
    pub cover: String,
    /// Who may decide.
    pub people: Vec<Somebody>,
}

/// A scene's rules in their form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneData {
    /// The scene.
    pub id: SceneId,
    /// Its number.
    pub number: String,
    /// Version for saving.
    pub version: i64,
    /// What is kept of it.
    pub rules: SceneRules,
    /// Who may supervise it.
    pub people: Vec<Somebody>,
}
