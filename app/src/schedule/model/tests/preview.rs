//! What a drop would cost.
use super::*;
use std::time::{Duration, Instant};

fn to(strip: u128, day: Option<u128>) -> Move {
    Move { strip: id(strip), to: day.map(id), before: None }
}

/// Three days; part 7 works on the first and second, the boneyard has another scene of theirs.
fn three_days() -> Board {
    let days = vec![
        day(100, 4, vec![scene(1, 8, 60, &[7])]),
        day(101, 5, vec![scene(2, 10, 60, &[7, 8])]),
        day(102, 6, vec![]),
        day(103, 7, vec![scene(3, 2, 20, &[8])]),
    ];
    board(days, vec![scene(4, 31, 300, &[7])], vec![part(7), part(8)])
}

#[test]
fn one_more_hold_day() {
    let b = three_days();
    let effects = preview(&b, &to(4, Some(103))).unwrap();
    assert_eq!(effects.holds, [HoldChange { character: id(7), days: Change { before: 0, after: 1 } }]);
    assert_eq!(effects.holds[0].delta(), 1);
    let pages = Change { before: Eighths(2), after: Eighths(33) };
    assert_eq!(effects.days, [DayEffect { day: id(103), eighths: pages, minutes: Change { before: 20, after: 320 } }]);
}

#[test]
fn nothing_changes_within_a_day_and_errors_are_those_of_the_move() {
    let b = three_days();
    assert_eq!(preview(&b, &to(1, Some(100))), Ok(Effects::default()));
    assert_eq!(preview(&b, &to(99, None)), Err(MoveError::NoSuchStrip(id(99))));
}

proptest! {
    #[test]
    fn the_preview_is_what_the_drop_does(b in boards(), picks in picks()) {
        for p in picks {
            let Some(mv) = pick(&b, p) else { continue };
            let told = preview(&b, &mv);
            let mut after = b.clone();
            match apply(&mut after, mv) {
                Err(error) => prop_assert_eq!(told, Err(error)),
                Ok(_) => {
                    let told = told.unwrap();
                    let (was, is) = (Plan::of(&b), Plan::of(&after));
                    for ((before, after), part) in hold_days(&was).iter().zip(hold_days(&is)).zip(&b.cast) {
                        let told = told.holds.iter().find(|h| h.character == part.character);
                        let delta = i64::from(after.days) - i64::from(before.days);
                        prop_assert_eq!(told.map_or(0, HoldChange::delta), delta);
                    }
                    let sums = totals(&after);
                    for day in &told.days {
                        let (_, sum) = sums.days.iter().find(|(id, _)| *id == day.day).unwrap();
                        prop_assert_eq!((day.eighths.after, day.minutes.after), (sum.eighths, sum.minutes));
                    }
                }
            }
        }
    }
}

/// Even unoptimised the preview of a big board must be quick; the figure asserted leaves room for slow machines.
#[test]
fn a_big_board_is_quick() {
    for strips in [120, 400] {
        let b = big_board(strips);
        let mv = to(1000, Some(5037));
        let best = (0..20).map(|_| {
            let start = Instant::now();
            let effects = preview(&b, &mv).unwrap();
            assert_eq!(effects.days.len(), 2);
            start.elapsed()
        });
        let best = best.min().unwrap();
        let baseline = Baseline::of(&b);
        let start = Instant::now();
        baseline.effects(&b, &mv).unwrap();
        let hover = start.elapsed();
        let limit = Duration::from_millis(if cfg!(debug_assertions) { 100 } else { 1 });
        assert!(best < limit, "{strips} strips: {best:?}, with a baseline {hover:?}");
    }
}
