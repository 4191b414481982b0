//! The letters in one cell of the day out of days.
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Travel on a date, and on which side of the work it falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Travel {
    /// None.
    #[default]
    No,
    /// Before the work, or alone: `T`, `TW`.
    In,
    /// After the work: `WT`.
    Out,
}

/// What somebody does on a date: letters in the order travel in, fitting, rehearsal, start, pickup, work, drop,
/// finish, travel out (`TSW`, `PWF`, `WFT`), or hold or holiday alone. Codes as in Entertainment Partners' rules;
/// its JSON is the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct DayCode {
    /// `T`: travels.
    pub travel: Travel,
    /// `FT`: fitting.
    pub fitting: bool,
    /// `R`: rehearsal.
    pub rehearsal: bool,
    /// `S`: first date in a strip. Events do not move it.
    pub start: bool,
    /// `P`: first work date after a drop.
    pub pickup: bool,
    /// `W`: works, in a strip or without the company.
    pub work: bool,
    /// `D`: last work date before a drop.
    pub drop: bool,
    /// `F`: last date in a strip. Events do not move it.
    pub finish: bool,
    /// `H`: held.
    pub hold: bool,
    /// `/`: holiday between start and finish.
    pub holiday: bool,
}

/// The text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotDayCode;

impl fmt::Display for NotDayCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a code of the day out of days")
    }
}
impl std::error::Error for NotDayCode {}

impl DayCode {
    /// Nothing on this date: an empty cell.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Travels.
    #[must_use]
    pub fn travels(self) -> bool {
        self.travel != Travel::No
    }

    /// Works, travels, rehearses, is fitted or held: a day that is paid for. Holidays depend on the contract.
    #[must_use]
    pub fn is_paid(self) -> bool {
        self.work || self.travels() || self.rehearsal || self.fitting || self.hold
    }

    /// Whether the letters go together: `S`, `F`, `D` and `P` only with work, hold and holiday only alone.
    #[must_use]
    pub fn is_sound(self) -> bool {
        let marks = self.start || self.finish || self.drop || self.pickup;
        let active = self.work || self.travels() || self.fitting || self.rehearsal;
        let alone = usize::from(self.hold) + usize::from(self.holiday) + usize::from(active) <= 1;
        (self.work || !marks)
            && alone
            && !(self.start && self.pickup)
            && !(self.drop && self.finish)
            && (self.work || self.travel != Travel::Out)
    }
}

impl fmt::Display for DayCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = [
            (self.travel == Travel::In, "T"),
            (self.fitting, "FT"),
            (self.rehearsal, "R"),
            (self.start, "S"),
            (self.pickup, "P"),
            (self.work, "W"),
            (self.drop, "D"),
            (self.finish, "F"),
            (self.travel == Travel::Out, "T"),
            (self.hold, "H"),
            (self.holiday, "/"),
        ];
        letters.iter().filter(|(on, _)| *on).try_for_each(|(_, letter)| f.write_str(letter))
    }
}

impl FromStr for DayCode {
    type Err = NotDayCode;
    fn from_str(text: &str) -> Result<Self, NotDayCode> {
        let mut code = Self::default();
        let mut rest = text;
        let mut take = |letter: &str| match rest.strip_prefix(letter) {
            Some(after) => {
                rest = after;
                true
            }
            None => false,
        };
        if take("T") {
            code.travel = Travel::In;
        }
        code.fitting = take("FT");
        code.rehearsal = take("R");
        code.start = take("S");
        code.pickup = take("P");
        code.work = take("W");
        code.drop = take("D");
        code.finish = take("F");
        if take("T") {
            code.travel = if code.travel == Travel::No { Travel::Out } else { return Err(NotDayCode) };
        }
        code.hold = take("H");
        code.holiday = take("/");
        if rest.is_empty() && code.is_sound() { Ok(code) } else { Err(NotDayCode) }
    }
}

impl From<DayCode> for String {
    fn from(code: DayCode) -> Self {
        code.to_string()
    }
}
impl TryFrom<String> for DayCode {
    type Error = NotDayCode;
    fn try_from(text: String) -> Result<Self, NotDayCode> {
        text.parse()
    }
}
