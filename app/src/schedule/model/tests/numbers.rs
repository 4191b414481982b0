//! Numbers of shooting days.
use super::*;

fn numbered(n: u128, of_may: i8, number: Option<u32>, fixed: bool) -> NumberedDay {
    let number = number.map(|number| DayNumber { number, letter: 0 });
    NumberedDay { id: id(n), unit: id(1), date: may(of_may), number, fixed, counts: true }
}

fn labels(days: &[NumberedDay]) -> Vec<String> {
    let done = renumber_days(days);
    done.numbers.iter().map(|(_, n)| n.map_or("-".to_owned(), |n| n.label(""))).collect()
}

#[test]
fn an_inserted_day_moves_the_open_ones_only() {
    let days = [
        numbered(1, 4, Some(1), true),
        numbered(2, 5, Some(2), true),
        numbered(9, 6, None, false),
        numbered(3, 7, Some(3), false),
        numbered(4, 8, Some(4), false),
    ];
    assert_eq!(labels(&days), ["1", "2", "3", "4", "5"]);
    let done = renumber_days(&days);
    let moved: Vec<(u128, u32, u32)> =
        done.moved().map(|c| (c.day.0.as_u128(), c.from.unwrap().number, c.to.unwrap().number)).collect();
    assert_eq!(moved, [(3, 3, 4), (4, 4, 5)]);
    assert_eq!(done.changes.len(), 3);
    assert_eq!(day_count(&days, id(1)), 5);
}

#[test]
fn a_lost_day_closes_the_gap_among_open_days() {
    let mut days = vec![numbered(1, 4, Some(1), true), numbered(2, 5, Some(2), false), numbered(3, 6, Some(3), false)];
    days[1].counts = false;
    assert_eq!(labels(&days), ["1", "-", "2"]);
    // An issued day that is called off keeps its number, and nobody else gets it.
    days[1].fixed = true;
    assert_eq!(labels(&days), ["1", "2", "3"]);
    assert_eq!(day_count(&days, id(1)), 2);
}

#[test]
fn a_day_between_issued_days_gets_a_letter() {
    let mut days = vec![numbered(7, 4, Some(7), true), numbered(8, 6, Some(8), true), numbered(9, 5, None, false)];
    assert_eq!(labels(&days), ["7", "8", "7A"]);
    days.push(numbered(10, 5, None, false));
    assert_eq!(labels(&days), ["7", "8", "7A", "7B"]);
    // 7A has been issued; another day goes in after it.
    (days[2].number, days[2].fixed) = (Some(DayNumber { number: 7, letter: 1 }), true);
    days.push(numbered(11, 7, None, false));
    assert_eq!(labels(&days), ["7", "8", "7A", "7B", "9"]);
    // Whole numbers first where there are any.
    let gap = [
        numbered(1, 4, Some(4), true),
        numbered(2, 5, None, false),
        numbered(3, 6, None, false),
        numbered(4, 7, Some(6), true),
    ];
    assert_eq!(labels(&gap), ["4", "5", "5A", "6"]);
    let early = [numbered(1, 5, Some(1), true), numbered(2, 3, None, false), numbered(3, 4, None, false)];
    assert_eq!(labels(&early), ["1", "0", "0A"]);
}

#[test]
fn open_days_count_on_from_the_highest_number_issued() {
    // Day 8 was issued and then put in front of day 5.
    let days = [numbered(1, 4, Some(8), true), numbered(2, 5, Some(5), true), numbered(3, 6, None, false)];
    assert_eq!(labels(&days), ["8", "5", "9"]);
}

#[test]
fn units_are_numbered_apart() {
    let mut days = vec![numbered(1, 4, None, false), numbered(2, 4, None, false), numbered(3, 5, None, false)];
    days[1].unit = id(2);
    assert_eq!(labels(&days), ["1", "1", "2"]);
    let third = DayNumber { number: 3, letter: 0 };
    assert_eq!((third.label("2U"), third.label("")), ("2U 3".to_owned(), "3".to_owned()));
    assert_eq!(DayNumber { number: 7, letter: 28 }.label(""), "7AB");
}

#[test]
fn the_board_knows_what_is_fixed() {
    let mut b = board(vec![day(100, 4, vec![]), day(101, 5, vec![]), day(102, 6, vec![])], vec![], vec![]);
    b.days[0].stage = DayStage::Shot;
    b.days[1].state = DayState::Cancelled;
    let seen: Vec<(bool, bool)> = numbered_days(&b).iter().map(|d| (d.fixed, d.counts)).collect();
    assert_eq!(seen, [(true, true), (false, false), (false, true)]);
}

proptest! {
    #[test]
    fn fixed_numbers_stay_and_none_is_given_twice(
        list in prop::collection::vec((1..28_i8, 1..3_u128, prop::option::of(1..9_u32), 0..3_u32, any::<bool>(), 0..8_u8), 0..30)
    ) {
        let mut fixed_seen = std::collections::HashSet::new();
        let days: Vec<NumberedDay> = list.into_iter().enumerate().map(|(n, (at, unit, number, letter, fixed, counts))| {
            let number = number.map(|number| DayNumber { number, letter });
            // Data in which two issued days share a number is not ours to repair.
            let fixed = fixed && number.is_none_or(|number| fixed_seen.insert((unit, number)));
            NumberedDay { id: id(n as u128), unit: id(unit), date: may(at), number, fixed, counts: counts > 0 }
        }).collect();
        let done = renumber_days(&days);
        let mut given = std::collections::HashSet::new();
        for (was, (id, now)) in days.iter().zip(&done.numbers) {
            prop_assert_eq!(was.id, *id);
            if was.fixed {
                prop_assert_eq!(was.number, *now);
            } else {
                prop_assert_eq!(now.is_some(), was.counts);
            }
            if let Some(now) = now {
                prop_assert!(given.insert((was.unit, *now)), "{now:?} twice");
            }
            prop_assert_eq!(was.number != *now, done.changes.iter().any(|c| c.day == was.id));
        }
        // Once done, nothing is left to do.
        let again: Vec<NumberedDay> = days.iter().zip(&done.numbers).map(|(d, (_, n))| NumberedDay { number: *n, ..*d }).collect();
        prop_assert!(renumber_days(&again).changes.is_empty());
    }

    #[test]
    fn open_days_count_up_by_date(dates in prop::collection::vec(1..28_i8, 0..20)) {
        let days: Vec<NumberedDay> = dates.iter().enumerate().map(|(n, &at)| numbered(n as u128, at, None, false)).collect();
        let mut by_date: Vec<(Date, usize, u32)> = renumber_days(&days).numbers.iter().enumerate()
            .map(|(at, (_, n))| (days[at].date, at, n.unwrap().number)).collect();
        by_date.sort();
        let numbers: Vec<u32> = by_date.iter().map(|d| d.2).collect();
        prop_assert_eq!(numbers, (1..=u32::try_from(days.len()).unwrap()).collect::<Vec<_>>());
    }
}
