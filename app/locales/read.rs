//! Reads the catalogue's files: `key = text` lines. Shared by the build of `app` and by `xtask`, which writes the words
//! that browsers download.
use std::{collections::BTreeMap, fs, path::Path};

/// All texts of a language, by key.
///
/// # Panics
/// When a line is no `key = text`, or a key stands twice: the build must not go on.
pub fn read(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("locales") {
        let path = entry.expect("entry").path();
        for (n, line) in fs::read_to_string(&path).expect("text file").lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, text) =
                line.split_once('=').unwrap_or_else(|| panic!("{}:{}: want `key = text`", path.display(), n + 1));
            let old = all.insert(key.trim().to_owned(), text.trim().to_owned());
            assert!(old.is_none(), "{}:{}: {} stands twice", path.display(), n + 1, key.trim());
        }
    }
    all
}
