//! Caps on lengths: what does not fit on a screen is not reviewed.

use super::Finding;
use super::files::Source;
use super::scan::{self, Scanned};

/// Lines of a file, its tests not counted.
const FILE: usize = 400;
/// Lines of a function.
const FUNCTION: usize = 60;
/// Lines of a component: markup is long and simple.
const COMPONENT: usize = 80;

/// File, functions, components, and the opening sentence.
pub fn check(source: &Source, scanned: &Scanned) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut say = |line: usize, what: String| found.push(Finding { path: source.path.clone(), line, what });
    if !source.text.trim_start().starts_with("//!") {
        say(1, "does not open with `//!`: a reader must learn from the first line what the file is".to_owned());
    }
    if source.is_test() {
        return found;
    }
    let lines = source.text.lines().count().saturating_sub(scanned.test_lines);
    if lines > FILE {
        say(1, format!("{lines} lines without tests, at most {FILE}: split it by what it does"));
    }
    for function in scan::functions(&scanned.code) {
        let (kind, cap) = if function.component { ("component", COMPONENT) } else { ("function", FUNCTION) };
        if function.lines > cap {
            let (name, lines) = (&function.name, function.lines);
            say(function.line, format!("{kind} `{name}` has {lines} lines, at most {cap}: name its parts"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::tidy::tests::said;

    fn long(lines: usize, attribute: &str) -> String {
        format!("//! x\n{attribute}\nfn long() {{\n{}}}\n", "    work();\n".repeat(lines))
    }

    #[test]
    fn functions_and_components_have_caps() {
        assert!(said("app/src/a.rs", &long(58, "")).is_empty());
        assert_eq!(said("app/src/a.rs", &long(59, "")).len(), 1);
        assert!(said("app/src/a.rs", &long(78, "#[component]")).is_empty());
        assert_eq!(said("app/src/a.rs", &long(79, "#[component]")).len(), 1);
        assert!(said("app/src/people/tests.rs", &long(200, "")).is_empty());
    }

    #[test]
    fn files_have_a_cap_without_their_tests() {
        let code = format!("//! x\n{}", "const A: u8 = 1;\n".repeat(399));
        assert!(said("app/src/a.rs", &code).is_empty());
        let tests = format!("{code}#[cfg(test)]\nmod tests {{\n{}}}\n", "const B: u8 = 1;\n".repeat(300));
        assert!(said("app/src/a.rs", &tests).is_empty());
        assert_eq!(said("app/src/a.rs", &format!("{code}const A: u8 = 1;\n")).len(), 1);
    }
}
