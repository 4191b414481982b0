//! Scene headings: number, interior or exterior, set and time of day out of one line.

use super::daylight;
use super::draft::{IntExt, Light};
use super::speaker::collapse;

/// A heading taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// A number written inside the text.
    pub(super) number: Option<String>,
    pub(super) int_ext: IntExt,
    pub(super) set: String,
    pub(super) day_night: String,
    pub(super) light: Light,
    pub(super) omitted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    In,
    Out,
    Est,
    /// `I`, `E` and `A` count only in pairs: I/E, I/A, I/T.
    LetterIn,
    LetterOut,
}

struct Prefix<'a> {
    int_ext: IntExt,
    /// German headings may carry the time at once: INNEN/TAG.
    time: Option<(&'a str, Light)>,
    rest: &'a str,
}

const DASHES: [char; 5] = ['-', '–', '—', '―', '−'];

/// Takes apart a line that is known to be a heading. Never fails: what is not understood stays in the set.
pub(super) fn parse(raw: &str) -> Heading {
    let line = collapse(raw);
    let line = line.trim_matches(['*', '_', ' ']);
    let (line, marked) = hash_number(line);
    let (text, leading) = leading_number(line);
    let number = marked.or(leading).map(str::to_string);
    let (text, omitted) = without_omitted(text);
    let mut heading = Heading {
        number,
        int_ext: IntExt::None,
        set: String::new(),
        day_night: String::new(),
        light: Light::Other,
        omitted,
    };
    if text.is_empty() {
        return heading;
    }
    match prefix(text, true) {
        Some(found) => {
            heading.int_ext = found.int_ext;
            let (set, time) = match found.time {
                Some((word, light)) => (found.rest, Some((word, light))),
                None => split_time(found.rest),
            };
            heading.fill(set, time);
        }
        None => {
            let (int_ext, time, set) = side_inside(text);
            heading.int_ext = int_ext;
            if time.is_some() {
                heading.fill(&set, time);
            } else {
                let (set, time) = split_time(&set);
                heading.fill(set, time);
            }
        }
    }
    if heading.set.is_empty() && !omitted {
        // A heading without a set ("INT. - DAY") still is a scene; its own words name it.
        heading.set = text.to_uppercase();
    }
    heading
}

impl Heading {
    fn fill(&mut self, set: &str, time: Option<(&str, Light)>) {
        let ends = [' ', ',', '.', ';', ':', '/', '-', '–', '—', '―', '−'];
        // A dot may belong to the set ("ST."), so only separators go from its end.
        let set = set.trim_start_matches(ends).trim_end_matches([' ', ',', ';', ':', '/', '-', '–', '—', '―', '−']);
        self.set = set.to_uppercase();
        if let Some((words, light)) = time {
            let words = words.trim_matches(['(', ')', '[', ']', ' ', ',', '.']);
            // Trimming may have taken one half of a parenthesis inside: NIGHT (RAIN).
            let open = words.contains('(') && !words.contains(')');
            self.day_night = words.to_uppercase() + if open { ")" } else { "" };
            self.light = light;
        }
    }
}

/// Whether a line of plain text is a heading by its first word, without any mark.
pub(super) fn looks_like(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['*', '_']);
    let Some(found) = prefix(line, false) else { return false };
    if found.rest.trim().is_empty() && found.time.is_none() {
        return false;
    }
    // INT and EXT are headings in any case; other words are also words of a sentence unless all is in capitals.
    let (word, after) = first_word(line);
    let sure = matches!(word.to_uppercase().as_str(), "INT" | "EXT") || after.starts_with(['.', '/']);
    sure || in_capitals(line)
}

/// Whether a line has no small letter; ß stands in many a line of capitals.
pub(super) fn in_capitals(line: &str) -> bool {
    !line.chars().any(|c| c.is_lowercase() && c != 'ß')
}

fn first_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    text.split_at(end)
}

fn side(word: &str, whole_words: bool) -> Option<Side> {
    // The longest word is INTÉRIEUR; longer ones are not worth the upper case.
    if word.is_empty() || word.len() > 24 {
        return None;
    }
    match word.to_uppercase().as_str() {
        "INT" | "INNEN" | "BINNEN" | "ИНТ" | "WN" => Some(Side::In),
        "EXT" | "AUSSEN" | "BUITEN" | "ЭКСТ" | "НАТ" | "PLEN" => Some(Side::Out),
        "EST" => Some(Side::Est),
        "I" => Some(Side::LetterIn),
        "E" | "A" => Some(Side::LetterOut),
        "INTERIOR" | "INTERIEUR" | "INTÉRIEUR" | "INTERNO" if whole_words => Some(Side::In),
        "EXTERIOR" | "EXTERIEUR" | "EXTÉRIEUR" | "ESTERNO" if whole_words => Some(Side::Out),
        _ => None,
    }
}

fn prefix(text: &str, whole_words: bool) -> Option<Prefix<'_>> {
    let (word, after) = first_word(text);
    let first = side(word, whole_words)?;
    let letter = matches!(first, Side::LetterIn | Side::LetterOut);
    let next = after.trim_start_matches(['.', ' ']);
    if let Some(second) = next.strip_prefix(['/', '\\', '-', '–', '&', '+']) {
        let slash = next.starts_with(['/', '\\']);
        let (word, rest) = first_word(second.trim_start());
        if let Some(second) = side(word, whole_words)
            && boundary(rest)
            && let Some(int_ext) = both(first, second, slash)
        {
            return Some(Prefix { int_ext, time: None, rest: after_prefix(rest) });
        }
        let time = if slash && boundary(rest) { daylight::time(word).map(|light| (word, light)) } else { None };
        if let (Some(int_ext), Some(_)) = (one(first), time) {
            return Some(Prefix { int_ext, time, rest: after_prefix(rest) });
        }
    } else if !letter {
        let (word, rest) = first_word(next);
        if rest.starts_with('.')
            && let Some(int_ext) = side(word, whole_words).and_then(|second| both(first, second, false))
        {
            return Some(Prefix { int_ext, time: None, rest: after_prefix(rest) });
        }
    }
    if letter || !boundary(after) {
        return None;
    }
    Some(Prefix { int_ext: one(first)?, time: None, rest: after_prefix(after) })
}

fn one(side: Side) -> Option<IntExt> {
    match side {
        Side::In | Side::LetterIn => Some(IntExt::Int),
        Side::Out | Side::LetterOut => Some(IntExt::Ext),
        Side::Est => Some(IntExt::Est),
    }
}

fn both(first: Side, second: Side, slash: bool) -> Option<IntExt> {
    let (inside, outside) = ([Side::In, Side::LetterIn], [Side::Out, Side::LetterOut, Side::Est]);
    let letters = [first, second].iter().any(|s| matches!(s, Side::LetterIn | Side::LetterOut));
    if letters && !slash {
        return None;
    }
    // EST beside INT is Italian for exterior (esterno).
    if inside.contains(&first) && outside.contains(&second) || outside.contains(&first) && inside.contains(&second) {
        return Some(IntExt::IntExt);
    }
    match (letters, first, second) {
        (true, ..) => None,
        (_, Side::Est, _) | (_, _, Side::Est) => Some(IntExt::Est),
        _ => one(first),
    }
}

fn boundary(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| c.is_whitespace() || ".,:;/(-–—".contains(c))
}

fn after_prefix(rest: &str) -> &str {
    rest.trim_start_matches(['.', ' ', '\t', ',', ':', ';', '/', '-', '–', '—'])
}

/// Splits off the time of day: the last piece between dashes that is one, else the last word of few.
fn split_time(text: &str) -> (&str, Option<(&str, Light)>) {
    let pieces = dashed(text);
    for (index, (start, end)) in pieces.iter().enumerate().rev() {
        let piece = text[*start..*end].trim();
        let Some(light) = daylight::time(piece) else { continue };
        if index == 0 && pieces.len() > 1 {
            // INT. DAY - KITCHEN: the time stands first.
            return (&text[*end..], Some((piece, light)));
        }
        return (&text[..*start], Some((text[*start..].trim(), light)));
    }
    // INT. HOUSE (NIGHT); INT. HOUSE, NIGHT; INNEN. KÜCHE. TAG; INT HOUSE DAY.
    if text.ends_with([')', ']'])
        && let Some(at) = text.rfind(['(', '['])
        && let Some(light) = daylight::time(text[at + 1..].trim_end_matches([')', ']']))
    {
        return (&text[..at], Some((&text[at..], light)));
    }
    let bare = text.trim_end_matches(['.', ' ']);
    if let Some(at) = bare.rfind([',', '.', '/', ':'])
        && let Some(light) = daylight::time(&bare[at + 1..])
    {
        return (&bare[..at], Some((bare[at + 1..].trim(), light)));
    }
    if let Some((set, word)) = bare.rsplit_once(' ')
        && let Some(light) = daylight::plain(word)
    {
        return (set, Some((word, light)));
    }
    (text, None)
}

/// Byte ranges between the dashes that separate; the hyphen in DRIVE-IN does not.
fn dashed(text: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if DASHES.contains(&c) {
            let after = chars.peek().map_or(' ', |(_, c)| *c);
            let free = |c: char| c.is_whitespace() || DASHES.contains(&c);
            if c != '-' || free(before) || free(after) {
                if !text[start..at].trim().is_empty() {
                    pieces.push((start, at));
                }
                start = at + c.len_utf8();
            }
        }
        before = c;
    }
    if !text[start..].trim().is_empty() {
        pieces.push((start, text.len()));
    }
    pieces
}

/// Finds interior or exterior where it does not stand first: `KÜCHE - INNEN/TAG`, `KÜCHE - INT - TAG`.
fn side_inside(text: &str) -> (IntExt, Option<(&str, Light)>, String) {
    let pieces = dashed(text);
    for (index, (start, end)) in pieces.iter().enumerate().rev().take(4) {
        let Some(found) = prefix(text[*start..*end].trim(), true) else { continue };
        let rest = found.rest.trim();
        let time = match (found.time, daylight::time(rest)) {
            (Some(time), _) if rest.is_empty() => Some(time),
            (None, Some(light)) => Some((rest, light)),
            (None, None) if rest.is_empty() => None,
            _ => continue,
        };
        let others: Vec<&str> =
            pieces.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, (s, e))| text[*s..*e].trim()).collect();
        return (found.int_ext, time, others.join(" - "));
    }
    (IntExt::None, None, text.to_string())
}

/// `INT. HOUSE - DAY #12A#`
fn hash_number(line: &str) -> (&str, Option<&str>) {
    let Some(inner) = line.strip_suffix('#') else { return (line, None) };
    let Some(at) = inner.rfind('#') else { return (line, None) };
    let (text, number) = (inner[..at].trim_end(), inner[at + 1..].trim());
    // Where nothing else stands, the words between the marks are all that names the scene.
    if text.is_empty() || number.is_empty() || number.chars().count() > 32 {
        return (line, None);
    }
    (text, Some(number))
}

/// `12  INT. HOUSE - DAY  12`, `SCENE 12: INT. HOUSE`; only when what follows surely is a heading.
fn leading_number(line: &str) -> (&str, Option<&str>) {
    let mut rest = line;
    let (word, after) = first_word(rest);
    if matches!(word.to_uppercase().as_str(), "SCENE" | "SC" | "SZENE" | "BILD" | "SCÈNE" | "SCÈNES") {
        rest = after.trim_start_matches(['.', ' ']);
    }
    let Some((token, after)) = rest.split_once(' ') else { return (line, None) };
    let number = token.trim_end_matches(['.', ')', ':']);
    let after = after.trim_start_matches([' ', ':', '-', '–', '—']);
    let known = prefix(after, true).is_some() || without_omitted(after).1;
    if !is_number(number) || !known {
        return (line, None);
    }
    let after = match after.rsplit_once(' ') {
        Some((text, last)) if last == token || last == number => text.trim_end(),
        _ => after,
    };
    (after, Some(number))
}

fn is_number(token: &str) -> bool {
    let letters = token.bytes().take_while(u8::is_ascii_alphabetic).count();
    token.len() <= 12
        && letters <= 3
        && token.as_bytes().get(letters).is_some_and(u8::is_ascii_digit)
        && token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

/// Takes the word for an omitted scene away; what is left may name the scene that was.
fn without_omitted(text: &str) -> (&str, bool) {
    const WORDS: [&str; 14] = [
        "OMITTED",
        "OMIT",
        "OMITTED.",
        "ENTFÄLLT",
        "ENTFALLEN",
        "GESTRICHEN",
        "SUPPRIMÉE",
        "SUPPRIMÉ",
        "OMISE",
        "COUPÉE",
        "VERVALLEN",
        "GESCHRAPT",
        "OMITIDA",
        "OMESSA",
    ];
    let ends = ['(', ')', '[', ']', ' ', '.', ':', '-', '–', '—', '*'];
    let is = |word: &str| word.len() <= 32 && WORDS.contains(&word.trim_matches(ends).to_uppercase().as_str());
    let bare = text.trim_matches(ends);
    if is(bare) {
        return ("", true);
    }
    // Only where a separator sets the word apart: a house may be called OMIT.
    if let Some((first, rest)) = bare.split_once([' ', ':'])
        && is(first)
        && (first.ends_with([')', ']', ':'])
            || rest.trim_start().starts_with(['-', '–', '—', ':', '('])
            || text.starts_with('('))
    {
        return (rest.trim_matches(ends), true);
    }
    if let Some((rest, last)) = text.trim_end().rsplit_once(' ')
        && is(last)
        && (last.starts_with(['(', '['])
            || rest.trim_end().ends_with(['-', '–', '—', ':'])
            || matches!(rest.trim().to_uppercase().as_str(), "SCENE" | "SCENES" | "SZENE" | "BILD" | "SCÈNE"))
    {
        let rest = rest.trim_matches([' ', '-', '–', '—', ':']);
        let only_word = matches!(rest.to_uppercase().as_str(), "SCENE" | "SCENES" | "SZENE" | "BILD" | "SCÈNE");
        return (if only_word { "" } else { rest }, true);
    }
    (text, false)
}
