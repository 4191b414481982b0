//! The only door to the database: no proof, no connection.
//!
//! A `Scope` is an open transaction together with the proof that its viewer holds a permission on a target.
//! Pools, keys and the request's context are used in this folder alone.
mod clock;
mod connect;
mod engine;
mod keys;
mod lanes;
mod permission;
mod policy;
mod prove;
mod rows;
mod scope;
mod session_rows;
#[macro_use]
mod sql;
mod statements;
mod viewer;

pub use clock::Clock;
pub use connect::{BootError, Settings};
pub use engine::{Db, Texts};
pub use keys::{Keys, Token, digest, hex, unhex};
pub use permission::*;
pub use policy::{Standing, matrix, may_see_outbox};
pub use prove::Me;
pub use rows::{Cell, Column};
pub use scope::{Scope, lang_of, maybe_viewer, now, viewer, with};
pub use session_rows::{SessionRow, SessionRows};
pub use sql::{Arg, Sql};
pub use statements::all as all_statements;
pub use viewer::{Shown, Via, Viewer, Worker};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
