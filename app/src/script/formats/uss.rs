//! A schedule of the Universal Schedule Standard as a script: its scenes with set, light, length and elements, and its
//! boards. It knows no words of the script, so none are taken away where they are known.
use super::{
    BoardDraft, DayDraft, Draft, Extras, Format, IntExt, ItemDraft, Light, Refusal, SceneDraft, SheetDraft, Skip,
    SkipReason, TagDraft, daylight, heading, speaker,
};
use crate::{
    breakdown::model::standard,
    schedule::formats::uss::{
        self, BoardItem, Breakdown, BreakdownKind, Calendar, Element, EventKind, Extra, Interchange, Lookup,
        Stripboard, Trouble, Ucid, UssError, own_key,
    },
    text::Lang,
};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};

/// Most scenes that are read; the same as of a script.
const MOST_SCENES: usize = 5_000;
/// Most boards that are read.
const MOST_BOARDS: usize = 20;
/// Most days of a board.
const MOST_DAYS: usize = 1_000;
/// Most remarks that are listed.
const MOST_REMARKS: usize = 200;
/// Longest scene that is read.
const MOST_EIGHTHS: i64 = 8 * 999;

/// The number and the name of each category, by its id.
type Kinds<'a> = HashMap<&'a str, (i64, &'a str)>;

/// Reads a schedule.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let (file, remarks) = uss::read(bytes).map_err(|error| refusal(&error))?;
    let lookup = file.lookup();
    let scenes: Vec<&Breakdown> = file.breakdowns.iter().filter(|b| b.kind == BreakdownKind::Scene).collect();
    if scenes.is_empty() {
        return Err(Refusal::NoScenes);
    }
    if scenes.len() > MOST_SCENES {
        return Err(Refusal::TooManyScenes);
    }
    let named = Named {
        kinds: file.categories.iter().map(|c| (c.id.as_str(), (c.ucid, c.name.as_str()))).collect(),
        elements: file.elements.iter().map(|e| (e.id.as_str(), e)).collect(),
    };
    let drafts: Vec<SceneDraft> = scenes.iter().map(|b| scene(b, &lookup, named.tags(b))).collect();
    let boards: Vec<BoardDraft> = file.stripboards.iter().take(MOST_BOARDS).map(|b| board(&file, b, &scenes)).collect();
    let undated = boards.iter().flat_map(|b| &b.days).any(|day| day.date.is_none());
    let cast = || file.elements.iter().filter(|e| named.is_cast(e));
    let number = |e: &Element| Some((words(&e.name, 120), e.number.as_ref()?.trim().parse::<i64>().ok()?));
    Ok(Draft {
        format: Format::Uss,
        title: file.header.project.clone().or(Some(file.header.name.clone())).map(|t| words(&t, 200)),
        eighths: drafts.iter().filter(|s| !s.omitted).map(|s| s.eighths).fold(0, i64::saturating_add),
        estimated: drafts.iter().any(|s| s.estimated),
        cast: cast().map(|e| words(&e.name, 120)).filter(|name| !name.is_empty()).collect(),
        numbers: cast().filter_map(number).filter(|(_, n)| (1..100_000).contains(n)).collect(),
        scenes: drafts,
        extras: extras(&file, &scenes, &named.kinds),
        skipped: skipped(&file, &remarks, undated),
        links: file.elements.iter().flat_map(|e| named.links(e)).collect(),
        boards,
    })
}

/// What was not taken, and what was with a doubt.
fn skipped(file: &Interchange, remarks: &[uss::Remark], undated: bool) -> Vec<Skip> {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut skipped: Vec<Skip> =
        remarks.iter().take(MOST_REMARKS).map(|r| skip(&r.path, SkipReason::Doubtful)).collect();
    if remarks.len() > MOST_REMARKS {
        skipped.push(skip("", SkipReason::More { count: count(remarks.len() - MOST_REMARKS) }));
    }
    let dated = file.elements.iter().filter(|e| !e.events.is_empty() || !e.days_off.is_empty()).count();
    if dated > 0 {
        skipped.push(skip("", SkipReason::DatesLeft { count: count(dated) }));
    }
    if undated {
        skipped.push(skip("", SkipReason::NoDates));
    }
    skipped
}

/// Elements and categories by their ids.
struct Named<'a> {
    kinds: Kinds<'a>,
    elements: HashMap<&'a str, &'a Element>,
}

impl Named<'_> {
    fn is_cast(&self, element: &Element) -> bool {
        self.kinds.get(element.category.as_str()).is_some_and(|kind| kind.0 == CAST)
    }
    /// An element as it is tagged; none for what is a field of the scene.
    fn tag(&self, element: &Element) -> Option<TagDraft> {
        let (code, name) = self.kinds.get(element.category.as_str())?;
        // A standard category goes by its number, whatever the file calls it.
        let category = standard(*code).map_or_else(|| words(name, 60), |name| name.say(Lang::En).to_owned());
        let label = words(&element.name, 120);
        (!Ucid::is_scene(*code)).then_some(TagDraft { category, label, at: None })
    }
    /// What a scene needs, its cast apart; everything once.
    fn tags(&self, b: &Breakdown) -> Vec<TagDraft> {
        let found = b.elements.iter().filter_map(|id| self.elements.get(id.as_str()));
        let mut seen = HashSet::new();
        let tags = found.filter(|e| !self.is_cast(e)).filter_map(|e| self.tag(e));
        tags.filter(|tag| seen.insert((tag.category.clone(), tag.label.clone()))).collect()
    }
    /// What an element brings along.
    fn links(&self, element: &Element) -> Vec<[TagDraft; 2]> {
        let of = |id: &String| Some([self.tag(element)?, self.tag(self.elements.get(id.as_str())?)?]);
        element.linked.iter().filter_map(of).collect()
    }
}

const CAST: i64 = 100;

fn refusal(error: &UssError) -> Refusal {
    match &error.trouble {
        Trouble::TooLarge { most } => {
            let most = i64::try_from(most.div_ceil(1024 * 1024)).unwrap_or(i64::MAX);
            Refusal::TooLarge { mib: most.saturating_add(1), most }
        }
        trouble => Refusal::Uss { path: speaker::short(&error.path, 200), why: trouble.to_string() },
    }
}

fn skip(text: &str, reason: SkipReason) -> Skip {
    Skip { line: 0, text: speaker::short(text, 120), reason }
}

/// Words without line breaks and control characters, no longer than can be kept.
fn words(text: &str, most: usize) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    speaker::short(&speaker::collapse(&plain), most)
}

/// A text with its lines.
fn long(text: Option<&str>) -> String {
    let plain = text.unwrap_or_default().trim().chars().filter(|c| !c.is_control() || *c == '\n');
    plain.take(4_000).collect()
}

fn own<T: DeserializeOwned>(extra: &Extra, key: &str) -> Option<T> {
    serde_json::from_value(extra.get(&own_key(key))?.clone()).ok()
}

fn int_ext(text: &str) -> IntExt {
    match text.trim_end_matches('.').to_uppercase().as_str() {
        "" => IntExt::None,
        "I" => IntExt::Int,
        "E" => IntExt::Ext,
        known => heading::parse(&format!("{known}. SET")).int_ext,
    }
}

fn light(breakdown: &Breakdown, text: &str) -> Light {
    let short = match text.to_uppercase().as_str() {
        "D" => Some(Light::Day),
        "N" => Some(Light::Night),
        _ => None,
    };
    own(&breakdown.extra, "light").or(short).or_else(|| daylight::time(text)).unwrap_or(Light::Other)
}

fn scene(b: &Breakdown, lookup: &Lookup<'_>, tags: Vec<TagDraft>) -> SceneDraft {
    let one = |ucid: Ucid, most: usize| lookup.of(b, ucid).next().map(|e| words(&e.name, most)).unwrap_or_default();
    let flag = |key: &str| own::<bool>(&b.extra, key).unwrap_or(false);
    let day_night = one(Ucid::DayNight, 60);
    let omitted = flag("omitted");
    let mut cast: Vec<String> = Vec::new();
    for name in lookup.of(b, Ucid::Cast).map(|e| words(&e.name, 120)) {
        if !name.is_empty() && !cast.contains(&name) {
            cast.push(name);
        }
    }
    SceneDraft {
        number: b.scene.as_deref().map(|n| words(n, 32)).filter(|n| !n.is_empty()),
        int_ext: int_ext(&one(Ucid::IntExt, 40)),
        set: one(Ucid::Set, 200),
        light: light(b, &day_night),
        day_night,
        eighths: b.pages.map_or(1, |pages| pages.0.clamp(0, MOST_EIGHTHS)),
        estimated: flag("estimated") || b.pages.is_none(),
        synopsis: long(b.description.as_deref()),
        cast,
        omitted,
        line: 0,
        text: Vec::new(),
        tags,
        sheet: Some(SheetDraft {
            script_day: one(Ucid::ScriptDay, 20),
            sequence: one(Ucid::Sequence, 60),
            notes: long(b.comments.as_deref()),
            minutes: b.duration_ms.map(|ms| ms / 60_000).filter(|n| (0..=1_440).contains(n)),
            closed: flag("closed"),
            location: one(Ucid::Location, 120),
        }),
    }
}

/// The days of all units, with their dates: their own where the file has them, else counted by the calendar.
fn board(file: &Interchange, board: &Stripboard, scenes: &[&Breakdown]) -> BoardDraft {
    let places: HashMap<&str, usize> = scenes.iter().enumerate().map(|(at, b)| (b.id.as_str(), at)).collect();
    let banners: HashMap<&str, &Breakdown> =
        file.breakdowns.iter().filter(|b| b.kind == BreakdownKind::Banner).map(|b| (b.id.as_str(), b)).collect();
    let mut seen = HashSet::new();
    let mut item = |id: &str| {
        if !seen.insert(id.to_owned()) {
            return None;
        }
        let banner = |b: &&Breakdown| ItemDraft::Banner {
            text: Some(words(b.banner.as_deref().unwrap_or_default(), 200))
                .filter(|t| !t.is_empty())
                .unwrap_or_else(|| "—".into()),
            minutes: b.duration_ms.map_or(0, |ms| ms / 60_000).clamp(0, 1_440),
        };
        places.get(id).map(|at| ItemDraft::Scene(*at)).or_else(|| banners.get(id).map(banner))
    };
    let calendar = board.calendar.as_ref().and_then(|id| file.calendars.iter().find(|c| c.id == *id));
    let mut draft = BoardDraft { name: words(&board.name, 80), ..BoardDraft::default() };
    for unit in &board.boards {
        let name = own::<String>(&unit.extra, "unit").unwrap_or_else(|| unit.name.clone());
        let name = if name.eq_ignore_ascii_case("stripboard") { String::new() } else { words(&name, 60) };
        let said = said(&unit.extra, unit.days().count());
        let counted = calendar.map(|c| c.shooting_dates(unit.days().count())).unwrap_or_default();
        let mut at = 0;
        for entry in &unit.items {
            match entry {
                BoardItem::Strip(id) => draft.boneyard.extend(item(id)),
                BoardItem::Day(ids) if draft.days.len() < MOST_DAYS => {
                    let day = said.get(at).cloned().unwrap_or_default();
                    let date = day.date.or_else(|| counted.get(at).copied());
                    let items = ids.iter().filter_map(|id| item(id)).collect();
                    draft.days.push(DayDraft { unit: name.clone(), date, items, ..day });
                    at += 1;
                }
                BoardItem::Day(ids) => draft.boneyard.extend(ids.iter().filter_map(|id| item(id))),
            }
        }
    }
    let dates: HashSet<Date> = draft.days.iter().filter_map(|day| day.date).collect();
    draft.days.extend(calendar.into_iter().flat_map(named).filter(|day| day.date.is_some_and(|d| !dates.contains(&d))));
    draft
}

/// What a unit's board written here says of its days.
fn said(extra: &Extra, days: usize) -> Vec<DayDraft> {
    #[derive(serde::Deserialize)]
    struct Said {
        date: Option<Date>,
        #[serde(default)]
        kind: String,
        call: Option<i64>,
        wrap: Option<i64>,
    }
    let all: Vec<Said> = own(extra, "days").unwrap_or_default();
    if all.len() != days {
        return vec![];
    }
    let hours = |s: &Said| Some((s.call?, s.wrap?)).filter(|(call, wrap)| 0 <= *call && call <= wrap && *wrap <= 2_880);
    let day = |s: Said| DayDraft { date: s.date, hours: hours(&s), kind: s.kind, ..DayDraft::default() };
    all.into_iter().map(day).collect()
}

/// Days of the calendar that have a name: holidays, travel.
fn named(calendar: &Calendar) -> impl Iterator<Item = DayDraft> + '_ {
    calendar.events.iter().filter(|event| event.kind != EventKind::Start).filter_map(|event| {
        let kind = event.name.as_deref().map(|name| words(name, 40).to_lowercase())?;
        let known = ["holiday", "hiatus", "travel", "fitting", "prep", "camera test", "rig"];
        known.contains(&kind.as_str()).then(|| DayDraft { date: Some(event.date.date()), kind, ..DayDraft::default() })
    })
}

/// Keys that are neither the standard's nor written here.
fn extras(file: &Interchange, scenes: &[&Breakdown], kinds: &Kinds<'_>) -> Extras {
    let ours = ["estimated", "omitted", "closed", "light", "inScene", "note", "unit", "days"].map(own_key);
    let foreign = |extra: &Extra| -> Extra {
        extra.iter().filter(|(key, _)| !ours.contains(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    let some = |(key, extra): (String, Extra)| (!extra.is_empty()).then_some((key, extra));
    let code = |e: &Element| kinds.get(e.category.as_str()).map_or(0, |kind| kind.0);
    Extras {
        outer: file.outer.clone(),
        file: foreign(&file.extra),
        scenes: scenes.iter().enumerate().filter_map(|(at, b)| some((at.to_string(), foreign(&b.extra)))).collect(),
        elements: file
            .elements
            .iter()
            .filter_map(|e| some((Extras::element(code(e), &words(&e.name, 120)), foreign(&e.extra))))
            .collect(),
        categories: file.categories.iter().filter_map(|c| some((c.ucid.to_string(), foreign(&c.extra)))).collect(),
    }
}
