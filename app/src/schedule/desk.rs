//! What the board page works on in the browser: one board with its checks, and one counter per list so that only
//! changed lists are drawn anew. How moves are made and sent is in `desk_moves.rs`.
use super::{
    data::{BoardData, Place},
    design::model::Beside,
    drag::{Cost, Drag},
    live::Clash,
    model::{
        Baseline, Board, BoardDay, Filter, Move, Palette, Strip, StripFacts, StripKind, StripLayout, Undo,
        checks::{Checker, Finding, Severity},
        filter,
    },
    words,
};
use crate::{
    text::{Lang, k, lang},
    ui::{Refresh, use_refresh},
    values::*,
};
use leptos::{html, prelude::*};
use std::collections::{HashMap, VecDeque};

/// What outlives a reload of the board: what can be taken back and made again, what was said last, a clash.
#[derive(Clone, Copy)]
pub(super) struct Lasting {
    pub history: RwSignal<Vec<Made>>,
    pub undone: RwSignal<Vec<Made>>,
    pub said: RwSignal<String>,
    pub clash: RwSignal<Option<Clash>>,
}
impl Lasting {
    pub fn new() -> Self {
        Self {
            history: RwSignal::new(Vec::new()),
            undone: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            clash: RwSignal::new(None),
        }
    }
}

/// Moves that were made together, with their way back.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) back: Vec<Move>,
    /// Scene number, banner, or how many strips.
    pub name: String,
}

/// A move on its way to the server.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) mv: Move,
    pub(super) undo: Undo,
}

/// The day whose form is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dating {
    /// A new day of a draft.
    New,
    /// This one.
    Day(DayId),
}
impl Dating {
    /// As the address says it.
    pub fn of(text: &str) -> Option<Self> {
        if text == "new" { Some(Self::New) } else { text.parse().ok().map(Self::Day) }
    }
}

/// The board being worked on. All handles, so it is passed by value.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub production: ProductionId,
    /// The board, if it is not the active one.
    pub shown: Option<BoardId>,
    /// Its name.
    pub title: StoredValue<String>,
    pub lang: Lang,
    pub may_edit: bool,
    pub palette: Palette,
    pub lasting: Lasting,
    pub selected: RwSignal<Option<StripId>>,
    /// The strip whose form is open.
    pub moving: RwSignal<Option<StripId>>,
    /// The day whose form is open; `new` is one that is not there yet.
    pub dating: RwSignal<Option<Dating>>,
    /// Places that a day of a draft may be at, and where its days are.
    pub choice: StoredValue<Vec<Place>>,
    pub day_places: StoredValue<HashMap<DayId, LocationId>>,
    pub keys_shown: RwSignal<bool>,
    /// Strips marked beside the selected one: they move with it.
    pub marked: RwSignal<Vec<StripId>>,
    /// Strips that were cut and wait to be pasted.
    pub cut: RwSignal<Vec<StripId>>,
    /// Only strips that pass are shown.
    pub filter: RwSignal<Option<Filter>>,
    pub findings: RwSignal<Vec<Finding>>,
    /// The finding that was jumped to last.
    pub warned: StoredValue<Option<usize>>,
    /// Whether the last press was a finger's.
    pub finger: StoredValue<bool>,
    pub drag: StoredValue<Option<Drag>>,
    pub cost: RwSignal<Option<Vec<Cost>>>,
    pub cost_box: NodeRef<html::P>,
    pub(super) board: StoredValue<Board>,
    pub(super) places: StoredValue<HashMap<DayId, String>>,
    /// Rows of strips; none where they look as usual.
    pub layout: StoredValue<Option<StripLayout>>,
    /// The colours that have a look of their own: kinds of scenes are then told in the page.
    pub painted: bool,
    /// Changes with how strips look; 0 as long as that is as usual.
    pub design_version: i64,
    beside: StoredValue<Beside>,
    parts: StoredValue<HashMap<CharacterId, String>>,
    pub(super) baseline: StoredValue<Baseline>,
    pub(super) checker: StoredValue<Checker>,
    /// Moves that the checks have yet to follow, see [`Desk::settle`].
    pub(super) unchecked: StoredValue<Vec<Move>>,
    /// What the server's board was when it was loaded, as numbers that change with it.
    pub(super) stamp: StoredValue<Vec<i64>>,
    ticks: StoredValue<HashMap<Option<DayId>, RwSignal<u32>>>,
    pub(super) sums: RwSignal<u32>,
    pub(super) queue: StoredValue<VecDeque<Sent>>,
    pub(super) busy: StoredValue<bool>,
    pub(super) refresh: Refresh,
}

impl Desk {
    pub fn new(
        production: ProductionId,
        may_edit: bool,
        palette: Palette,
        data: BoardData,
        lasting: Lasting,
        moving: Option<StripId>,
        dating: Option<Dating>,
    ) -> Self {
        let BoardData { board, places, shown, choice, day_places, stamp, design, design_version, beside } = data;
        let painted = !design.palette.scenes.is_empty();
        let layout = Some(design.layout).filter(|layout| *layout != StripLayout::default());
        let lists = std::iter::once(None).chain(board.days.iter().map(|d| Some(d.id)));
        let ticks = lists.map(|list| (list, RwSignal::new(0))).collect();
        let parts = board.cast.iter().map(|c| (c.character, words::part(c).to_owned())).collect();
        let (baseline, checker) = (Baseline::of(&board), Checker::of(&board));
        Self {
            production,
            shown: shown.as_ref().map(|b| b.id),
            title: StoredValue::new(shown.map(|b| b.name).unwrap_or_default()),
            lang: lang(),
            may_edit,
            palette,
            lasting,
            selected: RwSignal::new(None),
            moving: RwSignal::new(moving),
            dating: RwSignal::new(dating),
            choice: StoredValue::new(choice),
            day_places: StoredValue::new(day_places.into_iter().collect()),
            keys_shown: RwSignal::new(false),
            marked: RwSignal::new(Vec::new()),
            cut: RwSignal::new(Vec::new()),
            filter: RwSignal::new(None),
            findings: RwSignal::new(checker.findings()),
            warned: StoredValue::new(None),
            finger: StoredValue::new(false),
            drag: StoredValue::new(None),
            cost: RwSignal::new(None),
            cost_box: NodeRef::new(),
            board: StoredValue::new(board),
            places: StoredValue::new(places.into_iter().collect()),
            layout: StoredValue::new(layout),
            painted,
            design_version,
            beside: StoredValue::new(beside),
            parts: StoredValue::new(parts),
            baseline: StoredValue::new(baseline),
            checker: StoredValue::new(checker),
            unchecked: StoredValue::new(Vec::new()),
            stamp: StoredValue::new(stamp),
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
    /// Looks at the board and at the pages and hold days that moves are compared with.
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
    /// Those of a list that pass the filter.
    pub fn passing(self, list: Option<DayId>) -> Vec<Strip> {
        let all = self.strips(list);
        self.filter.with(|filter| match filter {
            None => all,
            Some(filter) => self.with(|board| {
                let day = list.and_then(|id| board.days.iter().find(|d| d.id == id));
                all.into_iter().filter(|strip| filter.holds(&self.facts(board, day, strip))).collect()
            }),
        })
    }
    /// What a strip on a day, or in the boneyard, has in its fields.
    pub fn facts(self, board: &Board, day: Option<&BoardDay>, strip: &Strip) -> StripFacts {
        let mut facts = StripFacts::of(board, day, strip);
        self.beside.with_value(|beside| beside.add(strip.scene().map(|scene| scene.scene), &mut facts));
        facts
    }
    /// Takes a filter as typed; one that cannot be read leaves the strips as they are and says what is wrong.
    pub fn narrow(self, typed: &str) -> Option<filter::FilterError> {
        let parsed = (!typed.trim().is_empty()).then(|| filter::parse(typed)).transpose();
        let wrong = parsed.as_ref().err().cloned();
        if let Ok(filter) = parsed {
            self.filter.set(filter);
        }
        wrong
    }
    /// Findings that are more than a notice: what the head counts and what `N` walks through.
    pub fn grave(self) -> Vec<usize> {
        let grave = |(n, f): (usize, &Finding)| (f.severity != Severity::Notice).then_some(n);
        self.findings.with(|all| all.iter().enumerate().filter_map(grave).collect())
    }
    /// The strips a move takes along: all that are marked if this one is, in the order of the board.
    pub fn together(self, strip: StripId) -> Vec<StripId> {
        let marked = self.marked.get_untracked();
        if !marked.contains(&strip) {
            return vec![strip];
        }
        self.with(|board| board.strips().map(|(_, s)| s.id).filter(|id| marked.contains(id)).collect())
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
    /// Has these lists drawn anew.
    pub(super) fn redraw(self, lists: &[Option<DayId>]) {
        for (at, list) in lists.iter().enumerate() {
            if let Some(tick) = self.ticks.with_value(|t| t.get(list).copied()).filter(|_| !lists[..at].contains(list))
            {
                tick.update(|n| *n += 1);
            }
        }
        self.sums.update(|n| *n += 1);
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

    pub fn say(self, words: String) {
        self.lasting.said.set(words);
    }
}

/// Scene number, or the banner's words.
pub(super) fn name(strip: &Strip) -> String {
    match &strip.kind {
        StripKind::Scene(scene) => scene.number.clone(),
        StripKind::Banner { text } => text.clone(),
    }
}
