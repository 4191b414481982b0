//! The classic problem against counting every order out, and how it stops.
use super::super::rng::Rng;
use super::super::*;
use proptest::prelude::*;

/// A random instance: how often an actor is needed varies from actor to actor.
fn random(seed: u64, scenes: usize, actors: usize) -> Instance {
    let mut rng = Rng::new(seed);
    let durations = (0..scenes).map(|_| 1 + rng.below(4) as i64).collect();
    let actor = |rng: &mut Rng| {
        let share = 1 + rng.below(scenes);
        Actor { cost: rng.below(9) as i64, scenes: (0..scenes).map(|_| rng.below(scenes) < share).collect() }
    };
    let cast = (0..actors).map(|_| actor(&mut rng)).collect();
    Instance::new("random", durations, cast).unwrap()
}

/// The lowest hold over all orders.
fn count_out(instance: &Instance, order: &mut Vec<usize>) -> i64 {
    let n = instance.durations().len();
    if order.len() == n {
        return instance.hold(order).unwrap();
    }
    let mut best = i64::MAX;
    for scene in 0..n {
        if !order.contains(&scene) {
            order.push(scene);
            best = best.min(count_out(instance, order));
            order.pop();
        }
    }
    best
}

/// The lowest hold by dynamic programming over sets of scenes shot (Garcia de la Banda, Stuckey, Chu 2011).
fn by_sets(instance: &Instance) -> i64 {
    let n = instance.durations().len();
    let mut best = vec![i64::MAX; 1 << n];
    best[0] = 0;
    for shot in 0..1_usize << n {
        for scene in (0..n).filter(|scene| shot >> scene & 1 == 0) {
            let waits = |actor: &&Actor| {
                let on = |from: usize| (0..n).any(|s| actor.scenes[s] && s != scene && (shot >> s & 1) == from);
                !actor.scenes[scene] && on(0) && on(1)
            };
            let held: i64 = instance.actors().iter().filter(waits).map(|actor| actor.cost).sum();
            let cost = best[shot] + held * instance.durations()[scene];
            best[shot | 1 << scene] = best[shot | 1 << scene].min(cost);
        }
    }
    best[(1 << n) - 1]
}

fn proved(instance: &Instance) -> Solution {
    let solution = solve(instance, Options::default(), &mut StepLimit(u64::MAX));
    assert!(solution.proved && solution.bound == solution.total);
    assert_eq!(instance.hold(&solution.order), Some(solution.hold));
    assert_eq!(solution.total, instance.base() + solution.hold);
    solution
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn equals_counting_out_all_orders(seed: u64, scenes in 1..7_usize, actors in 1..7_usize) {
        let instance = random(seed, scenes, actors);
        prop_assert_eq!(proved(&instance).hold, count_out(&instance, &mut Vec::new()));
    }

    #[test]
    fn equals_the_plain_dynamic_program(seed: u64, scenes in 7..12_usize, actors in 3..11_usize) {
        let instance = random(seed, scenes, actors);
        prop_assert_eq!(proved(&instance).hold, by_sets(&instance));
    }

    #[test]
    fn a_stopped_search_has_a_true_bound(seed: u64, steps in 0..60_u64) {
        let instance = random(seed, 12, 9);
        let best = instance.base() + by_sets(&instance);
        let stopped = solve(&instance, Options { seed, memory: 0 }, &mut StepLimit(steps));
        prop_assert!(stopped.bound <= best && best <= stopped.total);
        prop_assert_eq!(instance.hold(&stopped.order), Some(stopped.hold));
    }
}

#[test]
fn eight_scenes_equal_counting_out_all_orders() {
    for seed in 0..4 {
        let instance = random(seed, 8, 7);
        assert_eq!(proved(&instance).hold, count_out(&instance, &mut Vec::new()));
    }
}

#[test]
fn a_forgetful_search_finds_the_same() {
    for seed in 0..6 {
        let instance = random(seed, 16, 10);
        let all = Options { seed: 9, memory: 0 };
        assert_eq!(solve(&instance, all, &mut StepLimit(u64::MAX)).total, proved(&instance).total);
    }
}

#[test]
fn stopping_is_prompt_and_repeatable() {
    let instance = random(5, 40, 30);
    let run = || solve(&instance, Options::default(), &mut StepLimit(3000));
    let one = run();
    assert_eq!(one, run());
    assert!(!one.proved && one.steps < 3000 + 2048, "{}", one.steps);
    assert!(instance.base() <= one.bound && one.bound < one.total);
}

#[test]
fn more_than_the_words_hold_gets_a_good_order() {
    let instance = random(3, 90, 80);
    let story: Vec<usize> = (0..90).collect();
    let run = |steps| solve(&instance, Options::default(), &mut StepLimit(steps));
    let (soon, later) = (run(200), run(4000));
    for answer in [&soon, &later] {
        assert_eq!(instance.hold(&answer.order), Some(answer.hold));
        assert_eq!((answer.bound, answer.proved), (instance.base(), false));
    }
    assert!(later.hold < instance.hold(&story).unwrap() && later.hold <= soon.hold);
    assert_eq!(later, run(4000));
    // A large problem whose best order is known: everybody works one stretch.
    let actor = |a: usize| Actor { cost: 5, scenes: (0..90_usize).map(|s| (s * 37 % 90).abs_diff(a) < 8).collect() };
    let stretches = Instance::new("stretches", vec![1; 90], (0..90).map(actor).collect()).unwrap();
    let found = solve(&stretches, Options::default(), &mut StepLimit(8000));
    assert!(found.hold * 4 < stretches.hold(&story).unwrap(), "{}", found.hold);
}

#[test]
fn better_orders_are_told_as_they_come() {
    struct Told(Vec<Progress>, Vec<usize>);
    impl Control for Told {
        fn stop(&mut self, _: &Progress) -> bool {
            false
        }
        fn improved(&mut self, progress: &Progress) {
            self.0.push(*progress);
        }
        fn order(&mut self, make: &dyn Fn() -> Vec<usize>) {
            self.1 = make();
        }
    }
    let mut told = Told(Vec::new(), Vec::new());
    let solution = solve(&random(7, 14, 10), Options::default(), &mut told);
    assert_eq!(told.0.last().map(|last| (last.best, last.bound)), Some((solution.total, solution.bound)));
    assert_eq!(told.1, solution.order);
    assert!(told.0.windows(2).all(|pair| pair[1].best <= pair[0].best && pair[1].bound >= pair[0].bound));
}
