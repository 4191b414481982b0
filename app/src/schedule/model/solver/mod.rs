//! Finds good and, where it can, provably best shooting orders. Pure: no clock, no threads, the same result for the
//! same seed, in the browser's worker as on the server.
pub mod arrange;
pub mod control;
pub mod exact;
pub mod instance;
mod rng;

pub use arrange::{Arrangement, arrange};
pub use control::{Control, Progress, StepLimit};
pub use exact::{Options, Solution, solve};
pub use instance::{Actor, Instance, InstanceError};

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests;
