//! Double-ended branch and bound with a memory (Qin, Zhang, Lim, Liang 2016).
use super::super::control::{Control, Progress};
use super::super::rng::Rng;
use super::bound::Bounds;
use super::cache::Cache;
use super::compact::Compact;
use super::node::{End, Node, State};

/// Work between two questions whether to stop: a few milliseconds, as a bound costs some nanoseconds a unit.
const ASK: u64 = 1 << 18;

#[derive(Clone, Copy)]
struct Child {
    group: u8,
    end: End,
    cost: i64,
    bound: i64,
}

pub(super) struct Search<'a, C: Control> {
    compact: &'a Compact,
    control: &'a mut C,
    cache: Cache,
    bounds: Bounds,
    children: Vec<Child>,
    /// Space for a child that is only looked at.
    child: Node,
    /// Work since the last question whether to stop.
    work: u64,
    /// Scenes placed so far on the way down.
    path: Vec<(u64, End)>,
    /// Only orders below this are looked for.
    pub limit: i64,
    /// Best order of merged scenes and its wages held.
    pub best: (Vec<u8>, i64),
    /// Every order costs this much at least.
    pub bound: i64,
    /// Wages of the days worked, for reports.
    pub base: i64,
    pub steps: u64,
    /// Steps after which a pass gives up.
    pub most: u64,
    pub stopped: bool,
}

impl<'a, C: Control> Search<'a, C> {
    pub(super) fn new(
        compact: &'a Compact,
        control: &'a mut C,
        best: (Vec<u8>, i64),
        base: i64,
        memory: usize,
    ) -> Self {
        Self {
            compact,
            control,
            cache: Cache::new(memory),
            bounds: Bounds::new(),
            children: Vec::new(),
            child: Node::empty(),
            work: 0,
            path: Vec::new(),
            limit: best.1,
            best,
            bound: 0,
            base,
            steps: 0,
            most: u64::MAX,
            stopped: false,
        }
    }

    fn progress(&self) -> Progress {
        Progress { best: self.base + self.best.1, bound: self.base + self.bound, steps: self.steps }
    }

    /// Looks for orders below `limit`; raises the bound as far as the search got.
    pub(super) fn pass(&mut self, limit: i64) {
        self.limit = limit.min(self.best.1);
        let scenes = if self.compact.days.len() == 64 { u64::MAX } else { (1 << self.compact.days.len()) - 1 };
        let root = Node::new(self.compact, State { scenes, early: 0, late: 0 });
        self.children.clear();
        self.path.clear();
        let bound = self.visit(&root, 0, 0);
        self.bound = self.bound.max(bound.min(self.best.1));
        self.tell();
    }

    /// Looks for a better order by moving scenes about, in so many rounds.
    pub(super) fn shake(&mut self, rounds: usize, rng: &mut Rng) {
        let mut progress = self.progress();
        let base = self.base;
        let found = super::local::improve(self.compact, rounds, rng, &mut |hold| {
            progress.best = progress.best.min(base + hold);
            self.stopped |= self.control.stop(&progress);
            self.stopped
        });
        if found.1 < self.best.1 {
            self.best = found;
            self.tell();
        }
    }

    /// A lower bound of the subproblem's cost, at least `limit - spent` when the search was not stopped and found
    /// nothing better.
    fn visit(&mut self, node: &Node, spent: i64, known: i64) -> i64 {
        if node.len <= 1 {
            if spent < self.best.1 {
                self.found(node);
            }
            return 0;
        }
        if let Some((group, end)) = node.free() {
            let mut next = Node::empty();
            let cost = node.place(self.compact, group, end, &mut next);
            self.path.push((node.scenes[group], end));
            let bound = cost + self.visit(&next, spent + cost, known - cost);
            self.path.pop();
            return bound;
        }
        if self.stopped || self.steps >= self.most {
            return known;
        }
        self.steps += 1;
        let before = self.steps;
        let first = self.children.len();
        let mut lowest = self.expand(node, self.limit - spent);
        let last = self.children.len();
        self.children[first..last].sort_unstable_by_key(|child| (child.cost + child.bound, child.group));
        let mut next = Node::empty();
        for at in first..last {
            let child = self.children[at];
            let mut value = child.cost + child.bound;
            if spent + value < self.limit && !self.stopped && self.steps < self.most {
                node.place(self.compact, usize::from(child.group), child.end, &mut next);
                let cached = self.cache.get(next.state).max(child.bound);
                value = child.cost + cached;
                if spent + value < self.limit {
                    self.path.push((node.scenes[usize::from(child.group)], child.end));
                    value = value.max(child.cost + self.visit(&next, spent + child.cost, cached));
                    self.path.pop();
                }
            }
            lowest = lowest.min(value);
        }
        self.children.truncate(first);
        let bound = lowest.max(known);
        self.cache.put(node.state, bound, self.steps - before + 1);
        bound
    }

    /// Puts the children of the more promising end on the stack; returns the lowest value of those not worth it.
    fn expand(&mut self, node: &Node, budget: i64) -> i64 {
        let first = self.children.len();
        // The end with the dearer cast is usually the one with fewer choices.
        let dearer = self.compact.pay(node.state.early) >= self.compact.pay(node.state.late);
        let (one, two) = if dearer { (End::Front, End::Back) } else { (End::Back, End::Front) };
        let (lowest, width) = self.expand_end(node, one, budget, f64::INFINITY);
        let middle = self.children.len();
        if node.state.early == node.state.late || middle == first {
            return lowest;
        }
        let (other, narrower) = self.expand_end(node, two, budget, width);
        if narrower >= width {
            self.children.truncate(middle);
            return lowest;
        }
        self.children.drain(first..middle);
        other
    }

    /// Puts the children of an end on the stack, until they are wider than `most`. Returns the lowest value of those
    /// not worth it, and how wide they are: a guess of the work below, which grows fast with what a child may spend.
    fn expand_end(&mut self, node: &Node, end: End, budget: i64, most: f64) -> (i64, f64) {
        let (mut lowest, mut width) = (i64::MAX, 0.0);
        for group in 0..node.len {
            if node.dominated(group, end) {
                continue;
            }
            let cost = node.place(self.compact, group, end, &mut self.child);
            let mut bound = 0;
            if cost < budget && !self.asked() {
                bound = self.cache.get(self.child.state);
                if cost + bound < budget {
                    // A little more than needed, for when the child comes again and may cost more.
                    let enough = budget - cost;
                    bound = bound.max(self.bounds.of(self.compact, &self.child, enough + enough / 16));
                }
            }
            if cost + bound < budget {
                width += (2.0 - (cost + bound) as f64 / budget as f64).powi(10);
                if width >= most {
                    break;
                }
                self.children.push(Child { group: group as u8, end, cost, bound });
            } else {
                lowest = lowest.min(cost + bound);
            }
        }
        (lowest, width)
    }

    /// Counts the work of a child's bound; whether to stop.
    fn asked(&mut self) -> bool {
        let open = u64::from(self.child.open.count_ones());
        self.work += 64 + open * (self.child.len as u64 + open * open / 8);
        if self.work >= ASK && !self.stopped {
            self.work = 0;
            self.stopped = self.control.stop(&self.progress());
        }
        self.stopped
    }

    /// Says that there is a better order or bound.
    fn tell(&mut self) {
        let progress = self.progress();
        self.control.improved(&progress);
        let (compact, best) = (self.compact, &self.best.0);
        self.control.order(&|| compact.expand(best));
    }

    /// Every scene has its place: writes the order down.
    fn found(&mut self, node: &Node) {
        let (mut front, mut back): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
        for &(scenes, end) in &self.path {
            let list = self.sequence(scenes);
            match end {
                End::Front => front.extend(list),
                End::Back => back.extend(list.iter().rev()),
            }
        }
        front.extend(self.sequence(node.state.scenes));
        front.extend(back.iter().rev());
        let hold = self.compact.hold(&front);
        if hold < self.best.1 {
            self.best = (front, hold);
            self.limit = self.limit.min(hold);
            self.tell();
        }
    }

    /// The scenes of a group, so that nobody who works only among them waits: the sets of scenes of such actors lie
    /// within or beside each other, and sorting by the larger sets first keeps each together.
    fn sequence(&self, scenes: u64) -> Vec<u8> {
        let mut within: Vec<u64> = self.compact.scenes.iter().copied().filter(|own| own & !scenes == 0).collect();
        within.sort_unstable_by_key(|own| (std::cmp::Reverse(own.count_ones()), *own));
        let mut list: Vec<u8> = super::compact::bits(scenes).map(|s| s as u8).collect();
        list.sort_by_key(|s| within.iter().map(|own| own >> s & 1 == 0).collect::<Vec<_>>());
        list
    }
}
