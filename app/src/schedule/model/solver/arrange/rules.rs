//! The rules a board must keep, and which ones it breaks.
use super::problem::{Board, Light, Problem};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// A rule that a board breaks. Numbers are indices into the problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Broken {
    /// The strip is on no day.
    Unplaced {
        /// Which.
        strip: usize,
    },
    /// The strip is not on the day it is pinned to.
    Pinned {
        /// Which.
        strip: usize,
        /// Where it is.
        day: usize,
    },
    /// A fixed strip has left its day, or a locked day has changed.
    Locked {
        /// Which.
        strip: usize,
        /// Where it is.
        day: usize,
    },
    /// Somebody cannot work on the day.
    Away {
        /// Which.
        strip: usize,
        /// Where it is.
        day: usize,
        /// Who.
        member: usize,
    },
    /// The location cannot be had on the day.
    Closed {
        /// Which.
        strip: usize,
        /// Where it is.
        day: usize,
    },
    /// A night strip on a day for day strips only, or the other way round.
    WrongLight {
        /// Which.
        strip: usize,
        /// Where it is.
        day: usize,
    },
    /// A strip on another day than its block.
    Torn {
        /// Which.
        strip: usize,
        /// Where it is.
        day: usize,
    },
    /// The strip has been moved to a day that it may not be moved to.
    Elsewhere {
        /// Which.
        strip: usize,
        /// Where it is.
        day: usize,
    },
    /// Somebody comes into one more unit on a date than before: nobody is in two places.
    Twice {
        /// Which.
        strip: usize,
        /// Where it is.
        day: usize,
        /// Who.
        member: usize,
    },
    /// More on the day than its limit.
    Full {
        /// Which.
        day: usize,
        /// Load beyond the limit.
        excess: i64,
    },
}

/// Whether a strip may be on a day as far as its cast, location and light go; the first rule it would break.
pub(super) fn misfit(problem: &Problem, strip: usize, day: usize) -> Option<Broken> {
    let (s, d) = (&problem.strips[strip], &problem.days[day]);
    if s.pinned.is_some_and(|pinned| pinned != day) {
        return Some(Broken::Pinned { strip, day });
    }
    if s.location.is_some_and(|location| d.closed.contains(&location)) {
        return Some(Broken::Closed { strip, day });
    }
    if d.light == if s.night { Light::Day } else { Light::Night } {
        return Some(Broken::WrongLight { strip, day });
    }
    let away = s.cast.iter().find(|&&member| problem.cast[member].away.contains(&day));
    away.map(|&member| Broken::Away { strip, day, member })
}

/// Every rule the board breaks; `before` is the board that fixed strips and locked days are measured by.
pub(super) fn broken(problem: &Problem, board: &Board, before: &Board) -> Vec<Broken> {
    let mut list = Vec::new();
    let day_of = |board: &Board| {
        let mut days = vec![None; problem.strips.len()];
        for (day, strips) in board.iter().enumerate() {
            for &strip in strips {
                days[strip] = Some(day);
            }
        }
        days
    };
    let (now, was) = (day_of(board), day_of(before));
    let mut blocks: HashMap<usize, usize> = HashMap::new();
    for (strip, s) in problem.strips.iter().enumerate() {
        let Some(day) = now[strip] else {
            list.push(Broken::Unplaced { strip });
            continue;
        };
        list.extend(misfit(problem, strip, day));
        let held = was[strip].is_some_and(|was| was != day && (s.fixed || problem.days[was].locked));
        if was[strip] != Some(day) && s.only.as_ref().is_some_and(|only| !only.contains(&day)) {
            list.push(Broken::Elsewhere { strip, day });
        }
        if held || (was[strip] != Some(day) && problem.days[day].locked) {
            list.push(Broken::Locked { strip, day });
        }
        if s.block.is_some_and(|block| *blocks.entry(block).or_insert(day) != day) {
            list.push(Broken::Torn { strip, day });
        }
    }
    list.extend(twice(problem, board, before));
    for (day, strips) in board.iter().enumerate() {
        let excess = strips.iter().map(|&strip| problem.strips[strip].load).sum::<i64>() - problem.days[day].limit;
        if excess > 0 {
            list.push(Broken::Full { day, excess });
        }
    }
    list
}

/// The members that each day of a board has.
pub(super) fn crowds(problem: &Problem, board: &Board) -> Vec<HashSet<usize>> {
    board.iter().map(|strips| strips.iter().flat_map(|&strip| &problem.strips[strip].cast).copied().collect()).collect()
}

/// Who is in more units on one date than on the board before, and in more than one: by the strips that brought them.
fn twice(problem: &Problem, board: &Board, before: &Board) -> Vec<Broken> {
    let (dates, calendar) = problem.dates();
    if dates.len() == calendar.len() {
        return Vec::new();
    }
    let (now, was) = (crowds(problem, board), crowds(problem, before));
    let units = |crowds: &[HashSet<usize>], date: usize, member: usize| {
        crowds.iter().zip(&dates).filter(|(crowd, at)| **at == date && crowd.contains(&member)).count()
    };
    let mut list = Vec::new();
    for (day, strips) in board.iter().enumerate() {
        for &strip in strips {
            let came = problem.strips[strip].cast.iter().filter(|member| !was[day].contains(member));
            let more = came.filter(|&&member| units(&now, dates[day], member) > units(&was, dates[day], member).max(1));
            list.extend(more.map(|&member| Broken::Twice { strip, day, member }));
        }
    }
    list
}
