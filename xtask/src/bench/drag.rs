//! Dragging and scrolling on a board in Chromium, on a phone's screen with a processor four times slower, beside the same
//! strips in plain JavaScript: `end2end/bench/drag.mjs`.

use super::stand::Stand;
use crate::{browser, proc, yard::Done};
use serde_json::Value;
use std::time::Duration;

/// One run takes three minutes with a thousand strips.
const LONGEST: Duration = Duration::from_secs(900);

/// Figures that need a browser.
pub const IN_BROWSER: &[&str] = &["drag150_p95_ms", "drag1000_p95_ms", "drop1000_p95_ms", "scroll1000_p95_ms"];

/// From a pointer event of a drag to the paint that shows it, with 150 strips: 95 of 100 take no longer.
pub fn drag150(stand: &mut Stand) -> Done<u64> {
    taken(stand, 150, "ours", "events")
}

/// The same in plain JavaScript.
pub fn plain150(stand: &mut Stand) -> Done<Option<u64>> {
    taken(stand, 150, "plain", "events").map(Some)
}

/// As [`drag150`] with a thousand strips.
pub fn drag1000(stand: &mut Stand) -> Done<u64> {
    taken(stand, 1000, "ours", "events")
}

/// The same in plain JavaScript.
pub fn plain1000(stand: &mut Stand) -> Done<Option<u64>> {
    taken(stand, 1000, "plain", "events").map(Some)
}

/// Of those the drops alone, which are one in seventeen.
pub fn drop1000(stand: &mut Stand) -> Done<u64> {
    taken(stand, 1000, "ours", "drops")
}

/// The same in plain JavaScript.
pub fn plain_drop1000(stand: &mut Stand) -> Done<Option<u64>> {
    taken(stand, 1000, "plain", "drops").map(Some)
}

/// While a thousand strips roll: 95 of 100 frames follow the one before within this.
pub fn scroll1000(stand: &mut Stand) -> Done<u64> {
    taken(stand, 1000, "ours", "frames")
}

/// The same in plain JavaScript.
pub fn plain_scroll1000(stand: &mut Stand) -> Done<Option<u64>> {
    taken(stand, 1000, "plain", "frames").map(Some)
}

/// What the browser measured of one of the two, once for each number of strips.
fn taken(stand: &mut Stand, strips: u32, whose: &str, what: &str) -> Done<u64> {
    if let Some(known) = stand.drags.get(&strips) {
        return rounded(&known[whose][what]);
    }
    let folder = stand.pages.as_ref().ok_or("no browser was set up")?;
    let mut node = browser::node(folder, &stand.binary, &stand.site);
    let said = proc::asked(node.arg("bench/drag.mjs").arg(strips.to_string()), LONGEST);
    let text = said.ok_or_else(|| format!("`node bench/drag.mjs {strips}` in end2end failed"))?;
    let value: Value = serde_json::from_str(&text).map_err(|e| format!("`{text}`: {e}"))?;
    let found = rounded(&value[whose][what]);
    stand.drags.insert(strips, value);
    found
}

/// Milliseconds as the browser gives them, with a fraction, to whole ones.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds at most")]
fn rounded(value: &Value) -> Done<u64> {
    let ms = value.as_f64().filter(|ms| (0.0..1e9).contains(ms));
    ms.map(|ms| ms.round() as u64).ok_or_else(|| format!("`{value}` is no time"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_time_is_a_number() {
        assert_eq!(rounded(&json!(41.6)), Ok(42));
        assert!(rounded(&json!(null)).is_err() && rounded(&json!(-1)).is_err());
    }
}
