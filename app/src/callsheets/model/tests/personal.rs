//! One person's day: what it shows, what a confirmation covers, what changed.

use super::super::changes::{Change, by_person, changes, changes_since};
use super::super::personal::{HelpKind, Personal, StepKind};
use super::super::sheet::*;
use super::super::visibility::Reader;
use super::{at, crew, hospital, hotel, part, person, place, ride, scene, sheet, time, uuid};
use crate::values::{Minute, RevisionId, Role};
use jiff::civil::date;
use proptest::prelude::*;

fn own(sheet: &Sheet, who: u128) -> Personal {
    Personal::own(sheet, person(who)).unwrap()
}

fn scene_mut<'a>(sheet: &'a mut Sheet, number: &str) -> &'a mut SceneRow {
    let scenes = sheet.scenes.iter_mut().filter_map(|row| match row {
        StripRow::Scene(scene) => Some(scene),
        StripRow::Banner(_) => None,
    });
    scenes.into_iter().find(|scene| scene.number == number).unwrap()
}

#[test]
fn the_page_of_an_actor() {
    let mut s = sheet();
    s.locations.push(place("2", "Studio"));
    s.safety.hospitals = vec![hospital("2"), hospital("1")];
    let p = own(&s, 1);
    assert_eq!((p.call, p.place.as_ref().map(|l| l.name.as_str())), (time(400), Some("Pier")));
    let pickup = p.pickup.as_ref().unwrap();
    assert_eq!((pickup.at, pickup.driver.as_str()), (at(365), "Ros"));
    assert_eq!(
        p.steps.iter().map(|s| (s.step, s.at.0)).collect::<Vec<_>>(),
        [(StepKind::Makeup, 400), (StepKind::OnSet, 460)]
    );
    assert_eq!(p.scenes.iter().map(|s| s.number.as_str()).collect::<Vec<_>>(), ["12", "14"]);
    assert_eq!(p.places.len(), 1, "no scene of theirs at the studio");
    assert_eq!(
        p.help.iter().map(|h| h.what).collect::<Vec<_>>(),
        [HelpKind::Emergency, HelpKind::Medic, HelpKind::SecondAd, HelpKind::ProductionOffice]
    );
    assert_eq!(p.hospitals[0].location_no, "1");
    assert!(p.sheet.transport.as_ref().is_some_and(|rides| rides.len() == 1));
}

#[test]
fn only_oneself_and_who_stands_for_one() {
    let s = sheet();
    let reader = |who, role| Reader::new(Some(person(who)), role, None);
    assert!(Personal::cut(&s, person(1), &reader(2, Role::Cast)).is_none());
    assert!(Personal::cut(&s, person(1), &reader(2, Role::Producer)).is_none());
    assert!(Personal::own(&s, person(99)).is_none(), "not on the sheet");
    let guardian = Reader { stands_for: vec![person(1)], ..Reader::new(None, Role::Guardian, None) };
    assert_eq!(Personal::cut(&s, person(1), &guardian).unwrap().canonical(), own(&s, 1).canonical());
    let agent = Reader { role: Role::Agent, ..guardian };
    let p = Personal::cut(&s, person(1), &agent).unwrap();
    assert_eq!((p.call, p.place, p.front, p.help.len()), (time(400), None, None, 0));
}

#[test]
fn what_is_confirmed_does_not_hang_on_the_role() {
    let mut s = sheet();
    s.cast.push(part(10, "9", 300));
    s.transport.push(Ride { place: Some(PickupPlace { home: true, ..hotel("Mill Lane") }), ..ride(10, 290) });
    let canonical = own(&s, 10).canonical();
    for role in Role::ALL.iter().filter(|r| !matches!(r, Role::Agent | Role::Vendor | Role::Client)) {
        let reader = Reader::new(Some(person(10)), *role, Some("Electric".into()));
        assert_eq!(Personal::cut(&s, person(10), &reader).unwrap().canonical(), canonical, "{role:?}");
    }
}

#[test]
fn the_frozen_form() {
    assert_eq!(
        own(&sheet(), 11).canonical(),
        concat!(
            r#"{"v":1,"person":"01900000-0000-7000-8000-00000000000b","day":"01900000-0000-7000-8000-000000000001","#,
            r#""date":"2026-05-14","state":"planned","zone":"Europe/London","calls":[{"kind":"time","at":420}],"#,
            r#""place":{"name":"Pier","address":"Pier street 1","lat_e6":51900000,"lon_e6":1200000,"#,
            r#""zone":"Europe/London"},"pickup":null,"steps":[],"scenes":[],"places":[{"name":"Pier","#,
            r#""address":"Pier street 1","lat_e6":51900000,"lon_e6":1200000,"zone":"Europe/London"}]}"#
        )
    );
}

#[test]
fn the_earliest_of_several_calls_comes_first() {
    let mut s = sheet();
    s.cast.push(CastRow { call: Some(CallKind::Hold), ..part(20, "8", 0) });
    s.cast.push(CastRow { location_no: "2".into(), ..part(20, "9", 390) });
    s.locations.push(place("2", "Studio"));
    let p = own(&s, 20);
    assert_eq!(p.call, time(390));
    assert_eq!(p.further, [CallKind::Time { at: Minute(420) }, CallKind::Hold]);
    assert_eq!(p.place.map(|l| l.name), Some("Studio".into()), "the place of the first call");
}

#[test]
fn changes_in_the_words_of_the_page() {
    let old = sheet();
    let mut new = sheet();
    new.cast[0].call = time(430);
    new.transport[0].pickup = at(395);
    new.transport[0].place = Some(hotel("Seaview"));
    new.transport[0].driver = "Ed".into();
    new.locations.push(place("2", "Studio"));
    scene_mut(&mut new, "14").location_no = "2".into();
    scene_mut(&mut new, "14").start = at(555);
    scene_mut(&mut new, "15").cast.push("1".into());
    new.front.estimated_wrap = at(1100);
    assert_eq!(
        changes_since(&own(&old, 1), &own(&new, 1)),
        [
            Change::CallMoved { from: Minute(400), to: Minute(430) },
            Change::PickupMoved { from: at(365), to: at(395) },
            Change::PickupPlace { from: Some(hotel("Hotel Anker")), to: Some(hotel("Seaview")) },
            Change::Driver { to: "Ed".into() },
            Change::LocationAdded { name: "Studio".into() },
            Change::SceneMoved { number: "14".into(), from: at(540), to: at(555) },
            Change::SceneAdded { number: "15".into() },
            Change::WrapMoved { from: at(1090), to: at(1100) },
        ]
    );
}

#[test]
fn cancelled_dropped_and_urgent() {
    let old = sheet();
    let mut new = sheet();
    new.cast[0].call = Some(CallKind::Cancelled);
    new.day.state = DayState::Cancelled;
    new.transport.clear();
    let found = changes_since(&own(&old, 1), &own(&new, 1));
    assert_eq!(found, [Change::DayCancelled, Change::CallCancelled, Change::PickupRemoved]);
    assert!(found.iter().all(|c| c.is_urgent() && c.needs_confirmation()));
    assert!(!Change::CallMoved { from: Minute(400), to: Minute(430) }.is_urgent(), "later calls arrive silently");
    assert!(Change::CallMoved { from: Minute(400), to: Minute(370) }.is_urgent());
    assert_eq!(changes(Some(&own(&old, 1)), None), [Change::Dropped]);
    assert_eq!(changes(None, Some(&own(&old, 1))), [Change::Added]);
}

#[test]
fn a_pre_call_at_the_same_minute_is_no_change() {
    let mut new = sheet();
    new.departments[0].people[0].call = Some(CallKind::PreCall { at: Minute(405) });
    assert_eq!(own(&new, 10).canonical(), own(&sheet(), 10).canonical());
    assert_eq!(changes_since(&own(&sheet(), 10), &own(&new, 10)), []);
}

#[test]
fn who_must_confirm_again() {
    let mut new = sheet();
    new.departments[0].people[1].call = time(450);
    new.departments[1].people.push(crew(21, "Focus", 420));
    new.cast.pop();
    let again: Vec<_> = by_person(&sheet(), &new).into_iter().filter(|(_, c)| !c.is_empty()).collect();
    let moved = Change::CallMoved { from: Minute(420), to: Minute(450) };
    assert_eq!(
        again,
        [(person(2), vec![Change::Dropped]), (person(11), vec![moved]), (person(21), vec![Change::Added])]
    );
}

/// Changes to a sheet that leave person 1's day as it is.
fn harmless(sheet: &mut Sheet, what: u8, n: i64) {
    match what {
        0 => {
            let name = format!("Revision {n}");
            sheet.revision =
                Some(RevisionHead { id: RevisionId(uuid(3)), name, number: 4, issued_at: n, issued_by: None });
        }
        1 => sheet.cast[1].call = time(n),
        2 => sheet.departments[0].people[0].call = time(n),
        3 => sheet.notes.push(Note { department: None, text: n.to_string() }),
        4 => scene_mut(sheet, "15").start = at(n),
        5 => sheet.scenes.insert(3, StripRow::Scene(scene(50, "99", &["2"], n))),
        6 => sheet.scenes.swap(2, 3),
        7 => sheet.advance.clear(),
        8 => sheet.locations.push(place("3", "Elsewhere")),
        9 => sheet.transport.push(ride(2, n)),
        10 => {
            let forecast = crate::callsheets::weather::model::Forecast { rain: n, ..Default::default() };
            (sheet.front.weather, sheet.front.forecast) = (n.to_string(), Some(forecast));
        }
        11 => sheet.front.estimated_wrap = at(n),
        12 => sheet.locations[0].parking = n.to_string(),
        13 => sheet.cast[0].notes = n.to_string(),
        14 => sheet.transport[0].driver = n.to_string(),
        15 => scene_mut(sheet, "12").synopsis = None,
        16 => sheet.day.count = None,
        _ => sheet.departments.push(Department { name: "Art".into(), people: vec![crew(40, "Art", n)] }),
    }
}

/// Changes to person 1's own day.
fn own_change(sheet: &mut Sheet, what: u8, n: i64) {
    match what {
        0 => sheet.cast[0].call = time(400 + n),
        1 => sheet.cast[0].call = Some(CallKind::StandBy { from: Minute(400), notice_minutes: n }),
        2 => sheet.transport[0].pickup = at(365 + n),
        3 => sheet.transport[0].place = Some(hotel(&n.to_string())),
        4 => sheet.transport.clear(),
        5 => sheet.locations[0].address = n.to_string(),
        6 => sheet.locations[0].lat_e6 = Some(n),
        7 => sheet.day.date = date(2026, 5, 15),
        8 => sheet.day.state = DayState::Cancelled,
        9 => scene_mut(sheet, "12").start = at(480 + n),
        10 => scene_mut(sheet, "15").cast = vec!["1".into()],
        11 => scene_mut(sheet, "14").cast = vec!["2".into()],
        12 => sheet.cast[0].on_set = at(460 + n),
        13 => sheet.cast[0].makeup = None,
        14 => sheet.front.zone = "Europe/Paris".into(),
        15 => sheet.cast[0].call = Some(CallKind::Cancelled),
        16 => sheet.departments[0].people.push(crew(1, "Also crew", 700 + n)),
        _ => sheet.locations.insert(0, place("0", "New base")),
    }
}

proptest! {
    #[test]
    fn others_leave_a_confirmation_alone(steps in proptest::collection::vec((0u8..18, 1i64..300), 1..6)) {
        let mut new = sheet();
        for (what, n) in steps {
            harmless(&mut new, what, n);
        }
        let (old, new) = (own(&sheet(), 1), own(&new, 1));
        prop_assert_eq!(old.canonical(), new.canonical());
        prop_assert!(changes_since(&old, &new).iter().all(|c| !c.needs_confirmation()));
    }

    #[test]
    fn a_change_of_ones_own_day_voids_it(what in 0u8..18, n in 1i64..300) {
        let mut new = sheet();
        own_change(&mut new, what, n);
        prop_assert_ne!(own(&sheet(), 1).canonical(), own(&new, 1).canonical());
    }

    /// Nobody is asked again without being told why, and nobody is told of a change and not asked.
    #[test]
    fn the_reasons_and_the_hash_agree(
        before in proptest::collection::vec((any::<bool>(), 0u8..18, 1i64..4), 0..4),
        after in proptest::collection::vec((any::<bool>(), 0u8..18, 1i64..4), 0..4),
    ) {
        let make = |steps: &[(bool, u8, i64)]| {
            let mut s = sheet();
            for (mine, what, n) in steps {
                // Without its ride a later step would have no pickup to change.
                match (mine, what) {
                    (true, 4) => s.cast[0].rehearsal = at(*n),
                    (true, what) => own_change(&mut s, *what, *n),
                    (false, what) => harmless(&mut s, *what, *n),
                }
            }
            s
        };
        let (old, new) = (own(&make(&before), 1), own(&make(&after), 1));
        let asked = changes_since(&old, &new).iter().any(Change::needs_confirmation);
        prop_assert_eq!(asked, old.canonical() != new.canonical(), "{:?}", changes_since(&old, &new));
    }
}
