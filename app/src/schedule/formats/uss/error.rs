//! Why a file cannot be read, and what was read with a doubt. Both say where: `breakdowns[3].pages`.
use serde::{Deserialize, Serialize};

/// The file was not read. Every path is counted from `universalScheduleStandard`, items from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{path}: {trouble}")]
pub struct UssError {
    /// Which key; empty for the file as a whole.
    pub path: String,
    /// What is wrong.
    pub trouble: Trouble,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Trouble {
    /// More bytes than are read.
    #[error("more than {most} bytes")]
    TooLarge {
        /// The most that are read.
        most: usize,
    },
    /// Nested deeper than is read.
    #[error("nested more than {most} deep")]
    TooDeep {
        /// The deepest that is read.
        most: usize,
    },
    /// More members and items than are read.
    #[error("more than {most} values")]
    TooMany {
        /// The most that are read.
        most: usize,
    },
    /// Not UTF-8 or not JSON.
    #[error("not JSON at line {line}, column {column}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but without the key `universalScheduleStandard`.
    #[error("not a USS file")]
    NotUss,
    /// A key that must be there is missing or null.
    #[error("missing")]
    Missing,
    /// A value of another type than the standard says, and not one that can be understood all the same.
    #[error("not {wanted}")]
    Wrong {
        /// What it should be: `text`, `number`, `boolean`, `list`, `object`, `pages`, `date`, `weekday`.
        wanted: String,
    },
    /// An id that another object of the same list has.
    #[error("the id {id} is used twice")]
    SameId {
        /// The id.
        id: String,
    },
}

/// Something read with a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Which key.
    pub path: String,
    /// What about it.
    pub kind: RemarkKind,
}

/// What was read with a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RemarkKind {
    /// A key that must be there was not; a default stands in.
    Filled,
    /// Another type than the standard says, understood all the same: a number as text, a fraction as pages.
    Converted,
    /// A key under an older name.
    OldName,
    /// Pages that are no eighths; brought to the nearest, at least one.
    Rounded,
    /// An id that leads nowhere.
    Dangling {
        /// The id.
        id: String,
    },
    /// A breakdown that stands twice in one stripboard.
    Twice {
        /// Its id.
        id: String,
    },
    /// Breakdowns that stand nowhere in a stripboard.
    Unplaced {
        /// How many.
        count: usize,
    },
    /// An element of a breakdown listed more than once.
    Repeated {
        /// Its id.
        id: String,
    },
}
