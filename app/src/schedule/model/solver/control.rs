//! How a caller watches and ends a search. The solver knows no clock: it counts steps and asks.

/// What a search has reached so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Cost of the best solution, in the unit of the problem's costs.
    pub best: i64,
    /// No solution costs less than this.
    pub bound: i64,
    /// Steps done since the search began.
    pub steps: u64,
}

/// Watches a search: gets better results as they are found and says when to end it.
pub trait Control {
    /// Asked every few milliseconds, 10 at most, whatever the search is at; `true` ends it with the best solution so
    /// far.
    fn stop(&mut self, progress: &Progress) -> bool;

    /// A better solution or a better bound was found.
    fn improved(&mut self, _progress: &Progress) {}

    /// After [`Control::improved`]: makes the best order of scenes so far (counted from 0), if it is wanted.
    fn order(&mut self, _make: &dyn Fn() -> Vec<usize>) {}

    /// After [`Control::improved`]: makes the best board so far, strips by day, if it is wanted.
    fn board(&mut self, _make: &dyn Fn() -> Vec<Vec<usize>>) {}
}

/// Ends a search after a number of steps, the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepLimit(pub u64);

impl Control for StepLimit {
    fn stop(&mut self, progress: &Progress) -> bool {
        progress.steps >= self.0
    }
}

/// Ends a search when the closure says so; the simplest way to pass a clock in.
impl<F: FnMut(&Progress) -> bool> Control for F {
    fn stop(&mut self, progress: &Progress) -> bool {
        self(progress)
    }
}
