//! HTTP through the real router, on a real database.
mod app;
mod canary;
mod doors;
mod forms;
