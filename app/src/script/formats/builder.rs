//! Gathers scenes while a file is read, in either format, and closes the sums at the end.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::heading::{self, Heading};
use super::length::{self, Block, Estimate, Length};
use super::refusal::Refusal;
use super::speaker;
use super::{
    draft::{Draft, Format, IntExt, SceneDraft, TagDraft},
    skip::{Skip, SkipReason},
};
use crate::breakdown::model::{Kind, Paragraph};

/// More scenes than any script or season of scripts has; what is beyond is made to cost time.
const MOST_SCENES: usize = 5_000;
/// More remarks than this help nobody.
const MOST_SKIPS: usize = 500;
const SKIP_CHARS: usize = 120;
/// A heading is one line; what is longer was typed in the wrong element.
const HEADING_BYTES: usize = 4_000;
const SET_CHARS: usize = 300;
const TIME_CHARS: usize = 80;
const NUMBER_CHARS: usize = 32;
const SYNOPSIS_CHARS: usize = 4_000;
const TITLE_CHARS: usize = 200;
/// Words of a scene that are kept; thirty pages have a third of this.
const SCENE_BYTES: usize = 300_000;
/// More tags than this are no breakdown.
const MOST_TAGS: usize = 2_000;

/// What a format knows about a scene beyond the heading's text.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) number: String,
    pub(super) length: String,
    pub(super) synopsis: String,
    pub(super) omitted: bool,
}

/// Paragraphs of one kind that are reported once, with their count.
struct Counted {
    line: i64,
    text: String,
    count: i64,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Unknown {
    Type(String),
    Element(String),
    Entity(String),
}

#[derive(Default)]
pub(super) struct Builder {
    scenes: Vec<SceneDraft>,
    estimate: Estimate,
    /// Length the file gives for the scene that is open.
    given: Option<i64>,
    outside: Option<Counted>,
    /// First spelling of every name, by its folded form.
    names: HashMap<String, String>,
    speaking: Vec<String>,
    spoken: HashSet<String>,
    in_scene: HashSet<(usize, String)>,
    numbers: HashSet<String>,
    unknown: BTreeMap<Unknown, Counted>,
    skipped: Vec<Skip>,
    more: i64,
    overfull: bool,
    /// Bytes that the open scene's words have so far.
    kept_bytes: usize,
    /// Index of the paragraph that came last, if it was kept.
    last: Option<usize>,
}

impl Builder {
    /// Remarks on something that was not read or not read surely.
    pub(super) fn skip(&mut self, line: i64, text: &str, reason: SkipReason) {
        if self.skipped.len() < MOST_SKIPS {
            self.skipped.push(Skip { line, text: speaker::short(text, SKIP_CHARS), reason });
        } else {
            self.more += 1;
        }
    }

    /// Opens a scene. `text` is the heading as written.
    pub(super) fn scene(&mut self, line: i64, text: &str, facts: &Facts) {
        if self.scenes.len() >= MOST_SCENES {
            self.overfull = true;
            return;
        }
        let cut;
        let mut text = text;
        if text.len() > HEADING_BYTES {
            self.skip(line, text, SkipReason::Shortened);
            cut = speaker::short(text, HEADING_BYTES / 4);
            text = &cut;
        }
        let parsed = heading::parse(text);
        let omitted = parsed.omitted || facts.omitted;
        if !omitted && !text.chars().any(char::is_alphanumeric) {
            self.skip(line, &facts.number, SkipReason::EmptyHeading);
            return;
        }
        self.close();
        let number = self.number(line, text, &facts.number, &parsed);
        if parsed.int_ext == IntExt::None && !omitted {
            self.skip(line, text, SkipReason::NoIntExt);
        }
        let given = match length::parse(&facts.length) {
            Length::Given(n) => Some(n),
            Length::Absent => None,
            Length::Bad => {
                if !omitted {
                    self.skip(line, &facts.length, SkipReason::BadLength);
                }
                None
            }
        };
        self.given = given;
        self.estimate = Estimate::heading(text);
        let set = self.kept(line, &parsed.set, SET_CHARS);
        let synopsis = self.kept(line, &facts.synopsis, SYNOPSIS_CHARS);
        self.scenes.push(SceneDraft {
            number,
            int_ext: parsed.int_ext,
            set,
            day_night: speaker::short(&parsed.day_night, TIME_CHARS),
            light: parsed.light,
            eighths: 0,
            estimated: false,
            synopsis,
            cast: Vec::new(),
            omitted,
            line,
            text: Vec::new(),
            tags: Vec::new(),
            sheet: None,
        });
        (self.kept_bytes, self.last) = (0, None);
    }

    fn number(&mut self, line: i64, text: &str, fact: &str, parsed: &Heading) -> Option<String> {
        let fact = speaker::collapse(fact);
        let number = if fact.is_empty() { parsed.number.clone()? } else { fact };
        let number = self.kept(line, &number, NUMBER_CHARS);
        if !self.numbers.insert(speaker::fold(&number)) {
            self.skip(line, text, SkipReason::DuplicateNumber { number: number.clone() });
        }
        Some(number)
    }

    /// A text cut to what is kept, with a remark when that loses something.
    fn kept(&mut self, line: i64, text: &str, max: usize) -> String {
        let out = speaker::short(text, max);
        if out.ends_with('…') && !text.trim_end().ends_with('…') {
            self.skip(line, text, SkipReason::Shortened);
        }
        out
    }

    /// Gives an omitted scene the words of the scene that was.
    pub(super) fn omitted_was(&mut self, text: &str) {
        let was = heading::parse(&speaker::short(text, HEADING_BYTES / 4));
        if let Some(scene) = self.scenes.last_mut().filter(|s| s.omitted && s.set.is_empty()) {
            scene.set = speaker::short(&was.set, SET_CHARS);
            scene.int_ext = was.int_ext;
            scene.day_night = speaker::short(&was.day_night, TIME_CHARS);
            scene.light = was.light;
        }
    }

    /// A paragraph of text in the open scene.
    pub(super) fn block(&mut self, line: i64, block: Block, text: &str) {
        self.last = None;
        if text.trim().is_empty() {
            return;
        }
        match self.scenes.last_mut() {
            Some(scene) if !scene.omitted => {
                self.estimate.add(block, text);
                let cut = self.kept_bytes <= SCENE_BYTES && self.kept_bytes + text.len() > SCENE_BYTES;
                self.kept_bytes += text.len();
                if self.kept_bytes <= SCENE_BYTES {
                    self.last = Some(scene.text.len());
                    scene.text.push(Paragraph { kind: kind(block), text: plain(text) });
                } else if cut {
                    self.skip(line, text, SkipReason::Shortened);
                }
            }
            _ if is_transition(text) => {}
            _ => match &mut self.outside {
                Some(outside) => outside.count += 1,
                None => self.outside = Some(Counted { line, text: speaker::short(text, SKIP_CHARS), count: 1 }),
            },
        }
    }

    /// A character's cue.
    pub(super) fn cue(&mut self, line: i64, text: &str) {
        self.block(line, Block::Cue, text);
        if text.trim().is_empty() {
            return;
        }
        let Some(name) = speaker::name(text) else {
            self.skip(line, text, SkipReason::NotAName);
            return;
        };
        let Some(scene) = self.scene_index() else { return };
        if self.scenes.last().is_some_and(|s| s.omitted) {
            return;
        }
        let folded = speaker::fold(&name);
        let spelled = self.names.entry(folded.clone()).or_insert(name).clone();
        if self.spoken.insert(folded.clone()) {
            self.speaking.push(spelled.clone());
        }
        self.join(scene, folded, spelled);
    }

    /// Somebody tagged as cast in a scene, who need not speak. Names that are none are passed over.
    pub(super) fn tagged(&mut self, scene: usize, text: &str) {
        if let Some(name) = speaker::name(text) {
            let folded = speaker::fold(&name);
            let spelled = self.names.entry(folded.clone()).or_insert(name).clone();
            self.join(scene, folded, spelled);
        }
    }

    fn join(&mut self, scene: usize, folded: String, spelled: String) {
        if self.in_scene.insert((scene, folded))
            && let Some(scene) = self.scenes.get_mut(scene)
        {
            scene.cast.push(spelled);
        }
    }

    /// A paragraph begins, of which nothing is kept yet.
    pub(super) fn begin_paragraph(&mut self) {
        self.last = None;
    }

    /// The paragraph that was just kept, for what is tagged in it.
    pub(super) fn last_paragraph(&self) -> Option<usize> {
        self.last
    }

    /// Something tagged in a scene.
    pub(super) fn element(&mut self, scene: usize, tag: TagDraft) {
        if let Some(scene) = self.scenes.get_mut(scene).filter(|s| s.tags.len() < MOST_TAGS) {
            scene.tags.push(tag);
        }
    }

    /// Index of the open scene.
    pub(super) fn scene_index(&self) -> Option<usize> {
        self.scenes.len().checked_sub(1)
    }

    /// Adds to the open scene's synopsis.
    pub(super) fn synopsis(&mut self, line: i64, text: &str) {
        let Some(scene) = self.scenes.last_mut() else { return };
        // Joined and cut at once: a file of nothing but synopses must not grow a string again and again.
        if scene.synopsis.ends_with('…') {
            return;
        }
        let both = format!("{} {text}", scene.synopsis);
        let kept = self.kept(line, &both, SYNOPSIS_CHARS);
        if let Some(scene) = self.scenes.last_mut() {
            scene.synopsis = kept;
        }
    }

    /// Whether there are more scenes than are taken; nothing is gained by reading on.
    pub(super) fn overfull(&self) -> bool {
        self.overfull
    }

    /// The layout of the open scene, for what stands side by side.
    pub(super) fn layout(&mut self) -> &mut Estimate {
        &mut self.estimate
    }

    /// A paragraph type that is not known.
    pub(super) fn unknown_type(&mut self, line: i64, name: &str, text: &str) {
        self.count(Unknown::Type(speaker::short(name, 60)), line, text);
    }

    /// An element that is not known.
    pub(super) fn unknown_element(&mut self, line: i64, name: &str) {
        self.count(Unknown::Element(speaker::short(name, 60)), line, name);
    }

    /// An entity that is not known.
    pub(super) fn unknown_entity(&mut self, line: i64, name: &str) {
        self.count(Unknown::Entity(speaker::short(name, 60)), line, name);
    }

    fn count(&mut self, key: Unknown, line: i64, text: &str) {
        self.unknown.entry(key).and_modify(|c| c.count += 1).or_insert_with(|| Counted {
            line,
            text: speaker::short(text, SKIP_CHARS),
            count: 1,
        });
    }

    fn close(&mut self) {
        let estimate = std::mem::take(&mut self.estimate);
        let outside = self.outside.take();
        if let Some(scene) = self.scenes.last_mut().filter(|s| !s.omitted) {
            scene.estimated = self.given.is_none();
            scene.eighths = self.given.unwrap_or_else(|| estimate.eighths());
        }
        self.given = None;
        if let Some(Counted { line, text, count }) = outside {
            let first = self.scenes.is_empty();
            let reason =
                if first { SkipReason::BeforeFirstScene { count } } else { SkipReason::UnderOmitted { count } };
            self.skip(line, &text, reason);
        }
    }

    /// The finished draft.
    pub(super) fn finish(mut self, format: Format, title: &str) -> Result<Draft, Refusal> {
        if self.overfull {
            return Err(Refusal::TooManyScenes);
        }
        self.close();
        for (unknown, Counted { line, text, count }) in std::mem::take(&mut self.unknown) {
            let reason = match unknown {
                Unknown::Type(name) => SkipReason::UnknownType { name, count },
                Unknown::Element(name) => SkipReason::UnknownElement { name, count },
                Unknown::Entity(name) => SkipReason::UnknownEntity { name, count },
            };
            self.skip(line, &text, reason);
        }
        if self.scenes.is_empty() {
            return Err(Refusal::NoScenes);
        }
        self.skipped.sort_by_key(|s| s.line);
        if self.more > 0 {
            let line = self.skipped.last().map_or(1, |s| s.line);
            let reason = SkipReason::More { count: self.more };
            self.skipped.push(Skip { line, text: String::new(), reason });
        }
        let title = speaker::short(title.trim_matches(['*', '_', ' ']), TITLE_CHARS);
        Ok(Draft {
            format,
            title: (!title.is_empty()).then_some(title),
            eighths: self.scenes.iter().map(|s| s.eighths).sum(),
            estimated: self.scenes.iter().any(|s| s.estimated),
            scenes: self.scenes,
            cast: self.speaking,
            skipped: self.skipped,
            numbers: Vec::new(),
            links: Vec::new(),
            boards: Vec::new(),
            extras: super::Extras::default(),
        })
    }
}

/// A paragraph's kind as it is kept.
fn kind(block: Block) -> Kind {
    match block {
        Block::Action => Kind::Action,
        Block::Cue => Kind::Cue,
        Block::Parenthetical => Kind::Parenthetical,
        Block::Dialogue => Kind::Dialogue,
    }
}

/// As many characters as there are, without those that no database keeps.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// FADE IN: and its like belong to no scene and are missed by nobody.
fn is_transition(text: &str) -> bool {
    let head: String = text.trim().chars().take(40).collect::<String>().to_uppercase();
    let head = head.trim_end_matches(['.', ':', ' ']);
    text.trim().len() <= 40
        && (text.trim().ends_with(':') && !text.chars().any(char::is_lowercase)
            || [
                "FADE IN",
                "FADE OUT",
                "FADE TO BLACK",
                "FADE UP",
                "CUT TO BLACK",
                "AUFBLENDE",
                "ABBLENDE",
                "OVER BLACK",
                "SCHWARZ",
            ]
            .contains(&head))
}
