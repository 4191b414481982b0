//! `test`: everything CI checks, cheapest first, each group timed and quiet unless it fails.
//!
//! Ends with one line per group and `N passed, N failed`. A failed group does not stop the later ones, unless the
//! code does not compile: then every later group that needs it would fail for the same reason.

mod counts;
mod groups;
mod sizes;
mod suites;

use crate::pg::Postgres;
use crate::proc::{self, Finished};
use crate::site::{self, Kind};
use crate::yard::{Done, Yard, seconds};
use crate::{apt, run as run_command};
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// How one group ended.
#[derive(Default)]
pub struct Outcome {
    /// Checks that held.
    pub passed: u64,
    /// Checks that did not.
    pub failed: u64,
    /// What was not checked, and why.
    pub skipped: Vec<String>,
    /// The code does not compile: no use going on.
    pub broken: bool,
    /// What to show when it failed.
    pub text: String,
}

impl Outcome {
    /// One check that held.
    pub fn pass() -> Outcome {
        Outcome { passed: 1, ..Outcome::default() }
    }

    /// One check that did not.
    pub fn fail(text: String) -> Outcome {
        Outcome { failed: 1, text, ..Outcome::default() }
    }

    /// Not checked.
    pub fn skip(why: &str) -> Outcome {
        Outcome { skipped: vec![why.to_owned()], ..Outcome::default() }
    }

    /// The whole group is one check: the command's exit code.
    pub fn of(done: Finished) -> Outcome {
        if done.ok { Outcome::pass() } else { Outcome::fail(done.text) }
    }
}

/// What groups share: made when first asked for.
pub struct Bench<'a> {
    /// Places and compiler.
    pub yard: &'a Yard,
    postgres: Option<Postgres>,
    built: Option<(PathBuf, PathBuf)>,
    site: Option<PathBuf>,
}

impl Bench<'_> {
    /// Runs a command into the group's log.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn logged(&self, group: &str, command: &mut Command) -> Done<Finished> {
        // CI ends everything after 90 minutes; a group that hangs must leave time for the rest.
        proc::logged(command, &self.yard.log(group), Duration::from_secs(45 * 60))
    }

    /// The address of the throw-away PostgreSQL.
    ///
    /// # Errors
    /// When it is missing and cannot be installed, or does not start.
    pub fn postgres(&mut self) -> Done<String> {
        if self.postgres.is_none() {
            let logs = self.yard.target.join("xtask-logs");
            let needs: Vec<&apt::Need> = apt::POSTGRES.iter().collect();
            apt::ensure(&needs, &logs)?;
            self.postgres = Some(Postgres::start(&logs)?);
        }
        self.postgres.as_ref().map(Postgres::url).ok_or_else(|| "no PostgreSQL".to_owned())
    }

    /// The site as people get it.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn site(&mut self) -> Done<PathBuf> {
        if self.site.is_none() {
            self.site = Some(site::build(self.yard, Kind::Release)?);
        }
        self.site.clone().ok_or_else(|| "no site".to_owned())
    }

    /// Server program and site.
    ///
    /// # Errors
    /// When one does not compile.
    pub fn built(&mut self) -> Done<(PathBuf, PathBuf)> {
        if self.built.is_none() {
            let site = self.site()?;
            self.built = Some((run_command::server(self.yard, "dev")?, site));
        }
        self.built.clone().ok_or_else(|| "nothing built".to_owned())
    }
}

/// One group: its name, and what it does.
pub struct Group {
    /// As written on the command line and in the summary.
    pub name: &'static str,
    /// What it checks, for `--list`.
    pub about: &'static str,
    /// An `Err` counts as one failure.
    pub check: fn(&mut Bench) -> Done<Outcome>,
}

/// Runs the named groups, or all.
///
/// # Errors
/// When a check failed, or a name is unknown.
pub fn run(yard: &Yard, names: &[String]) -> Done {
    if names.iter().any(|n| n == "--list") {
        groups::ALL.iter().for_each(|g| println!("{:<12} {}", g.name, g.about));
        return Ok(());
    }
    if let Some(unknown) = names.iter().find(|n| !groups::ALL.iter().any(|g| g.name == n.as_str())) {
        return Err(format!("no group `{unknown}`; `cargo xtask test --list` names them"));
    }
    let wanted = groups::ALL.iter().filter(|g| names.is_empty() || names.iter().any(|n| n == g.name));
    let mut bench = Bench { yard, postgres: None, built: None, site: None };
    let mut results: Vec<(&str, Outcome, Duration)> = Vec::new();
    let mut broken = false;
    for group in wanted {
        if broken {
            results.push((group.name, Outcome::skip("the build is broken"), Duration::ZERO));
            continue;
        }
        println!("· {} ...", group.name);
        let begun = Instant::now();
        let outcome = (group.check)(&mut bench).unwrap_or_else(Outcome::fail);
        let took = begun.elapsed();
        if outcome.failed > 0 {
            println!("{}\n  (all of it: {})", proc::tail(&outcome.text, 80), yard.log(group.name).display());
        }
        println!("{}", line(group.name, &outcome, took));
        broken = outcome.broken;
        results.push((group.name, outcome, took));
    }
    drop(bench);
    summary(&results)
}

/// The last lines: CI reads the very last.
fn summary(results: &[(&str, Outcome, Duration)]) -> Done {
    println!();
    for (name, outcome, took) in results {
        println!("{}", line(name, outcome, *took));
    }
    let passed: u64 = results.iter().map(|r| r.1.passed).sum();
    let failed: u64 = results.iter().map(|r| r.1.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    if failed == 0 && passed > 0 { Ok(()) } else { Err("not everything passed".to_owned()) }
}

/// `unit         120 passed  31.0 s`.
fn line(name: &str, outcome: &Outcome, took: Duration) -> String {
    let mut parts = Vec::new();
    if outcome.passed > 0 {
        parts.push(format!("{} passed", outcome.passed));
    }
    if outcome.failed > 0 {
        parts.push(format!("{} FAILED", outcome.failed));
    }
    parts.extend(outcome.skipped.iter().map(|why| format!("skipped: {why}")));
    format!("{name:<12} {}  {}", parts.join(", "), seconds(took))
}
