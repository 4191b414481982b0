//! Finds one Rust toolchain that compiles both the server and the browser's half, and prepares it if need be.
//!
//! In order: the current toolchain with the wasm32 standard library; `rustup target add`; Debian's packages
//! with a standard library built once. One toolchain for both halves lets proc macros compile once.

use crate::apt;
use crate::proc;
use crate::yard::Done;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const WASM: &str = "wasm32-unknown-unknown";
const DEBIAN: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "libstd-rust-web-dev",
    "lld-22",
    "rust-web-clippy",
    "rustfmt-web",
];

/// Which toolchain was taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Toolchain {
    /// The one that started this tool.
    Current,
    /// Debian's, in /usr/bin.
    Debian,
}

impl Toolchain {
    /// A program of this toolchain, without what the cargo that started us left in the environment: those
    /// leftovers would make the child use the other compiler, or rebuild crates that watch the variables.
    pub fn command(self, program: &str) -> Command {
        let mut command = match self {
            Toolchain::Current => Command::new(program),
            Toolchain::Debian => Command::new(Path::new("/usr/bin").join(program)),
        };
        for (name, _) in std::env::vars_os() {
            let leftover = name.to_str().is_some_and(|n| self.drops(n));
            if leftover {
                command.env_remove(&name);
            }
        }
        if self == Toolchain::Debian {
            let old = std::env::var_os("PATH").unwrap_or_default();
            let folders = std::iter::once(PathBuf::from("/usr/bin")).chain(std::env::split_paths(&old));
            if let Ok(path) = std::env::join_paths(folders) {
                command.env("PATH", path);
            }
        }
        command
    }

    /// cargo of this toolchain. clippy and fmt are called directly from the folder where cargo lies: cargo itself would
    /// look in ~/.cargo/bin first, and rustup's stand-ins there lead to another compiler.
    pub fn cargo(self, words: &[&str]) -> Command {
        let tool = match words.first() {
            Some(&"clippy") => "cargo-clippy",
            Some(&"fmt") => "cargo-fmt",
            _ => "cargo",
        };
        let folder = match self {
            Toolchain::Current => apt::find("cargo").and_then(|cargo| cargo.parent().map(Path::to_path_buf)),
            Toolchain::Debian => Some(PathBuf::from("/usr/bin")),
        };
        let beside = folder.map(|folder| folder.join(tool)).filter(|file| file.is_file());
        let mut command = match beside.as_deref().and_then(Path::to_str) {
            Some(file) => self.command(file),
            None => self.command("cargo"),
        };
        command.args(words);
        command
    }

    /// Debian's, in /usr/bin.
    pub fn is_debian(self) -> bool {
        self == Toolchain::Debian
    }

    /// What a child must not inherit. RUSTUP_TOOLCHAIN stays for the current one: it says which that is.
    fn drops(self, name: &str) -> bool {
        const ALWAYS: &[&str] = &[
            "CARGO",
            "CARGO_BIN_NAME",
            "CARGO_CRATE_NAME",
            "CARGO_PRIMARY_PACKAGE",
            "OUT_DIR",
            "RUST_RECURSION_COUNT",
        ];
        const OTHER: &[&str] = &["RUSTUP_TOOLCHAIN", "RUSTC", "RUSTDOC", "LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN_SOURCE"];
        ALWAYS.contains(&name)
            || name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_MANIFEST_")
            || (self == Toolchain::Debian && OTHER.contains(&name))
    }
}

/// Finds or prepares a toolchain and says which it took.
///
/// # Errors
/// When none works and none can be installed; the sentence holds the line to run.
pub fn find(target: &Path) -> Done<Toolchain> {
    let logs = target.join("xtask-logs");
    let wish = std::env::var("DAYBREAK_TOOLCHAIN").unwrap_or_default();
    if wish == "debian" {
        return debian(&logs);
    }
    if links_wasm(Toolchain::Current) {
        println!("· Rust: the current toolchain ({})", version(Toolchain::Current));
        return Ok(Toolchain::Current);
    }
    // An earlier run already prepared Debian's: asking the network again would only cost time.
    if wish.is_empty() && debian_complete() && links_wasm(Toolchain::Debian) {
        println!("· Rust: Debian's toolchain, prepared earlier ({})", version(Toolchain::Debian));
        return Ok(Toolchain::Debian);
    }
    if rustup_adds(&logs) && links_wasm(Toolchain::Current) {
        println!("· Rust: the current toolchain, {WASM} added through rustup ({})", version(Toolchain::Current));
        return Ok(Toolchain::Current);
    }
    if wish == "current" {
        return Err(format!("the current toolchain has no {WASM} and rustup could not add it"));
    }
    println!("· rustup cannot add {WASM} here; taking Debian's toolchain");
    debian(&logs)
}

/// Debian's packages, plus the browser's standard library built once and put beside the others.
fn debian(logs: &Path) -> Done<Toolchain> {
    if !debian_complete() {
        let missing: Vec<&str> = DEBIAN.iter().copied().filter(|p| !apt::installed(p)).collect();
        apt::install(&missing, &format!("a Rust toolchain with {WASM}"), logs)?;
    }
    if !links_wasm(Toolchain::Debian) {
        build_std(logs)?;
    }
    println!("· Rust: Debian's toolchain ({})", version(Toolchain::Debian));
    Ok(Toolchain::Debian)
}

/// Every program we call, wherever it came from.
fn debian_complete() -> bool {
    ["rustc", "cargo", "rustfmt", "cargo-clippy"].iter().all(|p| Path::new("/usr/bin").join(p).is_file())
        && Path::new("/usr/lib/rustlib/src/rust/library/std").exists()
}

/// Builds the standard library for the browser with Debian's own sources (about a minute).
fn build_std(logs: &Path) -> Done {
    if !apt::may_be_root() {
        return Err(format!(
            "the {WASM} standard library must be installed once as root: run `cargo xtask run` with sudo"
        ));
    }
    println!("· building Rust's standard library for {WASM}, once, about a minute");
    let work = std::env::temp_dir().join(format!("daybreak-std-{}", std::process::id()));
    let write = |file: &str, text: &str| {
        std::fs::write(work.join(file), text).map_err(|e| format!("cannot write {}: {e}", work.display()))
    };
    std::fs::create_dir_all(work.join("src")).map_err(|e| e.to_string())?;
    write("Cargo.toml", "[package]\nname = \"nothing\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n")?;
    write("src/lib.rs", "#![no_std]\n")?;
    let mut cargo = Toolchain::Debian.command("cargo");
    cargo
        .args(["build", "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro", "--release", "--target", WASM])
        .current_dir(&work)
        .env("CARGO_TARGET_DIR", work.join("target"))
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode a later `lto = true` fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes");
    let done = proc::logged(&mut cargo, &logs.join("build-std.log"), Duration::from_secs(900))?;
    if !done.ok {
        return Err(format!("building the standard library failed:\n{}", proc::tail(&done.text, 30)));
    }
    let built = rlibs(&work.join("target").join(WASM).join("release/deps"));
    let mut ask = Toolchain::Debian.command("rustc");
    let place = proc::asked(ask.args(["--print", "target-libdir", "--target", WASM]), Duration::from_secs(10))
        .ok_or("rustc does not say where its libraries lie")?;
    // An older compiler's libraries beside the new ones would be found twice.
    let old = rlibs(Path::new(&place));
    if !old.is_empty() {
        apt::remove_as_root(&old)?;
    }
    apt::copy_as_root(&built, Path::new(&place))?;
    let _ = std::fs::remove_dir_all(&work);
    if links_wasm(Toolchain::Debian) { Ok(()) } else { Err(format!("the new {WASM} library does not link")) }
}

/// The libraries in a folder, without the empty crate's own.
fn rlibs(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "rlib"))
        .filter(|path| !path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("libnothing")))
        .collect()
}

/// Compiles and links an empty module: finds a missing library, one of another compiler, and a missing linker.
fn links_wasm(tool: Toolchain) -> bool {
    let folder = std::env::temp_dir().join(format!("daybreak-probe-{}", std::process::id()));
    if std::fs::create_dir_all(&folder).is_err() {
        return false;
    }
    let source = folder.join("probe.rs");
    let written = std::fs::write(&source, "#[unsafe(no_mangle)] pub extern \"C\" fn probe() {}\n").is_ok();
    let mut rustc = tool.command("rustc");
    rustc
        .args(["--edition", "2024", "--crate-type", "cdylib", "--target", WASM, "--out-dir"])
        .arg(&folder)
        .arg(&source);
    let linked = written && proc::asked(&mut rustc, Duration::from_secs(20)).is_some();
    let _ = std::fs::remove_dir_all(&folder);
    linked
}

/// One quiet try: a machine without that network must not wait or be frightened.
fn rustup_adds(logs: &Path) -> bool {
    if !apt::program("rustup") {
        return false;
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", WASM]).env("RUSTUP_MAX_RETRIES", "0").stdin(Stdio::null());
    proc::logged(&mut rustup, &logs.join("rustup.log"), Duration::from_secs(20)).is_ok_and(|done| done.ok)
}

/// `1.96.0`, for the line that says what was taken.
fn version(tool: Toolchain) -> String {
    let text = proc::asked(tool.command("rustc").arg("--version"), Duration::from_secs(10)).unwrap_or_default();
    text.split_whitespace().nth(1).unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_children_lose_the_other_cargo() {
        for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTC", "CARGO_PKG_NAME", "CARGO_MANIFEST_DIR", "LD_LIBRARY_PATH"] {
            assert!(Toolchain::Debian.drops(name), "{name}");
        }
        for name in ["CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_TERM_COLOR", "PATH", "CARGO_BUILD_JOBS"] {
            assert!(!Toolchain::Debian.drops(name), "{name}");
        }
    }

    #[test]
    fn the_current_one_keeps_its_name() {
        assert!(!Toolchain::Current.drops("RUSTUP_TOOLCHAIN"));
        assert!(Toolchain::Current.drops("CARGO_PKG_VERSION"));
    }
}
