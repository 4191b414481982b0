//! Instances too large to be searched to the end: scenes are moved to better places until the caller stops.
use super::super::control::{Control, Progress};
use super::super::instance::Instance;
use super::super::rng::Rng;
use super::compact::{bits, merge};

/// Places of scenes looked at between two questions whether to stop: some milliseconds at most.
const ASK: usize = 1 << 9;

/// Merged scenes with sets of actors of any size.
struct Wide {
    days: Vec<i64>,
    /// Actors of each merged scene.
    cast: Vec<Vec<u64>>,
    cost: Vec<i64>,
    members: Vec<Vec<usize>>,
    /// Words of a set.
    words: usize,
}

/// Sets kept between calls, one for each place.
#[derive(Default)]
struct Space {
    before: Vec<u64>,
    after: Vec<u64>,
    behind: Vec<i64>,
}

/// The best order of the instance's scenes, its wages held, and how often a scene's best place was looked for.
pub(super) fn improve(instance: &Instance, seed: u64, control: &mut impl Control) -> (Vec<usize>, i64, u64) {
    let wide = Wide::of(instance);
    let (base, n, mut rng) = (instance.base(), wide.days.len(), Rng::new(seed));
    let mut order: Vec<usize> = (0..n).collect();
    let mut hold = wide.hold(&order);
    let mut best = (order.clone(), hold);
    let (mut steps, mut work, mut space) = (0, 0, Space::default());
    // A round moves scenes until nothing helps, from an order shaken a little, now and then from the best.
    'rounds: for round in 0_u64.. {
        let (mut shaken, mut cost) = if round % 64 == 63 { best.clone() } else { (order.clone(), hold) };
        let mut queue: Vec<usize> = (0..n).collect();
        if round > 0 {
            queue = wide.shake(&mut shaken, &mut rng);
            cost = wide.hold(&shaken);
        }
        while let Some(scene) = queue.pop() {
            work += n;
            steps += 1;
            if work >= ASK {
                work = 0;
                if control.stop(&Progress { best: base + best.1, bound: base, steps }) {
                    break 'rounds;
                }
            }
            let Some(from) = shaken.iter().position(|other| *other == scene) else { continue };
            shaken.remove(from);
            let (place, now) = wide.best_place(&shaken, scene, &mut space);
            shaken.insert(if now < cost { place } else { from }, scene);
            if now < cost {
                cost = now;
                // Its new neighbours may now want to move, too.
                let near = place.saturating_sub(2)..(place + 3).min(n);
                queue.extend(near.map(|at| shaken[at]).filter(|other| *other != scene));
            }
        }
        if cost <= hold || round % 64 == 63 {
            (order, hold) = (shaken, cost);
        }
        if hold < best.1 || round == 0 {
            best = (order.clone(), hold);
            control.improved(&Progress { best: base + hold, bound: base, steps });
            control.order(&|| wide.expand(&order));
        }
        if best.1 == 0 {
            break;
        }
    }
    (wide.expand(&best.0), best.1, steps)
}

impl Wide {
    fn of(instance: &Instance) -> Self {
        let (groups, actors) = merge(instance);
        let words = actors.len().div_ceil(64).max(1);
        let set = |scene: usize| {
            let mut set = vec![0_u64; words];
            for (at, _) in actors.iter().enumerate().filter(|(_, a)| instance.actors()[**a].scenes[scene]) {
                set[at / 64] |= 1 << (at % 64);
            }
            set
        };
        let cast = groups.iter().map(|(members, _)| set(members[0])).collect();
        let cost = actors.iter().map(|&a| instance.actors()[a].cost).collect();
        let (members, days) = groups.into_iter().unzip();
        Self { days, cast, cost, members, words }
    }

    fn expand(&self, order: &[usize]) -> Vec<usize> {
        order.iter().flat_map(|&s| self.members[s].iter().copied()).collect()
    }

    /// Cost of a day of the actors that `set` makes, word by word.
    fn pay(&self, set: impl Fn(usize) -> u64) -> i64 {
        (0..self.words).map(|w| bits(set(w)).map(|at| self.cost[w * 64 + at]).sum::<i64>()).sum()
    }

    fn hold(&self, order: &[usize]) -> i64 {
        match order.split_first() {
            Some((first, others)) => self.fill(others, *first, &mut Space::default()),
            None => 0,
        }
    }

    /// Writes who works before and after each place, and what is held behind it if the scene came earlier; returns
    /// what is held with the scene in front.
    fn fill(&self, others: &[usize], scene: usize, space: &mut Space) -> i64 {
        let (w, n, cast) = (self.words, others.len(), &self.cast[scene]);
        space.before.clear();
        space.before.resize((n + 1) * w, 0);
        space.after.clear();
        space.after.resize((n + 1) * w, 0);
        space.behind.clear();
        space.behind.resize(n + 1, 0);
        for (at, &s) in others.iter().enumerate() {
            for i in 0..w {
                space.before[(at + 1) * w + i] = space.before[at * w + i] | self.cast[s][i];
            }
        }
        for (at, &s) in others.iter().enumerate().rev() {
            let (before, after) = (&space.before[at * w..], &space.after[(at + 1) * w..]);
            let held = self.pay(|i| (before[i] | cast[i]) & after[i] & !self.cast[s][i]);
            space.behind[at] = space.behind[at + 1] + self.days[s] * held;
            for i in 0..w {
                space.after[at * w + i] = space.after[(at + 1) * w + i] | self.cast[s][i];
            }
        }
        space.behind[0]
    }

    /// The cheapest place of a scene among the others, and the wages held then.
    fn best_place(&self, others: &[usize], scene: usize, space: &mut Space) -> (usize, i64) {
        self.fill(others, scene, space);
        let (w, cast) = (self.words, &self.cast[scene]);
        let (mut ahead, mut best) = (0, (0, i64::MAX));
        for at in 0..=others.len() {
            let (before, after) = (&space.before[at * w..], &space.after[at * w..]);
            let own = self.days[scene] * self.pay(|i| before[i] & after[i] & !cast[i]);
            let cost = ahead + own + space.behind[at];
            if cost < best.1 {
                best = (at, cost);
            }
            if let Some(&s) = others.get(at) {
                let after = &space.after[(at + 1) * w..];
                ahead += self.days[s] * self.pay(|i| before[i] & (after[i] | cast[i]) & !self.cast[s][i]);
            }
        }
        best
    }

    /// Moves a few scenes, or two that swap, or a whole stretch; returns those whose place is to be looked at.
    fn shake(&self, order: &mut [usize], rng: &mut Rng) -> Vec<usize> {
        let n = order.len();
        let (one, two) = (rng.below(n), rng.below(n));
        let (from, to) = (one.min(two), one.max(two));
        match rng.below(3) {
            0 => order.swap(from, to),
            1 => order[from..=to].rotate_left(1 + rng.below(8).min(to - from)),
            _ => order[from..=to.min(from + 12)].reverse(),
        }
        let near = |at: usize| at.saturating_sub(4)..(at + 5).min(n);
        let mut queue: Vec<usize> = near(from).chain(near(to)).map(|at| order[at]).collect();
        for at in (1..queue.len()).rev() {
            queue.swap(at, rng.below(at + 1));
        }
        queue
    }
}
