//! What the machine itself must supply, by Debian's names: looked for first, installed only when missing.

use crate::proc;
use crate::yard::Done;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// One thing a command needs from the system.
pub struct Need {
    /// How the person knows it.
    pub what: &'static str,
    /// The packages that bring it.
    pub packages: &'static [&'static str],
    /// Whether it is already there.
    pub present: fn() -> bool,
}

/// Compiling the server: SQLCipher is C and uses OpenSSL's cipher.
pub const BUILD: &[Need] = &[
    Need { what: "C compiler", packages: &["gcc", "libc6-dev"], present: || program("cc") },
    Need { what: "pkg-config", packages: &["pkg-config"], present: || program("pkg-config") },
    Need { what: "OpenSSL headers", packages: &["libssl-dev"], present: openssl },
];

/// The tests on PostgreSQL.
pub const POSTGRES: &[Need] =
    &[Need { what: "PostgreSQL server", packages: &["postgresql"], present: || postgres_bin().is_some() }];

/// The tests in a browser, and reading back the PDFs.
pub const BROWSER: &[Need] = &[
    Need { what: "Chromium", packages: &["chromium"], present: || program("chromium") },
    Need { what: "node", packages: &["nodejs"], present: || program("node") },
    Need { what: "npm", packages: &["npm"], present: || program("npm") },
];

/// Reading text out of PDFs.
pub const PDF: &[Need] = &[Need { what: "pdftotext", packages: &["poppler-utils"], present: || program("pdftotext") }];

/// Makes sure of every need, installing what is missing.
///
/// # Errors
/// When something is missing and cannot be installed; the sentence holds the line to run.
pub fn ensure(needs: &[&Need], logs: &Path) -> Done {
    let missing: Vec<&&Need> = needs.iter().filter(|n| !(n.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let what: Vec<&str> = missing.iter().map(|n| n.what).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|n| n.packages.iter().copied()).collect();
    install(&packages, &what.join(", "), logs)?;
    match missing.iter().find(|n| !(n.present)()) {
        Some(still) => Err(format!("{} is still missing after installing {}", still.what, still.packages.join(" "))),
        None => Ok(()),
    }
}

/// Installs packages as root or through sudo; otherwise prints the line a person must run.
///
/// # Errors
/// When neither is possible, or apt fails (its output is shown then).
pub fn install(packages: &[&str], why: &str, logs: &Path) -> Done {
    let line = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !program("apt-get") {
        return Err(format!("missing: {why}. This system has no apt-get; install the like of: {}", packages.join(" ")));
    }
    if !is_root() && !sudo_works() {
        return Err(format!("missing: {why}. As root, run once:\n  apt-get update && {line}"));
    }
    println!("· installing {} ({why})", packages.join(" "));
    let log = logs.join("apt.log");
    let mut words = vec!["install", "-y", "--no-install-recommends"];
    words.extend(packages);
    let first = proc::logged(&mut apt(&words), &log, Duration::from_secs(900))?;
    if first.ok {
        return Ok(());
    }
    // A fresh machine has no package lists, or old ones: fetch them once and try again.
    let lists = proc::logged(&mut apt(&["update"]), &logs.join("apt-update.log"), Duration::from_secs(300))?;
    let second = proc::logged(&mut apt(&words), &log, Duration::from_secs(900))?;
    if second.ok {
        return Ok(());
    }
    let lists = if lists.ok { String::new() } else { proc::tail(&lists.text, 5) };
    Err(format!("apt-get could not install {}:\n{lists}\n{}", packages.join(" "), proc::tail(&second.text, 20)))
}

/// Copies files to a folder that may belong to root.
///
/// # Errors
/// When the copy fails.
pub fn copy_as_root(files: &[PathBuf], to: &Path) -> Done {
    proc::shown(as_root("mkdir").arg("-p").arg(to))?;
    proc::shown(as_root("cp").args(files).arg(to))
}

/// Removes files that may belong to root.
///
/// # Errors
/// When they cannot be removed.
pub fn remove_as_root(files: &[PathBuf]) -> Done {
    proc::shown(as_root("rm").arg("-f").args(files))
}

/// Whether this user may write as root without being asked for a password.
pub fn may_be_root() -> bool {
    is_root() || sudo_works()
}

/// User id 0.
pub fn is_root() -> bool {
    proc::asked(Command::new("id").arg("-u"), Duration::from_secs(5)).as_deref() == Some("0")
}

/// Whether a program is on PATH.
pub fn program(name: &str) -> bool {
    find(name).is_some()
}

/// A program's place on PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The newest PostgreSQL server programs: Debian keeps them off PATH.
pub fn postgres_bin() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let bin = entry.path().join("bin");
            bin.join("initdb").is_file().then_some((version, bin))
        })
        .collect();
    found.sort();
    let newest = found.pop().map(|(_, bin)| bin);
    newest.or_else(|| find("initdb").and_then(|file| file.parent().map(Path::to_path_buf)))
}

/// Whether Debian's package database knows the package as installed.
pub fn installed(package: &str) -> bool {
    let mut ask = Command::new("dpkg-query");
    ask.args(["-W", "-f", "${db:Status-Status}", package]);
    proc::asked(&mut ask, Duration::from_secs(10)).as_deref() == Some("installed")
}

/// Headers where the SQLCipher build looks for them.
fn openssl() -> bool {
    let mut ask = Command::new("pkg-config");
    proc::asked(ask.args(["--exists", "openssl"]), Duration::from_secs(5)).is_some()
        || Path::new("/usr/include/openssl/evp.h").is_file()
}

/// sudo that asks for nothing.
fn sudo_works() -> bool {
    program("sudo") && proc::asked(Command::new("sudo").args(["-n", "true"]), Duration::from_secs(5)).is_some()
}

/// apt-get that never asks.
fn apt(words: &[&str]) -> Command {
    let mut command = as_root("env");
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]).args(words);
    command
}

/// A program run as root, through sudo where needed.
fn as_root(name: &str) -> Command {
    if is_root() {
        return Command::new(name);
    }
    let mut command = Command::new("sudo");
    command.args(["-n", name]);
    command
}
