//! Scripts that go out come in again as they were.
use super::super::{Draft, SceneDraft, fdx, fountain, read};
use super::check;
use crate::breakdown::model::{Kind, Paragraph};
use proptest::prelude::*;

const PRODUCTION: &str = include_str!("../fixtures/production.fdx");
const WILD: &str = include_str!("../fixtures/wild.fdx");
const TRAPS: &str = include_str!("../fixtures/traps.fountain");

/// Scenes without the lines they stood on.
fn scenes(draft: &Draft) -> Vec<SceneDraft> {
    draft.scenes.iter().map(|scene| SceneDraft { line: 0, ..scene.clone() }).collect()
}

/// What Fountain can say of them: no lengths, no tags, nobody silent, nothing of what was omitted.
fn told(draft: &Draft) -> Vec<SceneDraft> {
    let bare = |scene: SceneDraft| {
        let bare = SceneDraft { eighths: 0, estimated: false, cast: vec![], tags: vec![], ..scene };
        if !bare.omitted {
            return bare;
        }
        let none = super::fountain(".OMITTED\n").scenes.remove(0);
        SceneDraft { number: bare.number, line: 0, synopsis: bare.synopsis, ..none }
    };
    scenes(draft).into_iter().map(bare).collect()
}

fn again(draft: &Draft) -> Draft {
    let text = fdx(draft).unwrap();
    let again = read("again.fdx", text.as_bytes()).unwrap_or_else(|e| panic!("{e}: {text}"));
    check(&again);
    again
}

#[test]
fn final_draft_comes_back_whole() {
    for (name, text) in [("a.fdx", PRODUCTION), ("b.fdx", WILD), ("c.fountain", TRAPS)] {
        let draft = read(name, text.as_bytes()).unwrap();
        let back = again(&draft);
        assert_eq!((scenes(&back), &back.title, &back.cast), (scenes(&draft), &draft.title, &draft.cast), "{name}");
        assert_eq!(fdx(&back).unwrap(), fdx(&draft).unwrap(), "{name}");
    }
}

#[test]
fn tags_are_where_they_were() {
    let draft = read("a.fdx", PRODUCTION.as_bytes()).unwrap();
    let text = fdx(&draft).unwrap();
    assert!(text.contains("<Text TagNumber=\"2\">lantern</Text>"), "{text}");
    assert!(text.contains("Label=\"lantern\"") && text.contains("Name=\"Props\""), "{text}");
    assert_eq!(again(&draft).scenes[1].tags, draft.scenes[1].tags);
}

#[test]
fn fountain_comes_back_with_what_it_can_say() {
    for (name, text) in [("a.fdx", PRODUCTION), ("b.fdx", WILD), ("c.fountain", TRAPS)] {
        let draft = read(name, text.as_bytes()).unwrap();
        let text = fountain(&draft);
        let back = read("again.fountain", text.as_bytes()).unwrap_or_else(|e| panic!("{e}: {text}"));
        assert_eq!(told(&back), told(&draft), "{name}\n{text}");
        assert_eq!(fountain(&back), text, "{name}");
    }
}

#[test]
fn what_looks_like_something_else_is_marked() {
    let mut draft = super::fountain("INT. KITCHEN - DAY #1#\n\nWait.\n");
    let say = |kind, text: &str| Paragraph { kind, text: text.into() };
    draft.scenes[0].text = vec![
        say(Kind::Action, "STOP"),
        say(Kind::Action, "INT. OVEN - it is hot.\nAnd .hidden"),
        say(Kind::Cue, "McCoy"),
        say(Kind::Parenthetical, "(low)"),
        say(Kind::Dialogue, "Yes.\n\nNo."),
        say(Kind::Cue, "INT"),
        say(Kind::Dialogue, "EXT. I said."),
    ];
    let back = super::fountain(&fountain(&draft));
    let one: Vec<_> = back.scenes[0].text.iter().map(|p| (p.kind, p.text.as_str())).collect();
    let lines = |text: &str| text.split('\n').filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let flat: Vec<_> = one.iter().flat_map(|(kind, text)| lines(text).into_iter().map(move |l| (*kind, l))).collect();
    let want: Vec<_> =
        draft.scenes[0].text.iter().flat_map(|p| lines(&p.text).into_iter().map(move |l| (p.kind, l))).collect();
    assert_eq!((back.scenes.len(), flat), (1, want), "{}", fountain(&draft));
}

proptest! {
    #[test]
    fn whatever_was_read_is_written_and_read_again(
        lines in prop::collection::vec("((INT|EXT|I/E)\\. [A-Zß& -]{1,12}( - (DAY|NACHT))?( #[0-9A]{1,3}#)?|[A-ZÉ]{1,8}( \\(V\\.O\\.\\))?|\\([a-z]{1,6}\\)|[a-z<>&\" ]{0,20}\\.|)", 0..30),
    ) {
        let text = format!("INT. START - DAY\n\n{}", lines.join("\n"));
        let draft = read("a.fountain", text.as_bytes()).unwrap();
        prop_assert_eq!(scenes(&again(&draft)), scenes(&draft));
        let out = fountain(&draft);
        prop_assert_eq!(told(&read("b.fountain", out.as_bytes()).unwrap()), told(&draft), "{}", out);
    }
}
