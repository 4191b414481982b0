//! What one reader gets of a sheet. Same names and shape as [`super::sheet::Sheet`]; a block or field the reader may
//! not see is absent from the serialised form, and so is its size.

use super::sheet::{
    AdvanceDay, BackgroundRow, CastRow, Contact, DayHead, Department, Front, LocationRow, MedicalNote, Note,
    ProductionHead, RevisionHead, Ride, Safety, StripRow, Totals,
};
use serde::{Deserialize, Serialize};

/// A sheet cut for one reader. Made by [`super::sheet::Sheet::for_reader`] only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    /// Head lines; without the title for readers from outside when there is a code name.
    pub production: ProductionHead,
    /// The day; without its number and count where the reader may not learn them.
    pub day: DayHead,
    /// The issued revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<RevisionHead>,
    /// Times, sun, weather.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front: Option<Front>,
    /// Safety.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safety: Option<Safety>,
    /// Scenes and banners, or only the reader's own scenes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenes: Option<Vec<StripRow>>,
    /// Sums, only with the whole scene table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totals: Option<Totals>,
    /// Cast block, or the reader's own rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cast: Option<Vec<CastRow>>,
    /// Background.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<Vec<BackgroundRow>>,
    /// Back page, or the reader's own department of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departments: Option<Vec<Department>>,
    /// Places of the day; they belong to the front.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locations: Option<Vec<LocationRow>>,
    /// Pickups, or the reader's own (to ride or to drive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transport: Option<Vec<Ride>>,
    /// The next days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<Vec<AdvanceDay>>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Vec<Note>>,
    /// Contacts, or the reader's key contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Vec<Contact>>,
    /// Medical notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medical: Option<Vec<MedicalNote>>,
}
