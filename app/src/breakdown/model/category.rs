//! Categories of elements: the codes of the Universal Category Identification (UCID 1.0), and a production's own.
use crate::text::{Lang, Text, k};
use serde::{Deserialize, Serialize};

/// Parts of the script. They are kept as such, never as elements.
pub const CAST: i64 = 100;
/// A production's own categories begin here.
pub const OWN: i64 = 500;

/// Colour of a category, always beside its name or abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    /// Cast.
    Red,
    /// Stunts.
    Orange,
    /// Background, greenery.
    Green,
    /// Effects.
    Blue,
    /// Props.
    Purple,
    /// Vehicles, animals.
    Pink,
    /// Sound, music.
    Brown,
    /// Departments on set.
    Teal,
    /// Everything else.
    Grey,
}

impl Hue {
    /// As in the style.
    pub fn key(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Purple => "purple",
            Self::Pink => "pink",
            Self::Brown => "brown",
            Self::Teal => "teal",
            Self::Grey => "grey",
        }
    }
}

/// The standard categories in the order of a breakdown sheet: code, name, colour. Set, INT/EXT, day or night, script day,
/// unit, sequence, location, notes and comments of the standard are fields of the scene.
pub const STANDARD: [(i64, Text, Hue); 25] = [
    (CAST, k::BREAKDOWN_CAT_CAST, Hue::Red),
    (101, k::BREAKDOWN_CAT_BACKGROUND, Hue::Green),
    (102, k::BREAKDOWN_CAT_STUNTS, Hue::Orange),
    (103, k::BREAKDOWN_CAT_VEHICLES, Hue::Pink),
    (104, k::BREAKDOWN_CAT_PROPS, Hue::Purple),
    (105, k::BREAKDOWN_CAT_SFX, Hue::Blue),
    (106, k::BREAKDOWN_CAT_WARDROBE, Hue::Teal),
    (107, k::BREAKDOWN_CAT_MAKEUP, Hue::Teal),
    (108, k::BREAKDOWN_CAT_ANIMALS, Hue::Pink),
    (109, k::BREAKDOWN_CAT_WRANGLERS, Hue::Pink),
    (110, k::BREAKDOWN_CAT_CAMERA, Hue::Grey),
    (111, k::BREAKDOWN_CAT_GRIP, Hue::Grey),
    (112, k::BREAKDOWN_CAT_ELECTRIC, Hue::Grey),
    (113, k::BREAKDOWN_CAT_SOUND, Hue::Brown),
    (114, k::BREAKDOWN_CAT_MUSIC, Hue::Brown),
    (115, k::BREAKDOWN_CAT_ART, Hue::Teal),
    (116, k::BREAKDOWN_CAT_DRESSING, Hue::Teal),
    (117, k::BREAKDOWN_CAT_GREENERY, Hue::Green),
    (118, k::BREAKDOWN_CAT_SECURITY, Hue::Grey),
    (119, k::BREAKDOWN_CAT_EQUIPMENT, Hue::Grey),
    (120, k::BREAKDOWN_CAT_LABOUR, Hue::Grey),
    (121, k::BREAKDOWN_CAT_VFX, Hue::Blue),
    (122, k::BREAKDOWN_CAT_MECHANICAL, Hue::Blue),
    (125, k::BREAKDOWN_CAT_MISC, Hue::Grey),
    (126, k::BREAKDOWN_CAT_OTHER, Hue::Grey),
];

/// A category of the production's own, with how many elements it has; or a standard one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryRow {
    /// Code.
    pub code: i64,
    /// Name of one's own; empty for a standard one.
    pub name: String,
    /// Elements in it.
    pub elements: i64,
}

/// The name of a standard category.
pub fn standard(code: i64) -> Option<Text> {
    STANDARD.iter().find(|(c, ..)| *c == code).map(|(_, name, _)| *name)
}

/// Colour of a category.
pub fn hue(code: i64) -> Hue {
    STANDARD.iter().find(|(c, ..)| *c == code).map_or(Hue::Grey, |(.., hue)| *hue)
}

/// What a category is called.
pub fn name(lang: Lang, code: i64, own: &[CategoryRow]) -> String {
    match standard(code) {
        Some(text) => text.say(lang).to_owned(),
        None => own.iter().find(|c| c.code == code).map(|c| c.name.clone()).unwrap_or_default(),
    }
}

/// Three letters that stand beside tagged words: `PRO`.
pub fn abbreviation(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).take(3).flat_map(char::to_uppercase).collect()
}

/// What other programs call the standard categories, folded.
const NAMES: [(&str, i64); 45] = [
    ("cast", 100),
    ("cast members", 100),
    ("cast member", 100),
    ("characters", 100),
    ("background", 101),
    ("background actors", 101),
    ("extras", 101),
    ("atmosphere", 101),
    ("stunts", 102),
    ("vehicles", 103),
    ("props", 104),
    ("special effects", 105),
    ("sfx", 105),
    ("wardrobe", 106),
    ("costumes", 106),
    ("makeup/hair", 107),
    ("makeup", 107),
    ("hair & makeup", 107),
    ("animals", 108),
    ("livestock", 108),
    ("animal wrangler", 109),
    ("animal wranglers", 109),
    ("wranglers", 109),
    ("camera", 110),
    ("grip", 111),
    ("electric", 112),
    ("lighting", 112),
    ("sound", 113),
    ("music", 114),
    ("art", 115),
    ("art department", 115),
    ("set dressing", 116),
    ("greenery", 117),
    ("greens", 117),
    ("security", 118),
    ("special equipment", 119),
    ("additional labor", 120),
    ("additional labour", 120),
    ("visual effects", 121),
    ("vfx", 121),
    ("cgi", 121),
    ("mechanical effects", 122),
    ("miscellaneous", 125),
    ("misc", 125),
    ("other", 126),
];
/// Categories of other programs that are fields of a scene here.
const FIELDS: [&str; 10] =
    ["synopsis", "notes", "comments", "script day", "unit", "sequence", "location", "set", "int/ext", "day/night"];

/// The code of a category by its name in another program: a standard one, `None` for one that is no category here, or
/// `OWN` for one that the production has to itself.
pub fn by_name(name: &str) -> Option<i64> {
    let folded = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if folded.is_empty() || FIELDS.contains(&folded.as_str()) {
        return None;
    }
    let known = NAMES.iter().find(|(name, _)| *name == folded).map(|(_, code)| *code);
    let ours = STANDARD.iter().find(|(_, text, _)| Lang::ALL.iter().any(|l| text.say(*l).to_lowercase() == folded));
    Some(known.or(ours.map(|(code, ..)| *code)).unwrap_or(OWN))
}
