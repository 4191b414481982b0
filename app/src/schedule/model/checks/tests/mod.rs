//! Checks by worked example and by property.
mod days;
mod packs;
mod people;
mod props;

use super::*;
use crate::schedule::model::board::*;
use crate::schedule::model::{apply, renumber};
use crate::values::*;
use jiff::civil::{Date, date};

/// An id made of a number.
fn id<T: From<uuid::Uuid>>(n: u128) -> T {
    T::from(uuid::Uuid::from_u128(n))
}

const MINUTE: i64 = 60_000;

/// Minutes of a clock time: `at(18, 30)`; 24 and more is after midnight.
const fn at(hours: i64, minutes: i64) -> i64 {
    hours * 60 + minutes
}

/// May 2026; the fourth is a Monday.
fn may(day: i8) -> Date {
    date(2026, 5, day)
}

fn ms(on: Date, minute: i64) -> i64 {
    on.duration_since(date(1970, 1, 1)).as_hours() * 60 * MINUTE + minute * MINUTE
}

fn moment(on: Date, minute: i64) -> Moment {
    Moment { at: Minute(minute), utc_ms: ms(on, minute) }
}

/// A day of unit 1 in UTC from call to wrap.
fn day(n: u128, on: Date, call: i64, wrap: i64, strips: Vec<Strip>) -> BoardDay {
    BoardDay {
        id: id(n),
        date: on,
        unit: id(1),
        unit_call: Some(Minute(call)),
        est_wrap: Some(Minute(wrap)),
        call_utc_ms: Some(ms(on, call)),
        wrap_utc_ms: Some(ms(on, wrap)),
        zone: "Etc/UTC".to_owned(),
        strips,
        ..BoardDay::default()
    }
}

/// A scene strip with parts.
fn scene(n: u128, minutes: i64, cast: &[u128]) -> Strip {
    let scene = SceneStrip {
        scene: id(n),
        number: n.to_string(),
        eighths: Eighths(8),
        cast: cast.iter().map(|&c| id(c)).collect(),
        ..SceneStrip::default()
    };
    Strip { id: id(n), kind: StripKind::Scene(Box::new(scene)), minutes: Some(minutes), version: 1, rank: 0 }
}

fn outdoors(mut strip: Strip, light: Light, place: u128) -> Strip {
    if let StripKind::Scene(scene) = &mut strip.kind {
        (scene.int_ext, scene.light, scene.location) = (IntExt::Ext, light, Some(id(place)));
    }
    strip
}

fn banner(n: u128, minutes: i64) -> Strip {
    let kind = StripKind::Banner { text: "Lunch".to_owned() };
    Strip { id: id(n), kind, minutes: Some(minutes), version: 1, rank: 0 }
}

/// Parts 1 to 4 played by persons of the same number.
fn board(days: Vec<BoardDay>) -> Board {
    let part =
        |n: u128| BoardCast { character: id(n), person: Some(id(n)), number: n.to_string(), ..BoardCast::default() };
    Board { days, cast: (1..=4).map(part).collect(), ..Board::default() }
}

fn with(mut board: Board, facts: Facts) -> Board {
    board.facts = facts;
    board
}

fn pack(id: &str) -> Facts {
    Facts { pack: Some(id.to_owned()), ..Facts::default() }
}

/// Kind, figure and due figure of what is found, of one subject or of all.
fn figures(board: &Board, about: Option<About>) -> Vec<(FindingKind, i64, i64)> {
    let found = check(board).into_iter().filter(|f| about.is_none_or(|about| f.about == about));
    found.map(|f| (f.kind, f.have.unwrap_or(-1), f.due.unwrap_or(-1))).collect()
}

fn of_kind(board: &Board, kind: FindingKind) -> Vec<Finding> {
    check(board).into_iter().filter(|f| f.kind == kind).collect()
}

const CREW: fn() -> About = || About::Crew(id(1));

fn cast(n: u128) -> About {
    About::Cast { character: id(n), person: Some(id(n)) }
}
