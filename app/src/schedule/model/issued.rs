//! What a person is told of an issued schedule: dates, and what changed since the last. Cast, agents and guardians get
//! their own dates without sets or scenes of anybody; crew get dates, places, day or night and hours.
use super::{
    board::{Board, BoardDay, DayKind},
    dood::{DoodCode, dood},
    plan::Plan,
};
use crate::values::{CharacterId, DayId, Light, Minute};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much of a schedule somebody gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleDepth {
    /// The whole schedule as strips, for whoever sees the board.
    Full,
    /// Days and places.
    Places,
    /// Days alone, for whoever is not told places and times.
    Days,
    /// Their own dates.
    #[default]
    Own,
}

/// What somebody does on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// Works.
    #[default]
    Work,
    /// Is held.
    Hold,
    /// Travels.
    Travel,
    /// Fitting or rehearsal.
    Fitting,
    /// Another kind of day.
    Other,
}

/// A date as somebody is told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IssuedDate {
    /// The date.
    pub date: Date,
    /// What they do on it.
    pub kind: DateKind,
    /// The day it comes from; none for a date of hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<DayId>,
    /// Where; empty for own dates.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Something is shot by day.
    #[serde(default)]
    pub by_day: bool,
    /// Something is shot at night.
    #[serde(default)]
    pub by_night: bool,
    /// From when; none for own dates.
    #[serde(default)]
    pub from: Option<Minute>,
    /// Until when.
    #[serde(default)]
    pub until: Option<Minute>,
}

/// A date that became another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateChange {
    /// Is new.
    Added(Date),
    /// Is gone.
    Removed(Date),
    /// Became another.
    Moved {
        /// Until now.
        from: Date,
        /// From now on.
        to: Date,
    },
    /// The same date, otherwise.
    Changed(Date),
}

/// What somebody was told by one issue.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IssuedPersonal {
    /// How much they get.
    pub depth: ScheduleDepth,
    /// Their dates.
    pub dates: Vec<IssuedDate>,
    /// What changed since the issue before; empty on the first.
    #[serde(default)]
    pub changes: Vec<DateChange>,
}

/// Days on which the whole crew works, with place and hours.
#[must_use]
pub fn crew_dates(board: &Board, place: impl Fn(DayId) -> Option<String>) -> Vec<IssuedDate> {
    let date = |day: &BoardDay| {
        let lights = || day.strips.iter().filter_map(|s| Some(s.scene()?.light));
        IssuedDate {
            date: day.date,
            kind: kind_of(day.kind),
            day: Some(day.id),
            place: place(day.id).unwrap_or_default(),
            by_day: lights().any(|l| l != Light::Night),
            by_night: lights().any(|l| l == Light::Night),
            from: day.unit_call,
            until: day.est_wrap,
        }
    };
    board.days.iter().filter(|day| day.is_live() && day.kind.calls_whole_crew()).map(date).collect()
}

/// Dates of one part: work, hold, travel, fittings. Nothing about place, scenes or anybody else.
#[must_use]
pub fn own_dates(board: &Board, part: CharacterId) -> Vec<IssuedDate> {
    let mut by_date: BTreeMap<Date, IssuedDate> = BTreeMap::new();
    let rows = dood(&Plan::of(board));
    let held = rows.iter().filter(|row| row.character == part).flat_map(|row| &row.cells);
    for (date, _) in held.filter(|(_, code)| *code == DoodCode::Hold) {
        by_date.insert(*date, IssuedDate { date: *date, kind: DateKind::Hold, ..IssuedDate::default() });
    }
    let plays = |day: &&BoardDay| day.strips.iter().any(|s| s.scene().is_some_and(|s| s.cast.contains(&part)));
    for day in board.days.iter().filter(|day| day.is_live()).filter(plays) {
        let own = IssuedDate { date: day.date, kind: kind_of(day.kind), day: Some(day.id), ..IssuedDate::default() };
        let slot = by_date.entry(day.date).or_insert_with(|| own.clone());
        // Work counts before anything else on the same date.
        if slot.kind == DateKind::Hold || own.kind == DateKind::Work {
            *slot = own;
        }
    }
    by_date.into_values().collect()
}

fn kind_of(kind: DayKind) -> DateKind {
    match kind {
        DayKind::Shoot => DateKind::Work,
        DayKind::Travel => DateKind::Travel,
        DayKind::Fitting => DateKind::Fitting,
        _ => DateKind::Other,
    }
}

/// Dates without place and hours.
#[must_use]
pub fn bare(dates: &[IssuedDate]) -> Vec<IssuedDate> {
    let bare = |d: &IssuedDate| IssuedDate { place: String::new(), from: None, until: None, ..d.clone() };
    dates.iter().map(bare).collect()
}

/// Dates as somebody reads them: which day of the board they come from is nothing that changes them.
#[must_use]
pub fn content(dates: &[IssuedDate]) -> Vec<IssuedDate> {
    dates.iter().map(|d| IssuedDate { day: None, ..d.clone() }).collect()
}

/// Takes those out that belong together.
fn pair<'a>(
    before: &mut Vec<&'a IssuedDate>,
    after: &mut Vec<&'a IssuedDate>,
    fits: impl Fn(&IssuedDate, &IssuedDate) -> bool,
) -> Vec<(&'a IssuedDate, &'a IssuedDate)> {
    let mut pairs = Vec::new();
    after.retain(|now| match before.iter().position(|was| fits(was, now)) {
        Some(at) => {
            pairs.push((before.remove(at), *now));
            false
        }
        None => true,
    });
    pairs
}

/// Those on the same date; of two units on one date the same day of the board first.
fn stayed<'a>(
    before: &mut Vec<&'a IssuedDate>,
    after: &mut Vec<&'a IssuedDate>,
) -> Vec<(&'a IssuedDate, &'a IssuedDate)> {
    let mut same = pair(before, after, |was, now| was.date == now.date && was.day == now.day);
    same.extend(pair(before, after, |was, now| was.date == now.date));
    same
}

fn reads_alike(was: &IssuedDate, now: &IssuedDate) -> bool {
    IssuedDate { day: now.day, ..was.clone() } == *now
}

/// What changed for somebody between two issues, by date.
#[must_use]
pub fn date_changes(before: &[IssuedDate], after: &[IssuedDate]) -> Vec<DateChange> {
    let (mut gone, mut new): (Vec<_>, Vec<_>) = (before.iter().collect(), after.iter().collect());
    let changed = stayed(&mut gone, &mut new).into_iter().filter(|(was, now)| !reads_alike(was, now));
    let mut all: Vec<(Date, DateChange)> = changed.map(|(_, now)| (now.date, DateChange::Changed(now.date))).collect();
    let moved = pair(&mut gone, &mut new, |was, now| was.day.is_some() && was.day == now.day);
    all.extend(moved.into_iter().map(|(was, now)| (now.date, DateChange::Moved { from: was.date, to: now.date })));
    all.extend(new.into_iter().map(|now| (now.date, DateChange::Added(now.date))));
    all.extend(gone.into_iter().map(|was| (was.date, DateChange::Removed(was.date))));
    all.sort_by_key(|(date, _)| *date);
    all.into_iter().map(|(_, change)| change).collect()
}

/// Whether a date can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// On the board, and not issued, or not like this.
    #[default]
    Tentative,
    /// Issued, and the board has not moved since.
    Firm,
    /// Issued, and on the board no more.
    Going,
}

/// One's own date, and whether it can be relied on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OwnDate {
    /// The date; as issued if it is going.
    pub date: IssuedDate,
    /// Whether it can be relied on.
    pub standing: Standing,
}

/// What somebody was told against what the board holds for them now, by date.
#[must_use]
pub fn standing(issued: &[IssuedDate], live: &[IssuedDate]) -> Vec<OwnDate> {
    let (mut gone, mut new): (Vec<_>, Vec<_>) = (issued.iter().collect(), live.iter().collect());
    let kept = stayed(&mut gone, &mut new).into_iter().map(|(was, now)| {
        let standing = if reads_alike(was, now) { Standing::Firm } else { Standing::Tentative };
        OwnDate { date: now.clone(), standing }
    });
    let mut all: Vec<OwnDate> = kept.collect();
    all.extend(new.into_iter().map(|now| OwnDate { date: now.clone(), standing: Standing::Tentative }));
    all.extend(gone.into_iter().map(|was| OwnDate { date: was.clone(), standing: Standing::Going }));
    all.sort_by_key(|own| own.date.date);
    all
}
