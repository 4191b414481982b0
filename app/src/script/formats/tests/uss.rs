//! Schedules of other programs as scripts: what the standard leaves to them, and what is said of the rest.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
use super::super::{Format, IntExt, ItemDraft, Light, Refusal, SkipReason, read};

const WILD: &[u8] = include_bytes!("../../../schedule/formats/uss/fixtures/wild.uss");
const STRICT: &[u8] = include_bytes!("../../../schedule/formats/uss/fixtures/strict.uss");

#[test]
fn a_file_as_found_in_the_wild_is_read_with_its_doubts_named() {
    let draft = read("wild.uss", WILD).unwrap();
    assert_eq!(draft.format, Format::Uss);
    let numbers: Vec<_> = draft.scenes.iter().map(|s| (s.number.as_deref(), s.eighths, s.estimated)).collect();
    assert_eq!(numbers, [(Some("12"), 12, false), (Some("13"), 2, false), (None, 3, false), (None, 1, false)]);
    assert_eq!(draft.numbers, [("IDA".to_owned(), 7)]);
    assert_eq!(draft.scenes[0].cast, ["IDA"]);
    assert_eq!(draft.scenes[0].sheet.as_ref().unwrap().minutes, Some(90));
    let board = &draft.boards[0];
    let lunch = ItemDraft::Banner { text: "Lunch".into(), minutes: 0 };
    assert_eq!((board.name.as_str(), board.days.len()), ("One", 2));
    // What stands twice stands where it stood first.
    assert_eq!((&board.days[0].items, &board.days[1].items), (&vec![ItemDraft::Scene(0)], &vec![lunch]));
    assert_eq!(board.boneyard, [ItemDraft::Scene(1)]);
    // Its calendar leads nowhere, so its days have no dates, and that is said.
    assert!(board.days.iter().all(|day| day.date.is_none()));
    let said = |reason: &SkipReason| draft.skipped.iter().any(|s| s.reason == *reason);
    assert!(said(&SkipReason::NoDates) && said(&SkipReason::Doubtful));
    assert!(said(&SkipReason::DatesLeft { count: 1 }), "{:?}", draft.skipped);
}

#[test]
fn a_file_to_the_letter_is_read_whole() {
    let draft = read("anything", STRICT).unwrap();
    assert!(draft.scenes.iter().any(|s| s.int_ext != IntExt::None && s.light != Light::Other));
    assert!(draft.boards.iter().flat_map(|b| &b.days).all(|day| day.date.is_some()), "dated by its calendar");
    assert!(!draft.skipped.iter().any(|s| s.reason == SkipReason::Doubtful), "{:?}", draft.skipped);
}

#[test]
fn what_is_no_schedule_is_refused_with_its_place() {
    let no = |text: &str| read("x.uss", text.as_bytes()).unwrap_err();
    assert!(matches!(no("{\"universalScheduleStandard\": 7}"), Refusal::Uss { .. }));
    assert!(matches!(no("{\"other\": 1}"), Refusal::Uss { .. }));
    assert!(matches!(no("{\"universalScheduleStandard\": {"), Refusal::Uss { .. }));
    let deep = format!("{{\"universalScheduleStandard\": {}", "[".repeat(100_000));
    assert!(matches!(no(&deep), Refusal::Uss { .. }));
    let empty = r#"{"universalScheduleStandard": {"id":"1","created":"2026-01-01T00:00:00.000Z","name":"n","source":"s","ussVersion":"1.0.0","breakdowns":[],"categories":[],"elements":[]}}"#;
    assert_eq!(no(empty), Refusal::NoScenes);
}
