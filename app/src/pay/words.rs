//! Money in the reader's language.
use crate::{
    text::{k, t},
    values::{Money, amount, sum},
};

/// An amount as it is read.
#[must_use]
pub fn money(minor: i64, currency: &str) -> String {
    sum(&Money { minor, currency: currency.to_owned() }, t(k::SCHEDULE_ARRANGE_POINT))
}

/// An amount as it stands in a field.
pub(super) fn typed(minor: i64) -> String {
    amount(minor, t(k::SCHEDULE_ARRANGE_POINT))
}
