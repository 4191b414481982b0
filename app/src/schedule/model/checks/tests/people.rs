//! Rest, hours, meals, nights, minors, people in two units.
use super::FindingKind::*;
use super::*;

/// Two days of the crew under a pack: out-time of the first and call of the second, minutes after the first midnight.
fn two(pack_id: &str, out: i64, call: i64) -> Board {
    let second = may(5);
    let days =
        vec![day(10, may(4), at(8, 0).min(out), out, vec![]), day(11, second, call - 1440, call - 1440 + 60, vec![])];
    with(board(days), Facts { days: vec![], ..pack(pack_id) })
}

#[test]
fn daily_rest_by_pack() {
    // Pack, out, call, and the rest found against the one due.
    let cases: &[(&str, i64, i64, Option<(i64, i64)>)] = &[
        ("eu", at(18, 0), at(29, 0), None),
        ("eu", at(18, 0), at(28, 59), Some((659, 660))),
        ("eu", at(20, 0), at(30, 0), Some((600, 660))),
        ("de", at(18, 0), at(29, 0), None),
        ("de", at(18, 1), at(29, 0), Some((659, 660))),
        ("fr", at(18, 0), at(28, 0), Some((600, 660))),
        ("be", at(18, 0), at(28, 0), Some((600, 660))),
        ("nl", at(18, 0), at(28, 30), Some((630, 660))),
        ("uk", at(18, 0), at(29, 0), None),
        ("uk", at(18, 0), at(28, 45), Some((645, 660))),
        ("sag_aftra", at(18, 0), at(29, 30), Some((690, 720))),
        ("sag_aftra", at(18, 0), at(30, 0), None),
        ("iatse", at(18, 0), at(28, 0), None),
        ("iatse", at(18, 0), at(27, 59), Some((599, 600))),
        ("nobody knows it", at(18, 0), at(28, 0), Some((600, 660))),
        // After midnight.
        ("eu", at(25, 30), at(36, 0), Some((630, 660))),
        ("eu", at(25, 0), at(36, 0), None),
    ];
    for (n, &(pack, out, call, want)) in cases.iter().enumerate() {
        let found = of_kind(&two(pack, out, call), DailyRest);
        let got: Vec<_> = found.iter().map(|f| (f.have.unwrap(), f.due.unwrap())).collect();
        assert_eq!(got, want.into_iter().collect::<Vec<_>>(), "case {n}: {pack}");
        for f in found {
            assert_eq!((f.about, f.severity, f.times), (CREW(), Severity::Breach, Times::Estimated));
            assert_eq!(f.days, [id::<DayId>(10), id(11)]);
            assert!(!f.clause.unwrap().source.is_empty());
        }
    }
}

#[test]
fn the_edition_is_that_of_the_day() {
    let found = |pack: &str, year: i16| {
        let (one, two) = (date(year, 6, 2), date(year, 6, 3));
        let b = board(vec![day(10, one, at(7, 0), at(20, 30), vec![]), day(11, two, at(10, 0), at(12, 0), vec![])]);
        let mut facts = pack_facts(pack);
        facts.days = vec![DayFacts {
            day: id(10),
            meals: Some(vec![Meal { start: Minute(at(12, 0)), minutes: 45 }]),
            ..DayFacts::default()
        }];
        of_kind(&with(b, facts), DayLength).into_iter().map(|f| (f.have.unwrap(), f.due.unwrap())).collect::<Vec<_>>()
    };
    // Thirteen and a half hours with 45 minutes off.
    assert_eq!(found("de", 2026), [(765, 720)]);
    // TV FFS of 2024 is not in force yet: the Directive has no longest day.
    assert_eq!(found("de", 2024), []);
    assert_eq!(found("de_arbzg", 2024), [(765, 600)]);
}

fn pack_facts(id: &str) -> Facts {
    pack(id)
}

#[test]
fn clock_changes_and_zones_count_elapsed_time() {
    let night = |out_ms: i64, call_ms: i64| {
        let mut days = vec![day(10, may(4), 480, 1200, vec![]), day(11, may(5), 420, 900, vec![])];
        (days[0].call_utc_ms, days[0].wrap_utc_ms) = (Some(out_ms - 600 * MINUTE), Some(out_ms));
        (days[1].call_utc_ms, days[1].wrap_utc_ms) = (Some(call_ms), Some(call_ms + 480 * MINUTE));
        of_kind(&board(days), DailyRest).first().map(|f| f.have.unwrap())
    };
    // Berlin, 28 to 29 March 2026: 20:00 (UTC+1) to 07:00 (UTC+2) looks like eleven hours and is ten.
    assert_eq!(night(ms(date(2026, 3, 28), at(19, 0)), ms(date(2026, 3, 29), at(5, 0))), Some(600));
    // 24 to 25 October: 20:30 (UTC+2) to 06:30 (UTC+1) looks like ten and is eleven.
    assert_eq!(night(ms(date(2026, 10, 24), at(18, 30)), ms(date(2026, 10, 25), at(5, 30))), None);
    // Wrapped at 19:00 in London, called at 06:00 in Berlin: ten hours, not eleven.
    assert_eq!(night(ms(date(2026, 1, 12), at(19, 0)), ms(date(2026, 1, 13), at(5, 0))), Some(600));
    // New York 20:00 (UTC-5) to Los Angeles 06:00 (UTC-8): thirteen.
    assert_eq!(night(ms(date(2026, 1, 13), at(1, 0)), ms(date(2026, 1, 13), at(14, 0))), None);
}

#[test]
fn a_day_has_its_true_length_when_the_clocks_change() {
    // Call 20:00, wrap 06:00 next morning by the clock; nine hours in spring, eleven in autumn.
    for (elapsed, want) in [(9, None), (10, None), (11, Some((660, 600)))] {
        let mut d = day(10, may(4), at(20, 0), at(30, 0), vec![]);
        d.wrap_utc_ms = d.call_utc_ms.map(|call| call + elapsed * 60 * MINUTE);
        let mut facts = pack("de_arbzg");
        facts.days = vec![DayFacts { day: id(10), meals: Some(vec![]), ..DayFacts::default() }];
        let found = of_kind(&with(board(vec![d]), facts), DayLength);
        assert_eq!(found.first().map(|f| (f.have.unwrap(), f.due.unwrap())), want);
    }
}

#[test]
fn days_by_pack() {
    // Pack, day type, call, wrap, minutes of lunch at 13:00, and what is too long.
    type Case = (&'static str, DayType, i64, i64, i64, Vec<(FindingKind, i64, i64)>);
    let cases: Vec<Case> = vec![
        ("de", DayType::Standard, at(7, 0), at(19, 45), 45, vec![]),
        ("de", DayType::Standard, at(7, 0), at(19, 46), 45, vec![(DayLength, 721, 720)]),
        ("de_arbzg", DayType::Standard, at(7, 0), at(17, 45), 45, vec![]),
        ("de_arbzg", DayType::Standard, at(7, 0), at(18, 0), 45, vec![(DayLength, 615, 600)]),
        ("fr", DayType::Standard, at(8, 0), at(19, 0), 60, vec![]),
        ("fr", DayType::Standard, at(8, 0), at(19, 30), 60, vec![(DayLength, 630, 600)]),
        ("fr", DayType::Continuous, at(12, 0), at(20, 0), 30, vec![]),
        ("fr", DayType::Continuous, at(12, 0), at(20, 30), 30, vec![(Overtime, 480, 450)]),
        ("nl", DayType::Standard, at(8, 0), at(18, 0), 45, vec![]),
        ("nl", DayType::Standard, at(8, 0), at(18, 30), 45, vec![(Overtime, 630, 600)]),
        (
            "nl",
            DayType::Standard,
            at(8, 0),
            at(23, 0),
            45,
            vec![(DayLength, 855, 720), (DayLength, 900, 840), (Overtime, 900, 600)],
        ),
        ("uk", DayType::Standard, at(8, 0), at(19, 0), 60, vec![]),
        ("uk", DayType::Standard, at(8, 0), at(19, 15), 60, vec![(Overtime, 615, 600)]),
        ("uk", DayType::SemiContinuous, at(8, 0), at(18, 0), 30, vec![]),
        ("uk", DayType::SemiContinuous, at(8, 0), at(18, 15), 30, vec![(Overtime, 585, 570)]),
        ("uk", DayType::Continuous, at(8, 0), at(17, 0), 20, vec![]),
        ("uk", DayType::Continuous, at(8, 0), at(18, 0), 20, vec![(Overtime, 580, 540)]),
        ("sag_aftra", DayType::Standard, at(6, 0), at(22, 0), 60, vec![]),
        ("eu", DayType::Standard, at(6, 0), at(22, 0), 60, vec![]),
    ];
    for (n, (id_of, day_type, call, wrap, lunch, want)) in cases.into_iter().enumerate() {
        let mut facts = pack(id_of);
        let meals = Some(vec![Meal { start: Minute(at(13, 0)), minutes: lunch }]);
        facts.days = vec![DayFacts { day: id(10), day_type, meals, ..DayFacts::default() }];
        let b = with(board(vec![day(10, may(4), call, wrap, vec![])]), facts);
        let got: Vec<_> = figures(&b, None).into_iter().filter(|f| matches!(f.0, DayLength | Overtime)).collect();
        assert_eq!(got, want, "case {n}: {id_of}");
    }
}

#[test]
fn meals_nobody_entered_count_with_the_least() {
    // Thirteen hours less the 45 minutes that ArbZG § 4 wants on such a day.
    let b = with(board(vec![day(10, may(4), at(7, 0), at(20, 0), vec![])]), pack("de"));
    assert_eq!(figures(&b, None), [(DayLength, 735, 720)]);
}

#[test]
fn weeks_by_pack() {
    // Pack, days from Monday on, hours a day without meals, and what is too long.
    let cases: &[(&str, i8, i64, Option<(i64, i64, Severity)>)] = &[
        ("de", 5, 12, None),
        ("de", 6, 10, None),
        ("de", 6, 11, Some((3960, 3600, Severity::Breach))),
        ("eu", 5, 9, None),
        ("eu", 5, 10, Some((3000, 2880, Severity::Notice))),
        ("fr", 5, 10, Some((3000, 2880, Severity::Breach))),
        ("be", 5, 10, None),
        ("be", 6, 9, Some((3240, 3180, Severity::Breach))),
        ("nl", 6, 11, Some((3960, 3600, Severity::Breach))),
        ("uk", 5, 10, Some((3000, 2880, Severity::Notice))),
        ("iatse", 6, 12, None),
    ];
    for (n, &(id_of, days, hours, want)) in cases.iter().enumerate() {
        let list: Vec<BoardDay> =
            (0..days).map(|n| day(10 + n as u128, may(4 + n), at(8, 0), at(8 + hours, 0), vec![])).collect();
        let mut facts = pack(id_of);
        facts.days = list.iter().map(|d| DayFacts { day: d.id, meals: Some(vec![]), ..DayFacts::default() }).collect();
        let found = of_kind(&with(board(list), facts), WeekLength);
        let got = found.first().map(|f| (f.have.unwrap(), f.due.unwrap(), f.severity));
        assert_eq!(got, want, "case {n}: {id_of}");
        assert!(found.iter().all(|f| f.days.len() == usize::try_from(days).unwrap()));
    }
}

#[test]
fn a_week_ends_on_sunday() {
    // Twelve hours from Thursday to Tuesday: neither week has more than sixty.
    let list: Vec<BoardDay> = (0..6).map(|n| day(10 + n as u128, may(7 + n), at(8, 0), at(20, 0), vec![])).collect();
    assert!(of_kind(&with(board(list), pack("de")), WeekLength).is_empty());
}

#[test]
fn weekly_rest_by_pack() {
    // Pack; calls as (day of May, call, wrap); the rest found against the one due.
    type Case = (&'static str, Vec<(i8, i64, i64)>, Option<(i64, i64)>);
    let week = |last: i8, call: i64, wrap: i64| (4..=last).map(|d| (d, call, wrap)).collect::<Vec<_>>();
    let and = |mut list: Vec<(i8, i64, i64)>, more: (i8, i64, i64)| {
        list.push(more);
        list
    };
    let cases: Vec<Case> = vec![
        ("eu", week(9, at(8, 0), at(18, 0)), None),
        ("eu", week(10, at(8, 0), at(18, 0)), Some((840, 2100))),
        // Saturday until 22:00 leaves 34 hours of the seven days.
        ("eu", week(9, at(8, 0), at(22, 0)), Some((600, 2100))),
        ("eu", and(week(8, at(8, 0), at(18, 0)), (10, at(8, 0), at(18, 0))), None),
        ("uk", week(10, at(8, 0), at(18, 0)), Some((840, 1440))),
        ("nl", week(9, at(8, 0), at(21, 0)), Some((660, 2160))),
        ("sag_aftra", and(week(8, at(7, 0), at(19, 0)), (11, at(7, 0), at(19, 0))), None),
        // Friday until midnight: 55 hours are enough for a call at seven, 53 for one at five are not.
        ("sag_aftra", and(week(8, at(7, 0), at(24, 0)), (11, at(7, 0), at(19, 0))), None),
        ("sag_aftra", and(week(8, at(7, 0), at(24, 0)), (11, at(5, 0), at(19, 0))), Some((3180, 3360))),
        ("sag_aftra", and(week(9, at(7, 0), at(19, 0)), (11, at(7, 0), at(19, 0))), None),
        ("sag_aftra", and(week(9, at(7, 0), at(20, 0)), (11, at(7, 0), at(19, 0))), Some((2100, 2160))),
        ("iatse", and(week(8, at(8, 0), at(20, 0)), (11, at(8, 0), at(20, 0))), None),
        ("iatse", and(week(9, at(8, 0), at(20, 0)), (11, at(4, 0), at(12, 0))), None),
        ("iatse", and(week(9, at(8, 0), at(24, 0)), (11, at(7, 0), at(12, 0))), Some((1860, 1920))),
    ];
    for (n, (id_of, calls, want)) in cases.into_iter().enumerate() {
        let list =
            calls.iter().enumerate().map(|(n, &(on, call, wrap))| day(10 + n as u128, may(on), call, wrap, vec![]));
        let found = of_kind(&with(board(list.collect()), pack(id_of)), WeeklyRest);
        assert_eq!(found.first().map(|f| (f.have.unwrap(), f.due.unwrap())), want, "case {n}: {id_of}");
    }
}

#[test]
fn meals_by_pack() {
    // Pack, wrap of a day called at 08:00, meals, and what is wrong with them.
    type Case = (&'static str, i64, Vec<(i64, i64)>, Vec<(FindingKind, i64, i64)>);
    let cases: Vec<Case> = vec![
        ("eu", at(14, 0), vec![], vec![]),
        ("eu", at(14, 1), vec![], vec![(FirstMeal, 361, 360)]),
        ("eu", at(18, 0), vec![(at(14, 0), 30)], vec![]),
        ("eu", at(18, 0), vec![(at(14, 15), 30)], vec![(FirstMeal, 375, 360)]),
        ("de", at(18, 0), vec![(at(13, 0), 45)], vec![]),
        ("de", at(18, 0), vec![(at(13, 0), 30)], vec![(MealLength, 30, 45)]),
        ("de", at(16, 30), vec![(at(13, 0), 30)], vec![]),
        ("de", at(19, 0), vec![(at(11, 0), 45)], vec![(NextMeal, 435, 360)]),
        ("de", at(19, 0), vec![(at(11, 0), 30), (at(16, 0), 15)], vec![]),
        ("fr", at(17, 0), vec![(at(12, 0), 15)], vec![(MealLength, 15, 20)]),
        ("nl", at(19, 0), vec![(at(13, 0), 30)], vec![(MealLength, 30, 45)]),
        ("uk", at(19, 0), vec![(at(13, 0), 60)], vec![]),
        ("uk", at(19, 0), vec![(at(13, 0), 30)], vec![(MealLength, 30, 60)]),
        ("uk", at(19, 0), vec![(at(13, 0), 15)], vec![(MealLength, 15, 20), (MealLength, 15, 60)]),
        ("sag_aftra", at(20, 0), vec![(at(14, 0), 30)], vec![]),
        ("sag_aftra", at(21, 0), vec![(at(14, 0), 30)], vec![(NextMeal, 390, 360)]),
        ("sag_aftra", at(21, 0), vec![(at(14, 0), 20), (at(20, 0), 30)], vec![(MealLength, 20, 30)]),
        ("sag_aftra", at(20, 0), vec![(at(14, 30), 30)], vec![(FirstMeal, 390, 360)]),
    ];
    for (n, (id_of, wrap, meals, want)) in cases.into_iter().enumerate() {
        let mut facts = pack(id_of);
        let meals = meals.into_iter().map(|(start, minutes)| Meal { start: Minute(start), minutes }).collect();
        facts.days = vec![DayFacts { day: id(10), meals: Some(meals), ..DayFacts::default() }];
        let b = with(board(vec![day(10, may(4), at(8, 0), wrap, vec![])]), facts);
        let got: Vec<_> =
            figures(&b, None).into_iter().filter(|f| matches!(f.0, FirstMeal | NextMeal | MealLength)).collect();
        assert_eq!(got, want, "case {n}: {id_of}");
    }
}

#[test]
fn a_meal_banner_moves_with_the_strips_above_it() {
    let lunch = |first: Vec<Strip>| {
        let mut strips = first;
        strips.push(banner(50, 45));
        strips.push(scene(3, 120, &[]));
        let mut facts = pack("de");
        facts.banners = vec![BannerFacts { strip: id(50), kind: BannerKind::Meal }];
        figures(&with(board(vec![day(10, may(4), at(8, 0), at(18, 0), strips)]), facts), None)
    };
    assert_eq!(lunch(vec![scene(1, 300, &[])]), []);
    assert_eq!(lunch(vec![scene(1, 300, &[]), scene(2, 75, &[])]), [(FirstMeal, 375, 360)]);
    // A scene that nobody timed: no time for lunch, no finding.
    let mut untimed = scene(1, 0, &[]);
    untimed.minutes = None;
    assert_eq!(lunch(vec![untimed]), []);
}

#[test]
fn nights_and_premiums() {
    let found = |id_of: &str, on: Date, call: i64, wrap: i64| {
        let mut facts = pack(id_of);
        facts.holidays = [may(14)].into_iter().collect();
        facts.days = vec![DayFacts {
            day: id(10),
            meals: Some(vec![
                Meal { start: Minute(call + 300), minutes: 45 },
                Meal { start: Minute(call + 600), minutes: 15 },
            ]),
            ..DayFacts::default()
        }];
        let b = with(board(vec![day(10, on, call, wrap, vec![])]), facts);
        let kinds = [NightWork, SundayPremium, HolidayPremium, NightPremium];
        figures(&b, None).into_iter().filter(|f| kinds.contains(&f.0)).collect::<Vec<_>>()
    };
    assert_eq!(found("de", may(4), at(9, 0), at(19, 0)), []);
    assert_eq!(found("de", may(4), at(14, 0), at(25, 0)), [(NightPremium, 180, -1)]);
    assert_eq!(found("de", may(4), at(3, 0), at(12, 0)), [(NightPremium, 180, -1)]);
    // Saturday night: the hours after midnight are Sunday's.
    assert_eq!(found("de", may(9), at(15, 0), at(26, 0)), [(SundayPremium, 120, -1), (NightPremium, 240, -1)]);
    assert_eq!(found("de", may(10), at(15, 0), at(25, 0)), [(SundayPremium, 540, -1), (NightPremium, 180, -1)]);
    assert_eq!(found("de", may(14), at(9, 0), at(18, 0)), [(HolidayPremium, 540, -1)]);
    assert_eq!(found("de", may(13), at(15, 0), at(25, 0)), [(HolidayPremium, 60, -1), (NightPremium, 180, -1)]);
    // ArbZG: more than two hours of night and more than ten of work.
    assert_eq!(found("de_arbzg", may(4), at(15, 0), at(25, 0)), []);
    assert_eq!(found("de_arbzg", may(4), at(14, 0), at(26, 0)), [(NightWork, 660, 600)]);
    assert_eq!(found("nl", may(4), at(14, 0), at(26, 0)), [(NightWork, 660, 600)]);
    assert_eq!(found("eu", may(4), at(20, 0), at(30, 0)), [(NightWork, 540, 480)]);
    assert_eq!(found("uk", may(4), at(20, 0), at(30, 0)), [(NightWork, 540, 480)]);
}

/// Person 1 with own facts; the board has two days with them on both.
fn person(facts: PersonFacts) -> Facts {
    Facts { people: vec![PersonFacts { who: Who::Person(id(1)), ..facts }], ..Facts::default() }
}

#[test]
fn everybody_has_the_pack_of_their_contract_and_their_own_times() {
    let days = || {
        vec![
            day(10, may(4), at(8, 0), at(19, 30), vec![scene(1, 60, &[1]), scene(2, 60, &[1, 2])]),
            day(11, may(5), at(7, 0), at(17, 0), vec![scene(3, 60, &[2]), scene(4, 60, &[1])]),
        ]
    };
    let rest = |facts: Facts, about: About| {
        let found = of_kind(&with(board(days()), facts), DailyRest).into_iter().find(|f| f.about == about);
        found.map(|f| (f.have.unwrap(), f.due.unwrap(), f.strips, f.times))
    };
    let sag = PersonFacts { pack: Some("sag_aftra".to_owned()), ..PersonFacts::default() };
    // Half past seven to seven: eleven and a half hours. The click leads to their last and their first scene.
    assert_eq!(rest(person(sag.clone()), cast(1)), Some((690, 720, vec![id(2), id(4)], Times::Estimated)));
    assert_eq!(rest(person(sag.clone()), cast(2)), None);
    assert_eq!(rest(person(sag.clone()), CREW()), None);
    // Their own out-time at base, as worked, is what counts; and a later call of their own.
    let own = |out: i64, call: i64, actual: bool| PersonFacts {
        times: vec![
            PersonTimes { day: id(10), out: Some(moment(may(4), out)), actual, ..PersonTimes::default() },
            PersonTimes { day: id(11), call: Some(moment(may(5), call)), ..PersonTimes::default() },
        ],
        ..sag.clone()
    };
    assert_eq!(rest(person(own(at(20, 0), at(7, 0), true)), cast(1)).map(|r| (r.0, r.3)), Some((660, Times::Actual)));
    assert_eq!(rest(person(own(at(18, 0), at(6, 0), false)), cast(1)), None);
    // Where travel is work, rest ends at the pickup.
    let pickup = |pack: &str| PersonFacts {
        pack: Some(pack.to_owned()),
        times: vec![PersonTimes {
            day: id(11),
            pickup: Some(moment(may(5), at(6, 15))),
            call: Some(moment(may(5), at(7, 0))),
            ..PersonTimes::default()
        }],
        ..PersonFacts::default()
    };
    assert_eq!(rest(person(pickup("de")), cast(1)).map(|r| (r.0, r.1)), Some((645, 660)));
    assert_eq!(rest(person(pickup("eu")), cast(1)), None);
    // Not called on the second day at all.
    let off = PersonTimes { day: id(11), called: Some(false), ..PersonTimes::default() };
    assert_eq!(rest(person(PersonFacts { times: vec![off], ..sag }), cast(1)), None);
}

#[test]
fn people_in_two_units() {
    let second = |n, on, call, wrap, strips| BoardDay { unit: id(2), ..day(n, on, call, wrap, strips) };
    let found = |calls: [(i64, i64); 2]| {
        let b = board(vec![
            day(10, may(4), calls[0].0, calls[0].1, vec![scene(1, 60, &[1])]),
            second(11, may(4), calls[1].0, calls[1].1, vec![scene(2, 60, &[1])]),
        ]);
        figures(&b, Some(cast(1)))
    };
    assert_eq!(found([(at(7, 0), at(12, 0)), (at(12, 0), at(17, 0))]), []);
    assert_eq!(found([(at(7, 0), at(12, 30)), (at(12, 0), at(17, 0))]), [(UnitOverlap, 30, -1)]);
    // One day across both is measured as one: five and nine hours, less the half hour that nine want.
    let b = board(vec![
        day(10, may(4), at(7, 0), at(12, 0), vec![scene(1, 60, &[1])]),
        second(11, may(4), at(13, 0), at(22, 0), vec![scene(2, 60, &[1])]),
    ]);
    assert!(figures(&with(b, pack("de")), Some(cast(1))).contains(&(DayLength, 810, 720)));
    // A whole day of fifteen hours leaves no eleven within its twenty-four.
    assert_eq!(found([(at(7, 0), at(12, 0)), (at(13, 0), at(22, 0))]), [(RestAcrossUnits, 60, 660)]);
    let across = board(vec![
        day(10, may(4), at(8, 0), at(22, 0), vec![scene(1, 60, &[1])]),
        second(11, may(5), at(6, 0), at(12, 0), vec![scene(2, 60, &[1])]),
    ]);
    assert_eq!(figures(&across, Some(cast(1))), [(RestAcrossUnits, 480, 660)]);
    // Without times the same date is worth a look.
    let mut untimed = across.clone();
    untimed.days[1].date = may(4);
    for d in &mut untimed.days {
        (d.call_utc_ms, d.wrap_utc_ms, d.unit_call, d.est_wrap) = (None, None, None, None);
    }
    let found = of_kind(&untimed, UnitOverlap);
    assert_eq!((found.len(), found[0].severity, found[0].strips.clone()), (1, Severity::Notice, vec![id(1), id(2)]));
    // Somebody of the crew in both.
    let mut crew = across;
    crew.facts.people =
        vec![PersonFacts { who: Who::Person(id(9)), units: vec![id(1), id(2)], ..PersonFacts::default() }];
    assert_eq!(figures(&crew, Some(About::Person(id(9)))), [(RestAcrossUnits, 480, 660)]);
}

#[test]
fn people_who_are_away() {
    let found = |facts: PersonFacts| {
        let strips = vec![scene(1, 120, &[2]), scene(2, 60, &[1])];
        let b = with(board(vec![day(10, may(4), at(8, 0), at(18, 0), strips)]), person(facts));
        check(&b).into_iter().map(|f| (f.kind, f.about, f.have, f.strips)).collect::<Vec<_>>()
    };
    let away = vec![(CastAway, cast(1), None, vec![id(2)])];
    let period =
        |from, to| PersonFacts { periods: vec![Period { from: may(from), to: may(to) }], ..PersonFacts::default() };
    assert_eq!(found(PersonFacts { off: [may(4)].into_iter().collect(), ..PersonFacts::default() }), away);
    assert_eq!(found(period(4, 4)), []);
    assert_eq!(found(period(5, 9)), away);
    assert_eq!(found(period(9, 1)), away, "a period that ends before it starts");
    // Their scene is at ten to eleven.
    let hours = |from: i64, to: i64| PersonFacts {
        hours: vec![FreeHours { date: may(4), from: Minute(from), to: Minute(to) }],
        ..PersonFacts::default()
    };
    assert_eq!(found(hours(at(9, 0), at(12, 0))), []);
    assert_eq!(found(hours(at(10, 30), at(12, 0))), [(CastHours, cast(1), Some(at(10, 0)), vec![id(2)])]);
    assert_eq!(found(hours(at(9, 0), at(10, 45))), [(CastHours, cast(1), Some(at(11, 0)), vec![id(2)])]);
}

fn minor(born: Date, permit: Option<Permit>) -> Minor {
    Minor { birth: Some(born), permit, chaperone: true, ..Minor::default() }
}

fn permit() -> Permit {
    Permit { valid: Period { from: may(1), to: may(31) }, name: "Permit 7".to_owned(), ..Permit::default() }
}

/// A day called at `call`, the minor's scenes of so many minutes from there on, others in between.
fn with_minor(pack_id: &str, call: i64, minutes: &[(i64, bool)], minor: Minor) -> Vec<(FindingKind, i64, i64)> {
    let strips = minutes
        .iter()
        .enumerate()
        .map(|(n, &(minutes, plays))| scene(1 + n as u128, minutes, if plays { &[1] } else { &[] }));
    let facts = PersonFacts { pack: Some(pack_id.to_owned()), minor: Some(minor), ..PersonFacts::default() };
    let b = with(board(vec![day(10, may(4), call, call + 720, strips.collect())]), person(facts));
    let of_minors = [MinorAge, MinorWork, MinorOnSet, MinorEarly, MinorLate, MinorPermit, MinorChaperone, MinorUntimed];
    for f in check(&b).iter().filter(|f| of_minors.contains(&f.kind) && f.kind != MinorUntimed) {
        assert_eq!(f.severity, Severity::Hard);
    }
    figures(&b, Some(cast(1))).into_iter().filter(|f| of_minors.contains(&f.0)).collect()
}

#[test]
fn minors_by_age() {
    let born = |years: i16| date(2026 - years, 5, 4);
    let ok = |years: i16| minor(born(years), Some(permit()));
    let de = |call, minutes: &[(i64, bool)], m| with_minor("de", call, minutes, m);
    assert_eq!(de(at(9, 0), &[(60, true)], ok(2)), [(MinorAge, 2, 3)]);
    // The third birthday is on the day; the day before it is still two.
    assert_eq!(de(at(9, 0), &[(60, true)], minor(date(2023, 5, 4), Some(permit()))), []);
    assert_eq!(de(at(9, 0), &[(60, true)], minor(date(2023, 5, 5), Some(permit()))), [(MinorAge, 2, 3)]);
    // Three to five: two hours of work, three on set, eight to five o'clock.
    assert_eq!(de(at(9, 0), &[(120, true)], ok(4)), []);
    assert_eq!(de(at(9, 0), &[(121, true)], ok(4)), [(MinorWork, 121, 120)]);
    assert_eq!(de(at(9, 0), &[(30, true), (121, false), (30, true)], ok(4)), [(MinorOnSet, 181, 180)]);
    assert_eq!(de(at(7, 30), &[(60, true)], ok(4)), [(MinorEarly, 450, 480)]);
    assert_eq!(de(at(16, 30), &[(60, true)], ok(4)), [(MinorLate, 1050, 1020)]);
    // From six on three and five hours, until ten at night.
    assert_eq!(de(at(16, 30), &[(180, true)], ok(8)), []);
    assert_eq!(de(at(16, 30), &[(181, true)], ok(8)), [(MinorWork, 181, 180)]);
    assert_eq!(de(at(9, 0), &[(60, true), (200, false), (60, true)], ok(8)), [(MinorOnSet, 320, 300)]);
    assert_eq!(de(at(21, 30), &[(45, true)], ok(8)), [(MinorLate, 1335, 1320)]);
    // Adolescents: eight hours, from six until eleven at night, no permit.
    assert_eq!(de(at(9, 0), &[(480, true)], minor(born(16), None)), []);
    assert_eq!(de(at(5, 30), &[(60, true)], minor(born(16), None)), [(MinorEarly, 330, 360)]);
    assert_eq!(de(at(9, 0), &[(700, true)], minor(born(16), None)).first(), Some(&(MinorWork, 700, 480)));
    // Of age.
    assert_eq!(de(at(5, 0), &[(700, true)], minor(born(18), None)), []);
    // Belgium: four, six and eight hours of presence.
    let be = |call, minutes: &[(i64, bool)], m| with_minor("be", call, minutes, m);
    assert_eq!(be(at(9, 0), &[(60, true), (181, false), (10, true)], ok(6)), [(MinorOnSet, 251, 240)]);
    assert_eq!(be(at(9, 0), &[(361, true)], ok(9)), [(MinorWork, 361, 360), (MinorOnSet, 361, 360)]);
    assert_eq!(be(at(9, 0), &[(480, true)], ok(13)), []);
}

#[test]
fn papers_of_minors() {
    let eight = date(2018, 1, 1);
    let found = |pack: &str, m: Minor| with_minor(pack, at(10, 0), &[(60, true)], m);
    for pack in ["de", "fr", "be", "uk", "eu", "nl"] {
        assert_eq!(found(pack, minor(eight, Some(permit()))), [], "{pack}");
        assert_eq!(found(pack, minor(eight, None)), [(MinorPermit, -1, -1)], "{pack}");
        let expired = Permit { valid: Period { from: may(1), to: may(3) }, ..permit() };
        assert_eq!(found(pack, minor(eight, Some(expired))), [(MinorPermit, -1, -1)], "{pack}");
        let alone = Minor { chaperone: false, ..minor(eight, Some(permit())) };
        assert_eq!(found(pack, alone), [(MinorChaperone, -1, -1)], "{pack}");
    }
    // The permit may be stricter than the statute, never wider.
    let strict = Permit { work: Some(45), latest: Some(Minute(at(10, 30))), ..permit() };
    assert_eq!(found("de", minor(eight, Some(strict))), [(MinorWork, 60, 45), (MinorLate, at(11, 0), at(10, 30))]);
    let wide = Permit { work: Some(600), ..permit() };
    assert_eq!(with_minor("de", at(10, 0), &[(200, true)], minor(eight, Some(wide))), [(MinorWork, 200, 180)]);
    // An age in place of a birth date; nothing known at all.
    let aged = |age| Minor { age, chaperone: true, permit: Some(permit()), ..Minor::default() };
    assert_eq!(found("de", aged(Some(2))), [(MinorAge, 2, 3)]);
    assert_eq!(found("de", aged(None)), []);
    assert_eq!(found("de", Minor::default()), [(MinorPermit, -1, -1), (MinorChaperone, -1, -1)]);
}

#[test]
fn minors_rest_longer_and_need_times() {
    let facts = |pack: &str| {
        let minor = Some(minor(date(2018, 1, 1), Some(permit())));
        person(PersonFacts { pack: Some(pack.to_owned()), minor, ..PersonFacts::default() })
    };
    let days = vec![
        day(10, may(4), at(8, 0), at(18, 0), vec![scene(1, 60, &[1])]),
        day(11, may(5), at(7, 30), at(17, 0), vec![banner(60, 60), scene(2, 60, &[1])]),
    ];
    let found = of_kind(&with(board(days.clone()), facts("de")), DailyRest);
    assert_eq!(
        found.iter().map(|f| (f.have, f.due, f.severity)).collect::<Vec<_>>(),
        [(Some(810), Some(840), Severity::Hard)]
    );
    assert_eq!(of_kind(&with(board(days.clone()), facts("eu")), DailyRest).len(), 1);
    assert_eq!(of_kind(&with(board(days.clone()), facts("uk")), DailyRest).len(), 0);
    // A scene without an estimate: nobody can tell the hours.
    let mut untimed = with(board(days), facts("de"));
    untimed.days[0].strips[0].minutes = None;
    let found = of_kind(&untimed, MinorUntimed);
    assert_eq!((found.len(), found[0].severity), (1, Severity::Notice));
}
