//! From what the solver found to moves on the board.
use super::super::board::Board;
use super::super::moves::{Move, MoveError, apply};
use super::order::{gentle, moves, with_banners};
use super::search::{self, Broken, broken_since, figures};
use super::{ArrangeSaving, ArrangeTask};
use crate::values::{DayId, StripId};
use serde::{Deserialize, Serialize};

/// An arranged board, to be looked at and taken or left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangeDraft {
    /// The moves that make it, one after another.
    pub moves: Vec<Move>,
    /// The board with them made.
    pub board: Board,
    /// What it saves.
    pub saving: ArrangeSaving,
    /// Rules that it does not keep, because there was no way or it was stopped too soon.
    pub left: Vec<Left>,
}

/// A rule that a draft does not keep. Numbers within the rule are the problem's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Which.
    pub rule: Broken,
    /// The strip, if it is about one.
    pub strip: Option<StripId>,
    /// The day; `None` for the boneyard.
    pub day: Option<DayId>,
    /// The board did not keep it either.
    pub before: bool,
}

/// Why there is no draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotADraft {
    /// The board has changed since the task was made of it.
    Changed,
    /// What was found does not fit the problem.
    Misfit,
}

impl From<MoveError> for NotADraft {
    fn from(_: MoveError) -> Self {
        Self::Changed
    }
}

impl ArrangeTask {
    /// Makes a draft of a board that the solver found. What would break a rule on a new day stays where it was.
    ///
    /// # Errors
    /// The board is not the one that the task was made of, or what was found does not fit.
    pub fn draft(&self, board: &Board, found: &search::Board) -> Result<ArrangeDraft, NotADraft> {
        self.problem.check(&self.before).map_err(|_| NotADraft::Misfit)?;
        self.problem.check(found).map_err(|_| NotADraft::Misfit)?;
        if !self.fits(board) {
            return Err(NotADraft::Changed);
        }
        let was = self.places(&self.before);
        let mut to: Vec<Option<usize>> =
            self.places(found).into_iter().zip(&was).map(|(now, was)| now.or(*was)).collect();
        self.mend(&was, &mut to);
        let after = self.order(&to, found);
        let mut lists = Vec::new();
        for (at, id) in self.days.iter().enumerate().filter(|(at, _)| after[*at] != self.before[*at]) {
            let old = board.days.iter().find(|day| day.id == *id).map_or(&[][..], |day| &day.strips);
            let scenes: Vec<StripId> = after[at].iter().map(|&strip| self.strips[strip]).collect();
            lists.push((*id, with_banners(old, &scenes)));
        }
        let moves = moves(board, &lists);
        let mut made = board.clone();
        for one in &moves {
            apply(&mut made, *one)?;
        }
        Ok(ArrangeDraft { saving: ArrangeSaving::of(self, &after), left: self.left(&after), board: made, moves })
    }

    /// Whether the board still is as it was.
    fn fits(&self, board: &Board) -> bool {
        let here = |id: &DayId| {
            let day = board.days.iter().find(|day| day.id == *id)?;
            Some(day.strips.iter().filter(|strip| strip.scene().is_some()).map(|strip| strip.id).collect::<Vec<_>>())
        };
        let same = |(id, strips): (&DayId, &Vec<usize>)| {
            here(id).is_some_and(|now| now.into_iter().eq(strips.iter().map(|&strip| self.strips[strip])))
        };
        let on_days: Vec<bool> = self.places(&self.before).iter().map(Option::is_some).collect();
        let mut loose = self.strips.iter().zip(&on_days).filter(|(_, on_day)| !**on_day);
        self.strips.len() == self.problem.strips.len()
            && self.days.len() == self.before.len()
            && self.days.iter().zip(&self.before).all(same)
            && loose.all(|(id, _)| board.boneyard.iter().any(|strip| strip.id == *id))
    }

    /// The day of each strip.
    fn places(&self, board: &search::Board) -> Vec<Option<usize>> {
        let mut places = vec![None; self.problem.strips.len()];
        for (day, strips) in board.iter().enumerate() {
            for &strip in strips {
                places[strip] = Some(day);
            }
        }
        places
    }

    fn board(&self, to: &[Option<usize>]) -> search::Board {
        let mut board = vec![Vec::new(); self.days.len()];
        for (strip, day) in to.iter().enumerate() {
            if let Some(day) = day {
                board[*day].push(strip);
            }
        }
        board
    }

    /// Sends back what was moved and breaks a rule where it is, with its block. Every turn has fewer strips moved.
    fn mend(&self, was: &[Option<usize>], to: &mut [Option<usize>]) {
        let loads = |to: &[Option<usize>]| -> Vec<i64> {
            let load = |strips: &Vec<usize>| strips.iter().map(|&strip| self.problem.strips[strip].load).sum();
            self.board(to).iter().map(load).collect()
        };
        let before = loads(was);
        loop {
            let mut back: Vec<usize> = broken_since(&self.problem, &self.board(to), &self.before)
                .into_iter()
                .flat_map(|broken| {
                    let strip = strip_and_day(broken).0;
                    let torn = matches!(broken, Broken::Torn { .. });
                    let block = strip.and_then(|strip| self.problem.strips[strip].block).filter(|_| torn);
                    let with = move |other: &usize| block.is_some() && self.problem.strips[*other].block == block;
                    strip.into_iter().chain((0..to.len()).filter(with))
                })
                .filter(|&strip| to[strip] != was[strip])
                .collect();
            if back.is_empty() {
                let now = loads(to);
                let full = |day: usize| now[day] > before[day].max(self.problem.days[day].limit);
                let Some(day) = (0..now.len()).find(|&day| full(day)) else { return };
                // What lay on no day goes first; the last of a day came there last.
                let came = (0..to.len()).filter(|&strip| to[strip] == Some(day) && was[strip] != Some(day));
                back.extend(came.max_by_key(|&strip| (was[strip].is_none(), strip)));
                if back.is_empty() {
                    return;
                }
            }
            let blocks: Vec<usize> = back.iter().filter_map(|&strip| self.problem.strips[strip].block).collect();
            for (strip, s) in self.problem.strips.iter().enumerate() {
                if back.contains(&strip) || s.block.is_some_and(|block| blocks.contains(&block)) {
                    to[strip] = was[strip];
                }
            }
        }
    }

    /// Puts each day in order: as found where that is cheaper, else as it was.
    fn order(&self, to: &[Option<usize>], found: &search::Board) -> search::Board {
        let mut after = Vec::with_capacity(self.days.len());
        for (day, old) in self.before.iter().enumerate() {
            let here = |strip: &&usize| to[**strip] == Some(day);
            let stay: Vec<usize> = old.iter().filter(here).copied().collect();
            let came = |strip: &usize| to[*strip] == Some(day) && !old.contains(strip);
            let list = gentle(&self.problem, &stay, &(0..to.len()).filter(came).collect::<Vec<_>>());
            let as_found: Vec<usize> = found[day].iter().filter(here).copied().collect();
            let rest: Vec<usize> = list.iter().filter(|strip| !as_found.contains(strip)).copied().collect();
            let as_found = gentle(&self.problem, &as_found, &rest);
            let price = |list: &[usize]| {
                let mut alone = vec![Vec::new(); self.days.len()];
                alone[day] = list.to_vec();
                let cost = figures(&self.problem, &alone).cost;
                cost.moves + cost.flips
            };
            let locked = self.problem.days[day].locked;
            after.push(if !locked && price(&as_found) < price(&list) { as_found } else { list });
        }
        after
    }

    fn left(&self, after: &search::Board) -> Vec<Left> {
        let before = broken_since(&self.problem, &self.before, &self.before);
        let left = |rule: Broken| {
            let (strip, day) = strip_and_day(rule);
            let strip = strip.map(|strip| self.strips[strip]);
            Left { rule, strip, day: day.map(|day| self.days[day]), before: before.contains(&rule) }
        };
        broken_since(&self.problem, after, &self.before).into_iter().map(left).collect()
    }
}

fn strip_and_day(rule: Broken) -> (Option<usize>, Option<usize>) {
    match rule {
        Broken::Unplaced { strip } => (Some(strip), None),
        Broken::Pinned { strip, day }
        | Broken::Locked { strip, day }
        | Broken::Away { strip, day, .. }
        | Broken::Closed { strip, day }
        | Broken::WrongLight { strip, day }
        | Broken::Torn { strip, day }
        | Broken::Twice { strip, day, .. }
        | Broken::Elsewhere { strip, day } => (Some(strip), Some(day)),
        Broken::Full { day, .. } => (None, Some(day)),
    }
}
