//! What people are told of an issued schedule.
use super::*;
use crate::schedule::model::issued::*;

fn shoot() -> Board {
    let night = |n: u128, cast: &[u128]| {
        let mut strip = scene(n, 8, 60, cast);
        if let StripKind::Scene(scene) = &mut strip.kind {
            scene.light = Light::Night;
        }
        strip
    };
    let mut fitting = day(103, 3, vec![scene(9, 0, 0, &[1])]);
    fitting.kind = DayKind::Fitting;
    let mut off = day(104, 6, vec![scene(8, 1, 1, &[1])]);
    off.kind = DayKind::Holiday;
    let days = vec![
        fitting,
        day(100, 4, vec![scene(1, 8, 60, &[1]), night(2, &[2])]),
        day(101, 5, vec![night(3, &[2])]),
        off,
        day(102, 7, vec![scene(4, 2, 20, &[1])]),
    ];
    board(days, vec![], vec![part(1), part(2)])
}

#[test]
fn cast_get_their_own_dates_and_nothing_else() {
    let own = own_dates(&shoot(), id(1));
    let said: Vec<_> = own.iter().map(|d| (d.date.day(), d.kind)).collect();
    assert_eq!(said, [(3, DateKind::Fitting), (4, DateKind::Work), (5, DateKind::Hold), (7, DateKind::Work)]);
    assert!(own.iter().all(|d| d.place.is_empty() && d.from.is_none() && !d.by_day && !d.by_night));
    assert!(own_dates(&shoot(), id(7)).is_empty());
}

#[test]
fn crew_get_days_places_and_hours() {
    let crew = crew_dates(&shoot(), |day| (day == id(101)).then(|| "Pier".to_owned()));
    let said: Vec<_> = crew.iter().map(|d| (d.date.day(), d.place.as_str(), d.by_day, d.by_night)).collect();
    assert_eq!(said, [(4, "", true, true), (5, "Pier", false, true), (7, "", true, false)]);
    assert_eq!((crew[0].from, crew[0].until), (Some(Minute(480)), Some(Minute(1080))));
}

#[test]
fn changes_say_what_came_went_and_moved() {
    let was = own_dates(&shoot(), id(1));
    assert!(date_changes(&was, &was).is_empty());
    let mut later = shoot();
    later.days[4].date = may(9);
    let is = own_dates(&later, id(1));
    assert_eq!(date_changes(&was, &is), [DateChange::Moved { from: may(7), to: may(9) }]);
    later.days[1].strips.remove(0);
    let is = own_dates(&later, id(1));
    assert!(date_changes(&was, &is).contains(&DateChange::Changed(may(4))), "held, and works no more");
    let mut shorter = shoot();
    shorter.days[4].strips.clear();
    let is = own_dates(&shorter, id(1));
    assert!(date_changes(&was, &is).contains(&DateChange::Removed(may(7))));
    assert!(date_changes(&is, &was).contains(&DateChange::Added(may(7))));
}

#[test]
fn two_days_that_swap_change_nobody_who_works_on_both() {
    let was = own_dates(&shoot(), id(2));
    let mut swapped = shoot();
    let (a, b) = (swapped.days[1].date, swapped.days[2].date);
    (swapped.days[1].date, swapped.days[2].date) = (b, a);
    swapped.days.swap(1, 2);
    let is = own_dates(&swapped, id(2));
    assert_ne!(was, is, "other days of the board");
    assert!(date_changes(&was, &is).is_empty());
    assert_eq!(content(&was), content(&is));
    assert!(standing(&was, &is).iter().all(|d| d.standing == Standing::Firm));
}

#[test]
fn two_units_on_one_date_are_two_dates() {
    let at = |day: u128, place: &str| IssuedDate {
        date: may(4),
        day: Some(id(day)),
        place: place.into(),
        ..IssuedDate::default()
    };
    let (both, swapped) = ([at(1, "Pier"), at(2, "Quay")], [at(2, "Quay"), at(1, "Pier")]);
    assert!(date_changes(&both, &swapped).is_empty());
    assert_eq!(date_changes(&both, &both[..1]), [DateChange::Removed(may(4))]);
    assert_eq!(date_changes(&both, &[at(1, "Pier"), at(2, "Mill")]), [DateChange::Changed(may(4))]);
    assert!(bare(&both).iter().all(|d| d.place.is_empty() && d.from.is_none() && d.until.is_none()));
}

#[test]
fn a_date_is_firm_only_as_it_was_issued() {
    let say = |issued: &[IssuedDate], live: &[IssuedDate]| -> Vec<(i8, Standing)> {
        standing(issued, live).iter().map(|d| (d.date.date.day(), d.standing)).collect()
    };
    use Standing::{Firm, Going, Tentative};
    let was = crew_dates(&shoot(), |_| None);
    assert_eq!(say(&[], &was), [(4, Tentative), (5, Tentative), (7, Tentative)]);
    assert_eq!(say(&was, &was), [(4, Firm), (5, Firm), (7, Firm)]);
    let mut later = shoot();
    later.days[4].date = may(9);
    later.days[1].unit_call = Some(Minute(360));
    let is = crew_dates(&later, |_| None);
    assert_eq!(say(&was, &is), [(4, Tentative), (5, Firm), (7, Going), (9, Tentative)]);
    assert_eq!(standing(&was, &is)[0].date.from, Some(Minute(360)));
}
