//! What the calls of a day are worked out from: the facts of the day, its strips, who comes and what they need, and
//! where somebody decided otherwise.

use super::sheet::{BannerKind, CallKind, PickupPlace};
use crate::values::{CharacterId, Minute, PersonId, SceneId};
use serde::{Deserialize, Serialize};

/// The day as planned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayPlan {
    /// General crew call.
    pub unit_call: Option<Minute>,
    /// First shot; without it, half an hour after the unit call.
    pub shooting_call: Option<Minute>,
    /// Lunch; without it, the start of the first meal banner.
    pub lunch: Option<Minute>,
    /// Estimated wrap; without it, the end of the last strip.
    pub estimated_wrap: Option<Minute>,
    /// Strips in shooting order.
    pub strips: Vec<PlanStrip>,
    /// Crew by department.
    pub departments: Vec<PlanDepartment>,
    /// Parts of the day, working or not. A person with two parts is in it twice.
    pub cast: Vec<PlanCast>,
    /// Where somebody decided otherwise.
    pub overrides: Vec<Override>,
}

/// One strip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PlanStrip {
    /// A scene.
    Scene {
        /// Key.
        scene: SceneId,
        /// Planned minutes.
        minutes: i64,
        /// Parts in it.
        cast: Vec<CharacterId>,
    },
    /// A banner; its minutes move what follows.
    Banner {
        /// What it stands for.
        what: BannerKind,
        /// Minutes.
        minutes: i64,
    },
}

impl PlanStrip {
    /// Planned minutes as entered.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        match self {
            Self::Scene { minutes, .. } | Self::Banner { minutes, .. } => *minutes,
        }
    }
}

/// A department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDepartment {
    /// Name.
    pub name: String,
    /// Minutes after the unit call at which it starts; negative is a pre-call.
    pub offset_minutes: i64,
    /// Its people.
    pub people: Vec<PlanCrew>,
}

/// One of the crew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCrew {
    /// The person.
    pub person: PersonId,
    /// Their own minutes after the unit call, in place of the department's.
    pub offset_minutes: Option<i64>,
    /// From pickup to the place of the day.
    pub travel_minutes: i64,
    /// Pickup; without it there is none.
    pub pickup_place: Option<PickupPlace>,
}

/// What a part does on a day it is in no scene of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Idle {
    /// Held.
    Hold,
    /// Travels.
    Travel,
    /// Off.
    #[default]
    Off,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCast {
    /// Part.
    pub character: CharacterId,
    /// Artist; absent while not cast.
    pub person: Option<PersonId>,
    /// What it does when it is in no scene.
    pub idle: Idle,
    /// From pickup to the place of the day.
    pub travel_minutes: i64,
    /// Make-up and hair.
    pub makeup_minutes: i64,
    /// Wardrobe.
    pub wardrobe_minutes: i64,
    /// Rehearsal.
    pub rehearsal_minutes: i64,
    /// Pickup; without it there is none.
    pub pickup_place: Option<PickupPlace>,
}

/// A decision that stands over what is computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// For whom.
    pub person: PersonId,
    /// The call.
    pub kind: Option<CallKind>,
    /// The pickup.
    pub pickup: Option<Minute>,
    /// The pickup's place.
    pub place: Option<PickupPlace>,
    /// A note for the row.
    pub note: Option<String>,
    /// Why; for the editor only, never on the sheet.
    pub reason: String,
}
