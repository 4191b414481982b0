//! Ranks: how the order of strips in a list is stored, so that a move writes one row and not all of them.

/// Distance between neighbours after renumbering: room for twenty halvings at the same spot.
pub const RANK_GAP: i64 = 1 << 20;

/// A rank between two neighbours (`None` = there is none on that side).
/// `None` means there is no room left (or the neighbours are out of order): the list must be [`renumber`]ed.
#[must_use]
pub fn rank_between(before: Option<i64>, after: Option<i64>) -> Option<i64> {
    match (before, after) {
        (None, None) => Some(RANK_GAP),
        (Some(before), None) => before.checked_add(RANK_GAP),
        (None, Some(after)) => after.checked_sub(RANK_GAP),
        (Some(before), Some(after)) => {
            let gap = after.checked_sub(before)?;
            (gap >= 2).then(|| before + gap / 2)
        }
    }
}

/// Fresh ranks for a list of `n` strips.
#[must_use]
pub fn renumber(n: usize) -> Vec<i64> {
    (0..n)
        .scan(0_i64, |rank, _| {
            *rank = rank.saturating_add(RANK_GAP);
            Some(*rank)
        })
        .collect()
}
