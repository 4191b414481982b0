//! What the page and its worker say to each other, and the worker's side of it: one search at a time, in slices, so
//! that the worker hears its page in between. Each message is JSON text. The clock is the caller's, in milliseconds.
use super::super::solver::Progress;
use super::search::{Arrangement, Board, Problem, Search};
use serde::{Deserialize, Serialize};

/// Milliseconds between two reports at least.
const PAUSE: i64 = 100;
/// The longest search.
const MOST_SECONDS: u32 = 3600;

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrangeAsk {
    /// Search. Another search under way is stopped.
    Start {
        /// The page's number of this search; every answer carries it.
        id: u32,
        /// See [`super::ArrangeTask`].
        problem: Box<Problem>,
        /// The board as it is.
        before: Board,
        /// The same seed finds the same, as far as it gets.
        seed: u32,
        /// How long.
        seconds: u32,
    },
    /// Stop; the best board so far is the answer.
    Stop {
        /// Which search; any other is not touched.
        id: u32,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrangeSaid {
    /// How far it is, ten times a second at most.
    Progress {
        /// Which search.
        id: u32,
        /// Cost of the best board so far.
        best: i64,
        /// No board costs less.
        bound: i64,
        /// Moves tried.
        steps: u64,
        /// Milliseconds since the start.
        elapsed: i64,
        /// The best board, when it is another than the last one told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        board: Option<Board>,
    },
    /// The end: time is up, nothing better can be found, or it was stopped.
    Done {
        /// Which search.
        id: u32,
        /// By the page, this one or the next.
        stopped: bool,
        /// Milliseconds since the start.
        elapsed: i64,
        /// The best board found.
        found: Box<Arrangement>,
    },
    /// There was no search.
    Failed {
        /// Which search; 0 when what was asked could not be read.
        id: u32,
        /// Why, for the log.
        why: String,
    },
}

/// The worker's side.
#[derive(Default)]
pub struct ArrangeDesk {
    job: Option<Job>,
}

struct Job {
    id: u32,
    search: Search,
    began: i64,
    ends: i64,
    /// When the last report went out, and its board.
    last: i64,
    told: Board,
}

impl ArrangeDesk {
    /// There is a search, and [`Self::turn`] is to be called.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.job.is_some()
    }

    /// Takes a message of the page.
    pub fn hear(&mut self, text: &str, now: i64) -> Vec<ArrangeSaid> {
        match serde_json::from_str(text) {
            Ok(ArrangeAsk::Stop { id }) if self.job.as_ref().is_some_and(|job| job.id == id) => self.end(true, now),
            Ok(ArrangeAsk::Stop { .. }) => Vec::new(),
            Ok(ArrangeAsk::Start { id, problem, before, seed, seconds }) => {
                let mut said = self.end(true, now);
                match Search::new(&problem, &before, u64::from(seed)) {
                    Ok(search) => {
                        let ends = now.saturating_add(1000 * i64::from(seconds.min(MOST_SECONDS)));
                        self.job = Some(Job { id, search, began: now, ends, last: now - PAUSE, told: before });
                    }
                    Err(why) => said.push(ArrangeSaid::Failed { id, why: why.to_string() }),
                }
                said
            }
            Err(why) => vec![ArrangeSaid::Failed { id: 0, why: why.to_string() }],
        }
    }

    /// Searches for so many milliseconds.
    pub fn turn(&mut self, slice: i64, now: &dyn Fn() -> i64) -> Vec<ArrangeSaid> {
        let Some(job) = &mut self.job else { return Vec::new() };
        let until = now().saturating_add(slice).min(job.ends);
        let finished = job.search.run(&mut |_: &Progress| now() >= until);
        let here = now();
        if finished || here >= job.ends {
            return self.end(false, here);
        }
        if here - job.last < PAUSE {
            return Vec::new();
        }
        job.last = here;
        let (progress, board) = (job.search.progress(), job.search.board());
        let better = board != job.told;
        if better {
            job.told.clone_from(&board);
        }
        vec![ArrangeSaid::Progress {
            id: job.id,
            best: progress.best,
            bound: progress.bound,
            steps: progress.steps,
            elapsed: here - job.began,
            board: better.then_some(board),
        }]
    }

    fn end(&mut self, stopped: bool, now: i64) -> Vec<ArrangeSaid> {
        let done = |job: Job| {
            let found = Box::new(job.search.found());
            ArrangeSaid::Done { id: job.id, stopped, elapsed: now - job.began, found }
        };
        self.job.take().map(done).into_iter().collect()
    }
}
