//! Boards made up for measuring: as many strips, days and parts as asked for, with facts for every kind of check.
//! The same seed makes the same board.
use super::facts::{DayFacts, Facts, Limits, Meal, Minor, PersonFacts, PlaceFacts, SceneFacts, SceneFlag, Who};
use crate::schedule::model::board::{Board, BoardCast, BoardDay, BoardUnit, SceneStrip, Strip, StripKind, WrapRule};
use crate::schedule::model::moves::Move;
use crate::values::{
    CharacterId, DayId, Eighths, IntExt, Light, LocationId, Minute, PersonId, SceneId, StripId, UnitId,
};
use jiff::civil::{Date, date};
use uuid::Uuid;

/// Numbers that look like chance (xorshift), reproducible on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n.max(1)
    }
}

fn id<T: From<Uuid>>(kind: u128, n: usize) -> T {
    T::from(Uuid::from_u128((kind << 64) | n as u128))
}

const MONDAY: Date = date(2026, 5, 4);
const MONDAY_MS: i64 = 1_777_852_800_000;

/// A board of so many strips on so many days (a second unit on every fifth) with a cast of so many.
#[must_use]
pub fn sample(strips: usize, days: usize, cast: usize, seed: u64) -> Board {
    let mut chance = Chance(seed | 1);
    let mut board = Board { days: (0..days).map(|n| day(n, &mut chance)).collect(), ..Board::default() };
    board.units =
        (0..2).map(|n| BoardUnit { id: id(1, n), name: format!("Unit {n}"), prefix: String::new() }).collect();
    board.cast = (0..cast)
        .map(|n| BoardCast {
            character: id(2, n),
            person: Some(id(3, n)),
            number: (n + 1).to_string(),
            name: format!("PART {n}"),
            allows_hold: true,
            off: (0..2).filter_map(|_| plus(MONDAY, chance.below(80))).collect(),
        })
        .collect();
    for n in 0..strips {
        let strip = strip(n, cast, &mut chance);
        // One in twenty is not planned yet.
        let to = usize::try_from(chance.below(u64::try_from(days + days / 20 + 1).unwrap_or(1))).unwrap_or(0);
        board.days.get_mut(to).map_or(&mut board.boneyard, |day| &mut day.strips).push(strip);
    }
    let packs = ["de", "uk", "sag_aftra", "fr", "eu"];
    let person = |n: usize| PersonFacts {
        who: Who::Person(id::<PersonId>(3, n)),
        pack: Some(packs[n % packs.len()].to_owned()),
        minor: (n % 10 == 9).then(|| Minor { birth: Some(date(2016, 3, 1)), ..Minor::default() }),
        ..PersonFacts::default()
    };
    let flags = |n: usize| SceneFacts {
        scene: id(4, n),
        flags: [SceneFlag::Stunt].into_iter().collect(),
        risk_assessed: n.is_multiple_of(2),
        supervisor: None,
    };
    let meal = Meal { start: Minute(13 * 60), minutes: 45 };
    board.facts = Facts {
        pack: Some("de".to_owned()),
        people: (0..cast).map(person).collect(),
        scenes: (0..strips).step_by(15).map(flags).collect(),
        days: (0..days)
            .map(|n| DayFacts { day: id::<DayId>(5, n), meals: Some(vec![meal]), ..DayFacts::default() })
            .collect(),
        places: (0..3)
            .map(|n| PlaceFacts {
                place: id::<LocationId>(6, n),
                off: (0..5).filter_map(|_| plus(MONDAY, chance.below(80))).collect(),
                ..PlaceFacts::default()
            })
            .collect(),
        limits: Limits { eighths: Some(40), moves: Some(1) },
        ..Facts::default()
    };
    board
}

/// Moves within a board made by [`sample`] of the same size.
#[must_use]
pub fn sample_moves(strips: usize, days: usize, count: usize, seed: u64) -> Vec<Move> {
    let mut chance = Chance(seed | 1);
    let mut pick = |n: usize| usize::try_from(chance.below(u64::try_from(n).unwrap_or(1))).unwrap_or(0);
    let one = |_| Move { strip: id::<StripId>(4, pick(strips)), to: Some(id::<DayId>(5, pick(days))), before: None };
    (0..count).map(one).collect()
}

fn plus(date: Date, days: u64) -> Option<Date> {
    date.checked_add(jiff::Span::new().days(i64::try_from(days).ok()?)).ok()
}

fn day(n: usize, chance: &mut Chance) -> BoardDay {
    // Six days a week; every fifth date has a second unit as well.
    let shot = n - n / 6;
    let after = i64::try_from(shot + shot / 6).unwrap_or(0);
    let call = 7 * 60 + 30 * i64::try_from(chance.below(8)).unwrap_or(0);
    let wrap = call + 60 * (10 + i64::try_from(chance.below(4)).unwrap_or(0));
    let ms = |minute: i64| Some(MONDAY_MS + (after * 1440 + minute) * 60_000);
    BoardDay {
        id: id(5, n),
        date: plus(MONDAY, u64::try_from(after).unwrap_or(0)).unwrap_or(MONDAY),
        unit: id::<UnitId>(1, usize::from(n % 6 == 5)),
        unit_call: Some(Minute(call)),
        est_wrap: Some(Minute(wrap)),
        call_utc_ms: ms(call),
        wrap_utc_ms: ms(wrap),
        wrap_rule: if n.is_multiple_of(4) { WrapRule::FollowsStrips } else { WrapRule::Entered },
        zone: "Etc/UTC".to_owned(),
        sunrise: Some(Minute(5 * 60 + 20)),
        sunset: Some(Minute(20 * 60 + 50)),
        ..BoardDay::default()
    }
}

fn strip(n: usize, cast: usize, chance: &mut Chance) -> Strip {
    let mut below = |n: u64| chance.below(n);
    let parts = 1 + below(6);
    let scene = SceneStrip {
        scene: id::<SceneId>(4, n),
        number: (n + 1).to_string(),
        int_ext: [IntExt::Int, IntExt::Ext][usize::try_from(below(2)).unwrap_or(0)],
        light: [Light::Day, Light::Day, Light::Night][usize::try_from(below(3)).unwrap_or(0)],
        set: "SET".to_owned(),
        eighths: Eighths(1 + i64::try_from(below(14)).unwrap_or(0)),
        cast: (0..parts)
            .map(|_| id::<CharacterId>(2, usize::try_from(below(u64::try_from(cast).unwrap_or(1))).unwrap_or(0)))
            .collect(),
        location: Some(id(6, usize::try_from(below(12)).unwrap_or(0))),
        ..SceneStrip::default()
    };
    let minutes = Some(20 + 5 * i64::try_from(below(16)).unwrap_or(0));
    Strip { id: id(4, n), kind: StripKind::Scene(Box::new(scene)), minutes, version: 1, rank: 0 }
}
