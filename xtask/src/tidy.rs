//! `tidy`: the house rules that neither rustfmt nor clippy knows, each finding with its reason.
//!
//! Works on text, not on syntax trees: comments and strings are blanked first ([`scan`]), braces are counted.

mod files;
mod lengths;
mod pairs;
mod places;
mod scan;
mod words;

use crate::yard::{Done, Yard};
use files::Source;
use std::fmt;
use std::path::Path;

/// One thing to put right.
#[derive(Debug)]
pub struct Finding {
    /// From the repository's root.
    pub path: String,
    /// From 1; 0 for the whole file.
    pub line: usize,
    /// What, and why it matters.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line.max(1), self.what)
    }
}

/// Prints every finding.
///
/// # Errors
/// When there is one.
pub fn run(yard: &Yard) -> Done {
    let found = findings(&yard.root);
    found.iter().for_each(|f| println!("{f}"));
    match found.len() {
        0 => {
            println!("tidy: nothing to put right");
            Ok(())
        }
        n => Err(format!("tidy: {n} to put right")),
    }
}

/// All findings of the repository, sorted by place.
pub fn findings(root: &Path) -> Vec<Finding> {
    let sources = files::read(root);
    let mut found = Vec::new();
    for source in &sources {
        found.extend(check(source));
    }
    found.extend(pairs::check(&sources));
    found.sort_by(|a, b| (&a.path, a.line, &a.what).cmp(&(&b.path, b.line, &b.what)));
    found
}

/// Every rule that looks at one file alone.
fn check(source: &Source) -> Vec<Finding> {
    let mut found = words::check(source);
    if source.is_rust() {
        let scanned = scan::scan(&source.text);
        found.extend(lengths::check(source, &scanned));
        found.extend(places::check(source, &scanned));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the rules say about one file, without the reasons.
    pub fn said(path: &str, text: &str) -> Vec<String> {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        check(&source).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_finding_names_its_place() {
        let said = said("app/src/people/page.rs", "fn f() {}\n");
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("app/src/people/page.rs:1: does not open with `//!`"), "{said:?}");
    }
}
