//! What the checks need beyond the board itself. All of it is optional: what nobody has said is not checked.
//! The server fills it in; instants and sun times come from there, as browsers know no zones.
use super::packs::Pack;
pub use crate::schedule::model::fields::SceneFlag;
use crate::values::{CharacterId, DayId, LocationId, Minute, PersonId, SceneId, StripId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Facts of a production for its checks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Pack of whoever has none of their own; none = Directive 2003/88/EC.
    pub pack: Option<String>,
    /// The production's own packs. They stand before built-in ones with the same id.
    pub own_packs: Vec<Pack>,
    /// Cast and crew.
    pub people: Vec<PersonFacts>,
    /// Units.
    pub units: Vec<UnitFacts>,
    /// Days.
    pub days: Vec<DayFacts>,
    /// Scenes.
    pub scenes: Vec<SceneFacts>,
    /// Places.
    pub places: Vec<PlaceFacts>,
    /// Banners that mean something.
    pub banners: Vec<BannerFacts>,
    /// Public holidays where the production shoots.
    pub holidays: BTreeSet<Date>,
    /// Limits of the production.
    pub limits: Limits,
}

/// What the production does not want to go beyond on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Pages on one day, in eighths.
    pub eighths: Option<i64>,
    /// Company moves on one day.
    pub moves: Option<i64>,
}

/// A time on the clock of a day and the same as an instant, so that it holds through clock and zone changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// On the clock of the day's place.
    pub at: Minute,
    /// Unix milliseconds UTC.
    pub utc_ms: i64,
}

/// Who a [`PersonFacts`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Somebody of the production, cast or crew.
    Person(PersonId),
    /// Whoever plays this part, as long as it is not cast.
    Part(CharacterId),
}

impl Default for Who {
    fn default() -> Self {
        Self::Person(PersonId::default())
    }
}

/// One person of cast or crew.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonFacts {
    /// Who.
    pub who: Who,
    /// Their name, for crew; the cast goes by their numbers.
    pub name: String,
    /// Pack by their contract.
    pub pack: Option<String>,
    /// Units whose days they work on as crew.
    pub units: Vec<UnitId>,
    /// Dates on which they cannot work, beyond those of the board's cast.
    pub off: BTreeSet<Date>,
    /// When they are under contract at all; none = always.
    pub periods: Vec<Period>,
    /// Hours between which they are free on single dates (a theatre in the evening).
    pub hours: Vec<FreeHours>,
    /// Their own times on single days; else those of the unit.
    pub times: Vec<PersonTimes>,
    /// What is known of a minor.
    pub minor: Option<Minor>,
}

/// From one date to another, both included. One that ends before it starts holds no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Period {
    /// First date.
    pub from: Date,
    /// Last date.
    pub to: Date,
}

impl Period {
    /// The date is within.
    #[must_use]
    pub fn holds(&self, date: Date) -> bool {
        (self.from..=self.to).contains(&date)
    }
}

/// Hours of one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FreeHours {
    /// The date.
    pub date: Date,
    /// Not before.
    pub from: Minute,
    /// Not after.
    pub to: Minute,
}

/// One person's times on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonTimes {
    /// The day.
    pub day: DayId,
    /// Pickup; where travel counts as work, work begins here.
    pub pickup: Option<Moment>,
    /// Call.
    pub call: Option<Moment>,
    /// Out-time at base.
    pub out: Option<Moment>,
    /// Works on this day although no scene or unit says so; or, if false, is not called on it.
    pub called: Option<bool>,
    /// The out-time is what was worked, not an estimate.
    pub actual: bool,
}

/// A minor. The permit's own limits are entered; the statute is the ceiling.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Minor {
    /// Birth date: the age counts on the day's own date.
    pub birth: Option<Date>,
    /// Age in years, where the birth date is not kept.
    pub age: Option<i64>,
    /// Permit or licence.
    pub permit: Option<Permit>,
    /// A chaperone is named.
    pub chaperone: bool,
}

/// A permit with its own limits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Permit {
    /// Dates it is valid on.
    pub valid: Period,
    /// Minutes of work a day.
    pub work: Option<i64>,
    /// Minutes on set a day.
    pub on_set: Option<i64>,
    /// Not before.
    pub earliest: Option<Minute>,
    /// Not after.
    pub latest: Option<Minute>,
    /// Number or name of the permit, cited with a finding.
    pub name: String,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnitFacts {
    /// Which.
    pub unit: UnitId,
    /// Pack of its crew as a whole.
    pub pack: Option<String>,
}

/// How a day is worked, where contracts tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayType {
    /// With a meal off the clock.
    #[default]
    Standard,
    /// With a short meal.
    SemiContinuous,
    /// Without a formal meal, or one on the clock.
    Continuous,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DayFacts {
    /// Which.
    pub day: DayId,
    /// How it is worked.
    pub day_type: DayType,
    /// When the first strip begins; none = at the unit call.
    pub shooting_call: Option<Minute>,
    /// Meals by the clock; `None` = nobody has said, and no meal banner is on the day.
    pub meals: Option<Vec<Meal>>,
    /// Sun at places of the day. One without a place is for all others; without any, the day's own sun counts.
    pub sun: Vec<PlaceSun>,
    /// Cover for the day.
    pub plan_b: Option<PlanB>,
}

/// A meal by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Meal {
    /// When it starts.
    pub start: Minute,
    /// How long it is.
    pub minutes: i64,
}

/// The sun of one day at one place, by the clock there. At high latitudes sunset may be after midnight (1440 and more).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceSun {
    /// Where; none = all places without their own.
    pub place: Option<LocationId>,
    /// Whether the sun rises and sets.
    pub polar: Polar,
    /// Begin of civil twilight.
    pub first_light: Option<Minute>,
    /// Sunrise.
    pub sunrise: Option<Minute>,
    /// Sunset.
    pub sunset: Option<Minute>,
    /// End of civil twilight.
    pub last_light: Option<Minute>,
}

/// Whether the sun rises and sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polar {
    /// It does.
    #[default]
    No,
    /// It does not set.
    Day,
    /// It does not rise.
    Night,
}

/// What is shot when the day cannot go as planned.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanB {
    /// Scenes of the cover set.
    pub cover: Vec<SceneId>,
    /// Until when it must be decided.
    pub decide_by: Option<Minute>,
    /// Who decides.
    pub decides: Option<PersonId>,
}

/// A scene.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SceneFacts {
    /// Which.
    pub scene: SceneId,
    /// What is special about it.
    pub flags: BTreeSet<SceneFlag>,
    /// There is a risk assessment for it.
    pub risk_assessed: bool,
    /// Who supervises it.
    pub supervisor: Option<PersonId>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceFacts {
    /// Which.
    pub place: LocationId,
    /// When it can be had; none = always.
    pub periods: Vec<Period>,
    /// Single dates on which it cannot.
    pub off: BTreeSet<Date>,
    /// Not before this time of day.
    pub from: Option<Minute>,
    /// Not after this time of day; after midnight counts on.
    pub to: Option<Minute>,
}

/// What a banner stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BannerKind {
    /// A note.
    #[default]
    Note,
    /// A meal; its time follows from the strips above it.
    Meal,
    /// A company move.
    Move,
    /// A rehearsal on set: work like shooting; the strips below begin after it.
    Rehearsal,
}

/// A banner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BannerFacts {
    /// Which strip.
    pub strip: StripId,
    /// What it stands for.
    pub kind: BannerKind,
}
