//! People as their pages know them, and the trade's rules on telephone numbers and on the order of departments.
use crate::{
    text::Text,
    values::{CharacterId, PersonId, Role},
};
use serde::{Deserialize, Serialize};

/// Where this installation is reached, such as `https://daybreak.example`; the server puts it into the context.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug)]
pub struct Origin(pub String);

/// A line of the full list; for the production office and the ADs only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Id.
    pub id: PersonId,
    /// Version for optimistic saving.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Role in the production.
    pub role: Role,
    /// Department.
    pub department: String,
    /// What they do.
    pub position: String,
    /// Telephone as typed.
    pub phone: String,
    /// Mail address; empty: cannot be reached by mail.
    pub email: String,
    /// The part they play.
    pub part: Option<String>,
    /// Its number.
    pub number: Option<i64>,
    /// Has an account.
    pub signed_in: bool,
    /// An invitation waits for them.
    pub invited: bool,
    /// Taken out of the production; can be put back.
    pub removed: bool,
}

/// A part of the script and who plays it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharacterRow {
    /// Id.
    pub id: CharacterId,
    /// Name as in the script.
    pub name: String,
    /// Cast number.
    pub number: Option<i64>,
    /// Who plays it.
    pub person: Option<PersonId>,
    /// Their name.
    pub artist: Option<String>,
    /// Scenes that are not omitted.
    pub scenes: i64,
}

/// What the office's page of people shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Everyone, removed people included.
    pub people: Vec<PersonRow>,
    /// The parts, by number.
    pub characters: Vec<CharacterRow>,
}

/// Why a reader gets a line of the contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Everyone, by department.
    All,
    /// The reader's own department.
    Own,
    /// Whom to ring on the day.
    Key,
    /// Heads of other departments.
    Head,
    /// Someone who is picked up; for transport.
    Pickup,
}

/// A line of the contacts. Made by the query itself, with no more than the reader may know; carries no id to the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Whose line it is, for the audit log; never sent.
    #[serde(default, skip_serializing)]
    pub id: Option<PersonId>,
    /// Why it is there.
    pub section: Section,
    /// Department; empty where it is not to be known.
    pub department: String,
    /// What they do; empty where it is not to be known.
    pub position: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Work telephone as typed.
    pub phone: String,
    /// Mail address, for those who see the department in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Where they are picked up, for transport.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<String>,
}

/// A person with everything the office may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Version for optimistic saving.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Role in the production.
    pub role: Role,
    /// Department.
    pub department: String,
    /// What they do.
    pub position: String,
    /// Telephone as typed.
    pub phone: String,
    /// Mail address.
    pub email: String,
    /// Language of what is sent to them.
    pub language: String,
    /// The part they play.
    pub character_id: Option<CharacterId>,
    /// Minutes before the unit call.
    pub pre_call_minutes: i64,
    /// Minutes from pickup to base.
    pub travel_minutes: i64,
    /// Minutes in make-up.
    pub makeup_minutes: i64,
    /// Minutes in wardrobe.
    pub wardrobe_minutes: i64,
    /// Where they are picked up; for the office and transport only.
    pub pickup_place: String,
    /// Has an account.
    pub signed_in: bool,
    /// Until when the open invitation can be accepted, unix ms.
    pub invited_until: Option<i64>,
    /// Taken out of the production.
    pub removed: bool,
}

/// What a person's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFile {
    /// The person.
    pub person: Person,
    /// Days on which they cannot work, `YYYY-MM-DD`.
    pub days_off: Vec<String>,
    /// Parts nobody plays yet, and their own.
    pub parts: Vec<CharacterRow>,
    /// Departments there are.
    pub departments: Vec<String>,
    /// Until when the open invitation can be accepted, as a date in the production's zone.
    pub invited_until: Option<String>,
}

/// What a column of an imported list means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Not taken in.
    Ignore,
    /// The whole name.
    Name,
    /// First name.
    First,
    /// Last name.
    Last,
    /// Department.
    Department,
    /// What they do.
    Position,
    /// Role in Daybreak.
    Role,
    /// Telephone.
    Phone,
    /// Mail address.
    Email,
    /// The part they play.
    Character,
}
impl Column {
    /// All, in the order of the list to choose from.
    pub const ALL: [Self; 10] = [
        Self::Ignore,
        Self::Name,
        Self::First,
        Self::Last,
        Self::Department,
        Self::Position,
        Self::Role,
        Self::Phone,
        Self::Email,
        Self::Character,
    ];
    /// As sent.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Name => "name",
            Self::First => "first",
            Self::Last => "last",
            Self::Department => "department",
            Self::Position => "position",
            Self::Role => "role",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Character => "character",
        }
    }
    /// From its key; none if there is no such column.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.key() == key)
    }
}

/// Something to know about a line of an imported list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Line of the file, from 1.
    pub line: i64,
    /// What about it.
    pub text: Text,
    /// The words it speaks of.
    pub words: String,
}

/// What an import would do; nothing of it is written yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Heading and meaning of each column.
    pub columns: Vec<(String, Column)>,
    /// The first five rows.
    pub rows: Vec<Vec<String>>,
    /// How the cells are parted: `semicolon`, `comma`, `tab`.
    pub parted: String,
    /// People that would be added.
    pub ready: i64,
    /// Rows left out.
    pub skipped: i64,
    /// What to know, by line; at most [`MOST_NOTES`].
    pub notes: Vec<Note>,
    /// Notes beyond those.
    pub more: i64,
}

/// Notes shown; the rest is counted.
pub const MOST_NOTES: usize = 100;
/// Rows taken in at once.
pub const MOST_ROWS: usize = 10_000;
/// Bytes of an uploaded list: 2 MiB.
pub const MOST_BYTES: usize = 2 << 20;

/// A telephone number as typed: digits, spaces, `+ ( ) - . /`, with 3 to 20 digits. Empty is allowed.
pub fn phone(text: &str) -> Option<String> {
    // Word processors put in spaces and hyphens that do not break.
    let text: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
            c => c,
        })
        .collect();
    if text.is_empty() {
        return Some(text);
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plus = text.trim_start_matches('(').chars().skip(1).any(|c| c == '+');
    let fits = text.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c));
    (fits && !plus && (3..=20).contains(&digits)).then_some(text)
}

/// The number for a `tel:` link: digits with a leading `+`; `00` and the trunk `(0)` are resolved.
pub fn tel(phone: &str) -> String {
    let phone = phone.trim();
    let abroad = phone.trim_start_matches('(').starts_with('+') || phone.starts_with("00");
    let phone = if abroad { phone.replacen("(0)", "", 1) } else { phone.to_owned() };
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match (abroad, digits.strip_prefix("00")) {
        (true, Some(rest)) => format!("+{rest}"),
        (true, None) => format!("+{digits}"),
        (false, _) => digits,
    }
}

/// Departments in the order of a unit list, each with the names it goes by.
const TRADE_ORDER: [&[&str]; 25] = [
    &["production", "production office", "produktion", "produktionsbüro"],
    &["direction", "directing", "director", "regie"],
    &["assistant directors", "assistant direction", "ad", "ads", "regieassistenz"],
    &["script", "script supervision", "continuity", "script/continuity"],
    &["locations", "location", "motive", "motiv", "motivaufnahmeleitung", "aufnahmeleitung", "set-aufnahmeleitung"],
    &["camera", "kamera"],
    &["dit", "video", "playback", "datenmanagement"],
    &["sound", "ton"],
    &["grip", "grips", "bühne", "kamerabühne"],
    &["lighting", "electrical", "electric", "licht", "beleuchtung"],
    &["art", "art department", "szenenbild", "ausstattung"],
    &["set decoration", "set dressing", "set dec", "dekoration"],
    &["props", "property", "requisite", "innenrequisite", "außenrequisite"],
    &["construction", "bau", "baubühne"],
    &["costume", "costumes", "wardrobe", "kostüm", "garderobe"],
    &["make-up", "make-up and hair", "hair and make-up", "hair & make-up", "makeup", "hair", "maske", "maskenbild"],
    &["special effects", "sfx", "spezialeffekte"],
    &["visual effects", "vfx"],
    &["stunts", "stunt", "armoury", "waffen"],
    &["transport", "transportation", "fahrer", "fahrdispo", "fuhrpark"],
    &["unit", "facilities", "catering", "unit and catering"],
    &["medical", "health and safety", "safety", "sanität", "sanitäter", "arbeitsschutz"],
    &["post production", "post-production", "editorial", "postproduktion", "schnitt"],
    &["accounts", "accounting", "buchhaltung", "filmgeschäftsführung"],
    &["background", "extras", "komparserie", "komparsen"],
];
/// Departments of actors close the list.
const LAST: &[&str] = &["cast", "darsteller", "schauspiel", "besetzung"];

/// Where a department stands in a unit list: known ones in the trade's order, then unknown ones, then cast.
pub fn department_rank(name: &str) -> usize {
    let name = name.trim().to_lowercase();
    if LAST.contains(&name.as_str()) {
        return TRADE_ORDER.len() + 1;
    }
    TRADE_ORDER.iter().position(|names| names.contains(&name.as_str())).unwrap_or(TRADE_ORDER.len())
}

/// Whether the trade knows a department by this name.
pub fn is_department(name: &str) -> bool {
    department_rank(name) != TRADE_ORDER.len()
}

/// Rows by department in the trade's order; within it the order stays as it is.
pub fn by_department<T>(rows: Vec<T>, department: impl Fn(&T) -> &str) -> Vec<(String, Vec<T>)> {
    let mut groups: Vec<(String, Vec<T>)> = vec![];
    for row in rows {
        let name = department(&row).trim().to_owned();
        match groups.iter_mut().find(|(n, _)| n.to_lowercase() == name.to_lowercase()) {
            Some((_, all)) => all.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    groups.sort_by_cached_key(|(name, _)| (department_rank(name), name.to_lowercase()));
    groups
}

/// Whether a line is found: every word of the question stands somewhere in it.
pub fn found(line: &str, question: &str) -> bool {
    question.to_lowercase().split_whitespace().all(|word| line.contains(word))
}
