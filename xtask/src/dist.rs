//! `build --release`: `dist/` with one file to run, the licences of what is in it, and its SBOM.
//!
//! The site is appended to the program: packed files, then a table, then 24 bytes that end the file:
//! the table's length and the packed part's length (u64, little endian each) and `DAYBREAK`. The table is JSON,
//! `{"/pkg/x.js": [start, length], ...}`, counted from the packed part's first byte.

use crate::run;
use crate::site::{self, Kind};
use crate::yard::{Done, Yard};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

const END: &[u8; 8] = b"DAYBREAK";

/// Builds and packs.
///
/// # Errors
/// When something cannot be built or written.
pub fn run(yard: &Yard) -> Done {
    run::prepare(yard)?;
    let site = site::build(yard, Kind::Release)?;
    let program = run::server(yard, "release")?;
    let dist = yard.root.join("dist");
    std::fs::create_dir_all(&dist).map_err(|e| format!("cannot create {}: {e}", dist.display()))?;
    let file = dist.join("daybreak");
    let mut bytes = std::fs::read(&program).map_err(|e| format!("{}: {e}", program.display()))?;
    bytes.extend(packed(&site)?);
    // Written beside and renamed, because a running program cannot be written to.
    let fresh = dist.join("daybreak.new");
    std::fs::write(&fresh, &bytes).map_err(|e| format!("cannot write {}: {e}", fresh.display()))?;
    let rights = program.metadata().map_err(|e| e.to_string())?.permissions();
    std::fs::set_permissions(&fresh, rights).map_err(|e| e.to_string())?;
    std::fs::rename(&fresh, &file).map_err(|e| e.to_string())?;
    println!("· dist/daybreak: {} MiB with the site in it", bytes.len().div_ceil(1024 * 1024));
    let packages = packages(yard)?;
    let write = |name: &str, text: String| {
        std::fs::write(dist.join(name), text).map_err(|e| format!("cannot write dist/{name}: {e}"))
    };
    write("LICENSES.txt", licences(&packages))?;
    write("sbom.cdx.json", serde_json::to_string_pretty(&sbom(&packages)).map_err(|e| e.to_string())?)?;
    println!("· dist/LICENSES.txt and dist/sbom.cdx.json: {} packages", packages.len());
    Ok(())
}

/// Every file of the site in one piece, with its table and end.
fn packed(site: &Path) -> Done<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut table = serde_json::Map::new();
    let mut open = vec![site.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let content = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let name = path.strip_prefix(site).unwrap_or(&path).to_string_lossy().into_owned();
            table.insert(format!("/{name}"), json!([bytes.len(), content.len()]));
            bytes.extend(content);
        }
    }
    let table = serde_json::to_vec(&table).map_err(|e| e.to_string())?;
    let lengths = [table.len() as u64, bytes.len() as u64];
    bytes.extend(table);
    lengths.iter().for_each(|n| bytes.extend(n.to_le_bytes()));
    bytes.extend(END);
    Ok(bytes)
}

/// One crate that ends up in the program or the site.
struct Package {
    name: String,
    version: String,
    licence: String,
    source: bool,
}

/// What server and frontend are linked from (normal dependencies only), from cargo itself.
fn packages(yard: &Yard) -> Done<Vec<Package>> {
    let mut linked = BTreeSet::new();
    for words in [vec!["-p", "server"], vec!["-p", "frontend", "--target", "wasm32-unknown-unknown"]] {
        let mut tree = yard.cargo(&["tree", "-e", "normal", "--prefix", "none", "--format", "{p}\t{l}"])?;
        let text =
            crate::proc::asked(tree.args(words), std::time::Duration::from_secs(60)).ok_or("cargo tree failed")?;
        linked.extend(text.lines().map(|l| l.trim_end_matches(" (*)").to_owned()));
    }
    let parsed = linked.iter().filter_map(|line| {
        let (package, licence) = line.split_once('\t')?;
        let mut words = package.split(' ');
        let (name, version) = (words.next()?, words.next()?.trim_start_matches('v'));
        let source = words.next().is_none_or(|w| !w.starts_with("(/"));
        Some(Package {
            name: name.into(),
            version: version.into(),
            licence: licence.trim_end_matches(" (*)").into(),
            source,
        })
    });
    Ok(parsed.collect())
}

/// A table for people.
fn licences(packages: &[Package]) -> String {
    let mut text =
        String::from("Daybreak contains the following packages. Sources: https://crates.io/crates/<name>\n\n");
    for package in packages {
        text.push_str(&format!("{} {}: {}\n", package.name, package.version, package.licence));
    }
    text
}

/// CycloneDX 1.5, the least that scanners read.
fn sbom(packages: &[Package]) -> Value {
    let component = |p: &Package| {
        let mut one = json!({ "type": "library", "name": p.name, "version": p.version, "licenses": [{ "expression": p.licence }] });
        if p.source {
            one["purl"] = json!(format!("pkg:cargo/{}@{}", p.name, p.version));
        }
        one
    };
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": { "type": "application", "name": "daybreak", "version": env!("CARGO_PKG_VERSION") } },
        "components": packages.iter().map(component).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_site_can_be_read_from_its_end() {
        let folder = std::env::temp_dir().join(format!("xtask-dist-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("pkg")).unwrap();
        std::fs::write(folder.join("pkg/a.js"), "let a;").unwrap();
        let bytes = packed(&folder).unwrap();
        let (rest, end) = bytes.split_at(bytes.len() - 24);
        assert_eq!(&end[16..], END);
        let number = |at: usize| usize::try_from(u64::from_le_bytes(end[at..at + 8].try_into().unwrap())).unwrap();
        let (files, table) = rest.split_at(number(8));
        assert_eq!(table.len(), number(0));
        let table: Value = serde_json::from_slice(table).unwrap();
        let (start, length) =
            (table["/pkg/a.js"][0].as_u64().unwrap() as usize, table["/pkg/a.js"][1].as_u64().unwrap() as usize);
        assert_eq!(&files[start..start + length], b"let a;");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
