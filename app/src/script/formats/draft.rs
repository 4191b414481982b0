//! A screenplay as the import understood it: the scenes, the speaking parts and an honest list of what was not read.

use crate::breakdown::model::{Paragraph, Span};
use std::fmt;

use serde::{Deserialize, Serialize};

/// The file formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Final Draft 8 and later, XML.
    Fdx,
    /// Fountain plain text.
    Fountain,
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
            Self::More { .. } => "more",
        }
    }

    /// The values to fill into the catalogue's sentence, by parameter name.
    pub fn with(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::BeforeFirstScene { count } | Self::UnderOmitted { count } | Self::More { count } => {
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
            Self::More { count } => write!(f, "{count} further remarks are not listed."),
        }
    }
}
