//! The classic talent scheduling problem and its text format.
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most scenes, and most actors, an instance may have.
pub const MOST: usize = 512;
/// Days of all scenes together.
const MOST_DAYS: i64 = 1 << 31;
/// Highest total an order may cost; leaves room for the scaled arithmetic of the bounds.
const MOST_COST: i64 = 1 << 50;

/// One actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Cost of a day on location.
    pub cost: i64,
    /// Per scene whether it needs the actor.
    pub scenes: Vec<bool>,
}

/// Scenes shot one after the other on one location; an actor is paid from the first to the last day needed
/// (Cheng, Diamond, Lin 1993). Only made by [`Instance::new`] and [`Instance::parse`], which keep the sizes in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instance {
    name: String,
    durations: Vec<i64>,
    actors: Vec<Actor>,
}

/// Why a text or numbers are no instance. Lines count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InstanceError {
    /// Nothing but blanks.
    Empty,
    /// The text ends before everything is there.
    Ends {
        /// The last line.
        line: usize,
    },
    /// Not a whole number of 0 or more.
    NotANumber {
        /// Where.
        line: usize,
    },
    /// Below 1, or beyond [`MOST`] scenes or actors.
    Count {
        /// Where.
        line: usize,
    },
    /// Neither 0 nor 1 where a scene needs an actor or not.
    NotABit {
        /// Where.
        line: usize,
    },
    /// A scene of no days, or a cost or duration so large that totals could overflow.
    TooLarge {
        /// Where.
        line: usize,
    },
    /// Something follows the last duration.
    Trailing {
        /// Where.
        line: usize,
    },
}

impl fmt::Display for InstanceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the text is empty"),
            Self::Ends { line } => write!(f, "line {line}: the text ends too early"),
            Self::NotANumber { line } => write!(f, "line {line}: not a whole number of 0 or more"),
            Self::Count { line } => write!(f, "line {line}: between 1 and {MOST} scenes and actors are possible"),
            Self::NotABit { line } => write!(f, "line {line}: neither 0 nor 1"),
            Self::TooLarge { line } => write!(f, "line {line}: a duration of 0, or costs or durations too large"),
            Self::Trailing { line } => write!(f, "line {line}: more numbers than expected"),
        }
    }
}

impl std::error::Error for InstanceError {}

impl Instance {
    /// From numbers: days per scene (1 or more) and the actors, each with as many flags as there are scenes.
    ///
    /// # Errors
    /// Counts or sizes out of range; the line is 0.
    pub fn new(name: &str, durations: Vec<i64>, actors: Vec<Actor>) -> Result<Self, InstanceError> {
        let counted = |n: usize| (1..=MOST).contains(&n);
        let matching = actors.iter().all(|actor| actor.scenes.len() == durations.len());
        if !counted(durations.len()) || !counted(actors.len()) || !matching {
            return Err(InstanceError::Count { line: 0 });
        }
        let instance = Self { name: name.to_owned(), durations, actors };
        if instance.fits() { Ok(instance) } else { Err(InstanceError::TooLarge { line: 0 }) }
    }

    /// From the classic text: a line with the name, the number of scenes, the number of actors, per actor a row of 0
    /// and 1 over the scenes and the cost of a day, then the days of each scene. Blanks and blank lines are free.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(text: &str) -> Result<Self, InstanceError> {
        let mut lines = text.lines().enumerate().skip_while(|(_, line)| line.trim().is_empty());
        let (_, name) = lines.next().ok_or(InstanceError::Empty)?;
        let last = text.lines().count();
        let mut words = lines.flat_map(|(at, line)| line.split_whitespace().map(move |word| (at + 1, word)));
        let mut number = || -> Result<(usize, i64), InstanceError> {
            let (line, word) = words.next().ok_or(InstanceError::Ends { line: last })?;
            let value = word.parse().ok().filter(|value| *value >= 0).ok_or(InstanceError::NotANumber { line })?;
            Ok((line, value))
        };
        let mut count = || -> Result<usize, InstanceError> {
            let (line, value) = number()?;
            let value = usize::try_from(value).unwrap_or(usize::MAX);
            if (1..=MOST).contains(&value) { Ok(value) } else { Err(InstanceError::Count { line }) }
        };
        let (scenes, cast) = (count()?, count()?);
        let mut actors = Vec::with_capacity(cast);
        for _ in 0..cast {
            let mut row = Vec::with_capacity(scenes);
            for _ in 0..scenes {
                row.push(match number()? {
                    (_, 0) => false,
                    (_, 1) => true,
                    (line, _) => return Err(InstanceError::NotABit { line }),
                });
            }
            let (line, cost) = number()?;
            if cost > MOST_COST {
                return Err(InstanceError::TooLarge { line });
            }
            actors.push(Actor { cost, scenes: row });
        }
        let mut durations = Vec::with_capacity(scenes);
        for _ in 0..scenes {
            let (line, days) = number()?;
            if !(1..=MOST_DAYS).contains(&days) {
                return Err(InstanceError::TooLarge { line });
            }
            durations.push(days);
        }
        if let Some((line, _)) = words.next() {
            return Err(InstanceError::Trailing { line });
        }
        let instance = Self { name: name.trim().to_owned(), durations, actors };
        if instance.fits() { Ok(instance) } else { Err(InstanceError::TooLarge { line: last }) }
    }

    /// Whether no sum over the instance can overflow.
    fn fits(&self) -> bool {
        let sane = self.durations.iter().all(|days| *days >= 1) && self.actors.iter().all(|actor| actor.cost >= 0);
        let days = self.durations.iter().try_fold(0_i64, |sum, days| sum.checked_add(*days));
        let pay = self.actors.iter().try_fold(0_i64, |sum, actor| sum.checked_add(actor.cost));
        let (Some(days), Some(pay)) = (days, pay) else { return false };
        sane && days <= MOST_DAYS && days.checked_mul(pay).is_some_and(|most| most <= MOST_COST)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Days of each scene.
    #[must_use]
    pub fn durations(&self) -> &[i64] {
        &self.durations
    }

    /// The cast.
    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// Wages of the days worked: what every order costs.
    #[must_use]
    pub fn base(&self) -> i64 {
        let days = |actor: &Actor| -> i64 {
            self.durations.iter().zip(&actor.scenes).filter(|(_, needed)| **needed).map(|(days, _)| days).sum()
        };
        self.actors.iter().map(|actor| actor.cost * days(actor)).sum()
    }

    /// Wages of the days held in this order of scenes (counted from 0).
    ///
    /// `None` when it is not every scene exactly once.
    #[must_use]
    pub fn hold(&self, order: &[usize]) -> Option<i64> {
        let mut seen = vec![false; self.durations.len()];
        for &scene in order {
            if std::mem::replace(seen.get_mut(scene)?, true) {
                return None;
            }
        }
        if order.len() != seen.len() {
            return None;
        }
        let hold = |actor: &Actor| -> i64 {
            let (mut held, mut idle, mut started) = (0, 0, false);
            for &scene in order {
                if actor.scenes[scene] {
                    held += idle;
                    (idle, started) = (0, true);
                } else if started {
                    idle += self.durations[scene];
                }
            }
            held * actor.cost
        };
        Some(self.actors.iter().map(hold).sum())
    }
}
