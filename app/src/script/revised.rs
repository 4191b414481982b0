//! The words of a scene that a revision changed, with a few around them that it did not.
use super::model::{How, Piece};
use crate::breakdown::model::Paragraph;
use similar::{ChangeTag, TextDiff};
use std::time::Instant;

/// Words and blanks that are shown around a change.
const AROUND: usize = 10;
/// Pieces that are shown of one scene: whoever wants to read all of it reads the script.
const MOST: usize = 60;

/// What differs between two versions of a scene's words; nothing where only their layout does. Not searched to the end
/// past `deadline`: then more than the least is called changed.
pub(super) fn words(old: &[Paragraph], new: &[Paragraph], deadline: Instant) -> Vec<Piece> {
    let (old, new) = (joined(old), joined(new));
    if old == new {
        return Vec::new();
    }
    let diff = TextDiff::configure().deadline(deadline).diff_words(old.as_str(), new.as_str());
    let mut all: Vec<Piece> = Vec::new();
    for group in diff.grouped_ops(AROUND) {
        // Between two places that differ lies what stays.
        let cut = group.first().is_some_and(|op| op.old_range().start > 0 || op.new_range().start > 0);
        if cut || !all.is_empty() {
            all.push(Piece { how: How::Same, text: " … ".to_owned() });
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let how = match change.tag() {
                ChangeTag::Equal => How::Same,
                ChangeTag::Delete => How::Gone,
                ChangeTag::Insert => How::New,
            };
            let text = change.value();
            match all.last_mut().filter(|last| last.how == how) {
                Some(last) => last.text.push_str(text),
                None => all.push(Piece { how, text: text.to_owned() }),
            }
        }
    }
    if all.len() > MOST {
        all.truncate(MOST);
        all.push(Piece { how: How::Same, text: " …".to_owned() });
    }
    all
}

/// The words of a scene, a paragraph a line, each blank one.
fn joined(paragraphs: &[Paragraph]) -> String {
    let line = |p: &Paragraph| p.text.split_whitespace().collect::<Vec<_>>().join(" ");
    paragraphs.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::model::Kind;
    use proptest::prelude::*;
    use std::time::Duration;

    fn said(old: &str, new: &str) -> Vec<(How, String)> {
        let text =
            |text: &str| text.lines().map(|l| Paragraph { kind: Kind::Action, text: l.to_owned() }).collect::<Vec<_>>();
        let all = words(&text(old), &text(new), Instant::now() + Duration::from_secs(5));
        all.into_iter().map(|piece| (piece.how, piece.text)).collect()
    }

    #[test]
    fn words_that_came_and_went_stand_among_those_that_stay() {
        let all = said("IDA\nThe boat leaves at nine.", "IDA\nThe boat leaves at seven, sharp.");
        let by = |how| all.iter().filter(|(h, _)| *h == how).map(|(_, t)| t.trim()).collect::<Vec<_>>().join("|");
        assert_eq!((by(How::Gone), by(How::New)), ("nine.".to_owned(), "seven, sharp.".to_owned()));
        assert!(by(How::Same).ends_with("leaves at"), "{all:?}");
        assert_eq!(said("A  line\nof it", " A line\n of  it"), []);
        assert_eq!(said("", "New words."), [(How::New, "New words.".to_owned())]);
    }

    #[test]
    fn what_is_far_from_a_change_is_left_out() {
        let long = (0..400).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        let all = said(&format!("{long} nine {long}"), &format!("{long} seven {long}"));
        assert!(all.iter().map(|(_, t)| t.len()).sum::<usize>() < 120, "{all:?}");
        assert_eq!(all[0], (How::Same, " … w395 w396 w397 w398 w399 ".to_owned()));
        let every = |word: &str| (0..400).map(|n| format!("{word}{n}")).collect::<Vec<_>>().join(" same ");
        assert!(said(&every("a"), &every("b")).len() <= MOST + 1);
    }

    proptest! {
        #[test]
        fn short_texts_are_whole(old in "[a-c]( [a-c]){0,3}", new in "[a-c]( [a-c]){0,3}") {
            let all = said(&old, &new);
            prop_assume!(old != new);
            let without = |how| all.iter().filter(|(h, _)| *h != how).map(|(_, t)| t.as_str()).collect::<String>();
            prop_assert_eq!((without(How::New), without(How::Gone)), (old, new));
        }
    }
}
