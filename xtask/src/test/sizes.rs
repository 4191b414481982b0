//! What people download, as brotli, against xtask/budgets.txt: growth is noticed the day it happens.

use super::{Bench, Outcome};
use crate::yard::Done;
use std::path::Path;

/// Sums each budget's files; one over it, or one that matches nothing it must, fails.
pub fn check(bench: &mut Bench) -> Done<Outcome> {
    let site = match bench.site() {
        Ok(site) => site,
        Err(why) => return Ok(Outcome { broken: true, ..Outcome::fail(why) }),
    };
    let file = bench.yard.root.join("xtask/budgets.txt");
    let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut outcome = Outcome::default();
    for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
        let budget = parse(line).ok_or_else(|| format!("{}: not `name KiB keys`: {line}", file.display()))?;
        let bytes = measure(&site, &budget.keys)?;
        let said = format!("{}: {} of {} KiB", budget.name, bytes.div_ceil(1024), budget.kib);
        println!("  {said}");
        if bytes <= budget.kib * 1024 {
            outcome.passed += 1;
        } else {
            outcome.failed += 1;
            outcome.text.push_str(&format!("over budget: {said}, as brotli\n"));
        }
    }
    Ok(outcome)
}

/// One line of the file.
struct Budget<'a> {
    name: &'a str,
    kib: u64,
    keys: Vec<&'a str>,
}

/// `page 250 js wasm css part:office`: the keys are those of site.json, its parts, or `/file` in the site.
fn parse(line: &str) -> Option<Budget<'_>> {
    let mut words = line.split_whitespace();
    let budget = Budget { name: words.next()?, kib: words.next()?.parse().ok()?, keys: words.collect() };
    (!budget.keys.is_empty()).then_some(budget)
}

/// Bytes of the brotli files; a key that names nothing is a mistake in the file.
fn measure(site: &Path, keys: &[&str]) -> Done<u64> {
    let text = std::fs::read_to_string(site.join("site.json")).map_err(|e| format!("site.json: {e}"))?;
    let manifest: serde_json::Value = serde_json::from_str(&text).map_err(|e| format!("site.json: {e}"))?;
    let mut sum = 0;
    for key in keys {
        let files = files(&manifest, key);
        if files.is_empty() {
            return Err(format!("xtask/budgets.txt: the site has no `{key}`"));
        }
        for file in files {
            let packed = site.join(format!("{}.br", file.trim_start_matches('/')));
            sum += packed.metadata().map_err(|e| format!("{}: {e}", packed.display()))?.len();
        }
    }
    Ok(sum)
}

/// The files a key stands for. A part's function carries a number behind its name.
fn files(manifest: &serde_json::Value, key: &str) -> Vec<String> {
    if key.starts_with('/') {
        return vec![key.to_owned()];
    }
    if let Some(part) = key.strip_prefix("part:") {
        let parts = manifest["parts"].as_object();
        let named =
            parts.and_then(|all| all.iter().find(|(name, _)| name.rsplit_once('_').is_some_and(|(n, _)| n == part)));
        let stems = named.and_then(|(_, stems)| stems.as_array()).into_iter().flatten();
        return stems.filter_map(|s| s.as_str()).map(|stem| format!("/pkg/{stem}.wasm")).collect();
    }
    let named = key.split('.').fold(manifest, |at, name| &at[name]);
    named.as_str().map(str::to_owned).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_line() {
        let budget = parse("page 250 js wasm css").unwrap();
        assert_eq!((budget.name, budget.kib, budget.keys.len()), ("page", 250, 3));
        assert!(parse("page 250").is_none());
    }

    #[test]
    fn keys_stand_for_files() {
        let manifest =
            serde_json::json!({ "js": "/pkg/a.js", "parts": { "office_12": ["chunk_1.ab", "office_12.cd"] } });
        assert_eq!(files(&manifest, "js"), ["/pkg/a.js"]);
        assert_eq!(files(&manifest, "part:office"), ["/pkg/chunk_1.ab.wasm", "/pkg/office_12.cd.wasm"]);
        assert!(files(&manifest, "part:off").is_empty());
    }
}
