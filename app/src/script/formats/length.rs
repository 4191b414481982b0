//! Lengths in eighths: reading Final Draft's, and estimating where a file has none.

/// Lines on a page of a standard layout (Courier 12, US Letter).
const PAGE_LINES: i64 = 55;
const ACTION_WIDTH: usize = 61;
const DIALOGUE_WIDTH: usize = 35;
const PARENTHETICAL_WIDTH: usize = 26;
/// Two columns share the page.
const DUAL_WIDTH: usize = 27;
/// No script is longer, in pages; keeps sums far from overflowing.
const MOST_PAGES: i64 = 9_999;

/// What a file says about a scene's length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Nothing, or the zero some programs write before they have counted.
    Absent,
    /// Eighths of a page, at least 1.
    Given(i64),
    /// Not pages and eighths.
    Bad,
}

/// Reads `2/8`, `1 1/8`, `3`, `1 ⅛`; halves and quarters too.
pub(super) fn parse(text: &str) -> Length {
    let text = text.trim();
    if text.is_empty() {
        return Length::Absent;
    }
    match eighths(text) {
        Some(0) => Length::Absent,
        Some(n) if n <= MOST_PAGES * 8 => Length::Given(n),
        _ => Length::Bad,
    }
}

fn eighths(text: &str) -> Option<i64> {
    if text.len() > 32 {
        return None;
    }
    let vulgar = [('⅛', 1), ('¼', 2), ('⅜', 3), ('½', 4), ('⅝', 5), ('¾', 6), ('⅞', 7)];
    if let Some((sign, part)) = vulgar.iter().find(|(sign, _)| text.ends_with(*sign)) {
        let pages = text.trim_end_matches(*sign).trim();
        return Some(if pages.is_empty() { 0 } else { number(pages)? * 8 } + part);
    }
    let Some((left, below)) = text.split_once('/') else { return Some(number(text)? * 8) };
    let (pages, above) = match left.trim().rsplit_once([' ', '\t', '-']) {
        Some((pages, above)) => (number(pages.trim())?, number(above)?),
        None => (0, number(left.trim())?),
    };
    let below = number(below.trim())?;
    let unit = match below {
        1 | 2 | 4 | 8 => 8 / below,
        _ => return None,
    };
    Some(pages * 8 + above * unit)
}

fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Kinds of paragraph that take different room on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    /// Action, shots, headings' width.
    Action,
    /// A character's name over the dialogue.
    Cue,
    /// Dialogue and lyrics.
    Dialogue,
    /// Parenthetical in a dialogue.
    Parenthetical,
}

/// Counts the lines a scene takes.
#[derive(Debug, Clone, Default)]
pub(super) struct Estimate {
    lines: i64,
    dual: Option<Columns>,
    /// Lines of the last dialogue, for a second column that is only announced by its own cue.
    speech: i64,
}

#[derive(Debug, Clone, Default)]
struct Columns {
    cues: i64,
    left: i64,
    right: i64,
}

impl Estimate {
    /// A scene begins: two blank lines, then the heading.
    pub(super) fn heading(text: &str) -> Self {
        Self { lines: 2 + wrapped(text, ACTION_WIDTH), ..Self::default() }
    }

    /// One paragraph.
    pub(super) fn add(&mut self, block: Block, text: &str) {
        let dual = self.dual.is_some();
        let lines = match block {
            Block::Action => 1 + wrapped(text, ACTION_WIDTH),
            Block::Cue => 2,
            Block::Dialogue => wrapped(text, if dual { DUAL_WIDTH } else { DIALOGUE_WIDTH }),
            Block::Parenthetical => wrapped(text, PARENTHETICAL_WIDTH),
        };
        match &mut self.dual {
            None => {
                self.lines += lines;
                self.speech = match block {
                    Block::Action => 0,
                    Block::Cue => lines,
                    _ => self.speech + lines,
                };
            }
            Some(columns) => {
                columns.cues += i64::from(block == Block::Cue);
                let column = if columns.cues > 1 { &mut columns.right } else { &mut columns.left };
                *column += lines;
            }
        }
    }

    /// Two speak side by side from here.
    pub(super) fn begin_dual(&mut self) {
        self.end_dual();
        self.dual = Some(Columns::default());
    }

    /// The speech that follows stands beside the one before it.
    pub(super) fn begin_right_column(&mut self) {
        self.end_dual();
        self.lines -= self.speech;
        self.dual = Some(Columns { cues: 1, left: self.speech, right: 0 });
        self.speech = 0;
    }

    /// Back to one column: the longer of the two counts.
    pub(super) fn end_dual(&mut self) {
        if let Some(columns) = self.dual.take() {
            self.lines += columns.left.max(columns.right);
            self.speech = 0;
        }
    }

    /// The scene's length in eighths, rounded up, at least one.
    pub(super) fn eighths(mut self) -> i64 {
        self.end_dual();
        ((self.lines * 8 + PAGE_LINES - 1) / PAGE_LINES).max(1)
    }
}

/// Lines a text takes when wrapped at words.
fn wrapped(text: &str, width: usize) -> i64 {
    let mut lines: i64 = 0;
    for paragraph in text.split('\n') {
        lines += 1;
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let size = word.chars().count();
            let gap = usize::from(used > 0);
            if used + gap + size <= width {
                used += gap + size;
                continue;
            }
            let breaks = usize::from(used > 0) + size.saturating_sub(1) / width;
            lines += i64::try_from(breaks).unwrap_or(0);
            used = (size - 1) % width + 1;
        }
    }
    lines
}
