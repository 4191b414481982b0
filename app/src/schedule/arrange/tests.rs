//! The form, and what comes of it.
use super::{super::model::checks::sample, data::TypedArrange};
use crate::{schedule::model::ArrangePart, values::*};

fn typed() -> TypedArrange {
    TypedArrange {
        capacity: "4".into(),
        limit: "6 4/8".into(),
        moves: "50".into(),
        seconds: "2".into(),
        ..TypedArrange::default()
    }
}

#[test]
fn the_form_is_read_as_it_is_written() {
    let mut board = sample(40, 10, 6, 3);
    board.days.iter_mut().enumerate().for_each(|(at, day)| day.label = (at + 1).to_string());
    let (by, seconds) = typed().read(&board).expect("read");
    assert_eq!((by.part, by.capacity, by.limit, seconds), (ArrangePart::Whole, Eighths(32), Eighths(52), 2));
    let (by, _) = TypedArrange { locked: "1-3, 6".into(), ..typed() }.read(&board).expect("read");
    assert_eq!(by.locked, [0, 1, 2, 5].map(|at| board.days[at].id).into_iter().collect());
    let scene = board.strips().find_map(|(_, s)| s.scene().map(|c| (s.id, c.number.clone()))).expect("a scene");
    let (by, _) = TypedArrange { scenes: scene.1, ..typed() }.read(&board).expect("read");
    assert_eq!(by.part, ArrangePart::Strips([scene.0].into_iter().collect()));
}

#[test]
fn what_cannot_be_read_is_said_beside_its_field() {
    let board = sample(40, 10, 6, 3);
    let wrong = |form: TypedArrange| match form.read(&board) {
        Err(crate::error::AppError::Invalid(all)) => all.into_iter().map(|e| e.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(TypedArrange { locked: "nine".into(), ..typed() }), ["by[locked]"]);
    assert_eq!(wrong(TypedArrange { locked: "3-".into(), ..typed() }), ["by[locked]"]);
    assert_eq!(wrong(TypedArrange { scenes: "no such".into(), ..typed() }), ["by[scenes]"]);
    assert_eq!(wrong(TypedArrange { capacity: "much".into(), ..typed() }), ["by[capacity]"]);
    assert_eq!(wrong(TypedArrange { limit: "1".into(), ..typed() }), ["by[limit]"]);
}
