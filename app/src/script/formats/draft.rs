//! A screenplay as the import understood it: the scenes, the speaking parts and an honest list of what was not read.

use crate::{
    breakdown::model::{Paragraph, Span},
    script::model::part_name,
};
use std::fmt;

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

/// Something the import could not read, or read with a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// Line in the file, from 1.
    pub line: i64,
    /// The words at that place, at most 120 characters.
    pub text: String,
    /// Why.
    pub reason: SkipReason,
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

/// Why a line was not read, or was read with a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SkipReason {
    /// Text stands before the first scene heading.
    BeforeFirstScene {
        /// How many paragraphs.
        count: i64,
    },
    /// Text stands under an omitted scene.
    UnderOmitted {
        /// How many paragraphs.
        count: i64,
    },
    /// A scene heading without words.
    EmptyHeading,
    /// The heading says neither INT nor EXT; the scene is kept.
    NoIntExt,
    /// The number was used before; both scenes are kept.
    DuplicateNumber {
        /// The number.
        number: String,
    },
    /// The length is not in pages and eighths; it was estimated.
    BadLength,
    /// A paragraph type that is not known; its text counts as action.
    UnknownType {
        /// The type's name.
        name: String,
        /// How many paragraphs.
        count: i64,
    },
    /// An element among the paragraphs that is not known; it was not read.
    UnknownElement {
        /// The element's name.
        name: String,
        /// How many.
        count: i64,
    },
    /// A heading found in a paragraph that is not marked as one; the scene is kept.
    HeadingByText,
    /// Looks like a heading but has no blank line before it; read as action.
    HeadingNoBlank,
    /// A name for a character that is too long or has no letters.
    NotAName,
    /// A named entity XML does not know; kept as written.
    UnknownEntity {
        /// The entity's name.
        name: String,
        /// How many.
        count: i64,
    },
    /// A text longer than can be kept; shortened.
    Shortened,
    /// The file is a template; it was read all the same.
    Template,
    /// `/*` without `*/`; the text was read.
    UnclosedBoneyard,
    /// `[[` without `]]` in the same paragraph; the text was read.
    UnclosedNote,
    /// A value of a schedule that is not quite as the standard has it; it was understood all the same.
    Doubtful,
    /// The boards of a schedule have no first date.
    NoDates,
    /// Days off and other dates of elements, which are not read.
    DatesLeft {
        /// How many elements.
        count: i64,
    },
    /// Further remarks were left off.
    More {
        /// How many.
        count: i64,
    },
}

impl SkipReason {
    /// Stable name of the reason, for the catalogue.
    pub fn key(&self) -> &'static str {
        match self {
            Self::BeforeFirstScene { .. } => "before_first_scene",
            Self::UnderOmitted { .. } => "under_omitted",
            Self::EmptyHeading => "empty_heading",
            Self::NoIntExt => "no_int_ext",
            Self::DuplicateNumber { .. } => "duplicate_number",
            Self::BadLength => "bad_length",
            Self::UnknownType { .. } => "unknown_type",
            Self::UnknownElement { .. } => "unknown_element",
            Self::HeadingByText => "heading_by_text",
            Self::HeadingNoBlank => "heading_no_blank",
            Self::NotAName => "not_a_name",
            Self::UnknownEntity { .. } => "unknown_entity",
            Self::Shortened => "shortened",
            Self::Template => "template",
            Self::UnclosedBoneyard => "unclosed_boneyard",
            Self::UnclosedNote => "unclosed_note",
            Self::Doubtful => "doubtful",
            Self::NoDates => "no_dates",
            Self::DatesLeft { .. } => "dates_left",
            Self::More { .. } => "more",
        }
    }

    /// The values to fill into the catalogue's sentence, by parameter name.
    pub fn with(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::BeforeFirstScene { count }
            | Self::UnderOmitted { count }
            | Self::DatesLeft { count }
            | Self::More { count } => {
                vec![("n", count.to_string())]
            }
            Self::DuplicateNumber { number } => vec![("number", number.clone())],
            Self::UnknownType { name, count }
            | Self::UnknownElement { name, count }
            | Self::UnknownEntity { name, count } => vec![("name", name.clone()), ("n", count.to_string())],
            _ => Vec::new(),
        }
    }
}

/// The plain English sentence for the command line.
impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeforeFirstScene { count } => {
                write!(
                    f,
                    "Text before the first scene heading belongs to no scene ({count} paragraphs). It was left out."
                )
            }
            Self::UnderOmitted { count } => {
                write!(f, "Text under an omitted scene belongs to no scene ({count} paragraphs). It was left out.")
            }
            Self::EmptyHeading => f.write_str("An empty scene heading. It was left out."),
            Self::NoIntExt => f.write_str("The heading does not say interior or exterior. The scene was kept."),
            Self::DuplicateNumber { number } => {
                write!(f, "Scene number {number} is used more than once. Both scenes were kept.")
            }
            Self::BadLength => {
                f.write_str("The scene's length is not written in pages and eighths. It was estimated from the text.")
            }
            Self::UnknownType { name, count } => {
                write!(f, "Paragraph type \"{name}\" is not known ({count} times). Its text was counted as action.")
            }
            Self::UnknownElement { name, count } => {
                write!(f, "Element \"{name}\" is not known ({count} times). It was left out.")
            }
            Self::HeadingByText => {
                f.write_str("This reads like a scene heading but is not marked as one. It was taken as a scene.")
            }
            Self::HeadingNoBlank => {
                f.write_str("This reads like a scene heading but has no blank line before it. It was taken as action.")
            }
            Self::NotAName => f.write_str("This is not a character's name. Nobody was added to the cast."),
            Self::UnknownEntity { name, count } => {
                write!(f, "The entity &{name}; is not known ({count} times). It was kept as written.")
            }
            Self::Shortened => f.write_str("This text is too long. It was shortened."),
            Self::Template => f.write_str("The file is a template, not a script. Its scenes were read all the same."),
            Self::UnclosedBoneyard => {
                f.write_str("A comment opened with /* is never closed with */. The text was read as script.")
            }
            Self::UnclosedNote => {
                f.write_str("A note opened with [[ is not closed with ]]. The text was read as script.")
            }
            Self::Doubtful => {
                f.write_str("This is not quite as the standard has it. It was understood all the same; check it.")
            }
            Self::NoDates => {
                f.write_str("The boards have no first date. Their days begin with the next weekday; set the dates.")
            }
            Self::DatesLeft { count } => {
                write!(f, "Days off and other dates of {count} elements were left out. Enter them with the people.")
            }
            Self::More { count } => write!(f, "{count} further remarks are not listed."),
        }
    }
}
