//! The solver against counting out every possibility, and what it must never do.
mod arrange;
mod exact;
mod instance;
