//! Sums, the proof and the load of a day.
use super::*;

#[test]
fn a_day_sums_its_strips() {
    let mut guess = scene(2, 4, 30, &[]);
    guess.minutes = None;
    if let StripKind::Scene(s) = &mut guess.kind {
        s.estimated = true;
    }
    let mut half = scene(3, 5, 45, &[]);
    if let StripKind::Scene(s) = &mut half.kind {
        s.scene = id(1);
    }
    let sum = DayTotals::of(&[scene(1, 10, 50, &[]), banner(9, 25), guess, half]);
    assert_eq!(sum, DayTotals { eighths: Eighths(19), estimated: true, scenes: 2, minutes: 120, untimed: 1 });
    assert_eq!(DayTotals::of(&[]), DayTotals::default());
}

#[test]
fn the_proof_shows_what_is_missing() {
    let mut b = board(vec![day(100, 4, vec![scene(1, 10, 0, &[])])], vec![scene(2, 3, 0, &[])], vec![]);
    assert!(proof(&b).holds());
    b.script_eighths = Eighths(16);
    assert_eq!(proof(&b), Proof { script: Eighths(16), scheduled: Eighths(10), boneyard: Eighths(3) });
    assert_eq!(proof(&b).difference(), -3);
}

#[test]
fn load_is_a_hint() {
    let of = |n, scale| load(Eighths(n), scale);
    use Load::*;
    for (n, film, tv) in [(0, Empty, Empty), (15, Light, Light), (16, Usual, Light), (40, Usual, Light)] {
        assert_eq!((of(n, LoadScale::Feature), of(n, LoadScale::Television)), (film, tv), "{n}");
    }
    for (n, film, tv) in [(41, Heavy, Light), (48, Heavy, Usual), (64, Heavy, Usual), (65, Heavy, Heavy)] {
        assert_eq!((of(n, LoadScale::Feature), of(n, LoadScale::Television)), (film, tv), "{n}");
    }
}
