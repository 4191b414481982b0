//! What the board page works on in the browser: one board, one counter per list so that only changed lists are drawn
//! anew, and a queue of moves on their way to the server. A move shows at once and is taken back if it is refused.
use super::{
    api::move_strip,
    data::{BoardData, MoveDone},
    drag::{Cost, Drag},
    model::{Baseline, Board, Move, Palette, RestRule, Strip, StripKind, Undo, Warning, apply, undo},
    words,
};
use crate::{
    error::AppError,
    text::{Lang, k, lang},
    ui::{Refresh, use_refresh},
    values::*,
};
use leptos::{html, prelude::*};
use std::collections::{HashMap, VecDeque};

/// What outlives a reload of the board: the moves that can be taken back, and what was said last.
#[derive(Clone, Copy)]
pub(super) struct Lasting {
    pub history: RwSignal<Vec<Made>>,
    pub said: RwSignal<String>,
}
impl Lasting {
    pub fn new() -> Self {
        Self { history: RwSignal::new(Vec::new()), said: RwSignal::new(String::new()) }
    }
}

/// A move that was made, with its way back.
#[derive(Debug, Clone)]
pub(super) struct Made {
    back: Move,
    /// Scene number or banner.
    pub name: String,
}

/// A move on its way to the server.
#[derive(Debug, Clone)]
struct Sent {
    mv: Move,
    undo: Undo,
}

/// The board being worked on. All handles, so it is passed by value.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub production: ProductionId,
    pub lang: Lang,
    pub may_edit: bool,
    pub palette: Palette,
    pub lasting: Lasting,
    pub selected: RwSignal<Option<StripId>>,
    /// The strip whose form is open.
    pub moving: RwSignal<Option<StripId>>,
    pub keys_shown: RwSignal<bool>,
    pub warnings: RwSignal<Vec<Warning>>,
    /// The warning that was jumped to last.
    pub warned: StoredValue<Option<usize>>,
    pub drag: StoredValue<Option<Drag>>,
    pub cost: RwSignal<Option<Vec<Cost>>>,
    pub cost_box: NodeRef<html::P>,
    board: StoredValue<Board>,
    places: StoredValue<HashMap<DayId, String>>,
    parts: StoredValue<HashMap<CharacterId, String>>,
    baseline: StoredValue<Baseline>,
    ticks: StoredValue<HashMap<Option<DayId>, RwSignal<u32>>>,
    sums: RwSignal<u32>,
    queue: StoredValue<VecDeque<Sent>>,
    busy: StoredValue<bool>,
    refresh: Refresh,
}

impl Desk {
    pub fn new(
        production: ProductionId,
        may_edit: bool,
        palette: Palette,
        data: BoardData,
        lasting: Lasting,
        moving: Option<StripId>,
    ) -> Self {
        let BoardData { board, places } = data;
        let lists = std::iter::once(None).chain(board.days.iter().map(|d| Some(d.id)));
        let ticks = lists.map(|list| (list, RwSignal::new(0))).collect();
        let parts = board.cast.iter().map(|c| (c.character, words::part(c).to_owned())).collect();
        let baseline = Baseline::of(&board, RestRule::default());
        Self {
            production,
            lang: lang(),
            may_edit,
            palette,
            lasting,
            selected: RwSignal::new(None),
            moving: RwSignal::new(moving),
            keys_shown: RwSignal::new(false),
            warnings: RwSignal::new(baseline.warnings().to_vec()),
            warned: StoredValue::new(None),
            drag: StoredValue::new(None),
            cost: RwSignal::new(None),
            cost_box: NodeRef::new(),
            board: StoredValue::new(board),
            places: StoredValue::new(places.into_iter().collect()),
            parts: StoredValue::new(parts),
            baseline: StoredValue::new(baseline),
            ticks: StoredValue::new(ticks),
            sums: RwSignal::new(0),
            queue: StoredValue::new(VecDeque::new()),
            busy: StoredValue::new(false),
            refresh: use_refresh(),
        }
    }

    /// Looks at the board.
    pub fn with<T>(self, look: impl FnOnce(&Board) -> T) -> T {
        self.board.with_value(look)
    }
    /// Looks at the board and at what moves are compared with.
    pub fn with_baseline<T>(self, look: impl FnOnce(&Board, &Baseline) -> T) -> T {
        self.board.with_value(|board| self.baseline.with_value(|baseline| look(board, baseline)))
    }
    /// The strips of a list; whoever asks is drawn anew when it changes.
    pub fn strips(self, list: Option<DayId>) -> Vec<Strip> {
        if let Some(tick) = self.ticks.with_value(|t| t.get(&list).copied()) {
            tick.track();
        }
        self.with(|board| match list {
            None => board.boneyard.clone(),
            Some(id) => board.days.iter().find(|d| d.id == id).map(|d| d.strips.clone()).unwrap_or_default(),
        })
    }
    /// Asks to be drawn anew when anything moves.
    pub fn track_sums(self) {
        self.sums.track();
    }
    /// A strip and the list it is in.
    pub fn find(self, id: StripId) -> Option<(Strip, Option<DayId>)> {
        self.with(|board| {
            let found = board.strips().find(|(_, s)| s.id == id)?;
            Some((found.1.clone(), found.0.map(|at| board.days[at].id)))
        })
    }
    /// Name of the location of a day.
    pub fn place(self, day: DayId) -> Option<String> {
        self.places.with_value(|p| p.get(&day).cloned())
    }
    /// Parts as a strip prints them.
    pub fn cast_line(self, cast: &[CharacterId]) -> String {
        self.parts.with_value(|parts| {
            cast.iter().filter_map(|c| parts.get(c)).map(String::as_str).collect::<Vec<_>>().join(", ")
        })
    }
    /// A list in words.
    pub fn list_name(self, list: Option<DayId>) -> String {
        let day = list.and_then(|id| {
            self.with(|b| b.days.iter().find(|d| d.id == id).map(|d| words::day_name(self.lang, &d.label, d.kind)))
        });
        day.unwrap_or_else(|| k::SCHEDULE_BONEYARD.say(self.lang).to_owned())
    }

    /// Makes a move: here at once, then on the server.
    pub fn go(self, mv: Move) {
        let Some((strip, _)) = self.find(mv.strip) else { return };
        let Some(Ok(undo)) = self.board.try_update_value(|board| apply(board, mv)) else { return };
        if !undo.moved {
            return;
        }
        let name = name(&strip);
        self.say(k::SCHEDULE_MOVED.fill(self.lang, &[("name", &name), ("day", &self.list_name(mv.to))]));
        self.lasting.history.update(|all| all.push(Made { back: undo.back, name }));
        self.made(mv, undo);
    }

    /// Takes the last move back, and says which it was. If its old neighbour is gone, the strip goes to the end.
    pub fn take_back(self) {
        let Some(made) = self.lasting.history.try_update(Vec::pop).flatten() else { return };
        let to_end = Move { before: None, ..made.back };
        let done = [made.back, to_end].into_iter().find_map(|mv| {
            let done = self.board.try_update_value(|board| apply(board, mv));
            done.and_then(Result::ok).map(|undo| (mv, undo))
        });
        let Some((mv, undo)) = done else {
            self.say(k::SCHEDULE_UNDO_GONE.fill(self.lang, &[("name", &made.name)]));
            return;
        };
        self.say(k::SCHEDULE_UNDONE.fill(self.lang, &[("name", &made.name), ("day", &self.list_name(mv.to))]));
        if undo.moved {
            self.made(mv, undo);
        }
    }

    pub fn say(self, words: String) {
        self.lasting.said.set(words);
    }

    /// Draws what changed and sends the move off, after those before it.
    fn made(self, mv: Move, undo: Undo) {
        self.changed([undo.back.to, mv.to]);
        self.selected.set(Some(mv.strip));
        self.queue.update_value(|q| q.push_back(Sent { mv, undo }));
        self.send();
    }

    fn changed(self, lists: [Option<DayId>; 2]) {
        let baseline = self.with(|board| Baseline::of(board, RestRule::default()));
        self.warnings.set(baseline.warnings().to_vec());
        self.baseline.set_value(baseline);
        for (at, list) in lists.iter().enumerate() {
            if let Some(tick) = self.ticks.with_value(|t| t.get(list).copied()).filter(|_| at == 0 || lists[0] != *list)
            {
                tick.update(|n| *n += 1);
            }
        }
        self.sums.update(|n| *n += 1);
    }

    /// One move at a time: the next needs the version that the one before it gets.
    fn send(self) {
        if self.busy.get_value() {
            return;
        }
        let Some(sent) = self.queue.try_update_value(VecDeque::pop_front).flatten() else { return };
        let Some((strip, _)) = self.find(sent.mv.strip) else { return };
        self.busy.set_value(true);
        leptos::task::spawn_local(async move {
            let text = |id: Option<String>| id.unwrap_or_default();
            let (to, before) = (text(sent.mv.to.map(|d| d.to_string())), text(sent.mv.before.map(|s| s.to_string())));
            let answer = move_strip(self.production, strip.id, to, before, strip.version).await;
            // Whoever left the page meanwhile has nothing to see any more.
            if self.busy.try_update_value(|busy| *busy = false).is_none() {
                return;
            }
            match answer {
                Ok(done) => {
                    self.stored(strip.id, &done);
                    self.send();
                }
                Err(error) => self.refused(&sent, &error),
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

    /// A refused move is taken back; if the board itself is out of date, or more moves hung on this one, it is loaded.
    fn refused(self, sent: &Sent, error: &AppError) {
        let alone = self.queue.try_update_value(|q| std::mem::take(q).is_empty()).unwrap_or(true);
        self.lasting.history.update(|all| {
            all.pop();
        });
        let words = k::SCHEDULE_MOVE_REFUSED.fill(self.lang, &[("name", &error.say(self.lang))]);
        let current = !matches!(error, AppError::Conflict | AppError::NotFound);
        let undone =
            alone && current && matches!(self.board.try_update_value(|board| undo(board, &sent.undo)), Some(Ok(())));
        if undone {
            self.changed([sent.undo.back.to, sent.mv.to]);
        } else {
            self.lasting.history.set(Vec::new());
            self.refresh.0.update(|n| *n += 1);
        }
        self.say(words);
    }
}

/// Scene number, or the banner's words.
pub(super) fn name(strip: &Strip) -> String {
    match &strip.kind {
        StripKind::Scene(scene) => scene.number.clone(),
        StripKind::Banner { text } => text.clone(),
    }
}
