//! A board with the breakdown as a file for other programs, in the Universal Schedule Standard. Ids and times of making are
//! those of the things themselves, so that the same board gives the same file.
use super::{
    boards::store::shown,
    formats::uss::{
        BoardItem, Breakdown, BreakdownKind, Calendar, Category, Element, Event, EventKind, Extra, Header, Interchange,
        Stamp, Stripboard, Ucid, UnitBoard, own_key, write,
    },
    incoming::kept,
    model::{Board, BoardCast, BoardDay, BoardUnit, DayKind, StripKind},
};
use crate::{
    access::{Permission, Scope},
    breakdown::{
        model::name,
        store::{
            elements::pairs,
            paper::{Paper, PaperScene, paper},
        },
    },
    error::AppError,
    productions::{self, model::Production},
    script::formats::Extras,
    text::Lang,
    values::*,
};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// What a file is made of.
struct Source {
    production: Production,
    name: String,
    id: Uuid,
    board: Board,
    paper: Paper,
    /// What brings what.
    links: Vec<(Uuid, Uuid)>,
    /// Keys of other programs.
    kept: Extras,
}

/// The active board, or another, as a file.
pub async fn uss<P: Permission>(scope: &mut Scope<P>, board: Option<BoardId>) -> Result<String, AppError> {
    let data = shown(scope, board).await?;
    let production = productions::store::load(scope).await?;
    let id = board.map_or(production.id.0, |board| board.0);
    let name = data.shown.map_or_else(|| production.code_name.clone(), |line| line.name);
    let (paper, links, kept) = (paper(scope).await?, pairs(scope).await?, kept(scope).await?);
    Ok(write(&file(&Source { production, name, id, board: data.board, paper, links, kept })))
}

/// When something was made, by its id.
fn made(id: Uuid) -> String {
    let since = id.get_timestamp().map(|at| at.to_unix()).unwrap_or_default();
    let second = i64::try_from(since.0).unwrap_or_default();
    let at = jiff::Timestamp::new(second, i32::try_from(since.1).unwrap_or_default()).unwrap_or_default();
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

fn file(source: &Source) -> Interchange {
    let production = &source.production;
    let mut parts = Parts { created: made(production.id.0), ..Parts::default() };
    for part in &source.board.cast {
        parts.cast(part);
    }
    let minutes: HashMap<SceneId, Option<i64>> =
        source.board.strips().filter_map(|(_, s)| Some((s.scene()?.scene, s.minutes))).collect();
    let minutes = |scene: SceneId| minutes.get(&scene).copied().flatten();
    let kept = |scene: SceneId| source.kept.scenes.get(&scene.to_string()).cloned().unwrap_or_default();
    let whole = |scene: &PaperScene, parts: &mut Parts| {
        let mut made = parts.scene(scene, minutes(scene.scene.id));
        made.extra = with(kept(scene.scene.id), made.extra);
        made
    };
    let scenes: Vec<Breakdown> = source.paper.scenes.iter().map(|scene| whole(scene, &mut parts)).collect();
    for element in &source.paper.elements {
        let extra = if element.note.is_empty() { Extra::new() } else { own("note", json!(element.note)) };
        let number = Some(element.code.clone()).filter(|code| !code.is_empty());
        parts.element(element.id.0, element.category, number, &element.name, extra);
    }
    parts.link(&source.links);
    let breakdowns = scenes.into_iter().chain(banners(&source.board)).collect();
    let (stripboard, calendar) = boards(source);
    let categories = parts.used.iter().map(|code| Category {
        id: category(*code),
        created: parts.created.clone(),
        name: category_name(*code, source),
        ucid: *code,
        extra: source.kept.categories.get(&code.to_string()).cloned().unwrap_or_default(),
    });
    let categories: Vec<Category> = categories.collect();
    // What other programs said of an element.
    for element in &mut parts.elements {
        let code = categories.iter().find(|c| c.id == element.category).map_or(0, |c| c.ucid);
        if let Some(kept) = source.kept.elements.get(&Extras::element(code, &element.name)) {
            element.extra = with(kept.clone(), std::mem::take(&mut element.extra));
        }
    }
    Interchange {
        extra: source.kept.file.clone(),
        outer: source.kept.outer.clone(),
        header: Header {
            id: source.id.to_string(),
            created: made(source.id),
            name: source.name.clone(),
            project: Some(production.title.clone()),
            source: "Daybreak".to_owned(),
            version: "1.0.0".to_owned(),
            ..Header::default()
        },
        breakdowns,
        categories,
        elements: parts.elements,
        stripboards: vec![stripboard],
        calendars: vec![calendar],
    }
}

/// The banners of a board, which the standard keeps beside its scenes.
fn banners(board: &Board) -> impl Iterator<Item = Breakdown> + '_ {
    board.strips().filter_map(|(_, strip)| match &strip.kind {
        StripKind::Banner { text } => Some(Breakdown {
            id: strip.id.to_string(),
            kind: BreakdownKind::Banner,
            banner: Some(text.clone()),
            created: made(strip.id.0),
            duration_ms: strip.minutes.map(|n| n.saturating_mul(60_000)),
            ..Breakdown::default()
        }),
        StripKind::Scene(_) => None,
    })
}

/// Keys of other programs, and ours, which win.
fn with(mut kept: Extra, ours: Extra) -> Extra {
    kept.extend(ours);
    kept
}

fn own(key: &str, value: Value) -> Extra {
    [(own_key(key), value)].into_iter().collect()
}

fn category(code: i64) -> String {
    format!("category-{code}")
}

/// As other programs call it: the fields of a scene by the standard's own words.
fn category_name(code: i64, source: &Source) -> String {
    let of_scene = [
        (Ucid::Set, "Set"),
        (Ucid::IntExt, "I/E"),
        (Ucid::DayNight, "D/N"),
        (Ucid::ScriptDay, "Script Day"),
        (Ucid::Sequence, "Sequence"),
        (Ucid::Location, "Location"),
    ];
    let known = of_scene.iter().find(|(ucid, _)| ucid.number() == code).map(|(_, name)| (*name).to_owned());
    known.unwrap_or_else(|| name(Lang::En, code, &source.paper.categories))
}

/// Elements as they come up, each once, and the categories they are of.
#[derive(Default)]
struct Parts {
    created: String,
    elements: Vec<Element>,
    known: HashSet<String>,
    used: BTreeSet<i64>,
}

impl Parts {
    fn put(&mut self, code: i64, element: Element) -> String {
        let id = element.id.clone();
        self.used.insert(code);
        if self.known.insert(id.clone()) {
            self.elements.push(Element { category: category(code), ..element });
        }
        id
    }

    /// Set, light and what else is one each to a scene: an element by its words.
    fn of_scene(&mut self, ucid: Ucid, words: &str) -> Option<String> {
        let words = words.trim();
        let id = format!("{}-{words}", category(ucid.number()));
        let created = self.created.clone();
        let plain = Element { is_dood: false, is_drop: false, is_hold: false, drop_days: 0, ..Element::default() };
        (!words.is_empty()).then(|| self.put(ucid.number(), Element { id, created, name: words.to_owned(), ..plain }))
    }

    fn element(&mut self, id: Uuid, code: i64, number: Option<String>, name: &str, extra: Extra) -> String {
        let plain = Element { is_dood: false, is_drop: false, is_hold: false, drop_days: 0, ..Element::default() };
        let (id, created, name) = (id.to_string(), made(id), name.to_owned());
        self.put(code, Element { id, created, number, name, extra, ..plain })
    }

    fn cast(&mut self, part: &BoardCast) -> String {
        let off = part.off.0.iter().map(|date| Event {
            id: format!("{}-{date}", part.character),
            date: Stamp::from(*date),
            kind: EventKind::DayOff,
            name: None,
            extra: Extra::new(),
        });
        let element = Element {
            id: part.character.to_string(),
            created: made(part.character.0),
            number: Some(part.number.clone()).filter(|n| !n.is_empty()),
            events: off.collect(),
            is_hold: part.allows_hold,
            is_id_lock: true,
            name: part.name.clone(),
            ..Element::default()
        };
        self.put(Ucid::Cast.number(), element)
    }

    fn scene(&mut self, one: &PaperScene, minutes: Option<i64>) -> Breakdown {
        let scene = &one.scene;
        let place = match scene.int_ext {
            IntExt::Int => "INT",
            IntExt::Ext => "EXT",
            IntExt::IntExt => "INT/EXT",
            IntExt::Other => "",
        };
        let light = match (scene.day_night.trim(), scene.light) {
            ("", Light::Day) => "DAY",
            ("", Light::Night) => "NIGHT",
            ("", Light::Dawn) => "DAWN",
            ("", Light::Dusk) => "DUSK",
            (words, _) => words,
        };
        let fields = [
            (Ucid::Set, scene.set_name.as_str()),
            (Ucid::IntExt, place),
            (Ucid::DayNight, light),
            (Ucid::ScriptDay, one.fields.script_day.as_str()),
            (Ucid::Sequence, one.fields.sequence.as_str()),
            (Ucid::Location, scene.location_name.as_str()),
        ];
        let mut elements: Vec<String> = fields.iter().filter_map(|(ucid, words)| self.of_scene(*ucid, words)).collect();
        for part in &scene.cast {
            let number = part.number.map(|n| n.to_string()).unwrap_or_default();
            let name = part.name.clone();
            // Who is in the board's cast is known already, with their dates.
            elements.push(self.cast(&BoardCast { character: part.id, number, name, ..BoardCast::default() }));
        }
        let mut amounts = serde_json::Map::new();
        for inside in &one.elements {
            let number = Some(inside.code.clone()).filter(|code| !code.is_empty());
            let id = self.element(inside.id.0, inside.category, number, &inside.name, Extra::new());
            if inside.amount.is_some() || !inside.note.is_empty() {
                amounts.insert(id.clone(), json!({ "amount": inside.amount, "note": inside.note }));
            }
            elements.push(id);
        }
        let marks = [
            ("estimated", json!(true), scene.estimated),
            ("omitted", json!(true), scene.omitted),
            ("closed", json!(true), scene.closed),
            ("light", json!(scene.light.key()), true),
            ("inScene", Value::Object(amounts.clone()), !amounts.is_empty()),
        ];
        let words = |text: &str| Some(text.to_owned()).filter(|t| !t.trim().is_empty());
        Breakdown {
            id: scene.id.to_string(),
            created: made(scene.id.0),
            description: words(&scene.synopsis),
            comments: words(&one.fields.notes),
            elements,
            pages: Some(scene.eighths),
            scene: Some(scene.number.clone()),
            duration_ms: minutes.map(|n| n.saturating_mul(60_000)),
            extra: marks.into_iter().filter(|(.., is)| *is).map(|(key, value, _)| (own_key(key), value)).collect(),
            ..Breakdown::default()
        }
    }

    /// What is brought along by what: only between elements that are in the file.
    fn link(&mut self, links: &[(Uuid, Uuid)]) {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (from, brings) in links {
            if self.known.contains(&brings.to_string()) {
                all.entry(from.to_string()).or_default().push(brings.to_string());
            }
        }
        for element in &mut self.elements {
            element.linked = all.remove(&element.id).unwrap_or_default();
        }
    }
}

/// Days that stand on the board in the file: shooting days, and others with strips.
fn stands(day: &BoardDay) -> bool {
    (day.is_live() && day.kind == DayKind::Shoot) || !day.strips.is_empty()
}

/// Each unit's days and the boneyard, and the calendar of the first unit. The standard knows no dates of days: other
/// programs count them by the calendar, so that they are right for the first unit; every day's own date stands beside.
fn boards(source: &Source) -> (Stripboard, Calendar) {
    let board = &source.board;
    let unit = |unit: &BoardUnit| {
        let days: Vec<&BoardDay> = board.days.iter().filter(|day| day.unit == unit.id && stands(day)).collect();
        let ids = |day: &&BoardDay| BoardItem::Day(day.strips.iter().map(|s| source.strip(s)).collect());
        let said = |day: &&BoardDay| {
            let (call, wrap) = (day.unit_call, day.est_wrap);
            json!({ "id": day.id, "date": day.date, "label": day.label, "kind": day.kind, "call": call, "wrap": wrap })
        };
        let extra =
            [(own_key("unit"), json!(unit.name)), (own_key("days"), Value::Array(days.iter().map(said).collect()))];
        UnitBoard {
            id: unit.id.to_string(),
            name: if board.units.len() == 1 { "stripboard".to_owned() } else { unit.name.clone() },
            items: days.iter().map(ids).collect(),
            extra: extra.into_iter().collect(),
        }
    };
    let mut all: Vec<UnitBoard> = board.units.iter().map(unit).collect();
    let placed: HashSet<String> = all.iter().flat_map(UnitBoard::ids).map(str::to_owned).collect();
    let boneyard = board.boneyard.iter().map(|strip| source.strip(strip));
    let scenes = source.paper.scenes.iter().map(|one| one.scene.id.to_string());
    let mut seen = HashSet::new();
    let rest = boneyard.chain(scenes).filter(|id| !placed.contains(id) && seen.insert(id.clone()));
    let items = rest.map(BoardItem::Strip).collect();
    all.push(UnitBoard {
        id: format!("{}-boneyard", source.id),
        name: "boneyard".to_owned(),
        items,
        extra: Extra::new(),
    });
    let calendar = calendar(source, board.units.first().map(|unit| unit.id));
    let id = format!("{}-board", source.id);
    let stripboard = Stripboard {
        id,
        name: source.name.clone(),
        calendar: Some(calendar.id.clone()),
        boards: all,
        extra: Extra::new(),
    };
    (stripboard, calendar)
}

impl Source {
    /// A scene goes by its own id, so that it is the same on every board; a banner by that of its strip.
    fn strip(&self, strip: &super::model::Strip) -> String {
        strip.scene().map_or_else(|| strip.id.to_string(), |scene| scene.scene.to_string())
    }
}

/// The start, and every date between first and last on which the unit does not shoot.
fn calendar(source: &Source, unit: Option<UnitId>) -> Calendar {
    let days = || source.board.days.iter().filter(|day| Some(day.unit) == unit);
    let dates: BTreeSet<Date> = days().filter(|day| stands(day)).map(|day| day.date).collect();
    let id = format!("{}-calendar", source.id);
    let event = |date: Date, kind: EventKind, name: Option<&str>| Event {
        id: format!("{id}-{date}-{}", kind.key()),
        date: Stamp::from(date),
        kind,
        name: name.map(str::to_owned),
        extra: Extra::new(),
    };
    let mut events = vec![];
    if let (Some(&first), Some(&last)) = (dates.first(), dates.last()) {
        events.push(event(first, EventKind::Start, None));
        let all = std::iter::successors(Some(first), |date| date.tomorrow().ok()).take_while(|date| *date <= last);
        for date in all.filter(|date| !dates.contains(date)) {
            let what = days().find(|day| day.date == date).and_then(|day| named(day.kind));
            events.push(event(date, EventKind::DayOff, what));
        }
    }
    let besides = days().filter(|day| !stands(day) && !day.kind.is_off() && day.is_live());
    events.extend(besides.filter_map(|day| Some(event(day.date, EventKind::Event, Some(named(day.kind)?)))));
    let mut seen = HashSet::new();
    events.retain(|event| seen.insert(event.id.clone()));
    Calendar { id, events, name: source.name.clone(), ..Calendar::default() }
}

/// The standard's word for a day that is no shooting day.
fn named(kind: DayKind) -> Option<&'static str> {
    Some(match kind {
        DayKind::Holiday => "holiday",
        DayKind::Hiatus => "hiatus",
        DayKind::Travel => "travel",
        DayKind::Fitting => "fitting",
        DayKind::Prep => "prep",
        DayKind::CameraTest => "camera test",
        DayKind::Rig => "rig",
        DayKind::Shoot | DayKind::Off => return None,
    })
}
