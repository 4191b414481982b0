//! Tests of the scheduling rules, and the boards they are made on.
mod arrange;
mod boards;
mod compare;
mod dood;
mod fields;
mod issued;
mod layout;
mod moves;
mod numbers;
mod palette;
mod preview;
mod sun;
mod totals;

use super::*;
use crate::values::*;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// An id made of a number: any newtype over a uuid.
fn id<T: From<uuid::Uuid>>(n: u128) -> T {
    T::from(uuid::Uuid::from_u128(n))
}

const HOUR: i64 = 3_600_000;
/// 4 May 2026, a Monday, 00:00 UTC.
const MONDAY: i64 = 1_777_852_800_000;

/// May 2026.
fn may(day: i8) -> Date {
    date(2026, 5, day)
}

/// A scene strip with id and scene `n`.
fn scene(n: u128, eighths: i64, minutes: i64, cast: &[u128]) -> Strip {
    let scene = SceneStrip {
        scene: id(n),
        number: n.to_string(),
        eighths: Eighths(eighths),
        cast: cast.iter().map(|&c| id(c)).collect(),
        ..SceneStrip::default()
    };
    Strip { id: id(n), kind: StripKind::Scene(Box::new(scene)), minutes: Some(minutes), version: 1, rank: 0 }
}

fn banner(n: u128, minutes: i64) -> Strip {
    let kind = StripKind::Banner { text: "Lunch".to_owned() };
    Strip { id: id(n), kind, minutes: Some(minutes), version: 1, rank: 0 }
}

/// A day of the main unit in May 2026, 08:00 to 18:00 UTC.
fn day(n: u128, of_may: i8, strips: Vec<Strip>) -> BoardDay {
    let midnight = MONDAY + i64::from(of_may - 4) * 24 * HOUR;
    BoardDay {
        id: id(n),
        date: may(of_may),
        unit: id(1),
        unit_call: Some(Minute(8 * 60)),
        est_wrap: Some(Minute(18 * 60)),
        call_utc_ms: Some(midnight + 8 * HOUR),
        wrap_utc_ms: Some(midnight + 18 * HOUR),
        zone: "Etc/UTC".to_owned(),
        strips,
        ..BoardDay::default()
    }
}

/// The part `n`, played by the person `n`, who allows hold.
fn part(n: u128) -> BoardCast {
    BoardCast {
        character: id(n),
        person: Some(id(n)),
        number: n.to_string(),
        allows_hold: true,
        ..BoardCast::default()
    }
}

/// A board with valid ranks and a script that matches.
fn board(days: Vec<BoardDay>, boneyard: Vec<Strip>, cast: Vec<BoardCast>) -> Board {
    let mut board = Board { days, boneyard, cast, ..Board::default() };
    let lists = std::iter::once(None).chain((0..board.days.len()).map(Some)).collect::<Vec<_>>();
    for list in lists {
        let strips = board.list_mut(list);
        let ranks = renumber(strips.len());
        for (strip, rank) in strips.iter_mut().zip(ranks) {
            strip.rank = rank;
        }
    }
    let eighths: i64 = board.strips().filter_map(|(_, s)| s.scene()).map(|s| s.eighths.0).sum();
    board.script_eighths = Eighths(eighths);
    board
}

/// Call and wrap as hours UTC after Monday, 4 May 2026, 00:00.
fn hours(mut day: BoardDay, call: i64, wrap: i64) -> BoardDay {
    (day.call_utc_ms, day.wrap_utc_ms) = (Some(MONDAY + call * HOUR), Some(MONDAY + wrap * HOUR));
    day
}

/// A big board: so many strips, 60 days (two units), 30 cast.
fn big_board(strips: u128) -> Board {
    let days = (0..60_u128).map(|n| {
        let on_it = (0..strips).filter(|s| s % 61 == n).map(|s| {
            let cast: Vec<u128> = (0..6).map(|c| 1 + (s * 7 + c * 5) % 30).collect();
            scene(1000 + s, 1 + (s as i64 % 12), 45, &cast)
        });
        let mut day = day(5000 + n, 1, on_it.collect());
        let of_unit = i64::try_from(n / 2).unwrap();
        day.date = may(4).checked_add(jiff::Span::new().days(of_unit)).unwrap();
        day.unit = id(1 + n % 2);
        day.wrap_rule = WrapRule::FollowsStrips;
        hours(day, of_unit * 24 + 7, of_unit * 24 + 20)
    });
    let days = days.collect();
    let rest = (0..strips).filter(|s| s % 61 == 60).map(|s| scene(1000 + s, 3, 45, &[1, 2, 3])).collect();
    board(days, rest, (1..=30).map(part).collect())
}

prop_compose! {
    /// Boards of up to 5 days and 14 strips: scenes and banners with up to 3 of 4 parts, some without minutes,
    /// some wraps following the strips, days off, two units, cancelled days.
    fn boards()(
        days in prop::collection::vec((0..4_i8, 1..3_u128, 0..4_u8, 0..3_u8), 1..6),
        strips in prop::collection::vec((0..8_usize, 1..20_i64, prop::option::of(5..90_i64), prop::collection::vec(1..5_u128, 0..4), any::<bool>()), 0..15),
        off in prop::collection::vec((0..4_usize, 4..9_i8), 0..4),
    ) -> Board {
        let mut list: Vec<BoardDay> = days.iter().enumerate().map(|(n, &(at, unit, state, rule))| {
            let mut day = day(100 + n as u128, 4 + at, Vec::new());
            day.unit = id(unit);
            day.state = if state == 0 { DayState::Cancelled } else { DayState::Planned };
            day.kind = if state == 1 { DayKind::Travel } else { DayKind::Shoot };
            day.wrap_rule = if rule == 0 { WrapRule::Entered } else { WrapRule::FollowsStrips };
            day
        }).collect();
        list.sort_by_key(|d| (d.date, d.unit));
        let mut boneyard = Vec::new();
        for (n, (at, eighths, minutes, cast, is_banner)) in strips.into_iter().enumerate() {
            let n = 1000 + n as u128;
            let mut strip = if is_banner { banner(n, 30) } else { scene(n, eighths, 0, &cast) };
            strip.minutes = minutes;
            list.get_mut(at).map_or(&mut boneyard, |d| &mut d.strips).push(strip);
        }
        let mut cast: Vec<BoardCast> = (1..4).map(part).collect();
        cast[2].person = cast[0].person;
        for (who, of_may) in off {
            if let Some(who) = cast.get_mut(who) {
                who.off.0.insert(may(of_may));
            }
        }
        board(list, boneyard, cast)
    }
}

/// Moves as picks that fit any board: strip, list and neighbour are taken modulo what is there.
fn picks() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    prop::collection::vec((0..40_usize, 0..40_usize, 0..40_usize), 0..40)
}

fn pick(board: &Board, (strip, list, before): (usize, usize, usize)) -> Option<Move> {
    let all: Vec<StripId> = board.strips().map(|(_, s)| s.id).collect();
    let strip = *all.get(strip % all.len().max(1))?;
    let list = list % (board.days.len() + 1);
    let to = board.days.get(list).map(|d| d.id);
    let there = board.list((list < board.days.len()).then_some(list));
    Some(Move { strip, to, before: there.get(before % (there.len() + 1)).map(|s| s.id) })
}
