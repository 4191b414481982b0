//! Through the file and back.
use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn round(text: &str) -> Interchange {
    let (file, _) = read(text.as_bytes()).unwrap();
    let (again, remarks) = read(write(&file).as_bytes()).unwrap();
    assert_eq!(file, again);
    assert!(
        remarks.iter().all(|r| !matches!(r.kind, RemarkKind::Converted | RemarkKind::OldName | RemarkKind::Rounded))
    );
    file
}

#[test]
fn fixtures_come_back() {
    round(WILD);
    let file = round(STRICT);
    // What was clean is the same file, key for key.
    let (was, is): (Value, Value) =
        (serde_json::from_str(STRICT).unwrap(), serde_json::from_str(&write(&file)).unwrap());
    assert_eq!(was, is);
}

#[test]
fn a_key_of_the_standard_cannot_be_overwritten() {
    let (mut file, _) = read(STRICT.as_bytes()).unwrap();
    file.extra.insert("name".to_owned(), json!("else"));
    file.breakdowns[0].extra.insert("pages".to_owned(), json!("else"));
    let (again, _) = read(write(&file).as_bytes()).unwrap();
    assert_eq!(again.header.name, "Pass two");
    assert_eq!(again.breakdowns[0].pages, Some(Eighths(11)));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,6}", "\\PC{0,6}", Just("\"\\\n[{,".to_owned())]
}
fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(text())
}
fn extra() -> impl Strategy<Value = Extra> {
    let value = prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::from), text().prop_map(Value::from)];
    prop::collection::btree_map("_[a-z]{1,3}", value, 0..3).prop_map(|map| map.into_iter().collect())
}
fn ids() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-f]", 0..5)
}
fn stamp() -> impl Strategy<Value = Stamp> {
    (0..3000_i64).prop_map(|n| Stamp::from(date(2026, 1, 1).saturating_add(jiff::Span::new().days(n))))
}
fn events() -> impl Strategy<Value = Vec<Event>> {
    let kind = prop_oneof![Just("start"), Just("dayOff"), Just("event"), Just("odd")].prop_map(EventKind::of);
    let event = (text(), stamp(), kind, maybe(), extra());
    let event = event.prop_map(|(id, date, kind, name, extra)| Event { id, date, kind, name, extra });
    prop::collection::vec(event, 0..3)
}

prop_compose! {
    fn breakdown()(
        (banner, comments, description, scene, script_page) in (maybe(), maybe(), maybe(), maybe(), maybe()),
        created in text(), is_banner in any::<bool>(), elements in ids(), extra in extra(),
        pages in prop::option::of(0..79_999_i64), duration_ms in prop::option::of(any::<i64>()),
    ) -> Breakdown {
        let kind = if is_banner { BreakdownKind::Banner } else { BreakdownKind::Scene };
        let pages = pages.map(Eighths);
        Breakdown { id: String::new(), kind, banner, comments, created, description, elements, pages, scene, script_page, duration_ms, extra }
    }
}
prop_compose! {
    fn element()(
        (category, created, name, number) in ("[a-f]", text(), text(), maybe()), events in events(),
        days in prop::collection::btree_set(0..7_u8, 0..3), drop_days in 0..10_000_u32,
        flags in any::<[bool; 4]>(), linked in ids(), extra in extra(),
    ) -> Element {
        let [is_dood, is_drop, is_hold, is_id_lock] = flags;
        Element { id: String::new(), category, created, days_off: days, drop_days, number, events, is_dood, is_drop, is_hold, is_id_lock, linked, name, extra }
    }
}
prop_compose! {
    fn stripboard()(
        (name, calendar) in (text(), maybe()), extra in extra(),
        boards in prop::collection::vec((text(), text(), prop::collection::vec((any::<bool>(), ids()), 0..4), extra()), 0..3),
    ) -> Stripboard {
        let item = |(day, ids): (bool, Vec<String>)| match ids.first() {
            Some(id) if !day => BoardItem::Strip(id.clone()),
            _ => BoardItem::Day(ids),
        };
        let board = |(id, name, items, extra): (String, String, Vec<_>, Extra)| {
            UnitBoard { id, name, items: items.into_iter().map(item).collect(), extra }
        };
        Stripboard { id: String::new(), name, calendar, boards: boards.into_iter().map(board).collect(), extra }
    }
}
prop_compose! {
    fn interchange()(
        breakdowns in prop::collection::vec(breakdown(), 0..4), elements in prop::collection::vec(element(), 0..4),
        categories in prop::collection::vec((text(), text(), any::<i64>(), extra()), 0..3),
        stripboards in prop::collection::vec(stripboard(), 0..3),
        calendars in prop::collection::vec((text(), prop::collection::btree_set(0..7_u8, 0..8), events(), extra()), 0..2),
        (author, name, created, season) in (maybe(), text(), text(), maybe()),
        extra in extra(), outer in extra(),
    ) -> Interchange {
        let header = Header { id: "x".into(), author, name, created, season, version: "1.0.0".into(), ..Header::default() };
        let mut file = Interchange { header, breakdowns, elements, stripboards, extra, outer, ..Interchange::default() };
        let category = |(created, name, ucid, extra)| Category { id: String::new(), created, name, ucid, extra };
        let calendar = |(name, days_off, events, extra)| Calendar { id: String::new(), days_off, events, name, extra };
        file.categories = categories.into_iter().map(category).collect();
        file.calendars = calendars.into_iter().map(calendar).collect();
        let id = |at: usize| ["a", "b", "c", "d"][at].to_owned();
        file.breakdowns.iter_mut().enumerate().for_each(|(at, it)| it.id = id(at));
        file.elements.iter_mut().enumerate().for_each(|(at, it)| it.id = id(at));
        file.categories.iter_mut().enumerate().for_each(|(at, it)| it.id = id(at));
        file.stripboards.iter_mut().enumerate().for_each(|(at, it)| it.id = id(at));
        file.calendars.iter_mut().enumerate().for_each(|(at, it)| it.id = id(at));
        file
    }
}

/// Any JSON under the outer key, and any key of the standard with any value.
fn soup() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "id",
        "pages",
        "elements",
        "breakdowns",
        "categories",
        "stripboards",
        "calendars",
        "boards",
        "breakdownIds",
        "daysOff",
        "events",
        "date",
        "type",
        "ucid",
        "category",
        "isHold",
        "duration",
        "dropDayCount",
        "_x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Fractions that a text of JSON keeps to the last digit.
        any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
        text().prop_map(Value::from),
        Just(json!("scene")),
        Just(json!("2026-05-13")),
    ];
    leaf.prop_recursive(6, 60, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn every_file_comes_back(file in interchange()) {
        let text = write(&file);
        let (again, _) = read(text.as_bytes()).unwrap();
        prop_assert_eq!(&again, &file);
        prop_assert_eq!(write(&again), text);
    }

    #[test]
    fn nothing_makes_it_panic(soup in soup(), breakdown in soup(), bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = read(&bytes);
        let file = json!({ "universalScheduleStandard": soup });
        let _ = read(file.to_string().as_bytes());
        let mut strict: Value = serde_json::from_str(STRICT).unwrap();
        let list = strict["universalScheduleStandard"]["breakdowns"].as_array_mut().unwrap();
        list[0] = breakdown;
        if let Ok((file, _)) = read(strict.to_string().as_bytes()) {
            let (again, _) = read(write(&file).as_bytes()).unwrap();
            prop_assert_eq!(again, file);
        }
    }
}
