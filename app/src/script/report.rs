//! What an import would make, for the command line: exact as JSON, or to be read.
use super::{formats::Draft, words};
use crate::{
    text::{Lang, k},
    values::Eighths,
};
use serde_json::{Value, json};

/// The report of `daybreak import --dry-run --json`. `scenes` counts every heading that becomes a scene, omitted ones
/// included; `cast` counts the parts that speak; reasons are English sentences.
pub fn dry_run_json(draft: &Draft) -> Value {
    let skipped: Vec<Value> = draft
        .skipped
        .iter()
        .map(|s| json!({ "line": s.line, "text": s.text, "reason": s.reason.to_string() }))
        .collect();
    json!({
        "format": draft.format,
        "scenes": draft.scenes.len(),
        "cast": draft.cast.len(),
        "eighths": draft.eighths,
        "estimated": draft.estimated,

        "skipped": skipped,
    })
}

/// The same for a person at a terminal, in English.
pub fn cli_summary(draft: &Draft) -> String {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let lang = Lang::En;
    let mut out = String::new();
    if let Some(title) = &draft.title {
        out.push_str(title);
        out.push('\n');
    }
    out.push_str(&words::sum(
        lang,
        count(draft.scenes.len()),
        Eighths(draft.eighths),
        count(draft.cast.len()),
        count(draft.skipped.len()),
    ));
    out.push('\n');
    let estimated = count(draft.scenes.iter().filter(|s| s.estimated).count());
    if estimated > 0 {
        out.push_str(&words::estimated(lang, estimated));
        out.push('\n');
    }
    for skip in &draft.skipped {
        if skip.line > 0 {
            let line = k::SCRIPT_LINE.fill(lang, &[("n", &skip.line.to_string())]);
            out.push_str(&format!("\n{line}: {}\n    {}\n", skip.reason, skip.text));
        } else {
            out.push_str(&format!("\n{}\n    {}\n", skip.reason, skip.text));
        }
    }
    out
}
