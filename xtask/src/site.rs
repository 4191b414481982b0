//! Builds the site: the browser's program, style sheets and static files, hashed and compressed, in one folder.
//!
//! `site.json` in it tells the server the hashed names. Nothing is done when no input has changed.

#[path = "../../app/locales/read.rs"]
mod locales;
mod pack;
mod stamp;
mod style;
mod wasm;
pub mod worker;

use crate::yard::{Done, Yard, seconds};
use pack::Folder;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How much trouble to take.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Small and fast in the browser: what people get and what the tests measure.
    Release,
    /// Quick to build, for `dev`.
    Dev,
}

impl Kind {
    /// Brotli's quality: 11 is slow and smallest.
    fn brotli(self) -> i32 {
        if self == Kind::Release { 11 } else { 5 }
    }

    fn name(self) -> &'static str {
        if self == Kind::Release { "site" } else { "site-dev" }
    }
}

/// Builds the site if need be and returns its folder.
///
/// # Errors
/// When the frontend or a style sheet does not compile, or a file cannot be written.
pub fn build(yard: &Yard, kind: Kind) -> Done<PathBuf> {
    let begun = Instant::now();
    let out = yard.target.join(kind.name());
    let cache = yard.target.join("site-cache").join(kind.name());
    std::fs::create_dir_all(&cache).map_err(|e| format!("cannot create {}: {e}", cache.display()))?;
    let stamp_file = cache.join("stamp");
    let now = stamp::of(&yard.root, kind.name(), wasm::optimizer_present(kind));
    if out.join("site.json").is_file() && std::fs::read_to_string(&stamp_file).is_ok_and(|old| old == now) {
        println!("· site: unchanged");
        return Ok(out);
    }
    println!("· site: building the browser's half ({})", kind.name());
    let program = wasm::build(yard, kind, &cache)?;
    let worker = worker::build(yard, kind, worker::Host::Browser, &cache)?;
    assemble(yard, kind, &program, &worker, &out)?;
    std::fs::write(&stamp_file, now).map_err(|e| format!("cannot write {}: {e}", stamp_file.display()))?;
    println!("· site: built in {}", seconds(begun.elapsed()));
    Ok(out)
}

/// Puts everything into a new folder and swaps it in, so that a running server never sees half a site.
fn assemble(yard: &Yard, kind: Kind, program: &wasm::Program, worker: &Path, out: &Path) -> Done {
    let fresh = out.with_extension("new");
    let old = out.with_extension("old");
    let _ = std::fs::remove_dir_all(&fresh);
    let _ = std::fs::remove_dir_all(&old);
    let mut folder = Folder::new(fresh.clone());
    let public = yard.root.join("frontend/public");
    folder.copy_tree(&public, "", &["call.js", "leave.js"])?;
    folder.copy_tree(&program.snippets, "pkg/snippets", &[])?;
    let mut manifest = scripts(&mut folder, program)?;
    manifest.insert("words".into(), words(yard, &mut folder)?);
    let (script, module) = worker::write(yard, &mut folder, worker)?;
    manifest.insert("arrange_js".into(), script.into());
    manifest.insert("arrange_wasm".into(), module.into());
    for (key, file, name) in [("css", "style/main.css", "daybreak"), ("call_css", "style/call.css", "call")] {
        let source = yard.root.join(file);
        if source.is_file() {
            let text = style::bundle(&source, kind)?;
            manifest.insert(key.into(), folder.hashed("pkg", name, "css", text.as_bytes())?.into());
        }
    }
    for name in ["call", "leave"] {
        if let Ok(bytes) = std::fs::read(public.join(format!("{name}.js"))) {
            manifest.insert(format!("{name}_js"), folder.hashed("pkg", name, "js", &bytes)?.into());
        }
    }
    let text = serde_json::to_string_pretty(&manifest).map_err(|e| e.to_string())?;
    folder.write("site.json", text.as_bytes())?;
    folder.compress(kind.brotli(), out)?;
    if out.exists() {
        std::fs::rename(out, &old).map_err(|e| format!("cannot move {}: {e}", out.display()))?;
    }
    std::fs::rename(&fresh, out).map_err(|e| format!("cannot move {}: {e}", fresh.display()))?;
    let _ = std::fs::remove_dir_all(&old);
    Ok(())
}

/// Writes each language's words, `key<tab>text` a line in the order of the keys; returns their addresses.
fn words(yard: &Yard, folder: &mut Folder) -> Done<serde_json::Value> {
    let mut written = serde_json::Map::new();
    let locales = yard.root.join("app/locales");
    let entries = std::fs::read_dir(&locales).map_err(|e| format!("{}: {e}", locales.display()))?;
    for language in entries.flatten().map(|e| e.path()).filter(|p| p.is_dir()) {
        let name = language.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let lines: String = locales::read(&language).iter().map(|(key, text)| format!("{key}\t{text}\n")).collect();
        let address = folder.hashed("pkg", &format!("words-{name}"), "txt", lines.as_bytes())?;
        written.insert(name.to_owned(), address.into());
    }
    Ok(written.into())
}

/// Writes the program's modules and scripts. The two scripts import each other, so they share one hash over both.
fn scripts(folder: &mut Folder, program: &wasm::Program) -> Done<serde_json::Map<String, serde_json::Value>> {
    let file = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
    let module = folder.hashed("pkg", "daybreak_bg", "wasm", &program.wasm)?;
    let mut js = program.js.replace("daybreak_bg.wasm", &file(&module));
    let mut parts_js = program.parts_js.clone();
    let mut stems = BTreeMap::new();
    for (name, bytes) in &program.parts {
        let hashed = file(&folder.hashed("pkg", name, "wasm", bytes)?);
        parts_js = parts_js.replace(&format!("./{name}.wasm"), &format!("./{hashed}"));
        stems.insert(name, hashed.trim_end_matches(".wasm").to_owned());
    }
    let hash = pack::short_hash(format!("{js}{parts_js}").as_bytes());
    let names = (format!("daybreak.{hash}.js"), format!("parts.{hash}.js"));
    // Only where it is loaded from: the module knows it by its old name.
    js = js.replace(&format!("from \"./{}\"", wasm::PARTS_JS), &format!("from \"./{}\"", names.1));
    parts_js = parts_js.replace("./daybreak.js", &format!("./{}", names.0));
    folder.write(&format!("pkg/{}", names.0), js.as_bytes())?;
    folder.write(&format!("pkg/{}", names.1), parts_js.as_bytes())?;
    let needs: BTreeMap<_, Vec<_>> = program
        .needs
        .iter()
        .map(|(function, parts)| (function, parts.iter().filter_map(|p| stems.get(p)).collect()))
        .collect();
    let mut manifest = serde_json::Map::new();
    manifest.insert("js".into(), format!("/pkg/{}", names.0).into());
    manifest.insert("wasm".into(), module.into());
    manifest.insert("parts_js".into(), format!("/pkg/{}", names.1).into());
    manifest.insert("parts".into(), serde_json::to_value(needs).map_err(|e| e.to_string())?);
    Ok(manifest)
}

pub use stamp::latest;
