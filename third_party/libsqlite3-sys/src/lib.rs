//! Stands in for the `libsqlite3-sys` that sqlx 0.9.0 asks for and hands on a newer one.
//! The stock version bundles SQLite 3.50.4, which can lose commits (WAL-reset bug, fixed in 3.51.3).
//! Drop this crate when sqlx allows `libsqlite3-sys` 0.38 or later.
pub use real::*;
