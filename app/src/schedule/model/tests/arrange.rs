//! Arranging a board: what it must never do, whatever the solver answers, and what it saves.
use super::super::checks::{PersonFacts, PlaceFacts, Who};
use super::super::solver::StepLimit;
use super::super::solver::arrange::{Board as Found, Light as DayLight, Search};
use super::*;
use std::collections::{BTreeMap, BTreeSet};

fn at(mut strip: Strip, place: u128) -> Strip {
    if let StripKind::Scene(scene) = &mut strip.kind {
        scene.location = Some(id(place));
    }
    strip
}

fn by_night(mut strip: Strip) -> Strip {
    if let StripKind::Scene(scene) = &mut strip.kind {
        scene.light = Light::Night;
    }
    strip
}

fn by() -> ArrangeBy {
    ArrangeBy {
        capacity: Eighths(16),
        limit: Eighths(20),
        prices: ArrangePrices {
            company_move: 40_000,
            flip: 10_000,
            over: 5_000,
            unrated: DayRate { work: 100, hold: 50 },
        },
        ..ArrangeBy::default()
    }
}

fn searched(board: &Board, by: &ArrangeBy, steps: u64) -> ArrangeDraft {
    let task = ArrangeTask::of(board, by).unwrap();
    let mut search = Search::new(&task.problem, &task.before, 7).unwrap();
    search.run(&mut StepLimit(steps));
    let draft = task.draft(board, &search.found().board).unwrap();
    sound(board, by, &draft);
    draft
}

/// The scenes of a day.
fn scenes(board: &Board, day: u128) -> Vec<u128> {
    let day = board.days.iter().find(|d| d.id == id(day)).unwrap();
    day.strips.iter().filter(|s| s.scene().is_some()).map(|s| uuid::Uuid::from(s.id).as_u128()).collect()
}

/// Part 1 works on Monday and Wednesday at two places, part 2 in between.
fn split() -> Board {
    let days = vec![
        day(100, 4, vec![at(scene(1, 8, 60, &[1]), 50), banner(9, 30), at(scene(2, 4, 60, &[2]), 51)]),
        day(101, 5, vec![at(scene(3, 8, 60, &[2]), 51)]),
        day(102, 6, vec![at(scene(4, 8, 60, &[1]), 50), at(scene(5, 4, 60, &[2]), 51)]),
    ];
    board(days, vec![scene(6, 3, 20, &[3])], vec![part(1), part(2), part(3)])
}

fn terms(work: i64, hold: i64) -> Terms {
    Terms { rate: DayRate { work, hold }, drop: None }
}

#[test]
fn holds_and_moves_are_saved_and_explained() {
    let mut by = by();
    by.terms = BTreeMap::from([(id(1), terms(90_000, 60_000)), (id(2), terms(10_000, 5_000))]);
    let board = split();
    let draft = searched(&board, &by, 40_000);
    let saving = &draft.saving;
    assert_eq!((saving.company_moves.before, saving.company_moves.after), (2, 0));
    // One holds on Tuesday, and works on one day in the end; two works on two.
    let (one, two, three) = (&saving.cast[0], &saving.cast[1], &saving.cast[2]);
    assert_eq!((one.parts.as_slice(), one.person), ([id(1)].as_slice(), Some(id(1))));
    assert_eq!((one.days.before.work, one.days.before.hold, one.hold.before), (2, 1, 60_000));
    assert_eq!((one.days.after.work, one.days.after.hold, one.hold.after), (1, 0, 0));
    assert_eq!((one.total.before, one.total.after), (240_000, 90_000));
    assert_eq!((two.days.before.work, two.days.after.hold, three.total.after), (3, 0, 0));
    assert_eq!(two.total.after, 10_000 * i64::from(two.days.after.work));
    assert_eq!(saving.cost.before.moves, 80_000);
    assert_eq!(saving.saved(), saving.cost.before.total() - saving.cost.after.total());
    assert!(saving.saved() >= 80_000 + 150_000 + 10_000, "{saving:?}");
    assert!(draft.left.is_empty());
    // Lunch stays on its day.
    assert!(draft.board.days[0].strips.iter().any(|s| s.id == id(9)));
    assert_eq!(draft.board.boneyard, board.boneyard);
}

#[test]
fn a_board_that_cannot_be_better_stays() {
    let days = vec![
        day(100, 4, vec![at(scene(1, 8, 60, &[1]), 50), at(scene(2, 8, 60, &[1]), 50)]),
        day(101, 5, vec![at(scene(3, 8, 60, &[2]), 51)]),
    ];
    let draft = searched(&board(days, vec![], vec![part(1), part(2)]), &by(), 20_000);
    assert_eq!((draft.moves.len(), draft.saving.saved()), (0, 0));
}

#[test]
fn locked_days_pins_and_absences_hold() {
    let mut board = split();
    board.cast[0].off.0.insert(may(4));
    board.cast[1].off.0.insert(may(6));
    // Part 1 cannot work on Monday, part 2 not on Wednesday: both are put right.
    let draft = searched(&board, &by(), 40_000);
    assert!(
        draft.left.is_empty() && !scenes(&draft.board, 100).contains(&1) && !scenes(&draft.board, 102).contains(&5)
    );
    // Unless Wednesday is locked.
    let locked = ArrangeBy { locked: [id(102)].into(), ..by() };
    let draft = searched(&board, &locked, 40_000);
    assert_eq!(scenes(&draft.board, 102), [4, 5]);
    assert!(draft.left.iter().all(|left| left.before && left.day == Some(id(102))) && !draft.left.is_empty());
    // An issued day is, too.
    board.days[2].stage = DayStage::Issued;
    assert_eq!(scenes(&searched(&board, &by(), 40_000).board, 102), [4, 5]);
    let pinned = ArrangeBy { pinned: [(id(3), id(100)), (id(2), id(100))].into(), ..by() };
    let draft = searched(&split(), &pinned, 40_000);
    assert!([2, 3].iter().all(|n| scenes(&draft.board, 100).contains(n)));
    let together = ArrangeBy { together: vec![[id(1), id(3)].into(), [id(3), id(5)].into()], ..by() };
    let draft = searched(&split(), &together, 40_000);
    let home = [100, 101, 102].into_iter().find(|d| scenes(&draft.board, *d).contains(&1)).unwrap();
    assert!([3, 5].iter().all(|n| scenes(&draft.board, home).contains(n)));
}

#[test]
fn people_and_places_of_the_facts_count() {
    let mut board = split();
    let from = |day| Period { from: may(day), to: may(day) };
    use super::super::checks::Period;
    board.facts.people =
        vec![PersonFacts { who: Who::Person(id(1)), periods: vec![from(5)], ..PersonFacts::default() }];
    board.facts.places = vec![PlaceFacts { place: id(51), off: [may(5)].into(), ..PlaceFacts::default() }];
    let draft = searched(&board, &by(), 40_000);
    let mut there = scenes(&draft.board, 101);
    there.sort_unstable();
    assert_eq!(there, [1, 4]);
    assert!(draft.left.is_empty());
}

#[test]
fn a_part_of_the_board_leaves_the_rest() {
    let place = ArrangeBy { part: ArrangePart::Place(id(51)), ..by() };
    let draft = searched(&split(), &place, 40_000);
    assert!(draft.moves.iter().all(|mv| [id(2), id(3), id(5)].contains(&mv.strip)));
    assert!(scenes(&draft.board, 100).contains(&1) && scenes(&draft.board, 102).contains(&4));
    assert_eq!(draft.saving.company_moves.after, 0);
    let chosen = ArrangeBy { part: ArrangePart::Strips([id(4), id(6)].into()), ..by() };
    let draft = searched(&split(), &chosen, 40_000);
    assert_eq!(draft.moves.len(), 2);
    assert!(draft.board.boneyard.is_empty() && scenes(&draft.board, 100).contains(&4));
    let all = ArrangeBy { boneyard: true, ..by() };
    assert!(searched(&split(), &all, 40_000).board.boneyard.is_empty());
    // Without room for it, it stays where it lay.
    let tight = ArrangeBy { capacity: Eighths(8), limit: Eighths(8), boneyard: true, ..by() };
    let draft = searched(&split(), &tight, 40_000);
    assert_eq!(draft.board.boneyard.len(), 1);
    assert!(draft.left.iter().any(|left| left.strip == Some(id(6)) && left.day.is_none()));
}

#[test]
fn nights_stay_nights() {
    let days = vec![
        day(100, 4, vec![scene(1, 8, 60, &[1]), scene(2, 8, 60, &[2])]),
        day(101, 5, vec![by_night(scene(3, 8, 60, &[1])), by_night(scene(4, 2, 60, &[2]))]),
        day(102, 6, vec![]),
    ];
    let board = board(days, vec![], vec![part(1), part(2)]);
    let keep = ArrangeBy { keep_light: true, limit: Eighths(40), capacity: Eighths(40), ..by() };
    let draft = searched(&board, &keep, 40_000);
    assert_eq!(scenes(&draft.board, 100), [1, 2]);
    let cheap = ArrangePrices { flip: 0, ..by().prices };
    let free = ArrangeBy { keep_light: false, prices: cheap, ..keep };
    assert_eq!(searched(&board, &free, 40_000).saving.cast[0].days.after.work, 1);
    let only = ArrangeBy { light: [(id(102), DayLight::Night), (id(100), DayLight::Day)].into(), ..free };
    let draft = searched(&board, &only, 40_000);
    assert!(scenes(&draft.board, 102).iter().all(|n| *n > 2) && scenes(&draft.board, 100).iter().all(|n| *n < 3));
}

#[test]
fn what_has_changed_meanwhile_is_no_draft() {
    let board = split();
    let task = ArrangeTask::of(&board, &by()).unwrap();
    let again: ArrangeTask = serde_json::from_str(&serde_json::to_string(&task).unwrap()).unwrap();
    assert_eq!(again, task);
    let mut moved = board.clone();
    apply(&mut moved, Move { strip: id(1), to: Some(id(101)), before: None }).unwrap();
    assert_eq!(task.draft(&moved, &task.before), Err(NotADraft::Changed));
    let mut gone = board.clone();
    gone.days.remove(1);
    assert_eq!(task.draft(&gone, &task.before), Err(NotADraft::Changed));
    for wrong in [vec![], vec![vec![0, 0], vec![], vec![]], vec![vec![99], vec![], vec![]]] {
        assert_eq!(task.draft(&board, &wrong), Err(NotADraft::Misfit));
    }
    // What an answer does not name stays.
    assert_eq!(task.draft(&board, &vec![vec![]; 3]).unwrap().moves, []);
    assert!(ArrangeTask::of(&Board::default(), &by()).is_err());
    let huge = ArrangeBy { terms: [(id(1), terms(i64::MAX, 0))].into(), ..by() };
    assert!(ArrangeTask::of(&board, &huge).is_err());
}

#[test]
fn one_person_with_two_parts_is_paid_once() {
    let mut board = split();
    board.cast[1].person = board.cast[0].person;
    board.days[0].date = may(5);
    board.days[0].unit = id(2);
    let mut by = by();
    by.terms = BTreeMap::from([(id(1), terms(90_000, 60_000)), (id(2), terms(10_000, 5_000))]);
    let task = ArrangeTask::of(&board, &by).unwrap();
    assert_eq!(task.cast()[0].parts, [id(1), id(2)]);
    let draft = task.draft(&board, &task.before).unwrap();
    assert_eq!(draft.saving.cast[0].total.before, 180_000);
}

#[test]
fn the_worker_searches_in_slices_and_stops_at_once() {
    let (board, clock) = (big_board(90), std::cell::Cell::new(0));
    let now = || {
        clock.set(clock.get() + 5);
        clock.get()
    };
    let task = ArrangeTask::of(&board, &by()).unwrap();
    let start = |id, seconds| {
        let (problem, before) = (Box::new(task.problem.clone()), task.before.clone());
        serde_json::to_string(&ArrangeAsk::Start { id, problem, before, seed: 7, seconds }).unwrap()
    };
    let mut desk = ArrangeDesk::default();
    assert_eq!(desk.hear(&start(1, 3), now()), []);
    let first = desk.turn(20, &now);
    let ArrangeSaid::Progress { id: 1, board: Some(better), best, bound, .. } = &first[0] else { panic!("{first:?}") };
    assert!(best >= bound && task.draft(&board, better).unwrap().saving.saved() > 0);
    assert!(desk.turn(20, &now).is_empty() && clock.get() < 80, "slices are short, reports are rare");
    // A stop of another search is not ours; ours answers with the best.
    assert_eq!(desk.hear(r#"{"stop":{"id":9}}"#, now()), []);
    let done = desk.hear(r#"{"stop":{"id":1}}"#, now());
    let ArrangeSaid::Done { id: 1, stopped: true, found, .. } = &done[0] else { panic!("{done:?}") };
    assert!(found.cost.total() <= *best && !desk.busy() && desk.turn(20, &now).is_empty());
    // Time is up; and a second start stops the first.
    desk.hear(&start(2, 1), now());
    let said = desk.hear(&start(3, 1), now());
    assert!(matches!(said[..], [ArrangeSaid::Done { id: 2, stopped: true, .. }]));
    let began = clock.get();
    let mut all = Vec::new();
    while desk.busy() {
        all.extend(desk.turn(20, &now));
    }
    assert!((900..1100).contains(&(clock.get() - began)));
    let reports = all.iter().filter(|said| matches!(said, ArrangeSaid::Progress { id: 3, .. })).count();
    assert!((5..=11).contains(&reports), "{reports}");
    assert!(matches!(all.last(), Some(ArrangeSaid::Done { id: 3, stopped: false, .. })));
    assert!(matches!(desk.hear("{", 0)[..], [ArrangeSaid::Failed { id: 0, .. }]));
    let bad = start(4, 1).replace("\"limit\":20", "\"limit\":-1");
    assert!(matches!(desk.hear(&bad, 0)[..], [ArrangeSaid::Failed { id: 4, .. }]));
}

/// What must hold for every draft.
fn sound(board: &Board, by: &ArrangeBy, draft: &ArrangeDraft) {
    let place = |b: &Board| -> BTreeMap<StripId, Option<DayId>> {
        b.strips().map(|(day, s)| (s.id, day.map(|d| b.days[d].id))).collect()
    };
    // Nothing is lost or doubled, and the moves make the board.
    let mut made = board.clone();
    draft.moves.iter().for_each(|mv| drop(apply(&mut made, *mv).unwrap()));
    assert_eq!(made, draft.board);
    assert_eq!(made.strips().count(), board.strips().count());
    let (was, now) = (place(board), place(&made));
    assert!(was.keys().eq(now.keys()));
    let day_of = |id: DayId| board.days.iter().find(|d| d.id == id).unwrap();
    let fixed = |d: &BoardDay| {
        d.stage != DayStage::Open || d.kind != DayKind::Shoot || !d.is_live() || by.locked.contains(&d.id)
    };
    for (_, strip) in board.strips() {
        let (from, to) = (was[&strip.id], now[&strip.id]);
        if from == to {
            continue;
        }
        let scene = strip.scene().expect("banners stay");
        let chosen = match &by.part {
            ArrangePart::Whole => true,
            ArrangePart::Place(place) => scene.location == Some(*place),
            ArrangePart::Strips(strips) => strips.contains(&strip.id),
        };
        assert!(chosen && (from.is_some() || by.boneyard || matches!(by.part, ArrangePart::Strips(_))));
        let to = day_of(to.expect("nothing is put into the boneyard"));
        assert!(!fixed(to) && from.is_none_or(|from| !fixed(day_of(from))));
        assert!(by.pinned.get(&strip.id).is_none_or(|pin| *pin == to.id), "pins are kept");
        let pinned = by.pinned.contains_key(&strip.id);
        assert!(pinned || by.across_units || from.is_none_or(|from| day_of(from).unit == to.unit));
        let away = |part: &CharacterId| board.cast.iter().any(|c| c.character == *part && c.off.is_off(to.date));
        assert!(!scene.cast.iter().any(away), "unavailable days are not used");
        let closed = board.facts.places.iter().any(|f| Some(f.place) == scene.location && f.off.contains(&to.date));
        assert!(!closed);
    }
    for (before, after) in board.days.iter().zip(&made.days) {
        let pages = |d: &BoardDay| DayTotals::of(&d.strips).eighths.0;
        assert!(pages(after) <= pages(before).max(by.limit.0).max(by.capacity.0));
        if fixed(before) {
            assert_eq!(before, after);
        }
    }
    // The figures are those of the comparison and of the report.
    let both = compare(board, &made, &CompareBy::default()).figures;
    let moves = |count: usize| i64::try_from(count).unwrap();
    assert_eq!(draft.saving.company_moves.before, moves(both.before.moves));
    assert_eq!(draft.saving.company_moves.after, moves(both.after.moves));
    for (side, figures) in [
        (board, draft.saving.cast.iter().map(|c| (c.days.before, c.hold.before, c.total.before)).collect::<Vec<_>>()),
        (&made, draft.saving.cast.iter().map(|c| (c.days.after, c.hold.after, c.total.after)).collect()),
    ] {
        let mut rows = cast_elements(side);
        for row in &mut rows {
            row.drop = by.terms.get(&row.id).and_then(|terms| terms.drop);
        }
        let report = day_out_of_days(&DoodCalendar::of(side), &rows);
        for (person, figures) in draft.saving.cast.iter().zip(figures) {
            let [part] = person.parts[..] else { continue };
            let Some(line) = report.lines.iter().find(|line| line.id == part) else { continue };
            assert_eq!((figures.0.work, figures.0.hold), (line.totals.work, line.totals.hold), "as the report has it");
            let rate = by.terms.get(&part).map_or(by.prices.unrated, |terms| terms.rate);
            assert_eq!(figures.1, rate.hold * i64::from(figures.0.hold));
            assert_eq!(figures.2, figures.1 + rate.work * i64::from(figures.0.work));
        }
    }
    let total: i64 = draft.saving.cast.iter().map(|c| c.total.after).sum();
    assert_eq!(total, draft.saving.cost.after.work + draft.saving.cost.after.hold);
}

prop_compose! {
    /// A board with places, nights, days apart and away, and a way to arrange it.
    fn tasks()(
        mut board in boards(),
        facts in prop::collection::vec((0..4_u128, any::<bool>()), 15),
        (apart, part, picked) in (prop::collection::vec(0..9_i8, 5), 0..4_u8, prop::collection::vec(0..20_u128, 0..6)),
        pins in prop::collection::vec((0..15_u128, 0..6_u128), 0..4),
        locked in prop::collection::vec(0..5_u128, 0..2),
        together in prop::collection::vec(prop::collection::btree_set(0..15_u128, 2..4), 0..3),
        (boneyard, across_units, keep_light, same) in any::<(bool, bool, bool, bool)>(),
        (capacity, more, min_days) in (0..40_i64, 0..20_i64, 0..4_u32),
        closed in prop::collection::vec((0..3_u128, 4..16_i8), 0..3),
    ) -> (Board, ArrangeBy) {
        for (n, (place, night)) in facts.into_iter().enumerate() {
            let strips = board.days.iter_mut().flat_map(|d| &mut d.strips).chain(&mut board.boneyard);
            for strip in strips.filter(|s| s.id == id(1000 + n as u128)) {
                if let StripKind::Scene(scene) = &mut strip.kind {
                    scene.location = (place > 0).then(|| id(50 + place));
                    scene.light = if night { Light::Night } else { Light::Day };
                }
            }
        }
        let mut of_may = 4;
        for (day, apart) in board.days.iter_mut().zip(apart) {
            of_may += apart / 2;
            day.date = may(of_may);
        }
        if !same {
            board.cast[2].person = None;
        }
        board.facts.places = closed.into_iter().map(|(place, of_may)| PlaceFacts { place: id(51 + place), off: [may(of_may)].into(), ..PlaceFacts::default() }).collect();
        let strip = |n: u128| id::<StripId>(1000 + n);
        let part = match part {
            0 => ArrangePart::Place(id(51)),
            1 => ArrangePart::Strips(picked.into_iter().map(strip).collect()),
            _ => ArrangePart::Whole,
        };
        let terms = |n: u128| (id(n), Terms { rate: DayRate { work: 1000 * n as i64, hold: 700 }, drop: (min_days > 0).then_some(DropRule { min_days }) });
        let by = ArrangeBy {
            part,
            boneyard,
            across_units,
            keep_light,
            pinned: pins.into_iter().map(|(s, d)| (strip(s), id(100 + d))).collect(),
            locked: locked.into_iter().map(|d| id(100 + d)).collect(),
            together: together.into_iter().map(|group: BTreeSet<u128>| group.into_iter().map(strip).collect()).collect(),
            capacity: Eighths(capacity),
            limit: Eighths(capacity + more),
            terms: (1..3).map(terms).collect(),
            ..by()
        };
        (board, by)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_found_makes_a_sound_draft((board, by) in tasks(), steps in 0..3000_u64, answer in prop::collection::vec(0..7_usize, 20)) {
        let Ok(task) = ArrangeTask::of(&board, &by) else { return Ok(()) };
        let mut search = Search::new(&task.problem, &task.before, 1).unwrap();
        search.run(&mut StepLimit(steps));
        sound(&board, &by, &task.draft(&board, &search.found().board).unwrap());
        // Even an answer out of thin air.
        let mut found: Found = vec![Vec::new(); task.before.len()];
        for strip in 0..task.problem.strips.len() {
            if let Some(day) = found.get_mut(answer[strip % 20]) {
                day.push(strip);
            }
        }
        sound(&board, &by, &task.draft(&board, &found).unwrap());
    }

    #[test]
    fn a_board_that_keeps_the_rules_never_gets_dearer((board, by) in tasks()) {
        let Ok(task) = ArrangeTask::of(&board, &ArrangeBy { boneyard: false, part: ArrangePart::Whole, ..by.clone() }) else { return Ok(()) };
        let mut search = Search::new(&task.problem, &task.before, 1).unwrap();
        search.run(&mut StepLimit(4000));
        let found = search.found();
        if found.broken_before.is_empty() {
            let draft = task.draft(&board, &found.board).unwrap();
            prop_assert!(draft.saving.saved() >= 0 && draft.left.is_empty());
            prop_assert!(draft.saving.cost.after.total() <= found.cost.total());
        }
    }
}
