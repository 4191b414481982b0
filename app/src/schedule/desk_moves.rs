//! Moves: made on the board here at once, sent one after the other, taken back and made again. A move that is refused
//! is taken back; where somebody else moved the same strip meanwhile both versions are shown.
use super::{
    api::{BONEYARD, move_strip},
    data::MoveDone,
    desk::{Desk, Made, Sent, name},
    live,
    model::{Baseline, Move, SortKey, Undo, apply, checks::Checker, undo},
    sort_box::sorting,
    words,
};
use crate::{error::AppError, text::k, values::*};
use leptos::prelude::*;
use std::{collections::VecDeque, time::Duration};

impl Desk {
    /// Makes a move of one strip, or of all that are marked with it: here at once, then on the server.
    pub fn go(self, mv: Move) {
        self.go_all(&self.together(mv.strip), mv.to, mv.before);
    }

    /// Moves these strips, in their order, in front of one or to the end of a list.
    pub fn go_all(self, strips: &[StripId], to: Option<DayId>, before: Option<StripId>) {
        // The place is in front of the first neighbour that stays where it is.
        let list = untrack(|| self.strips(to));
        let from = before.and_then(|id| list.iter().position(|s| s.id == id)).unwrap_or(list.len());
        let before = list[from..].iter().map(|s| s.id).find(|id| !strips.contains(id));
        let moves: Vec<Move> = strips.iter().map(|&strip| Move { strip, to, before }).collect();
        let Some(made) = self.make(&moves) else { return };
        self.say(k::SCHEDULE_MOVED.fill(self.lang, &[("name", &made.name), ("day", &self.list_name(to))]));
        self.lasting.undone.set(Vec::new());
        self.lasting.history.update(|all| all.push(made));
    }

    /// Sorts the scenes of a list by a field; banners stay at their places.
    pub fn sort(self, list: Option<DayId>, by: &SortKey) {
        let strips = untrack(|| self.strips(list));
        let moves = self.with(|board| sorting(board, list, &strips, by, |day, strip| self.facts(board, day, strip)));
        let Some(made) = self.make(&moves) else {
            self.say(k::SCHEDULE_SORTED_ALREADY.fill(self.lang, &[("day", &self.list_name(list))]));
            return;
        };
        self.say(k::SCHEDULE_SORTED.fill(self.lang, &[("day", &self.list_name(list))]));
        self.lasting.undone.set(Vec::new());
        self.lasting.history.update(|all| all.push(made));
    }

    /// Takes back what was made last, and says what it was.
    pub fn take_back(self) {
        let Some(made) = self.lasting.history.try_update(Vec::pop).flatten() else { return };
        if let Some(again) = self.make(&made.back) {
            self.said(k::SCHEDULE_UNDONE, &made);
            self.lasting.undone.update(|all| all.push(again));
        } else {
            self.say(k::SCHEDULE_UNDO_GONE.fill(self.lang, &[("name", &made.name)]));
        }
    }

    /// Makes again what was taken back last.
    pub fn make_again(self) {
        let Some(made) = self.lasting.undone.try_update(Vec::pop).flatten() else { return };
        if let Some(back) = self.make(&made.back) {
            self.said(k::SCHEDULE_REDONE, &made);
            self.lasting.history.update(|all| all.push(back));
        } else {
            self.say(k::SCHEDULE_UNDO_GONE.fill(self.lang, &[("name", &made.name)]));
        }
    }

    fn said(self, text: crate::text::Text, made: &Made) {
        let to = made.back.last().and_then(|mv| mv.to);
        self.say(text.fill(self.lang, &[("name", &made.name), ("day", &self.list_name(to))]));
    }

    /// Makes moves one after the other; gives their way back, or nothing when none of them moved anything. If a
    /// neighbour is gone, the strip goes to the end.
    fn make(self, moves: &[Move]) -> Option<Made> {
        let (mut back, mut lists, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for mv in moves {
            let Some((strip, _)) = self.find(mv.strip) else { continue };
            let to_end = Move { before: None, ..*mv };
            let done = [*mv, to_end].into_iter().find_map(|mv| {
                let done = self.board.try_update_value(|board| apply(board, mv));
                done.and_then(Result::ok).map(|undo| (mv, undo))
            });
            let Some((mv, undo)) = done.filter(|(_, undo)| undo.moved) else { continue };
            self.unchecked.update_value(|all| all.push(mv));
            lists.extend([undo.back.to, mv.to]);
            back.push(undo.back);
            names.push(name(&strip));
            self.queue.update_value(|q| q.push_back(Sent { mv, undo }));
        }
        let last = moves.last()?.strip;
        if back.is_empty() {
            return None;
        }
        back.reverse();
        self.changed(&lists);
        self.selected.set(Some(last));
        self.send();
        let name = match &names[..] {
            [one] => one.clone(),
            many => k::SCHEDULE_STRIPS.fill(self.lang, &[("n", &many.len().to_string())]),
        };
        Some(Made { back, name })
    }

    /// Draws what changed. The checks follow after the paint: a strip that was let go has to be seen first.
    fn changed(self, lists: &[Option<DayId>]) {
        self.redraw(lists);
        request_animation_frame(move || set_timeout(move || self.settle(), Duration::ZERO));
    }

    /// Has the checks follow what was moved, unless they have. Whoever asks them something calls this before.
    pub(super) fn settle(self) {
        let moves = self.unchecked.try_update_value(std::mem::take).unwrap_or_default();
        if moves.is_empty() {
            return;
        }
        self.checker.update_value(|checker| moves.iter().for_each(|mv| drop(checker.moved(mv))));
        self.baseline.set_value(self.with(Baseline::of));
        self.findings.set(self.checker.with_value(Checker::findings));
    }

    /// Has the checks look at the whole board anew.
    pub(super) fn check_anew(self) {
        self.unchecked.set_value(Vec::new());
        self.baseline.set_value(self.with(Baseline::of));
        self.checker.set_value(self.with(Checker::of));
        self.findings.set(self.checker.with_value(Checker::findings));
    }

    /// One move at a time: the next needs the version that the one before it gets.
    pub(super) fn send(self) {
        if self.busy.get_value() {
            return;
        }
        let Some(sent) = self.queue.try_update_value(VecDeque::pop_front).flatten() else { return };
        let Some((strip, _)) = self.find(sent.mv.strip) else { return };
        self.busy.set_value(true);
        leptos::task::spawn_local(async move {
            let text = |id: Option<String>| id.unwrap_or_default();
            let (to, before) = (text(sent.mv.to.map(|d| d.to_string())), text(sent.mv.before.map(|s| s.to_string())));
            let board = text(self.shown.map(|b| b.to_string()));
            let from = self.shown.map(|_| sent.undo.back.to.map_or_else(|| BONEYARD.to_owned(), |d| d.to_string()));
            let answer = move_strip(self.production, strip.id, to, before, strip.version, board, from).await;
            // Whoever left the page meanwhile has nothing to see any more.
            if self.busy.try_update_value(|busy| *busy = false).is_none() {
                return;
            }
            match answer {
                Ok(done) => {
                    self.stored(strip.id, &done);
                    self.send();
                }
                Err(error) => self.refused(sent, &error),
            }
        });
    }

    fn stored(self, id: StripId, done: &MoveDone) {
        self.board.update_value(|board| {
            let all = board.days.iter_mut().flat_map(|d| &mut d.strips).chain(&mut board.boneyard);
            if let Some(strip) = all.into_iter().find(|s| s.id == id) {
                (strip.version, strip.rank) = (done.version, done.rank);
            }
        });
    }

    /// A refused move is taken back; if the board itself is out of date, or more moves hung on this one, it is loaded
    /// and what both wanted is shown.
    fn refused(self, sent: Sent, error: &AppError) {
        let alone = self.queue.try_update_value(|q| std::mem::take(q).is_empty()).unwrap_or(true);
        self.lasting.history.update(|all| {
            all.pop();
        });
        let current = !matches!(error, AppError::Conflict | AppError::NotFound);
        let undone = alone && current && self.put_back(&sent.undo);
        if undone {
            self.changed(&[sent.undo.back.to, sent.mv.to]);
        } else {
            self.lasting.history.set(Vec::new());
            self.lasting.undone.set(Vec::new());
            live::catch_up(self, (!current).then_some(sent.mv));
        }
        self.say(k::SCHEDULE_MOVE_REFUSED.fill(self.lang, &[("name", &error.say(self.lang))]));
    }

    fn put_back(self, back: &Undo) -> bool {
        let done = matches!(self.board.try_update_value(|board| undo(board, back)), Some(Ok(())));
        if done {
            self.check_anew();
        }
        done
    }

    /// Marks or unmarks a strip; the first takes the selected one along.
    pub fn mark(self, id: StripId) {
        let selected = self.selected.get_untracked();
        self.marked.update(|all| {
            if all.is_empty() {
                all.extend(selected.filter(|s| *s != id));
            }
            match all.iter().position(|s| *s == id) {
                Some(at) => drop(all.remove(at)),
                None => all.push(id),
            }
        });
        self.selected.set(Some(id));
        self.say_marked();
    }

    /// Marks everything from the selected strip to this one, as they are shown.
    pub fn mark_to(self, id: StripId) {
        let all: Vec<StripId> = self.with(|board| board.strips().map(|(_, s)| s.id).collect());
        let at = |id: StripId| all.iter().position(|s| *s == id);
        let Some(to) = at(id) else { return };
        let from = self.selected.get_untracked().and_then(at).unwrap_or(to);
        let range = all[from.min(to)..=from.max(to)].to_vec();
        self.marked.update(|marked| {
            marked.extend(range.into_iter().filter(|id| !marked.contains(id)).collect::<Vec<_>>());
        });
        self.say_marked();
    }

    fn say_marked(self) {
        let n = self.marked.with_untracked(Vec::len);
        self.say(words::count(self.lang, n, k::SCHEDULE_MARKED_ONE, k::SCHEDULE_MARKED));
    }

    /// Cuts what is marked, or the selected strip. It stays where it is until it is pasted.
    pub fn cut_out(self) -> bool {
        let Some(selected) = self.selected.get_untracked().filter(|_| self.may_edit) else { return false };
        let strips = self.together(selected);
        let n = strips.len();
        self.cut.set(strips);
        self.say(words::count(self.lang, n, k::SCHEDULE_CUT_ONE, k::SCHEDULE_CUT));
        true
    }

    /// Puts what was cut in front of the selected strip.
    pub fn paste(self) -> bool {
        let strips = self.cut.try_update(std::mem::take).unwrap_or_default();
        let there = self.selected.get_untracked().and_then(|id| self.find(id));
        let Some((at, list)) = there.filter(|_| !strips.is_empty() && self.may_edit) else {
            self.cut.set(strips);
            return false;
        };
        self.go_all(&strips, list, Some(at.id));
        self.marked.set(Vec::new());
        true
    }
}
