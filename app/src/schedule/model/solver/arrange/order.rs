//! The order of strips within a day with the fewest company moves and flips for their prices.
use super::problem::{Problem, Weights};

/// What a day's strips look like to moves and flips.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mix {
    /// Locations.
    pub locations: i64,
    /// Locations with both day and night strips.
    pub both: i64,
    /// Locations with day strips.
    pub day: i64,
    /// Locations with night strips.
    pub night: i64,
}

impl Mix {
    /// Price of moves and flips in the best order, where strips without a location go with any by day or by night. Each location is visited once, with a flip inside each that has
    /// both; all but one of these flips can be had for a second visit instead.
    pub(super) fn price(self, weights: &Weights) -> i64 {
        let moves = weights.company_move * (self.locations - 1).max(0);
        let flips = match self.both {
            0 if self.day > 0 && self.night > 0 => weights.flip,
            0 => 0,
            both => weights.flip + (both - 1) * weights.flip.min(weights.company_move),
        };
        moves + flips
    }
}

/// Puts a day's strips in the best order; within a location, sets stay together and the given order is kept.
pub(super) fn arrange_day(problem: &Problem, strips: &mut Vec<usize>) {
    let mut locations: Vec<((Option<usize>, bool), Vec<usize>, Vec<usize>)> = Vec::new();
    for &strip in strips.iter() {
        let s = &problem.strips[strip];
        // Without a location, those by day and those by night need not be together.
        let key = (s.location, s.location.is_none() && s.night);
        let at = locations.iter().position(|(other, ..)| *other == key).unwrap_or_else(|| {
            locations.push((key, Vec::new(), Vec::new()));
            locations.len() - 1
        });
        let (_, day, night) = &mut locations[at];
        if s.night { night } else { day }.push(strip);
    }
    let mut list = Vec::with_capacity(strips.len());
    let mut by_set = |part: &[usize]| {
        let mut sets: Vec<usize> = Vec::new();
        for &strip in part {
            let set = problem.strips[strip].set;
            if !sets.contains(&set) {
                sets.push(set);
                list.extend(part.iter().copied().filter(|&other| problem.strips[other].set == set));
            }
        }
    };
    let (both, single): (Vec<_>, Vec<_>) =
        locations.iter().partition(|(_, day, night)| !day.is_empty() && !night.is_empty());
    for (_, day, _) in &single {
        by_set(day);
    }
    if problem.weights.flip <= problem.weights.company_move {
        // Day, night | night, day | day, night ...
        for (at, (_, day, night)) in both.iter().enumerate() {
            let (one, two) = if at % 2 == 0 { (day, night) } else { (night, day) };
            by_set(one);
            by_set(two);
            if at == 0 {
                single.iter().for_each(|(_, _, night)| by_set(night));
            }
        }
        if both.is_empty() {
            single.iter().for_each(|(_, _, night)| by_set(night));
        }
    } else {
        // All by day, then all by night; the last location by day is the first by night.
        both.iter().rev().for_each(|(_, day, _)| by_set(day));
        if let Some((_, _, night)) = both.first() {
            by_set(night);
        }
        single.iter().for_each(|(_, _, night)| by_set(night));
        both.iter().skip(1).for_each(|(_, _, night)| by_set(night));
    }
    *strips = list;
}
