//! A subproblem: the scenes not yet placed, between those placed at the beginning and those placed at the end.
//!
//! What it costs depends only on the scenes and on who is on location at either end (Garcia de la Banda, Stuckey,
//! Chu 2011): who worked on both sides is paid throughout whatever the order and has left the subproblem.
use super::compact::{Compact, WIDTH, bits};

/// What the cost of a subproblem depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    /// Scenes still to be placed.
    pub scenes: u64,
    /// Actors on location from the beginning, until their last scene.
    pub early: u64,
    /// Actors on location to the end, from their first scene.
    pub late: u64,
}

/// Where the next scene goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// After the scenes at the beginning.
    Front,
    /// Before the scenes at the end.
    Back,
}

/// A subproblem with its scenes merged into groups of equal cast, as far as the cast can still wait.
#[derive(Clone)]
pub(super) struct Node {
    /// How many groups.
    pub len: usize,
    /// Days of each group.
    pub days: [i64; WIDTH],
    /// Who of the undecided actors each group needs.
    pub cast: [u64; WIDTH],
    /// Scenes of each group.
    pub scenes: [u64; WIDTH],
    /// See [`State`].
    pub state: State,
    /// Actors whose cost is still open.
    pub open: u64,
}

impl Node {
    /// The subproblem in full, groups merged.
    pub(super) fn new(compact: &Compact, state: State) -> Self {
        let mut node = Self {
            len: 0,
            days: [0; WIDTH],
            cast: [0; WIDTH],
            scenes: [0; WIDTH],
            state,
            open: state.early | state.late,
        };
        for (actor, scenes) in compact.scenes.iter().enumerate() {
            node.open |= u64::from(scenes & !state.scenes == 0) << actor;
        }
        for s in bits(state.scenes) {
            node.days[node.len] = compact.days[s];
            node.cast[node.len] = compact.cast[s];
            node.scenes[node.len] = 1 << s;
            node.len += 1;
        }
        node.merge();
        node
    }

    /// Merges groups that need the same open actors, and drops actors who cannot wait any more: new ones in one
    /// group only, and those in every group.
    fn merge(&mut self) {
        loop {
            let mut len = 0;
            let (mut once, mut twice, mut all) = (0, 0, u64::MAX);
            for at in 0..self.len {
                let cast = self.cast[at] & self.open;
                let (days, scenes) = (self.days[at], self.scenes[at]);
                match self.cast[..len].iter().position(|other| *other == cast) {
                    Some(same) => {
                        self.days[same] += days;
                        self.scenes[same] |= scenes;
                    }
                    None => {
                        (self.days[len], self.cast[len], self.scenes[len]) = (days, cast, scenes);
                        len += 1;
                        twice |= once & cast;
                        once |= cast;
                        all &= cast;
                    }
                }
            }
            self.len = len;
            let ends = self.state.early | self.state.late;
            let open = self.open & once & (twice | ends) & !all;
            if open == self.open {
                break;
            }
            self.open = open;
            self.state.early &= open;
            self.state.late &= open;
        }
    }

    /// Nothing; to be written by [`Node::place`].
    pub(super) fn empty() -> Self {
        let state = State { scenes: 0, early: 0, late: 0 };
        Self { len: 0, days: [0; WIDTH], cast: [0; WIDTH], scenes: [0; WIDTH], state, open: 0 }
    }

    /// Places a group at an end: writes what is left to `next` and returns what that costs.
    pub(super) fn place(&self, compact: &Compact, group: usize, end: End, next: &mut Self) -> i64 {
        let cast = self.cast[group];
        let (near, far) = match end {
            End::Front => (self.state.early, self.state.late),
            End::Back => (self.state.late, self.state.early),
        };
        (next.len, next.open) = (self.len - 1, self.open & !(cast & far));
        let without = |to: &mut [u64; WIDTH], from: &[u64; WIDTH]| {
            to[..group].copy_from_slice(&from[..group]);
            to[group..next.len].copy_from_slice(&from[group + 1..self.len]);
        };
        without(&mut next.cast, &self.cast);
        without(&mut next.scenes, &self.scenes);
        next.days[..group].copy_from_slice(&self.days[..group]);
        next.days[group..next.len].copy_from_slice(&self.days[group + 1..self.len]);
        // Who now stands on both sides is paid throughout.
        let fixed = cast & far;
        let mut cost = self.days[group] * compact.pay(near & !cast);
        if fixed != 0 {
            for at in 0..next.len {
                cost += next.days[at] * compact.pay(fixed & !next.cast[at]);
            }
        }
        let (near, far) = ((near | cast) & next.open, far & next.open);
        let (early, late) = match end {
            End::Front => (near, far),
            End::Back => (far, near),
        };
        next.state = State { scenes: self.state.scenes & !self.scenes[group], early, late };
        next.merge();
        cost
    }

    /// A group that costs nothing at an end and so can go there at once: its cast is just who is on location.
    pub(super) fn free(&self) -> Option<(usize, End)> {
        (0..self.len).find_map(|group| match self.cast[group] {
            cast if cast == self.state.early => Some((group, End::Front)),
            cast if cast == self.state.late => Some((group, End::Back)),
            _ => None,
        })
    }

    /// Another group that goes before this one at an end without costing more: everybody on location works in it,
    /// and whom it brings in addition this one brings too (Garcia de la Banda, Stuckey, Chu 2011).
    pub(super) fn dominated(&self, group: usize, end: End) -> bool {
        let near = if end == End::Front { self.state.early } else { self.state.late };
        let with = self.cast[group] | near;
        self.cast[..self.len]
            .iter()
            .enumerate()
            .any(|(at, &cast)| at != group && near & !cast == 0 && cast & !with == 0)
    }
}
