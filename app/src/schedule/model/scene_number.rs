//! Order of scene numbers, which are strings: 2, 10, 12, A12A, 12A, 12B, A13, 13. Letters behind a number come
//! after it, letters in front of it before it; pure, used by lists, boards and reports alike.
use std::cmp::Ordering;

/// What a scene number sorts by. Build it once per scene when sorting many (`sort_by_cached_key`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SceneKey {
    number: Number,
    suffix: Vec<Part>,
    prefix: Vec<Letter>,
    /// The string itself, so that only equal strings are equal ("12a" and "12A" are neighbours, not the same).
    text: String,
}

/// Strings without a digit ("OPENING") come last, by their letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Number {
    Digits(Digits),
    None(String),
}

/// Digits of any length: by length without leading zeros, then digit by digit.
type Digits = (usize, String);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Digits(Digits),
    Letters(String),
}

/// A prefix is read from the number outwards and each letter means "before": AA13, A13, AB13, B13, 13. The end
/// of the prefix therefore sorts after every letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Letter {
    Before(char),
    End,
}

impl SceneKey {
    /// Takes a scene number apart. Case, blanks and marks between the parts do not count.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut parts = parts(text).into_iter().peekable();
        let mut prefix = String::new();
        while let Some(Part::Letters(letters)) = parts.next_if(|part| matches!(part, Part::Letters(_))) {
            prefix.push_str(&letters);
        }
        let (number, prefix) = match parts.next() {
            Some(Part::Digits(digits)) => {
                let letters = prefix.chars().rev().map(Letter::Before);
                (Number::Digits(digits), letters.chain([Letter::End]).collect())
            }
            _ => (Number::None(prefix), Vec::new()),
        };
        Self { number, suffix: parts.collect(), prefix, text: text.to_owned() }
    }
}

/// Orders two scene numbers.
#[must_use]
pub fn compare_scene_numbers(a: &str, b: &str) -> Ordering {
    SceneKey::of(a).cmp(&SceneKey::of(b))
}

/// Splits into runs of letters and runs of digits; everything else only separates.
fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut joined = false;
    for c in text.chars() {
        if c.is_ascii_digit() {
            match parts.last_mut() {
                Some(Part::Digits((_, digits))) if joined => digits.push(c),
                _ => parts.push(Part::Digits((0, c.to_string()))),
            }
            joined = true;
        } else if c.is_alphabetic() {
            match parts.last_mut() {
                Some(Part::Letters(letters)) if joined => letters.extend(c.to_uppercase()),
                _ => parts.push(Part::Letters(c.to_uppercase().collect())),
            }
            joined = true;
        } else {
            joined = false;
        }
    }
    for part in &mut parts {
        if let Part::Digits((length, digits)) = part {
            *digits = digits.trim_start_matches('0').to_owned();
            *length = digits.len();
        }
    }
    parts
}
