//! Writes Fountain: plain text in which what would be taken for something else is marked as what it is.
use super::{
    draft::{Draft, SceneDraft},
    fountain::is_cue,
    heading, heading_out,
};
use crate::breakdown::model::Kind;
use std::fmt::Write;

/// A script as Fountain. Lengths, tags and whoever is silent have no place in it.
pub fn fountain(draft: &Draft) -> String {
    let mut out = String::new();
    if let Some(title) = &draft.title {
        let _ = write!(out, "Title: {title}\n\n");
    }
    for scene in &draft.scenes {
        one(&mut out, scene);
    }
    out
}

fn one(out: &mut String, scene: &SceneDraft) {
    let line = if scene.omitted { "OMITTED".to_owned() } else { heading_out::line(scene) };
    let mark = if heading::looks_like(&line) { "" } else { "." };
    let number = scene.number.as_deref().map(|n| format!(" #{n}#")).unwrap_or_default();
    let _ = write!(out, "{mark}{line}{number}\n\n");
    if !scene.synopsis.is_empty() {
        let _ = write!(out, "= {}\n\n", scene.synopsis);
    }
    let mut speaking = false;
    for (at, paragraph) in scene.text.iter().enumerate() {
        let next = scene.text.get(at + 1).map(|p| p.kind);
        let goes_on = matches!(next, Some(Kind::Dialogue | Kind::Parenthetical));
        match paragraph.kind {
            Kind::Action => out.push_str(&action(&paragraph.text)),
            Kind::Cue => {
                let text = paragraph.text.trim();
                let mark = if is_cue(text) && goes_on && !heading::looks_like(text) { "" } else { "@" };
                let _ = write!(out, "{mark}{text}");
            }
            // A blank line would end the speech.
            Kind::Parenthetical | Kind::Dialogue => {
                let lines = paragraph.text.lines().map(|l| if l.trim().is_empty() { "  " } else { l.trim() });
                out.push_str(&lines.collect::<Vec<_>>().join("\n"));
            }
        }
        speaking = if paragraph.kind == Kind::Cue { true } else { speaking && paragraph.kind != Kind::Action };
        out.push_str(if speaking && goes_on { "\n" } else { "\n\n" });
    }
}

/// A paragraph of action; the mark is only set where its first line would be read as something else.
fn action(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let marked = |line: &&str| {
        let other = line.starts_with(['.', '@', '>', '~', '!', '#', '=']) || heading::looks_like(line) || is_cue(line);
        if other { format!("!{line}") } else { (*line).to_owned() }
    };
    lines.iter().map(marked).collect::<Vec<_>>().join("\n")
}
