//! `run`: set up what is missing, build both halves, serve the demo production from ./data.

use crate::apt;
use crate::proc;
use crate::serving;
use crate::site::{self, Kind};
use crate::yard::{Done, Yard, seconds};
use std::path::PathBuf;
use std::time::Instant;

/// Where `run` and `dev` serve unless told otherwise.
pub fn listen() -> String {
    std::env::var("DAYBREAK_LISTEN").unwrap_or_else(|_| "127.0.0.1:3000".to_owned())
}

/// Builds, then becomes the server: it prints the address and the sign-in links, and Ctrl-C reaches it directly.
///
/// # Errors
/// When something cannot be installed or built, or the server cannot be started.
pub fn run(yard: &Yard) -> Done {
    let (binary, site) = both(yard, Kind::Release)?;
    let data = yard.root.join("data");
    std::fs::create_dir_all(&data).map_err(|e| format!("cannot create {}: {e}", data.display()))?;
    println!("· serving the demo production; its files are in {}", data.display());
    let mut command = std::process::Command::new(binary);
    command.args(serving::words(&data, &site, &listen())).current_dir(&yard.root);
    Err(proc::become_program(&mut command))
}

/// `build` without `--release`: what `run` builds.
///
/// # Errors
/// As [`run`].
pub fn build_only(yard: &Yard) -> Done {
    let (binary, site) = both(yard, Kind::Release)?;
    println!("{}\n{}", binary.display(), site.display());
    Ok(())
}

/// The site and the server's development build.
///
/// # Errors
/// When something cannot be installed or built.
pub fn both(yard: &Yard, kind: Kind) -> Done<(PathBuf, PathBuf)> {
    prepare(yard)?;
    let site = site::build(yard, kind)?;
    Ok((server(yard, "dev")?, site))
}

/// The C compiler and headers the server needs.
///
/// # Errors
/// When they are missing and cannot be installed.
pub fn prepare(yard: &Yard) -> Done {
    let needs: Vec<&apt::Need> = apt::BUILD.iter().collect();
    apt::ensure(&needs, &yard.target.join("xtask-logs"))
}

/// Builds the server in a profile and returns the program.
///
/// # Errors
/// When it does not compile.
pub fn server(yard: &Yard, profile: &str) -> Done<PathBuf> {
    let begun = Instant::now();
    println!("· server: building ({profile})");
    proc::shown(&mut yard.cargo(&["build", "-p", "server", "--bin", "daybreak", "--profile", profile])?)?;
    println!("· server: built in {}", seconds(begun.elapsed()));
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(yard.target.join(folder).join("daybreak"))
}

/// Builds an example of the server in a profile and returns the program.
///
/// # Errors
/// When it does not compile.
pub fn example(yard: &Yard, name: &str, profile: &str) -> Done<PathBuf> {
    let begun = Instant::now();
    proc::shown(&mut yard.cargo(&["build", "-p", "server", "--example", name, "--profile", profile])?)?;
    println!("· {name}: built in {}", seconds(begun.elapsed()));
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(yard.target.join(folder).join("examples").join(name))
}
