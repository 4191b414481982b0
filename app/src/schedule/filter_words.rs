//! What is wrong with a filter as typed, in words.
use super::model::{FilterError, FilterErrorKind as Kind};
use crate::text::{Lang, k};

/// One sentence, with the character it is about (counted from 1).
#[must_use]
pub(super) fn error(lang: Lang, error: &FilterError) -> String {
    let at = (error.at + 1).to_string();
    let said = match &error.kind {
        Kind::TooLong => k::SCHEDULE_FILTER_TOO_LONG.say(lang).to_owned(),
        Kind::TooDeep => k::SCHEDULE_FILTER_TOO_DEEP.say(lang).to_owned(),
        Kind::OpenQuote => k::SCHEDULE_FILTER_QUOTE.say(lang).to_owned(),
        Kind::OpenParenthesis | Kind::StrayParenthesis => k::SCHEDULE_FILTER_PARENTHESIS.say(lang).to_owned(),
        Kind::Expected => k::SCHEDULE_FILTER_EXPECTED.say(lang).to_owned(),
        Kind::UnknownField { name } => k::SCHEDULE_FILTER_FIELD.fill(lang, &[("name", name)]),
        Kind::BadOperator { field } => k::SCHEDULE_FILTER_OPERATOR.fill(lang, &[("name", field.key())]),
        Kind::BadValue { field, value } => {
            k::SCHEDULE_FILTER_VALUE.fill(lang, &[("name", field.key()), ("value", value)])
        }
    };
    k::SCHEDULE_FILTER_AT.fill(lang, &[("said", &said), ("at", &at)])
}
