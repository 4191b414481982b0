//! Arranging boards against counting every board out, and what it must never do.
use super::super::arrange::*;
use super::super::rng::Rng;
use super::super::{Progress, StepLimit};
use proptest::prelude::*;

/// A random problem with a board that may break rules.
fn random(seed: u64, strips: usize, days: usize) -> (Problem, Board) {
    let mut rng = Rng::new(seed);
    let (cast, locations) = (1 + rng.below(5), 1 + rng.below(3));
    let mut problem = Problem {
        weights: Weights { company_move: rng.below(30) as i64, flip: rng.below(30) as i64, over: rng.below(5) as i64 },
        ..Problem::default()
    };
    let mut calendar = 0;
    for _ in 0..days {
        calendar += rng.below(5) as i64;
        let closed = (0..locations).filter(|_| rng.below(8) == 0).collect();
        let light = [Light::Any, Light::Any, Light::Any, Light::Day, Light::Night][rng.below(5)];
        let capacity = 6 + rng.below(10) as i64;
        let limit = capacity + rng.below(5) as i64;
        problem.days.push(Day { calendar, capacity, limit, closed, light, locked: rng.below(9) == 0 });
    }
    for _ in 0..cast {
        let away = (0..days).filter(|_| rng.below(7) == 0).collect();
        let drop = (rng.below(2) == 0).then(|| rng.below(6) as i64);
        let hold = (rng.below(4) > 0).then(|| rng.below(50) as i64);
        problem.cast.push(Member { cost: rng.below(50) as i64, away, hold, drop });
    }
    let mut board: Board = vec![Vec::new(); days];
    for at in 0..strips {
        let strip = Strip {
            load: 1 + rng.below(5) as i64,
            location: (rng.below(6) > 0).then(|| rng.below(locations)),
            set: rng.below(4),
            night: rng.below(3) == 0,
            cast: (0..cast).filter(|_| rng.below(3) == 0).collect(),
            pinned: (rng.below(9) == 0).then(|| rng.below(days)),
            block: (rng.below(6) == 0).then(|| rng.below(2)),
            fixed: rng.below(9) == 0,
            only: (rng.below(6) == 0).then(|| (0..days).filter(|_| rng.below(3) > 0).collect()),
        };
        problem.strips.push(strip);
        if rng.below(8) > 0 {
            board[rng.below(days)].push(at);
        }
    }
    (problem, board)
}

/// The lowest cost of all boards that keep the rules, over all orders within the days.
fn count_out(problem: &Problem, before: &Board) -> Option<i64> {
    fn orders(left: &mut Vec<usize>, done: &mut Vec<usize>, each: &mut dyn FnMut(&[usize])) {
        if left.is_empty() {
            return each(done);
        }
        for at in 0..left.len() {
            let strip = left.remove(at);
            done.push(strip);
            orders(left, done, each);
            done.pop();
            left.insert(at, strip);
        }
    }
    let (n, days) = (problem.strips.len(), problem.days.len());
    let mut best = None;
    for code in 0..days.pow(n as u32) {
        let mut board: Board = vec![Vec::new(); days];
        for strip in 0..n {
            board[code / days.pow(strip as u32) % days].push(strip);
        }
        if !super::super::arrange::broken_since(problem, &board, before).is_empty() {
            continue;
        }
        for day in 0..days {
            if problem.days[day].locked {
                board[day].clone_from(&before[day]);
                continue;
            }
            let mut cheapest = (i64::MAX, Vec::new());
            orders(&mut board[day].clone(), &mut Vec::new(), &mut |order| {
                let mut alone: Board = vec![Vec::new(); days];
                alone[day] = order.to_vec();
                let total = weigh(problem, &alone).unwrap().0.total();
                if total < cheapest.0 {
                    cheapest = (total, order.to_vec());
                }
            });
            board[day] = cheapest.1;
        }
        let total = weigh(problem, &board).unwrap().0.total();
        best = Some(best.map_or(total, |best: i64| best.min(total)));
    }
    best
}

fn sound(problem: &Problem, before: &Board, found: &Arrangement) {
    let mut strips: Vec<usize> = found.board.iter().flatten().copied().collect();
    strips.sort_unstable();
    assert!(strips.into_iter().eq(0..problem.strips.len()), "every strip once");
    assert_eq!(weigh(problem, &found.board).unwrap().0, found.cost);
    assert_eq!(broken_since(problem, &found.board, before), found.broken);
    assert_eq!(weigh(problem, before).unwrap(), (found.cost_before, found.broken_before.clone()));
    if found.broken.is_empty() {
        assert!(found.bound <= found.cost.total());
    }
    if found.broken_before.is_empty() {
        assert!(found.broken.is_empty() && found.cost.total() <= found.cost_before.total());
    }
    let hold: i64 = found.cast.iter().map(|change| change.hold_cost_after).sum();
    assert_eq!(hold, found.cost.hold);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn finds_what_counting_out_finds(seed: u64, strips in 1..6_usize, days in 1..4_usize) {
        let (problem, board) = random(seed, strips, days);
        let found = arrange(&problem, &board, seed, &mut StepLimit(40_000)).unwrap();
        sound(&problem, &board, &found);
        match count_out(&problem, &board) {
            Some(best) => {
                prop_assert_eq!(&found.broken, &vec![]);
                prop_assert_eq!(found.cost.total(), best);
                prop_assert!(found.proved && found.bound == best, "few boards are all looked at");
            }
            None => prop_assert!(!found.broken.is_empty() && !found.proved),
        }
    }

    #[test]
    fn larger_boards_stay_sound(seed: u64, strips in 10..60_usize, days in 3..20_usize) {
        let (problem, board) = random(seed, strips, days);
        let found = arrange(&problem, &board, seed, &mut StepLimit(5_000)).unwrap();
        sound(&problem, &board, &found);
    }
}

#[test]
fn the_same_seed_finds_the_same() {
    let (problem, board) = random(11, 50, 10);
    let run = |seed| arrange(&problem, &board, seed, &mut StepLimit(30_000)).unwrap();
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn it_stops_when_told() {
    let (problem, board) = random(12, 50, 10);
    let mut asked = 0;
    let found = arrange(&problem, &board, 1, &mut |_: &Progress| {
        asked += 1;
        asked == 3
    });
    assert_eq!((found.unwrap().steps, asked), (3 * 512, 3));
}

#[test]
fn a_paused_search_goes_on() {
    let (problem, board) = random(12, 50, 10);
    let at_once = arrange(&problem, &board, 3, &mut StepLimit(20 * 512)).unwrap();
    let mut search = Search::new(&problem, &board, 3).unwrap();
    for step in 1..=20 {
        assert!(!search.run(&mut StepLimit(step * 512)));
        sound(&problem, &board, &search.found());
    }
    assert_eq!(search.found(), at_once);
}

#[test]
fn somebody_idle_for_long_is_dropped_once() {
    let day = |calendar| Day { calendar, capacity: 9, limit: 9, ..Day::default() };
    let strip =
        |pinned, cast: &[usize]| Strip { load: 1, pinned: Some(pinned), cast: cast.to_vec(), ..Strip::default() };
    let mut problem = Problem {
        days: [0, 1, 7, 14, 20, 30].map(day).to_vec(),
        strips: vec![strip(0, &[0]), strip(3, &[0]), strip(5, &[0])],
        cast: vec![Member { cost: 100, hold: Some(50), drop: Some(10), away: Vec::new() }],
        ..Problem::default()
    };
    let board = vec![vec![0], vec![], vec![], vec![1], vec![], vec![2]];
    // Idle for 13 and for 15 days, with two and one shooting days between; dropped in the first gap.
    assert_eq!(weigh(&problem, &board).unwrap().0, Cost { work: 300, hold: 50, ..Cost::default() });
    problem.cast[0].drop = Some(14);
    assert_eq!(weigh(&problem, &board).unwrap().0.hold, 100);
    problem.cast[0].drop = None;
    assert_eq!(weigh(&problem, &board).unwrap().0.hold, 150);
    // Who could not work on a day is not held on it.
    problem.cast[0].away = vec![1, 4];
    assert_eq!(weigh(&problem, &board).unwrap().0.hold, 50);
    problem.cast[0].hold = None;
    assert_eq!(weigh(&problem, &board).unwrap().0.hold, 0);
}

#[test]
fn impossible_rules_are_told() {
    let mut problem = Problem {
        days: vec![Day { capacity: 4, limit: 4, ..Day::default() }; 2],
        strips: vec![Strip { load: 3, ..Strip::default() }; 3],
        ..Problem::default()
    };
    let board = vec![vec![0, 1], vec![2]];
    assert_eq!(weigh(&problem, &board).unwrap().1, [Broken::Full { day: 0, excess: 2 }]);
    let found = arrange(&problem, &board, 1, &mut StepLimit(10_000)).unwrap();
    assert!(!found.proved && matches!(found.broken[..], [Broken::Full { excess: 2, .. }]), "{found:?}");
    problem.days[0].closed = vec![0];
    problem.strips[0].pinned = Some(0);
    problem.strips[0].location = Some(0);
    let found = arrange(&problem, &board, 1, &mut StepLimit(10_000)).unwrap();
    assert!(found.broken.contains(&Broken::Closed { strip: 0, day: 0 }), "{found:?}");
}

/// Two units on one date: whoever is in one is not arranged into the other, however much that would save.
#[test]
fn nobody_is_arranged_into_two_units() {
    let day = |calendar| Day { calendar, capacity: 9, limit: 9, ..Day::default() };
    let strip = |pinned| Strip { load: 1, cast: vec![0], pinned, ..Strip::default() };
    let problem = Problem {
        days: vec![day(0), day(0), day(1)],
        strips: vec![strip(Some(0)), strip(None)],
        cast: vec![Member { cost: 100, hold: Some(100), ..Member::default() }],
        ..Problem::default()
    };
    let found = |problem: &Problem, board: &Board| {
        let found = arrange(problem, board, 1, &mut StepLimit(10_000)).unwrap();
        assert_eq!((found.broken.len(), found.proved), (0, true), "{found:?}");
        found.board
    };
    assert_eq!(found(&problem, &vec![vec![0], vec![], vec![1]]), [vec![0, 1], vec![], vec![]]);
    let mut kept = problem.clone();
    kept.strips[1].only = Some(vec![1, 2]);
    assert_eq!(found(&kept, &vec![vec![0], vec![], vec![1]]), [vec![0], vec![], vec![1]]);
    let twice = vec![vec![0], vec![1], vec![]];
    assert_eq!(found(&kept, &twice), twice, "who was in both already may stay");
    let was = vec![vec![0], vec![], vec![1]];
    assert_eq!(broken_since(&kept, &twice, &was), [Broken::Twice { strip: 1, day: 1, member: 0 }]);
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let (problem, board) = random(4, 6, 3);
    let no = |change: &dyn Fn(&mut Problem, &mut Board)| {
        let (mut problem, mut board) = (problem.clone(), board.clone());
        change(&mut problem, &mut board);
        arrange(&problem, &board, 1, &mut StepLimit(1)).unwrap_err()
    };
    assert_eq!(no(&|p, b| (p.days.clear(), b.clear()).0), ProblemError::Size);
    assert_eq!(no(&|p, _| p.strips[2].load = -1), ProblemError::Strip(2));
    assert_eq!(no(&|p, _| p.strips[2].cast = vec![99]), ProblemError::Strip(2));
    assert_eq!(no(&|p, _| p.strips[2].location = Some(usize::MAX)), ProblemError::Strip(2));
    assert_eq!(no(&|p, _| p.strips[2].pinned = Some(3)), ProblemError::Strip(2));
    assert_eq!(no(&|p, _| p.days[1].limit = 0), ProblemError::Day(1));
    assert_eq!(no(&|p, _| p.days[1].calendar = -1), ProblemError::Day(1));
    assert_eq!(no(&|p, _| p.cast[0].cost = i64::MAX), ProblemError::Member(0));
    assert_eq!(no(&|p, _| p.weights.over = -1), ProblemError::Weights);
    assert_eq!(no(&|_, b| b[0] = vec![6]), ProblemError::Board);
    assert_eq!(no(&|_, b| (b[0], b[1]) = (vec![1], vec![1])), ProblemError::Board);
    assert_eq!(no(&|_, b| drop(b.pop())), ProblemError::Board);
}
