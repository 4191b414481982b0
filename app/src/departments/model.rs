//! What the pages of a department show.
use crate::values::{DayId, Minute, PersonId, Role};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Somebody of one's own department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Id.
    pub id: PersonId,
    /// Version for optimistic saving.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Role: crew, deputy head, or the head.
    pub role: Role,
    /// What they do.
    pub position: String,
    /// Telephone as typed.
    pub phone: String,
    /// Mail address; empty: cannot be reached by mail.
    pub email: String,
    /// Language of what is sent to them.
    pub language: String,
    /// Minutes before the unit call.
    pub pre_call: i64,
}

/// A coming shooting day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ahead {
    /// Id.
    pub id: DayId,
    /// The number it is called by.
    pub label: String,
    /// Date.
    pub date: Date,
    /// Unit call.
    pub unit_call: Minute,
}

/// A call somebody proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The day.
    pub day: DayId,
    /// Its label.
    pub label: String,
    /// Its date.
    pub date: Date,
    /// Whose call.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When.
    pub call: Minute,
    /// Why.
    pub note: String,
    /// Who proposes.
    pub by: String,
    /// `open`, `taken`, `left`.
    pub state: String,
}

/// A department, for whoever heads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Its name.
    pub name: String,
    /// Its people.
    pub people: Vec<Member>,
    /// The days ahead.
    pub days: Vec<Ahead>,
    /// Calls proposed for the days ahead.
    pub proposals: Vec<Proposal>,
}
