//! The audit log: what happened, who did it, from where; written in the transaction of the change, never changed after.
//!
//! | what | where | who reads it |
//! | --- | --- | --- |
//! | changes of a production | `record` | its office (the latest), owners and admins |
//! | sign-ins, passwords, sessions | `security` | owners and admins of the account's companies |
//! | refusals, looks at details, downloads | noted, written by the system within a second (`deferred`) | the same |
//! | who looked at my details | `looks` | whoever they belong to |
//!
//! What is personal is sealed under the key of whom it concerns (`subject`), so that it can be erased. All events are
//! chained (`chain`, `seal`), so that an edit, a deletion, another order or an insertion shows; see ADR 9.
pub mod api;
#[cfg(feature = "ssr")]
pub mod chain;
#[cfg(feature = "ssr")]
pub mod csv;
#[cfg(feature = "ssr")]
mod deferred;
#[cfg(feature = "ssr")]
mod looks;
mod mine;
pub mod model;
mod page;
#[cfg(feature = "ssr")]
pub mod seal;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod subject;
#[cfg(test)]
mod tests;

pub use mine::Looks;
pub use model::AuditLine;
pub use page::AuditPage;
#[cfg(feature = "ssr")]
pub use {
    deferred::{later, listed, looked, note, sweep, write_noted},
    looks::looks as looks_of,
    store::{recent, record, record_about, security},
    subject::{find as find_key, forget_subject, key_for},
};

/// How long events are kept. None is deleted before or after: the chain holds them together. What is personal in them is
/// erased by destroying its key.
pub const KEPT_DAYS: i64 = 730;
