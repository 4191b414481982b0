//! What the pages of the script show: scenes, sums, the filter, and what an import would do. Pure.
pub use crate::locations::model::Place;
use crate::values::{CharacterId, Eighths, ImportId, IntExt, Light, LocationId, SceneId};
use serde::{Deserialize, Serialize};

/// Scenes on one page of the list where no script runs.
pub const PAGE: i64 = 100;

/// A part in the script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Id.
    pub id: CharacterId,
    /// Cast number, once there is one.
    pub number: Option<i64>,
    /// Name in capitals.
    pub name: String,
}

/// A scene as a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneRow {
    /// Id.
    pub id: SceneId,
    /// Number as written: `12`, `12A`, `A12`.
    pub number: String,
    /// Interior or exterior.
    pub int_ext: IntExt,
    /// The set.
    pub set_name: String,
    /// Time of day in the script's words.
    pub day_night: String,
    /// The light it needs.
    pub light: Light,
    /// Length.
    pub eighths: Eighths,
    /// The length is a guess from the layout.
    pub estimated: bool,
    /// Keeps its number, is not shot.
    pub omitted: bool,
    /// Closed set: only who is needed may be there.
    pub closed: bool,
    /// One line of what happens.
    pub synopsis: String,
    /// Who is in it, by cast number.
    #[serde(default)]
    pub cast: Vec<Member>,
    /// Where it is shot.
    pub location: Option<LocationId>,
    /// Its name, empty if there is none.
    pub location_name: String,
    /// Version for optimistic saving.
    pub version: i64,
}

impl SceneRow {
    /// Name of the row's colour, the same as the strip's; none where place or light is not known.
    pub fn tone(&self) -> Option<&'static str> {
        let outside = match self.int_ext {
            IntExt::Int => false,
            IntExt::Ext | IntExt::IntExt => true,
            IntExt::Other => return None,
        };
        match (self.light, outside) {
            (Light::Dawn | Light::Dusk, _) => Some("dusk"),
            (Light::Day, false) => Some("int-day"),
            (Light::Day, true) => Some("ext-day"),
            (Light::Night, false) => Some("int-night"),
            (Light::Night, true) => Some("ext-night"),
            (Light::Other, _) => None,
        }
    }
    /// Cast numbers as in the row: `1, 4`; a part without a number by its name.
    pub fn cast_numbers(&self) -> String {
        let of = |m: &Member| m.number.map_or_else(|| m.name.clone(), |n| n.to_string());
        self.cast.iter().map(of).collect::<Vec<_>>().join(", ")
    }
    /// Names as they stand in the form.
    pub fn cast_names(&self) -> String {
        self.cast.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Cast order: by number, those without one last, by name.
pub fn sort_cast(cast: &mut [Member]) {
    cast.sort_by(|a, b| (a.number.unwrap_or(i64::MAX), &a.name).cmp(&(b.number.unwrap_or(i64::MAX), &b.name)));
}

/// A part's name as it is kept: capitals, so that one part cannot be two.
pub fn part_name(text: &str) -> String {
    // Folded as the readers of scripts fold names, so that both find the same part.
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().to_uppercase()
}

/// Which scenes are shown. The same on both sides, so that letters beyond ASCII are found on either.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Words that must all stand in number, set, synopsis or cast.
    pub text: String,
    /// Only these.
    pub int_ext: Option<IntExt>,
    /// Only these.
    pub light: Option<Light>,
}

impl Filter {
    /// From the parameters of an address; what is not known filters nothing.
    pub fn of(text: &str, int_ext: &str, light: &str) -> Self {
        Self { text: text.to_owned(), int_ext: int_ext.parse().ok(), light: light.parse().ok() }
    }
    /// Everything is shown.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.int_ext.is_none() && self.light.is_none()
    }
    /// The scenes that are shown.
    pub fn take<T: AsRef<SceneRow> + Clone>(&self, scenes: &[T]) -> Vec<T> {
        if self.is_empty() {
            return scenes.to_vec();
        }
        let text = self.text.to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        scenes.iter().filter(|s| self.takes((*s).as_ref(), &words)).cloned().collect()
    }
    fn takes(&self, scene: &SceneRow, words: &[&str]) -> bool {
        if self.int_ext.is_some_and(|v| v != scene.int_ext) || self.light.is_some_and(|v| v != scene.light) {
            return false;
        }
        if words.is_empty() {
            return true;
        }
        let mut all = format!("{}\n{}\n{}", scene.number, scene.set_name, scene.synopsis);
        for member in &scene.cast {
            all.push('\n');
            all.push_str(&member.name);
        }
        let all = all.to_lowercase();
        words.iter().all(|word| all.contains(word))
    }
}
impl AsRef<SceneRow> for SceneRow {
    fn as_ref(&self) -> &SceneRow {
        self
    }
}

/// Sums over the whole script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// All scenes, omitted ones included: they keep their numbers.
    pub scenes: i64,
    /// How many of them are omitted.
    pub omitted: i64,
    /// Pages of those that are not.
    pub eighths: Eighths,
    /// How many of those have a guessed length.
    pub estimated: i64,
}

/// A page of the list, or all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneList {
    /// The rows, in script order.
    pub rows: Vec<SceneRow>,
    /// How many the filter shows, on all pages.
    pub matching: i64,
    /// Number of this page from 1; 0 when all rows are here.
    pub page: i64,
    /// The whole script is in `rows`.
    pub complete: bool,
    /// Sums over the whole script.
    pub totals: Totals,
    /// All parts; empty for those who only read.
    pub members: Vec<Member>,
    /// All locations; empty for those who only read.
    pub places: Vec<Place>,
}

/// What an import does to a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Comes in.
    New,
    /// Is there and differs.
    Changed,
    /// Is there as it is.
    Unchanged,
}

/// What differs in a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Pages.
    Length,
    /// The pages are the same, but no longer a guess.
    Measured,
    /// Set.
    Set,
    /// Interior or exterior.
    IntExt,
    /// Time of day.
    DayNight,
    /// Synopsis.
    Synopsis,
    /// The script's words.
    Words,
    /// Parts.
    Cast,
    /// Omitted from now on.
    Omitted,
    /// No longer omitted.
    Restored,
}

/// One difference, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What.
    pub what: What,
    /// Before; empty where there is nothing to show.
    pub old: String,
    /// After.
    pub new: String,
    /// The words that differ; empty for all but [`What::Words`], and for whoever may not read the script's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Piece>,
}

/// Words of a scene in a row that have the same fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Which.
    pub how: How,
    /// The words.
    pub text: String,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// They stay.
    Same,
    /// They are gone.
    Gone,
    /// They came.
    New,
}

/// A scene of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewScene {
    /// Number it gets.
    pub number: String,
    /// Interior or exterior.
    pub int_ext: IntExt,
    /// Set.
    pub set_name: String,
    /// Time of day in the script's words.
    pub day_night: String,
    /// Length.
    pub eighths: Eighths,
    /// The length is a guess.
    pub estimated: bool,
    /// Omitted.
    pub omitted: bool,
    /// How many parts are in it.
    pub cast: i64,
    /// What happens to it.
    pub fate: Fate,
    /// What differs from the scene that is there.
    pub changes: Vec<Change>,
}

/// Something that could not be read, or was read with a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Line in the file, from 1.
    pub line: i64,
    /// The words there.
    pub text: String,
    /// Name of the reason: the catalogue has `script_skip_<reason>` and `script_todo_<reason>`.
    pub reason: String,
    /// Values for those texts.
    pub with: Vec<(String, String)>,
}

/// A scene whose number was taken by another scene of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renumbered {
    /// Line in the file, from 1.
    pub line: i64,
    /// The number in the file.
    pub from: String,
    /// The number it gets.
    pub to: String,
    /// Its set.
    pub set_name: String,
}

/// A scene that is there and not in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staying {
    /// Number.
    pub number: String,
    /// Set.
    pub set_name: String,
}

/// What an upload would do. Nothing of it is written yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// The upload.
    pub id: ImportId,
    /// Its file's name.
    pub file_name: String,
    /// It was imported already.
    pub confirmed: bool,
    /// Sum of pages.
    pub eighths: Eighths,
    /// Speaking parts.
    pub parts: i64,
    /// Scenes whose length was guessed.
    pub estimated: i64,
    /// Scenes without a number in the file, numbered by their order.
    pub unnumbered: i64,
    /// Scenes that came in, in the order of the file.
    pub scenes: Vec<PreviewScene>,
    /// Scenes that got another number, because theirs was taken.
    pub renumbered: Vec<Renumbered>,
    /// Scenes that are there and not in the file.
    pub stays: Vec<Staying>,
    /// What could not be read.
    pub skipped: Vec<Unread>,
    /// Boards that become drafts: name and days.
    pub boards: Vec<(String, i64)>,
}

impl ImportPreview {
    /// How many scenes have this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.scenes.iter().filter(|s| s.fate == fate).count()
    }
}
