//! The words of a scene: places in them, pieces to show, words found again in a revision. Places count characters, not
//! bytes, so that server and browser mean the same.
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What happens.
    Action,
    /// Who speaks.
    Cue,
    /// How.
    Parenthetical,
    /// What is said.
    Dialogue,
}

/// A paragraph of the script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub kind: Kind,
    /// Its words.
    pub text: String,
}

/// A place in a scene's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Index of the paragraph.
    pub paragraph: i64,
    /// First character.
    pub starts: i64,
    /// The character behind the last.
    pub stops: i64,
}

/// A piece of a paragraph: a word, or what stands between words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its characters.
    pub text: String,
    /// First character.
    pub starts: i64,
    /// The character behind the last.
    pub stops: i64,
    /// A word, not a gap.
    pub word: bool,
    /// Index of the mark that it belongs to; the first where several do.
    pub mark: Option<usize>,
}

fn at(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
fn index(n: i64) -> Option<usize> {
    usize::try_from(n).ok()
}

/// A paragraph cut into words and gaps, and at the ends of marks.
pub fn pieces(text: &str, marks: &[(i64, i64)]) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for (n, c) in chars.iter().enumerate() {
        let n = at(n);
        let mark = marks.iter().position(|(starts, stops)| *starts <= n && n < *stops);
        let word = !c.is_whitespace();
        match pieces.last_mut() {
            Some(piece) if piece.word == word && piece.mark == mark => {
                piece.text.push(*c);
                piece.stops = n + 1;
            }
            _ => pieces.push(Piece { text: c.to_string(), starts: n, stops: n + 1, word, mark }),
        }
    }
    pieces
}

/// A range without punctuation and spaces at its ends; none if nothing else is in it.
pub fn trim(text: &str, starts: i64, stops: i64) -> Option<(i64, i64)> {
    let chars: Vec<char> = text.chars().collect();
    let (starts, stops) = (index(starts)?, index(stops)?.min(chars.len()));
    let part = chars.get(starts..stops)?;
    let first = part.iter().position(|c| c.is_alphanumeric())?;
    let last = part.iter().rposition(|c| c.is_alphanumeric())?;
    Some((at(starts + first), at(starts + last + 1)))
}

/// The characters of a range, in one line.
pub fn words(text: &str, starts: i64, stops: i64) -> Option<String> {
    let (starts, stops) = (index(starts)?, index(stops)?);
    let length = stops.checked_sub(starts).filter(|n| *n > 0)?;
    let part: String = text.chars().skip(starts).take(length).collect();
    let found = part.split_whitespace().collect::<Vec<_>>().join(" ");
    (part.chars().count() == length && !found.is_empty()).then_some(found)
}

/// Where tagged words stand in other paragraphs: each as near as can be to the paragraph it stood in, as a whole word,
/// whatever the size of its letters. None for what is not found, or is found less often than before.
pub fn find(tagged: &[(String, Option<i64>)], paragraphs: &[Paragraph]) -> Vec<Option<Span>> {
    let lines: Vec<Vec<char>> = paragraphs.iter().map(|p| folded(&p.text)).collect();
    let mut places: HashMap<Vec<char>, Vec<Span>> = HashMap::new();
    let mut found = Vec::with_capacity(tagged.len());
    for (text, near) in tagged {
        let wanted = folded(text);
        let free = places.entry(wanted.clone()).or_insert_with(|| all(&wanted, &lines));
        let near = near.unwrap_or(0);
        let best = (0..free.len()).min_by_key(|n| (free[*n].paragraph.abs_diff(near), *n));
        found.push(best.map(|n| free.remove(n)));
    }
    found
}

/// Letters to compare by, as many as there are characters; every gap is a space.
fn folded(text: &str) -> Vec<char> {
    let fold = |c: char| if c.is_whitespace() { ' ' } else { c.to_lowercase().next().unwrap_or(c) };
    text.chars().map(fold).collect()
}

fn all(wanted: &[char], lines: &[Vec<char>]) -> Vec<Span> {
    let mut spans = Vec::new();
    if wanted.is_empty() {
        return spans;
    }
    for (paragraph, line) in lines.iter().enumerate() {
        let mut from = 0;
        while let Some(window) = line.get(from..from + wanted.len()) {
            let whole = |c: Option<&char>| c.is_none_or(|c| !c.is_alphanumeric());
            let before = from.checked_sub(1).and_then(|n| line.get(n));
            if window == wanted && whole(before) && whole(line.get(from + wanted.len())) {
                spans.push(Span { paragraph: at(paragraph), starts: at(from), stops: at(from + wanted.len()) });
                from += wanted.len();
            } else {
                from += 1;
            }
        }
    }
    spans
}
