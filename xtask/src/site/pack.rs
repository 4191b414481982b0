//! The site's folder: names with hashes, and `.br` and `.gz` beside every file that compresses.

use crate::yard::Done;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Pictures and fonts are compressed already.
const COMPRESSIBLE: &[&str] = &["js", "mjs", "css", "wasm", "json", "webmanifest", "html", "svg", "txt", "xml", "ico"];

/// A folder being filled.
pub struct Folder {
    root: PathBuf,
    files: Vec<String>,
}

impl Folder {
    /// An empty one; created with its first file.
    pub fn new(root: PathBuf) -> Folder {
        Folder { root, files: Vec::new() }
    }

    /// Writes one file under its plain name.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Done {
        let path = self.root.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|e| format!("cannot create {}: {e}", parent.display()))?;
        }
        std::fs::write(&path, bytes).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
        self.files.push(name.to_owned());
        Ok(())
    }

    /// Writes `folder/name.<hash>.ext` and returns its address. The name changes with the content, so browsers
    /// may keep it for ever.
    ///
    /// # Errors
    /// As [`Folder::write`].
    pub fn hashed(&mut self, folder: &str, name: &str, ext: &str, bytes: &[u8]) -> Done<String> {
        let file = format!("{folder}/{name}.{}.{ext}", short_hash(bytes));
        self.write(&file, bytes)?;
        Ok(format!("/{file}"))
    }

    /// Copies a folder's files, except the named ones at its top. A missing folder is an empty one.
    ///
    /// # Errors
    /// As [`Folder::write`].
    pub fn copy_tree(&mut self, from: &Path, to: &str, except: &[&str]) -> Done {
        for entry in std::fs::read_dir(from).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let target = if to.is_empty() { name.clone() } else { format!("{to}/{name}") };
            if except.contains(&name.as_str()) {
                continue;
            }
            if entry.path().is_dir() {
                self.copy_tree(&entry.path(), &target, &[])?;
            } else {
                let bytes = std::fs::read(entry.path()).map_err(|e| format!("{}: {e}", entry.path().display()))?;
                self.write(&target, &bytes)?;
            }
        }
        Ok(())
    }

    /// Writes `.br` and `.gz` beside what compresses, taking them from `old` where the content is the same.
    ///
    /// # Errors
    /// As [`Folder::write`].
    pub fn compress(&self, quality: i32, old: &Path) -> Done {
        for name in &self.files {
            let path = self.root.join(name);
            let ext = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if !COMPRESSIBLE.contains(&ext) {
                continue;
            }
            let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let same = std::fs::read(old.join(name)).is_ok_and(|before| before == bytes);
            let known = |end: &str| std::fs::read(old.join(format!("{name}{end}"))).ok().filter(|_| same);
            let (br, gz) = match (known(".br"), known(".gz")) {
                (Some(br), Some(gz)) => (br, gz),
                _ => (brotli(&bytes, quality)?, gzip(&bytes)?),
            };
            for (end, packed) in [(".br", br), (".gz", gz)] {
                let file = self.root.join(format!("{name}{end}"));
                std::fs::write(&file, packed).map_err(|e| format!("cannot write {}: {e}", file.display()))?;
            }
        }
        Ok(())
    }
}

/// Brotli at a quality from 0 to 11, with a window that browsers accept.
fn brotli(bytes: &[u8], quality: i32) -> Done<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params).map_err(|e| format!("brotli: {e}"))?;
    Ok(packed)
}

/// For the few clients without brotli.
fn gzip(bytes: &[u8]) -> Done<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).and_then(|()| packer.finish()).map_err(|e| format!("gzip: {e}"))
}

/// Sixteen digits that change with the content.
pub fn short_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_content_and_packed_files_unpack() {
        let root = std::env::temp_dir().join(format!("xtask-pack-{}", std::process::id()));
        let mut folder = Folder::new(root.clone());
        let text = "call 05:30 ".repeat(100);
        let first = folder.hashed("pkg", "call", "css", text.as_bytes()).unwrap();
        let other = folder.hashed("pkg", "call", "css", b"x").unwrap();
        assert_ne!(first, other);
        folder.compress(5, Path::new("/nonexistent")).unwrap();
        let packed = std::fs::read(format!("{}{first}.br", root.display())).unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
        std::fs::remove_dir_all(root).unwrap();
    }
}
