//! What a Web Worker of the browser runs, so that the page stays smooth: arranging a board, talent scheduling, and
//! the checks of a schedule for their figures. The very sources of the rules, without the pages: a small module.
#[allow(dead_code, unused_imports, reason = "the rules are included whole, and the worker uses a part of them")]
#[path = "../../../app/src/values/mod.rs"]
pub mod values;

mod clock;
#[allow(dead_code, unused_imports, reason = "the rules are included whole, and the worker uses a part of them")]
pub mod schedule;

use clock::Clock;
use schedule::model::ArrangeDesk;
use schedule::model::checks::{Checker, sample, sample_moves};
use schedule::model::solver::{self, Instance, Options, Progress};
use serde_json::json;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// The worker's side of arranging boards, see [`ArrangeDesk`]. Answers are JSON arrays of
/// [`ArrangeSaid`](schedule::model::ArrangeSaid).
#[wasm_bindgen]
pub struct Desk {
    desk: ArrangeDesk,
    clock: Clock,
}

#[wasm_bindgen]
impl Desk {
    /// Nothing to do yet.
    ///
    /// # Errors
    /// There is no clock.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Desk, JsError> {
        Ok(Self { desk: ArrangeDesk::default(), clock: Clock::new()? })
    }

    /// Takes a message of the page: JSON of [`ArrangeAsk`](schedule::model::ArrangeAsk).
    ///
    /// # Errors
    /// Never; what cannot be read is answered.
    pub fn hear(&mut self, text: &str) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.desk.hear(text, self.clock.ms()))?)
    }

    /// Searches for so many milliseconds.
    ///
    /// # Errors
    /// Never.
    pub fn turn(&mut self, slice: u32) -> Result<String, JsError> {
        let clock = &self.clock;
        Ok(serde_json::to_string(&self.desk.turn(i64::from(slice), &|| clock.ms()))?)
    }

    /// There is a search, and a turn is to be taken.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.desk.busy()
    }
}

/// Solves an instance of talent scheduling in its classic text format within so many seconds. The answer is JSON, the
/// same as of `daybreak solve --json`: `{order, total, hold, bound, proved, seconds}`, scenes counted from 1.
///
/// # Errors
/// The text is no instance.
#[wasm_bindgen]
pub fn solve(text: &str, seconds: f64) -> Result<String, JsError> {
    let instance = Instance::parse(text)?;
    let clock = Clock::new()?;
    let found = solver::solve(&instance, Options::default(), &mut |_: &Progress| clock.seconds() >= seconds);
    let order: Vec<usize> = found.order.iter().map(|scene| scene + 1).collect();
    let all = json!({
        "order": order, "total": found.total, "hold": found.hold, "bound": found.bound, "proved": found.proved,
        "seconds": (clock.seconds() * 1e6).round() / 1e6,
    });
    Ok(all.to_string())
}

/// Moves strips of a made-up board one after the other; the answer is a JSON array of the milliseconds that each took
/// with its checks and the list of all findings.
///
/// # Errors
/// There is no clock, or a move is refused.
#[wasm_bindgen]
pub fn check_moves(strips: usize, days: usize, cast: usize, moves: usize, seed: u64) -> Result<String, JsError> {
    let clock = Clock::new()?;
    let mut checker = Checker::of(&sample(strips, days, cast, seed));
    let mut took = Vec::with_capacity(moves);
    for one in sample_moves(strips, days, moves, seed.wrapping_add(1)) {
        let began = clock.seconds();
        checker.moved(&one).map_err(|why| JsError::new(&format!("{why:?}")))?;
        std::hint::black_box(checker.findings());
        took.push((clock.seconds() - began) * 1e3);
    }
    Ok(serde_json::to_string(&took)?)
}
