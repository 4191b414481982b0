//! One number over the inputs' sizes and times: equal means nothing to do.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Everything the site is made of.
const INPUTS: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    ".cargo/config.toml",
    "app",
    "frontend",
    "style",
    "xtask/src/site.rs",
    "xtask/src/site",
];

/// The stamp of the inputs now, for one kind of site; `optimizer` because node may be installed later.
pub fn of(root: &Path, kind: &str, optimizer: bool) -> String {
    let mut hash = Sha256::new();
    hash.update(kind);
    hash.update([u8::from(optimizer)]);
    for file in files(root, INPUTS) {
        if let Ok(data) = file.metadata() {
            hash.update(file.to_string_lossy().as_bytes());
            hash.update(data.len().to_le_bytes());
            let time = data.modified().unwrap_or(UNIX_EPOCH).duration_since(UNIX_EPOCH).unwrap_or_default();
            hash.update(time.as_nanos().to_le_bytes());
        }
    }
    super::pack::hex(&hash.finalize())
}

/// The newest change under some folders, and how many files they hold (a removed file changes only that).
pub fn latest(root: &Path, inputs: &[&str]) -> (SystemTime, usize) {
    let all = files(root, inputs);
    let newest = all.iter().filter_map(|f| f.metadata().ok()?.modified().ok()).max();
    (newest.unwrap_or(UNIX_EPOCH), all.len())
}

/// All files below, sorted, without editors' leftovers.
fn files(root: &Path, inputs: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = inputs.iter().map(|i| root.join(i)).collect();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).into_iter().flatten().flatten().map(|e| e.path()));
        } else if path.is_file()
            && !path.to_string_lossy().ends_with('~')
            && path.extension().is_none_or(|e| e != "swp")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_with_size_kind_and_tool() {
        let root = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        std::fs::create_dir_all(root.join("app")).unwrap();
        std::fs::write(root.join("app/a.rs"), "1").unwrap();
        let first = of(&root, "site", true);
        assert_eq!(first, of(&root, "site", true));
        assert_ne!(first, of(&root, "site-dev", true));
        assert_ne!(first, of(&root, "site", false));
        std::fs::write(root.join("app/a.rs"), "12").unwrap();
        assert_ne!(first, of(&root, "site", true));
        std::fs::remove_dir_all(root).unwrap();
    }
}
