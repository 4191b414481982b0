//! A good order to begin with: moving single scenes until nothing helps, again and again from a shaken order.
use super::super::rng::Rng;
use super::compact::{Compact, WIDTH};

/// The best order of merged scenes found in so many rounds or until told to stop, and its wages held.
pub(super) fn improve(
    compact: &Compact,
    rounds: usize,
    rng: &mut Rng,
    stop: &mut dyn FnMut(i64) -> bool,
) -> (Vec<u8>, i64) {
    let mut order: Vec<u8> = (0..compact.days.len().min(WIDTH)).map(|s| s as u8).collect();
    let n = order.len();
    let mut hold = descend(compact, &mut order);
    let mut best = (order.clone(), hold);
    if n < 3 {
        return best;
    }
    for round in 0..rounds {
        if stop(best.1) {
            break;
        }
        let mut shaken = order.clone();
        if round % 12 == 11 {
            for at in (1..n).rev() {
                shaken.swap(at, rng.below(at + 1));
            }
        } else {
            for _ in 0..2 + rng.below(3) {
                let scene = shaken.remove(rng.below(n));
                shaken.insert(rng.below(n), scene);
            }
        }
        let cost = descend(compact, &mut shaken);
        if cost <= hold || round % 12 == 11 {
            (order, hold) = (shaken, cost);
        }
        if hold < best.1 {
            best = (order.clone(), hold);
        }
    }
    best
}

/// Moves scenes to their best places until nothing helps.
fn descend(compact: &Compact, order: &mut Vec<u8>) -> i64 {
    let mut hold = compact.hold(order);
    loop {
        let before = hold;
        for scene in 0..order.len() as u8 {
            let Some(from) = order.iter().position(|s| *s == scene) else { continue };
            order.remove(from);
            let (place, cost) = best_place(compact, order, usize::from(scene));
            let place = if cost < hold { place } else { from };
            hold = hold.min(cost);
            order.insert(place, scene);
        }
        if hold == before {
            return hold;
        }
    }
}

/// The cheapest place of a scene among the others, and the wages held then. For every place what the scenes before
/// it cost when the scene follows later, and those after it when it came earlier, is summed up once.
fn best_place(compact: &Compact, others: &[u8], scene: usize) -> (usize, i64) {
    let cast = compact.cast[scene];
    let mut after = [0_u64; WIDTH + 1];
    let mut behind = [0_i64; WIDTH + 1];
    let mut before = [0_u64; WIDTH + 1];
    for (at, &s) in others.iter().enumerate() {
        before[at + 1] = before[at] | compact.cast[usize::from(s)];
    }
    for (at, &s) in others.iter().enumerate().rev() {
        let s = usize::from(s);
        let held = (before[at] | cast) & after[at + 1] & !compact.cast[s];
        behind[at] = behind[at + 1] + compact.days[s] * compact.pay(held);
        after[at] = after[at + 1] | compact.cast[s];
    }
    let (mut ahead, mut best) = (0, (0, i64::MAX));
    for at in 0..=others.len() {
        let own = compact.days[scene] * compact.pay(before[at] & after[at] & !cast);
        let cost = ahead + own + behind[at];
        if cost < best.1 {
            best = (at, cost);
        }
        if let Some(&s) = others.get(at) {
            let s = usize::from(s);
            ahead += compact.days[s] * compact.pay(before[at] & (after[at + 1] | cast) & !compact.cast[s]);
        }
    }
    best
}
