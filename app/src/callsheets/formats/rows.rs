//! The table rows of the sheet, from the rows of the view.

use super::super::model::sheet::{
    AdvanceDay, BackgroundRow, CastRow, CrewRow, Department, LocationRow, PickupPlace, Ride, StripRow, Totals,
};
use super::row::{Row, clean};
use super::words::Words;
use crate::text::k;
use serde_json::Value;

/// `1:05` for 65 minutes; nothing for none.
fn duration(minutes: i64) -> Option<String> {
    (minutes > 0).then(|| format!("{}:{:02}", minutes / 60, minutes % 60))
}

/// Board ids without commas in between would read as one number; the space lets the column wrap.
fn list(items: &[String]) -> String {
    items.join(", ")
}

/// A scene or banner.
pub(super) fn strip(row: &StripRow, w: Words) -> Value {
    match row {
        StripRow::Banner(b) => {
            let text = if b.text.trim().is_empty() { w.banner(b.what) } else { clean(&b.text) };
            Row::new()
                .put("kind", "banner")
                .put("text", text)
                .maybe("start", b.start.map(|at| w.time(at)))
                .maybe("duration", duration(b.minutes))
                .done()
        }
        StripRow::Scene(s) => {
            let closed = s.closed.then(|| w.say(k::PDF_CLOSED));
            let marks: Vec<String> = closed.into_iter().chain(s.flags.iter().map(|f| w.flag(*f))).collect();
            Row::new()
                .put("kind", "scene")
                .maybe("start", s.start.map(|at| w.time(at)))
                .text("number", &s.number)
                .text("ie", w.int_ext(s.int_ext))
                .text("set", &s.set)
                .text("marks", marks.join(" · "))
                .maybe("synopsis", s.synopsis.as_ref())
                .text("dn", format!("{} {}", w.light(s.day_night), s.script_day))
                .text("cast", list(&s.cast))
                .text("pages", s.eighths.to_string())
                .text("loc", &s.location_no)
                .maybe("duration", duration(s.minutes))
                .done()
        }
    }
}

/// The sums under the scene table.
pub(super) fn totals(t: &Totals, w: Words) -> Value {
    let scenes = match t.scenes {
        1 => w.say(k::PDF_TOTALS_ONE_SCENE),
        n => w.fill(k::PDF_TOTALS_SCENES, &[("n", &n.to_string())]),
    };
    Row::new()
        .put("scenes", scenes)
        .put("pages", t.eighths.to_string())
        .put("duration", duration(t.minutes).unwrap_or_default())
        .done()
}

/// A place of the day.
pub(super) fn location(l: &LocationRow) -> Value {
    Row::new()
        .text("no", &l.no)
        .put("name", clean(&l.name))
        .text("address", &l.address)
        .place("map", l.lat_e6, l.lon_e6)
        .text("parking", &l.parking)
        .text("notes", &l.notes)
        .done()
}

/// What stands beside a person's row: another place than the first, and the note.
fn beside(location_no: &str, notes: &str, w: Words) -> String {
    let at = (!location_no.trim().is_empty()).then(|| w.fill(k::PDF_AT_LOC, &[("no", location_no)]));
    let note = Some(notes.trim().to_owned()).filter(|n| !n.is_empty());
    at.into_iter().chain(note).collect::<Vec<_>>().join(" · ")
}

/// A part on the cast block.
pub(super) fn cast(c: &CastRow, w: Words) -> Value {
    Row::new()
        .text("number", &c.number)
        .put("character", clean(&c.character))
        .maybe("marks", c.minor.then(|| w.say(k::PDF_MINOR)))
        .text("artist", &c.artist)
        .text("status", &c.status)
        .maybe("pickup", c.pickup.map(|at| w.time(at)))
        .maybe("pickup_place", c.pickup_place.as_ref().map(|p| &p.label))
        .maybe("makeup", c.makeup.map(|at| w.time(at)))
        .maybe("wardrobe", c.wardrobe.map(|at| w.time(at)))
        .maybe("rehearsal", c.rehearsal.map(|at| w.time(at)))
        .maybe("call", c.call.map(|call| w.call(call)))
        .maybe("on_set", c.on_set.map(|at| w.time(at)))
        .text("notes", beside(&c.location_no, &c.notes, w))
        .phone("phone", c.phone.as_deref().unwrap_or_default())
        .done()
}

/// A background group or wave.
pub(super) fn background(b: &BackgroundRow, w: Words) -> Value {
    Row::new()
        .text("call", w.call(b.call))
        .text("count", b.count.to_string())
        .text("description", &b.description)
        .text("notes", &b.notes)
        .done()
}

/// A department of the back page.
pub(super) fn department(d: &Department, w: Words) -> Value {
    let people: Vec<Value> = d.people.iter().map(|p| crew(p, w)).collect();
    Row::new().put("name", clean(&d.name)).put("people", people).done()
}

fn crew(p: &CrewRow, w: Words) -> Value {
    let phone = p.phone.as_deref().or(p.work_phone.as_deref()).unwrap_or_default();
    Row::new()
        .text("position", &p.position)
        .put("name", clean(&p.name))
        .maybe("call", p.call.map(|call| w.call(call)))
        .text("notes", beside(&p.location_no, &p.notes, w))
        .put("head", p.head)
        .phone("phone", phone)
        .done()
}

/// A pickup.
pub(super) fn ride(r: &Ride, places: &[LocationRow], w: Words) -> Value {
    let from = r.place.as_ref().map(|PickupPlace { label, address, .. }| {
        let parts = [label.trim(), address.trim()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    });
    // The place by name where the reader has it, else by its number.
    let to = places.iter().find(|l| l.no == r.location_no).map_or(r.location_no.as_str(), |l| l.name.as_str());
    Row::new()
        .maybe("pickup", r.pickup.map(|at| w.time(at)))
        .text("name", &r.name)
        .maybe("from", from)
        .text("to", to)
        .text("driver", &r.driver)
        .phone("phone", r.driver_phone.as_deref().unwrap_or_default())
        .text("vehicle", &r.vehicle)
        .done()
}

/// One of the next days.
pub(super) fn advance(a: &AdvanceDay, w: Words) -> Value {
    Row::new()
        .text("date", w.date_short(a.date))
        .text("label", &a.label)
        .text("sets", a.sets.join("; "))
        .text("scenes", list(&a.scenes))
        .text("notes", &a.notes)
        .done()
}
