//! What an import does to the breakdown: the words of its scenes come in, tags are found again, those of the file become
//! elements. Nothing that people broke down is lost: a tag whose words are gone is kept as lost.
use super::{
    model::{CAST, CategoryRow, Fields, OWN, Paragraph, Span, Thing, by_name, find, words},
    store::{
        Typed, bring, elements, put, save,
        words::{Placed, everything, insert, move_tag, set_text},
    },
};
use crate::{
    access::{Permission, Scope},
    error::AppError,
    script::{
        formats::{SceneDraft, SheetDraft, TagDraft},
        model::part_name,
    },
    values::*,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Names longer than this are no names of elements.
const NAME_CHARS: usize = 120;

/// Takes the tags of these scenes, and their words where the file has the script's.
pub(crate) async fn take<P: Permission>(
    scope: &mut Scope<P>,
    scenes: &[(SceneId, &SceneDraft)],
    parts: &HashMap<String, CharacterId>,
    words: bool,
) -> Result<(), AppError> {
    let (mut texts, mut tags) = everything(scope).await?;
    let mut own = None;
    let mut made: HashMap<(i64, String), ElementId> = HashMap::new();
    for (scene, draft) in scenes.iter().filter(|(_, draft)| !draft.omitted) {
        let before = texts.remove(scene);
        let mut there = tags.remove(scene).unwrap_or_default();
        // Words that stand somewhere come before those that a revision had lost.
        there.sort_by_key(|tag| (tag.paragraph.is_none(), tag.paragraph, tag.starts));
        if words && before.as_ref() != Some(&draft.text) {
            set_text(scope, *scene, &draft.text).await?;
            find_again(scope, &mut there, before.as_deref().unwrap_or_default(), &draft.text).await?;
        }
        for tag in &draft.tags {
            let Some((category, label)) = meant(scope, tag, &mut own).await? else { continue };
            let thing = match category {
                CAST => parts.get(&part_name(&label)).map(|id| Thing::Part(*id)),
                _ => Some(Thing::Element(known(scope, &mut made, category, &label).await?)),
            };
            let Some(thing) = thing else { continue };
            // The import has put the cast into the scene already.
            match thing {
                Thing::Part(_) => bring(scope, *scene, &[thing.id()]).await?,
                Thing::Element(_) => put(scope, *scene, thing).await?,
            }
            place(scope, *scene, thing, tag, &draft.text, &there).await?;
        }
    }
    Ok(())
}

/// The words of every scene.
pub(crate) async fn texts<P: Permission>(scope: &mut Scope<P>) -> Result<HashMap<SceneId, Vec<Paragraph>>, AppError> {
    Ok(everything(scope).await?.0)
}

/// What a schedule knows of scenes that it brought.
pub(crate) async fn take_sheets<P: Permission>(
    scope: &mut Scope<P>,
    scenes: &[(SceneId, &SheetDraft)],
) -> Result<(), AppError> {
    for (scene, sheet) in scenes {
        let SheetDraft { script_day, sequence, notes, minutes, closed, .. } = (*sheet).clone();
        let fields = Fields { script_day, sequence, notes, ..Fields::default() };
        if fields != Fields::default() || minutes.is_some() || closed {
            save(scope, *scene, &Typed { fields, minutes, closed }).await?;
        }
    }
    Ok(())
}

/// What brings what along, where that is not known yet. What a link has brought into the scenes is there already.
pub(crate) async fn take_links<P: Permission>(
    scope: &mut Scope<P>,
    links: &[[TagDraft; 2]],
    parts: &HashMap<String, CharacterId>,
) -> Result<(), AppError> {
    if links.is_empty() {
        return Ok(());
    }
    let (mut own, mut made) = (None, HashMap::new());
    let mut there: HashSet<(Uuid, Uuid)> = elements::pairs(scope).await?.into_iter().collect();
    for [source, brings] in links {
        let (Some((from, name)), Some((category, label))) =
            (meant(scope, source, &mut own).await?, meant(scope, brings, &mut own).await?)
        else {
            continue;
        };
        let source = match from {
            CAST => parts.get(&part_name(&name)).map(|id| Thing::Part(*id)),
            _ => Some(Thing::Element(known(scope, &mut made, from, &name).await?)),
        };
        // A part is brought along by nobody: it is in a scene or it is not.
        let Some(source) = source.filter(|_| category != CAST) else { continue };
        let brings = known(scope, &mut made, category, &label).await?;
        let pair = (source.id(), brings.0);
        if pair.0 != pair.1 && !there.contains(&(pair.1, pair.0)) && there.insert(pair) {
            elements::insert_link(scope, source, brings).await?;
        }
    }
    Ok(())
}

/// Tags keep their place where the paragraph is as it was; the others are looked for.
async fn find_again<P: Permission>(
    scope: &mut Scope<P>,
    tags: &mut [Placed],
    before: &[Paragraph],
    now: &[Paragraph],
) -> Result<(), AppError> {
    let wanted: Vec<(String, Option<i64>)> = tags.iter().map(|t| (t.words.clone(), t.paragraph)).collect();
    let shift = |tag: &Placed| {
        let at = usize::try_from(tag.paragraph?).ok()?;
        (before.get(at)? == now.get(at)?).then(|| tag.at()).flatten()
    };
    let found = find(&wanted, now);
    for (tag, found) in tags.iter_mut().zip(found) {
        let at = shift(tag).or(found);
        if at != tag.at() {
            move_tag(scope, tag.id, at).await?;
            tag.paragraph = at.map(|s| s.paragraph);
            (tag.starts, tag.stops) = at.map_or((0, 0), |s| (s.starts, s.stops));
        }
    }
    Ok(())
}

/// The category and name of a tag of the file; a category that is known nowhere becomes the production's own.
async fn meant<P: Permission>(
    scope: &mut Scope<P>,
    tag: &TagDraft,
    own: &mut Option<Vec<CategoryRow>>,
) -> Result<Option<(i64, String)>, AppError> {
    let label = tag.label.split_whitespace().collect::<Vec<_>>().join(" ");
    let label: String = label.chars().filter(|c| !c.is_control()).take(NAME_CHARS).collect();
    let (Some(mut code), false) = (by_name(&tag.category), label.is_empty()) else { return Ok(None) };
    if code == OWN {
        let name: String = tag.category.chars().filter(|c| !c.is_control()).take(60).collect();
        let rows = match own.take() {
            Some(rows) => rows,
            None => elements::categories(scope).await?,
        };
        let there = rows.iter().find(|c| part_name(&c.name) == part_name(&name)).map(|c| c.code);
        code = match there {
            Some(code) => {
                *own = Some(rows);
                code
            }
            None => elements::category(scope, &name).await?,
        };
    }
    Ok(Some((code, label)))
}

async fn known<P: Permission>(
    scope: &mut Scope<P>,
    made: &mut HashMap<(i64, String), ElementId>,
    category: i64,
    label: &str,
) -> Result<ElementId, AppError> {
    let key = (category, part_name(label));
    if let Some(id) = made.get(&key) {
        return Ok(*id);
    }
    let id = elements::element(scope, category, label).await?;
    made.insert(key, id);
    Ok(id)
}

/// Notes where a tag of the file stands, unless that is noted already.
async fn place<P: Permission>(
    scope: &mut Scope<P>,
    scene: SceneId,
    thing: Thing,
    tag: &TagDraft,
    text: &[Paragraph],
    there: &[Placed],
) -> Result<(), AppError> {
    let Some(at) = tag.at else { return Ok(()) };
    let same = |t: &&Placed| t.thing == thing.id() && t.at().is_some_and(|s: Span| overlaps(s, at));
    if there.iter().any(|t| same(&t)) {
        return Ok(());
    }
    let paragraph = usize::try_from(at.paragraph).ok().and_then(|n| text.get(n));
    let Some(words) = paragraph.and_then(|p| words(&p.text, at.starts, at.stops)) else { return Ok(()) };
    insert(scope, scene, thing, &words, Some(at)).await
}

fn overlaps(one: Span, other: Span) -> bool {
    one.paragraph == other.paragraph && one.starts < other.stops && other.starts < one.stops
}
