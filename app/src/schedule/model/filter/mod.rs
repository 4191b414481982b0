//! Filtering strips by a short text as a person types it: `cast:3 int night pages>4/8`, `set:"pier, dawn" or -ext`.
//!
//! Terms side by side all have to hold, `or` (also `|`) between them is weaker, parentheses group, `-` negates.
//!
//! | term | holds when |
//! | --- | --- |
//! | `int` `ext` `int_ext` `day` `night` `dawn` `dusk` `banner` | the strip is that |
//! | `pier` | number, set, place, synopsis or words for the time of day have it |
//! | `field:value` | texts have it; numbers, cast and flags are it; with commas: one of them |
//! | `field=value` `field!=value` | is exactly it, is not |
//! | `<` `<=` `>` `>=` | pages (`1 4/8` in quotes), minutes (`90`, `1:30`), numbers, dates compare |
//! | `field:` | has no value |
mod parse;

pub use parse::parse;

use super::{
    fields::{Field, Mark, SceneFlag, StripFacts},
    scene_number::SceneKey,
};
use crate::values::{Eighths, IntExt, Light};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt};

/// Longest text that is read, in characters.
pub const MAX_CHARS: usize = 2000;
/// Deepest nesting of parentheses and negations.
pub const MAX_NESTING: usize = 32;

/// What the text is wrong in, and at which character (from 0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterError {
    /// Character, from 0.
    pub at: usize,
    /// What is wrong.
    pub kind: FilterErrorKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FilterErrorKind {
    /// Longer than is read.
    TooLong,
    /// Nested deeper than is read.
    TooDeep,
    /// A quote is not closed.
    OpenQuote,
    /// A parenthesis is not closed.
    OpenParenthesis,
    /// A parenthesis closes nothing.
    StrayParenthesis,
    /// Something has to stand here: after `-`, `or` or `(`.
    Expected,
    /// No field has this name.
    UnknownField {
        /// As typed.
        name: String,
    },
    /// The field cannot be compared like this.
    BadOperator {
        /// The field.
        field: Field,
    },
    /// The field cannot have this value.
    BadValue {
        /// The field.
        field: Field,
        /// As typed.
        value: String,
    },
}

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// `:` texts have it, everything else is it.
    Has,
    /// `=`.
    Is,
    /// `!=`.
    IsNot,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
    /// `>`.
    More,
    /// `>=`.
    AtLeast,
}

impl Op {
    /// As typed.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Has => ":",
            Self::Is => "=",
            Self::IsNot => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    fn orders(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::More | Self::AtLeast)
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Has | Self::Is => order.is_eq(),
            Self::IsNot => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Every one holds; none at all lets everything through.
    All(Vec<Filter>),
    /// At least one holds.
    Any(Vec<Filter>),
    /// Does not hold.
    Not(Box<Filter>),
    /// The strip is a banner.
    Banner,
    /// Number, set, place, synopsis or words for the time of day have this.
    Text(String),
    /// A field compared.
    Term(Field, Op, Value),
}

/// What a field is compared with, in the field's own type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Nothing: the field is empty.
    Nothing,
    /// Texts, one of which it has or is.
    Words(Vec<String>),
    /// Interior or exterior.
    IntExt(IntExt),
    /// Light.
    Light(Light),
    /// Pages.
    Pages(Eighths),
    /// Minutes.
    Minutes(i64),
    /// A flag.
    Flag(SceneFlag),
    /// A date.
    Date(Date),
}

impl Filter {
    /// Whether a strip passes.
    #[must_use]
    pub fn holds(&self, row: &StripFacts) -> bool {
        match self {
            Self::All(all) => all.iter().all(|filter| filter.holds(row)),
            Self::Any(any) => any.iter().any(|filter| filter.holds(row)),
            Self::Not(filter) => !filter.holds(row),
            Self::Banner => row.banner,
            Self::Text(text) => {
                let fields = [&row.number, &row.set, &row.location, &row.synopsis, &row.day_night];
                fields.into_iter().any(|field| has(field, text))
            }
            Self::Term(field, op, value) => term(row, field, *op, value),
        }
    }
}

fn has(field: &str, text: &str) -> bool {
    field.to_lowercase().contains(&text.to_lowercase())
}

fn term(row: &StripFacts, field: &Field, op: Op, value: &Value) -> bool {
    if *value == Value::Nothing {
        return is_empty(row, field) == (op != Op::IsNot);
    }
    // A banner has no place, light or length, and is not shorter than a scene.
    let scene = |order: Ordering| !row.banner && op.holds(order);
    match (field, value) {
        (Field::IntExt, Value::IntExt(want)) => scene(equal(row.int_ext == *want)),
        (Field::DayNight, Value::Light(want)) => scene(equal(row.light == *want)),
        (Field::Pages, Value::Pages(want)) => scene(row.eighths.cmp(want)),
        (Field::Minutes, Value::Minutes(want)) => row.minutes.is_some_and(|minutes| op.holds(minutes.cmp(want))),
        (Field::Date, Value::Date(want)) => row.date.is_some_and(|date| op.holds(date.cmp(want))),
        (Field::Flags, Value::Flag(want)) => op.holds(equal(row.flags.contains(want))),
        (Field::Cast, Value::Words(words)) => marks(row.cast.iter(), op, words),
        (Field::Elements(category), Value::Words(words)) => marks(row.elements_of(category.as_deref()), op, words),
        (_, Value::Words(words)) => text(field, texts(row, field), op, words),
        _ => false,
    }
}

fn equal(same: bool) -> Ordering {
    if same { Ordering::Equal } else { Ordering::Less }
}

/// A number is one part exactly; a name is any part whose name has it.
fn marks<'a>(mut marks: impl Iterator<Item = &'a Mark>, op: Op, words: &[String]) -> bool {
    let any = marks.any(|mark| {
        words.iter().any(|word| {
            let number = !mark.number.is_empty() && same(&mark.number, word);
            let numeric = word.starts_with(|c: char| c.is_ascii_digit());
            let name = if op == Op::Has { !numeric && has(&mark.name, word) } else { same(&mark.name, word) };
            number || name
        })
    });
    any != (op == Op::IsNot)
}

fn text(field: &Field, value: &str, op: Op, words: &[String]) -> bool {
    let labels = matches!(field, Field::Number | Field::ScriptDay | Field::Day | Field::Sequence);
    match op {
        Op::Has if !labels => words.iter().any(|word| has(value, word)),
        Op::Has | Op::Is => words.iter().any(|word| same(value, word)),
        Op::IsNot => !words.iter().any(|word| same(value, word)),
        _ if value.is_empty() => false,
        _ => {
            let key = |text: &str| SceneKey::of(&text.to_uppercase());
            words.first().is_some_and(|word| op.holds(key(value).cmp(&key(word))))
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn texts<'a>(row: &'a StripFacts, field: &Field) -> &'a str {
    match field {
        Field::Number => &row.number,
        Field::Set => &row.set,
        Field::DayNight => &row.day_night,
        Field::ScriptDay => &row.script_day,
        Field::Unit => &row.unit,
        Field::Location => &row.location,
        Field::Sequence => &row.sequence,
        Field::Synopsis => &row.synopsis,
        Field::Notes => &row.notes,
        Field::Day => &row.day,
        _ => "",
    }
}

fn is_empty(row: &StripFacts, field: &Field) -> bool {
    match field {
        Field::Minutes => row.minutes.is_none(),
        Field::Pages => row.eighths.0 == 0,
        Field::Cast => row.cast.is_empty(),
        Field::Elements(category) => row.elements_of(category.as_deref()).next().is_none(),
        Field::Flags => row.flags.is_empty(),
        Field::Date => row.date.is_none(),
        Field::IntExt => row.banner || row.int_ext == IntExt::Other,
        other => texts(row, other).is_empty(),
    }
}

/// The filter as it would be typed; reading that gives the same filter.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(all) => list(f, all, " "),
            Self::Any(any) => list(f, any, " or "),
            Self::Not(filter) => write!(f, "-{filter}"),
            Self::Banner => f.write_str("banner"),
            Self::Text(text) => quoted(f, text),
            Self::Term(field, op, value) => {
                write!(f, "{field}{}", op.sign())?;
                match value {
                    Value::Nothing => Ok(()),
                    Value::Words(words) => words.iter().enumerate().try_for_each(|(at, word)| {
                        f.write_str(if at == 0 { "" } else { "," })?;
                        quoted(f, word)
                    }),
                    Value::IntExt(value) => f.write_str(value.key()),
                    Value::Light(value) => f.write_str(value.key()),
                    Value::Pages(pages) => write!(f, "\"{pages}\""),
                    Value::Minutes(minutes) => write!(f, "{minutes}"),
                    Value::Flag(flag) => f.write_str(flag.key()),
                    Value::Date(date) => write!(f, "{date}"),
                }
            }
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, all: &[Filter], between: &str) -> fmt::Result {
    f.write_str("(")?;
    all.iter().enumerate().try_for_each(|(at, filter)| {
        f.write_str(if at == 0 { "" } else { between })?;
        write!(f, "{filter}")
    })?;
    f.write_str(")")
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
