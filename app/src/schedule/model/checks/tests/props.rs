//! Properties: what is followed step by step equals what is checked anew, and nothing panics.
use super::*;
use proptest::prelude::*;

fn sizes() -> impl Strategy<Value = (usize, usize, usize, u64)> {
    (0..40_usize, 0..14_usize, 0..8_usize, any::<u64>())
}

/// A made-up board with cover, minors, meals by banner and dead days sprinkled in.
fn made((strips, days, cast, seed): (usize, usize, usize, u64)) -> Board {
    let mut b = sample(strips, days, cast, seed);
    for (n, d) in b.days.iter_mut().enumerate() {
        d.state =
            [DayState::Planned, DayState::Standby, DayState::Planned, DayState::Cancelled][(seed as usize / 7 + n) % 4];
        if n % 3 == 0 {
            d.strips.push(banner(7000 + n as u128, 30));
            let kind = if n % 2 == 0 { BannerKind::Meal } else { BannerKind::Move };
            b.facts.banners.push(BannerFacts { strip: id(7000 + n as u128), kind });
        }
        if n % 2 == 0 {
            b.facts.days[n].meals = None;
        }
        if n % 3 == 1 {
            let cover = d.strips.first().and_then(Strip::scene).map(|s| s.scene).into_iter().collect();
            b.facts.days[n].plan_b = Some(PlanB { cover, ..PlanB::default() });
        }
    }
    for (n, who) in b.facts.people.iter_mut().enumerate() {
        if n % 2 == 0 {
            who.minor = Some(Minor { age: Some(n as i64 * 2), ..Minor::default() });
        }
        if let Some(d) = b.days.get(n) {
            let own = PersonTimes { day: d.id, called: Some(n % 3 != 0), ..PersonTimes::default() };
            who.times.push(own);
        }
    }
    b.facts.people.push(PersonFacts {
        who: Who::Person(id(99)),
        units: b.units.iter().map(|u| u.id).collect(),
        ..PersonFacts::default()
    });
    for d in &mut b.days {
        let ranks = renumber(d.strips.len());
        d.strips.iter_mut().zip(ranks).for_each(|(s, rank)| s.rank = rank);
    }
    b
}

fn pick(b: &Board, (strip, list, before): (usize, usize, usize)) -> Option<Move> {
    let all: Vec<StripId> = b.strips().map(|(_, s)| s.id).collect();
    let strip = *all.get(strip % all.len().max(1))?;
    let list = list % (b.days.len() + 1);
    let there = b.list((list < b.days.len()).then_some(list));
    let before = there.get(before % (there.len() + 1)).map(|s| s.id);
    Some(Move { strip, to: b.days.get(list).map(|d| d.id), before })
}

fn absurd() -> impl Strategy<Value = Board> {
    let number = prop_oneof![Just(0_i64), Just(-1), Just(i64::MAX), Just(i64::MIN), -5000..5000_i64];
    let strip = (number.clone(), prop::option::of(number.clone()), 0..4_u128, 0..4_u128);
    let day = (
        prop::option::of(number.clone()),
        prop::option::of(number.clone()),
        prop::option::of(number.clone()),
        0..9_i8,
        prop::collection::vec(strip, 0..4),
    );
    (prop::collection::vec(day, 0..6), prop::collection::vec(number, 12), any::<u64>()).prop_map(|(days, n, seed)| {
        let dates = [Date::MIN, Date::MAX, date(2026, 2, 28), date(2024, 2, 29), may(4), may(4), may(5), may(3), may(10)];
        let mut strips_so_far = 0_u128;
        let days: Vec<BoardDay> = days.into_iter().enumerate().map(|(at, (call, wrap, utc, on, strips))| {
            let strips = strips.into_iter().map(|(eighths, minutes, part, place)| {
                strips_so_far += 1;
                // Ids that stand twice, too.
                let mut s = outdoors(scene(strips_so_far % 7, 0, &[part, part]), [Light::Day, Light::Night][(place % 2) as usize], place);
                s.minutes = minutes;
                if let StripKind::Scene(scene) = &mut s.kind { scene.eighths = Eighths(eighths); }
                s
            }).collect();
            BoardDay {
                id: id(10 + (at as u128 % 4)), date: dates[on as usize], unit: id(at as u128 % 2), unit_call: call.map(Minute), est_wrap: wrap.map(Minute),
                call_utc_ms: utc, wrap_utc_ms: wrap, sunrise: call.map(Minute), sunset: utc.map(Minute),
                wrap_rule: if seed % 2 == 0 { WrapRule::FollowsStrips } else { WrapRule::Entered }, strips, ..BoardDay::default()
            }
        }).collect();
        let m = |at: usize| Minute(n[at]);
        let moment = |at: usize| Some(Moment { at: Minute(n[at]), utc_ms: n[at + 1] });
        let own: Pack = serde_json::from_value(serde_json::json!({"id": "own", "name": "", "falls_back": "own", "editions": [{"valid_from": "-009999-01-01", "rules": [
            {"kind": "daily_rest", "minutes": n[0], "basis": "statutory", "source": "", "checked": ""},
            {"kind": "weekly_rest", "minutes": n[1], "late_minutes": n[2], "late_from": n[3], "six_day_minutes": n[4], "basis": "statutory", "source": "", "checked": ""},
            {"kind": "max_day", "minutes": n[5], "basis": "statutory", "source": "", "checked": ""},
            {"kind": "first_meal", "after": n[6], "basis": "statutory", "source": "", "checked": ""},
            {"kind": "meal_length", "minutes": n[6], "day_over": n[7], "basis": "statutory", "source": "", "checked": ""},
            {"kind": "night_work", "from": n[7], "to": n[8], "more_than": n[9], "limit": n[10], "basis": "statutory", "source": "", "checked": ""},
            {"kind": "minor", "from_age": n[0], "to_age": n[1], "work": n[2], "forbidden": true, "earliest": n[3], "latest": n[4], "rest": n[5], "basis": "statutory", "source": "", "checked": ""},
            {"kind": "premium", "on": "night", "from": n[1], "to": n[2], "basis": "statutory", "source": "", "checked": ""},
        ]}]})).unwrap();
        let facts = Facts {
            pack: Some(["own", "eu", "de", "uk"][(seed % 4) as usize].to_owned()),
            own_packs: vec![own],
            people: vec![
                PersonFacts { who: Who::Person(id(1)), pack: Some("own".to_owned()), minor: Some(Minor { birth: Some(Date::MAX), age: Some(n[4]), ..Minor::default() }),
                    periods: vec![Period { from: Date::MAX, to: Date::MIN }], hours: vec![FreeHours { date: may(4), from: m(1), to: m(2) }],
                    times: vec![PersonTimes { day: id(10), pickup: moment(0), call: moment(2), out: moment(4), ..PersonTimes::default() }], ..PersonFacts::default() },
                PersonFacts { who: Who::Part(id(2)), minor: Some(Minor { age: Some(n[0]), permit: Some(Permit { work: Some(n[1]), latest: Some(m(2)), ..Permit::default() }), ..Minor::default() }), ..PersonFacts::default() },
            ],
            days: vec![DayFacts { day: id(10), shooting_call: Some(m(3)), meals: Some(vec![Meal { start: m(4), minutes: n[5] }, Meal { start: m(5), minutes: n[6] }]),
                sun: vec![PlaceSun { sunrise: Some(m(6)), sunset: Some(m(7)), first_light: Some(m(8)), last_light: Some(m(9)), ..PlaceSun::default() }], ..DayFacts::default() }],
            places: vec![PlaceFacts { place: id(1), from: Some(m(9)), to: Some(m(10)), periods: vec![Period { from: may(9), to: may(1) }], ..PlaceFacts::default() }],
            limits: Limits { eighths: Some(n[11]), moves: Some(n[10]) },
            holidays: [Date::MIN, Date::MAX].into_iter().collect(),
            ..Facts::default()
        };
        with(board(days), facts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn following_moves_equals_checking_anew(size in sizes(), picks in prop::collection::vec((0..60_usize, 0..20_usize, 0..12_usize), 0..12)) {
        let mut b = made(size);
        let mut checker = Checker::of(&b);
        for p in picks {
            let Some(mv) = pick(&b, p) else { continue };
            let told = checker.preview(&mv);
            let before = checker.findings();
            let done = checker.moved(&mv);
            prop_assert_eq!(&told, &done);
            prop_assert_eq!(apply(&mut b, mv).is_ok(), done.is_ok());
            let after = checker.findings();
            prop_assert_eq!(&after, &check(&b));
            prop_assert_eq!(after.len(), checker.count());
            let delta = done.unwrap();
            let mut made: Vec<Finding> = before.into_iter().filter(|f| !delta.gone.contains(f) && !delta.changed.iter().any(|c| c.before == *f)).collect();
            made.extend(delta.new);
            made.extend(delta.changed.into_iter().map(|c| c.after));
            made.sort();
            let mut after = after;
            after.sort();
            prop_assert_eq!(made, after);
        }
    }

    #[test]
    fn findings_stand_at_days_of_the_board(size in sizes()) {
        let b = made(size);
        for f in check(&b) {
            prop_assert!(!f.days.is_empty());
            prop_assert!(f.days.iter().all(|id| b.days.iter().any(|d| d.id == *id)));
            prop_assert!(f.strips.iter().all(|id| b.strips().any(|(_, s)| s.id == *id)));
            let json = serde_json::to_string(&f).unwrap();
            prop_assert_eq!(serde_json::from_str::<Finding>(&json).unwrap(), f);
        }
    }

    #[test]
    fn nothing_panics(b in absurd(), picks in prop::collection::vec((0..9_usize, 0..9_usize, 0..9_usize), 0..6)) {
        let mut checker = Checker::of(&b);
        let _ = checker.findings();
        for p in picks {
            if let Some(mv) = pick(&b, p) {
                let _ = checker.preview(&mv);
                let _ = checker.moved(&mv);
            }
        }
    }

    #[test]
    fn reading_a_pack_never_panics(text in "[\\[\\]{}\":,a-z0-9 ]{0,60}") {
        let _ = own::read(&text);
    }
}

#[test]
fn every_kind_has_its_place() {
    assert!(FindingKind::ALL.is_sorted());
    let json = serde_json::to_string(&FindingKind::ALL[..]).unwrap();
    assert_eq!(serde_json::from_str::<Vec<FindingKind>>(&json).unwrap(), FindingKind::ALL);
}
