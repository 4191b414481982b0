//! Final Draft XML: one pass over the events, a bounded stack, nothing resolved that the file could define itself.

use quick_xml::Reader;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::builder::{Builder, Facts};
use super::decode::line_at;
use super::fdx_nodes::{Node, inside};
use super::fdx_tags::Tags;
use super::fdx_values::{attribute, char_of};
use super::heading;
use super::length::Block;
use super::refusal::Refusal;
use super::{
    draft::{Draft, Format},
    skip::SkipReason,
};
use crate::breakdown::model::Span;

/// Final Draft nests about ten deep.
const MOST_DEPTH: usize = 64;
/// Tags and texts of a document; a long feature with revisions and tags has a tenth of this.
const MOST_PIECES: usize = 1_000_000;
/// Attributes of one element together, in bytes; Final Draft writes a few hundred.
const MOST_ATTRIBUTES: usize = 64 * 1024;

/// Tagged runs of text in a paragraph.
const MOST_RUNS: usize = 500;

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    line: i64,
    kind: String,
    facts: Facts,
    text: String,
    /// Heading an omitted scene had; kept for comparing with an earlier draft.
    was: String,
    beats: Vec<String>,
    /// Tag numbers with the characters they begin and end at.
    tags: Vec<(String, usize, usize)>,
    /// Whether the run of text that is open carries a tag.
    tagging: bool,
}

struct Import<'a> {
    bytes: &'a [u8],
    /// Byte and line up to which lines have been counted.
    counted: (usize, i64),
    begun: bool,
    stack: Vec<Node>,
    paragraphs: Vec<Paragraph>,
    /// Text of the innermost element that keeps its own: title, tag definition, omitted heading.
    aside: String,
    aside_heading: bool,
    title: String,
    /// Cues so far in the dialogue that is spoken at once, if one is open.
    dual: Option<usize>,
    tags: Tags,
    script: Builder,
}

/// Reads the text of an FDX file.
pub(super) fn read(text: &str) -> Result<Draft, Refusal> {
    let mut reader = Reader::from_str(text);
    let mut import = Import {
        bytes: text.as_bytes(),
        counted: (0, 1),
        begun: false,
        stack: Vec::new(),
        paragraphs: Vec::new(),
        aside: String::new(),
        aside_heading: false,
        title: String::new(),
        dual: None,
        tags: Tags::default(),
        script: Builder::default(),
    };
    for _ in 0..MOST_PIECES {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event() {
            Ok(Event::Start(element)) => import.start(&element, at)?,
            Ok(Event::Empty(element)) => {
                import.start(&element, at)?;
                import.end();
            }
            Ok(Event::End(_)) => import.end(),
            Ok(Event::Text(text)) => import.text(&text.xml10_content()),
            Ok(Event::CData(text)) => import.text(&text.xml10_content()),
            Ok(Event::GeneralRef(entity)) => import.entity(&entity, at)?,
            Ok(Event::DocType(_)) => return Err(Refusal::Dtd),
            Ok(Event::Eof) if import.stack.is_empty() => return Err(Refusal::UnknownFormat),
            Ok(Event::Eof) => return Err(Refusal::TruncatedXml { line: import.line(at) }),
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                return Err(refusal(&error, line_at(text.as_bytes(), at)));
            }
        }
        // What follows the outer element is nobody's script.
        if import.stack.is_empty() && import.begun {
            return import.finish();
        }
        if import.script.overfull() {
            return Err(Refusal::TooManyScenes);
        }
    }
    Err(Refusal::TooMuchXml)
}

fn refusal(error: &quick_xml::Error, line: i64) -> Refusal {
    match error {
        quick_xml::Error::Syntax(SyntaxError::UnclosedDoctype) => Refusal::Dtd,
        quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => Refusal::BrokenXml { line },
        quick_xml::Error::Syntax(_) | quick_xml::Error::IllFormed(IllFormedError::MissingEndTag(_)) => {
            Refusal::TruncatedXml { line }
        }
        _ => Refusal::BrokenXml { line },
    }
}

impl Import<'_> {
    /// Line of a byte offset; offsets only grow, so every byte is counted once.
    fn line(&mut self, at: usize) -> i64 {
        let (from, line) = self.counted;
        let at = at.clamp(from, self.bytes.len());
        let line = line + line_at(&self.bytes[from..at], at - from) - 1;
        self.counted = (at, line);
        line
    }

    fn start(&mut self, element: &BytesStart<'_>, at: usize) -> Result<(), Refusal> {
        let local = element.local_name();
        let name: &str = local.as_ref();
        let line = self.line(at);
        if self.stack.len() >= MOST_DEPTH {
            return Err(Refusal::TooDeep { line });
        }
        if element.attributes_raw().len() > MOST_ATTRIBUTES {
            return Err(Refusal::BrokenXml { line });
        }
        let node = match self.stack.last() {
            None if name == "FinalDraft" => Node::Root,
            None if name.eq_ignore_ascii_case("html") => return Err(Refusal::Html),
            None => return Err(Refusal::OtherXml { root: super::speaker::short(name, 60) }),
            Some(parent) => inside(*parent, name),
        };
        match node {
            Node::Root => {
                if attribute(element, "Template").is_some_and(|v| v.eq_ignore_ascii_case("yes")) {
                    self.script.skip(line, "Template=\"Yes\"", SkipReason::Template);
                }
                self.begun = true;
            }
            Node::Paragraph => self.paragraphs.push(Paragraph {
                line,
                kind: attribute(element, "Type").unwrap_or_default(),
                facts: Facts { number: attribute(element, "Number").unwrap_or_default(), ..Facts::default() },
                ..Paragraph::default()
            }),
            Node::OmittedParagraph => {
                let kind = attribute(element, "Type").unwrap_or_default();
                self.aside_heading = kind.eq_ignore_ascii_case("Scene Heading");
                self.aside.clear();
            }
            Node::TitleParagraph | Node::TagDefinition => self.aside.clear(),
            Node::Dual => {
                self.script.layout().begin_dual();
                self.dual = Some(0);
            }
            Node::Text | Node::Properties | Node::Beats => self.facts(node, name, element),
            Node::Omitted => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.facts.omitted = true;
                }
            }
            Node::Tags | Node::Tag => self.tag(name, element),
            Node::Ignored if self.stack.last() == Some(&Node::Body) && !matches!(name, "Title" | "ScriptNote") => {
                self.script.unknown_element(line, name);
            }
            _ => {}
        }
        self.stack.push(node);
        Ok(())
    }

    /// What the children of a paragraph say in their attributes.
    fn facts(&mut self, node: Node, name: &str, element: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match node {
            Node::Text => {
                let tag = attribute(element, "TagNumber").filter(|_| paragraph.tags.len() < MOST_RUNS);
                let from = if tag.is_some() { paragraph.text.chars().count() } else { 0 };
                paragraph.tagging = tag.is_some();
                paragraph.tags.extend(tag.map(|number| (number, from, from)));
            }
            Node::Properties => {
                paragraph.facts.length = attribute(element, "Length").unwrap_or_default();
                paragraph.facts.synopsis.extend(attribute(element, "Synopsis"));
                if paragraph.facts.number.is_empty() {
                    paragraph.facts.number = attribute(element, "Number").unwrap_or_default();
                }
            }
            Node::Beats if name == "CharacterArcBeat" => paragraph.beats.extend(attribute(element, "Name")),
            _ => {}
        }
    }

    fn tag(&mut self, name: &str, element: &BytesStart<'_>) {
        let get = |key| attribute(element, key).unwrap_or_default();
        match name {
            "TagCategory" => self.tags.category(&get("Id"), &get("Name")),
            "TagDefinition" => self.tags.definition(&get("Id"), &get("CatId"), &get("Label")),
            "Tag" => self.tags.tag(&get("Number"), attribute(element, "DefId").as_deref()),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.stack.last() {
            Some(Node::Text) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.text.push_str(text);
                }
            }
            Some(Node::SummaryText) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.facts.synopsis.push_str(text);
                }
            }
            Some(Node::TitleText | Node::OmittedText | Node::TagDefinition) => self.aside.push_str(text),
            _ => {}
        }
    }

    fn entity(&mut self, name: &str, at: usize) -> Result<(), Refusal> {
        let known = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        };
        let number = name.strip_prefix('#').map(char_of);
        match (known, number) {
            (Some(c), _) | (None, Some(Some(c))) => self.text(c.encode_utf8(&mut [0; 4])),
            (None, Some(None)) => return Err(Refusal::BrokenXml { line: self.line(at) }),
            (None, None) => {
                let line = self.line(at);
                self.script.unknown_entity(line, name);
                self.text(&format!("&{name};"));
            }
        }
        Ok(())
    }

    fn end(&mut self) {
        match self.stack.pop() {
            Some(Node::Paragraph) => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.paragraph(paragraph);
                }
            }
            Some(Node::Text) => {
                if let Some(paragraph) = self.paragraphs.last_mut().filter(|p| p.tagging) {
                    paragraph.tagging = false;
                    let end = paragraph.text.chars().count();
                    if let Some((_, _, stops)) = paragraph.tags.last_mut() {
                        *stops = end;
                    }
                }
            }
            Some(Node::Dual) => {
                self.script.layout().end_dual();
                self.dual = None;
            }
            Some(Node::SummaryParagraph) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.facts.synopsis.push('\n');
                }
            }
            Some(Node::TitleParagraph) if self.title.trim().is_empty() => self.title = std::mem::take(&mut self.aside),
            Some(Node::OmittedParagraph) if self.aside_heading => {
                if let Some(paragraph) = self.paragraphs.last_mut().filter(|p| p.was.is_empty()) {
                    paragraph.was = std::mem::take(&mut self.aside);
                }
            }
            Some(Node::TagDefinition) => self.tags.tag_is(&self.aside),
            _ => {}
        }
    }

    fn paragraph(&mut self, paragraph: Paragraph) {
        let (line, text) = (paragraph.line, paragraph.text.as_str());
        self.script.begin_paragraph();
        let kind = paragraph.kind.trim().to_ascii_lowercase();
        match kind.as_str() {
            "scene heading" => {
                self.script.scene(line, text, &paragraph.facts);
                self.script.omitted_was(&paragraph.was);
            }
            "action" | "general" | "shot" | "transition" | "new act" | "end of act" | "cast list" | "" => {
                self.script.block(line, Block::Action, text);
            }
            "character" => self.cue(line, text),
            "dialogue" | "dialog" | "singing" | "lyrics" | "lyric" => self.script.block(line, Block::Dialogue, text),
            "parenthetical" => self.script.block(line, Block::Parenthetical, text),
            // Neither printed as part of a scene nor missed: notes, outline, the heads of a teleplay.
            "note" | "show/ep. title" | "episode" | "act" | "act break" | "teaser" => {}
            "summary" => self.script.synopsis(line, text),
            _ if kind.starts_with("outline") => {}
            _ if heading::looks_like(text) => {
                self.script.skip(line, text, SkipReason::HeadingByText);
                self.script.scene(line, text, &paragraph.facts);
            }
            _ => {
                if !text.trim().is_empty() {
                    self.script.unknown_type(line, paragraph.kind.trim(), text);
                    self.script.block(line, Block::Action, text);
                }
            }
        }
        if let Some(scene) = self.script.scene_index() {
            for name in &paragraph.beats {
                self.script.tagged(scene, name);
            }
            // A heading's words are not among the scene's paragraphs.
            let kept = self.script.last_paragraph().filter(|_| kind != "scene heading");
            let at = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            for (number, starts, stops) in &paragraph.tags {
                let span = |p| Span { paragraph: at(p), starts: at(*starts), stops: at(*stops) };
                self.tags.used(scene, number, kept.filter(|_| starts < stops).map(span));
            }
        }
    }

    /// Whoever speaks at the same time as another is marked as Fountain marks them.
    fn cue(&mut self, line: i64, text: &str) {
        let second = self.dual.as_mut().filter(|_| !text.trim().is_empty()).is_some_and(|cues| {
            *cues += 1;
            *cues == 2
        });
        match second {
            true => self.script.cue(line, &format!("{} ^", text.trim_end())),
            false => self.script.cue(line, text),
        }
    }

    fn finish(mut self) -> Result<Draft, Refusal> {
        for (scene, label) in self.tags.cast() {
            self.script.tagged(scene, label);
        }
        for (scene, tag) in self.tags.elements() {
            self.script.element(scene, tag);
        }
        self.script.finish(Format::Fdx, &self.title)
    }
}
