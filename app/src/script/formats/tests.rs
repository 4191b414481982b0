//! Tests of the screenplay import: every trap a file in the wild has shown, and that nothing panics.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own fixture should stop there")]

mod fdx;
mod fountain;
mod heading;
mod out;
mod parts;
mod soup;
mod uss;

use super::{Draft, SkipReason};

/// A script of the given paragraphs.
fn script(paragraphs: &str) -> String {
    format!("<FinalDraft><Content>{paragraphs}</Content></FinalDraft>")
}

fn fdx(paragraphs: &str) -> Draft {
    super::read("a.fdx", script(paragraphs).as_bytes()).unwrap()
}

fn fountain(text: &str) -> Draft {
    super::read("a.fountain", text.as_bytes()).unwrap()
}

fn reasons(draft: &Draft) -> Vec<(i64, &'static str)> {
    draft.skipped.iter().map(|s| (s.line, s.reason.key())).collect()
}

fn sets(draft: &Draft) -> Vec<&str> {
    draft.scenes.iter().map(|s| s.set.as_str()).collect()
}

/// What holds for every draft.
fn check(draft: &Draft) {
    assert!(!draft.scenes.is_empty());
    assert_eq!(draft.eighths, draft.scenes.iter().map(|s| s.eighths).sum::<i64>());
    assert_eq!(draft.estimated, draft.scenes.iter().any(|s| s.estimated));
    let distinct = |names: &[String]| {
        let folded: std::collections::HashSet<String> = names.iter().map(|n| super::speaker::fold(n)).collect();
        assert_eq!(folded.len(), names.len(), "{names:?}");
    };
    distinct(&draft.cast);
    for scene in &draft.scenes {
        distinct(&scene.cast);
        assert_eq!(scene.omitted, scene.eighths == 0, "{scene:?}");
        assert!(scene.omitted || !scene.set.is_empty(), "{scene:?}");
        assert!(scene.line >= 1);
        assert!(scene.number.as_deref() != Some(""));
    }
    assert!(draft.cast.iter().all(|n| draft.scenes.iter().any(|s| s.cast.contains(n))));
    for skip in &draft.skipped {
        assert!(skip.line >= 1 && skip.text.chars().count() <= 120, "{skip:?}");
        assert!(!matches!(skip.reason, SkipReason::More { count } if count < 1));
        assert!(!skip.reason.to_string().is_empty());
    }
    assert!(draft.skipped.len() <= 501);
}
