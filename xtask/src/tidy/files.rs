//! Which files are looked at.

use std::path::Path;

/// Built, fetched or somebody else's.
const SKIPPED: &[&str] = &[".git", "target", "node_modules", "data", "dist", "third_party", "test-results"];

/// Pictures, fonts and lock files hold no words of ours.
const TEXT: &[&str] =
    &["rs", "toml", "md", "txt", "sql", "css", "js", "mjs", "json", "html", "svg", "webmanifest", "yml", "sh"];

/// One text file.
pub struct Source {
    /// From the repository's root, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
}

impl Source {
    /// Rust code.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Only tests: most rules are for code that ships.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.contains("/tests/")
            || self.path.starts_with("end2end/")
            || name == "tests.rs"
            || name == "testing.rs"
            || name.ends_with("_tests.rs")
    }

    /// What the product is measured against: bare on purpose, and not shipped.
    pub fn is_peer(&self) -> bool {
        self.path.starts_with("server/examples/")
    }

    /// The build tool itself.
    pub fn is_xtask(&self) -> bool {
        self.path.starts_with("xtask/")
    }
}

/// Every text file of the repository.
pub fn read(root: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if path.is_dir() {
                // `data` is skipped at the top only: a feature could be called so.
                let skipped = SKIPPED.contains(&name.as_str()) && (name != "data" || folder == root);
                if !skipped && !path.is_symlink() {
                    open.push(path);
                }
                continue;
            }
            let ext = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            let wanted = TEXT.contains(&ext) || name == "run";
            if wanted
                && name != "package-lock.json"
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    found
}
