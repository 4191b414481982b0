//! Writes Final Draft XML: headings with their lengths and summaries, the words, and what is tagged in them.
use super::{
    draft::{Draft, SceneDraft, TagDraft},
    heading_out, speaker,
};
use crate::breakdown::model::{Kind, Paragraph};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::{collections::HashMap, io};

/// The category for cast in Final Draft's own list.
const CAST: (&str, &str) = ("01fc9642-84b1-4a7b-8d9d-000000000000", "Cast Members");

type Xml = Writer<Vec<u8>>;

/// A script as Final Draft reads it.
///
/// # Errors
/// Never in memory; writing is fallible by its type.
pub fn fdx(draft: &Draft) -> io::Result<String> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("no"))))?;
    let mut tags = Tags::default();
    let root = [("DocumentType", "Script"), ("Template", "No"), ("Version", "6")];
    xml.create_element("FinalDraft").with_attributes(root).write_inner_content(|xml| {
        xml.create_element("Content")
            .write_inner_content(|xml| draft.scenes.iter().try_for_each(|one| scene(xml, one, &mut tags)))?;
        if let Some(title) = &draft.title {
            xml.create_element("TitlePage").write_inner_content(|xml| {
                xml.create_element("Content")
                    .write_inner_content(|xml| plain(xml, &[("Alignment", "Center")], title))
                    .map(drop)
            })?;
        }
        tags.write(xml)
    })?;
    Ok(String::from_utf8_lossy(&xml.into_inner()).into_owned())
}

fn scene(xml: &mut Xml, scene: &SceneDraft, tags: &mut Tags) -> io::Result<()> {
    let number = scene.number.as_deref().map(|n| ("Number", n));
    let kind = ("Type", "Scene Heading");
    let heading = heading_out::line(scene);
    xml.create_element("Paragraph").with_attributes(number.into_iter().chain([kind])).write_inner_content(|xml| {
        properties(xml, scene)?;
        if scene.omitted {
            text(xml, None, "OMITTED")?;
            let was = !scene.set.is_empty();
            return xml
                .create_element("OmittedScene")
                .write_inner_content(|xml| if was { plain(xml, &[kind], &heading) } else { Ok(()) })
                .map(drop);
        }
        // What stands nowhere in the words is tagged at the heading, a word each.
        let mut words = heading.split_inclusive(' ');
        for tag in scene.tags.iter().filter(|tag| tag.at.is_none()) {
            text(xml, Some(tags.number(tag)), words.next().unwrap_or_default())?;
        }
        text(xml, None, &words.collect::<String>())
    })?;
    let mut at = 0;
    while at < scene.text.len() {
        let both = at_once(&scene.text[at..]);
        match both {
            0 => {
                paragraph(xml, scene, at, false, tags)?;
                at += 1;
            }
            many => {
                xml.create_element("Paragraph").write_inner_content(|xml| {
                    xml.create_element("DualDialogue")
                        .write_inner_content(|xml| {
                            (at..at + many).try_for_each(|at| paragraph(xml, scene, at, true, tags))
                        })
                        .map(drop)
                })?;
                at += many;
            }
        }
    }
    Ok(())
}

/// How many paragraphs from here on are two speeches spoken at once: the second cue ends with a caret.
fn at_once(text: &[Paragraph]) -> usize {
    let speech = |text: &[Paragraph]| match text.first() {
        Some(cue) if cue.kind == Kind::Cue => {
            1 + text[1..].iter().take_while(|p| matches!(p.kind, Kind::Dialogue | Kind::Parenthetical)).count()
        }
        _ => 0,
    };
    let first = speech(text);
    let second = &text[first..];
    let caret = |p: &Paragraph| p.text.trim_end().ends_with('^');
    let dual = first > 0 && !caret(&text[0]) && second.first().is_some_and(caret);
    if dual { first + speech(second) } else { 0 }
}

/// The caret of the second cue says no more than that they are `together`.
fn paragraph(xml: &mut Xml, scene: &SceneDraft, at: usize, together: bool, tags: &mut Tags) -> io::Result<()> {
    let paragraph = &scene.text[at];
    let kind = match paragraph.kind {
        Kind::Action => "Action",
        Kind::Cue => "Character",
        Kind::Parenthetical => "Parenthetical",
        Kind::Dialogue => "Dialogue",
    };
    let place = |tag: &&TagDraft| tag.at.is_some_and(|s| usize::try_from(s.paragraph) == Ok(at));
    let here: Vec<&TagDraft> = scene.tags.iter().filter(place).collect();
    let cue = together && paragraph.kind == Kind::Cue;
    let text = if cue { paragraph.text.trim_end().trim_end_matches('^').trim_end() } else { &paragraph.text };
    xml.create_element("Paragraph")
        .with_attribute(("Type", kind))
        .write_inner_content(|xml| runs(xml, text, here, tags))
        .map(drop)
}

/// Length, summary, and whoever is in the scene without a line or a tag of their own.
fn properties(xml: &mut Xml, scene: &SceneDraft) -> io::Result<()> {
    let length = (!scene.estimated && !scene.omitted).then(|| crate::values::Eighths(scene.eighths).to_string());
    let cues = scene.text.iter().filter(|p| p.kind == Kind::Cue).filter_map(|p| speaker::name(&p.text));
    let tagged = scene.tags.iter().filter(|tag| tag.category == "Cast").filter_map(|tag| speaker::name(&tag.label));
    let said: Vec<String> = cues.chain(tagged).map(|name| speaker::fold(&name)).collect();
    let silent: Vec<&String> = scene.cast.iter().filter(|name| !said.contains(&speaker::fold(name))).collect();
    if length.is_none() && scene.synopsis.is_empty() && silent.is_empty() {
        return Ok(());
    }
    let length = length.as_deref().map(|length| ("Length", length));
    xml.create_element("SceneProperties").with_attributes(length).write_inner_content(|xml| {
        if !scene.synopsis.is_empty() {
            xml.create_element("Summary").write_inner_content(|xml| plain(xml, &[], &scene.synopsis))?;
        }
        if !silent.is_empty() {
            xml.create_element("SceneArcBeats").write_inner_content(|xml| {
                silent.iter().try_for_each(|name| {
                    xml.create_element("CharacterArcBeat")
                        .with_attribute(("Name", name.as_str()))
                        .write_empty()
                        .map(drop)
                })
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

/// A paragraph's words, cut where tags begin and end. Final Draft has one tag at a place: of two that overlap the later
/// keeps what is left of it.
fn runs(xml: &mut Xml, words: &str, mut here: Vec<&TagDraft>, tags: &mut Tags) -> io::Result<()> {
    let all: Vec<char> = words.chars().collect();
    let words =
        |from: usize, to: usize| all.get(from..to.min(all.len())).unwrap_or_default().iter().collect::<String>();
    let place = |n: i64| usize::try_from(n).unwrap_or(0);
    here.sort_by_key(|tag| tag.at.map(|s| (s.starts, s.stops)));
    let mut at = 0;
    for tag in here {
        let Some(span) = tag.at else { continue };
        let (from, to) = (place(span.starts).clamp(at, all.len()), place(span.stops).clamp(at, all.len()));
        if from > at {
            text(xml, None, &words(at, from))?;
        }
        text(xml, Some(tags.number(tag)), &words(from, to))?;
        at = to.max(from);
    }
    if at < all.len() || all.is_empty() { text(xml, None, &words(at, all.len())) } else { Ok(()) }
}

fn plain(xml: &mut Xml, attributes: &[(&str, &str)], words: &str) -> io::Result<()> {
    xml.create_element("Paragraph")
        .with_attributes(attributes.iter().copied())
        .write_inner_content(|xml| text(xml, None, words))
        .map(drop)
}

fn text(xml: &mut Xml, tag: Option<usize>, words: &str) -> io::Result<()> {
    let tag = tag.map(|number| number.to_string());
    // What XML cannot say at all.
    let words: String = words.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    xml.create_element("Text")
        .with_attributes(tag.as_deref().map(|number| ("TagNumber", number)))
        .write_text_content(BytesText::new(&words))
        .map(drop)
}

/// Tags as they come up: each a place, its definition a thing, its category a list of things.
#[derive(Default)]
struct Tags {
    categories: Vec<String>,
    /// Category and label.
    things: Vec<(usize, String)>,
    known: HashMap<(usize, String), usize>,
    /// Thing of each tag; numbers count from 1.
    all: Vec<usize>,
}

impl Tags {
    fn number(&mut self, tag: &TagDraft) -> usize {
        let category = self.categories.iter().position(|name| *name == tag.category).unwrap_or_else(|| {
            self.categories.push(tag.category.clone());
            self.categories.len() - 1
        });
        let key = (category, tag.label.clone());
        let thing = *self.known.entry(key.clone()).or_insert_with(|| {
            self.things.push(key);
            self.things.len() - 1
        });
        self.all.push(thing);
        self.all.len()
    }

    fn write(&self, xml: &mut Xml) -> io::Result<()> {
        if self.all.is_empty() {
            return Ok(());
        }
        let ids: Vec<String> = self
            .categories
            .iter()
            .enumerate()
            .map(|(at, name)| if name == "Cast" { CAST.0.to_owned() } else { format!("category-{}", at + 1) })
            .collect();
        let number = |at: usize| (at + 1).to_string();
        xml.create_element("TagData").write_inner_content(|xml| {
            xml.create_element("TagCategories").write_inner_content(|xml| {
                ids.iter().zip(&self.categories).enumerate().try_for_each(|(at, (id, name))| {
                    let name = if name == "Cast" { CAST.1 } else { name };
                    let all = [("Id", id.as_str()), ("Name", name), ("Number", &number(at))];
                    xml.create_element("TagCategory").with_attributes(all).write_empty().map(drop)
                })
            })?;
            xml.create_element("TagDefinitions").write_inner_content(|xml| {
                self.things.iter().enumerate().try_for_each(|(at, (category, label))| {
                    let all = [
                        ("CatId", ids[*category].as_str()),
                        ("Id", &format!("thing-{}", at + 1)),
                        ("Label", label),
                        ("Number", &number(at)),
                    ];
                    xml.create_element("TagDefinition").with_attributes(all).write_empty().map(drop)
                })
            })?;
            xml.create_element("Tags").write_inner_content(|xml| {
                self.all.iter().enumerate().try_for_each(|(at, thing)| {
                    let id = format!("thing-{}", thing + 1);
                    xml.create_element("Tag")
                        .with_attribute(("Number", number(at).as_str()))
                        .write_inner_content(|xml| {
                            xml.create_element("DefId").write_text_content(BytesText::new(&id)).map(drop)
                        })
                        .map(drop)
                })
            })?;
            Ok(())
        })?;
        Ok(())
    }
}
