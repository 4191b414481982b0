//! What an import did not read, or read with a doubt: said by line, never silently.

use serde::{Deserialize, Serialize};
use std::fmt;

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
