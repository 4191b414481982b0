//! The worker that arranges boards: a module of its own, fetched only by who wants a board arranged.

use super::Kind;
use super::pack::{Folder, hex};
use super::wasm;
use crate::proc;
use crate::yard::{Done, Yard};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The module and its JavaScript as wasm-bindgen names them.
const MODULE: &str = "worker_bg.wasm";
const JS: &str = "worker.js";

/// Who loads the module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// A browser's worker.
    Browser,
    /// Node, for figures.
    Node,
}

/// Compiles and post-processes; returns the folder of module and JavaScript. Nothing is done when the compiled module
/// is the one before.
///
/// # Errors
/// When something does not compile.
pub fn build(yard: &Yard, kind: Kind, host: Host, cache: &Path) -> Done<PathBuf> {
    let profile = if kind == Kind::Release { "wasm-release" } else { "dev" };
    let words = ["build", "-p", "worker", "--lib", "--profile", profile, "--target", "wasm32-unknown-unknown"];
    proc::shown(&mut yard.cargo(&words)?)?;
    let built = if kind == Kind::Release { "wasm-release" } else { "debug" };
    let raw = yard.target.join("wasm32-unknown-unknown").join(built).join("worker.wasm");
    let bytes = std::fs::read(&raw).map_err(|e| format!("{}: {e}", raw.display()))?;
    let recipe = Sha256::new().chain_update(include_str!("worker.rs")).chain_update(&bytes).finalize();
    let key = format!("{} {}", hex(&recipe), wasm::optimizer_present(kind));
    let (folder, key_file) = (cache.join("worker"), cache.join("worker-key"));
    if std::fs::read_to_string(&key_file).is_ok_and(|old| old == key) {
        return Ok(folder);
    }
    let _ = std::fs::remove_file(&key_file);
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    let bindgen = if host == Host::Node { bindgen.nodejs(true) } else { bindgen.web(true) };
    let generated = bindgen.and_then(|b| {
        b.input_path(raw)
            .out_name("worker")
            .typescript(false)
            .omit_default_module_path(false)
            .remove_name_section(true)
            .generate(&folder)
    });
    generated.map_err(|e| format!("wasm-bindgen: {e:#}"))?;
    if kind == Kind::Release {
        wasm::optimize(yard, &folder.join(MODULE), "-O3")?;
    }
    std::fs::write(&key_file, key).map_err(|e| format!("cannot write {}: {e}", key_file.display()))?;
    Ok(folder)
}

/// Writes the worker's three files, each naming the next by its hash; returns the addresses of script and module.
///
/// # Errors
/// When a file is missing or cannot be written.
pub fn write(yard: &Yard, folder: &mut Folder, built: &Path) -> Done<(String, String)> {
    let read = |path: PathBuf| std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()));
    let text = |path: PathBuf| read(path).and_then(|b| String::from_utf8(b).map_err(|e| e.to_string()));
    let name = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
    let module = folder.hashed("pkg", "worker_bg", "wasm", &read(built.join(MODULE))?)?;
    let js = text(built.join(JS))?.replace(MODULE, &name(&module));
    let js = folder.hashed("pkg", "worker", "js", js.as_bytes())?;
    let script = text(yard.root.join("frontend/worker/arrange.js"))?;
    let script = script.replace(&format!("'./{JS}'"), &format!("'./{}'", name(&js)));
    Ok((folder.hashed("pkg", "arrange", "js", script.as_bytes())?, module))
}
