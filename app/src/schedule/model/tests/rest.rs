//! Rest, days off, holds and the day out of days.
use super::*;

fn found(board: &Board) -> Vec<Warning> {
    warnings(&Plan::of(board), RestRule::default())
}

fn rests(board: &Board, of: Subject) -> Vec<(u128, u128, i64)> {
    let rest = |w: Warning| match w {
        Warning::Rest(r) if r.subject == of => Some((r.from.0.as_u128(), r.to.0.as_u128(), r.rest_minutes)),
        _ => None,
    };
    found(board).into_iter().filter_map(rest).collect()
}

fn cast(n: u128) -> Subject {
    Subject::Cast { character: id(n), person: Some(id(n)) }
}

/// Two days of ten hours with part 1 on both: the first wraps, the second is called at these instants.
fn two_days(call: i64, wrap: i64) -> Board {
    let mut days = vec![day(100, 4, vec![scene(1, 8, 60, &[1])]), day(101, 5, vec![scene(2, 8, 60, &[1])])];
    (days[0].call_utc_ms, days[0].wrap_utc_ms) = (Some(wrap - 10 * HOUR), Some(wrap));
    (days[1].call_utc_ms, days[1].wrap_utc_ms) = (Some(call), Some(call + 10 * HOUR));
    board(days, vec![], vec![part(1)])
}

#[test]
fn eleven_hours_are_fine_and_a_minute_less_is_not() {
    let wrap = MONDAY + 18 * HOUR;
    assert!(found(&two_days(wrap + 11 * HOUR, wrap)).is_empty());
    assert_eq!(rests(&two_days(wrap + 11 * HOUR - 60_000, wrap), cast(1)), [(100, 101, 659)]);
    // A second is enough, and rest is rounded down.
    assert_eq!(rests(&two_days(wrap + 11 * HOUR - 1_000, wrap), cast(1)), [(100, 101, 659)]);
    // The crew of the unit is warned about as such.
    let b = two_days(wrap + 10 * HOUR, wrap);
    assert_eq!(rests(&b, Subject::Crew(id(1))), [(100, 101, 600)]);
    assert_eq!(found(&b).len(), 2);
    let Warning::Rest(first) = found(&b)[0] else { panic!("rest") };
    assert_eq!((first.due_minutes, first.estimated, first.source), (660, true, RestRule::Directive2003_88Art3));
}

#[test]
fn an_actual_wrap_is_not_estimated() {
    let mut b = two_days(MONDAY + 28 * HOUR, MONDAY + 18 * HOUR);
    b.days[0].wrap_rule = WrapRule::Actual;
    let Warning::Rest(rest) = found(&b)[0] else { panic!("rest") };
    assert!(!rest.estimated);
}

/// Central European local time as an instant: minutes after the midnight (in UTC, with its own offset) of a date.
fn cet(year: i16, month: i8, of_month: i8, hours: i64, minutes: i64, offset_hours: i64) -> i64 {
    let days = date(year, month, of_month).duration_since(date(1970, 1, 1)).as_hours() / 24;
    (days * 24 + hours - offset_hours) * HOUR + minutes * 60_000
}

#[test]
fn clock_changes_make_nights_shorter_and_longer() {
    // 28 to 29 March 2026 the clocks go forward: 20:00 to 07:00 looks like eleven hours and is ten.
    let spring = two_days(cet(2026, 3, 29, 7, 0, 2), cet(2026, 3, 28, 20, 0, 1));
    assert_eq!(rests(&spring, cast(1)), [(100, 101, 600)]);
    let enough = two_days(cet(2026, 3, 29, 8, 0, 2), cet(2026, 3, 28, 20, 0, 1));
    assert!(found(&enough).is_empty());
    // 24 to 25 October 2026 they go back: 20:00 to 06:00 looks like ten and is eleven.
    let mut autumn = two_days(cet(2026, 10, 25, 6, 0, 1), cet(2026, 10, 24, 20, 0, 2));
    assert!(found(&autumn).is_empty());
    autumn.days[1].call_utc_ms = Some(cet(2026, 10, 25, 5, 59, 1));
    assert_eq!(rests(&autumn, cast(1)), [(100, 101, 659)]);
}

#[test]
fn a_night_shoot_is_measured_from_its_wrap_after_midnight() {
    // Wrap at 04:30 on Tuesday, which still is Monday's shooting day; called at 14:00.
    let b = two_days(MONDAY + 38 * HOUR, MONDAY + 28 * HOUR + HOUR / 2);
    assert_eq!(rests(&b, cast(1)), [(100, 101, 570)]);
}

/// One part on two units.
fn two_units(first: (i8, i64, i64), second: (i8, i64, i64)) -> Board {
    let mut days = vec![
        hours(day(100, first.0, vec![scene(1, 8, 60, &[1])]), first.1, first.2),
        hours(day(101, second.0, vec![scene(2, 8, 60, &[1])]), second.1, second.2),
    ];
    days[1].unit = id(2);
    board(days, vec![], vec![part(1)])
}

#[test]
fn rest_is_checked_across_units() {
    // 18:00 on the main unit, 04:00 next morning on the second; the crews are others and have rested.
    let b = two_units((4, 8, 18), (5, 28, 38));
    assert_eq!(rests(&b, cast(1)), [(100, 101, 600)]);
    assert_eq!(found(&b).len(), 1);
    // On both at the same hours: none at all.
    assert_eq!(rests(&two_units((4, 8, 18), (4, 10, 12)), cast(1)), [(100, 101, 0)]);
    assert_eq!(rests(&two_units((4, 8, 18), (5, 17, 30)), cast(1)), [(100, 101, 0)]);
    // From one to the other on one date is one working day of up to 13 hours.
    assert!(found(&two_units((4, 8, 12), (4, 13, 18))).is_empty());
    assert!(found(&two_units((4, 6, 12), (4, 13, 19))).is_empty());
    assert_eq!(rests(&two_units((4, 6, 12), (4, 13, 20)), cast(1)), [(100, 101, 60)]);
    // The same hours on two dates are not.
    assert_eq!(rests(&two_units((4, 20, 25), (5, 26, 30)), cast(1)), [(100, 101, 60)]);
}

#[test]
fn a_short_call_elsewhere_does_not_hide_the_long_day() {
    let mut b = two_units((4, 8, 18), (4, 10, 12));
    b.days.push(hours(day(102, 5, vec![scene(3, 1, 5, &[1])]), 24, 34));
    assert_eq!(rests(&b, cast(1)), [(100, 101, 0), (100, 102, 360)]);
}

#[test]
fn an_overlap_does_not_start_the_working_day_anew() {
    // At work from 06:00 to 20:00 on three units: 14 hours, so that the last hour's gap is no mere change of unit.
    let mut b = two_units((4, 6, 12), (4, 11, 14));
    b.days.push(BoardDay { unit: id(3), ..hours(day(102, 4, vec![scene(3, 1, 5, &[1])]), 15, 20) });
    assert_eq!(rests(&b, cast(1)), [(100, 101, 0), (101, 102, 60)]);
}

#[test]
fn a_crew_as_a_whole_works_on_shooting_and_travel_days_only() {
    let mut b = two_days(MONDAY + 28 * HOUR, MONDAY + 18 * HOUR);
    for (kind, warned) in [(DayKind::Travel, 1), (DayKind::Fitting, 0), (DayKind::Rig, 0), (DayKind::Shoot, 1)] {
        b.days[1].kind = kind;
        assert_eq!(rests(&b, Subject::Crew(id(1))).len(), warned, "{kind:?}");
    }
}

#[test]
fn one_person_in_two_parts_rests_once() {
    let mut b = two_days(MONDAY + 28 * HOUR, MONDAY + 18 * HOUR);
    b.days[1].strips = vec![scene(2, 8, 60, &[2])];
    b.cast = vec![part(1), BoardCast { person: Some(id(1)), ..part(2) }];
    assert_eq!(rests(&b, cast(1)), [(100, 101, 600)]);
    b.cast[1].person = Some(id(2));
    assert!(rests(&b, cast(1)).is_empty());
}

#[test]
fn only_days_that_take_place_count() {
    let mut b = two_days(MONDAY + 28 * HOUR, MONDAY + 18 * HOUR);
    b.days[1].state = DayState::Cancelled;
    assert_eq!(found(&b), [Warning::NotShooting { day: id(101), scenes: 1 }]);
    b.days[1].state = DayState::Planned;
    b.days[1].kind = DayKind::Off;
    assert_eq!(found(&b), [Warning::NotShooting { day: id(101), scenes: 1 }]);
}

#[test]
fn unknown_times_are_said_and_not_guessed() {
    let mut b = two_days(MONDAY + 28 * HOUR, MONDAY + 18 * HOUR);
    assert!(untimed_days(&b).is_empty());
    b.days[0].wrap_utc_ms = None;
    assert!(found(&b).is_empty());
    assert_eq!(untimed_days(&b), [id(100)]);
}

#[test]
fn days_off_are_named_and_all_is_sorted_by_day() {
    let mut b = two_days(MONDAY + 28 * HOUR, MONDAY + 18 * HOUR);
    b.cast[0].off = [may(4), may(5), may(6)].into_iter().collect();
    let days: Vec<DayId> = found(&b).iter().map(Warning::day).collect();
    assert_eq!(days, [id(100), id(101), id(101), id(101)]);
    assert_eq!(found(&b)[0], Warning::DayOff(DayOffWarning { subject: cast(1), day: id(100), date: may(4) }));
    assert!(matches!(found(&b)[1], Warning::Rest(RestWarning { subject: Subject::Crew(_), .. })));
}

/// Part 1 on the 4th, 7th and 9th; shooting days on the 4th, 5th, 7th, 8th, 9th and 10th; the 6th nobody shoots.
fn week() -> Board {
    let on = |n: u128, of_may: i8, cast: &[u128]| day(n, of_may, vec![scene(n + 1000, 8, 60, cast)]);
    let days = vec![
        on(104, 4, &[1]),
        on(105, 5, &[2]),
        BoardDay { kind: DayKind::Off, ..day(106, 6, vec![]) },
        on(107, 7, &[1, 3]),
        day(108, 8, vec![]),
        on(109, 9, &[1]),
        on(110, 10, &[2]),
    ];
    board(days, vec![], vec![part(1), BoardCast { allows_hold: false, ..part(2) }, part(3), part(4)])
}

#[test]
fn codes_of_the_day_out_of_days() {
    use DoodCode::*;
    let rows = dood(&Plan::of(&week()));
    let codes = |n: usize| (4..=10).map(|d| rows[n].on(may(d))).collect::<Vec<_>>();
    assert_eq!(codes(0), [Some(StartWork), Some(Hold), None, Some(Work), Some(Hold), Some(WorkFinish), None]);
    assert_eq!((rows[0].worked, rows[0].held), (3, 2));
    // Not held where the part does not allow it.
    assert_eq!(codes(1), [None, Some(StartWork), None, None, None, None, Some(WorkFinish)]);
    assert_eq!((rows[1].worked, rows[1].held), (2, 0));
    assert_eq!(codes(2), [None, None, None, Some(StartWorkFinish), None, None, None]);
    assert_eq!(codes(3), [None; 7]);
    let json = serde_json::to_string(&[StartWork, Work, WorkFinish, StartWorkFinish, Hold]).unwrap();
    assert_eq!(json, r#"["SW","W","WF","SWF","H"]"#);
}

#[test]
fn two_units_on_one_date_are_one_day() {
    let mut b = week();
    b.days[1].date = may(4);
    b.days[1].unit = id(2);
    let rows = dood(&Plan::of(&b));
    assert_eq!(rows[0].on(may(5)), None);
    assert_eq!(rows[0].held, 1);
}

#[test]
fn a_travel_day_is_a_company_off_day_unless_scenes_are_shot_on_it() {
    let mut b = week();
    b.days[4].kind = DayKind::Travel;
    assert_eq!(hold_days(&Plan::of(&b))[0].days, 1);
    b.days[4].strips.push(scene(5000, 1, 10, &[2]));
    assert_eq!(hold_days(&Plan::of(&b))[0].days, 2);
}

proptest! {
    #[test]
    fn holds_and_rows_agree_and_rest_is_short(b in boards()) {
        let plan = Plan::of(&b);
        for (row, hold) in dood(&plan).iter().zip(hold_days(&plan)) {
            prop_assert_eq!((row.character, row.held), (hold.character, hold.days));
            prop_assert_eq!(row.worked + row.held, u32::try_from(row.cells.len()).unwrap());
        }
        let all = warnings(&plan, RestRule::default());
        for w in &all {
            if let Warning::Rest(r) = w {
                prop_assert!((0..r.due_minutes).contains(&r.rest_minutes));
                prop_assert!(r.from != r.to);
            }
        }
        // By day, and nothing twice.
        let date = |w: &Warning| b.days.iter().find(|d| d.id == w.day()).map(|d| (d.date, d.call_utc_ms));
        prop_assert!(all.is_sorted_by_key(date));
        for (n, w) in all.iter().enumerate() {
            prop_assert!(!all[n + 1..].iter().any(|other| other.same_matter(w)));
        }
    }
}
