//! HTTP through the real router, on a real database.
mod app;
mod doors;
mod forms;
