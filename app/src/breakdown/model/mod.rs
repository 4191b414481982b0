//! What the pages of the breakdown show, and its pure rules.
mod category;
mod links;
mod text;

pub use category::{CAST, CategoryRow, Hue, OWN, STANDARD, abbreviation, by_name, hue, name, standard};
pub use links::{brought, circle, merged};
pub use text::{Kind, Paragraph, Piece, Span, find, pieces, trim, words};

use crate::{
    script::model::SceneRow,
    values::{ElementId, LinkId, SceneId, TagId, UnitId},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Rows on one page of a list.
pub const PAGE: usize = 100;
/// Names that are suggested while one is typed.
pub const SUGGESTED: usize = 500;

/// What needs somebody's care on the day; a closed set is a matter of the scene itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Flags {
    /// A stunt.
    pub stunt: bool,
    /// A weapon.
    pub weapon: bool,
    /// An animal.
    pub animal: bool,
    /// A drone.
    pub drone: bool,
    /// Work on, in or beside water.
    pub water: bool,
    /// Somebody under age.
    pub minor: bool,
}

impl Flags {
    /// Those that are set, by name.
    pub fn names(self) -> Vec<&'static str> {
        let all = [
            ("stunt", self.stunt),
            ("weapon", self.weapon),
            ("animal", self.animal),
            ("drone", self.drone),
            ("water", self.water),
            ("minor", self.minor),
        ];
        all.into_iter().filter(|(_, set)| *set).map(|(name, _)| name).collect()
    }
}

/// What the breakdown knows of a scene beside the script.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Fields {
    /// Day of the story: `1`, `N2`, `flashback`.
    pub script_day: String,
    /// What it belongs to: a chase, an episode.
    pub sequence: String,
    /// Unit that is to shoot it.
    pub unit: Option<UnitId>,
    /// Production notes.
    pub notes: String,
    /// Remarks among those who break down.
    pub comments: String,
    /// What needs care.
    pub flags: Flags,
    /// Broken down.
    pub done: bool,
    /// Version for optimistic saving; 0: nothing has been saved.
    pub version: i64,
}

/// How far a scene is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing yet.
    Open,
    /// Something.
    Begun,
    /// Somebody said it is complete.
    Done,
}

impl State {
    /// All, in the order of the filter.
    pub const ALL: [Self; 3] = [Self::Open, Self::Begun, Self::Done];
    /// As in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Begun => "begun",
            Self::Done => "done",
        }
    }
}

/// A scene in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewRow {
    /// The scene.
    pub scene: SceneRow,
    /// Day of the story.
    pub script_day: String,
    /// What needs care.
    pub flags: Flags,
    /// How far it is.
    pub state: State,
    /// How many elements of each category.
    pub counts: Vec<(i64, i64)>,
    /// Tags whose words a revision has lost.
    pub lost: i64,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Scenes of this page.
    pub rows: Vec<OverviewRow>,
    /// The page, from 1.
    pub page: i64,
    /// How many the filter shows.
    pub matching: i64,
    /// All scenes, and how many of them are done.
    pub scenes: i64,
    /// Those that are broken down.
    pub done: i64,
    /// Elements of the production.
    pub elements: i64,
    /// Categories to choose from.
    pub categories: Vec<CategoryRow>,
}

/// An element in a scene.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InScene {
    /// Id.
    pub id: ElementId,
    /// Category.
    pub category: i64,
    /// Board number or short id; often empty.
    pub code: String,
    /// Name.
    pub name: String,
    /// How many, if that matters.
    pub amount: Option<i64>,
    /// For this scene only.
    pub note: String,
}

/// A scene's neighbour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Id.
    pub id: SceneId,
    /// Number.
    pub number: String,
}

/// A unit to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRow {
    /// Id.
    pub id: UnitId,
    /// Name.
    pub name: String,
}

/// A breakdown sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The scene.
    pub scene: SceneRow,
    /// What is known beside.
    pub fields: Fields,
    /// Minutes of its strip; none for an omitted scene, which has no strip.
    pub minutes: Option<i64>,
    /// Its elements by category and name.
    pub elements: Vec<InScene>,
    /// The scene before.
    pub previous: Option<Neighbour>,
    /// The scene after.
    pub next: Option<Neighbour>,
    /// Units to choose from.
    pub units: Vec<UnitRow>,
    /// Categories to choose from.
    pub categories: Vec<CategoryRow>,
    /// Names of elements and parts there are, each with its category.
    pub known: Vec<(i64, String)>,
}

/// Words that stand for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Id.
    pub id: TagId,
    /// Category of what it stands for.
    pub category: i64,
    /// Name of what it stands for.
    pub name: String,
    /// The words.
    pub words: String,
    /// Where they stand; none: a revision has lost them.
    pub at: Option<Span>,
}

/// The words of a scene.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneText {
    /// By paragraph; empty where the script was not imported.
    pub paragraphs: Vec<Paragraph>,
    /// What is tagged in them, and what was.
    pub tags: Vec<Tag>,
}

/// An element of the production.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementRow {
    /// Id.
    pub id: ElementId,
    /// Category.
    pub category: i64,
    /// Board number or short id.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub note: String,
    /// In the day out of days.
    pub dood: bool,
    /// May be held.
    pub hold: bool,
    /// May be dropped and picked up.
    pub drops: bool,
    /// Scenes it is in.
    pub scenes: i64,
    /// Version for optimistic saving.
    pub version: i64,
}

/// A scene that an element is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedIn {
    /// The scene.
    pub id: SceneId,
    /// Its number.
    pub number: String,
    /// Its set.
    pub set_name: String,
    /// How many there.
    pub amount: Option<i64>,
}

/// Something that brings the element, or that it brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    /// The link.
    pub id: LinkId,
    /// The other's category.
    pub category: i64,
    /// The other's name.
    pub name: String,
    /// The element brings the other, not the other way round.
    pub brings: bool,
}

/// An element with all there is about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementFile {
    /// The element.
    pub element: ElementRow,
    /// Scenes it is in.
    pub scenes: Vec<UsedIn>,
    /// Links to and from it.
    pub links: Vec<LinkRow>,
}

/// A page of the list of elements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elements {
    /// Elements of this page, by category and name.
    pub rows: Vec<ElementRow>,
    /// The page, from 1.
    pub page: i64,
    /// How many the filter shows.
    pub matching: i64,
    /// All elements.
    pub all: i64,
    /// Categories, the production's own among them.
    pub categories: Vec<CategoryRow>,
    /// The one that is open.
    pub open: Option<ElementFile>,
    /// Names to choose from, each with its category.
    pub known: Vec<(i64, String)>,
}

/// A part or an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A part of the script.
    Part(crate::values::CharacterId),
    /// An element.
    Element(ElementId),
}

impl Thing {
    /// Its bare id.
    pub fn id(self) -> Uuid {
        match self {
            Self::Part(id) => id.0,
            Self::Element(id) => id.0,
        }
    }
}

/// Words that must all stand in a text, letters folded.
pub fn holds(text: &str, asked: &str) -> bool {
    let (text, asked) = (text.to_lowercase(), asked.to_lowercase());
    asked.split_whitespace().all(|word| text.contains(word))
}
