//! How a board is to be arranged, as somebody types it.
use super::super::{
    data::BoardData,
    model::{ArrangeBy, ArrangePart, ArrangePrices, Board, DayRate},
};
use crate::{
    error::{AppError, Problems},
    pay::{self, model::Pay},
    text::{k, t, tf},
    values::*,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a day of anybody costs where pay is not known: costs are then hundredths of a day.
pub const DAY: i64 = 100;
/// The longest search in seconds that a page without scripts may wait for.
pub const MOST_WAIT: u32 = 10;
/// The longest search in seconds.
pub const MOST_SECONDS: u32 = 600;

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangeData {
    /// The board.
    pub data: BoardData,
    /// Where the worker's script is.
    pub worker: String,
    /// What the cast is paid, for whoever may see it; empty as long as no rate is known.
    pub pay: Option<Pay>,
    /// There are rates, whoever may see them.
    pub paid: bool,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedArrange {
    /// One place, or empty.
    pub place: String,
    /// Scene numbers, or empty for all.
    pub scenes: String,
    /// Strips of the boneyard as well.
    pub boneyard: bool,
    /// Days of nights stay so.
    pub keep_light: bool,
    /// Strips may change the unit.
    pub across_units: bool,
    /// Pages a day takes.
    pub capacity: String,
    /// Pages it can take at most.
    pub limit: String,
    /// Labels of days that stay as they are: `1-3, 7`.
    pub locked: String,
    /// What a company move costs, in hundredths of a day.
    pub moves: String,
    /// How long to search.
    pub seconds: String,
    /// By what the cast is paid.
    pub pay: bool,
}

/// What costs are counted in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Counted {
    /// Hundredths of a day.
    #[default]
    Days,
    /// Minor units of this currency.
    Money(String),
}

impl Counted {
    /// A cost as it is read.
    #[must_use]
    pub fn amount(&self, cost: i64) -> String {
        match self {
            Self::Days => in_days(cost),
            Self::Money(currency) => pay::money(cost, currency),
        }
    }
    /// What is saved.
    #[must_use]
    pub fn saves(&self, cost: i64) -> String {
        let text = if *self == Self::Days { k::SCHEDULE_ARRANGE_SAVED } else { k::PAY_SAVES };
        tf(text, &[("n", &self.amount(cost))])
    }
    /// What is saved so far.
    #[must_use]
    pub fn so_far(&self, cost: i64) -> String {
        let text = if *self == Self::Days { k::SCHEDULE_ARRANGE_SO_FAR } else { k::PAY_SAVES_SO_FAR };
        tf(text, &[("n", &self.amount(cost))])
    }
    /// What could be saved besides.
    #[must_use]
    pub fn at_most(&self, cost: i64) -> String {
        let text = if *self == Self::Days { k::SCHEDULE_ARRANGE_AT_MOST } else { k::PAY_AT_MOST };
        tf(text, &[("n", &self.amount(cost))])
    }
}

/// Hundredths of a day as days with one decimal.
fn in_days(cost: i64) -> String {
    let tenths = (cost * 10 + DAY / 2) / DAY;
    let point = t(k::SCHEDULE_ARRANGE_POINT);
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}{point}{}", tenths / 10, tenths % 10) }
}

impl TypedArrange {
    /// As the solver takes it.
    ///
    /// # Errors
    /// Every field that cannot be read.
    pub fn read(&self, board: &Board) -> Result<(ArrangeBy, u32), AppError> {
        let mut problems = Problems::default();
        let pages = |problems: &mut Problems, field: &str, text: &str| {
            problems.take(field, text.trim().parse::<Eighths>(), k::SCHEDULE_ARRANGE_PAGES_WRONG)
        };
        let capacity = pages(&mut problems, "by[capacity]", &self.capacity);
        let limit = pages(&mut problems, "by[limit]", &self.limit);
        if limit < capacity {
            problems.add("by[limit]", k::SCHEDULE_ARRANGE_LIMIT_LOW);
        }
        let part = self.part(board, &mut problems);
        let locked = days(board, &self.locked).unwrap_or_else(|| {
            problems.add("by[locked]", k::SCHEDULE_ARRANGE_DAYS_WRONG);
            BTreeSet::new()
        });
        let company_move = self.moves.trim().parse::<i64>().ok().filter(|n| (0..=1000).contains(n)).unwrap_or(DAY / 2);
        let seconds = self.seconds.trim().parse::<u32>().unwrap_or(MOST_WAIT).clamp(1, MOST_SECONDS);
        problems.done()?;
        let prices =
            ArrangePrices { company_move, flip: DAY / 4, over: DAY / 10, unrated: DayRate { work: DAY, hold: DAY } };
        let by = ArrangeBy {
            part,
            boneyard: self.boneyard,
            locked,
            keep_light: self.keep_light,
            across_units: self.across_units,
            capacity,
            limit,
            prices,
            ..ArrangeBy::default()
        };
        Ok((by, seconds))
    }

    fn part(&self, board: &Board, problems: &mut Problems) -> ArrangePart {
        let numbers: Vec<&str> = self.scenes.split([',', ' ', ';']).map(str::trim).filter(|n| !n.is_empty()).collect();
        if numbers.is_empty() {
            return self.place.parse().map_or(ArrangePart::Whole, ArrangePart::Place);
        }
        let of = |number: &str| {
            let is = |s: &&super::super::model::Strip| s.scene().is_some_and(|c| c.number.eq_ignore_ascii_case(number));
            board.strips().map(|(_, s)| s).find(is).map(|s| s.id)
        };
        let found: BTreeSet<StripId> = numbers.iter().filter_map(|number| of(number)).collect();
        if found.len() < numbers.len() {
            problems.add("by[scenes]", k::SCHEDULE_ARRANGE_SCENES_WRONG);
        }
        ArrangePart::Strips(found)
    }
}

/// Days by their labels: one, or from one to another as the board has them.
fn days(board: &Board, text: &str) -> Option<BTreeSet<DayId>> {
    let at = |label: &str| board.days.iter().position(|d| d.label.eq_ignore_ascii_case(label.trim()));
    let mut found = BTreeSet::new();
    for piece in text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()) {
        let (from, to) = match piece.split_once(['-', '–']) {
            Some((from, to)) => (at(from)?, at(to)?),
            None => (at(piece)?, at(piece)?),
        };
        found.extend(board.days.get(from..=to)?.iter().map(|d| d.id));
    }
    Some(found)
}
