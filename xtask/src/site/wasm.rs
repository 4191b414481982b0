//! The browser's program: compiled, cut into parts that pages load when needed, given its JavaScript by wasm-bindgen,
//! made smaller by wasm-opt.

use super::Kind;
use super::pack::hex;
use crate::apt;
use crate::proc;
use crate::yard::{Done, Yard};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Pinned: another version may write another module.
const BINARYEN: &str = "132.0.0";

/// One by one: `--all-features` writes modules that Chromium refuses.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The script that loads the parts, and its name in the scripts that import it.
pub const PARTS_JS: &str = "__wasm_split.js";

/// What the browser gets.
pub struct Program {
    /// The module that every page loads.
    pub wasm: Vec<u8>,
    /// The JavaScript that loads it, naming it `daybreak_bg.wasm`.
    pub js: String,
    /// The JavaScript that loads the parts, naming each `<name>.wasm`.
    pub parts_js: String,
    /// Parts by name.
    pub parts: BTreeMap<String, Vec<u8>>,
    /// Which parts a lazy function needs, by the function's name.
    pub needs: BTreeMap<String, Vec<String>>,
    /// Folder of JavaScript that crates bring along; may be missing.
    pub snippets: PathBuf,
}

/// Whether wasm-opt will run: it is JavaScript, so it needs node and, once, npm.
pub fn optimizer_present(kind: Kind) -> bool {
    kind == Kind::Release && apt::program("node") && apt::program("npm")
}

/// Compiles and post-processes; the post-processing is skipped when the compiled module is the one before.
///
/// # Errors
/// When something does not compile.
pub fn build(yard: &Yard, kind: Kind, cache: &Path) -> Done<Program> {
    let profile = if kind == Kind::Release { "wasm-release" } else { "dev" };
    let words = ["build", "-p", "frontend", "--lib", "--profile", profile, "--target", "wasm32-unknown-unknown"];
    proc::shown(&mut yard.cargo(&words)?)?;
    let folder = if kind == Kind::Release { "wasm-release" } else { "debug" };
    let raw_file = yard.target.join("wasm32-unknown-unknown").join(folder).join("frontend.wasm");
    let raw = std::fs::read(&raw_file).map_err(|e| format!("{}: {e}", raw_file.display()))?;
    // This file's own text stands for the settings below: whoever changes one gets a fresh module.
    let recipe = Sha256::new().chain_update(include_str!("wasm.rs")).chain_update(&raw).finalize();
    let key = format!("{} {}", hex(&recipe), optimizer_present(kind));
    let key_file = cache.join("key");
    if !std::fs::read_to_string(&key_file).is_ok_and(|old| old == key) {
        let _ = std::fs::remove_file(&key_file);
        let main = split(&raw, cache)?;
        bind(&main, cache)?;
        if kind == Kind::Release {
            let parts = wasm_files(&cache.join("parts"))?;
            for module in parts.into_iter().chain([cache.join("daybreak_bg.wasm")]) {
                optimize(yard, &module, "-Oz")?;
            }
        }
        std::fs::write(&key_file, key).map_err(|e| format!("cannot write {}: {e}", key_file.display()))?;
    }
    read(cache)
}

/// What [`build`] left in the cache.
fn read(cache: &Path) -> Done<Program> {
    let bytes = |name: &str| std::fs::read(cache.join(name)).map_err(|e| format!("{name}: {e}"));
    let text = |name: &str| bytes(name).and_then(|b| String::from_utf8(b).map_err(|e| format!("{name}: {e}")));
    let needs = serde_json::from_str(&text("parts/needs.json")?).map_err(|e| format!("needs.json: {e}"))?;
    let mut parts = BTreeMap::new();
    for file in wasm_files(&cache.join("parts"))? {
        let name = file.file_stem().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        parts.insert(name, std::fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?);
    }
    Ok(Program {
        wasm: bytes("daybreak_bg.wasm")?,
        js: text("daybreak.js")?,
        parts_js: text(&format!("parts/{PARTS_JS}"))?,
        parts,
        needs,
        snippets: cache.join("snippets"),
    })
}

fn wasm_files(folder: &Path) -> Done<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let paths = entries.flatten().map(|e| e.path());
    Ok(paths.filter(|p| p.extension().is_some_and(|e| e == "wasm")).collect())
}

/// Cuts the compiled module along its lazy functions; returns the part that every page loads.
fn split(raw: &[u8], cache: &Path) -> Done<PathBuf> {
    let (parts, main) = (cache.join("parts"), cache.join("main.wasm"));
    let _ = std::fs::remove_dir_all(&parts);
    let link = format!("./{PARTS_JS}");
    let mut options = wasm_split_cli_support::Options::new(raw);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = "./daybreak.js";
    let done = wasm_split_cli_support::transform(options).map_err(|e| format!("splitting the module: {e:#}"))?;
    let needs: BTreeMap<_, _> = done.prefetch_map.into_iter().collect();
    let text = serde_json::to_string_pretty(&needs).map_err(|e| e.to_string())?;
    std::fs::write(parts.join("needs.json"), text).map_err(|e| format!("needs.json: {e}"))?;
    Ok(main)
}

/// wasm-bindgen as a library, at the version the lock file names: no tool to install, no mismatch.
fn bind(raw: &Path, cache: &Path) -> Done {
    let _ = std::fs::remove_dir_all(cache.join("snippets"));
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    let generated = bindgen.input_path(raw).web(true).and_then(|b| {
        b.out_name("daybreak")
            .typescript(false)
            .omit_default_module_path(false)
            // The parts import what the main module exports by the linker's own names.
            .keep_lld_exports(true)
            .demangle(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(cache)
    });
    generated.map_err(|e| format!("wasm-bindgen: {e:#}"))
}

/// Makes a module smaller or faster in place, as the level of wasm-opt says. Without node the site works and is about a
/// sixth larger.
///
/// # Errors
/// When wasm-opt fails.
pub fn optimize(yard: &Yard, module: &Path, level: &str) -> Done {
    if !optimizer_present(Kind::Release) {
        println!("· wasm-opt skipped: node and npm are not installed; the download stays larger");
        return Ok(());
    }
    let tool = yard.tools().join("node_modules/binaryen/bin/wasm-opt");
    if !installed(yard) {
        println!("· fetching wasm-opt (npm package binaryen {BINARYEN})");
        std::fs::create_dir_all(yard.tools()).map_err(|e| e.to_string())?;
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--no-package-lock",
            "--prefix",
        ]);
        npm.arg(yard.tools()).arg(format!("binaryen@{BINARYEN}"));
        let done = proc::logged(&mut npm, &yard.log("npm-binaryen"), Duration::from_secs(180))?;
        if !done.ok {
            println!("· wasm-opt skipped: npm could not fetch it; the download stays larger");
            return Ok(());
        }
    }
    let small = module.with_extension("small");
    let mut node = Command::new("node");
    node.arg(&tool).arg(level).args(FEATURES).arg(module).arg("-o").arg(&small);
    let done = proc::logged(&mut node, &yard.log("wasm-opt"), Duration::from_secs(600))?;
    if !done.ok {
        return Err(format!("wasm-opt failed:\n{}", proc::tail(&done.text, 20)));
    }
    std::fs::rename(&small, module).map_err(|e| format!("{}: {e}", small.display()))
}

/// Whether the pinned version is there.
fn installed(yard: &Yard) -> bool {
    let manifest = yard.tools().join("node_modules/binaryen/package.json");
    let text = std::fs::read_to_string(manifest).unwrap_or_default();
    text.contains(&format!("\"version\": \"{BINARYEN}\""))
}
