//! Moves, undo and ranks.
use super::*;

fn mv(strip: u128, to: Option<u128>, before: Option<u128>) -> Move {
    Move { strip: id(strip), to: to.map(id), before: before.map(id) }
}

fn ids(strips: &[Strip]) -> Vec<u128> {
    strips.iter().map(|s| s.id.0.as_u128()).collect()
}

fn three_lists() -> Board {
    let first = day(100, 4, vec![scene(1, 8, 60, &[1]), scene(2, 4, 30, &[2]), banner(3, 25)]);
    board(vec![first, day(101, 5, vec![scene(4, 2, 20, &[1])])], vec![scene(5, 3, 40, &[])], vec![part(1), part(2)])
}

#[test]
fn strips_go_where_they_are_put() {
    let mut b = three_lists();
    apply(&mut b, mv(1, Some(101), Some(4))).unwrap();
    assert_eq!((ids(&b.days[0].strips), ids(&b.days[1].strips)), (vec![2, 3], vec![1, 4]));
    apply(&mut b, mv(3, None, None)).unwrap();
    assert_eq!(ids(&b.boneyard), [5, 3]);
    apply(&mut b, mv(5, Some(100), Some(2))).unwrap();
    assert_eq!(ids(&b.days[0].strips), [5, 2]);
    // Within one list, down and up.
    apply(&mut b, mv(1, Some(101), None)).unwrap();
    assert_eq!(ids(&b.days[1].strips), [4, 1]);
    apply(&mut b, mv(1, Some(101), Some(4))).unwrap();
    assert_eq!(ids(&b.days[1].strips), [1, 4]);
}

#[test]
fn moving_to_itself_changes_nothing() {
    let before = three_lists();
    for same in [mv(2, Some(100), Some(2)), mv(2, Some(100), Some(3)), mv(3, Some(100), None), mv(5, None, None)] {
        let mut b = before.clone();
        let back = apply(&mut b, same).unwrap();
        assert!(!back.moved && back.ranks.is_empty(), "{same:?}");
        assert_eq!(b, before);
        undo(&mut b, &back).unwrap();
        assert_eq!(b, before);
    }
}

#[test]
fn a_board_that_changed_underneath_is_told_and_left_alone() {
    let mut b = three_lists();
    let before = b.clone();
    assert_eq!(apply(&mut b, mv(9, None, None)), Err(MoveError::NoSuchStrip(id(9))));
    assert_eq!(apply(&mut b, mv(1, Some(109), None)), Err(MoveError::NoSuchDay(id(109))));
    assert_eq!(apply(&mut b, mv(1, Some(101), Some(2))), Err(MoveError::NotThere(id(2))));
    assert_eq!(apply(&mut b, mv(1, Some(101), Some(1))), Err(MoveError::NotThere(id(1))));
    assert_eq!(b, before);
}

#[test]
fn only_a_wrap_that_follows_the_strips_moves() {
    let mut b = three_lists();
    b.days[1].wrap_rule = WrapRule::FollowsStrips;
    let before = b.clone();
    let back = apply(&mut b, mv(1, Some(101), None)).unwrap();
    assert_eq!(b.days[0].wrap_utc_ms, before.days[0].wrap_utc_ms);
    assert_eq!(b.days[1].est_wrap, Some(Minute(19 * 60)));
    assert_eq!(b.days[1].wrap_utc_ms, before.days[1].wrap_utc_ms.map(|w| w + HOUR));
    undo(&mut b, &back).unwrap();
    assert_eq!(b, before);
}

#[test]
fn ranks_find_room_or_say_there_is_none() {
    assert_eq!(rank_between(None, None), Some(RANK_GAP));
    assert_eq!(rank_between(Some(7), None), Some(7 + RANK_GAP));
    assert_eq!(rank_between(None, Some(7)), Some(7 - RANK_GAP));
    assert_eq!(rank_between(Some(4), Some(6)), Some(5));
    for (a, b) in [(4, 5), (4, 4), (5, 4), (i64::MIN, i64::MAX)] {
        assert_eq!(rank_between(Some(a), Some(b)), None);
    }
    assert_eq!(rank_between(Some(i64::MAX), None), None);
    assert_eq!(rank_between(None, Some(i64::MIN)), None);
    assert_eq!(renumber(3), [RANK_GAP, 2 * RANK_GAP, 3 * RANK_GAP]);
    // Twenty halvings at the same spot before a list has to be renumbered.
    let mut after = 2 * RANK_GAP;
    let halvings = std::iter::from_fn(|| rank_between(Some(RANK_GAP), Some(after)).inspect(|r| after = *r)).count();
    assert_eq!(halvings, 20);
}

#[test]
fn a_full_list_is_renumbered_and_undone() {
    let mut b = three_lists();
    for (strip, rank) in b.days[0].strips.iter_mut().zip(1..) {
        strip.rank = rank;
    }
    let before = b.clone();
    let back = apply(&mut b, mv(5, Some(100), Some(2))).unwrap();
    assert_eq!(back.ranks.len(), 4);
    assert!(b.days[0].strips.is_sorted_by(|x, y| x.rank < y.rank));
    undo(&mut b, &back).unwrap();
    assert_eq!(b, before);
}

#[test]
fn the_board_survives_its_json() {
    let b = three_lists();
    let json = serde_json::to_string(&b).unwrap();
    assert_eq!(serde_json::from_str::<Board>(&json).unwrap(), b);
    assert!(json.contains(r#""kind":{"scene":{"scene":"00000000-"#), "{json}");
}

proptest! {
    #[test]
    fn no_move_loses_or_doubles_a_strip_or_a_page(start in boards(), picks in picks()) {
        let mut b = start.clone();
        let sorted = |b: &Board| {
            let mut all: Vec<StripId> = b.strips().map(|(_, s)| s.id).collect();
            all.sort();
            all
        };
        let mut backs = Vec::new();
        for p in picks {
            let Some(step) = pick(&b, p) else { continue };
            let before = b.clone();
            match apply(&mut b, step) {
                Ok(back) => {
                    // The strip is where the move says.
                    let list = step.to.map(|d| b.days.iter().position(|x| x.id == d).unwrap());
                    let at = b.list(list).iter().position(|s| s.id == step.strip).unwrap();
                    if step.before != Some(step.strip) {
                        prop_assert_eq!(b.list(list).get(at + 1).map(|s| s.id), step.before);
                    }
                    // The server may take it back as a plain move: same order, ranks perhaps others.
                    let mut by_move = b.clone();
                    apply(&mut by_move, back.back).unwrap();
                    let order = |b: &Board| b.strips().map(|(at, s)| (at, s.id)).collect::<Vec<_>>();
                    prop_assert_eq!(order(&by_move), order(&before));
                    backs.push(back);
                }
                Err(error) => {
                    prop_assert_eq!(error, MoveError::NotThere(step.strip));
                    prop_assert_eq!(&b, &before);
                }
            }
            prop_assert_eq!(sorted(&b), sorted(&start));
            prop_assert!(proof(&b).holds());
            let sums = totals(&b);
            let of_days: i64 = sums.days.iter().map(|(_, t)| t.eighths.0).sum();
            prop_assert_eq!(of_days, sums.scheduled.eighths.0);
            prop_assert_eq!(of_days + sums.boneyard.eighths.0, b.script_eighths.0);
            for list in std::iter::once(None).chain((0..b.days.len()).map(Some)) {
                prop_assert!(b.list(list).is_sorted_by(|x, y| x.rank < y.rank));
            }
        }
        for back in backs.iter().rev() {
            undo(&mut b, back).unwrap();
        }
        prop_assert_eq!(b, start);
    }

    #[test]
    fn a_rank_lies_between_its_neighbours(a in any::<i64>(), b in any::<i64>()) {
        if let Some(rank) = rank_between(Some(a), Some(b)) {
            prop_assert!(a < rank && rank < b);
        }
        prop_assert!(rank_between(Some(a), None).is_none_or(|r| r > a));
        prop_assert!(rank_between(None, Some(a)).is_none_or(|r| r < a));
    }
}
