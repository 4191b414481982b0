//! Words that no file may hold.

use super::Finding;
use super::files::Source;

/// The words are put together here, or this file would be its own finding.
const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("TO", "DO"), "unfinished work is an issue, not a comment"),
    (concat!("FIX", "ME"), "unfinished work is an issue, not a comment"),
    (concat!("coming", " soon"), "what is not there is not offered"),
    (concat!("kommt", " bald"), "what is not there is not offered"),
    (concat!("/wo", "rk/"), "a path of one machine means nothing to a reader"),
    (concat!("../sha", "red"), "a path of one machine means nothing to a reader"),
];

/// Line by line, code and comments alike.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        for (word, why) in FORBIDDEN {
            let there = line.contains(word) || (word.contains(' ') && line.to_lowercase().contains(word));
            if there {
                found.push(Finding { path: source.path.clone(), line: number + 1, what: format!("`{word}`: {why}") });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::tidy::tests::said;

    #[test]
    fn unfinished_work_is_found_anywhere() {
        let text = format!(
            "//! x\n// {}: later\nconst A: &str = \"{}\";\n",
            super::FORBIDDEN[0].0,
            concat!("Coming", " Soon")
        );
        assert_eq!(said("app/src/a.rs", &text).len(), 2);
        assert_eq!(said("docs/A.md", concat!("see /wo", "rk/spec\n")).len(), 1);
    }
}
