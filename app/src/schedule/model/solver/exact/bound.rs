//! Lower bounds of a subproblem's holding cost.
//!
//! Two kinds of wages are counted, never the same actor's same day twice:
//! - *between the ends*: at any moment whoever is on location must separate the actors of the beginning from those
//!   of the end, or two who share a scene never meet. A flow between the two sides through shared scenes, with
//!   wages as capacities, is a lower bound of what is held beside a scene (it covers the bound of one actor of each
//!   side in Qin, Zhang, Lim, Liang 2016);
//! - *at one end*: of two actors on location one leaves first, and the other waits for nothing or for all scenes of
//!   the first (the bounds of Garcia de la Banda, Stuckey, Chu 2011 and of Qin et al., with each scene's days split
//!   among its actors by wages, summed over all pairs).
use super::compact::{Compact, WIDTH, bits};
use super::node::Node;

/// Binary places kept when a scene's days are split.
const SPLIT: u32 = 16;

/// Space for the bounds, kept between calls.
pub(super) struct Bounds {
    /// Wages of each actor not yet counted beside each group.
    left: Vec<[i64; WIDTH]>,
    /// Wages held by the one while waiting for the other.
    waits: Vec<i64>,
}

impl Bounds {
    pub(super) fn new() -> Self {
        Self { left: vec![[0; WIDTH]; WIDTH], waits: Vec::new() }
    }

    /// Wages held at least, up to about `enough`.
    pub(super) fn of(&mut self, compact: &Compact, node: &Node, enough: i64) -> i64 {
        let (early, late) = (node.state.early, node.state.late);
        let ends = early | late;
        let mut met = [0_u64; WIDTH];
        let mut at_work = [0_u64; WIDTH];
        for at in 0..node.len {
            for actor in bits(node.cast[at]) {
                met[actor] |= node.cast[at];
                at_work[actor] |= 1 << at;
            }
        }
        self.refill(compact, node);
        if early == 0 || late == 0 {
            let sum = self.one_end(compact, node, ends);
            return if sum >= enough { sum } else { sum + self.triples(node, &at_work) };
        }
        let mut flow = 0;
        for at in 0..node.len {
            flow += node.days[at] * self.across(node, at, &met);
        }
        if flow >= enough {
            return flow;
        }
        let mut first = flow + self.one_end(compact, node, early) + self.one_end(compact, node, late);
        if first >= enough {
            return first;
        }
        first += self.triples(node, &at_work);
        // Hardly ever helps when much is missing.
        if first >= enough || first < enough - enough / 8 {
            return first;
        }
        // Once more with the flow only beside the scenes that the ends do not use.
        self.refill(compact, node);
        let mut second = 0;
        for at in 0..node.len {
            if node.cast[at] & ends == 0 {
                second += node.days[at] * self.across(node, at, &met);
            }
        }
        second += self.one_end(compact, node, early) + self.one_end(compact, node, late);
        if second < enough {
            second += self.triples(node, &at_work);
        }
        first.max(second)
    }

    /// Of three actors each two of whom share scenes without the third, one waits for all those of the others:
    /// whichever of three such scenes is shot between the other two holds the one it does not need.
    fn triples(&mut self, node: &Node, at_work: &[u64; WIDTH]) -> i64 {
        let ends = node.state.early | node.state.late;
        let free = node.open & !ends;
        if free == 0 {
            return 0;
        }
        let mut list = [0_usize; WIDTH];
        let mut len = 0;
        for actor in bits(free).chain(bits(ends)) {
            list[len] = actor;
            len += 1;
        }
        let k = free.count_ones() as usize;
        let mut sum = 0;
        for i in 0..k {
            for j in i + 1..len {
                for l in j + 1..len {
                    let three = [list[i], list[j], list[l]];
                    let [x, y, z] = three.map(|actor| at_work[actor]);
                    let held = [y & z & !x, x & z & !y, x & y & !z];
                    if held.contains(&0) {
                        continue;
                    }
                    let mut most = i64::MAX;
                    for (actor, groups) in three.into_iter().zip(held) {
                        most = most.min(bits(groups).map(|at| node.days[at] * self.left[at][actor]).sum());
                        if most == 0 {
                            break;
                        }
                    }
                    if most == 0 {
                        continue;
                    }
                    sum += most;
                    for (actor, groups) in three.into_iter().zip(held) {
                        let mut open = most;
                        for at in bits(groups) {
                            let here = self.left[at][actor];
                            // Rounding up counts too little, never too much.
                            let take = here.min((open + node.days[at] - 1) / node.days[at]);
                            self.left[at][actor] -= take;
                            open -= take * node.days[at];
                            if open <= 0 {
                                break;
                            }
                        }
                    }
                }
            }
        }
        sum
    }

    fn refill(&mut self, compact: &Compact, node: &Node) {
        for left in &mut self.left[..node.len] {
            left[..compact.cost.len()].copy_from_slice(&compact.cost);
        }
    }

    /// Wages held a day beside a group by those who keep the two ends together; takes them from what is left.
    fn across(&mut self, node: &Node, group: usize, met: &[u64; WIDTH]) -> i64 {
        let cast = node.cast[group];
        let (early, mut late) = (node.state.early & !cast, node.state.late & !cast);
        if early == 0 || late == 0 {
            return 0;
        }
        let left = &mut self.left[group];
        let mut sum = 0;
        for a in bits(early) {
            for b in bits(late & met[a]) {
                let flow = left[a].min(left[b]);
                sum += flow;
                left[a] -= flow;
                left[b] -= flow;
                if left[b] == 0 {
                    late &= !(1 << b);
                }
                if left[a] == 0 {
                    break;
                }
            }
        }
        // By way of one actor in between, whose wages count only here.
        let mut between = node.open & !(node.state.early | node.state.late) & !cast;
        if late == 0 || between == 0 {
            return sum;
        }
        for a in bits(early) {
            for f in bits(between & met[a]) {
                for b in bits(late & met[f]) {
                    let flow = left[a].min(left[b]).min(left[f]);
                    sum += flow;
                    left[a] -= flow;
                    left[b] -= flow;
                    left[f] -= flow;
                    if left[b] == 0 {
                        late &= !(1 << b);
                    }
                }
                if left[f] == 0 {
                    between &= !(1 << f);
                }
            }
        }
        sum
    }

    /// Wages held at least by the actors of one end because they leave (or come) one after the other.
    fn one_end(&mut self, compact: &Compact, node: &Node, actors: u64) -> i64 {
        let k = actors.count_ones() as usize;
        if k < 2 {
            return 0;
        }
        self.waits.clear();
        self.waits.resize(k * k, 0);
        let mut list = [0; WIDTH];
        for (place, actor) in list.iter_mut().zip(bits(actors)) {
            *place = actor;
        }
        let list = &list[..k];
        let mut parts = [0; WIDTH];
        for at in 0..node.len {
            let works = node.cast[at] & actors;
            if works == 0 || works == actors {
                continue;
            }
            let share = (node.days[at] << SPLIT) / compact.pay(works);
            for (part, &b) in parts.iter_mut().zip(list) {
                *part = if works >> b & 1 == 1 { (share * compact.cost[b]) >> (SPLIT - 8) } else { 0 };
            }
            for (row, &a) in self.waits.chunks_exact_mut(k).zip(list) {
                let wage = self.left[at][a];
                if works >> a & 1 == 0 && wage > 0 {
                    for (held, part) in row.iter_mut().zip(&parts) {
                        *held += wage * part;
                    }
                    self.left[at][a] = 0;
                }
            }
        }
        let mut sum = 0;
        for a in 0..k {
            for b in 0..a {
                sum += self.waits[a * k + b].min(self.waits[b * k + a]);
            }
        }
        // Rounding up is right: the true cost is whole, and every part was rounded down.
        (sum + 255) >> 8
    }
}
