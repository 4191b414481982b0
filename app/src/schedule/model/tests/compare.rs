//! Two boards side by side, and the drift from a locked one.
use super::*;

fn at(mut strip: Strip, place: u128) -> Strip {
    if let StripKind::Scene(scene) = &mut strip.kind {
        scene.location = Some(id(place));
    }
    strip
}

/// Monday: 1 and 2 at two places, 400 minutes; Tuesday 3; Wednesday 4. Part 1 works Monday and Wednesday.
fn first() -> Board {
    let days = vec![
        day(100, 4, vec![at(scene(1, 8, 300, &[1]), 50), banner(9, 25), at(scene(2, 4, 75, &[2]), 51)]),
        day(101, 5, vec![scene(3, 12, 500, &[2])]),
        day(102, 6, vec![scene(4, 2, 60, &[1])]),
    ];
    board(days, vec![scene(5, 3, 20, &[3])], vec![part(1), part(2), part(3)])
}

/// The same with scene 4 on Monday in front, Wednesday empty and off.
fn second() -> Board {
    let mut b = first();
    apply(&mut b, Move { strip: id(4), to: Some(id(100)), before: Some(id(1)) }).unwrap();
    b.days[2].kind = DayKind::Off;
    b
}

#[test]
fn figures_stand_side_by_side() {
    let by = CompareBy { limit_minutes: Some(420), ..CompareBy::default() };
    let both = compare(&first(), &second(), &by);
    let (a, b) = (both.figures.before, both.figures.after);
    assert_eq!((a.days, a.dates, a.hold_days, a.work_days, a.moves), (3, 3, 1, 4, 1));
    assert_eq!((b.days, b.dates, b.hold_days, b.work_days, b.moves), (2, 2, 0, 3, 1));
    assert_eq!((a.days_over, a.minutes_over, b.days_over, b.minutes_over), (1, 80, 2, 120));
    assert_eq!((a.minutes, a.eighths, a.fullest, a.boneyard), (960, Eighths(26), Eighths(12), Eighths(3)));
    assert_eq!((both.cost, both.unrated.len()), (None, 0));
    assert!(both.parts.iter().all(|part| part.figures.before.cost.is_none()));
    let one = both.parts[0].figures;
    assert_eq!((one.before.work, one.before.hold, one.before.last), (2, 1, Some(may(6))));
    assert_eq!((one.after.work, one.after.hold, one.after.last), (1, 0, Some(may(4))));
    use StripColour::*;
    let colours = |day: &DayColours| day.colours.iter().map(|look| look.colour).collect::<Vec<_>>();
    assert_eq!(colours(&both.colours.before[0]), [White, Banner, White]);
    assert_eq!(colours(&both.colours.after[0]), [White, White, Banner, White]);
    assert_eq!(both.colours.after[0].minutes_over, 40);
    assert_eq!(compare(&first(), &second(), &CompareBy::default()).figures.before.days_over, 0);
}

#[test]
fn money_is_for_those_who_bring_rates() {
    let rate = DayRate { work: 100_000, hold: 50_000 };
    let rates = Rates { currency: "EUR".to_owned(), parts: [(id(1), rate)].into() };
    let by = CompareBy { limit_minutes: Some(600), rates: Some(&rates), ..CompareBy::default() };
    let both = compare(&first(), &second(), &by);
    let cost = both.cost.unwrap();
    assert_eq!((cost.before.minor, cost.after.minor, cost.after.currency.as_str()), (250_000, 100_000, "EUR"));
    assert_eq!(both.unrated, [id(2)]);
    let huge = Rates { parts: [(id(1), DayRate { work: i64::MAX, hold: i64::MAX })].into(), ..rates.clone() };
    let by = CompareBy { rates: Some(&huge), ..by };
    assert_eq!(compare(&first(), &second(), &by).cost.unwrap().before.minor, i64::MAX);
}

#[test]
fn drift_is_told_scene_by_scene() {
    use DriftKind::*;
    let locked = LockedBoard::of(&first());
    assert_eq!(drift(&locked, &first()), Drift::default());
    let told = drift(&locked, &second());
    assert_eq!(told.scenes.len(), 1);
    let four = &told.scenes[0];
    assert_eq!((four.number.as_str(), &four.kinds), ("4", &[Moved].into()));
    assert_eq!((four.spots.before[0].date, four.spots.after[0].date), (Some(may(6)), Some(may(4))));
    let one = &told.parts[0];
    assert_eq!((told.parts.len(), one.character), (1, id(1)));
    assert_eq!((one.gained.len(), one.lost.as_slice()), (0, [may(6)].as_slice()));
    assert_eq!((one.hold.before, one.hold.after, one.last.after), (1, 0, Some(may(4))));

    let mut b = first();
    // 2 before 1; 3 split over two days and longer; 4's day a day later; 5 gone; 6 new.
    apply(&mut b, Move { strip: id(2), to: Some(id(100)), before: Some(id(1)) }).unwrap();
    let mut half = scene(30, 5, 10, &[2]);
    if let StripKind::Scene(scene) = &mut half.kind {
        scene.scene = id(3);
    }
    b.days[1].strips.push(half);
    b.days[2].date = may(7);
    b.boneyard = vec![scene(6, 1, 1, &[])];
    let told = drift(&locked, &b);
    let kinds: Vec<(&str, Vec<DriftKind>)> =
        told.scenes.iter().map(|s| (s.number.as_str(), s.kinds.iter().copied().collect())).collect();
    let expected = [
        ("2", vec![Reordered]),
        ("3", vec![Split, Pages]),
        ("4", vec![Redated]),
        ("6", vec![Added]),
        ("5", vec![Removed]),
    ];
    // Either of 1 and 2 explains the new order.
    assert_eq!(kinds[1..], expected[1..]);
    assert!(["1", "2"].contains(&kinds[0].0) && kinds[0].1 == [Reordered]);
    assert_eq!(told.parts.len(), 1);
    assert_eq!(
        (told.parts[0].gained.as_slice(), told.parts[0].lost.as_slice()),
        ([may(7)].as_slice(), [may(6)].as_slice())
    );
    let json = serde_json::to_string(&locked).unwrap();
    assert_eq!(serde_json::from_str::<LockedBoard>(&json).unwrap(), locked);
}

proptest! {
    #[test]
    fn a_board_has_not_drifted_from_itself(b in boards(), picks in picks()) {
        let locked = LockedBoard::of(&b);
        prop_assert_eq!(drift(&locked, &b), Drift::default());
        let mut moved = b.clone();
        let mut undos = Vec::new();
        for p in picks {
            if let Some(Ok(undo)) = pick(&moved, p).map(|mv| apply(&mut moved, mv)) {
                undos.push(undo);
            }
        }
        let told = drift(&locked, &moved);
        prop_assert_eq!(told == Drift::default(), LockedBoard::of(&moved) == locked || told.scenes.is_empty());
        // Days gained and lost are the difference in days worked.
        let by = CompareBy { limit_minutes: Some(600), ..CompareBy::default() };
        let both = compare(&b, &moved, &by);
        let delta = i64::from(both.figures.after.work_days) - i64::from(both.figures.before.work_days);
        let count = |dates: &[Date]| i64::try_from(dates.len()).unwrap();
        prop_assert_eq!(told.parts.iter().map(|p| count(&p.gained) - count(&p.lost)).sum::<i64>(), delta);
        let back = compare(&moved, &b, &by);
        prop_assert_eq!((back.figures.before, back.figures.after), (both.figures.after, both.figures.before));
        let seen: Vec<_> = told.scenes.iter().map(|s| s.scene).collect();
        prop_assert_eq!(seen.iter().collect::<std::collections::BTreeSet<_>>().len(), seen.len());
    }
}
