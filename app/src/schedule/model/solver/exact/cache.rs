//! Remembers subproblems with a lower bound of their cost, in a table of fixed size.
use super::node::State;

/// How many subproblems share a place; the one least work went into gives way.
const WAYS: usize = 4;

/// Scenes, early and late of a state, its bound, and how many subproblems were looked at to find it; 0 = nothing
/// here. Bare words, because memory for them comes zeroed from the system at no cost.
type Entry = [u64; 5];

const BOUND: usize = 3;
const WORK: usize = 4;

/// Up to here the table doubles; then it gets its full size at once, as moving a large one takes long.
const SMALL: usize = 1 << 13;

fn holds(entry: &Entry, state: State) -> bool {
    entry[WORK] > 0 && entry[..BOUND] == [state.scenes, state.early, state.late]
}

/// Lower bounds by subproblem. Grows up to a fixed number of bytes, then forgets.
pub(super) struct Cache {
    entries: Vec<Entry>,
    used: usize,
    most: usize,
}

impl Cache {
    /// Never more than this many bytes, except for a small beginning.
    pub(super) fn new(bytes: usize) -> Self {
        let most = (bytes / size_of::<Entry>()).max(1 << 10);
        let most = 1 << (usize::BITS - 1 - most.leading_zeros());
        Self { entries: vec![[0; 5]; 1 << 10], used: 0, most }
    }

    /// Read backwards a subproblem costs the same; one of the two is kept.
    fn canonical(state: State) -> State {
        if state.early <= state.late { state } else { State { early: state.late, late: state.early, ..state } }
    }

    fn place(&self, state: State) -> usize {
        let mut h = state.scenes.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        h = (h ^ (h >> 32) ^ state.early.rotate_left(20)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        h = (h ^ (h >> 29) ^ state.late.rotate_left(40)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((h ^ (h >> 32)) as usize & (self.entries.len() / WAYS - 1)) * WAYS
    }

    /// The best bound known, 0 when there is none.
    #[inline]
    pub(super) fn get(&self, state: State) -> i64 {
        let state = Self::canonical(state);
        let at = self.place(state);
        let found = self.entries[at..at + WAYS].iter().find(|entry| holds(entry, state));
        found.map_or(0, |entry| entry[BOUND].cast_signed())
    }

    /// Keeps a bound that took some work to find.
    pub(super) fn put(&mut self, state: State, bound: i64, work: u64) {
        if self.used * 2 > self.entries.len() && self.entries.len() < self.most {
            self.grow();
        }
        let State { scenes, early, late } = Self::canonical(state);
        self.insert([scenes, early, late, bound.max(0).cast_unsigned(), work.max(1)]);
    }

    fn insert(&mut self, new: Entry) {
        let state = State { scenes: new[0], early: new[1], late: new[2] };
        let at = self.place(state);
        let ways = &mut self.entries[at..at + WAYS];
        if let Some(same) = ways.iter_mut().find(|entry| holds(entry, state)) {
            same[BOUND] = same[BOUND].max(new[BOUND]);
            same[WORK] = same[WORK].max(new[WORK]);
        } else if let Some(least) = ways.iter_mut().min_by_key(|entry| entry[WORK]) {
            self.used += usize::from(least[WORK] == 0);
            *least = new;
        }
    }

    fn grow(&mut self) {
        let len = if self.entries.len() < SMALL { self.entries.len() * 2 } else { self.most };
        let old = std::mem::replace(&mut self.entries, vec![[0; 5]; len.min(self.most)]);
        self.used = 0;
        for entry in old.into_iter().filter(|entry| entry[WORK] > 0) {
            self.insert(entry);
        }
    }
}
