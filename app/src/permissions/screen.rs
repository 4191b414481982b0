//! What the pages of permissions show, worked out on the server.
use crate::{
    text::{Text, k, t},
    values::{PersonId, Role},
};
use serde::{Deserialize, Serialize};

/// The table of a production.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// Whether the viewer may change it.
    pub may_edit: bool,
    /// The roles across, with how many people have each.
    pub roles: Vec<(Role, i64)>,
    /// The things down.
    pub lines: Vec<Line>,
    /// The role that is being changed.
    pub panel: Option<Panel>,
}

/// A thing, role by role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its name.
    pub name: Text,
    /// The heading it stands under.
    pub group: Text,
    /// Key of the depth, and whether that is what the role usually has.
    pub cells: Vec<(String, bool)>,
}

/// One role, to be changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// The role.
    pub role: Role,
    /// When its rules were last changed, unix ms.
    pub seen: i64,
    /// Thing by thing.
    pub lines: Vec<Choice>,
}

/// A thing of which a role or a person may get more or less.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// `script.view`, `block.cast`.
    pub thing: String,
    /// Its name.
    pub name: Text,
    /// The heading it stands under.
    pub group: Text,
    /// What is had now.
    pub now: String,
    /// What the role usually has.
    pub usual: String,
    /// What the viewer may choose.
    pub choices: Vec<String>,
}

/// What one person may see and do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Access {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Their department.
    pub department: String,
    /// Whether the viewer may change it.
    pub may_edit: bool,
    /// What stands in the way of looking through their eyes: a thing that the viewer does not see.
    pub beyond: Option<Text>,
    /// Thing by thing, with the reason.
    pub lines: Vec<Held>,
    /// What may be given or denied.
    pub choices: Vec<Choice>,
    /// Given or denied, the latest first.
    pub grants: Vec<Grant>,
}

/// A thing and why it is had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Its name.
    pub name: Text,
    /// The heading it stands under.
    pub group: Text,
    /// How much.
    pub depth: String,
    /// Why.
    pub why: Why,
    /// Until when, as the production's calendar says.
    pub until: Option<String>,
}

/// Why somebody has a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The role usually has it.
    Role,
    /// The production decided so for the role.
    Rule,
    /// It was given or denied to the person.
    Grant,
}

/// Something that was given or denied to a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grant {
    /// Id.
    pub id: uuid::Uuid,
    /// The thing's name.
    pub name: Text,
    /// How much.
    pub depth: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// Since when.
    pub from: String,
    /// Until when.
    pub until: Option<String>,
    /// It no longer holds.
    pub over: bool,
}

/// The word for a depth; of a right that is held or not, yes or no.
pub fn depth_word(key: &str, switch: bool) -> &'static str {
    let text = match (key, switch) {
        ("full", true) => k::PERMISSIONS_YES,
        ("-", true) => k::PERMISSIONS_NO,
        ("full", false) => k::PERMISSIONS_DEPTH_FULL,
        ("shared", _) => k::PERMISSIONS_DEPTH_SHARED,
        ("names", _) => k::PERMISSIONS_DEPTH_NAMES,
        ("department", _) => k::PERMISSIONS_DEPTH_DEPARTMENT,
        ("limited", _) => k::PERMISSIONS_DEPTH_LIMITED,
        ("emergency", _) => k::PERMISSIONS_DEPTH_EMERGENCY,
        ("own", _) => k::PERMISSIONS_DEPTH_OWN,
        _ => k::PERMISSIONS_DEPTH_NONE,
    };
    t(text)
}

/// The symbol beside the word.
pub fn depth_mark(key: &str) -> &'static str {
    match key {
        "full" => "●",
        "shared" => "◕",
        "names" | "department" => "◑",
        "limited" | "own" | "emergency" => "◔",
        _ => "○",
    }
}
