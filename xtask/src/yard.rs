//! Where things lie and which compiler is used: the one value every command works with.

use crate::toolchain::{self, Toolchain};
use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The result of everything here: errors are one sentence for a person.
pub type Done<T = ()> = Result<T, String>;

/// The repository, its build folder, and (once asked for) the compiler.
pub struct Yard {
    /// The repository.
    pub root: PathBuf,
    /// Cargo's build folder, absolute.
    pub target: PathBuf,
    chosen: OnceCell<Toolchain>,
}

impl Yard {
    /// Finds the repository and the build folder; looks for no compiler yet, so that `tidy` is instant.
    ///
    /// # Errors
    /// When not started by cargo inside the repository.
    pub fn open() -> Done<Yard> {
        let root = repository()?;
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => own_target().unwrap_or_else(|| root.join("target")),
        };
        Ok(Yard { root, target, chosen: OnceCell::new() })
    }

    /// The compiler for both halves; the first call finds or installs it and says which it took.
    ///
    /// # Errors
    /// When there is none and none can be installed.
    pub fn toolchain(&self) -> Done<&Toolchain> {
        if self.chosen.get().is_none() {
            let found = toolchain::find(&self.target)?;
            let _ = self.chosen.set(found);
        }
        self.chosen.get().ok_or_else(|| "no toolchain".to_owned())
    }

    /// `cargo` of the chosen toolchain, at the repository, building into our folder.
    ///
    /// # Errors
    /// As [`Yard::toolchain`].
    pub fn cargo(&self, words: &[&str]) -> Done<Command> {
        let mut command = self.toolchain()?.cargo(words);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        Ok(command)
    }

    /// A log file of the tool's own work.
    pub fn log(&self, name: &str) -> PathBuf {
        self.target.join("xtask-logs").join(format!("{name}.log"))
    }

    /// Folder for tools fetched from npm and PyPI: under the build folder, so that a clean removes them.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }
}

/// The workspace this tool was compiled from, if it is still there; else where it was started.
fn repository() -> Done<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let from_cargo = manifest.as_deref().and_then(Path::parent).map(Path::to_path_buf);
    let here = std::env::current_dir().map_err(|e| format!("no current folder: {e}"))?;
    from_cargo
        .into_iter()
        .chain(here.ancestors().map(Path::to_path_buf))
        .find(|folder| folder.join("xtask/Cargo.toml").is_file())
        .ok_or_else(|| "start me inside the repository: cargo xtask <command>".to_owned())
}

/// `<target>/debug/xtask` is this program, so its grandparent is cargo's folder even when it comes from a config file.
fn own_target() -> Option<PathBuf> {
    let exe = std::env::current_exe().ok()?;
    let folder = exe.parent()?;
    (folder.file_name()? == "debug").then(|| folder.parent().map(Path::to_path_buf))?
}

/// Seconds with one decimal, for people.
pub fn seconds(took: std::time::Duration) -> String {
    format!("{}.{} s", took.as_secs(), took.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_short() {
        assert_eq!(seconds(std::time::Duration::from_millis(12_345)), "12.3 s");
    }
}
