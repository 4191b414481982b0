//! HTTP through the real router, on a real database.
mod accounts;
#[expect(dead_code, reason = "shared with the canaries")]
mod app;
mod audit;
mod breakdown;
mod calendar;
mod confidential;
mod doors;
mod exchange;
mod factors;
mod forms;
mod issue;
mod pressure;
mod privacy;
mod register;
mod rules;
mod verify;
mod weather;
