//! One shooting day's call sheet, complete: the source from which every reader's view is cut.
//!
//! The serde form is what a revision freezes and what the PDF is set from: snake_case names, minutes and eighths as
//! plain integers, dates as `YYYY-MM-DD`, enums with data tagged by `kind`. A field that is empty is absent, so that
//! a full sheet and a cut one ([`super::view::SheetView`]) have the same shape and a template needs one rule only.
//! All text in here was typed by people; there are no words of ours.

use crate::callsheets::weather::model::Forecast;
use crate::values::{DayId, Eighths, IntExt, Light, Minute, PersonId, RevisionId, SceneId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use super::sheet_people::{
    AdvanceDay, BackgroundRow, CallKind, CastRow, Contact, ContactKind, CrewRow, Department, LocationRow, MedicalNote,
    Note, PickupPlace, Ride,
};

/// Leaves `false` out of the serialised form.
pub(super) fn is_false(value: &bool) -> bool {
    !*value
}

/// Everything one sheet of one shooting day says, to whomever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The production's head lines and how it prints.
    pub production: ProductionHead,
    /// Which shooting day this is.
    pub day: DayHead,
    /// The issued revision; absent while it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<RevisionHead>,
    /// Times, sun and weather.
    #[serde(default)]
    pub front: Front,
    /// Hazards, hospitals, emergency number, medic.
    #[serde(default)]
    pub safety: Safety,
    /// Scenes and banners in shooting order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenes: Vec<StripRow>,
    /// Sums over the scenes.
    #[serde(default)]
    pub totals: Totals,
    /// Speaking parts, by board id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cast: Vec<CastRow>,
    /// Background groups and stand-ins, in waves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub background: Vec<BackgroundRow>,
    /// The back page: crew by department, in printing order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<Department>,
    /// The places of the day in the order they are used; the first is where people report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationRow>,
    /// Pickups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transport: Vec<Ride>,
    /// The next days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advance: Vec<AdvanceDay>,
    /// Notes to everyone or to one department.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Contacts of the day with their work numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Medical notes; only the medic and the person themselves ever get one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub medical: Vec<MedicalNote>,
}

/// Paper the sheet is set on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageSize {
    /// ISO A4.
    #[default]
    A4,
    /// US Letter.
    Letter,
}

/// Head lines of the production.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductionHead {
    /// Working title; absent for readers outside the production when there is a code name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The name used on lock screens, subjects and file names; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code_name: String,
    /// Production company.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub company: String,
    /// Paper.
    #[serde(default)]
    pub page_size: PageSize,
    /// Language tag of the printed words, `en` or `de`.
    #[serde(default)]
    pub language: String,
    /// ISO 3166 country code, upper case.
    #[serde(default)]
    pub country: String,
}

/// State of a shooting day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayState {
    /// Goes ahead as planned.
    #[default]
    Planned,
    /// Waits for a decision.
    Standby,
    /// Plan B took its place.
    Swapped,
    /// Does not happen.
    Cancelled,
    /// Only part of it could be shot.
    PartLost,
}

/// Which shooting day a sheet belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayHead {
    /// The day's stable key; the printed number never is.
    pub id: DayId,
    /// The printed label, such as `7A` or `2U Day 3`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Calendar date the day starts on.
    pub date: Date,
    /// Unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Running number within the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// How many days the unit shoots in all ("of 24").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// State.
    #[serde(default)]
    pub state: DayState,
}

/// The issued revision a sheet carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionHead {
    /// Key of the revision.
    pub id: RevisionId,
    /// Printed name, a colour or a number.
    pub name: String,
    /// 1 for the first issue of the day.
    pub number: u32,
    /// When it was issued, unix milliseconds UTC.
    pub issued_at: i64,
    /// Name of the person who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<String>,
}

/// Times, sun and weather of the day. Minutes count from midnight of the day's date in `zone`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Front {
    /// General crew call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_call: Option<Minute>,
    /// First shot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shooting_call: Option<Minute>,
    /// Lunch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lunch: Option<Minute>,
    /// Estimated wrap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_wrap: Option<Minute>,
    /// Sunrise; on a night shoot the next morning's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sunrise: Option<Minute>,
    /// Sunset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sunset: Option<Minute>,
    /// Civil dawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_light: Option<Minute>,
    /// Civil dusk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_light: Option<Minute>,
    /// Weather as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub weather: String,
    /// Weather as forecast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast>,
    /// IANA zone in which the day's minutes are read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// Walkie channels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub radio: Vec<RadioChannel>,
}

/// One walkie channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RadioChannel {
    /// Number or letter.
    pub channel: String,
    /// Whose channel it is, free text.
    pub used_by: String,
    /// Department it belongs to; absent for a channel everybody may know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
}

/// What keeps people alive; everyone on the day's sheet gets all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safety {
    /// Hazards and bulletins.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hazards: String,
    /// Hospitals, at least one for each place of the day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hospitals: Vec<Hospital>,
    /// 112, 999, 911: as dialled in the place of the day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub emergency_number: String,
    /// The set medic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medic: Option<NamedPhone>,
}

/// A name with a work number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPhone {
    /// Name.
    pub name: String,
    /// Work number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// An emergency department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hospital {
    /// Name.
    pub name: String,
    /// Address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Phone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Latitude in micro-degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat_e6: Option<i64>,
    /// Longitude in micro-degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon_e6: Option<i64>,
    /// Whether its emergency department is open round the clock.
    #[serde(default)]
    pub open_24h: bool,
    /// Who checked that it is the right one; absent means nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
    /// When it was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<Date>,
    /// Number (`LocationRow::no`) of the place it serves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location_no: String,
}

/// A line of the shooting order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StripRow {
    /// A scene.
    Scene(SceneRow),
    /// A banner: lunch, company move, a note with a time.
    Banner(BannerRow),
}

/// What makes a scene need special care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SceneFlag {
    /// Stunt.
    Stunt,
    /// Weapon.
    Weapon,
    /// Animal.
    Animal,
    /// Drone.
    Drone,
    /// Water.
    Water,
    /// Minor on set.
    Minor,
}

/// A scene in the shooting order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneRow {
    /// Key of the scene.
    pub id: SceneId,
    /// Scene number, a string (`12A`).
    pub number: String,
    /// Interior or exterior.
    #[serde(default)]
    pub int_ext: IntExt,
    /// Set.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub set: String,
    /// Day or night.
    #[serde(default)]
    pub day_night: Light,
    /// Script day (`D3`, `N2`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub script_day: String,
    /// Length in eighths of a page.
    #[serde(default)]
    pub eighths: Eighths,
    /// Board ids of the cast in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cast: Vec<String>,
    /// Number of the place it is shot at.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location_no: String,
    /// Synopsis; never printed for a closed scene outside its named list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synopsis: Option<String>,
    /// When it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Minute>,
    /// How long it is planned to take.
    #[serde(default)]
    pub minutes: i64,
    /// Closed set.
    #[serde(default, skip_serializing_if = "is_false")]
    pub closed: bool,
    /// Who may read a closed scene; never part of a view.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<PersonId>,
    /// Special care.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<SceneFlag>,
}

/// What a banner stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BannerKind {
    /// Meal break.
    Meal,
    /// Company move.
    CompanyMove,
    /// Anything else.
    #[default]
    Note,
}

/// A banner in the shooting order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BannerRow {
    /// What it stands for.
    #[serde(default)]
    pub what: BannerKind,
    /// Its text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// When it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Minute>,
    /// How long it takes.
    #[serde(default)]
    pub minutes: i64,
}

/// Sums over the scenes of the day (4.1: sums of eighths, never differences of pages).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Number of scenes.
    pub scenes: u32,
    /// Pages.
    pub eighths: Eighths,
    /// Planned minutes of the scenes, banners not counted.
    pub minutes: i64,
}
