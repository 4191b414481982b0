//! What the breakdown tells a file of the script: every scene's words, what is tagged in them, and what else it needs.
use super::{
    model::{CAST, name},
    store::{paper::paper, words::everything},
};
use crate::{
    access::{Permission, Scope},
    error::AppError,
    script::{Told, formats::TagDraft},
    text::Lang,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Words and tags by scene. What is needed and stands nowhere in the words has no place; whoever plays without a tag is
/// known by the cast.
pub(crate) async fn told<P: Permission>(scope: &mut Scope<P>) -> Result<Told, AppError> {
    let (mut texts, mut tags) = everything(scope).await?;
    let paper = paper(scope).await?;
    let category = |code: i64| name(Lang::En, code, &paper.categories);
    let cast = category(CAST);
    let mut all = Told::new();
    for scene in &paper.scenes {
        let id = scene.scene.id;
        let parts = scene.scene.cast.iter().map(|member| (member.id.0, (cast.clone(), member.name.clone())));
        let elements = scene.elements.iter().map(|e| (e.id.0, (category(e.category), e.name.clone())));
        let things: HashMap<Uuid, (String, String)> = parts.chain(elements).collect();
        let mut placed = tags.remove(&id).unwrap_or_default();
        placed.sort_by_key(|tag| (tag.paragraph, tag.starts));
        let said = |thing: Uuid, at| {
            things.get(&thing).map(|(category, label)| TagDraft {
                category: category.clone(),
                label: label.clone(),
                at,
            })
        };
        let mut told: Vec<TagDraft> =
            placed.iter().filter(|tag| tag.paragraph.is_some()).filter_map(|tag| said(tag.thing, tag.at())).collect();
        let stands: HashSet<Uuid> = placed.iter().filter(|tag| tag.paragraph.is_some()).map(|tag| tag.thing).collect();
        let others = scene.elements.iter().filter(|e| !stands.contains(&e.id.0));
        told.extend(others.filter_map(|e| said(e.id.0, None)));
        all.insert(id, (texts.remove(&id).unwrap_or_default(), told));
    }
    Ok(all)
}
