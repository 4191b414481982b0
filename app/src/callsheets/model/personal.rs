//! What one person's page for a day shows, and the text its confirmation is bound to.

use super::sheet::{
    CallKind, CastRow, Contact, ContactKind, CrewRow, DayHead, DayState, Front, Hospital, LocationRow, PickupPlace,
    RevisionHead, Ride, Sheet, StripRow,
};
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
        let cast: Vec<&CastRow> = view.cast.iter().flatten().filter(|row| row.person == Some(person)).collect();
        let crew: Vec<&CrewRow> =
            view.departments.iter().flatten().flat_map(|d| &d.people).filter(|row| row.person == person).collect();
        let mut calls: Vec<CallKind> =
            cast.iter().map(|row| row.call).chain(crew.iter().map(|row| row.call)).flatten().collect();
        calls.sort_by_key(|call| (!call.is_working(), call.at().is_none(), call.at(), *call));
        calls.dedup_by_key(|call| plain(*call));
        let call = if calls.is_empty() { None } else { Some(calls.remove(0)) };

        // The place goes with the row whose call comes first.
        let of_call = |row: Option<CallKind>| row.map(plain) == call.map(plain);
        let reports = cast
            .iter()
            .map(|row| (row.call, row.location_no.as_str()))
            .chain(crew.iter().map(|row| (row.call, row.location_no.as_str())))
            .find(|(c, _)| of_call(*c))
            .map_or("", |(_, no)| no);
        let all_places = view.locations.as_deref().unwrap_or_default();
        let at = |no: &str| all_places.iter().find(|place| place.no == no);
        let place = if reports.is_empty() { all_places.first() } else { at(reports) }.cloned();

        let numbers: Vec<&str> = cast.iter().map(|row| row.number.as_str()).collect();
        let own_rows: Vec<_> = view
            .scenes
            .iter()
            .flatten()
            .filter_map(|row| match row {
                StripRow::Scene(s) if s.cast.iter().any(|no| numbers.contains(&no.as_str())) => Some(s),
                StripRow::Scene(_) | StripRow::Banner(_) => None,
            })
            .collect();
        let comes_to = |row: &&LocationRow| {
            !crew.is_empty()
                || place.as_ref().is_some_and(|p| p.no == row.no)
                || own_rows.iter().any(|s| s.location_no == row.no)
        };

        let mut hospitals: Vec<Hospital> = view.safety.iter().flat_map(|s| &s.hospitals).cloned().collect();
        hospitals.sort_by_key(|h| place.as_ref().is_none_or(|p| p.no != h.location_no));
        Some(Self {
            person,
            day: view.day.clone(),
            zone: view.front.as_ref().map(|f| f.zone.clone()).unwrap_or_default(),
            call,
            further: calls,
            pickup: pickup(&view, person, &cast),
            steps: steps(&cast),
            scenes: own_rows.iter().map(|s| OwnScene { number: s.number.clone(), start: s.start }).collect(),
            places: all_places.iter().filter(comes_to).cloned().collect(),
            place,
            notes: cast
                .iter()
                .map(|row| &row.notes)
                .chain(crew.iter().map(|row| &row.notes))
                .filter(|note| !note.is_empty())
                .cloned()
                .collect(),
            front: view.front.clone(),
            help: help(&view),
            hospitals,
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

fn pickup(view: &SheetView, person: PersonId, cast: &[&CastRow]) -> Option<Pickup> {
    let rides = view.transport.iter().flatten().filter(|ride| ride.person == person);
    let ride: Option<&Ride> = rides.min_by_key(|ride| (ride.pickup.is_none(), ride.pickup));
    let row = cast.iter().find(|row| row.pickup.is_some() || row.pickup_place.is_some());
    match (ride, row) {
        (None, None) => None,
        (Some(ride), row) => Some(Pickup {
            at: ride.pickup.or_else(|| row.and_then(|r| r.pickup)),
            place: ride.place.clone().or_else(|| row.and_then(|r| r.pickup_place.clone())),
            driver: ride.driver.clone(),
            driver_phone: ride.driver_phone.clone(),
            vehicle: ride.vehicle.clone(),
        }),
        (None, Some(row)) => Some(Pickup { at: row.pickup, place: row.pickup_place.clone(), ..Pickup::default() }),
    }
}

fn steps(cast: &[&CastRow]) -> Vec<Step> {
    let mut steps: Vec<Step> = cast
        .iter()
        .flat_map(|row| {
            [
                (StepKind::Makeup, row.makeup),
                (StepKind::Wardrobe, row.wardrobe),
                (StepKind::Rehearsal, row.rehearsal),
                (StepKind::OnSet, row.on_set),
            ]
        })
        .filter_map(|(step, at)| at.map(|at| Step { step, at }))
        .collect();
    steps.sort_by_key(|step| (step.at, step.step));
    steps.dedup();
    steps
}

fn help(view: &SheetView) -> Vec<Help> {
    let mut out = Vec::new();
    if let Some(safety) = view.safety.as_ref().filter(|s| !s.emergency_number.is_empty()) {
        let phone = safety.emergency_number.clone();
        out.push(Help { what: HelpKind::Emergency, name: String::new(), phone });
    }
    let contacts: &[Contact] = view.contacts.as_deref().unwrap_or_default();
    for (what, kind) in [
        (HelpKind::Medic, ContactKind::Medic),
        (HelpKind::SecondAd, ContactKind::SecondAd),
        (HelpKind::ProductionOffice, ContactKind::ProductionOffice),
    ] {
        out.extend(contacts.iter().filter(|c| c.what == kind && !c.phone.is_empty()).map(|c| Help {
            what,
            name: c.name.clone(),
            phone: c.phone.clone(),
        }));
    }
    out
}
