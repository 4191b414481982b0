//! Programs that drive Chromium: the packages they need, and how one is started.

use crate::yard::{Done, Yard};
use crate::{apt, proc};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Sees to it that Chromium and the packages are there; gives the folder of the programs.
///
/// # Errors
/// When something cannot be installed.
pub fn ready(yard: &Yard) -> Done<PathBuf> {
    let needs: Vec<&apt::Need> = apt::BROWSER.iter().chain(apt::PDF).collect();
    apt::ensure(&needs, &yard.target.join("xtask-logs"))?;
    let folder = yard.root.join("end2end");
    packages(yard, &folder)?;
    Ok(folder)
}

/// Node in that folder, told where the server, the site and the browser are.
pub fn node(folder: &Path, program: &Path, site: &Path) -> Command {
    let mut node = Command::new("node");
    node.current_dir(folder).env("DAYBREAK_BIN", program).env("DAYBREAK_SITE", site);
    if let Some(chromium) = apt::find("chromium") {
        node.env("CHROMIUM", chromium);
    }
    node
}

/// `npm ci`, unless the installed packages are newer than the lock file.
fn packages(yard: &Yard, folder: &Path) -> Done {
    let time = |file: &str| folder.join(file).metadata().and_then(|m| m.modified()).ok();
    if let (Some(have), Some(want)) = (time("node_modules/.package-lock.json"), time("package-lock.json"))
        && have >= want
    {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(folder);
    let done = proc::logged(&mut npm, &yard.log("npm-ci"), Duration::from_secs(300))?;
    if done.ok { Ok(()) } else { Err(format!("npm ci failed in end2end:\n{}", proc::tail(&done.text, 15))) }
}
