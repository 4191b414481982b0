//! Everything that a browser keeps for this program. Whatever sets a cookie takes its lifetime from here.
use super::model::{InBrowser, Place, Span};
use crate::text::k;

/// How long a session's cookie is kept without use.
pub const SESSION_DAYS: i64 = 7;
/// How long a device keeps its language: a year.
pub const LANGUAGE_SECONDS: i64 = 365 * 86_400;
/// How long a browser is known: as long as browsers keep a cookie at all.
pub const DEVICE_SECONDS: i64 = 400 * 86_400;
/// `WEEK` in the worker of the personal sheet.
const SHEET_DAYS: i64 = 7;

/// All of it, and all of it strictly necessary.
pub const IN_BROWSER: [InBrowser; 10] = [
    InBrowser {
        name: "id",
        bound: true,
        place: Place::Cookie,
        purpose: k::PRIVACY_SESSION,
        lasts: Span::of(SESSION_DAYS, k::PRIVACY_DAYS_UNUSED),
    },
    InBrowser {
        name: "device",
        bound: true,
        place: Place::Cookie,
        purpose: k::PRIVACY_DEVICE,
        lasts: Span::of(DEVICE_SECONDS / 86_400, k::PRIVACY_DAYS),
    },
    InBrowser {
        name: "lang",
        bound: false,
        place: Place::Cookie,
        purpose: k::PRIVACY_LANG,
        lasts: Span::of(LANGUAGE_SECONDS / 86_400, k::PRIVACY_DAYS),
    },
    InBrowser {
        name: "call-pages-1",
        bound: false,
        place: Place::Cache,
        purpose: k::PRIVACY_SHEETS,
        lasts: Span::of(SHEET_DAYS, k::PRIVACY_DAYS_MOST),
    },
    InBrowser {
        name: "call-shell-1",
        bound: false,
        place: Place::Cache,
        purpose: k::PRIVACY_SHELL,
        lasts: Span::until(k::PRIVACY_WITH_SHEETS),
    },
    InBrowser {
        name: "call",
        bound: false,
        place: Place::Database,
        purpose: k::PRIVACY_QUEUE,
        lasts: Span::of(SHEET_DAYS, k::PRIVACY_DAYS_MOST),
    },
    InBrowser {
        name: "call:",
        bound: false,
        place: Place::Local,
        purpose: k::PRIVACY_SEEN,
        lasts: Span::until(k::PRIVACY_UNTIL_LINK),
    },
    InBrowser {
        name: "own",
        bound: false,
        place: Place::Local,
        purpose: k::PRIVACY_OWN,
        lasts: Span::until(k::PRIVACY_UNTIL_SIGN_OUT),
    },
    InBrowser {
        name: "callReload",
        bound: false,
        place: Place::Session,
        purpose: k::PRIVACY_RELOAD,
        lasts: Span::until(k::PRIVACY_UNTIL_TAB),
    },
    InBrowser {
        name: "callDraft",
        bound: false,
        place: Place::Session,
        purpose: k::PRIVACY_DRAFT,
        lasts: Span::until(k::PRIVACY_UNTIL_TAB),
    },
];
