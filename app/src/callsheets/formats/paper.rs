//! Turns a view into what the template sets: every value a finished text, absent where the view has nothing.

use super::super::model::sheet::{
    CallKind, Contact, ContactKind, DayHead, Front, Hospital, NamedPhone, RevisionHead, Safety, SceneRow, StripRow,
};
use super::super::model::{sheet::LocationRow, view::SheetView};
use super::pdf::MadeFor;
use super::row::Row;
use super::rows;
use super::words::Words;
use crate::callsheets::weather::words as weather;
use crate::text::k;
use crate::values::PersonId;
use jiff::Timestamp;
use serde_json::{Value, json};

/// At most so many pickups stand on the front page: a reader's own, not the whole transport plan.
const OWN_RIDES: usize = 2;

/// The template's data.
pub(super) fn paper(view: &SheetView, w: Words, paper: &str, made_for: Option<MadeFor<'_>>) -> Value {
    let places = view.locations.as_deref().unwrap_or_default();
    let contacts = view.contacts.as_deref().unwrap_or_default();
    let mut row = head(view, w, paper, made_for).list("calls", calls(view, made_for, w));
    if let Some(front) = &view.front {
        row = row.list("times", times(front, w)).list("pairs", pairs(front, &view.production.country, w));
    }
    if let Some(safety) = &view.safety {
        row = row.put("safety", safety_block(safety, contacts, places, w));
    } else {
        row = row.list("help", help(None, contacts, w));
    }
    if let Some(rows) = &view.scenes {
        let synopses = rows.iter().any(|r| matches!(r, StripRow::Scene(SceneRow { synopsis: Some(_), .. })));
        row = row.put("synopses", synopses).list("scenes", rows.iter().map(|r| rows::strip(r, w)).collect());
    }
    if let Some(rides) = &view.transport {
        let key = if rides.len() <= OWN_RIDES { "own_transport" } else { "transport" };
        row = row.list(key, rides.iter().map(|r| rows::ride(r, places, w)).collect());
    }
    row = row
        .maybe_put("totals", view.totals.as_ref().map(|t| rows::totals(t, w)))
        .list("locations", places.iter().map(rows::location).collect());
    let others = contacts.iter().filter(|c| c.what == ContactKind::Other);
    people_and_notes(row, view, w)
        .list("contacts", others.map(|c| Row::new().text("name", &c.name).phone("phone", &c.phone).done()).collect())
        .done()
}

/// What the document says of itself, and the lines over its first page.
fn head(view: &SheetView, w: Words, paper: &str, made_for: Option<MadeFor<'_>>) -> Row {
    let production = &view.production;
    let title = production.title.as_deref().filter(|t| !t.trim().is_empty()).unwrap_or(&production.code_name);
    // What shows on a lock screen, in a file list or on a lost page: the code name, where there is one.
    let outside = if production.code_name.trim().is_empty() { title } else { production.code_name.as_str() };
    let short = w.date_short(view.day.date);
    let zone = view.front.as_ref().map_or("", |f| f.zone.as_str());
    let foot: Vec<&str> = [outside, &short, view.revision.as_ref().map_or("", |r| &r.name)]
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .collect();
    Row::new()
        .put("paper", paper)
        .put("lang", w.lang.tag())
        .put("title", w.fill(k::PDF_DOC_TITLE, &[("name", outside), ("date", &short)]))
        .put("subject", w.fill(k::PDF_FILE_SUBJECT, &[("date", &w.date_long(view.day.date))]))
        .put("name", super::row::clean(title))
        .put("foot", foot.join(" · "))
        .put("date", w.date_long(view.day.date))
        .text("company-line", &production.company)
        .text("unit", &view.day.unit)
        .maybe("day", day_line(&view.day, w))
        .maybe("state", w.state(view.day.state))
        .put("revision", revision(view.revision.as_ref(), zone, w))
        .maybe_put("created", view.revision.as_ref().map(|r| created(r.issued_at)))
        .maybe("reader", made_for.map(|m| w.fill(k::PDF_FOR_READER, &[("name", m.name)])))
}

/// The tables of people and days with the keys to their marks, and what is told to them.
fn people_and_notes(row: Row, view: &SheetView, w: Words) -> Row {
    let has_status = view.cast.as_ref().is_some_and(|c| c.iter().any(|r| !r.status.is_empty()));
    row.list("cast", all(view.cast.as_deref(), |r| rows::cast(r, w)))
        .maybe("status_key", has_status.then(|| w.say(k::PDF_STATUS_KEY)))
        .list("background", all(view.background.as_deref(), |r| rows::background(r, w)))
        .list("crew", all(view.departments.as_deref(), |r| rows::department(r, w)))
        .maybe("call_key", uses_short_calls(view).then(|| w.say(k::PDF_CALL_KEY)))
        .list("advance", all(view.advance.as_deref(), |r| rows::advance(r, w)))
        .list(
            "notes",
            all(view.notes.as_deref(), |n| {
                let of = n.department.as_ref().map(|d| w.fill(k::PDF_FOR_DEPARTMENT, &[("department", d)]));
                Row::new().maybe("for", of).put("text", super::row::clean(&n.text)).done()
            }),
        )
        .list(
            "medical",
            all(view.medical.as_deref(), |m| {
                Row::new().put("name", super::row::clean(&m.name)).put("text", super::row::clean(&m.text)).done()
            }),
        )
}

fn all<T>(rows: Option<&[T]>, make: impl Fn(&T) -> Value) -> Vec<Value> {
    rows.unwrap_or_default().iter().map(make).collect()
}

/// `Day 7 of 24`, as far as the reader may know it. A label of more than a number and letter (`2U Day 3`) is its own.
fn day_line(day: &DayHead, w: Words) -> Option<String> {
    let label = day.label.trim();
    let name = match (label, day.number) {
        ("", None) => return None,
        ("", Some(number)) => w.fill(k::PDF_DAY, &[("n", &number.to_string())]),
        (label, _) if label.chars().count() <= 4 => w.fill(k::PDF_DAY, &[("n", label)]),
        (label, _) => label.to_owned(),
    };
    Some(match day.count {
        Some(count) => w.fill(k::PDF_OF, &[("day", &name), ("count", &count.to_string())]),
        None => name,
    })
}

fn revision(revision: Option<&RevisionHead>, zone: &str, w: Words) -> Value {
    let Some(r) = revision else {
        return json!({ "name": w.say(k::PDF_DRAFT), "line": "" });
    };
    let when = w.stamp(r.issued_at, zone);
    let issued = match r.issued_by.as_deref() {
        Some(name) => w.fill(k::PDF_ISSUED_BY, &[("when", &when), ("name", name)]),
        None => w.fill(k::PDF_ISSUED, &[("when", &when)]),
    };
    let number = w.fill(k::PDF_ISSUE_NO, &[("n", &r.number.to_string())]);
    Row::new()
        .put("name", super::row::clean(&r.name))
        .text("line", format!("{number} · {issued}"))
        .maybe("tint", tint(&r.name))
        .done()
}

/// Pale tint of a revision colour, so that black stays legible on it; none for white and for numbered revisions.
fn tint(name: &str) -> Option<&'static str> {
    let colour = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    Some(match colour.as_str() {
        "blue" => "#cfe2f6",
        "pink" => "#f9d3e0",
        "yellow" => "#fdf2a8",
        "green" => "#d0ecce",
        "goldenrod" => "#f2d588",
        "buff" => "#f0dfbf",
        "salmon" => "#f9c8b6",
        "cherry" => "#f0aeb3",
        _ => return None,
    })
}

/// The document's date: the issue, in UTC, as typst's `datetime` wants it.
fn created(issued_at: i64) -> Value {
    let at = Timestamp::from_millisecond(issued_at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(jiff::tz::TimeZone::UTC);
    json!({
        "year": at.year(), "month": at.month(), "day": at.day(),
        "hour": at.hour(), "minute": at.minute(), "second": at.second(),
    })
}

/// The large boxes: the unit's call and, on a personal sheet, the reader's own where it is another.
fn calls(view: &SheetView, made_for: Option<MadeFor<'_>>, w: Words) -> Vec<Value> {
    let unit = view.front.as_ref().and_then(|f| f.unit_call);
    let boxed = |label: String, value: String| Row::new().put("label", label).put("value", value).done();
    let mut boxes: Vec<Value> = Vec::new();
    if let Some(at) = unit {
        boxes.push(boxed(w.say(k::PDF_UNIT_CALL), w.time(at)));
    }
    let own = made_for.and_then(|m| m.person).and_then(|person| own_call(view, person));
    if let Some(call) = own.filter(|call| call.at() != unit || unit.is_none()) {
        boxes.push(boxed(w.say(k::PDF_YOUR_CALL), w.call(call)));
    }
    boxes
}

fn own_call(view: &SheetView, person: PersonId) -> Option<CallKind> {
    let cast = view.cast.iter().flatten().find(|r| r.person == Some(person)).and_then(|r| r.call);
    let mut crew = view.departments.iter().flatten().flat_map(|d| &d.people);
    cast.or_else(|| crew.find(|r| r.person == person).and_then(|r| r.call))
}

fn times(f: &Front, w: Words) -> Vec<Value> {
    [
        (k::PDF_SHOOTING_CALL, f.shooting_call),
        (k::PDF_LUNCH, f.lunch),
        (k::PDF_WRAP, f.estimated_wrap),
        (k::PDF_FIRST_LIGHT, f.first_light),
        (k::PDF_SUNRISE, f.sunrise),
        (k::PDF_SUNSET, f.sunset),
        (k::PDF_LAST_LIGHT, f.last_light),
    ]
    .into_iter()
    .filter_map(|(label, at)| Some(Row::new().put("label", w.say(label)).put("value", w.time(at?)).done()))
    .collect()
}

fn pairs(f: &Front, country: &str, w: Words) -> Vec<Value> {
    let radio: Vec<String> = f.radio.iter().map(|r| format!("{} {}", r.channel, r.used_by)).collect();
    let forecast = f.forecast.as_ref().map(|f| weather::long(f, w.date, country, w.lang));
    [(k::PDF_WEATHER, weather::line(&f.weather, forecast)), (k::PDF_RADIO, radio.join(" · "))]
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(label, text)| Row::new().put("label", w.say(label)).put("value", super::row::clean(&text)).done())
        .collect()
}

fn safety_block(s: &Safety, contacts: &[Contact], places: &[LocationRow], w: Words) -> Value {
    Row::new()
        .put("hospitals", s.hospitals.iter().map(|h| hospital(h, places, w)).collect::<Vec<_>>())
        .list("help", help(Some(s), contacts, w))
        .text("hazards", &s.hazards)
        .done()
}

/// Whom to turn to, in this order: emergency number, medic, 2nd AD, production office, then the rest.
fn help(s: Option<&Safety>, contacts: &[Contact], w: Words) -> Vec<Value> {
    let line = |role: String, name: &str, phone: &str| {
        Row::new().put("role", role).text("name", name).phone("phone", phone).done()
    };
    let mut out = Vec::new();
    if let Some(number) = s.map(|s| s.emergency_number.as_str()).filter(|n| !n.is_empty()) {
        out.push(line(w.say(k::PDF_EMERGENCY), "", number));
    }
    let medic = s.and_then(|s| s.medic.as_ref());
    if let Some(NamedPhone { name, phone }) = medic {
        out.push(line(w.say(k::PDF_MEDIC), name, phone));
    }
    let rank = |c: &Contact| match c.what {
        ContactKind::Medic => 0,
        ContactKind::SecondAd => 1,
        ContactKind::ProductionOffice => 2,
        _ => 3,
    };
    let again = |c: &Contact| c.what == ContactKind::Medic && medic.is_some_and(|m| m.name == c.name);
    let mut rest: Vec<&Contact> = contacts.iter().filter(|c| c.what != ContactKind::Other && !again(c)).collect();
    rest.sort_by_key(|c| rank(c));
    out.extend(rest.into_iter().map(|c| line(w.contact(c.what), &c.name, &c.phone)));
    out
}

fn hospital(h: &Hospital, places: &[LocationRow], w: Words) -> Value {
    let open = if h.open_24h { k::PDF_OPEN_24H } else { k::PDF_NOT_24H };
    let checked = match (h.checked_on, h.checked_by.as_deref()) {
        (None, _) => w.say(k::PDF_UNCHECKED),
        (Some(on), None) => w.fill(k::PDF_CHECKED, &[("date", &w.date_short(on))]),
        (Some(on), Some(name)) => w.fill(k::PDF_CHECKED_BY, &[("date", &w.date_short(on)), ("name", name)]),
    };
    // With one place only there is nothing to tell apart.
    let place = Some(&h.location_no).filter(|no| !no.is_empty() && places.len() > 1);
    Row::new()
        .put("name", super::row::clean(&h.name))
        .maybe("place", place.map(|no| w.fill(k::PDF_AT_LOC, &[("no", no)])))
        .text("address", h.address.lines().map(str::trim).collect::<Vec<_>>().join(", "))
        .phone("phone", &h.phone)
        .place("map", h.lat_e6, h.lon_e6)
        .put("facts", vec![w.say(open), super::row::clean(&checked)])
        .done()
}

/// Whether any call is printed with one of the short forms that the key under the crew list explains.
fn uses_short_calls(view: &SheetView) -> bool {
    let mut calls = view.departments.iter().flatten().flat_map(|d| &d.people).filter_map(|p| p.call);
    calls.any(|call| !matches!(call, CallKind::Time { .. }))
}
