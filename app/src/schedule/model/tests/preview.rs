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
    assert!(effects.new.is_empty() && effects.gone.is_empty() && effects.changed.is_empty());
}

#[test]
fn warnings_come_and_go() {
    let mut b = three_days();
    b.cast[0].off = [may(5)].into_iter().collect();
    let effects = preview(&b, &to(2, Some(102))).unwrap();
    assert_eq!((effects.gone.len(), effects.new.len()), (1, 0));
    let effects = preview(&b, &to(1, Some(101))).unwrap();
    assert_eq!((effects.gone.len(), effects.new.len()), (0, 0));
    b.days[0].wrap_rule = WrapRule::FollowsStrips;
    // 300 minutes more: wrap 23:00, call 08:00.
    let effects = preview(&b, &to(4, Some(100))).unwrap();
    assert_eq!(effects.new.len(), 2, "crew and part 7");
    let mut dropped = b.clone();
    apply(&mut dropped, to(4, Some(100))).unwrap();
    // Another minute on a day that is late already changes the figure, not the matter.
    dropped.boneyard.push(scene(5, 1, 30, &[]));
    let effects = preview(&dropped, &to(5, Some(100))).unwrap();
    assert_eq!((effects.new.len(), effects.gone.len(), effects.changed.len()), (0, 0, 2));
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
                    let (old, new) = (warnings(&was, RestRule::default()), warnings(&is, RestRule::default()));
                    let mut applied: Vec<Warning> = old.into_iter().filter(|w| !told.gone.contains(w)).collect();
                    for change in &told.changed {
                        let at = applied.iter().position(|w| *w == change.before).unwrap();
                        applied[at] = change.after;
                    }
                    applied.extend(&told.new);
                    prop_assert_eq!(applied.len(), new.len());
                    prop_assert!(new.iter().all(|w| applied.contains(w)));
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
        let baseline = Baseline::of(&b, RestRule::default());
        let start = Instant::now();
        baseline.effects(&b, &mv).unwrap();
        let hover = start.elapsed();
        let limit = Duration::from_millis(if cfg!(debug_assertions) { 100 } else { 1 });
        assert!(best < limit, "{strips} strips: {best:?}, with a baseline {hover:?}");
    }
}
