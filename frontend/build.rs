//! Keeps the linker's relocations in the browser's program: `xtask` cuts it into parts along them.

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script its target through the environment")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
    }
}
