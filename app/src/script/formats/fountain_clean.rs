//! Takes the parts of a Fountain text away that are not script: the boneyard and notes, keeping line numbers.

use super::skip::SkipReason;

/// A line of the text that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Number in the file, from 1.
    pub(super) number: i64,
    /// Nothing is left of it but it was not blank: it neither ends a speech nor is one.
    pub(super) hollow: bool,
}

/// The text without comments, and what was found open.
pub(super) struct Cleaned {
    text: String,
    /// Lines that lost something, in order.
    touched: Vec<i64>,
    pub(super) open: Vec<(i64, SkipReason)>,
}

/// Removes `/* … */` and `[[ … ]]`.
pub(super) fn clean(text: &str) -> Cleaned {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_string() };
    let mut touched = Vec::new();
    let mut open = Vec::new();
    let without_boneyard = remove(&text, "/*", "*/", false, &mut touched, &mut open, SkipReason::UnclosedBoneyard);
    let text = remove(&without_boneyard, "[[", "]]", true, &mut touched, &mut open, SkipReason::UnclosedNote);
    touched.sort_unstable();
    touched.dedup();
    Cleaned { text, touched, open }
}

/// Removes what stands between two marks but keeps the line ends in it. A note ends with its paragraph; one that does
/// not close there is text.
fn remove(
    text: &str,
    opening: &str,
    closing: &str,
    in_paragraph: bool,
    touched: &mut Vec<i64>,
    open: &mut Vec<(i64, SkipReason)>,
    reason: SkipReason,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut closings = Next::new(text, closing);
    // A line without even a space ends the paragraph; two spaces on it carry a note on.
    let mut paragraphs = Next::new(text, "\n\n");
    let (mut at, mut line) = (0, 1);
    // Up to here an open mark has been reported already.
    let mut reported = 0;
    while let Some(start) = text[at..].find(opening).map(|found| at + found) {
        let inside = start + opening.len();
        out.push_str(&text[at..start]);
        line += lines(&text[at..start]);
        let limit = if in_paragraph { paragraphs.from(inside).unwrap_or(text.len()) } else { text.len() };
        match closings.from(inside).filter(|end| *end < limit) {
            Some(end) => {
                let count = lines(&text[inside..end]);
                touched.extend(line..=line + count);
                out.extend(std::iter::repeat_n('\n', usize::try_from(count).unwrap_or(0)));
                line += count;
                at = end + closing.len();
            }
            None => {
                if start >= reported {
                    open.push((line, reason.clone()));
                    reported = limit;
                }
                out.push_str(opening);
                at = inside;
            }
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Finds a mark again and again from growing places, reading every byte once only.
struct Next<'a> {
    text: &'a str,
    mark: &'a str,
    found: Option<usize>,
    searched: bool,
}

impl<'a> Next<'a> {
    fn new(text: &'a str, mark: &'a str) -> Self {
        Self { text, mark, found: None, searched: false }
    }

    fn from(&mut self, at: usize) -> Option<usize> {
        let stale = self.found.is_some_and(|found| found < at);
        if stale || !self.searched {
            self.searched = true;
            self.found = self.text[at..].find(self.mark).map(|found| at + found);
        }
        self.found
    }
}

fn lines(text: &str) -> i64 {
    i64::try_from(text.bytes().filter(|b| *b == b'\n').count()).unwrap_or(0)
}

impl Cleaned {
    /// The lines that are left.
    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        let mut touched = self.touched.iter().peekable();
        let mut out = Vec::new();
        for (text, number) in self.text.split('\n').zip(1..) {
            while touched.peek().is_some_and(|t| **t < number) {
                touched.next();
            }
            let hollow = touched.peek() == Some(&&number) && text.trim().is_empty();
            out.push(Line { text, number, hollow });
        }
        out
    }
}
