//! Reading, tolerance, refusals; and that nothing is lost on the way through.
mod round;

use super::*;
use crate::values::Eighths;
use jiff::civil::date;

const STRICT: &str = include_str!("../fixtures/strict.uss");
const WILD: &str = include_str!("../fixtures/wild.uss");

fn refused(text: &str) -> String {
    read(text.as_bytes()).unwrap_err().to_string()
}

/// A file around the keys of the three lists.
fn file(breakdowns: &str, elements: &str, more: &str) -> String {
    format!(
        r#"{{"universalScheduleStandard":{{"id":"x","created":"c","name":"n","source":"s","ussVersion":"1.0.0",
        "breakdowns":[{breakdowns}],"categories":[],"elements":[{elements}]{more}}}}}"#
    )
}

#[test]
fn a_clean_file_is_read_without_a_remark() {
    let (file, remarks) = read(STRICT.as_bytes()).unwrap();
    assert_eq!(remarks, []);
    assert_eq!((file.header.name.as_str(), file.header.episode_name.as_deref()), ("Pass two", Some("Ebb")));
    let pages: Vec<_> = file.breakdowns.iter().map(|b| b.pages).collect();
    assert_eq!(pages, [Some(Eighths(11)), Some(Eighths(1)), None, Some(Eighths(0))]);
    assert_eq!(file.breakdowns[2].kind, BreakdownKind::Banner);
    assert_eq!(file.breakdowns[0].duration_ms, Some(5_400_000));
    let lookup = file.lookup();
    let names = |at: usize, ucid| lookup.of(&file.breakdowns[at], ucid).map(|e| e.name.as_str()).collect::<Vec<_>>();
    assert_eq!(names(0, Ucid::Cast), ["IDA", "OLAF"]);
    assert_eq!((names(0, Ucid::Set), names(1, Ucid::DayNight)), (vec!["PIER"], vec!["NIGHT"]));
    let ida = &file.elements[7];
    assert_eq!((ida.number.as_deref(), ida.drop_days, ida.is_id_lock), (Some("1"), 14, true));
    assert_eq!(ida.linked, ["p-boat"]);
    assert_eq!(ida.events[1].date.date(), date(2026, 5, 13));
    assert!(file.is_schedule());
    let days: Vec<_> = file.stripboards[0].boards[0].days().collect();
    assert_eq!(days, [["b1", "b3"].map(String::from).as_slice(), ["b2".to_owned()].as_slice()]);
    // Thursday, Friday; weekend and the Monday off.
    let dates = [date(2026, 5, 14), date(2026, 5, 15), date(2026, 5, 19)];
    assert_eq!(file.calendars[0].shooting_dates(3), dates);
}

#[test]
fn what_other_programs_write_is_understood() {
    let (file, remarks) = read(WILD.as_bytes()).unwrap();
    assert_eq!((file.header.id.as_str(), file.header.version.as_str()), ("77", "1.1"));
    let pages: Vec<_> = file.breakdowns.iter().map(|b| b.pages.map(|p| p.0)).collect();
    assert_eq!(pages, [Some(12), Some(2), None, Some(3), Some(1)]);
    assert_eq!(file.breakdowns[0].scene.as_deref(), Some("12"));
    assert_eq!((file.breakdowns[0].duration_ms, file.breakdowns[3].duration_ms), (Some(5_400_000), Some(60_000)));
    let c1 = &file.elements[0];
    assert_eq!((c1.drop_days, c1.is_dood, c1.is_hold, c1.is_drop), (12, true, false, true));
    assert_eq!(c1.days_off.iter().copied().collect::<Vec<_>>(), [0, 6]);
    let board = &file.stripboards[0].boards[0];
    assert_eq!((board.items.len(), board.ids().count(), board.days().count()), (3, 4, 2));
    assert_eq!(file.calendars[0].start(), Some(date(2026, 5, 14)));
    assert_eq!(file.calendars[0].events[1].kind, EventKind::Other("doodTravel".to_owned()));
    assert_eq!(file.extra["newInOneOne"], serde_json::json!(["kept"]));
    let has = |path: &str, kind: RemarkKind| assert!(remarks.contains(&Remark { path: path.into(), kind }), "{path}");
    let id = |id: &str| id.to_owned();
    has("breakdowns[0].type", RemarkKind::OldName);
    has("elements[0].doodDayCount", RemarkKind::OldName);
    has("stripboards[0].boards[0].breakdownArrays", RemarkKind::OldName);
    has("breakdowns[0].pages", RemarkKind::Converted);
    has("breakdowns[3].pages", RemarkKind::Rounded);
    has("breakdowns[0].elements[2]", RemarkKind::Dangling { id: id("gone") });
    has("breakdowns[0].elements[1]", RemarkKind::Repeated { id: id("c1") });
    has("elements[1].category", RemarkKind::Dangling { id: id("lost") });
    has("stripboards[0].calendar", RemarkKind::Dangling { id: id("nowhere") });
    has("stripboards[0].boards[0].breakdownIds", RemarkKind::Twice { id: id("b1") });
    has("stripboards[0].boards", RemarkKind::Unplaced { count: 2 });
    has("created", RemarkKind::Filled);
}

#[test]
fn refusals_name_the_key() {
    let one = |breakdown: &str| refused(&file(breakdown, "", ""));
    assert_eq!(one(r#"{"id":"a","type":"scene","elements":[],"pages":"x"}"#), "breakdowns[0].pages: not pages");
    assert_eq!(one(r#"{"id":"a","type":"scene","elements":[],"pages":-1}"#), "breakdowns[0].pages: not pages");
    assert_eq!(one(r#"{"id":"a","type":"scene","elements":[],"pages":"1/2"}"#), "breakdowns[0].pages: not pages");
    assert_eq!(one(r#"{"id":"a"},{"type":"scene"}"#), "breakdowns[1].id: missing");
    assert_eq!(one(r#"{"id":"a"},{"id":"a"}"#), "breakdowns[1].id: the id a is used twice");
    assert_eq!(one(r#"{"id":"a","type":"day"}"#), "breakdowns[0].type: not scene or banner");
    assert_eq!(one(r#"{"id":"a","elements":["b",{}]}"#), "breakdowns[0].elements[1]: not text");
    assert_eq!(one("3"), "breakdowns[0]: not object");
    let element = |element: &str| refused(&file("", element, ""));
    assert_eq!(element(r#"{"id":"e"}"#), "elements[0].category: missing");
    assert_eq!(element(r#"{"id":"e","category":"c","daysOff":[7]}"#), "elements[0].daysOff[0]: not weekday");
    assert_eq!(element(r#"{"id":"e","category":"c","isHold":"maybe"}"#), "elements[0].isHold: not boolean");
    let event = r#"{"id":"e","category":"c","events":[{"date":"soon"}]}"#;
    assert_eq!(element(event), "elements[0].events[0].date: not date");
    let board = r#","stripboards":[{"id":"s","boards":[{"name":"b","breakdownIds":[["a"],[["b"]]]}]}]"#;
    assert_eq!(refused(&file("", "", board)), "stripboards[0].boards[0].breakdownIds[1][0]: not text");
    assert_eq!(refused(r#"{"universalScheduleStandard":{"id":"x"}}"#), "breakdowns: missing");
    assert_eq!(refused("{\"a\":\n 1,}"), ": not JSON at line 2, column 4");
    assert_eq!(refused("[]"), ": not a USS file");
    assert_eq!(refused("{}"), ": not a USS file");
    assert!(read(b"\xff\xfe").is_err());
}

#[test]
fn limits() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert_eq!(refused(&deep), ": nested more than 32 deep");
    // Brackets in a text nest nothing.
    let text = format!(r#"{{"id":"a","comments":"\"{}\\"}}"#, "[".repeat(100));
    assert!(read(file(&text, "", "").as_bytes()).is_ok());
    assert_eq!(refused(&format!("[{}0]", "0,".repeat(MAX_VALUES))), format!(": more than {MAX_VALUES} values"));
    assert_eq!(refused(&" ".repeat(MAX_BYTES + 1)), format!(": more than {MAX_BYTES} bytes"));
}

#[test]
fn dates_are_the_nearest_midnight() {
    let of = |text| Stamp::new(text).map(|stamp| stamp.date());
    let day = Some(date(2026, 5, 13));
    for text in [
        "2026-05-13",
        "2026-05-13T00:00:00.000Z",
        "2026-05-13T08:00:00.000Z",
        "2026-05-13T07:00:00.000+0000",
        "2026-05-12T22:00:00.000Z",
        "2026-05-13T12:00:00Z",
        "2026-05-13T23:00:00+02:00",
        "2026-05-13 06:00",
    ] {
        assert_eq!(of(text), day, "{text}");
    }
    for bad in ["", "x", "2026-13-01", "2026-05-13x", "2026-05-13Tab:00Z", "20260513", "2026-05-1ä"] {
        assert_eq!(of(bad), None, "{bad}");
    }
    assert_eq!(Stamp::from(date(2026, 5, 13)).date(), date(2026, 5, 13));
}

#[test]
fn a_calendar_without_a_way_out_ends() {
    let (mut file, _) = read(STRICT.as_bytes()).unwrap();
    let calendar = &mut file.calendars[0];
    calendar.days_off = (0..7).collect();
    assert_eq!(calendar.shooting_dates(5), []);
    calendar.events.clear();
    assert_eq!(calendar.shooting_dates(5), []);
}

#[test]
fn category_numbers() {
    assert_eq!(Ucid::ALL.len(), 34);
    assert!(Ucid::ALL.iter().all(|ucid| Ucid::of(ucid.number()) == Some(*ucid)));
    assert_eq!((Ucid::of(100), Ucid::of(500), Ucid::of(7)), (Some(Ucid::Cast), None, None));
    assert!(Ucid::is_scene(55) && Ucid::is_custom(55) && Ucid::is_custom(500) && !Ucid::is_custom(120));
    assert_eq!((own_key("x"), own_key("_x")), ("_x".to_owned(), "_x".to_owned()));
}
