//! The rows of a sheet that carry people: cast, background, crew, pickups, contacts; and places, advance and notes.

use super::sheet::is_false;
use crate::values::{CharacterId, LocationId, Minute, PersonId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How somebody is called: not always a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CallKind {
    /// At a time.
    Time {
        /// When.
        at: Minute,
    },
    /// Ready from a time on, with this much notice.
    StandBy {
        /// From when.
        from: Minute,
        /// Notice in minutes.
        notice_minutes: i64,
    },
    /// On call.
    OnCall,
    /// Will be told by a time.
    WillNotify {
        /// By when.
        by: Minute,
    },
    /// As the head of department says.
    PerHod,
    /// Travels.
    Travel,
    /// Held: paid, not working.
    Hold,
    /// Off.
    Off,
    /// Was called, is no longer.
    Cancelled,
    /// Ahead of the unit call.
    PreCall {
        /// When.
        at: Minute,
    },
}

impl CallKind {
    /// The minute at which the person has to be somewhere, when the call is a time.
    #[must_use]
    pub fn at(self) -> Option<Minute> {
        match self {
            Self::Time { at } | Self::PreCall { at } => Some(at),
            Self::StandBy { .. }
            | Self::OnCall
            | Self::WillNotify { .. }
            | Self::PerHod
            | Self::Travel
            | Self::Hold
            | Self::Off
            | Self::Cancelled => None,
        }
    }

    /// Whether the person has anything to do with the day: everything but hold, off and cancelled.
    #[must_use]
    pub fn is_working(self) -> bool {
        !matches!(self, Self::Hold | Self::Off | Self::Cancelled)
    }
}

/// Where somebody is picked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickupPlace {
    /// Name, such as a hotel and its door; empty where the reader learns only that it is somebody's home.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Latitude in micro-degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat_e6: Option<i64>,
    /// Longitude in micro-degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon_e6: Option<i64>,
    /// Whether it is somebody's home, which fewer readers get than a hotel. Left unsaid, it is one.
    #[serde(default = "yes")]
    pub home: bool,
}

impl PickupPlace {
    /// The place as a reader gets it who may not know where people live: a home becomes a bare "at home".
    #[must_use]
    pub fn without_home(&self) -> Self {
        if self.home {
            Self { label: String::new(), address: String::new(), lat_e6: None, lon_e6: None, home: true }
        } else {
            self.clone()
        }
    }
}

fn yes() -> bool {
    true
}

/// One part on the cast block. A person with two parts has two rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastRow {
    /// The artist; absent while the part is not cast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Key of the part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub character_id: Option<CharacterId>,
    /// Board id.
    pub number: String,
    /// Part.
    pub character: String,
    /// Artist's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub artist: String,
    /// Day-out-of-days code: SW, W, WF, SWF, H, T ...
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// Pickup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<Minute>,
    /// Where the pickup is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup_place: Option<PickupPlace>,
    /// Call; absent while there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallKind>,
    /// In the make-up chair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub makeup: Option<Minute>,
    /// In wardrobe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wardrobe: Option<Minute>,
    /// Rehearsal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsal: Option<Minute>,
    /// On set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_set: Option<Minute>,
    /// Number of the place they report to; empty means the first of the day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location_no: String,
    /// Note beside the row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Personal number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whether the artist is a minor.
    #[serde(default, skip_serializing_if = "is_false")]
    pub minor: bool,
}

/// A background group or wave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackgroundRow {
    /// Who they are; may name an agency, so that readers of mere counts do not get it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// How many.
    pub count: u32,
    /// Their call.
    pub call: CallKind,
    /// Holding, wardrobe, agency.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// A department on the back page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Name.
    pub name: String,
    /// Its people in printing order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<CrewRow>,
}

/// One person of the crew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewRow {
    /// The person.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Position.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub position: String,
    /// Call; absent while there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallKind>,
    /// Number of the place they report to; empty means the first of the day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location_no: String,
    /// Personal number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Work number, the only one that goes into key contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_phone: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Head of the department.
    #[serde(default, skip_serializing_if = "is_false")]
    pub head: bool,
    /// Note beside the row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// A place of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocationRow {
    /// Key of the place, when it is one of the production's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<LocationId>,
    /// Printed number.
    pub no: String,
    /// Name.
    pub name: String,
    /// Address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Latitude in micro-degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat_e6: Option<i64>,
    /// Longitude in micro-degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon_e6: Option<i64>,
    /// IANA zone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// Parking.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parking: String,
    /// Notes, gate codes among them: not for people from outside.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// One person's pickup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ride {
    /// Who is picked up.
    pub person: PersonId,
    /// Their name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// When; absent while it is not fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<Minute>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PickupPlace>,
    /// Number of the place it goes to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location_no: String,
    /// Driver, when one of the production's people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_id: Option<PersonId>,
    /// Driver's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub driver: String,
    /// Driver's work number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_phone: Option<String>,
    /// Car.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub vehicle: String,
}

/// One of the next days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvanceDay {
    /// Printed label.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Date.
    pub date: Date,
    /// Sets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<String>,
    /// Scene numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenes: Vec<String>,
    /// Note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// A note on the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The department it is for; absent for everyone who reads notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Text.
    pub text: String,
}

/// What a contact is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// Set medic.
    Medic,
    /// First assistant director.
    FirstAd,
    /// Second assistant director (Germany: Set-AL, 1. AL).
    SecondAd,
    /// Production office.
    ProductionOffice,
    /// Unit manager.
    UnitManager,
    /// Location manager.
    LocationManager,
    /// The driver of the reader's own pickup.
    Driver,
    /// The reader's own head of department.
    HeadOfDepartment,
    /// Anyone else, for readers of the whole sheet only.
    Other,
}

/// A contact of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What for; serialised as `what` so that `kind` stays free for tagged enums.
    pub what: ContactKind,
    /// Name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Work number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// A medical note about one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicalNote {
    /// About whom.
    pub person: PersonId,
    /// Their name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Text.
    pub text: String,
}
