//! What a person sees and may do, built twice: `ssr` for the server, `hydrate` for the browser.
#![recursion_limit = "1024"]

/// The only door to the database: viewers, permissions, scopes.
#[cfg(feature = "ssr")]
#[macro_use]
pub mod access;
/// Who can sign in.
pub mod accounts;
/// What happened: one event per change, sealed in a chain.
pub mod audit;
/// What every scene needs: elements by category, tagged in the script's words.
pub mod breakdown;
/// Each person's own shooting days, for the calendar on their phone.
pub mod calendar;
/// Call sheets: draft, publish, deliver, confirm.
pub mod callsheets;
/// Medical notes, next of kin, home address: for an emergency and for driving.
pub mod confidential;
/// A head of department's own people.
pub mod departments;
/// What a person may be told when something fails.
pub mod error;
/// Second factors: an app, passkeys, recovery codes.
pub mod factors;
/// Where scenes are shot, with the nearest hospital.
pub mod locations;
/// Who belongs to a company.
pub mod members;
/// Mails to be sent, written in the caller's transaction.
#[cfg(feature = "ssr")]
pub mod outbox;
/// The parts that the browser's program is cut into.
pub mod parts;
/// Crew and cast of a production.
pub mod pay;
pub mod people;
/// Who may see and do what.
pub mod permissions;
/// What is kept of people, where and how long.
pub mod privacy;
/// One film, series, commercial or music video.
pub mod productions;
/// Every address of a page.
#[cfg(feature = "ssr")]
mod qr;
/// The schedule as lists: on screen, as PDF, for spreadsheets.
pub mod reports;
pub mod routes;
/// What a schedule is checked against.
pub mod rules;
/// The board, shooting days, one's own days.
pub mod schedule;
/// Scenes, their import and breakdown.
pub mod script;
/// The HTML document and the table of routes.
pub mod shell;
/// The catalogue of words.
pub mod text;
/// What is printed, set by typst.
#[cfg(feature = "ssr")]
pub mod typeset;
/// Primitives: what every page is built from.
pub mod ui;
/// Small types that parse.
pub mod values;
/// One company and its mails.
pub mod workspaces;

pub use shell::App;
