//! Files a schedule comes from and goes to. Pure; no database, no page.
#[cfg(feature = "ssr")]
pub mod csv;
pub mod uss;
