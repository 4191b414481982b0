//! The log on a real database.
