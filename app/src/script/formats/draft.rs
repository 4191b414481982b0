//! A screenplay as the import understood it: the scenes, the speaking parts and an honest list of what was not read.

use super::skip::Skip;
use crate::{
    breakdown::model::{Paragraph, Span},
    script::model::part_name,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The file formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Final Draft 8 and later, XML.
    Fdx,
    /// Fountain plain text.
    Fountain,
    /// A schedule of the Universal Schedule Standard: breakdown and boards, without the script's words.
    Uss,
}

/// Where a scene plays, as its heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntExt {
    /// Interior.
    Int,
    /// Exterior.
    Ext,
    /// Both in one scene (INT./EXT., I/E, INNEN/AUSSEN).
    IntExt,
    /// Establishing shot.
    Est,
    /// The heading does not say.
    None,
}

/// The light a scene needs: what the colour of a strip follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Day, morning, afternoon.
    Day,
    /// Night and evening.
    Night,
    /// Dawn, sunrise.
    Dawn,
    /// Dusk, sunset, magic hour.
    Dusk,
    /// Not said, mixed (DAY/NIGHT) or relative (LATER, CONTINUOUS).
    Other,
}

/// One scene of the file, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneDraft {
    /// Scene number exactly as written (`12`, `12A`, `A12`, `12pt1`); `None` when the script is not numbered.
    pub number: Option<String>,
    /// Interior or exterior.
    pub int_ext: IntExt,
    /// The set in capitals; empty only for an omitted scene.
    pub set: String,
    /// Time of day in capitals as written (`DAY`, `TAG`, `NIGHT - LATER`); empty when the heading has none.
    pub day_night: String,
    /// The same, normalised.
    pub light: Light,
    /// Length in eighths of a page: at least 1, and 0 for an omitted scene.
    pub eighths: i64,
    /// Whether the length was estimated from the layout because the file does not say it.
    pub estimated: bool,
    /// Synopsis: Final Draft's scene summary or Fountain's `=` lines.
    pub synopsis: String,
    /// Who speaks in the scene, then who is tagged as cast without speaking; every name once.
    pub cast: Vec<String>,
    /// Whether the scene is omitted (it keeps its number).
    pub omitted: bool,
    /// Line of the heading in the file, from 1.
    pub line: i64,
    /// Its words by paragraph, without the heading.
    #[serde(default)]
    pub text: Vec<Paragraph>,
    /// What is tagged in it.
    #[serde(default)]
    pub tags: Vec<TagDraft>,
    /// What a schedule knows of it beside the script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<SheetDraft>,
}

/// What a schedule knows of a scene beside the script. Taken for scenes that are new: what people broke down stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SheetDraft {
    /// Day of the story.
    pub script_day: String,
    /// What it belongs to.
    pub sequence: String,
    /// Notes.
    pub notes: String,
    /// Minutes to shoot it.
    pub minutes: Option<i64>,
    /// Closed set.
    pub closed: bool,
    /// Name of the place of shooting.
    #[serde(default)]
    pub location: String,
}

/// A board of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardDraft {
    /// Its name.
    pub name: String,
    /// Its days.
    pub days: Vec<DayDraft>,
    /// What lies on no day.
    pub boneyard: Vec<ItemDraft>,
}

/// A day of a board of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DayDraft {
    /// Name of its unit; empty for the main unit.
    pub unit: String,
    /// Its date; none if the file does not say.
    pub date: Option<Date>,
    /// What it is for, as other programs call it: `holiday`, `travel`; empty for shooting.
    pub kind: String,
    /// Unit call and estimated wrap, minutes of the day, if the file says.
    pub hours: Option<(i64, i64)>,
    /// What lies on it, top to bottom.
    pub items: Vec<ItemDraft>,
}

/// What lies on a board of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemDraft {
    /// Index of a scene of the file.
    Scene(usize),
    /// A banner.
    Banner {
        /// What it says.
        text: String,
        /// How long it takes.
        minutes: i64,
    },
}

/// Something tagged for the breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagDraft {
    /// Name of the category, as the file has it.
    pub category: String,
    /// What it is.
    pub label: String,
    /// Where it stands; none for what is tagged in the heading.
    pub at: Option<Span>,
}

/// A whole script as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The format found by looking at the content.
    pub format: Format,
    /// Title from the title page.
    pub title: Option<String>,
    /// Scenes in the order of the file; never empty.
    pub scenes: Vec<SceneDraft>,
    /// Speaking characters, each once, in order of their first words, first spelling kept.
    pub cast: Vec<String>,
    /// Sum of the scenes' eighths. Day and script totals are sums of scenes, not of pages.
    pub eighths: i64,
    /// Whether any scene's length is an estimate.
    pub estimated: bool,
    /// What was not read, by line.
    pub skipped: Vec<Skip>,
    /// Cast numbers the file gives: name and number.
    #[serde(default)]
    pub numbers: Vec<(String, i64)>,
    /// What brings what along: category and name of both.
    #[serde(default)]
    pub links: Vec<[TagDraft; 2]>,
    /// Boards of the file: each becomes a draft.
    #[serde(default)]
    pub boards: Vec<BoardDraft>,
    /// Keys of a schedule that are not known here.
    #[serde(default)]
    pub extras: Extras,
}

/// Keys of other programs that have no place here. They are kept, and written again when the schedule goes out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Extras {
    /// Beside the standard's object.
    pub outer: Map<String, Value>,
    /// In the standard's object.
    pub file: Map<String, Value>,
    /// Of scenes: by their index in the file; once they are kept, by their id.
    pub scenes: BTreeMap<String, Map<String, Value>>,
    /// Of elements: by the number of their category and their name.
    pub elements: BTreeMap<String, Map<String, Value>>,
    /// Of categories: by their number.
    pub categories: BTreeMap<String, Map<String, Value>>,
}

impl Extras {
    /// How an element is found again.
    pub fn element(code: i64, name: &str) -> String {
        format!("{code} {}", part_name(name))
    }
    /// Nothing to keep.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
    /// Takes others in, which win.
    pub fn take(&mut self, new: Self) {
        self.outer.extend(new.outer);
        self.file.extend(new.file);
        self.scenes.extend(new.scenes);
        self.elements.extend(new.elements);
        self.categories.extend(new.categories);
    }
}
