//! Reads a list of people from a CSV file, guesses what its columns mean, and makes people of its rows.
//! Nothing is written here, and nothing in a cell is ever carried out: a formula stays the text it is.
use super::model::{Column, MOST_BYTES, MOST_ROWS};
use crate::{
    error::{AppError, FieldError},
    text::{Lang, Text, k},
    values::Role,
};

/// How the bytes of a file were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAs {
    /// Plain UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark, as Excel writes it.
    Utf8Mark,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// Windows-1252, since it is not UTF-8.
    Windows1252,
}
impl ReadAs {
    /// As sent along; the page says it aloud.
    pub fn key(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Utf8Mark => "utf8_mark",
            Self::Utf16 => "utf16",
            Self::Windows1252 => "windows",
        }
    }
}

/// Windows-1252 between 0x80 and 0x9F; elsewhere it is Latin-1. The five unused bytes stand for themselves.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn refuse(text: Text) -> AppError {
    AppError::field("", text)
}

/// The characters of a file, with line ends as `\n`.
pub fn decode(bytes: &[u8]) -> Result<(String, ReadAs), AppError> {
    if bytes.len() > MOST_BYTES {
        return Err(AppError::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) || bytes.starts_with(b"%PDF") {
        return Err(refuse(k::PEOPLE_IMPORT_NOT_CSV));
    }
    let (text, how) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            (std::str::from_utf8(rest).map_err(|_| refuse(k::PEOPLE_IMPORT_BROKEN))?.to_owned(), ReadAs::Utf8Mark)
        }
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, ReadAs::Utf16),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, ReadAs::Utf16),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), ReadAs::Utf8),
            Err(_) => (bytes.iter().map(|b| windows(*b)).collect(), ReadAs::Windows1252),
        },
    };
    if text.contains('\0') {
        return Err(refuse(k::PEOPLE_IMPORT_NOT_CSV));
    }
    if text.trim().is_empty() {
        return Err(refuse(k::PEOPLE_IMPORT_EMPTY));
    }
    Ok((text.replace("\r\n", "\n").replace('\r', "\n"), how))
}
fn windows(byte: u8) -> char {
    if (0x80..0xA0).contains(&byte) { WINDOWS[usize::from(byte - 0x80)] } else { char::from(byte) }
}
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, AppError> {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|p| unit(*p)))
        .collect::<Result<String, _>>()
        .map_err(|_| refuse(k::PEOPLE_IMPORT_BROKEN))
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line it begins on, from 1.
    pub line: i64,
    /// Its cells: trimmed, line breaks and control characters as spaces.
    pub cells: Vec<String>,
}
impl Row {
    /// A cell; empty where the row is shorter.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }
}

/// A file taken apart.
#[derive(Debug, Clone)]
pub struct Table {
    /// `semicolon`, `comma`, `tab`.
    pub parted: &'static str,
    /// Headings; made-up numbers where the file has none.
    pub headings: Vec<String>,
    /// Rows below the headings.
    pub rows: Vec<Row>,
}

/// More columns than a list of people has.
const MOST_COLUMNS: usize = 60;
/// How far down headings are looked for; above them lists carry a title.
const HEADING_WITHIN: usize = 10;

/// Takes the text apart: rows with cells, headings found.
pub fn read(text: &str) -> Result<Table, AppError> {
    // A form turns line ends into CRLF on its way back.
    let text = text.replace("\r\n", "\n");
    // Excel's own hint in the first line.
    let (text, hint, skipped) = match text.split_once('\n') {
        Some((first, rest)) if first.trim().to_lowercase().starts_with("sep=") => {
            (rest, first.trim()[4..].bytes().next(), 1)
        }
        _ => (text.as_str(), None, 0),
    };
    let delimiter = hint.unwrap_or_else(|| delimiter(text));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut rows = vec![];
    for record in reader.records() {
        let record = record.map_err(|_| refuse(k::PEOPLE_IMPORT_BROKEN))?;
        let line = skipped + record.position().map_or(0, |p| line_of(text, p));
        let cells: Vec<String> = record.iter().take(MOST_COLUMNS).map(clean).collect();
        if cells.iter().any(|c| !c.is_empty()) {
            rows.push(Row { line, cells });
        }
        if rows.len() > MOST_ROWS + HEADING_WITHIN {
            return Err(too_many());
        }
    }
    let (headings, rows) = below_headings(rows);
    if rows.is_empty() {
        return Err(refuse(k::PEOPLE_IMPORT_EMPTY));
    }
    if rows.len() > MOST_ROWS {
        return Err(too_many());
    }
    let parted = match delimiter {
        b';' => "semicolon",
        b'\t' => "tab",
        _ => "comma",
    };
    Ok(Table { parted, headings, rows })
}

fn too_many() -> AppError {
    let with = vec![("max".to_owned(), MOST_ROWS.to_string())];
    AppError::Invalid(vec![FieldError { field: String::new(), text: k::PEOPLE_IMPORT_MANY, with }])
}

/// The headings, filled up with numbers to the widest row, and the rows below them. Where none of the first rows
/// looks like headings, all are people.
fn below_headings(mut rows: Vec<Row>) -> (Vec<String>, Vec<Row>) {
    let known = |row: &Row| row.cells.iter().filter(|c| heading(c).is_some()).count();
    let at = rows
        .iter()
        .take(HEADING_WITHIN)
        .position(|r| known(r) >= 2)
        .or_else(|| rows.first().filter(|r| known(r) > 0).map(|_| 0));
    let width = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let (mut headings, rows) = match at {
        Some(at) => {
            let below = rows.split_off(at + 1);
            (rows.pop().map(|r| r.cells).unwrap_or_default(), below)
        }
        None => (vec![], rows),
    };
    for n in headings.len()..width {
        headings.push((n + 1).to_string());
    }
    (headings, rows)
}

/// The line a record begins on: the reader counts empty lines before a record as part of it.
fn line_of(text: &str, at: &csv::Position) -> i64 {
    let from = usize::try_from(at.byte()).unwrap_or(0);
    let empty = text.as_bytes().get(from..).map_or(0, |rest| rest.iter().take_while(|b| **b == b'\n').count());
    i64::try_from(at.line()).unwrap_or(0) + i64::try_from(empty).unwrap_or(0)
}

fn clean(cell: &str) -> String {
    let plain: String =
        cell.chars().map(|c| if c.is_control() || c == '\u{a0}' || c == '\u{feff}' { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The mark that parts cells most often outside of quotes in the first lines.
fn delimiter(text: &str) -> u8 {
    let (mut counts, mut quoted, mut lines) = ([0usize; 3], false, 0);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => lines += 1,
            b';' if !quoted => counts[0] += 1,
            b'\t' if !quoted => counts[1] += 1,
            b',' if !quoted => counts[2] += 1,
            _ => {}
        }
        if lines > 20 {
            break;
        }
    }
    // Semicolon and tab first: a comma also stands inside plain words ("Okafor, Ros").
    let (best, _) = [(b';', counts[0]), (b'\t', counts[1]), (b',', counts[2])]
        .into_iter()
        .fold((b',', 0), |b, c| if c.1 > b.1 { c } else { b });
    best
}

/// Words that head columns, in English, German, Dutch and French.
#[rustfmt::skip]
const HEADINGS: [(Column, &[&str]); 9] = [
    (Column::Name, &["name", "full name", "crew", "crew member", "person", "artist", "actor", "vor- und nachname", "vorname nachname", "vorname name", "darsteller", "darstellerin", "darsteller:in", "schauspieler", "schauspieler:in", "naam", "volledige naam", "acteur", "nom", "nom complet", "nom et prénom", "nom prénom", "prénom nom", "comédien"]),
    (Column::First, &["first name", "firstname", "first", "given name", "forename", "vorname", "voornaam", "prénom", "prenom"]),
    (Column::Last, &["last name", "lastname", "last", "surname", "family name", "nachname", "familienname", "zuname", "achternaam", "familienaam", "nom de famille"]),
    (Column::Department, &["department", "dept", "dep", "abteilung", "department/abteilung", "gewerk", "bereich", "afdeling", "departement", "département", "équipe", "equipe"]),
    (Column::Position, &["position", "job", "job title", "title", "function", "credit", "funktion", "tätigkeit", "taetigkeit", "beruf", "functie", "fonction", "poste"]),
    (Column::Role, &["role", "daybreak role", "access", "rechte", "zugriff"]),
    (Column::Phone, &["phone", "phone number", "telephone", "tel", "tel no", "mobile", "mobile phone", "mobile number", "cell", "cell phone", "cellphone", "telefon", "telefonnummer", "telefonnr", "mobil", "mobilnummer", "mobiltelefon", "handy", "handynummer", "telefoon", "telefoonnummer", "gsm", "mobiel", "téléphone", "portable", "numéro", "numéro de téléphone"]),
    (Column::Email, &["email", "e-mail", "mail", "email address", "e-mail address", "mail address", "mailadresse", "e-mail-adresse", "emailadresse", "e-mailadres", "mailadres", "emailadres", "courriel", "adresse mail", "adresse e-mail", "adresse email"]),
    (Column::Character, &["character", "character name", "part", "plays", "rolle", "rollenname", "figur", "personage", "rol", "personnage", "rôle"]),
];

fn heading(cell: &str) -> Option<Column> {
    let word = cell.to_lowercase().replace('_', " ");
    let word = word.trim_matches(|c: char| c.is_whitespace() || ".:*#".contains(c));
    HEADINGS.iter().find(|(_, words)| words.contains(&word)).map(|(column, _)| *column)
}

/// What each column probably means. Where headings are silent, mail addresses and telephone numbers tell themselves.
pub fn guess(table: &Table) -> Vec<Column> {
    let samples = |at: usize| table.rows.iter().take(30).map(move |r| r.cell(at)).filter(|c| !c.is_empty());
    let most = |at: usize, is: fn(&str) -> bool| {
        samples(at).count() > 0 && samples(at).filter(|c| is(c)).count() * 2 > samples(at).count()
    };
    let mut all: Vec<Column> = table.headings.iter().map(|h| heading(h).unwrap_or(Column::Ignore)).collect();
    let headless = all.iter().all(|c| *c == Column::Ignore);
    for (at, column) in all.iter_mut().enumerate() {
        *column = match *column {
            // "Role" heads jobs more often than rights.
            Column::Role if !most(at, |c| role(c).is_some()) => Column::Position,
            Column::Ignore if most(at, |c| c.contains('@')) => Column::Email,
            Column::Ignore if headless && most(at, |c| c.len() > 5 && super::model::phone(c).is_some()) => {
                Column::Phone
            }
            other => other,
        };
    }
    // "Name" beside "Vorname" is the last name.
    if all.contains(&Column::First) && !all.contains(&Column::Last) {
        for column in all.iter_mut().filter(|c| **c == Column::Name) {
            *column = Column::Last;
        }
    }
    if headless && let Some(first) = all.iter_mut().find(|c| **c == Column::Ignore) {
        *first = Column::Name;
    }
    // The first of several wins: office and mobile phone, work and private mail.
    for at in 1..all.len() {
        if all[..at].contains(&all[at]) {
            all[at] = Column::Ignore;
        }
    }
    all
}

/// A role by its key, its name in any language, or what call sheets shorten it to.
pub fn role(text: &str) -> Option<Role> {
    const SHORT: [(&str, Role); 16] = [
        ("pm", Role::ProductionManager),
        ("upm", Role::ProductionManager),
        ("poc", Role::Coordinator),
        ("1st ad", Role::FirstAd),
        ("1. ad", Role::FirstAd),
        ("1.ad", Role::FirstAd),
        ("2nd ad", Role::SecondAd),
        ("2. ad", Role::SecondAd),
        ("hod", Role::DepartmentHead),
        ("location manager", Role::LocationManager),
        ("unit manager", Role::LocationManager),
        ("actor", Role::Cast),
        ("actress", Role::Cast),
        ("chaperone", Role::Guardian),
        ("unit medic", Role::Medic),
        ("scripty", Role::ScriptSupervisor),
    ];
    let text = text.trim().to_lowercase();
    let short = || SHORT.iter().find(|(word, _)| *word == text).map(|(_, role)| *role);
    let named =
        |r: &Role| r.key() == text || Lang::ALL.iter().any(|l| super::role_name(*r).say(*l).to_lowercase() == text);
    Role::ALL.iter().copied().find(named).or_else(short)
}
