//! Everything that the server keeps of people, and how long; the numbers are those of the code that forgets.
use super::model::{Kept, Span};
use crate::{
    access::SESSION_KEPT_MS,
    accounts::{enrol::registration, known, profile::mail_change, reset, throttle},
    audit::KEPT_DAYS,
    confidential,
    people::INVITATION_MS,
    script::PREVIEW_MS,
    text::{Text, k},
};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The whole table, as the page shows it.
pub(super) fn kept() -> Vec<Kept> {
    let days = |what: Text, ms: i64, text: Text| Kept { what, lasts: Span::of(ms / DAY_MS, text) };
    let hours = |what: Text, ms: i64| Kept { what, lasts: Span::of(ms / HOUR_MS, k::PRIVACY_HOURS) };
    let until = |what: Text, text: Text| Kept { what, lasts: Span::until(text) };
    vec![
        until(k::PRIVACY_KEPT_ACCOUNT, k::PRIVACY_UNTIL_DELETED),
        days(k::PRIVACY_KEPT_SESSIONS, SESSION_KEPT_MS, k::PRIVACY_DAYS_AFTER),
        days(k::PRIVACY_KEPT_DEVICES, known::LASTS_MS, k::PRIVACY_DAYS_UNUSED),
        days(k::PRIVACY_KEPT_ATTEMPTS, throttle::DAY_MS, k::PRIVACY_DAYS_AFTER),
        // A link for a new password is swept as long after its end as it lasted.
        hours(k::PRIVACY_KEPT_RESETS, 2 * reset::LASTS_MS),
        hours(k::PRIVACY_KEPT_REGISTRATIONS, registration::LASTS_MS),
        hours(k::PRIVACY_KEPT_MOVES, mail_change::LASTS_MS),
        days(k::PRIVACY_KEPT_INVITATIONS, INVITATION_MS, k::PRIVACY_DAYS_LINK),
        until(k::PRIVACY_KEPT_PEOPLE, k::PRIVACY_UNTIL_PRODUCTION),
        until(k::PRIVACY_KEPT_RULES, k::PRIVACY_UNTIL_PRODUCTION),
        until(k::PRIVACY_KEPT_PAY, k::PRIVACY_UNTIL_PRODUCTION),
        days(k::PRIVACY_KEPT_CONFIDENTIAL, confidential::KEPT_MS, k::PRIVACY_DAYS_LEFT),
        days(k::PRIVACY_KEPT_LOOKS, KEPT_DAYS * DAY_MS, k::PRIVACY_DAYS),
        until(k::PRIVACY_KEPT_SHEETS, k::PRIVACY_UNTIL_PRODUCTION),
        until(k::PRIVACY_KEPT_CALENDAR, k::PRIVACY_UNTIL_PRODUCTION),
        until(k::PRIVACY_KEPT_EVENTS, k::PRIVACY_UNTIL_PRODUCTION),
        until(k::PRIVACY_KEPT_MAILS, k::PRIVACY_UNTIL_SENT),
        days(k::PRIVACY_KEPT_PREVIEWS, PREVIEW_MS, k::PRIVACY_DAYS),
        until(k::PRIVACY_KEPT_LOG, k::PRIVACY_UNTIL_HOST),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn every_line_says_how_long() {
        for Kept { what, lasts } in kept() {
            let words = lasts.say(Lang::En);
            assert!(!words.contains('{') && !words.contains(" 0 ") && !words.starts_with("0 "), "{what:?}: {words}");
            assert!(lasts.text.say(Lang::En).contains("{n}") == (lasts.n > 0), "{what:?}: {words}");
        }
    }
}
