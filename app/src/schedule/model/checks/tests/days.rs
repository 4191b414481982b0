//! Load, places, safety, sun.
use super::FindingKind::*;
use super::*;

fn one(strips: Vec<Strip>) -> Board {
    board(vec![day(10, may(4), at(8, 0), at(18, 0), strips)])
}

#[test]
fn an_empty_board_has_nothing() {
    assert!(check(&Board::default()).is_empty());
    assert!(check(&one(vec![])).is_empty());
}

#[test]
fn old_boards_still_load() {
    let mut json = serde_json::to_value(one(vec![scene(1, 60, &[1])])).unwrap();
    json.as_object_mut().unwrap().remove("facts");
    let b: Board = serde_json::from_value(json).unwrap();
    assert_eq!(b.facts, Facts::default());
    let whole = sample(20, 6, 10, 5);
    let back: Board = serde_json::from_str(&serde_json::to_string(&whole).unwrap()).unwrap();
    assert_eq!(back, whole);
}

#[test]
fn load() {
    let limits = |eighths, moves| Facts { limits: Limits { eighths, moves }, ..Facts::default() };
    let three = || vec![scene(1, 60, &[]), scene(2, 60, &[]), scene(3, 60, &[])];
    assert_eq!(figures(&with(one(three()), limits(Some(24), None)), None), []);
    assert_eq!(figures(&with(one(three()), limits(Some(23), None)), None), [(PageLoad, 24, 23)]);
    assert_eq!(figures(&one(vec![scene(1, 600, &[])]), None), []);
    assert_eq!(figures(&one(vec![scene(1, 601, &[])]), None), [(TimeLoad, 601, 600)]);
    let mut follows = one(vec![scene(1, 601, &[])]);
    follows.days[0].wrap_rule = WrapRule::FollowsStrips;
    assert_eq!(figures(&follows, None), []);
    let places = |list: &[u128]| {
        one(list
            .iter()
            .enumerate()
            .map(|(n, &p)| {
                let mut s = outdoors(scene(1 + n as u128, 30, &[]), Light::Other, p);
                if p == 0
                    && let StripKind::Scene(scene) = &mut s.kind
                {
                    scene.location = None;
                }
                s
            })
            .collect())
    };
    assert_eq!(figures(&places(&[1, 1, 2]), None), []);
    // A scene without a place changes nothing; there and back again are two.
    assert_eq!(figures(&places(&[1, 0, 2, 1]), None), [(CompanyMoves, 2, 1)]);
    assert_eq!(figures(&with(places(&[1, 2, 1]), limits(None, Some(2))), None), []);
    let mut banners = one(vec![banner(50, 30), scene(1, 30, &[]), banner(51, 30)]);
    banners.facts.banners = [50, 51].map(|n| BannerFacts { strip: id(n), kind: BannerKind::Move }).to_vec();
    assert_eq!(figures(&banners, None), [(CompanyMoves, 2, 1)]);
    let mix = one(vec![outdoors(scene(1, 30, &[]), Light::Day, 1), outdoors(scene(2, 30, &[]), Light::Night, 1)]);
    assert_eq!(figures(&mix, None), [(DayNightMix, 1, -1)]);
}

#[test]
fn places_that_cannot_be_had() {
    let found = |place: PlaceFacts| {
        let strips = vec![scene(1, 60, &[]), outdoors(scene(2, 60, &[]), Light::Other, 7)];
        let facts = Facts { places: vec![PlaceFacts { place: id(7), ..place }], ..Facts::default() };
        check(&with(one(strips), facts))
            .into_iter()
            .map(|f| (f.kind, f.about, f.have, f.due, f.strips))
            .collect::<Vec<_>>()
    };
    let about = About::Place(id(7));
    let away = vec![(PlaceAway, about, None, None, vec![id(2)])];
    let periods =
        |from, to| PlaceFacts { periods: vec![Period { from: may(from), to: may(to) }], ..PlaceFacts::default() };
    assert_eq!(found(PlaceFacts::default()), []);
    assert_eq!(found(periods(1, 4)), []);
    assert_eq!(found(periods(5, 8)), away);
    assert_eq!(found(periods(8, 1)), away);
    assert_eq!(found(PlaceFacts { off: [may(4)].into_iter().collect(), ..PlaceFacts::default() }), away);
    // The scene is at nine to ten.
    let hours = |from, to| PlaceFacts { from: Some(Minute(from)), to: Some(Minute(to)), ..PlaceFacts::default() };
    assert_eq!(found(hours(at(9, 0), at(10, 0))), []);
    assert_eq!(found(hours(at(9, 30), at(12, 0))), [(PlaceHours, about, Some(at(9, 0)), Some(at(9, 30)), vec![id(2)])]);
    assert_eq!(found(hours(at(7, 0), at(9, 45))), [(PlaceHours, about, Some(at(10, 0)), Some(at(9, 45)), vec![id(2)])]);
}

#[test]
fn flagged_scenes() {
    let all = [
        SceneFlag::Closed,
        SceneFlag::Stunt,
        SceneFlag::Weapon,
        SceneFlag::Animal,
        SceneFlag::Drone,
        SceneFlag::Water,
        SceneFlag::Minor,
    ];
    for flag in all {
        let found = |risk_assessed, supervisor: Option<u128>| {
            let flagged = SceneFacts {
                scene: id(1),
                flags: [flag].into_iter().collect(),
                risk_assessed,
                supervisor: supervisor.map(id),
            };
            let facts = Facts { scenes: vec![flagged], ..Facts::default() };
            check(&with(one(vec![scene(1, 60, &[]), scene(2, 60, &[])]), facts))
                .into_iter()
                .map(|f| (f.kind, f.about, f.strips))
                .collect::<Vec<_>>()
        };
        let it = |kind| (kind, About::Scene(id(1)), vec![id(1)]);
        assert_eq!(found(true, Some(5)), []);
        assert_eq!(found(false, Some(5)), [it(RiskAssessment)]);
        assert_eq!(found(true, None), [it(Supervisor)]);
        assert_eq!(found(false, None), [it(RiskAssessment), it(Supervisor)]);
    }
}

#[test]
fn plan_b() {
    let plan = |cover: &[u128], decided: bool| PlanB {
        cover: cover.iter().map(|&c| id(c)).collect(),
        decide_by: decided.then_some(Minute(at(16, 0))),
        decides: decided.then(|| id(5)),
    };
    let found = |state: DayState, plan_b: Option<PlanB>| {
        let mut b = board(vec![
            day(10, may(4), at(8, 0), at(18, 0), vec![scene(1, 60, &[])]),
            day(11, may(5), at(8, 0), at(18, 0), vec![scene(2, 60, &[])]),
            day(12, may(6), at(8, 0), at(18, 0), vec![scene(3, 60, &[])]),
        ]);
        b.boneyard = vec![scene(4, 60, &[])];
        b.days[1].state = state;
        b.facts.days = vec![DayFacts { day: id(11), plan_b, ..DayFacts::default() }];
        check(&b).into_iter().map(|f| (f.kind, f.severity)).collect::<Vec<_>>()
    };
    assert_eq!(found(DayState::Planned, None), []);
    assert_eq!(found(DayState::Planned, Some(plan(&[4], true))), []);
    assert_eq!(found(DayState::Standby, Some(plan(&[3], true))), []);
    assert_eq!(found(DayState::Standby, None), [(NoCover, Severity::Breach)]);
    assert_eq!(found(DayState::Planned, Some(plan(&[], true))), [(NoCover, Severity::Notice)]);
    // Shot the day before, or not in the script.
    assert_eq!(found(DayState::Standby, Some(plan(&[1], true))), [(NoCover, Severity::Breach)]);
    assert_eq!(found(DayState::Standby, Some(plan(&[99], true))), [(NoCover, Severity::Breach)]);
    assert_eq!(found(DayState::Planned, Some(plan(&[4], false))), [(CoverUndecided, Severity::Notice)]);
    assert_eq!(found(DayState::Swapped, Some(plan(&[4], false))), []);
    assert_eq!(found(DayState::Cancelled, Some(plan(&[4], true))), [(NotShooting, Severity::Breach)]);
}

#[test]
fn days_that_do_not_take_place() {
    let mut b = one(vec![scene(1, 60, &[1]), scene(2, 60, &[1]), banner(50, 10)]);
    b.cast[0].off = [may(4)].into_iter().collect();
    b.days[0].state = DayState::Cancelled;
    let found = check(&b);
    assert_eq!((found.len(), found[0].kind, found[0].have, found[0].strips.len()), (1, NotShooting, Some(2), 2));
    b.days[0].state = DayState::Planned;
    b.days[0].kind = DayKind::Off;
    assert_eq!(check(&b).len(), 1);
}

/// Figures of one scene outdoors on a day with this call, as it is planned first.
fn sun_of(sun: PlaceSun, light: Light, call: i64, minutes: i64) -> Vec<(FindingKind, i64, i64)> {
    let mut b = board(vec![day(10, may(4), call, call + 720, vec![outdoors(scene(1, minutes, &[]), light, 7)])]);
    b.facts.days = vec![DayFacts { day: id(10), sun: vec![sun], ..DayFacts::default() }];
    figures(&b, None).into_iter().filter(|f| matches!(f.0, NoDaylight | NotDark)).collect()
}

#[test]
fn sun() {
    let minute = |h, m| Some(Minute(at(h, m)));
    let harwich = PlaceSun {
        first_light: minute(4, 38),
        sunrise: minute(5, 14),
        sunset: minute(20, 40),
        last_light: minute(21, 17),
        ..PlaceSun::default()
    };
    let cases: &[(Light, i64, i64, &[(FindingKind, i64, i64)])] = &[
        (Light::Day, at(8, 0), 60, &[]),
        (Light::Day, at(5, 0), 60, &[(NoDaylight, at(5, 0), at(5, 14))]),
        (Light::Day, at(20, 0), 60, &[(NoDaylight, at(21, 0), at(20, 40))]),
        (Light::Day, at(5, 14), at(15, 26), &[]),
        // The next morning's sun is as good.
        (Light::Day, at(30, 0), 60, &[]),
        (Light::Day, at(23, 0), 60, &[(NoDaylight, at(24, 0), at(20, 40))]),
        (Light::Night, at(22, 0), 60, &[]),
        (Light::Night, at(21, 17), 441, &[]),
        (Light::Night, at(21, 0), 60, &[(NotDark, at(21, 0), at(21, 17))]),
        (Light::Night, at(27, 0), 120, &[(NotDark, at(29, 0), at(28, 38))]),
        (Light::Night, at(3, 0), 60, &[]),
        (Light::Dawn, at(12, 0), 60, &[]),
        (Light::Dusk, at(3, 0), 60, &[]),
    ];
    for (n, &(light, call, minutes, want)) in cases.iter().enumerate() {
        assert_eq!(sun_of(harwich, light, call, minutes), want, "case {n}");
    }
    // Sun that nobody knows is not checked; sunset is enough for a night.
    assert_eq!(sun_of(PlaceSun::default(), Light::Night, at(12, 0), 60), []);
    let plain = PlaceSun { first_light: None, last_light: None, ..harwich };
    assert_eq!(sun_of(plain, Light::Night, at(20, 30), 60), [(NotDark, at(20, 30), at(20, 40))]);
}

#[test]
fn beyond_the_polar_circle() {
    let polar = |polar| PlaceSun { polar, ..PlaceSun::default() };
    assert_eq!(sun_of(polar(Polar::Day), Light::Day, at(2, 0), 60), []);
    assert_eq!(sun_of(polar(Polar::Day), Light::Night, at(0, 30), 60), [(NotDark, -1, -1)]);
    assert_eq!(sun_of(polar(Polar::Night), Light::Day, at(12, 0), 60), [(NoDaylight, -1, -1)]);
    assert_eq!(sun_of(polar(Polar::Night), Light::Night, at(12, 0), 60), []);
    // Tromsø in December: twilight around noon.
    let tromso = PlaceSun {
        polar: Polar::Night,
        first_light: Some(Minute(570)),
        last_light: Some(Minute(835)),
        ..PlaceSun::default()
    };
    assert_eq!(sun_of(tromso, Light::Night, at(12, 0), 60), [(NotDark, at(12, 0), 835)]);
    assert_eq!(sun_of(tromso, Light::Night, at(15, 0), 60), []);
    // Reykjavik in June: the sun sets after midnight.
    let reykjavik =
        PlaceSun { sunrise: Some(Minute(at(2, 55))), sunset: Some(Minute(at(24, 3))), ..PlaceSun::default() };
    assert_eq!(sun_of(reykjavik, Light::Day, at(23, 0), 60), []);
    assert_eq!(sun_of(reykjavik, Light::Night, at(24, 30), 60), []);
}

#[test]
fn the_sun_of_the_place_comes_first() {
    let mut b = one(vec![outdoors(scene(1, 60, &[]), Light::Day, 7), outdoors(scene(2, 60, &[]), Light::Day, 8)]);
    (b.days[0].sunrise, b.days[0].sunset) = (Some(Minute(at(10, 0))), Some(Minute(at(16, 0))));
    assert_eq!(of_kind(&b, NoDaylight).len(), 2);
    let sun = |place: Option<u128>, rise| PlaceSun {
        place: place.map(id),
        sunrise: Some(Minute(rise)),
        sunset: Some(Minute(at(20, 0))),
        ..PlaceSun::default()
    };
    b.facts.days =
        vec![DayFacts { day: id(10), sun: vec![sun(None, at(10, 0)), sun(Some(8), at(5, 0))], ..DayFacts::default() }];
    let found = of_kind(&b, NoDaylight);
    assert_eq!((found.len(), found[0].about), (1, About::Scene(id(1))));
}
