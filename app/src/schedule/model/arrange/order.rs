//! The order of strips within a day, disturbed as little as can be, and the moves from one order of lists to another.
use super::super::board::{Board, Strip};
use super::super::moves::Move;
use super::search::Problem;
use crate::values::{DayId, StripId};
use std::collections::{HashMap, HashSet};

/// Strips that come to a day go behind those of their place and light, else behind those of their place, else to the
/// end; what was there keeps its order.
pub(super) fn gentle(problem: &Problem, stay: &[usize], come: &[usize]) -> Vec<usize> {
    let mut list = stay.to_vec();
    for &strip in come {
        let s = &problem.strips[strip];
        let like = |other: &usize, light: bool| {
            let o = &problem.strips[*other];
            o.location == s.location && (!light || o.night == s.night)
        };
        let known = s.location.is_some();
        let behind = list.iter().rposition(|other| like(other, true));
        let behind = behind.or_else(|| list.iter().rposition(|other| known && like(other, false)));
        list.insert(behind.map_or(list.len(), |at| at + 1), strip);
    }
    list
}

/// A day's strips with its banners, each behind as many scenes as before.
pub(super) fn with_banners(old: &[Strip], scenes: &[StripId]) -> Vec<StripId> {
    let mut list = Vec::with_capacity(old.len() + scenes.len());
    let (mut before, mut done) = (0, 0);
    for strip in old {
        if strip.scene().is_some() {
            before += 1;
            continue;
        }
        list.extend(scenes.iter().skip(done).take(before - done));
        done = done.max(before.min(scenes.len()));
        list.push(strip.id);
    }
    list.extend(scenes.iter().skip(done));
    list
}

/// The moves that make these lists of a board's own, one after another. Lists that are not named only lose strips.
pub(super) fn moves(board: &Board, lists: &[(DayId, Vec<StripId>)]) -> Vec<Move> {
    let mut moves = Vec::new();
    for (day, list) in lists {
        let old = board.days.iter().find(|d| d.id == *day).map_or(&[][..], |day| &day.strips);
        let at: HashMap<StripId, usize> = old.iter().enumerate().map(|(at, strip)| (strip.id, at)).collect();
        let keep = longest_rising(&list.iter().map(|id| at.get(id).copied()).collect::<Vec<_>>());
        let keep: HashSet<StripId> = keep.into_iter().map(|at| list[at]).collect();
        // From the end: what a strip goes in front of is in its place already.
        for (at, id) in list.iter().enumerate().rev() {
            if !keep.contains(id) {
                moves.push(Move { strip: *id, to: Some(*day), before: list.get(at + 1).copied() });
            }
        }
    }
    moves
}

/// Places of a longest rising run among the numbers.
fn longest_rising(numbers: &[Option<usize>]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let Some(number) = number else { continue };
        let len = ends.partition_point(|&end| numbers[end].is_some_and(|end| end < *number));
        before[at] = len.checked_sub(1).map(|last| ends[last]);
        if len == ends.len() { ends.push(at) } else { ends[len] = at }
    }
    std::iter::successors(ends.last().copied(), |&at| before[at]).collect()
}
