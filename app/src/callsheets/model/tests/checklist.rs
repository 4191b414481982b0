//! Before you publish.

use super::super::checklist::*;
use super::super::sheet::*;
use super::{hospital, person, place, sheet};

fn kinds(sheet: &Sheet, facts: &Facts<'_>) -> Vec<(Severity, String)> {
    let name = |f: &Finding| serde_json::to_value(f).unwrap()["kind"].as_str().unwrap().to_owned();
    check(sheet, facts).iter().map(|f| (f.severity(), name(f))).collect()
}

fn has(sheet: &Sheet, severity: Severity, kind: &str) -> bool {
    kinds(sheet, &Facts::default()).contains(&(severity, kind.to_owned()))
}

#[test]
fn a_good_sheet_has_no_findings() {
    assert_eq!(check(&sheet(), &Facts::default()), []);
}

#[test]
fn hospitals_are_needed_at_every_place_and_checked() {
    let mut s = sheet();
    s.locations.push(place("2", "Studio"));
    assert!(has(&s, Severity::Blocks, "no_hospital"), "a company move needs two");
    s.safety.hospitals.push(Hospital { checked_on: None, open_24h: false, ..hospital("2") });
    assert!(has(&s, Severity::Blocks, "hospital_unchecked"));
    assert!(has(&s, Severity::Warns, "no_hospital_at_night"));
    s.safety.hospitals = vec![hospital("")];
    assert!(has(&s, Severity::Blocks, "no_hospital"), "which of two places would it serve?");
    s.locations.pop();
    assert!(!has(&s, Severity::Blocks, "no_hospital"));
}

#[test]
fn what_a_sheet_cannot_do_without() {
    let mut s = sheet();
    s.front.unit_call = None;
    s.scenes.clear();
    s.locations[0].address = " ".into();
    for row in &mut s.cast {
        row.call = Some(CallKind::Hold);
    }
    for row in s.departments.iter_mut().flat_map(|d| &mut d.people) {
        row.call = None;
    }
    for kind in ["no_unit_call", "nobody_called"] {
        assert!(has(&s, Severity::Blocks, kind), "{kind}");
    }
    for kind in ["no_scenes", "no_address", "no_call"] {
        assert!(has(&s, Severity::Warns, kind), "{kind}");
    }
    s.locations[0].lat_e6 = None;
    assert!(has(&s, Severity::Blocks, "no_address"));
    assert!(!may_publish(&check(&s, &Facts::default())));
}

#[test]
fn people_who_cannot_be_reached() {
    let mut s = sheet();
    s.cast[0].phone = Some(" ".into());
    assert!(has(&s, Severity::Warns, "unreachable"));
    let facts = Facts { reached_through_others: vec![person(1)], ..Facts::default() };
    assert_eq!(check(&s, &facts), []);
    s.cast[1].person = None;
    s.cast[1].artist = String::new();
    assert!(has(&s, Severity::Warns, "not_cast"));
}

#[test]
fn care_that_scenes_and_minors_need() {
    let mut s = sheet();
    let StripRow::Scene(scene) = &mut s.scenes[0] else { panic!("a scene") };
    (scene.closed, scene.flags) = (true, vec![SceneFlag::Weapon]);
    let id = scene.id;
    assert!(has(&s, Severity::Warns, "closed_for_all"));
    assert!(has(&s, Severity::Blocks, "not_assessed"));
    let facts = Facts { assessed: vec![id], minors_stopped: vec![person(1)], ..Facts::default() };
    let found = kinds(&s, &facts);
    assert_eq!(found, [(Severity::Blocks, "minor".into()), (Severity::Warns, "closed_for_all".into())]);
}

#[test]
fn short_rest_blocks_until_it_is_authorised() {
    let warning = |authorised| RestWarning {
        person: person(1),
        name: "Artist 1".into(),
        rest_minutes: 580,
        due_minutes: 660,
        clause: "5.1".into(),
        estimated: true,
        authorised,
    };
    let word = RestWord { by: "Producer".into(), reason: "Tide".into(), compensation: "A day off".into() };
    let facts = |authorised| Facts { rest: vec![warning(authorised)], ..Facts::default() };
    assert!(!may_publish(&check(&sheet(), &facts(None))));
    assert!(may_publish(&check(&sheet(), &facts(Some(word)))));
}

#[test]
fn nothing_changed_since_the_last_revision() {
    let mut last = sheet();
    last.revision = None;
    let facts = Facts { previous: Some(&last), ..Facts::default() };
    assert_eq!(check(&sheet(), &facts), [Finding::NothingChanged]);
    let mut moved = sheet();
    moved.front.unit_call = super::at(430);
    assert_eq!(check(&moved, &facts), []);
}
