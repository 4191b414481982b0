//! Sorting strips by any fields, and finding them. Orders are stable; what has no value comes last either way.
use super::{
    fields::{Field, Mark, StripFacts},
    scene_number::SceneKey,
};
use crate::values::{IntExt, Light};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// One field to sort by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// The field.
    pub field: Field,
    /// From the highest.
    #[serde(default)]
    pub descending: bool,
}

/// A value in the order of its kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Natural(SceneKey),
    Text(String),
    Number(i64),
    Date(Date),
    List(Vec<SceneKey>),
}

/// Indexes of the strips in order.
#[must_use]
pub fn order(rows: &[StripFacts], keys: &[SortKey]) -> Vec<usize> {
    let values: Vec<Vec<Option<Value>>> =
        rows.iter().map(|row| keys.iter().map(|key| value(row, &key.field)).collect()).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| {
        let each = keys.iter().zip(&values[a]).zip(&values[b]);
        each.map(|((key, a), b)| compare(a.as_ref(), b.as_ref(), key.descending))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    order
}

/// The order of a list in which scenes are sorted and banners stay at their places.
#[must_use]
pub fn arranged(rows: &[StripFacts], keys: &[SortKey]) -> Vec<usize> {
    let (places, scenes): (Vec<usize>, Vec<StripFacts>) =
        rows.iter().enumerate().filter(|(_, row)| !row.banner).map(|(at, row)| (at, row.clone())).unzip();
    let mut wanted: Vec<usize> = (0..rows.len()).collect();
    for (place, from) in places.iter().zip(order(&scenes, keys)) {
        wanted[*place] = places[from];
    }
    wanted
}

/// The fewest moves that bring a list from the order it has (`0..n`) into another: what is moved, each in front of
/// another or to the end. The longest run that is in order already stays.
#[must_use]
pub fn steps(wanted: &[usize]) -> Vec<(usize, Option<usize>)> {
    let stays = longest_run(wanted);
    let mut steps = Vec::new();
    let mut next = None;
    for &one in wanted.iter().rev() {
        if stays.binary_search(&one).is_err() {
            steps.push((one, next));
        }
        next = Some(one);
    }
    steps
}

/// The longest run of rising numbers, from the first to the last.
fn longest_run(all: &[usize]) -> Vec<usize> {
    // `ends[n]` is the place of the lowest number that a run of n + 1 ends with.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; all.len()];
    for (at, one) in all.iter().enumerate() {
        let n = ends.partition_point(|end| all[*end] < *one);
        before[at] = n.checked_sub(1).map(|n| ends[n]);
        if n == ends.len() { ends.push(at) } else { ends[n] = at }
    }
    let mut run: Vec<usize> = std::iter::successors(ends.last().copied(), |at| before[*at]).map(|at| all[at]).collect();
    run.reverse();
    run
}

fn compare(a: Option<&Value>, b: Option<&Value>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// What a strip sorts by; `None` where it has nothing.
fn value(row: &StripFacts, field: &Field) -> Option<Value> {
    let natural = |text: &str| (!text.is_empty()).then(|| Value::Natural(SceneKey::of(text)));
    let text = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_lowercase()));
    let scene = |value: i64| (!row.banner).then_some(Value::Number(value));
    let place = |at: Option<usize>| i64::try_from(at.unwrap_or_default()).unwrap_or_default();
    match field {
        Field::Number => natural(&row.number),
        Field::IntExt => scene(place(IntExt::ALL.iter().position(|v| *v == row.int_ext))),
        Field::Set => text(&row.set),
        Field::DayNight => scene(place(Light::ALL.iter().position(|v| *v == row.light))),
        Field::Pages => scene(row.eighths.0),
        Field::ScriptDay => natural(&row.script_day),
        Field::Minutes => row.minutes.map(Value::Number),
        Field::Unit => text(&row.unit),
        Field::Cast => marks(row.cast.iter()),
        Field::Elements(category) => marks(row.elements_of(category.as_deref())),
        Field::Location => text(&row.location),
        Field::Sequence => natural(&row.sequence),
        Field::Synopsis => text(&row.synopsis),
        Field::Notes => text(&row.notes),
        Field::Flags => (!row.flags.is_empty()).then(|| Value::Number(-place(Some(row.flags.len())))),
        Field::Day => natural(&row.day),
        Field::Date => row.date.map(Value::Date),
    }
}

/// By numbers where there are some, else by names.
fn marks<'a>(marks: impl Iterator<Item = &'a Mark>) -> Option<Value> {
    let name = |mark: &Mark| SceneKey::of(if mark.number.is_empty() { &mark.name } else { &mark.number });
    let mut keys: Vec<SceneKey> = marks.map(name).collect();
    keys.sort();
    (!keys.is_empty()).then_some(Value::List(keys))
}

/// Indexes of the strips a text stands for, best first: this scene number, numbers that begin with it, then sets, then
/// places, synopses and notes that have it. Case does not count.
#[must_use]
pub fn find(rows: &[StripFacts], text: &str) -> Vec<usize> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Vec::new();
    }
    let rank = |row: &StripFacts| {
        let number = row.number.to_lowercase();
        let has = |field: &str| field.to_lowercase().contains(&text);
        if number == text {
            Some(0)
        } else if number.starts_with(&text) {
            Some(1)
        } else if has(&row.set) {
            Some(2)
        } else if has(&row.location) || has(&row.synopsis) || has(&row.notes) {
            Some(3)
        } else {
            None
        }
    };
    let mut found: Vec<(u8, usize)> = rows.iter().enumerate().filter_map(|(at, row)| Some((rank(row)?, at))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}
