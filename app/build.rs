//! Turns the catalogue (`locales/<language>/*.txt`) into constants.
//! A text missing in one language, a doubled key or differing parameters fail the build.
#[path = "locales/read.rs"]
mod locales;

use std::{env, fmt::Write, fs, path::Path};

const LANGUAGES: [&str; 4] = ["en", "de", "nl", "fr"];

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script where to write through the environment")]
fn main() {
    println!("cargo::rerun-if-changed=locales");
    let catalogues = LANGUAGES.map(|language| locales::read(&Path::new("locales").join(language)));
    let keys: Vec<&String> = catalogues[0].keys().collect();
    for (language, catalogue) in LANGUAGES.iter().zip(&catalogues) {
        for key in &keys {
            let text = catalogue.get(*key).unwrap_or_else(|| panic!("locales/{language}: {key} is missing"));
            assert_eq!(params(text), params(&catalogues[0][*key]), "locales/{language}: {key} has other parameters");
        }
        for key in catalogue.keys() {
            assert!(catalogues[0].contains_key(key), "locales/{language}: {key} is not in en");
        }
    }
    let mut out = String::new();
    let n = keys.len();
    // Browsers download the words of one language beside the program; only the server holds them all.
    let server = "#[cfg(feature = \"ssr\")]\n";
    writeln!(out, "{server}pub(super) static KEYS: [&str; {n}] = {keys:?};").expect("memory");
    for (language, catalogue) in LANGUAGES.iter().zip(&catalogues) {
        let texts: Vec<&String> = catalogue.values().collect();
        writeln!(out, "{server}pub(super) static {}: [&str; {n}] = {texts:?};", language.to_uppercase())
            .expect("memory");
    }
    for (i, key) in keys.iter().enumerate() {
        writeln!(out, "/// {:?}\npub const {}: Text = Text({i});", catalogues[0][*key], key.to_uppercase())
            .expect("memory");
    }
    let dir = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&dir).join("catalogue.rs"), out).expect("write catalogue.rs");
}

/// The sorted names between braces.
fn params(text: &str) -> Vec<&str> {
    let mut names: Vec<_> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    names
}
