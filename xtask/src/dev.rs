//! `dev`: serve, and on each change rebuild what it touches and restart. The old server runs until the new is built.

use crate::proc;
use crate::run;
use crate::serving;
use crate::site::{self, Kind};
use crate::yard::{Done, Yard};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::Duration;

const WATCHED: &[&str] = &["app", "server", "frontend", "style", "migrations", "Cargo.toml", "Cargo.lock"];

/// Runs until Ctrl-C, which the terminal sends to the server too.
///
/// # Errors
/// When the first build fails; later failures are shown and the next change is waited for.
pub fn run(yard: &Yard) -> Done {
    let mut seen = site::latest(&yard.root, WATCHED);
    let (binary, site) = run::both(yard, Kind::Dev)?;
    let mut child = Some(serve(yard, &binary, &site)?);
    println!("· dev: watching; Ctrl-C ends");
    loop {
        std::thread::sleep(Duration::from_secs(1));
        if let Some(Ok(Some(status))) = child.as_mut().map(Child::try_wait) {
            println!("· dev: the server ended ({status}); waiting for a change");
            child = None;
        }
        let now = site::latest(&yard.root, WATCHED);
        if now == seen {
            continue;
        }
        seen = now;
        println!("· dev: changed; rebuilding");
        match run::both(yard, Kind::Dev) {
            Ok((binary, site)) => {
                if let Some(mut old) = child.take() {
                    proc::stop(&mut old, Duration::from_secs(10));
                }
                child = Some(serve(yard, &binary, &site)?);
                println!("· dev: restarted; reload the page");
            }
            Err(why) => println!("· dev: {why}; the last good build keeps running"),
        }
    }
}

/// The server as a child with its output on the terminal.
fn serve(yard: &Yard, binary: &PathBuf, site: &std::path::Path) -> Done<Child> {
    let data = yard.root.join("data");
    std::fs::create_dir_all(&data).map_err(|e| format!("cannot create {}: {e}", data.display()))?;
    let mut command = Command::new(binary);
    proc::spawn(command.args(serving::words(&data, site, &run::listen())).current_dir(&yard.root))
}
