//! Moving a strip: the one function that browser and server both run, and its way back.
use super::board::{Board, WrapRule};
use super::rank::{rank_between, renumber};
use crate::values::{DayId, Minute, StripId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Put a strip somewhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Move {
    /// The strip.
    pub strip: StripId,
    /// The day it goes to; `None` = the boneyard.
    pub to: Option<DayId>,
    /// The strip it goes in front of; `None` = the end of the list.
    pub before: Option<StripId>,
}

/// Why a move cannot be made: the board has changed under it. No day refuses a strip;
/// a scene on a day that is not shot is a finding, see [`super::checks::FindingKind::NotShooting`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveError {
    /// The strip is not on the board.
    NoSuchStrip(StripId),
    /// The day is not on the board.
    NoSuchDay(DayId),
    /// The strip to go in front of is not in that list.
    NotThere(StripId),
}

/// A rank that a move changed: what the server has to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reranked {
    /// The strip.
    pub strip: StripId,
    /// Its rank before the move.
    pub before: i64,
    /// Its rank after the move.
    pub after: i64,
}

/// The way back from a move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// The move that puts the strip back in its place.
    pub back: Move,
    /// Ranks changed: the moved strip's, or all of the list when it had no room left. Empty = nothing moved.
    pub ranks: Vec<Reranked>,
    /// False when the strip was there already.
    pub moved: bool,
}

/// Where a move leads, as indexes: list (day index or boneyard) and place in it.
/// The target's place is counted with the strip already taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) from: (Option<usize>, usize),
    pub(super) to: (Option<usize>, usize),
}

/// Finds the indexes of a move. Errors as [`apply`].
pub(super) fn resolve(board: &Board, mv: &Move) -> Result<Path, MoveError> {
    let place = |list: Option<usize>, id: StripId| board.list(list).iter().position(|s| s.id == id);
    let from = std::iter::once(None)
        .chain((0..board.days.len()).map(Some))
        .find_map(|list| place(list, mv.strip).map(|at| (list, at)))
        .ok_or(MoveError::NoSuchStrip(mv.strip))?;
    let list = match mv.to {
        Some(id) => Some(board.days.iter().position(|d| d.id == id).ok_or(MoveError::NoSuchDay(id))?),
        None => None,
    };
    let at = match mv.before {
        Some(id) => place(list, id).ok_or(MoveError::NotThere(id))?,
        None => board.list(list).len(),
    };
    let gone = usize::from(list == from.0 && at > from.1);
    Ok(Path { from, to: (list, at - gone) })
}

/// Makes a move and says how to take it back. A strip moved to where it is stays there.
///
/// # Errors
/// [`MoveError`] when strip, day or neighbour are not where the move says; the board is then unchanged.
pub fn apply(board: &mut Board, mv: Move) -> Result<Undo, MoveError> {
    let path = resolve(board, &mv)?;
    let origin = board.list(path.from.0);
    let back = Move {
        strip: mv.strip,
        to: path.from.0.map(|day| board.days[day].id),
        before: origin.get(path.from.1 + 1).map(|s| s.id),
    };
    if path.from == path.to {
        return Ok(Undo { back, ranks: Vec::new(), moved: false });
    }
    relocate(board, path);
    Ok(Undo { back, ranks: rerank(board.list_mut(path.to.0), path.to.1), moved: true })
}

/// Takes a move back exactly, stored ranks included, as long as the strip's old neighbour is still there.
///
/// # Errors
/// [`MoveError`] when somebody has moved or removed what the way back needs.
pub fn undo(board: &mut Board, undo: &Undo) -> Result<(), MoveError> {
    if !undo.moved {
        return Ok(());
    }
    let path = resolve(board, &undo.back)?;
    relocate(board, path);
    let old: HashMap<StripId, i64> = undo.ranks.iter().map(|r| (r.strip, r.before)).collect();
    for list in [path.from.0, path.to.0] {
        for strip in board.list_mut(list) {
            strip.rank = old.get(&strip.id).copied().unwrap_or(strip.rank);
        }
    }
    Ok(())
}

fn relocate(board: &mut Board, path: Path) {
    let strip = board.list_mut(path.from.0).remove(path.from.1);
    let minutes = strip.minutes.unwrap_or(0);
    if path.from.0 != path.to.0 {
        shift_wrap(board, path.from.0, minutes.saturating_neg());
        shift_wrap(board, path.to.0, minutes);
    }
    board.list_mut(path.to.0).insert(path.to.1, strip);
}

/// A wrap that follows the strips moves with them; as an instant it moves by elapsed minutes, so that a
/// clock change in between does not count. The server computes both anew when it stores the day.
fn shift_wrap(board: &mut Board, day: Option<usize>, minutes: i64) {
    let Some(day) = day.map(|at| &mut board.days[at]) else { return };
    if day.wrap_rule == WrapRule::FollowsStrips {
        day.est_wrap = day.est_wrap.map(|wrap| Minute(wrap.0.saturating_add(minutes)));
        day.wrap_utc_ms = day.wrap_utc_ms.map(|wrap| wrap.saturating_add(minutes.saturating_mul(60_000)));
    }
}

/// Gives the strip at `at` a rank between its neighbours, or the whole list fresh ones.
fn rerank(list: &mut [super::board::Strip], at: usize) -> Vec<Reranked> {
    let before = at.checked_sub(1).map(|i| list[i].rank);
    let after = list.get(at + 1).map(|s| s.rank);
    let fresh: Vec<(usize, i64)> = match rank_between(before, after) {
        Some(rank) => vec![(at, rank)],
        None => renumber(list.len()).into_iter().enumerate().collect(),
    };
    let mut changed = Vec::new();
    for (at, rank) in fresh {
        let strip = &mut list[at];
        if strip.rank != rank {
            changed.push(Reranked { strip: strip.id, before: strip.rank, after: rank });
            strip.rank = rank;
        }
    }
    changed
}
