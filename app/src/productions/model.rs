//! A production and how it is set up.
use crate::values::{DayId, PersonId, ProductionId, Role, WorkspaceId};
use serde::{Deserialize, Serialize};

/// A production as its pages know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Production {
    /// Id.
    pub id: ProductionId,
    /// Company it belongs to.
    pub workspace: WorkspaceId,
    /// Working title.
    pub title: String,
    /// The name used in subjects, file names and on lock screens.
    pub code_name: String,
    /// ISO 3166 code.
    pub country: String,
    /// IANA zone.
    pub zone: String,
    /// `a4` or `letter`.
    pub page_size: String,
    /// Language of its call sheets.
    pub language: String,
    /// Strip palette.
    pub palette: String,
    /// `colours` or `numbers`.
    pub revision_naming: String,
    /// Version for optimistic saving.
    pub version: i64,
}

/// The frame around a production's pages: its name, and what this viewer may open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The production.
    pub production: Production,
    /// Whoever is signed in.
    pub viewer: String,
    /// The viewer as a person of it.
    pub person: Option<PersonId>,
    /// Their role.
    pub role: Option<Role>,
    /// Rights held here, by name.
    pub rights: Vec<String>,
    /// Owner or admin of the workspace.
    pub admin: bool,
    /// Through whose eyes the viewer looks: their name.
    pub looking: Option<String>,
}
impl Head {
    /// Whether a right is held here.
    pub fn may(&self, right: &str) -> bool {
        self.rights.iter().any(|r| r == right)
    }
}

/// Something that waits for the viewer, with the number it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// What: `unreachable`, `unconfirmed`, `unchecked_hospital`, `unscheduled`, `failed_mails`, `uncast`.
    pub kind: String,
    /// How many.
    pub count: i64,
    /// The shooting day it concerns.
    pub day: Option<DayId>,
    /// Its label.
    pub label: String,
}

/// Palettes of strip colours there are.
pub const PALETTES: [&str; 2] = ["default", "continental"];
