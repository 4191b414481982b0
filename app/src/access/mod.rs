//! The only door to the database: no proof, no connection.
//!
//! A `Scope` is an open transaction together with the proof that its viewer holds a permission on a target.
//! Pools, keys and the request's context are used in this folder alone.
mod clock;
mod connect;
mod engine;
mod keys;
mod lanes;
mod later;
mod permission;
mod policy;
mod prove;
mod rows;
mod rules;
mod scope;
mod session_rows;
#[macro_use]
mod sql;
mod statements;
mod viewer;

pub use clock::Clock;
pub use connect::{BootError, Settings};
pub use engine::{Db, Texts};
pub use keys::{Keys, SubjectKey, Token, digest, hex, unhex};
pub use later::{Later, Noted, Subjects, What};
pub use permission::*;
pub use policy::{Standing, matrix, may_see_outbox, needs, role_holds};
pub use prove::Me;
pub use rows::{Cell, Column};
pub use rules::{Rule, Rules};
pub use scope::{Scope, lang_of, maybe_viewer, note, now, viewer, with};
pub use session_rows::{SESSION_KEPT_MS, SessionRow, SessionRows};
pub use sql::{Arg, Sql};
pub use statements::all as all_statements;
pub use viewer::{Facts, Shown, Via, Viewer, Worker};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
