//! From the bytes of a file into the model.
use super::{
    check::check,
    error::{Remark, RemarkKind, Trouble, UssError},
    model::*,
    object::{Object, text_of, wrong},
    scan::scan,
    stamp::Stamp,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Reads a file.
///
/// # Errors
/// Says which key is wrong and how. What can be understood though it is not quite right is read, with a remark.
pub fn read(bytes: &[u8]) -> Result<(Interchange, Vec<Remark>), UssError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    scan(bytes)?;
    let not_json = |e: serde_json::Error| Trouble::NotJson { line: e.line(), column: e.column() };
    let fail = |trouble| UssError { path: String::new(), trouble };
    let value: Value = serde_json::from_slice(bytes).map_err(|e| fail(not_json(e)))?;
    let Value::Object(mut outer) = value else { return Err(fail(Trouble::NotUss)) };
    let body = outer.remove("universalScheduleStandard").ok_or_else(|| fail(Trouble::NotUss))?;
    let mut remarks = Vec::new();
    let mut object = Object::of(body, String::new(), &mut remarks)?;
    let header = header(&mut object)?;
    let new = header.created.as_str();
    let breakdowns = each(&mut object, "breakdowns", true, |o| breakdown(o, new))?;
    let categories = each(&mut object, "categories", true, |o| category(o, new))?;
    let elements = each(&mut object, "elements", true, |o| element(o, new))?;
    let stripboards = each(&mut object, "stripboards", false, stripboard)?;
    let calendars = each(&mut object, "calendars", false, calendar)?;
    let extra = object.rest();
    let file = Interchange { header, breakdowns, categories, elements, stripboards, calendars, extra, outer };
    check(&file, &mut remarks)?;
    Ok((file, remarks))
}

/// Reads every object of a list.
fn each<T>(
    parent: &mut Object<'_>,
    key: &str,
    needed: bool,
    read: impl Fn(Object<'_>) -> Result<T, UssError>,
) -> Result<Vec<T>, UssError> {
    let path = parent.path(key);
    let list = if needed { parent.needed(key)? } else { parent.list(key)? };
    let one = |(at, value)| read(Object::of(value, format!("{path}[{at}]"), parent.remarks())?);
    list.into_iter().enumerate().map(one).collect()
}

fn header(o: &mut Object<'_>) -> Result<Header, UssError> {
    Ok(Header {
        id: o.id("id")?,
        author: o.text("author")?,
        company: o.text("company")?,
        created: o.text_or("created", "1970-01-01T00:00:00.000Z")?,
        description: o.text("description")?,
        episode: o.text("episode")?,
        episode_name: o.text("episodeName")?,
        name: o.text_or("name", "")?,
        project: o.text("project")?,
        schedule_colour: o.text("schedColor")?,
        schedule_date: o.text("schedDate")?,
        script_colour: o.text("scriptColor")?,
        script_date: o.text("scriptDate")?,
        season: o.text("season")?,
        source: o.text_or("source", "")?,
        version: o.text_or("ussVersion", "1.0.0")?,
    })
}

fn breakdown(mut o: Object<'_>, new: &str) -> Result<Breakdown, UssError> {
    let kind = match o.text("type")?.as_deref() {
        Some("scene") => BreakdownKind::Scene,
        Some("banner") => BreakdownKind::Banner,
        Some("strip") => {
            o.remark("type", RemarkKind::OldName);
            BreakdownKind::Scene
        }
        None => {
            o.remark("type", RemarkKind::Filled);
            BreakdownKind::Scene
        }
        Some(_) => return Err(wrong(o.path("type"), "scene or banner")),
    };
    Ok(Breakdown {
        id: o.id("id")?,
        kind,
        banner: o.text("bannerText")?,
        comments: o.text("comments")?,
        created: o.text_or("created", new)?,
        description: o.text("description")?,
        elements: o.ids("elements")?,
        pages: o.pages("pages")?,
        scene: o.text("scene")?,
        script_page: o.text("scriptPage")?,
        duration_ms: o.integer("duration")?,
        extra: o.rest(),
    })
}

fn category(mut o: Object<'_>, new: &str) -> Result<Category, UssError> {
    let ucid = o.integer("ucid")?;
    Ok(Category {
        id: o.id("id")?,
        created: o.text_or("created", new)?,
        name: o.text_or("name", "")?,
        ucid: ucid.ok_or_else(|| UssError { path: o.path("ucid"), trouble: Trouble::Missing })?,
        extra: o.rest(),
    })
}

fn element(mut o: Object<'_>, new: &str) -> Result<Element, UssError> {
    o.rename("dropDayCount", "doodDayCount");
    let days = o.integer("dropDayCount")?;
    Ok(Element {
        id: o.id("id")?,
        category: o.id("category")?,
        created: o.text_or("created", new)?,
        days_off: weekdays(&mut o)?,
        drop_days: u32::try_from(days.unwrap_or(10).clamp(0, 10_000)).unwrap_or_default(),
        number: o.text("elementId")?,
        events: each(&mut o, "events", false, event)?,
        is_dood: o.flag("isDood", true)?,
        is_drop: o.flag("isDrop", true)?,
        is_hold: o.flag("isHold", true)?,
        is_id_lock: o.flag("isIdLock", false)?,
        linked: o.ids("linkedElements")?,
        name: o.text_or("name", "")?,
        extra: o.rest(),
    })
}

fn weekdays(o: &mut Object<'_>) -> Result<BTreeSet<u8>, UssError> {
    let path = o.path("daysOff");
    let day = |(at, value): (usize, Value)| {
        let number = text_of(value).and_then(|text| text.trim().parse::<u8>().ok());
        number.filter(|day| *day < 7).ok_or_else(|| wrong(format!("{path}[{at}]"), "weekday"))
    };
    o.list("daysOff")?.into_iter().enumerate().map(day).collect()
}

fn event(mut o: Object<'_>) -> Result<Event, UssError> {
    let date = o.id("date")?;
    Ok(Event {
        // Events are not referred to, and some programs give them no id.
        id: o.text_or("id", "")?,
        date: Stamp::new(&date).ok_or_else(|| wrong(o.path("date"), "date"))?,
        kind: EventKind::of(&o.text_or("type", "event")?),
        name: o.text("name")?,
        extra: o.rest(),
    })
}

fn calendar(mut o: Object<'_>) -> Result<Calendar, UssError> {
    Ok(Calendar {
        id: o.id("id")?,
        days_off: weekdays(&mut o)?,
        events: each(&mut o, "events", false, event)?,
        name: o.text_or("name", "")?,
        extra: o.rest(),
    })
}

fn stripboard(mut o: Object<'_>) -> Result<Stripboard, UssError> {
    Ok(Stripboard {
        id: o.id("id")?,
        name: o.text_or("name", "")?,
        calendar: o.text("calendar")?,
        boards: each(&mut o, "boards", true, board)?,
        extra: o.rest(),
    })
}

fn board(mut o: Object<'_>) -> Result<UnitBoard, UssError> {
    o.rename("breakdownIds", "breakdownArrays");
    let path = o.path("breakdownIds");
    let list = o.needed("breakdownIds")?.into_iter().enumerate();
    let item = |(at, value): (usize, Value)| match value {
        Value::Array(day) => {
            let id = |(n, id)| text_of(id).ok_or_else(|| wrong(format!("{path}[{at}][{n}]"), "text"));
            day.into_iter().enumerate().map(id).collect::<Result<_, _>>().map(BoardItem::Day)
        }
        id => text_of(id).map(BoardItem::Strip).ok_or_else(|| wrong(format!("{path}[{at}]"), "text")),
    };
    Ok(UnitBoard {
        items: list.map(item).collect::<Result<_, _>>()?,
        id: o.text_or("id", "")?,
        name: o.text_or("name", "")?,
        extra: o.rest(),
    })
}
