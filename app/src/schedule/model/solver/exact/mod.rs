//! The classic problem to the proven optimum: double-ended branch and bound over subproblems that are remembered
//! (Smith 2005; Garcia de la Banda, Stuckey, Chu 2011; Qin, Zhang, Lim, Liang, EJOR 250 (2016)).
mod bound;
mod cache;
mod compact;
mod local;
mod node;
mod search;
mod wide;

use super::control::{Control, Progress};
use super::instance::Instance;
use super::rng::Rng;
use compact::Compact;
use search::Search;
use serde::{Deserialize, Serialize};

/// Steps after which a better first order is worth looking for.
const HARD: u64 = 2000;

/// Steps of a first attempt at a bound within a hundredth: enough where little work is left.
const PROBE: u64 = 3_000;

/// Steps of a first attempt at the proof. Lower limits before it would cost most of the proof's own steps; what takes
/// longer than this shows a bound within a hundredth first.
const PROOF: u64 = 100_000;

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Steers the first orders tried; the result with the same seed and step limit is always the same.
    pub seed: u64,
    /// Bytes for remembered subproblems, at most.
    pub memory: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, memory: 128 << 20 }
    }
}

/// The best order found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solution {
    /// Scenes, counted from 0.
    pub order: Vec<usize>,
    /// All wages of this order.
    pub total: i64,
    /// Wages of days held, part of the total.
    pub hold: i64,
    /// No order has a lower total.
    pub bound: i64,
    /// `bound` equals `total`.
    pub proved: bool,
    /// Subproblems looked at.
    pub steps: u64,
}

/// Searches until the optimum is proved or the caller stops. With more than 64 scenes with different cast, or 64
/// actors who can wait, better and better orders are looked for until the caller stops, and only the wages of days
/// worked are the bound.
pub fn solve(instance: &Instance, options: Options, control: &mut impl Control) -> Solution {
    let base = instance.base();
    let Some(compact) = Compact::of(instance) else {
        let (order, hold, steps) = wide::improve(instance, options.seed, control);
        return Solution { order, total: base + hold, hold, bound: base, proved: hold == 0, steps };
    };
    let n = compact.days.len();
    let mut rng = Rng::new(options.seed);
    let first = &mut |hold| control.stop(&Progress { best: base + hold, bound: base, steps: 0 });
    let best = local::improve(&compact, 4 + n * n / 16, &mut rng, first);
    let mut search = Search::new(&compact, control, best, base, options.memory);
    // What one attempt remembers helps the next, whatever its limit.
    let mut shaken = false;
    for (per_mille, most) in [(9, PROBE), (0, PROOF), (9, u64::MAX), (0, u64::MAX)] {
        if search.steps > HARD && !shaken && !search.stopped {
            // A better order is found in a moment and saves much of what follows.
            shaken = true;
            search.shake(2 * n * n, &mut rng);
        }
        let limit = search.best.1 - (base + search.best.1) * per_mille / 1000;
        if !search.stopped && limit > search.bound {
            search.most = search.steps.saturating_add(most);
            search.pass(limit);
        }
    }
    let (order, hold) = (compact.expand(&search.best.0), search.best.1);
    let bound = base + search.bound.min(hold);
    Solution { order, total: base + hold, hold, bound, proved: bound == base + hold, steps: search.steps }
}
