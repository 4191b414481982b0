//! Everything a strip can show, sort and be found by, as typed fields. Keys are stable and the same in a stored layout,
//! in a filter as typed and in a list of columns.
use super::board::{Board, BoardDay, Strip, StripKind};
use crate::values::{Eighths, IntExt, Light};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt, str::FromStr};

/// A field of a strip. Its JSON is its key; elements of one category are `elements.props`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Field {
    /// Scene number.
    Number,
    /// Interior or exterior.
    IntExt,
    /// Set; of a banner its text.
    Set,
    /// Day or night: the light, and the script's own words.
    DayNight,
    /// Pages in eighths.
    Pages,
    /// Day of the story.
    ScriptDay,
    /// Estimated minutes.
    Minutes,
    /// Unit.
    Unit,
    /// Cast.
    Cast,
    /// Elements of one category, or of all.
    Elements(Option<String>),
    /// Place of shooting.
    Location,
    /// Sequence.
    Sequence,
    /// What happens.
    Synopsis,
    /// Notes.
    Notes,
    /// Flags.
    Flags,
    /// Label of the shooting day.
    Day,
    /// Date of the shooting day.
    Date,
}

/// The text is no field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotField;

impl fmt::Display for NotField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a field of a strip")
    }
}
impl std::error::Error for NotField {}

impl Field {
    /// All, with the elements of all categories as one.
    pub const ALL: [Self; 17] = [
        Self::Number,
        Self::IntExt,
        Self::Set,
        Self::DayNight,
        Self::Pages,
        Self::ScriptDay,
        Self::Minutes,
        Self::Unit,
        Self::Cast,
        Self::Elements(None),
        Self::Location,
        Self::Sequence,
        Self::Synopsis,
        Self::Notes,
        Self::Flags,
        Self::Day,
        Self::Date,
    ];

    /// Stable name, without the category of elements.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::IntExt => "ie",
            Self::Set => "set",
            Self::DayNight => "dn",
            Self::Pages => "pages",
            Self::ScriptDay => "story",
            Self::Minutes => "minutes",
            Self::Unit => "unit",
            Self::Cast => "cast",
            Self::Elements(_) => "elements",
            Self::Location => "location",
            Self::Sequence => "sequence",
            Self::Synopsis => "synopsis",
            Self::Notes => "notes",
            Self::Flags => "flag",
            Self::Day => "day",
            Self::Date => "date",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elements(Some(category)) => write!(f, "elements.{category}"),
            other => f.write_str(other.key()),
        }
    }
}

impl FromStr for Field {
    type Err = NotField;
    /// Reads a key in any case. A category is letters, digits, `_` and `-`.
    fn from_str(text: &str) -> Result<Self, NotField> {
        let text = text.to_lowercase();
        if let Some(category) = text.strip_prefix("elements.") {
            let sound = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
            let fits = !category.is_empty() && category.chars().count() <= 40 && category.chars().all(sound);
            return if fits { Ok(Self::Elements(Some(category.to_owned()))) } else { Err(NotField) };
        }
        Self::ALL.into_iter().find(|field| field.key() == text).ok_or(NotField)
    }
}
impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.to_string()
    }
}
impl TryFrom<String> for Field {
    type Error = NotField;
    fn try_from(text: String) -> Result<Self, NotField> {
        text.parse()
    }
}

/// What a scene needs care for: it is marked on the strip and asks for a risk assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SceneFlag {
    /// Closed set, intimacy.
    Closed,
    /// Stunt.
    Stunt,
    /// Weapon.
    Weapon,
    /// Animal.
    Animal,
    /// Drone.
    Drone,
    /// On, in or at water.
    Water,
    /// A minor works.
    Minor,
}

impl SceneFlag {
    /// All.
    pub const ALL: [Self; 7] =
        [Self::Closed, Self::Stunt, Self::Weapon, Self::Animal, Self::Drone, Self::Water, Self::Minor];
    /// As stored and typed.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Stunt => "stunt",
            Self::Weapon => "weapon",
            Self::Animal => "animal",
            Self::Drone => "drone",
            Self::Water => "water",
            Self::Minor => "minor",
        }
    }
}

/// A part or an element on a strip.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// Key of the category; empty for cast.
    #[serde(default)]
    pub category: String,
    /// Number on the board ("7").
    pub number: String,
    /// Name.
    pub name: String,
}

/// The values of a strip's fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StripFacts {
    /// A banner: of the fields it has only set (its text), minutes, unit, day and date.
    pub banner: bool,
    /// Scene number.
    pub number: String,
    /// Interior or exterior.
    pub int_ext: IntExt,
    /// Set, or the text of a banner.
    pub set: String,
    /// Light.
    pub light: Light,
    /// The script's words for the time of day.
    pub day_night: String,
    /// Length.
    pub eighths: Eighths,
    /// Day of the story.
    pub script_day: String,
    /// Estimated minutes.
    pub minutes: Option<i64>,
    /// Name of the unit.
    pub unit: String,
    /// Cast.
    pub cast: Vec<Mark>,
    /// Elements.
    pub elements: Vec<Mark>,
    /// Place of shooting.
    pub location: String,
    /// Sequence.
    pub sequence: String,
    /// What happens.
    pub synopsis: String,
    /// Notes.
    pub notes: String,
    /// Flags.
    pub flags: BTreeSet<SceneFlag>,
    /// Label of the day; empty in the boneyard.
    pub day: String,
    /// Date of the day.
    pub date: Option<Date>,
}

impl StripFacts {
    /// What the board knows of a strip on a day (`None` = boneyard). Story day, elements, sequence and notes are the
    /// caller's to add.
    #[must_use]
    pub fn of(board: &Board, day: Option<&BoardDay>, strip: &Strip) -> Self {
        let unit = day.and_then(|day| board.units.iter().find(|unit| unit.id == day.unit));
        let base = Self {
            minutes: strip.minutes,
            unit: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
            day: day.map(|day| day.label.clone()).unwrap_or_default(),
            date: day.map(|day| day.date),
            ..Self::default()
        };
        let scene = match &strip.kind {
            StripKind::Scene(scene) => scene,
            StripKind::Banner { text } => return Self { banner: true, set: text.clone(), ..base },
        };
        let known = board.cast.iter().filter(|part| scene.cast.contains(&part.character));
        let mark = |part: &super::board::BoardCast| Mark {
            category: String::new(),
            number: part.number.clone(),
            name: part.name.clone(),
        };
        Self {
            number: scene.number.clone(),
            int_ext: scene.int_ext,
            set: scene.set.clone(),
            light: scene.light,
            day_night: scene.day_night.clone(),
            eighths: scene.eighths,
            cast: known.map(mark).collect(),
            location: scene.location_name.clone(),
            synopsis: scene.synopsis.clone(),
            flags: board
                .facts
                .scenes
                .iter()
                .find(|s| s.scene == scene.scene)
                .map(|s| s.flags.clone())
                .unwrap_or_default(),
            ..base
        }
    }

    /// The elements of a category, or all.
    pub fn elements_of<'a>(&'a self, category: Option<&'a str>) -> impl Iterator<Item = &'a Mark> + 'a {
        self.elements
            .iter()
            .filter(move |mark| category.is_none_or(|category| mark.category.to_lowercase() == category))
    }
}
