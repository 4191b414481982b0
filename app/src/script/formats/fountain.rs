//! Fountain: plain text that looks like a script, read line by line.

use super::builder::{Builder, Facts};
use super::fountain_clean::{self, Line};
use super::heading;
use super::length::Block;
use super::refusal::Refusal;
use super::{
    draft::{Draft, Format},
    skip::SkipReason,
};

/// A cue is a line of this many characters at most.
const LONGEST_CUE: usize = 80;

/// Keys that a title page begins with: Fountain's own, what programs add, and German ones.
const TITLE_KEYS: [&str; 30] = [
    "title",
    "credit",
    "author",
    "authors",
    "writer",
    "writers",
    "source",
    "date",
    "draft",
    "draft date",
    "contact",
    "contact info",
    "copyright",
    "notes",
    "revision",
    "format",
    "language",
    "series",
    "episode",
    "header",
    "footer",
    "font",
    "info",
    "version",
    "titel",
    "autor",
    "buch",
    "regie",
    "fassung",
    "kontakt",
];

struct Import {
    script: Builder,
    /// The line before was blank or not printed, so a heading may begin.
    free: bool,
    /// The line before was blank or the start, so a character may begin.
    blank: bool,
    speaking: bool,
    /// Line and text of the paragraph of action that is open.
    action: Option<(i64, String)>,
    /// A section was opened; synopses belong to it until the next heading.
    in_section: bool,
}

/// Reads the text of a Fountain file.
pub(super) fn read(text: &str) -> Result<Draft, Refusal> {
    let cleaned = fountain_clean::clean(text);
    let lines = cleaned.lines();
    let (title, body) = title_page(&lines);
    let mut import = Import {
        script: Builder::default(),
        free: true,
        blank: true,
        speaking: false,
        action: None,
        in_section: false,
    };
    for (line, reason) in &cleaned.open {
        let words = usize::try_from(*line - 1).ok().and_then(|at| lines.get(at)).map_or("", |l| l.text);
        import.script.skip(*line, words, reason.clone());
    }
    for (at, line) in lines.iter().enumerate().skip(body) {
        let next = lines[at + 1..].iter().take(64).find(|l| !l.hollow).map_or("", |l| l.text);
        import.line(line, next);
        if import.script.overfull() {
            return Err(Refusal::TooManyScenes);
        }
    }
    import.end_action();
    import.script.finish(Format::Fountain, &title)
}

/// The title, and the index of the first line after the title page.
fn title_page(lines: &[Line<'_>]) -> (String, usize) {
    let start = lines.iter().position(|l| !l.text.trim().is_empty()).unwrap_or(lines.len());
    let key = |line: &Line<'_>| {
        let (key, value) = line.text.split_once(':')?;
        let fits = !key.starts_with([' ', '\t']) && key.len() <= 40 && !key.trim().is_empty();
        fits.then(|| (key.trim().to_lowercase(), value.trim().to_string()))
    };
    let first = lines.get(start).and_then(key);
    if !first.is_some_and(|(k, _)| TITLE_KEYS.contains(&k.as_str())) {
        return (String::new(), start);
    }
    let mut title: Vec<String> = Vec::new();
    let mut in_title = false;
    let mut at = start;
    while let Some(line) = lines.get(at).filter(|l| l.hollow || !l.text.trim().is_empty()) {
        match key(line) {
            Some((k, value)) => {
                in_title = k == "title" || k == "titel";
                if in_title {
                    title.push(value);
                }
            }
            None if in_title && title.len() < 20 => title.push(line.text.trim().to_string()),
            None => {}
        }
        at += 1;
    }
    let words = title.iter().map(|t| t.trim_matches(['*', '_', ' '])).filter(|t| !t.is_empty());
    (words.collect::<Vec<_>>().join(" "), at)
}

impl Import {
    fn line(&mut self, line: &Line<'_>, next: &str) {
        let text = line.text.trim();
        if line.hollow {
            self.free = true;
            return;
        }
        if text.is_empty() {
            // Two spaces on a line keep a speech going.
            if self.speaking && line.text.starts_with("  ") {
                return;
            }
            self.end_action();
            self.end_speech();
            (self.free, self.blank) = (true, true);
            return;
        }
        if self.speaking {
            let block =
                if text.starts_with('(') && text.ends_with(')') { Block::Parenthetical } else { Block::Dialogue };
            self.script.block(line.number, block, text.trim_start_matches('~'));
            (self.free, self.blank) = (false, false);
            return;
        }
        if self.unprinted(line.number, text) {
            self.end_action();
            (self.free, self.blank) = (true, true);
            return;
        }
        self.printed(line, text, next);
        (self.free, self.blank) = (false, false);
    }

    /// Page breaks, sections and synopses.
    fn unprinted(&mut self, number: i64, text: &str) -> bool {
        if text.len() >= 3 && text.bytes().all(|b| b == b'=') {
            return true;
        }
        if let Some(synopsis) = text.strip_prefix('=') {
            if !self.in_section {
                self.script.synopsis(number, synopsis.trim());
            }
            return true;
        }
        if text.starts_with('#') {
            self.in_section = true;
            return true;
        }
        false
    }

    fn printed(&mut self, line: &Line<'_>, text: &str, next: &str) {
        if let Some(action) = text.strip_prefix('!') {
            return self.add_action(line.number, action);
        }
        if let Some(forced) = text.strip_prefix('.')
            && self.free
            && forced.starts_with(|c: char| c != '.' && !c.is_whitespace())
        {
            return self.heading(line.number, forced);
        }
        if let Some(name) = text.strip_prefix('@')
            && self.blank
        {
            return self.cue(line.number, name);
        }
        if text.starts_with(['>', '~']) {
            self.end_action();
            return self.script.block(line.number, Block::Action, text.trim_matches(['>', '<', '~', ' ']));
        }
        if heading::looks_like(text) {
            if self.free {
                return self.heading(line.number, text);
            }
            // Only what is in capitals; "Int" may begin a sentence.
            if heading::in_capitals(text) {
                self.script.skip(line.number, text, SkipReason::HeadingNoBlank);
            }
        } else if self.blank && !next.trim().is_empty() && is_cue(text) {
            return self.cue(line.number, text);
        }
        // Action keeps its indentation only on paper; for counting lines the words are enough.
        self.add_action(line.number, text);
    }

    fn heading(&mut self, number: i64, text: &str) {
        self.end_action();
        self.script.scene(number, text, &Facts::default());
        self.in_section = false;
    }

    fn cue(&mut self, number: i64, text: &str) {
        self.end_action();
        let text = text.trim();
        if text.ends_with('^') {
            self.script.layout().begin_right_column();
        }
        self.script.cue(number, text);
        self.speaking = true;
    }

    /// Lines of one paragraph stay one, so that it is counted and reported once.
    fn add_action(&mut self, number: i64, text: &str) {
        match &mut self.action {
            Some((_, open)) => {
                open.push('\n');
                open.push_str(text);
            }
            None => self.action = Some((number, text.to_string())),
        }
    }

    fn end_action(&mut self) {
        if let Some((number, text)) = self.action.take() {
            self.script.block(number, Block::Action, &text);
        }
    }

    fn end_speech(&mut self) {
        if self.speaking {
            self.script.layout().end_dual();
            self.speaking = false;
        }
    }
}

/// Whether a line in capitals may be a character's name; the caller knows that words follow.
pub(super) fn is_cue(text: &str) -> bool {
    if text.len() > LONGEST_CUE * 4 || text.chars().count() > LONGEST_CUE {
        return false;
    }
    let name = text.trim_end_matches(['^', ' ']).trim_start_matches(['*', '_']);
    let name = name.find(['(', '（']).map_or(name, |at| &name[..at]).trim_end_matches(['*', '_', ' ']);
    let transition = name.ends_with(':') && ["TO:", "IN:", "OUT:", "ON:"].iter().any(|end| name.ends_with(end));
    !transition && !name.ends_with(['!', '?']) && heading::in_capitals(name) && name.chars().any(char::is_uppercase)
}
