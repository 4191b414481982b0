//! What a script does to the scenes that are there. Pure, and used by preview and import alike, so that the one
//! cannot promise what the other does not do.
use super::{
    formats::{self, Draft, SceneDraft},
    model::{Change, Fate, Renumbered, SceneRow, What, part_name},
    revised,
};
use crate::{
    breakdown::model::Paragraph,
    values::{Eighths, IntExt, Light, SceneId},
};
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

/// How long the words of a whole script may be compared, so that no file keeps the server.
const COMPARED: Duration = Duration::from_millis(500);

/// A scene as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub number: String,
    pub int_ext: IntExt,
    pub set_name: String,
    pub day_night: String,
    pub light: Light,
    pub eighths: Eighths,
    pub estimated: bool,
    pub omitted: bool,
    pub synopsis: String,
    /// Names of parts, in the file's order; for an omitted scene those that are there.
    pub cast: Vec<String>,
}

/// A scene of the file with the scene that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Planned {
    /// Index of the scene that is there.
    pub now: Option<usize>,
    pub wanted: Wanted,
    pub changes: Vec<Change>,
}
impl Planned {
    /// Something differs beside the words.
    pub fn rewrites(&self) -> bool {
        self.changes.iter().any(|change| change.what != What::Words)
    }
    pub fn fate(&self) -> Fate {
        match self.now {
            None => Fate::New,
            Some(_) if self.changes.is_empty() => Fate::Unchanged,
            Some(_) => Fate::Changed,
        }
    }
}

/// A place in the order of scenes after the import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// Index of a scene of the file.
    File(usize),
    /// Index of a scene that is there and not in the file.
    Stays(usize),
}

/// The whole import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// One for each scene of the file.
    pub scenes: Vec<Planned>,
    /// All scenes in their order.
    pub order: Vec<Slot>,
    /// Scenes whose number was taken.
    pub renumbered: Vec<Renumbered>,
    /// Scenes numbered by their order.
    pub unnumbered: i64,
}

/// Words of the scenes that are there.
pub(super) type Texts = HashMap<SceneId, Vec<Paragraph>>;

/// Compares a script with the scenes that are there, matched by number, and their words with `texts`.
pub(super) fn plan(draft: &Draft, existing: &[SceneRow], texts: &Texts) -> Plan {
    let deadline = Instant::now() + COMPARED;
    let numbers = numbers(draft);
    let by_number: HashMap<&str, usize> = existing.iter().enumerate().map(|(i, s)| (s.number.as_str(), i)).collect();
    let mut scenes = Vec::with_capacity(draft.scenes.len());
    let mut renumbered = Vec::new();
    let mut unnumbered = 0;
    for (scene, number) in draft.scenes.iter().zip(numbers) {
        match written(scene) {
            None => unnumbered += 1,
            Some(from) if from != number => {
                let (from, to, set_name) = (from.to_owned(), number.clone(), scene.set.clone());
                renumbered.push(Renumbered { line: scene.line, from, to, set_name });
            }
            Some(_) => {}
        }
        let now = by_number.get(number.as_str()).copied();
        let wanted = wanted(scene, number, now.map(|i| &existing[i]));
        let mut changes = now.map(|i| changes(&existing[i], &wanted)).unwrap_or_default();
        // Of an omitted scene the file says no more; words that come where none were are not a change.
        let before = now.filter(|_| !scene.omitted).and_then(|i| texts.get(&existing[i].id));
        let words = before.map(|before| revised::words(before, &scene.text, deadline)).unwrap_or_default();
        if !words.is_empty() {
            changes.push(Change { words, ..bare(What::Words) });
        }
        scenes.push(Planned { now, wanted, changes });
    }
    let order = order(&scenes, existing.len());
    Plan { scenes, order, renumbered, unnumbered }
}

fn written(scene: &SceneDraft) -> Option<&str> {
    scene.number.as_deref().map(str::trim).filter(|n| !n.is_empty())
}

/// A number for every scene, each once. The first to use a number keeps it.
fn numbers(draft: &Draft) -> Vec<String> {
    let mut taken: HashSet<String> = draft.scenes.iter().filter_map(written).map(str::to_owned).collect();
    let all_bare = taken.is_empty();
    let mut used: HashSet<&str> = HashSet::new();
    let mut numbers: Vec<String> = Vec::with_capacity(draft.scenes.len());
    for (index, scene) in draft.scenes.iter().enumerate() {
        let number = match written(scene) {
            Some(number) if used.insert(number) => number.to_owned(),
            Some(number) => suffixed(number, &taken),
            None if all_bare => (index + 1).to_string(),
            // Between numbered scenes an order would not be seen: 12 is followed by 12A.
            None => suffixed(numbers.last().map_or("0", String::as_str), &taken),
        };
        taken.insert(number.clone());
        numbers.push(number);
    }
    numbers
}

/// The next free letter behind a number: 12 gives 12A, 12A gives 12B, after Z comes AA.
fn suffixed(number: &str, taken: &HashSet<String>) -> String {
    let bare = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let base = if bare.ends_with(|c: char| c.is_ascii_digit()) { bare } else { number };
    let letters = |mut n: usize| {
        let mut out = Vec::new();
        while n > 0 {
            out.push(char::from(b'A' + u8::try_from((n - 1) % 26).unwrap_or(0)));
            n = (n - 1) / 26;
        }
        out.into_iter().rev().collect::<String>()
    };
    (1..).map(|n| format!("{base}{}", letters(n))).find(|n| !taken.contains(n)).unwrap_or_default()
}

/// What the scene is to be. What the file does not know stays: a synopsis, a measured length, closed and location.
fn wanted(scene: &SceneDraft, number: String, now: Option<&SceneRow>) -> Wanted {
    let mut cast: Vec<String> = Vec::new();
    for name in scene.cast.iter().map(|n| part_name(n)).filter(|n| !n.is_empty()) {
        if !cast.contains(&name) {
            cast.push(name);
        }
    }
    let mut wanted = Wanted {
        number,
        int_ext: int_ext(scene.int_ext),
        set_name: scene.set.clone(),
        day_night: scene.day_night.clone(),
        light: light(scene.light),
        eighths: Eighths(scene.eighths),
        estimated: scene.estimated,
        omitted: scene.omitted,
        synopsis: scene.synopsis.clone(),
        cast,
    };
    let Some(now) = now else { return wanted };
    if scene.omitted {
        // The file says no more of it than that it is out; what is known of it stays for its return.
        wanted.int_ext = now.int_ext;
        wanted.set_name.clone_from(&now.set_name);
        wanted.day_night.clone_from(&now.day_night);
        wanted.light = now.light;
        (wanted.eighths, wanted.estimated) = (now.eighths, now.estimated);
        wanted.synopsis.clone_from(&now.synopsis);
        wanted.cast = now.cast.iter().map(|m| m.name.clone()).collect();
        return wanted;
    }
    if scene.set.is_empty() {
        wanted.set_name.clone_from(&now.set_name);
    }
    if scene.synopsis.is_empty() {
        wanted.synopsis.clone_from(&now.synopsis);
    }
    if scene.estimated && !now.estimated && now.eighths.0 > 0 {
        (wanted.eighths, wanted.estimated) = (now.eighths, false);
    }
    wanted
}

/// That something differs.
fn bare(what: What) -> Change {
    Change { what, old: String::new(), new: String::new(), words: Vec::new() }
}

fn changes(now: &SceneRow, wanted: &Wanted) -> Vec<Change> {
    let mut all = Vec::new();
    let mut say = |differs: bool, what: What, old: String, new: String| {
        if differs {
            all.push(Change { old, new, ..bare(what) });
        }
    };
    say(wanted.omitted && !now.omitted, What::Omitted, String::new(), String::new());
    say(now.omitted && !wanted.omitted, What::Restored, String::new(), String::new());
    let differs = now.eighths != wanted.eighths;
    say(differs, What::Length, now.eighths.to_string(), wanted.eighths.to_string());
    say(!differs && now.estimated && !wanted.estimated, What::Measured, String::new(), String::new());
    say(now.set_name != wanted.set_name, What::Set, now.set_name.clone(), wanted.set_name.clone());
    let differs = now.int_ext != wanted.int_ext;
    say(differs, What::IntExt, now.int_ext.key().into(), wanted.int_ext.key().into());
    let differs = now.day_night != wanted.day_night || now.light != wanted.light;
    say(differs, What::DayNight, now.day_night.clone(), wanted.day_night.clone());
    say(now.synopsis != wanted.synopsis, What::Synopsis, now.synopsis.clone(), wanted.synopsis.clone());
    let old: HashSet<&str> = now.cast.iter().map(|m| m.name.as_str()).collect();
    let new: HashSet<&str> = wanted.cast.iter().map(String::as_str).collect();
    say(old != new, What::Cast, now.cast_names(), wanted.cast.join(", "));
    all
}

/// The file's order; what is not in the file stays behind the scene it stood behind.
fn order(scenes: &[Planned], existing: usize) -> Vec<Slot> {
    let in_file: HashMap<usize, usize> =
        scenes.iter().enumerate().filter_map(|(i, p)| p.now.map(|now| (now, i))).collect();
    let mut first = Vec::new();
    let mut behind: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut last = None;
    for index in 0..existing {
        match (in_file.get(&index), last) {
            (Some(file), _) => last = Some(*file),
            (None, Some(file)) => behind.entry(file).or_default().push(index),
            (None, None) => first.push(index),
        }
    }
    let mut order: Vec<Slot> = first.into_iter().map(Slot::Stays).collect();
    for file in 0..scenes.len() {
        order.push(Slot::File(file));
        order.extend(behind.remove(&file).unwrap_or_default().into_iter().map(Slot::Stays));
    }
    order
}

/// All parts in the order of their cast numbers: those who speak first, then by number of scenes, then by first words.
pub(super) fn parts(draft: &Draft) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut scenes: HashMap<String, usize> = HashMap::new();
    for name in draft.cast.iter().map(|n| part_name(n)) {
        if !name.is_empty() && !scenes.contains_key(&name) {
            scenes.insert(name.clone(), 0);
            found.push(name);
        }
    }
    let speaking = found.len();
    for name in draft.scenes.iter().flat_map(|s| &s.cast).map(|n| part_name(n)).filter(|n| !n.is_empty()) {
        *scenes.entry(name.clone()).or_insert_with(|| {
            found.push(name);
            0
        }) += 1;
    }
    let mut ranked: Vec<(usize, String)> = found.into_iter().enumerate().collect();
    ranked.sort_by_key(|(at, name)| (*at >= speaking, Reverse(scenes.get(name).copied().unwrap_or(0)), *at));
    ranked.into_iter().map(|(_, name)| name).collect()
}

fn int_ext(of: formats::IntExt) -> IntExt {
    match of {
        formats::IntExt::Int => IntExt::Int,
        // An establishing shot shows a place from outside.
        formats::IntExt::Ext | formats::IntExt::Est => IntExt::Ext,
        formats::IntExt::IntExt => IntExt::IntExt,
        formats::IntExt::None => IntExt::Other,
    }
}
fn light(of: formats::Light) -> Light {
    match of {
        formats::Light::Day => Light::Day,
        formats::Light::Night => Light::Night,
        formats::Light::Dawn => Light::Dawn,
        formats::Light::Dusk => Light::Dusk,
        formats::Light::Other => Light::Other,
    }
}
