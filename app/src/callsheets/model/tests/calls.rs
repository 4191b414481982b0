//! Working out calls: the arithmetic of the day, decisions over it, midnight, absurd numbers.

use super::super::calls::{Calls, EARLIEST, LATEST, compute};
use super::super::plan::*;
use super::super::sheet::{BannerKind, CallKind, PickupPlace};
use super::{at, hotel, person, sheet, time, uuid};
use crate::values::{CharacterId, Minute, SceneId};
use proptest::prelude::*;

fn character(n: u128) -> CharacterId {
    CharacterId(uuid(100 + n))
}

fn strip(cast: &[u128], minutes: i64) -> PlanStrip {
    PlanStrip::Scene { scene: SceneId(uuid(1)), minutes, cast: cast.iter().map(|n| character(*n)).collect() }
}

fn actor(n: u128, makeup: i64, wardrobe: i64, rehearsal: i64) -> PlanCast {
    PlanCast {
        character: character(n),
        person: Some(person(n)),
        idle: Idle::Hold,
        travel_minutes: 35,
        makeup_minutes: makeup,
        wardrobe_minutes: wardrobe,
        rehearsal_minutes: rehearsal,
        pickup_place: Some(hotel("Anker")),
    }
}

fn spark(n: u128, offset: Option<i64>) -> PlanCrew {
    PlanCrew { person: person(n), offset_minutes: offset, travel_minutes: 0, pickup_place: None }
}

fn plan() -> DayPlan {
    DayPlan {
        unit_call: at(420),
        shooting_call: at(480),
        strips: vec![
            strip(&[1], 60),
            PlanStrip::Banner { what: BannerKind::Meal, minutes: 45 },
            strip(&[1, 2], 90),
            strip(&[], 30),
        ],
        departments: vec![PlanDepartment {
            name: "Electric".into(),
            offset_minutes: -15,
            people: vec![spark(10, None), spark(11, Some(0)), spark(12, Some(30))],
        }],
        cast: vec![actor(1, 40, 20, 20), actor(2, 30, 0, 10), actor(3, 30, 0, 0)],
        ..DayPlan::default()
    }
}

fn decided(n: u128) -> Override {
    Override { person: person(n), kind: None, pickup: None, place: None, note: None, reason: "late wrap".into() }
}

#[test]
fn strips_follow_each_other_and_banners_count() {
    let calls = compute(&plan());
    assert_eq!(calls.starts, [at(480), at(540), at(585), at(675)]);
    assert_eq!(calls.lunch, at(540));
    assert_eq!(calls.estimated_wrap, at(705));
    let unsaid = compute(&DayPlan { shooting_call: None, ..plan() });
    assert_eq!(unsaid.starts[0], at(450), "half an hour after the unit call");
}

#[test]
fn crew_is_called_by_offset() {
    let calls = compute(&plan());
    let crew: Vec<_> = calls.crew.iter().map(|c| c.call.value()).collect();
    assert_eq!(crew, [Some(CallKind::PreCall { at: Minute(405) }), time(420), time(450)]);
    assert!(compute(&DayPlan { unit_call: None, ..plan() }).crew.iter().all(|c| c.call.value().is_none()));
}

#[test]
fn cast_is_called_for_their_first_scene() {
    let calls = compute(&plan());
    let [one, two, three] = calls.cast.as_slice() else { panic!("three parts") };
    assert_eq!((one.call.value(), one.pickup.value(), one.on_set), (time(400), at(365), at(480)));
    assert_eq!((one.makeup, one.wardrobe, one.rehearsal), (at(400), at(440), at(460)));
    assert_eq!((two.call.value(), two.on_set), (time(545), at(585)), "not the first scene of the day");
    assert_eq!((two.makeup, two.wardrobe, two.rehearsal), (at(545), None, at(575)));
    assert_eq!((three.call.value(), three.pickup.value()), (Some(CallKind::Hold), None));
    let mut without = plan();
    without.cast[0].pickup_place = None;
    assert_eq!(compute(&without).cast[0].pickup.value(), None);
}

#[test]
fn two_parts_of_one_artist_share_the_earlier_call() {
    let mut plan = plan();
    plan.cast[1].person = Some(person(1));
    let calls = compute(&plan);
    assert_eq!(calls.cast[1].call.value(), time(400));
    assert_eq!(calls.cast[1].makeup, at(545), "the second part is made up for its own scene");
    assert_eq!(calls.cast[1].short_by, 0);
}

#[test]
fn a_decision_wins_and_keeps_what_was_computed() {
    let mut plan = plan();
    plan.overrides = vec![
        Override { kind: time(380), ..decided(1) },
        Override { kind: time(560), pickup: at(500), place: Some(hotel("Seaview")), ..decided(2) },
        Override { kind: Some(CallKind::Cancelled), ..decided(10) },
    ];
    let calls = compute(&plan);
    let [one, two, _] = calls.cast.as_slice() else { panic!("three parts") };
    assert_eq!((one.call.computed, one.call.value()), (time(400), time(380)));
    assert!(one.call.differs());
    assert_eq!(one.pickup.value(), at(345), "the car goes with the decided call");
    assert_eq!((one.makeup, one.short_by), (at(400), 0));
    assert_eq!((two.pickup.computed, two.pickup.value()), (at(525), at(500)));
    assert_eq!(two.place.value(), Some(hotel("Seaview")));
    assert_eq!((two.makeup, two.short_by), (at(560), 15), "fifteen minutes too few before the set");
    assert_eq!(two.reason.as_deref(), Some("late wrap"));
    assert_eq!(calls.crew[0].call.value(), Some(CallKind::Cancelled));
    assert_eq!(calls.crew[0].pickup.value(), None);
}

#[test]
fn a_night_runs_past_midnight() {
    let mut plan = DayPlan { unit_call: at(1200), shooting_call: at(1260), ..plan() };
    plan.strips.insert(0, strip(&[], 240));
    let calls = compute(&plan);
    assert_eq!(calls.cast[0].on_set, at(1500));
    assert_eq!(calls.cast[0].on_set.map(|m| (m.day_offset(), m.to_string())), Some((1, "01:00".into())));
    assert_eq!(calls.cast[0].call.value(), time(1420));
}

#[test]
fn an_early_set_reaches_into_the_evening_before() {
    let mut plan = DayPlan { unit_call: at(0), shooting_call: at(20), ..plan() };
    plan.strips = vec![strip(&[1], 60)];
    assert_eq!(compute(&plan).cast[0].call.value(), time(-60));
}

#[test]
fn the_times_go_onto_the_sheet() {
    let mut sheet = sheet();
    sheet.cast[0].character_id = Some(character(1));
    let mut plan = plan();
    plan.overrides = vec![Override { note: Some("own wig".into()), kind: time(390), ..decided(1) }];
    compute(&plan).write_onto(&mut sheet);
    assert_eq!(sheet.cast[0].call, time(390));
    assert_eq!(sheet.cast[0].notes, "own wig");
    assert_eq!(sheet.transport[0].pickup, at(355));
    assert_eq!(sheet.departments[0].people[0].call, Some(CallKind::PreCall { at: Minute(405) }));
    assert_eq!(sheet.departments[1].people[0].call, time(420), "not in the plan, left alone");
    assert!(!serde_json::to_string(&sheet).unwrap().contains("late wrap"), "a reason is for the editor");
}

fn all_minutes(calls: &Calls) -> Vec<Minute> {
    let mut out: Vec<Minute> = calls.starts.iter().copied().flatten().chain(calls.shooting_call).collect();
    for cast in &calls.cast {
        out.extend(cast.call.value().and_then(CallKind::at));
        out.extend(
            [cast.pickup.computed, cast.makeup, cast.wardrobe, cast.rehearsal, cast.on_set].into_iter().flatten(),
        );
    }
    for crew in &calls.crew {
        out.extend(crew.call.value().and_then(CallKind::at).into_iter().chain(crew.pickup.computed));
    }
    out
}

fn any_number() -> impl Strategy<Value = i64> {
    prop_oneof![Just(i64::MIN), Just(i64::MAX), -3000..6000i64, any::<i64>()]
}

proptest! {
    #[test]
    fn absurd_numbers_neither_panic_nor_leave_the_day(
        unit in proptest::option::of(any_number()),
        shooting in proptest::option::of(any_number()),
        strips in proptest::collection::vec((any_number(), proptest::collection::vec(0u128..4, 0..3)), 0..6),
        needs in proptest::collection::vec((any_number(), any_number(), any_number(), any_number()), 0..4),
        offsets in proptest::collection::vec(any_number(), 0..4),
        decided_at in proptest::option::of(any_number()),
    ) {
        let plan = DayPlan {
            unit_call: unit.map(Minute),
            shooting_call: shooting.map(Minute),
            strips: strips.iter().map(|(minutes, cast)| strip(cast, *minutes)).collect(),
            cast: needs.iter().enumerate().map(|(n, (travel, makeup, wardrobe, rehearsal))| PlanCast {
                travel_minutes: *travel, ..actor(n as u128, *makeup, *wardrobe, *rehearsal)
            }).collect(),
            departments: vec![PlanDepartment {
                name: String::new(), offset_minutes: 0,
                people: offsets.iter().enumerate().map(|(n, offset)| PlanCrew {
                    travel_minutes: *offset,
                    pickup_place: Some(PickupPlace { home: true, ..hotel("x") }),
                    ..spark(50 + n as u128, Some(*offset))
                }).collect(),
            }],
            overrides: decided_at.map(|m| Override { kind: time(m), ..decided(0) }).into_iter().collect(),
            ..DayPlan::default()
        };
        let calls = compute(&plan);
        let range = Minute(EARLIEST)..=Minute(LATEST);
        for minute in all_minutes(&calls) {
            prop_assert!(range.contains(&minute), "{minute:?}");
        }
        prop_assert!(calls.starts.is_sorted());
        for cast in calls.cast.iter().filter(|c| c.call.decided.is_none()) {
            let stations = [cast.call.value().and_then(CallKind::at), cast.makeup, cast.wardrobe, cast.rehearsal];
            let stations: Vec<Minute> = stations.into_iter().flatten().collect();
            prop_assert!(stations.is_sorted(), "{stations:?}");
        }
    }
}
