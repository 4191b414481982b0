//! The instance as the search sees it: scenes and actors as bits, actors who never wait left out, scenes with the
//! same cast merged.
use super::super::instance::Instance;

/// Most scenes and actors of a compact instance: the bits of a word.
pub(super) const WIDTH: usize = 64;

/// Sets of scenes and actors are words with a bit each.
#[derive(Debug, Clone)]
pub(super) struct Compact {
    /// Days of each merged scene.
    pub days: Vec<i64>,
    /// Actors of each merged scene.
    pub cast: Vec<u64>,
    /// Scenes of each actor.
    pub scenes: Vec<u64>,
    /// Cost of a day of each actor.
    pub cost: Vec<i64>,
    /// The instance's scenes behind each merged scene, in the order to shoot them.
    pub members: Vec<Vec<usize>>,
    /// Cost of a day of any eight neighbouring actors together.
    sums: Vec<[i64; 256]>,
}

impl Compact {
    /// `None` when more than [`WIDTH`] scenes or actors remain.
    pub(super) fn of(instance: &Instance) -> Option<Self> {
        let (groups, actors) = merge(instance);
        if groups.len() > WIDTH || actors.len() > WIDTH {
            return None;
        }
        let needs = |a: usize, s: usize| instance.actors()[a].scenes[groups[s].0[0]];
        let word =
            |bits: &mut dyn Iterator<Item = bool>| bits.enumerate().fold(0, |w, (at, on)| w | u64::from(on) << at);
        let cast = (0..groups.len()).map(|s| word(&mut actors.iter().map(|&a| needs(a, s)))).collect();
        let scenes = actors.iter().map(|&a| word(&mut (0..groups.len()).map(|s| needs(a, s)))).collect();
        let cost: Vec<i64> = actors.iter().map(|&a| instance.actors()[a].cost).collect();
        let sums = cost.chunks(8).map(sums_of).collect();
        let (members, days) = groups.into_iter().unzip();
        Some(Self { days, cast, scenes, cost, members, sums })
    }

    /// Cost of a day of a set of actors.
    #[inline]
    pub(super) fn pay(&self, mut actors: u64) -> i64 {
        let mut sum = 0;
        for table in &self.sums {
            sum += table[(actors & 255) as usize];
            actors >>= 8;
        }
        sum
    }

    /// Wages of the days held in an order of merged scenes.
    pub(super) fn hold(&self, order: &[u8]) -> i64 {
        let mut after = [0_u64; WIDTH + 1];
        for (at, &s) in order.iter().enumerate().rev() {
            after[at] = after[at + 1] | self.cast[usize::from(s)];
        }
        let (mut before, mut hold) = (0, 0);
        for (at, &s) in order.iter().enumerate() {
            let s = usize::from(s);
            hold += self.days[s] * self.pay(before & after[at + 1] & !self.cast[s]);
            before |= self.cast[s];
        }
        hold
    }

    /// An order of merged scenes as one of the instance's scenes.
    pub(super) fn expand(&self, order: &[u8]) -> Vec<usize> {
        order.iter().flat_map(|&s| self.members[usize::from(s)].iter().copied()).collect()
    }
}

fn sums_of(costs: &[i64]) -> [i64; 256] {
    std::array::from_fn(|set| {
        costs.iter().enumerate().map(|(at, cost)| if set >> at & 1 == 1 { *cost } else { 0 }).sum()
    })
}

/// The numbers of the bits that are set, lowest first.
#[inline]
pub(super) fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(bit)
    })
}

/// Scenes with the same cast merged, each with their days, and the actors who can wait.
pub(super) fn merge(instance: &Instance) -> (Vec<(Vec<usize>, i64)>, Vec<usize>) {
    let days = instance.durations();
    let mut groups: Vec<(Vec<usize>, i64)> = (0..days.len()).map(|s| (vec![s], days[s])).collect();
    let mut actors: Vec<usize> = (0..instance.actors().len()).collect();
    loop {
        // An actor of one scene, or of all, never waits. Everybody in a group has the same cast.
        let before = (groups.len(), actors.len());
        actors.retain(|&a| {
            let actor = &instance.actors()[a];
            let needed = groups.iter().filter(|(group, _)| actor.scenes[group[0]]).count();
            actor.cost > 0 && needed > 1 && needed < groups.len()
        });
        let mut merged: Vec<(Vec<bool>, (Vec<usize>, i64))> = Vec::new();
        for (group, days) in groups {
            let cast: Vec<bool> = actors.iter().map(|&a| instance.actors()[a].scenes[group[0]]).collect();
            match merged.iter_mut().find(|(other, _)| *other == cast) {
                Some((_, (members, sum))) => {
                    members.extend(group);
                    *sum += days;
                }
                None => merged.push((cast, (group, days))),
            }
        }
        groups = merged.into_iter().map(|(_, group)| group).collect();
        if before == (groups.len(), actors.len()) {
            break;
        }
    }
    (groups, actors)
}
