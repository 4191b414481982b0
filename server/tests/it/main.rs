//! HTTP through the real router, on a real database.
mod accounts;
#[expect(dead_code, reason = "shared with the canaries")]
mod app;
mod audit;
mod doors;
mod factors;
mod forms;
mod privacy;
mod register;
