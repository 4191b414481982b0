//! What one person's page for a day shows, and the text its confirmation is bound to.

use super::own_rows::OwnRows;
use super::sheet::{CallKind, DayHead, DayState, Front, Hospital, LocationRow, PickupPlace, RevisionHead, Sheet};
use super::view::SheetView;
use super::visibility::Reader;
use crate::values::{DayId, Minute, PersonId, Role};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A station between call and camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Make-up and hair.
    Makeup,
    /// Wardrobe.
    Wardrobe,
    /// Rehearsal.
    Rehearsal,
    /// On set.
    OnSet,
}

/// When somebody is at a station.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub step: StepKind,
    /// When.
    pub at: Minute,
}

/// A scene the person plays in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OwnScene {
    /// Scene number.
    pub number: String,
    /// When it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Minute>,
}

/// The person's pickup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pickup {
    /// When; absent while it is not fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Minute>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PickupPlace>,
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

/// Whom to ring in trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpKind {
    /// 112, 999, 911.
    Emergency,
    /// Set medic.
    Medic,
    /// 2nd AD.
    SecondAd,
    /// Production office.
    ProductionOffice,
}

/// One number to ring in trouble.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// Which.
    pub what: HelpKind,
    /// Name; empty for the emergency number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Number.
    pub phone: String,
}

/// One person's day, in the order their page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personal {
    /// Whose day.
    pub person: PersonId,
    /// Which day.
    pub day: DayHead,
    /// IANA zone of all minutes; empty when the reader may not see the front.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// The call: the earliest one when the person has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallKind>,
    /// Their other calls of the day, earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<CallKind>,
    /// Where they report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<LocationRow>,
    /// Pickup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<Pickup>,
    /// Stations, earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Own scenes in shooting order; empty for crew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenes: Vec<OwnScene>,
    /// Places they come to: for cast those of their scenes and where they report, for crew all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<LocationRow>,
    /// Notes beside their rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Times, sun, weather.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front: Option<Front>,
    /// Whom to ring in trouble, in this order: emergency number, medic, 2nd AD, production office.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<Help>,
    /// Hospitals, that of the place they report to first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hospitals: Vec<Hospital>,
    /// Revision and its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<RevisionHead>,
    /// The rest of the sheet as the reader may see it.
    pub sheet: SheetView,
}

/// What a person confirms. Its form is frozen: changing a field or the order of fields voids every confirmation.
#[derive(Serialize)]
struct Canonical<'a> {
    v: u8,
    person: PersonId,
    day: DayId,
    date: Date,
    state: DayState,
    zone: &'a str,
    calls: Vec<CallKind>,
    place: Option<CanonicalPlace<'a>>,
    pickup: Option<CanonicalPickup<'a>>,
    steps: Vec<Step>,
    scenes: Vec<OwnScene>,
    places: Vec<CanonicalPlace<'a>>,
}

/// A place without its printed number, parking and notes, none of which moves anybody.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct CanonicalPlace<'a> {
    pub(super) name: &'a str,
    address: &'a str,
    lat_e6: Option<i64>,
    lon_e6: Option<i64>,
    zone: &'a str,
}

#[derive(Serialize)]
struct CanonicalPickup<'a> {
    at: Option<Minute>,
    place: Option<&'a PickupPlace>,
}

impl<'a> From<&'a LocationRow> for CanonicalPlace<'a> {
    fn from(row: &'a LocationRow) -> Self {
        Self { name: &row.name, address: &row.address, lat_e6: row.lat_e6, lon_e6: row.lon_e6, zone: &row.zone }
    }
}

/// A pre-call and a call at the same minute are the same to the person who gets up for it.
pub(super) fn plain(call: CallKind) -> CallKind {
    match call {
        CallKind::PreCall { at } => CallKind::Time { at },
        other => other,
    }
}

impl Personal {
    /// A person's day as this reader may see it. `None` when the person is not on the sheet, or when the reader is
    /// neither the person nor their guardian or agent.
    #[must_use]
    pub fn cut(sheet: &Sheet, person: PersonId, reader: &Reader) -> Option<Self> {
        if !reader.is_own(person) || !sheet.has(person) {
            return None;
        }
        let view = sheet.for_reader(reader);
        let own = OwnRows::of(person, &view);
        let mut calls = own.calls();
        let call = if calls.is_empty() { None } else { Some(calls.remove(0)) };
        let place = own.place(call);
        let scenes = own.scenes();
        Some(Self {
            person,
            day: view.day.clone(),
            zone: view.front.as_ref().map(|f| f.zone.clone()).unwrap_or_default(),
            call,
            further: calls,
            place: place.cloned(),
            pickup: own.pickup(),
            steps: own.steps(),
            scenes: scenes.iter().map(|s| OwnScene { number: s.number.clone(), start: s.start }).collect(),
            places: own.places(place, &scenes),
            notes: own.notes(),
            front: view.front.clone(),
            help: own.help(),
            hospitals: own.hospitals(place),
            revision: view.revision.clone(),
            sheet: view,
        })
    }

    /// A person's day as they themselves get it, without anything that hangs on their role: what is confirmed and
    /// what is compared, whoever confirms it for them (an agent sees less and still confirms the same).
    #[must_use]
    pub fn own(sheet: &Sheet, person: PersonId) -> Option<Self> {
        Self::cut(sheet, person, &Reader::new(Some(person), Role::Cast, None))
    }

    /// The personal content as stable JSON, to be hashed for the confirmation. Covers call, pickup, place, own scenes
    /// and times, date and state of the day; not the revision, notes, driver, weather or anybody else.
    /// Take it from [`Personal::own`].
    #[must_use]
    pub fn canonical(&self) -> String {
        let canonical = Canonical {
            v: 1,
            person: self.person,
            day: self.day.id,
            date: self.day.date,
            state: self.day.state,
            zone: &self.zone,
            calls: self.call.iter().chain(&self.further).map(|call| plain(*call)).collect(),
            place: self.place.as_ref().map(CanonicalPlace::from),
            pickup: self.pickup.as_ref().map(|p| CanonicalPickup { at: p.at, place: p.place.as_ref() }),
            steps: self.steps.clone(),
            scenes: self.sorted_scenes(),
            places: self.sorted_places(),
        };
        serde_json::to_string(&canonical).expect("numbers and texts always serialise")
    }

    /// Own scenes by number, so that shooting order alone changes nothing.
    pub(super) fn sorted_scenes(&self) -> Vec<OwnScene> {
        let mut scenes = self.scenes.clone();
        scenes.sort();
        scenes
    }

    /// Places by name, so that renumbering them changes nothing.
    pub(super) fn sorted_places(&self) -> Vec<CanonicalPlace<'_>> {
        let mut places: Vec<_> = self.places.iter().map(CanonicalPlace::from).collect();
        places.sort();
        places
    }
}

impl Sheet {
    /// Whether the person is called, carried or listed on this sheet.
    #[must_use]
    pub fn has(&self, person: PersonId) -> bool {
        self.people().contains(&person)
    }

    /// Everyone who gets this sheet, once each, by id.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = self.cast.iter().filter_map(|row| row.person).collect();
        people.extend(self.departments.iter().flat_map(|d| &d.people).map(|row| row.person));
        people.extend(self.transport.iter().map(|ride| ride.person));
        people.sort();
        people.dedup();
        people
    }
}
