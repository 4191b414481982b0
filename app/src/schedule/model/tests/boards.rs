//! Boards as documents: whatever is done to them, every scene lies exactly once.
use super::*;
use crate::schedule::model::boards::number_draft;
use std::collections::BTreeSet;

fn live() -> Board {
    let first = day(100, 4, vec![scene(1, 8, 60, &[1]), scene(2, 4, 30, &[2]), banner(3, 25)]);
    board(vec![first, day(101, 5, vec![scene(4, 2, 20, &[1])])], vec![scene(5, 3, 40, &[])], vec![part(1), part(2)])
}
fn order(strips: &[Strip]) -> Vec<u128> {
    strips.iter().map(|s| s.id.0.as_u128()).collect()
}
fn fixed(days: &[u128]) -> BTreeSet<DayId> {
    days.iter().map(|n| id(*n)).collect()
}

#[test]
fn a_board_comes_back_from_its_document() {
    let live = live();
    let plan = BoardPlan::of(&live);
    let json = serde_json::to_string(&plan).unwrap();
    let back: BoardPlan = serde_json::from_str(&json).unwrap();
    assert_eq!(back, plan);
    let laid = back.overlay(&live);
    assert_eq!(order(&laid.days[0].strips), [1, 2, 3]);
    assert_eq!(order(&laid.boneyard), [5]);
    assert!(differences(&plan, &BoardPlan::of(&laid)).is_empty());
}

#[test]
fn new_scenes_lie_in_the_boneyard_and_omitted_ones_vanish() {
    let plan = BoardPlan::of(&live());
    let mut now = live();
    now.days[0].strips.remove(0);
    now.boneyard.insert(0, scene(9, 1, 5, &[]));
    let laid = plan.overlay(&now);
    assert_eq!((order(&laid.days[0].strips), order(&laid.boneyard)), (vec![2, 3], vec![5, 9]));
    assert!(laid.boneyard.windows(2).all(|w| w[0].rank < w[1].rank));
}

#[test]
fn a_document_that_names_a_scene_twice_shows_it_once() {
    let mut plan = BoardPlan::of(&live());
    let twice = plan.days[0].items.clone();
    plan.days[1].items.extend(twice);
    let laid = plan.overlay(&live());
    assert_eq!((order(&laid.days[0].strips), order(&laid.days[1].strips)), (vec![1, 2, 3], vec![4]));
}

#[test]
fn days_split_and_merge() {
    let mut plan = BoardPlan::of(&live());
    assert!(!plan.split(id(100), id(1), id(200), may(6)), "nothing would stay");
    assert!(!plan.split(id(100), id(4), id(200), may(6)), "it is on another day");
    assert!(plan.split(id(100), id(2), id(200), may(6)));
    let laid = plan.overlay(&live());
    assert_eq!(laid.days.iter().map(|d| order(&d.strips)).collect::<Vec<_>>(), [vec![1], vec![4], vec![2, 3]]);
    assert_eq!(plan.next_of(id(100)), Some(id(101)));
    assert!(plan.merge(id(101), id(200)) && !plan.merge(id(101), id(101)));
    assert_eq!(order(&plan.overlay(&live()).days[1].strips), [4, 2, 3]);
    assert!(plan.remove_day(id(101)) && !plan.remove_day(id(101)));
    assert_eq!(order(&plan.overlay(&live()).boneyard), [5, 4, 2, 3]);
}

#[test]
fn what_differs_is_named_day_by_day() {
    let was = BoardPlan::of(&live());
    let mut is = was.clone();
    is.days[0].items.swap(0, 1);
    is.days[0].location = Some(id(7));
    is.days[1].date = may(8);
    assert!(is.split(id(101), id(4), id(300), may(9)) || is.days.len() == 2);
    is.days.push(PlannedDay { id: id(102), date: may(12), ..is.days[0].clone() });
    let mut gone = was.clone();
    gone.remove_day(id(100));
    let of = |a: &BoardPlan, b: &BoardPlan| {
        differences(a, b).into_iter().map(|d| d.differs.into_iter().collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    assert_eq!(of(&was, &is), [vec![Differs::Place, Differs::Strips], vec![Differs::Date], vec![Differs::Added]]);
    assert_eq!(of(&was, &gone), [[Differs::Gone]]);
}

#[test]
fn issued_days_are_taken_as_they_are() {
    let live_plan = BoardPlan::of(&live());
    let mut plan = live_plan.clone();
    plan.split(id(100), id(2), id(200), may(6));
    plan.days[0].items.push(PlannedItem::Scene { strip: id(5), scene: id(5) });
    plan.boneyard.clear();
    plan.keep_fixed(&live_plan, &fixed(&[100]));
    let laid = plan.overlay(&live());
    assert_eq!(order(&laid.days[0].strips), [1, 2, 3]);
    assert_eq!(order(&laid.boneyard), [5], "what the draft had on it is not lost");
    assert!(differences(&live_plan, &plan).iter().all(|d| d.day != id(100)));
}

#[test]
fn open_days_of_a_draft_are_numbered_and_issued_ones_keep_theirs() {
    let mut live = live();
    live.days[0].stage = DayStage::Issued;
    live.days[0].number = Some(DayNumber { number: 3, letter: 0 });
    live.days[0].label = "3".into();
    let mut plan = BoardPlan::of(&live);
    plan.days.push(PlannedDay { id: id(102), date: may(3), items: vec![], ..plan.days[1].clone() });
    let mut laid = plan.overlay(&live);
    number_draft(&mut laid, &live);
    assert_eq!(laid.days.iter().map(|d| d.label.as_str()).collect::<Vec<_>>(), ["1", "3", "4"]);
}

/// Something done to a document.
#[derive(Debug, Clone)]
enum Deed {
    Put(usize, usize, usize),
    Split(usize, usize),
    Merge(usize, usize),
    Remove(usize),
    Keep(usize),
    Omit(usize),
    Write,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..12_usize, 0..6_usize, 0..6_usize).prop_map(|(s, d, at)| Deed::Put(s, d, at)),
        (0..6_usize, 0..6_usize).prop_map(|(d, s)| Deed::Split(d, s)),
        (0..6_usize, 0..6_usize).prop_map(|(a, b)| Deed::Merge(a, b)),
        (0..6_usize).prop_map(Deed::Remove),
        (0..3_usize).prop_map(Deed::Keep),
        (0..12_usize).prop_map(Deed::Omit),
        Just(Deed::Write),
    ]
}

proptest! {
    #[test]
    fn every_scene_lies_exactly_once(deeds in proptest::collection::vec(deed(), 0..30)) {
        let mut live = live();
        let mut plan = BoardPlan::of(&live);
        let mut next = 1000_u128;
        for deed in deeds {
            let mut laid = plan.overlay(&live);
            let strips: Vec<StripId> = laid.strips().map(|(_, s)| s.id).collect();
            let days: Vec<DayId> = laid.days.iter().map(|d| d.id).collect();
            let day = |n: usize| days.get(n % days.len().max(1)).copied();
            match deed {
                Deed::Put(s, d, at) => {
                    let to = day(d).filter(|_| d > 0);
                    let list = to.and_then(|id| laid.days.iter().position(|d| d.id == id));
                    let before = laid.list(list).get(at).map(|s| s.id);
                    if let Some(strip) = strips.get(s % strips.len().max(1)) {
                        apply(&mut laid, Move { strip: *strip, to, before }).unwrap();
                        plan.take(&laid);
                    }
                }
                Deed::Split(d, s) => {
                    next += 1;
                    if let Some(day) = day(d) {
                        let before = plan.days.iter().find(|p| p.id == day).and_then(|p| p.items.get(s)).map(PlannedItem::strip);
                        before.map(|b| plan.split(day, b, id(next), may(20)));
                    }
                }
                Deed::Merge(a, b) => { day(a).zip(day(b)).map(|(a, b)| plan.merge(a, b)); }
                Deed::Remove(d) => { day(d).map(|d| plan.remove_day(d)); }
                Deed::Keep(n) => plan.keep_fixed(&BoardPlan::of(&live), &fixed(&[100 + n as u128])),
                Deed::Omit(n) => {
                    for list in live.days.iter_mut().map(|d| &mut d.strips) {
                        list.retain(|s| s.id != id(n as u128));
                    }
                    live.boneyard.retain(|s| s.id != id(n as u128));
                }
                Deed::Write => {
                    next += 1;
                    live.boneyard.push(scene(next, 1, 1, &[]));
                }
            }
            let laid = plan.overlay(&live);
            let scenes = |b: &Board| {
                let mut all: Vec<SceneId> = b.strips().filter_map(|(_, s)| s.scene().map(|s| s.scene)).collect();
                all.sort();
                all
            };
            prop_assert_eq!(scenes(&laid), scenes(&live));
            let ids: BTreeSet<StripId> = laid.strips().map(|(_, s)| s.id).collect();
            prop_assert_eq!(ids.len(), laid.strips().count());
        }
    }
}
