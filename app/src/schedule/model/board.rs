//! The board as browser and server both hold it; its JSON is what the board page loads.
//! A strip lies in exactly one list (a day's or the boneyard), so that it cannot be lost, doubled or dangling.
use super::renumber::DayNumber;
use crate::values::{
    CharacterId, DayId, Eighths, IntExt, Light, LocationId, Minute, PersonId, SceneId, StripId, UnitId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One board (draft or active) with everything needed to draw it and to judge a move.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Board {
    /// Days in the order shown: by date, then by unit.
    pub days: Vec<BoardDay>,
    /// Strips that are on no day, in their own order.
    pub boneyard: Vec<Strip>,
    /// The cast, in the order of their cast numbers.
    pub cast: Vec<BoardCast>,
    /// The units whose days are on the board.
    pub units: Vec<BoardUnit>,
    /// Pages of the whole script (omitted scenes count nothing): what days and boneyard must add up to.
    pub script_eighths: Eighths,
    /// What the checks need beyond it, see [`super::checks`].
    #[serde(default)]
    pub facts: super::checks::Facts,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardUnit {
    /// Its id.
    pub id: UnitId,
    /// Its name as the production wrote it.
    pub name: String,
    /// What its day labels start with: empty for the main unit, "2U" for the second.
    pub prefix: String,
}

/// One shooting day of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardDay {
    /// Stable id; the label is never the key.
    pub id: DayId,
    /// Date the day belongs to, in the zone of its location.
    pub date: Date,
    /// Label as printed ("7A", "2U 3"), made from `number` by `renumber`.
    pub label: String,
    /// Number behind the label; `None` for a day that is not counted.
    pub number: Option<DayNumber>,
    /// Whose day it is.
    pub unit: UnitId,
    /// What the day is for.
    pub kind: DayKind,
    /// Whether it takes place.
    pub state: DayState,
    /// How far it has gone: issued and shot days keep their number.
    pub stage: DayStage,
    /// Unit call; `None` while nobody has set one.
    pub unit_call: Option<Minute>,
    /// Estimated wrap; `None` while unknown.
    pub est_wrap: Option<Minute>,
    /// Where `est_wrap` comes from.
    pub wrap_rule: WrapRule,
    /// `unit_call` as an instant, unix milliseconds UTC, computed by the server with the zone on this date.
    pub call_utc_ms: Option<i64>,
    /// `est_wrap` as an instant, unix milliseconds UTC, computed by the server likewise.
    pub wrap_utc_ms: Option<i64>,
    /// IANA zone of the day's location.
    pub zone: String,
    /// Sunrise at the day's location, in `zone`.
    #[serde(default)]
    pub sunrise: Option<Minute>,
    /// Sunset at the day's location, in `zone`.
    #[serde(default)]
    pub sunset: Option<Minute>,
    /// The day's strips, top to bottom; its day break follows the last.
    pub strips: Vec<Strip>,
    /// Version for detecting that someone else changed the day.
    pub version: i64,
}

impl BoardDay {
    /// Takes place at all: neither cancelled nor an off day. Strips on any other day are not shot there.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.state != DayState::Cancelled && !self.kind.is_off()
    }
}

/// What a day is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Shooting.
    #[default]
    Shoot,
    /// Preparation or recce.
    Prep,
    /// Fitting or rehearsal.
    Fitting,
    /// Camera test.
    CameraTest,
    /// Pre-light, rig or strike.
    Rig,
    /// Travel of the unit.
    Travel,
    /// Day off of the unit.
    Off,
    /// Public holiday.
    Holiday,
    /// The production pauses.
    Hiatus,
}

impl DayKind {
    /// Nobody of the unit works.
    #[must_use]
    pub fn is_off(self) -> bool {
        matches!(self, Self::Off | Self::Holiday | Self::Hiatus)
    }

    /// The unit's crew as a whole is at work, so its rest is checked. Other kinds call single departments only.
    #[must_use]
    pub fn calls_whole_crew(self) -> bool {
        matches!(self, Self::Shoot | Self::Travel)
    }
}

/// Whether a day takes place as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayState {
    /// As planned.
    #[default]
    Planned,
    /// Plan B is on standby.
    Standby,
    /// Plan B was swapped in.
    Swapped,
    /// Called off.
    Cancelled,
    /// Part of the day was lost.
    PartLost,
}

/// How far a day has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayStage {
    /// Nothing issued yet.
    #[default]
    Open,
    /// A call sheet for it went out.
    Issued,
    /// Shot.
    Shot,
}

/// Where the wrap of a day comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrapRule {
    /// Somebody estimated it; moving strips does not change it.
    #[default]
    Entered,
    /// It follows the minutes of the strips: a strip moved on or off makes it later or earlier.
    FollowsStrips,
    /// The day has wrapped and this is when.
    Actual,
}

/// One strip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strip {
    /// Its id.
    pub id: StripId,
    /// Scene or banner.
    pub kind: StripKind,
    /// Estimated shooting time (of a banner: how long it takes) in minutes; `None` while nobody estimated it.
    pub minutes: Option<i64>,
    /// Version for detecting that someone else changed the strip.
    pub version: i64,
    /// Place within its list as stored, see [`super::rank`].
    pub rank: i64,
}

impl Strip {
    /// The scene on the strip, if it is one.
    #[must_use]
    pub fn scene(&self) -> Option<&SceneStrip> {
        match &self.kind {
            StripKind::Scene(scene) => Some(scene),
            StripKind::Banner { .. } => None,
        }
    }
}

/// What a strip carries.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StripKind {
    /// A scene.
    Scene(Box<SceneStrip>),
    /// A company move, a meal, a note.
    Banner {
        /// As somebody wrote it.
        text: String,
    },
}

/// What the strip of a scene shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct SceneStrip {
    /// The scene.
    pub scene: SceneId,
    /// Its number as printed in the script ("12A"); sort with [`super::scene_number`].
    pub number: String,
    /// Interior or exterior.
    pub int_ext: IntExt,
    /// Light, for the colour.
    pub light: Light,
    /// The script's own words for the time of day.
    pub day_night: String,
    /// Set.
    pub set: String,
    /// Length.
    pub eighths: Eighths,
    /// The length is a guess, not counted from pages.
    pub estimated: bool,
    /// Who plays in it.
    pub cast: Vec<CharacterId>,
    /// Place of shooting.
    pub location: Option<LocationId>,
    /// Its name; empty while none is chosen.
    pub location_name: String,
    /// What happens.
    pub synopsis: String,
}

/// One part and who plays it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardCast {
    /// The part.
    pub character: CharacterId,
    /// Who plays it, once cast. The same person may play several parts.
    pub person: Option<PersonId>,
    /// Cast number as printed ("7").
    pub number: String,
    /// Name of the part.
    pub name: String,
    /// Held (and paid) on idle days between first and last work day: production sets this per part.
    pub allows_hold: bool,
    /// Dates on which they cannot work.
    pub off: AvailabilityCalendar,
}

/// The dates on which somebody is not available.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AvailabilityCalendar(pub BTreeSet<Date>);

impl AvailabilityCalendar {
    /// Not available on this date.
    #[must_use]
    pub fn is_off(&self, date: Date) -> bool {
        self.0.contains(&date)
    }
}

impl FromIterator<Date> for AvailabilityCalendar {
    fn from_iter<I: IntoIterator<Item = Date>>(dates: I) -> Self {
        Self(dates.into_iter().collect())
    }
}

impl Board {
    /// The list of strips of the day at this index, or the boneyard.
    #[must_use]
    pub fn list(&self, at: Option<usize>) -> &[Strip] {
        at.map_or(&self.boneyard, |day| &self.days[day].strips)
    }

    pub(super) fn list_mut(&mut self, at: Option<usize>) -> &mut Vec<Strip> {
        match at {
            Some(day) => &mut self.days[day].strips,
            None => &mut self.boneyard,
        }
    }

    /// Every strip with the index of its day (`None` = boneyard).
    pub fn strips(&self) -> impl Iterator<Item = (Option<usize>, &Strip)> {
        let days = self.days.iter().enumerate();
        let placed = days.flat_map(|(at, day)| day.strips.iter().map(move |strip| (Some(at), strip)));
        placed.chain(self.boneyard.iter().map(|strip| (None, strip)))
    }
}
