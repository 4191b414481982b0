//! What is to be arranged: strips, shooting days, cast and what things cost. Money is in minor units (cents).
use serde::{Deserialize, Serialize};

/// Most days of a problem.
pub const MOST_DAYS: usize = 128;
/// Most strips, members of the cast, and number of a location.
pub const MOST: usize = 2000;
/// Highest load of a strip or of a day.
const MOST_LOAD: i64 = 1_000_000;
/// Highest single price.
const MOST_PRICE: i64 = 1_000_000_000_000;

/// A strip of the board.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Strip {
    /// How much of a day it takes, in the unit of the days' capacity: minutes or eighths of a page.
    pub load: i64,
    /// Where; a change within a day is a company move. `None` = not known yet, and no reason to move.
    pub location: Option<usize>,
    /// The set; strips of one set are put next to each other where that costs nothing.
    pub set: usize,
    /// Shot by night; a change within a day is a flip.
    pub night: bool,
    /// Who works: indices of [`Problem::cast`].
    pub cast: Vec<usize>,
    /// The day it must be on.
    pub pinned: Option<usize>,
    /// Strips of one block are all on one day.
    pub block: Option<usize>,
    /// Stays on the day it is on.
    pub fixed: bool,
    /// The days (indices) it may be moved to; `None` = all.
    #[serde(default)]
    pub only: Option<Vec<usize>>,
}

/// Which strips a day takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// All.
    #[default]
    Any,
    /// Day strips only.
    Day,
    /// Night strips only.
    Night,
}

/// A shooting day. All listed days are shot and count for holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Day {
    /// Its place in the calendar; days are listed in this order. Units of one date have the same number.
    pub calendar: i64,
    /// Load beyond this is paid for.
    pub capacity: i64,
    /// Load beyond this is impossible; not below the capacity.
    pub limit: i64,
    /// Locations that cannot be had.
    pub closed: Vec<usize>,
    /// Day or night only.
    pub light: Light,
    /// Stays as it is, in its order.
    pub locked: bool,
}

/// Somebody of the cast.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Member {
    /// Price of a day worked.
    pub cost: i64,
    /// Days (indices) on which the member cannot work.
    pub away: Vec<usize>,
    /// Price of a day held: an idle shooting day between the first and the last work day on which the member could
    /// work. `None` = such days are not paid.
    pub hold: Option<i64>,
    /// In the first gap of at least so many idle calendar days between two work days the member is dropped instead and
    /// picked up again, at most once, as the day out of days has it (SAG-AFTRA: 10 days).
    pub drop: Option<i64>,
}

/// Prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Weights {
    /// A company move: a change of location within a day.
    pub company_move: i64,
    /// A change between day and night within a day.
    pub flip: i64,
    /// A unit of load beyond a day's capacity.
    pub over: i64,
}

/// A board to be arranged.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Problem {
    /// The strips.
    pub strips: Vec<Strip>,
    /// The days, by calendar.
    pub days: Vec<Day>,
    /// The cast.
    pub cast: Vec<Member>,
    /// Prices.
    pub weights: Weights,
}

/// Strips by day, in order. Strips on no day are in the boneyard.
pub type Board = Vec<Vec<usize>>;

/// Why a problem cannot be worked on at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProblemError {
    /// No day, or more days, strips or members than a board may have.
    Size,
    /// A strip with a negative or huge load, or an unknown member, day or location.
    Strip(usize),
    /// A day out of calendar order, with a limit below its capacity, or with numbers out of range.
    Day(usize),
    /// A member with a negative or huge price.
    Member(usize),
    /// A negative or huge price.
    Weights,
    /// The board names an unknown strip, names one twice, or has another number of days.
    Board,
}

impl std::fmt::Display for ProblemError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Size => write!(f, "no days, or too many days, strips or members"),
            Self::Strip(at) => write!(f, "strip {at}: load, cast, location or day out of range"),
            Self::Day(at) => write!(f, "day {at}: calendar, capacity or limit out of range"),
            Self::Member(at) => write!(f, "member {at}: price out of range"),
            Self::Weights => write!(f, "a price is out of range"),
            Self::Board => write!(f, "the board does not match the strips and days"),
        }
    }
}

impl std::error::Error for ProblemError {}

impl Problem {
    /// Whether it can be worked on, together with a board.
    ///
    /// # Errors
    /// The first thing out of range.
    pub fn check(&self, board: &Board) -> Result<(), ProblemError> {
        let price = |price: i64| (0..=MOST_PRICE).contains(&price);
        let load = |load: i64| (0..=MOST_LOAD).contains(&load);
        if !(1..=MOST_DAYS).contains(&self.days.len()) || self.strips.len() > MOST || self.cast.len() > MOST {
            return Err(ProblemError::Size);
        }
        let sound = |s: &Strip| {
            let day = s.pinned.is_none_or(|day| day < self.days.len());
            let place = s.location.is_none_or(|location| location < MOST);
            load(s.load) && place && day && s.cast.iter().all(|&m| m < self.cast.len())
        };
        if let Some(at) = self.strips.iter().position(|s| !sound(s)) {
            return Err(ProblemError::Strip(at));
        }
        let ordered = |at: usize| at == 0 || self.days[at - 1].calendar <= self.days[at].calendar;
        let sound = |at: usize, day: &Day| {
            load(day.capacity)
                && load(day.limit)
                && day.limit >= day.capacity
                && load(day.calendar.saturating_abs())
                && ordered(at)
        };
        if let Some(at) = self.days.iter().enumerate().position(|(at, day)| !sound(at, day)) {
            return Err(ProblemError::Day(at));
        }
        if let Some(at) = self.cast.iter().position(|m| !price(m.cost) || !price(m.hold.unwrap_or(0))) {
            return Err(ProblemError::Member(at));
        }
        let Weights { company_move, flip, over } = self.weights;
        if !price(company_move) || !price(flip) || !(0..=MOST_PRICE / 1000).contains(&over) {
            return Err(ProblemError::Weights);
        }
        let mut seen = vec![false; self.strips.len()];
        let once = |&strip: &usize| seen.get_mut(strip).is_some_and(|seen| !std::mem::replace(seen, true));
        if board.len() != self.days.len() || !board.iter().flatten().all(once) {
            return Err(ProblemError::Board);
        }
        Ok(())
    }

    /// Per day the number of its date, counted from 0, and per date its place in the calendar.
    pub(super) fn dates(&self) -> (Vec<usize>, Vec<i64>) {
        let mut calendar: Vec<i64> = Vec::new();
        let mut dates = Vec::with_capacity(self.days.len());
        for day in &self.days {
            if calendar.last() != Some(&day.calendar) {
                calendar.push(day.calendar);
            }
            dates.push(calendar.len() - 1);
        }
        (dates, calendar)
    }

    /// Per member the dates, as bits, on all days of which the member is away.
    pub(super) fn off_dates(&self) -> Vec<u128> {
        let (dates, _) = self.dates();
        let off = |member: &Member| {
            let here = |day: &usize| !member.away.contains(day);
            let free = (0..dates.len()).filter(here).fold(0_u128, |free, day| free | 1 << dates[day]);
            dates.iter().fold(0_u128, |all, date| all | 1 << date) & !free
        };
        self.cast.iter().map(off).collect()
    }
}
