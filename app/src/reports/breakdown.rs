//! Breakdown sheets, a section per scene, and the lists of elements, a section per category.
use super::{
    make::Made,
    model::{Column, Line, Section},
};
use crate::{
    breakdown::{
        model::{CAST, CategoryRow, Hue, InScene, STANDARD, hue, name},
        store::paper::{Paper, PaperElement, PaperScene},
    },
    schedule::words,
    text::{Lang, Text, k},
    values::SceneId,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Days on which a scene is shot, in order; none for whoever does not see the board.
pub(super) type Days = Option<HashMap<SceneId, Vec<(jiff::civil::Date, String)>>>;

/// What of a sheet can be left out, beside columns.
const PARTS: [(&str, Text); 4] = [
    ("synopsis", k::REPORTS_COL_SYNOPSIS),
    ("cast", k::BREAKDOWN_CAT_CAST),
    ("flags", k::BREAKDOWN_FLAGS),
    ("notes", k::BREAKDOWN_NOTES),
];

/// Name of a category's colour.
pub(super) fn colour(code: i64) -> Text {
    match hue(code) {
        Hue::Red => k::REPORTS_RED,
        Hue::Orange => k::REPORTS_ORANGE,
        Hue::Green => k::REPORTS_GREEN,
        Hue::Blue => k::REPORTS_BLUE,
        Hue::Purple => k::REPORTS_PURPLE,
        Hue::Pink => k::REPORTS_PINK,
        Hue::Brown => k::REPORTS_BROWN,
        Hue::Teal => k::REPORTS_TEAL,
        Hue::Grey => k::REPORTS_GREY,
    }
}

/// The order of a breakdown sheet: cast first, own categories last.
pub(super) fn place(code: i64) -> (usize, i64) {
    (STANDARD.iter().position(|(c, ..)| *c == code).unwrap_or(STANDARD.len()), code)
}

fn line(cells: [String; 3]) -> Line {
    Line { cells: cells.to_vec(), ..Line::default() }
}

/// Sheets of all scenes, or of one; without the parts that are hidden.
pub(super) fn sheets(paper: &Paper, scene: Option<SceneId>, lang: Lang, hidden: &[&str]) -> Made {
    let say = |text: Text| text.say(lang).to_owned();
    let columns = vec![
        Column::new("what", &say(k::BREAKDOWN_CATEGORY)).fixed(),
        Column::new("colour", &say(k::REPORTS_COL_COLOUR)),
        Column::new("content", &say(k::REPORTS_COL_CONTENT)).wide().fixed(),
    ];
    let wanted = paper.scenes.iter().filter(|s| scene.map_or(!s.scene.omitted, |id| s.scene.id == id));
    let sections = wanted.map(|s| sheet(s, &paper.categories, lang, hidden)).collect();
    let more = PARTS.iter().map(|(key, text)| Column::new(key, text.say(lang))).collect();
    Made { columns, sections, legend: String::new(), more }
}

fn sheet(one: &PaperScene, own: &[CategoryRow], lang: Lang, hidden: &[&str]) -> Section {
    let say = |text: Text| text.say(lang).to_owned();
    let s = &one.scene;
    let time = if s.day_night.is_empty() { say(words::light(s.light)) } else { s.day_night.clone() };
    let pages = k::SCHEDULE_PP.fill(lang, &[("n", &s.eighths.to_string())]);
    let pages = if s.estimated { format!("≈ {pages}") } else { pages };
    let day = Some(&one.fields.script_day).filter(|d| !d.is_empty());
    let day = day.map(|d| format!("{} {d}", k::BREAKDOWN_SCRIPT_DAY.say(lang)));
    let head = [
        Some(k::BREAKDOWN_SHEET.fill(lang, &[("number", &s.number)])),
        Some(say(words::int_ext(s.int_ext))),
        Some(s.set_name.clone()),
        Some(time),
        Some(pages),
        day,
        s.omitted.then(|| say(k::BREAKDOWN_OMITTED)),
        s.closed.then(|| say(k::BREAKDOWN_CLOSED)),
    ];
    let heading: Vec<String> = head.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let shown = |key: &str| !hidden.contains(&key);
    let mut lines = vec![];
    let mut text = |key: &str, label: Text, words: String| {
        if shown(key) && !words.trim().is_empty() {
            lines.push(line([say(label), String::new(), words]));
        }
    };
    text("synopsis", k::REPORTS_COL_SYNOPSIS, s.synopsis.clone());
    text("flags", k::BREAKDOWN_FLAGS, flags(one, lang));
    if shown("cast") && !s.cast.is_empty() {
        let part = |m: &crate::script::model::Member| match m.number {
            Some(n) => format!("{n}. {}", m.name),
            None => m.name.clone(),
        };
        let parts: Vec<String> = s.cast.iter().map(part).collect();
        lines.push(line([name(lang, CAST, own), say(colour(CAST)), parts.join(", ")]));
    }
    let mut boxes: BTreeMap<(usize, i64), Vec<String>> = BTreeMap::new();
    for element in &one.elements {
        boxes.entry(place(element.category)).or_default().push(in_scene(element));
    }
    for ((_, code), inside) in boxes {
        lines.push(line([name(lang, code, own), say(colour(code)), inside.join(", ")]));
    }
    if shown("notes") && !one.fields.notes.trim().is_empty() {
        lines.push(line([say(k::BREAKDOWN_NOTES), String::new(), one.fields.notes.clone()]));
    }
    if lines.is_empty() {
        lines.push(line([String::new(), String::new(), say(k::BREAKDOWN_NO_ELEMENTS)]));
    }
    Section { heading: heading.join(" · "), lines, ..Section::default() }
}

fn flags(one: &PaperScene, lang: Lang) -> String {
    let f = one.fields.flags;
    let all = [
        (f.stunt, k::BREAKDOWN_FLAG_STUNT),
        (f.weapon, k::BREAKDOWN_FLAG_WEAPON),
        (f.animal, k::BREAKDOWN_FLAG_ANIMAL),
        (f.drone, k::BREAKDOWN_FLAG_DRONE),
        (f.water, k::BREAKDOWN_FLAG_WATER),
        (f.minor, k::BREAKDOWN_FLAG_MINOR),
    ];
    all.into_iter().filter(|(set, _)| *set).map(|(_, text)| text.say(lang)).collect::<Vec<_>>().join(", ")
}

/// `Lantern ×2 (lit)`.
fn in_scene(element: &InScene) -> String {
    let amount = element.amount.map(|n| format!(" ×{n}")).unwrap_or_default();
    let note = if element.note.is_empty() { String::new() } else { format!(" ({})", element.note) };
    format!("{}{amount}{note}", element.name)
}

/// Every element with the scenes it is in and, for whoever sees the board, the days on which they are shot.
pub(super) fn elements(paper: &Paper, days: &Days, lang: Lang) -> Made {
    let say = |text: Text| text.say(lang).to_owned();
    let mut columns = vec![
        Column::new("code", &say(k::BREAKDOWN_CODE)),
        Column::new("element", &say(k::REPORTS_COL_ELEMENT)).wide().fixed(),
        Column::new("count", &say(k::REPORTS_COL_COUNT)).number(),
        Column::new("scenes", &say(k::REPORTS_COL_SCENES)).wide(),
        Column::new("note", &say(k::BREAKDOWN_NOTE)).wide(),
    ];
    if days.is_some() {
        columns.push(Column::new("days", &say(k::SCHEDULE_DAYS)).wide());
    }
    let mut groups: BTreeMap<(usize, i64), Vec<&PaperElement>> = BTreeMap::new();
    for element in &paper.elements {
        groups.entry(place(element.category)).or_default().push(element);
    }
    let sections = groups.into_iter().map(|((_, code), elements)| Section {
        heading: format!("{} · {}", name(lang, code, &paper.categories), say(colour(code))),
        lines: elements.into_iter().map(|element| listed(paper, element, days)).collect(),
        ..Section::default()
    });
    Made { columns, sections: sections.collect(), legend: String::new(), more: vec![] }
}

fn listed(paper: &Paper, element: &PaperElement, days: &Days) -> Line {
    let (mut scenes, mut on) = (vec![], BTreeSet::new());
    for one in paper.scenes.iter().filter(|one| !one.scene.omitted) {
        let Some(found) = one.elements.iter().find(|e| e.id == element.id) else { continue };
        let amount = found.amount.map(|n| format!(" (×{n})")).unwrap_or_default();
        scenes.push(format!("{}{amount}", one.scene.number));
        let days = days.as_ref().and_then(|days| days.get(&one.scene.id));
        on.extend(days.into_iter().flatten().cloned());
    }
    let mut cells = vec![
        element.code.clone(),
        element.name.clone(),
        scenes.len().to_string(),
        scenes.join(", "),
        element.note.clone(),
    ];
    if days.is_some() {
        cells.push(on.into_iter().map(|(_, day)| day).collect::<Vec<_>>().join(", "));
    }
    Line { cells, ..Line::default() }
}
