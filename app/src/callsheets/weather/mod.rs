//! The weather of a shooting day. Typed by hand in the day's form, or a forecast fetched for where the day is shot and
//! summed up over its hours ([`model`]); the wire is that of Open-Meteo ([`wire`]). The server asks only if its owner
//! named a service; positions leave the house rounded to about a kilometre.
pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod wire;
pub mod words;
