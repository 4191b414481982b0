//! How far a board has drifted from the one that was locked: scene by scene and part by part.
use super::{
    board::{Board, SceneStrip},
    dood::dood,
    plan::Plan,
    preview::Change,
};
use crate::values::{CharacterId, DayId, Eighths, SceneId, StripId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is kept of a board when it is locked: places and lengths, no texts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LockedBoard {
    /// Strips of scenes in board order, the boneyard last.
    pub strips: Vec<LockedStrip>,
    /// Parts in cast order.
    pub parts: Vec<LockedPart>,
}

/// A strip of a scene when the board was locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedStrip {
    /// The strip.
    pub strip: StripId,
    /// Its scene.
    pub scene: SceneId,
    /// Number of the scene.
    pub number: String,
    /// Where it was.
    pub spot: Spot,
}

/// Where a strip of a scene is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Day; `None` = boneyard.
    pub day: Option<DayId>,
    /// Its date.
    pub date: Option<Date>,
    /// Its label.
    pub label: String,
    /// Pages of the strip.
    pub eighths: Eighths,
}

/// A part when the board was locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedPart {
    /// The part.
    pub character: CharacterId,
    /// Dates worked.
    pub work: BTreeSet<Date>,
    /// Days held.
    pub hold: u32,
}

impl LockedBoard {
    /// What is kept of a board.
    #[must_use]
    pub fn of(board: &Board) -> Self {
        let locked = |(at, scene, strip): (Option<usize>, &SceneStrip, StripId)| {
            let day = at.and_then(|at| board.days.get(at));
            let spot = Spot {
                day: day.map(|day| day.id),
                date: day.map(|day| day.date),
                label: day.map(|day| day.label.clone()).unwrap_or_default(),
                eighths: scene.eighths,
            };
            LockedStrip { strip, scene: scene.scene, number: scene.number.clone(), spot }
        };
        let scenes = board.strips().filter_map(|(at, strip)| Some((at, strip.scene()?, strip.id)));
        let part = |row: super::dood::DoodRow| LockedPart {
            character: row.character,
            hold: row.held,
            work: row.cells.iter().filter(|(_, code)| *code != super::DoodCode::Hold).map(|(date, _)| *date).collect(),
        };
        Self { strips: scenes.map(locked).collect(), parts: dood(&Plan::of(board)).into_iter().map(part).collect() }
    }
}

/// How a scene has drifted. Several may hold at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftKind {
    /// Was not on the board.
    Added,
    /// Is no longer on the board.
    Removed,
    /// On another day, or to or from the boneyard.
    Moved,
    /// On the same day, which has another date.
    Redated,
    /// On the same day in another order.
    Reordered,
    /// On more or fewer strips.
    Split,
    /// Longer or shorter.
    Pages,
}

/// A scene that has drifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneDrift {
    /// The scene.
    pub scene: SceneId,
    /// Its number now, or then if it is gone.
    pub number: String,
    /// How.
    pub kinds: BTreeSet<DriftKind>,
    /// Its strips then and now.
    pub spots: Change<Vec<Spot>>,
}

/// A part that has drifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartDrift {
    /// The part.
    pub character: CharacterId,
    /// Dates it works now and did not.
    pub gained: Vec<Date>,
    /// Dates it worked and does not now.
    pub lost: Vec<Date>,
    /// Days held.
    pub hold: Change<u32>,
    /// First work date.
    pub first: Change<Option<Date>>,
    /// Last work date.
    pub last: Change<Option<Date>>,
}

/// How far a board has drifted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Drift {
    /// Scenes that have, in the order of the board now, those gone last.
    pub scenes: Vec<SceneDrift>,
    /// Parts that have, in cast order, those gone last.
    pub parts: Vec<PartDrift>,
}

/// The drift of a board against what it was when it was locked.
#[must_use]
pub fn drift(locked: &LockedBoard, board: &Board) -> Drift {
    let now = LockedBoard::of(board);
    Drift { scenes: scenes(&locked.strips, &now.strips), parts: parts(&locked.parts, &now.parts) }
}

fn scenes(then: &[LockedStrip], now: &[LockedStrip]) -> Vec<SceneDrift> {
    let by_scene = |strips: &[LockedStrip]| {
        let mut map: HashMap<SceneId, Vec<Spot>> = HashMap::new();
        for strip in strips {
            map.entry(strip.scene).or_default().push(strip.spot.clone());
        }
        map
    };
    let (mut was, mut is) = (by_scene(then), by_scene(now));
    let reordered = reordered(then, now);
    let mut seen = BTreeSet::new();
    let mut drifted = Vec::new();
    for strip in now.iter().chain(then).filter(|strip| seen.insert(strip.scene)) {
        let spots = Change {
            before: was.remove(&strip.scene).unwrap_or_default(),
            after: is.remove(&strip.scene).unwrap_or_default(),
        };
        let mut kinds = kinds(&spots);
        if reordered.contains(&strip.scene) {
            kinds.insert(DriftKind::Reordered);
        }
        if !kinds.is_empty() {
            drifted.push(SceneDrift { scene: strip.scene, number: strip.number.clone(), kinds, spots });
        }
    }
    drifted
}

fn kinds(spots: &Change<Vec<Spot>>) -> BTreeSet<DriftKind> {
    let (was, is) = (&spots.before, &spots.after);
    if was.is_empty() {
        return [DriftKind::Added].into();
    }
    if is.is_empty() {
        return [DriftKind::Removed].into();
    }
    let mut kinds = BTreeSet::new();
    let days = |spots: &[Spot]| spots.iter().map(|spot| spot.day).collect::<BTreeSet<_>>();
    if days(was) != days(is) {
        kinds.insert(DriftKind::Moved);
    }
    let dates: BTreeMap<DayId, Option<Date>> = was.iter().filter_map(|spot| Some((spot.day?, spot.date))).collect();
    let redated = |spot: &Spot| spot.day.and_then(|day| dates.get(&day)).is_some_and(|date| *date != spot.date);
    if is.iter().any(redated) {
        kinds.insert(DriftKind::Redated);
    }
    if was.len() != is.len() {
        kinds.insert(DriftKind::Split);
    }
    let pages = |spots: &[Spot]| spots.iter().map(|spot| spot.eighths).sum::<Eighths>();
    if pages(was) != pages(is) {
        kinds.insert(DriftKind::Pages);
    }
    kinds
}

/// Scenes that were moved within their day: the fewest that explain the order now. The boneyard has no order.
fn reordered(then: &[LockedStrip], now: &[LockedStrip]) -> BTreeSet<SceneId> {
    let was: HashMap<StripId, (usize, Option<DayId>)> =
        then.iter().enumerate().map(|(at, strip)| (strip.strip, (at, strip.spot.day))).collect();
    let mut moved = BTreeSet::new();
    for day in now.chunk_by(|a, b| a.spot.day == b.spot.day).filter(|day| day.iter().all(|s| s.spot.day.is_some())) {
        let stayed = day.iter().filter_map(|strip| {
            let (at, day) = was.get(&strip.strip)?;
            (*day == strip.spot.day).then_some((*at, strip.scene))
        });
        let stayed: Vec<(usize, SceneId)> = stayed.collect();
        let kept = longest_rise(&stayed.iter().map(|(at, _)| *at).collect::<Vec<_>>());
        moved.extend(stayed.iter().enumerate().filter(|(at, _)| kept.binary_search(at).is_err()).map(|(_, s)| s.1));
    }
    moved
}

/// Positions of a longest rising subsequence, by patience sorting.
fn longest_rise(values: &[usize]) -> Vec<usize> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let pile = tops.partition_point(|&top| values[top] < *value);
        before.push(pile.checked_sub(1).map(|pile| tops[pile]));
        match tops.get_mut(pile) {
            Some(top) => *top = at,
            None => tops.push(at),
        }
    }
    let mut rise: Vec<usize> = std::iter::successors(tops.last().copied(), |&at| before[at]).collect();
    rise.reverse();
    rise
}

fn parts(then: &[LockedPart], now: &[LockedPart]) -> Vec<PartDrift> {
    let mut seen = BTreeSet::new();
    let all = now.iter().chain(then).filter(|part| seen.insert(part.character));
    let was: HashMap<CharacterId, &LockedPart> = then.iter().map(|part| (part.character, part)).collect();
    let is: HashMap<CharacterId, &LockedPart> = now.iter().map(|part| (part.character, part)).collect();
    let none = BTreeSet::new();
    let part = |part: &LockedPart| {
        let (was, is) = (was.get(&part.character), is.get(&part.character));
        let work = |part: Option<&&LockedPart>| part.map_or(none.clone(), |part| part.work.clone());
        let hold = |part: Option<&&LockedPart>| part.map_or(0, |part| part.hold);
        let (before, after) = (work(was), work(is));
        let drift = PartDrift {
            character: part.character,
            gained: after.difference(&before).copied().collect(),
            lost: before.difference(&after).copied().collect(),
            hold: Change { before: hold(was), after: hold(is) },
            first: Change { before: before.first().copied(), after: after.first().copied() },
            last: Change { before: before.last().copied(), after: after.last().copied() },
        };
        let drifted = !drift.gained.is_empty() || !drift.lost.is_empty() || drift.hold.before != drift.hold.after;
        drifted.then_some(drift)
    };
    all.filter_map(part).collect()
}
