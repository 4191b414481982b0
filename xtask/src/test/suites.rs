//! The groups that run tests: app, server, browser.

use super::counts;
use super::groups::ready_to_compile;
use super::{Bench, Outcome};
use crate::apt;
use crate::browser;
use crate::proc::Finished;
use crate::yard::Done;
use std::path::PathBuf;
use std::process::Command;

/// The same selection for both packages, filtered when run: selected one by one, cargo would unify other features
/// and compile the shared dependencies a second time.
const SELECTION: &[&str] = &["-p", "app", "-p", "server", "--features", "app/ssr"];

/// Rules, and stores on both engines.
pub fn unit(bench: &mut Bench) -> Done<Outcome> {
    ready_to_compile(bench)?;
    package(bench, "app", "unit")
}

/// Doors, permissions, HTTP.
pub fn http(bench: &mut Bench) -> Done<Outcome> {
    package(bench, "server", "http")
}

/// What the examples of properties are drawn from, unless the environment says otherwise: the same in every run, so
/// that a tree passes or does not. By hand, `cargo test` draws new ones.
const SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "20270510");

/// The seed, or what the environment says.
fn seed() -> (&'static str, String) {
    (SEED.0, std::env::var(SEED.0).unwrap_or_else(|_| SEED.1.to_owned()))
}

/// The tests of one package, by nextest where present. No retries: a test that fails sometimes is a failure.
fn package(bench: &mut Bench, name: &str, group: &str) -> Done<Outcome> {
    let url = bench.postgres()?;
    if !apt::program("cargo-nextest") {
        return plain(bench, name, group, &url);
    }
    let mut cargo = bench.yard.cargo(&["nextest", "run", "--retries", "0", "--no-fail-fast", "--no-tests", "pass"])?;
    cargo.args(SELECTION).arg("-E").arg(format!("package({name})"));
    cargo.args(["--status-level", "fail", "--final-status-level", "slow"]);
    cargo.env("DAYBREAK_TEST_PG", &url).envs([seed()]);
    Ok(outcome(bench.logged(group, &mut cargo)?))
}

/// Without nextest: cargo builds the test programs and says where they are; we run those of one package.
fn plain(bench: &Bench, name: &str, group: &str, url: &str) -> Done<Outcome> {
    let mut build = bench.yard.cargo(&["test", "--no-run", "--message-format=json-render-diagnostics"])?;
    let built = bench.logged(group, build.args(SELECTION))?;
    if !built.ok {
        return Ok(outcome(built));
    }
    let folder = bench.yard.root.join(name);
    let mut sum = Outcome::default();
    for (number, program) in test_programs(&built.text, &folder).iter().enumerate() {
        let mut command = Command::new(program);
        command.current_dir(&folder).env("DAYBREAK_TEST_PG", url).env("CARGO_MANIFEST_DIR", &folder).envs([seed()]);
        let one = outcome(bench.logged(&format!("{group}-{number}"), &mut command)?);
        sum.passed += one.passed;
        sum.failed += one.failed;
        sum.skipped.extend(one.skipped);
        sum.text.push_str(&one.text);
    }
    Ok(sum)
}

/// The `executable`s among cargo's JSON messages whose package lies in `folder`.
fn test_programs(messages: &str, folder: &std::path::Path) -> Vec<PathBuf> {
    let manifest = folder.join("Cargo.toml");
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| {
            message["manifest_path"].as_str().is_some_and(|p| manifest.as_path() == std::path::Path::new(p))
        })
        .filter(|message| message["profile"]["test"].as_bool() == Some(true))
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
        .collect()
}

/// Counts from the output; a failure without counted failures (a crash, a compile error) is one.
pub fn outcome(done: Finished) -> Outcome {
    let counts = counts::read(&done.text);
    let mut skipped = Vec::new();
    if counts.ignored > 0 {
        skipped.push(format!("{} marked so in the code", counts.ignored));
    }
    let failed = if done.ok { counts.failed } else { counts.failed.max(1) };
    let broken = !done.ok && done.text.contains("could not compile");
    Outcome { passed: counts.passed, failed, skipped, broken, text: done.text }
}

/// Playwright against the real program and the real site.
pub fn browser(bench: &mut Bench) -> Done<Outcome> {
    let folder = bench.yard.root.join("end2end");
    if !folder.join("package.json").is_file() {
        return Ok(Outcome::skip("end2end/package.json is missing"));
    }
    let folder = browser::ready(bench.yard)?;
    let Ok((program, site)) = bench.built() else {
        return Ok(Outcome { broken: true, ..Outcome::fail("server or site does not compile".to_owned()) });
    };
    let specs = specs(&folder.join("tests"));
    if specs.is_empty() {
        return Ok(Outcome::skip("end2end/tests holds no *.spec.mjs"));
    }
    let url = bench.postgres()?;
    let mut node = browser::node(&folder, &program, &site);
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(specs).env("DAYBREAK_TEST_PG", url);
    Ok(outcome(bench.logged("browser", &mut node)?))
}

/// Named one by one: older node versions expand no patterns.
fn specs(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".spec.mjs"))
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_programs_of_one_package() {
        let line = |folder: &str, test: bool| {
            format!(r#"{{"manifest_path":"{folder}/Cargo.toml","profile":{{"test":{test}}},"executable":"/t/{test}"}}"#)
        };
        let text =
            format!("Compiling\n{}\n{}\n{}", line("/r/app", true), line("/r/app", false), line("/r/server", true));
        assert_eq!(test_programs(&text, std::path::Path::new("/r/app")), [PathBuf::from("/t/true")]);
    }

    #[test]
    fn a_crash_counts_as_one_failure() {
        let done = Finished { ok: false, text: "error: could not compile `app`".into() };
        let outcome = outcome(done);
        assert!(outcome.failed == 1 && outcome.broken);
    }
}
