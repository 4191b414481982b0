//! The rows that the statements of call sheets give.
use super::{
    model::{
        policy::{Block, Depth},
        sheet::{CallKind, Sheet},
    },
    screen::Kept,
    weather::model::Forecast,
};
use crate::{text::Lang, values::*};
use jiff::civil::Date;
use serde::Deserialize;

/// A shooting day.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct DayRow {
    pub id: DayId,
    pub unit: UnitId,
    pub unit_name: String,
    pub date: Date,
    pub label: String,
    pub kind: String,
    pub state: String,
    pub unit_call: i64,
    pub shooting_call: Option<i64>,
    pub lunch: Option<i64>,
    pub est_wrap: i64,
    pub location: Option<LocationId>,
    pub weather: String,
    pub hazards: String,
    pub notes: String,
    pub background: serde_json::Value,
    pub call_utc: i64,
    pub wrap_utc: i64,
    pub version: i64,
    pub company: Option<String>,
    pub count: i64,
    pub forecast: Option<Forecast>,
    pub forecast_place: Option<String>,
}

/// A strip of the day.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct StripLine {
    pub scene: Option<SceneId>,
    pub banner: Option<String>,
    pub minutes: i64,
    pub number: Option<String>,
    pub int_ext: Option<String>,
    pub set_name: Option<String>,
    pub light: Option<String>,
    pub eighths: Option<i64>,
    pub closed: i64,
    pub synopsis: Option<String>,
    pub location: Option<LocationId>,
}

/// A part in a scene of a day.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct InScene {
    pub day: DayId,
    pub date: Date,
    pub scene: SceneId,
    pub character: CharacterId,
}

/// Somebody of the production.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct PersonRow {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    pub department: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub language: String,
    pub character: Option<CharacterId>,
    pub pre_call: i64,
    pub travel: i64,
    pub makeup: i64,
    pub wardrobe: i64,
    pub pickup_place: String,
    /// Blocks of which they get more or less than their role does; read beside the row.
    #[serde(skip)]
    pub exceptions: Vec<(Block, Depth)>,
}
impl PersonRow {
    /// The language they read, else the production's.
    pub fn lang(&self, production: Lang) -> Lang {
        Lang::from_tag(&self.language).unwrap_or(production)
    }
}

/// A part.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct PartRow {
    pub id: CharacterId,
    pub name: String,
    pub number: Option<i64>,
}

/// A decision about somebody's call. One that was taken back stays as an empty row, so that versions only grow.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct DecisionRow {
    pub person: PersonId,
    pub call: Option<CallKind>,
    pub pickup: Option<i64>,
    pub pickup_place: String,
    pub note: String,
    pub reason: String,
    pub version: i64,
}

/// A strip of one of the next days.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct AdvanceRow {
    pub day: DayId,
    pub date: Date,
    pub label: String,
    pub notes: String,
    pub set_name: Option<String>,
    pub number: Option<String>,
}

/// The day before, as far as rest is concerned.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct BeforeRow {
    pub id: DayId,
    pub wrap_utc: i64,
}

/// Short rest that was authorised, down to so many minutes.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct RestRow {
    pub person: PersonId,
    pub minutes: i64,
    pub reason: String,
    pub compensation: String,
    pub given_by: String,
}

/// A revision that was issued.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct RevisionRow {
    pub id: RevisionId,
    pub number: u32,
    pub name: String,
    pub issued_at: i64,
    pub issued_by: Option<String>,
    pub sheet: Sheet,
}

/// What is kept of somebody for a day.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct RecipientRow {
    pub person: PersonId,
    pub revision: RevisionId,
    pub revision_name: String,
    pub content_hash: String,
    pub state: String,
    pub opened_revision: Option<RevisionId>,
    pub confirmed_hash: Option<String>,
    pub confirmed_name: Option<String>,
    pub kept: Kept,
    pub confirmed: Option<Kept>,
}

/// Who somebody is, for a mail or a cut.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct PersonName {
    pub name: String,
    pub language: String,
    pub email: String,
    pub role: Role,
    pub department: String,
    pub character: Option<CharacterId>,
}

/// Which day, for a mail or a stamp.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct DayName {
    pub date: Date,
    pub label: String,
    pub zone: String,
    pub code_name: String,
}
