//! Reads how many tests passed and failed from what the runners print.

/// Passed, failed, ignored.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Tests that held.
    pub passed: u64,
    /// Tests that did not.
    pub failed: u64,
    /// Tests that were left out.
    pub ignored: u64,
}

/// Adds up every closing line of cargo test, nextest and node's runner.
pub fn read(text: &str) -> Counts {
    let mut sum = Counts::default();
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("test result:") || line.starts_with("Summary [") {
            add(&mut sum, line);
        } else if let Some(rest) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            node(&mut sum, rest);
        }
    }
    sum
}

/// `3 passed; 0 failed; 1 ignored` and `3 tests run: 2 passed (1 slow), 1 failed, 4 skipped`.
fn add(sum: &mut Counts, line: &str) {
    let words: Vec<&str> = line.split([' ', ';', ',']).filter(|w| !w.is_empty()).collect();
    for pair in words.windows(2) {
        let Ok(number) = pair[0].parse::<u64>() else { continue };
        match pair[1] {
            "passed" => sum.passed += number,
            "failed" | "timed" => sum.failed += number,
            "ignored" => sum.ignored += number,
            _ => {}
        }
    }
}

/// `pass 3`, `fail 0`, `skipped 1`, `todo 0`, `cancelled 0`.
fn node(sum: &mut Counts, rest: &str) {
    let mut words = rest.split(' ');
    let (Some(name), Some(Ok(number)), None) = (words.next(), words.next().map(str::parse::<u64>), words.next()) else {
        return;
    };
    match name {
        "pass" => sum.passed += number,
        "fail" | "cancelled" => sum.failed += number,
        "skipped" | "todo" => sum.ignored += number,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_three_runners() {
        let cargo = "test result: ok. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out\ntest result: ok. 4 passed; 0 failed; 0 ignored";
        assert_eq!(read(cargo), Counts { passed: 7, failed: 1, ignored: 2 });
        let nextest = "     Summary [   0.012s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 9 skipped";
        assert_eq!(read(nextest), Counts { passed: 3, failed: 2, ignored: 0 });
        let node = "ℹ tests 4\nℹ pass 3\nℹ fail 1\nℹ cancelled 0\nℹ skipped 2\nℹ duration_ms 5.1";
        assert_eq!(read(node), Counts { passed: 3, failed: 1, ignored: 2 });
    }
}
