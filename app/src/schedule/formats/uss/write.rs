//! From the model into a file: every key of the standard in every object, null where there is nothing.
use super::model::*;
use serde_json::{Map, Value, json};

/// The name of a key of one's own: with the underscore the standard asks for.
#[must_use]
pub fn own_key(name: &str) -> String {
    format!("_{}", name.trim_start_matches('_'))
}

/// Writes a file, UTF-8, indented.
#[must_use]
pub fn write(file: &Interchange) -> String {
    let mut outer = file.outer.clone();
    outer.insert("universalScheduleStandard".to_owned(), body(file));
    // A `Value` has only text keys and finite numbers, so this cannot fail.
    serde_json::to_string_pretty(&Value::Object(outer)).unwrap_or_default()
}

/// The keys of the standard over those that came along: a key of the standard always has the standard's value.
fn with(extra: &Extra, standard: Value) -> Value {
    let mut all: Map<String, Value> = extra.clone();
    if let Value::Object(standard) = standard {
        all.extend(standard);
    }
    Value::Object(all)
}

fn list<T>(all: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(all.iter().map(one).collect())
}

fn body(file: &Interchange) -> Value {
    let h = &file.header;
    let standard = json!({
        "id": h.id,
        "author": h.author,
        "company": h.company,
        "created": h.created,
        "description": h.description,
        "episode": h.episode,
        "episodeName": h.episode_name,
        "name": h.name,
        "project": h.project,
        "schedColor": h.schedule_colour,
        "schedDate": h.schedule_date,
        "scriptColor": h.script_colour,
        "scriptDate": h.script_date,
        "season": h.season,
        "source": h.source,
        "ussVersion": h.version,
        "breakdowns": list(&file.breakdowns, breakdown),
        "categories": list(&file.categories, category),
        "elements": list(&file.elements, element),
        "stripboards": list(&file.stripboards, stripboard),
        "calendars": list(&file.calendars, calendar),
    });
    with(&file.extra, standard)
}

fn breakdown(b: &Breakdown) -> Value {
    let kind = match b.kind {
        BreakdownKind::Scene => "scene",
        BreakdownKind::Banner => "banner",
    };
    let standard = json!({
        "id": b.id,
        "bannerText": b.banner,
        "comments": b.comments,
        "created": b.created,
        "description": b.description,
        "elements": b.elements,
        // Eighths are exact in binary.
        "pages": b.pages.map(|pages| if pages.0 % 8 == 0 { json!(pages.0 / 8) } else { json!(pages.0 as f64 / 8.0) }),
        "scene": b.scene,
        "scriptPage": b.script_page,
        "duration": b.duration_ms,
        "type": kind,
    });
    with(&b.extra, standard)
}

fn category(c: &Category) -> Value {
    with(&c.extra, json!({ "id": c.id, "created": c.created, "name": c.name, "ucid": c.ucid }))
}

fn element(e: &Element) -> Value {
    let standard = json!({
        "id": e.id,
        "category": e.category,
        "created": e.created,
        "daysOff": e.days_off,
        "dropDayCount": e.drop_days,
        "elementId": e.number,
        "events": list(&e.events, event),
        "isDood": e.is_dood,
        "isDrop": e.is_drop,
        "isHold": e.is_hold,
        "isIdLock": e.is_id_lock,
        "linkedElements": e.linked,
        "name": e.name,
    });
    with(&e.extra, standard)
}

fn event(e: &Event) -> Value {
    let standard = json!({ "id": e.id, "date": e.date.as_str(), "type": e.kind.key(), "name": e.name });
    with(&e.extra, standard)
}

fn calendar(c: &Calendar) -> Value {
    let standard = json!({ "id": c.id, "daysOff": c.days_off, "events": list(&c.events, event), "name": c.name });
    with(&c.extra, standard)
}

fn stripboard(s: &Stripboard) -> Value {
    let standard = json!({ "id": s.id, "boards": list(&s.boards, board), "calendar": s.calendar, "name": s.name });
    with(&s.extra, standard)
}

fn board(b: &UnitBoard) -> Value {
    let item = |item: &BoardItem| match item {
        BoardItem::Strip(id) => json!(id),
        BoardItem::Day(ids) => json!(ids),
    };
    with(&b.extra, json!({ "id": b.id, "name": b.name, "breakdownIds": list(&b.items, item) }))
}
