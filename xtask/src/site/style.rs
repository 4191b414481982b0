//! Style sheets: imports bundled into one file, minified, and written so that phones of four years ago read them.

use super::Kind;
use crate::yard::Done;
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};
use std::path::Path;

/// The oldest browsers that must read the sheets; newer syntax (nesting, `light-dark`) is rewritten for them.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets::from(Browsers {
        chrome: version(109, 0),
        edge: version(109, 0),
        firefox: version(115, 0),
        safari: version(16, 0),
        ios_saf: version(16, 0),
        ..Browsers::default()
    })
}

/// One sheet with everything it imports.
///
/// # Errors
/// When a sheet does not parse or an import is missing; the sentence names file, line and column.
pub fn bundle(file: &Path, kind: Kind) -> Done<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(file).map_err(|e| match &e.loc {
        Some(at) => format!("{}:{}:{}: {}", at.filename, at.line + 1, at.column, e.kind),
        None => format!("{}: {}", file.display(), e.kind),
    })?;
    let targets = targets();
    let minify = MinifyOptions { targets, ..MinifyOptions::default() };
    sheet.minify(minify).map_err(|e| format!("{}: {e}", file.display()))?;
    let printer = PrinterOptions { minify: kind == Kind::Release, targets, ..PrinterOptions::default() };
    Ok(sheet.to_css(printer).map_err(|e| format!("{}: {e}", file.display()))?.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_minifies_and_names_the_line_of_an_error() {
        let folder = std::env::temp_dir().join(format!("xtask-style-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        write("main.css", "@import \"./part.css\";\n.a { & .b { color: red; } }\n");
        write("part.css", ".p { margin: 0px; }\n");
        let text = bundle(&folder.join("main.css"), Kind::Release).unwrap();
        assert!(text.starts_with(".p{margin:0}"), "{text}");
        assert!(text.contains(".a .b{color:red}"), "nesting is rewritten: {text}");
        write("part.css", ".p { margin: 0px; \n } }\n");
        let why = bundle(&folder.join("main.css"), Kind::Release).unwrap_err();
        assert!(why.contains("part.css:3"), "{why}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
