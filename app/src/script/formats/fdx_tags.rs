//! Final Draft's tags: words in the script marked as cast, props and so on. What they mean stands after the script, so it
//! is joined at the end.

use super::draft::TagDraft;
use crate::breakdown::model::Span;
use std::collections::{HashMap, HashSet};

/// Id of the category for cast in Final Draft's own list; a list of one's own is known by its name.
const CAST_ID: &str = "01fc9642-";

/// Everything read about tags.
#[derive(Default)]
pub(super) struct Tags {
    cast_categories: HashSet<String>,
    /// Names of categories by their ids.
    categories: HashMap<String, String>,
    /// Definition: its label and category.
    labels: HashMap<String, (String, String)>,
    /// Tag number in the text: its definition.
    definitions: HashMap<String, String>,
    /// Scene, tag number and place, in order.
    used: Vec<(usize, String, Option<Span>)>,
    /// Number of the `Tag` element that is open.
    open: Option<String>,
}

impl Tags {
    /// A run of text in a scene carries a tag. One tag may be cut into several runs.
    pub(super) fn used(&mut self, scene: usize, number: &str, at: Option<Span>) {
        if let Some((last, before, place)) = self.used.last_mut()
            && *last == scene
            && before == number
        {
            match (place.as_mut(), at) {
                (Some(place), Some(at)) if place.paragraph == at.paragraph && place.stops == at.starts => {
                    place.stops = at.stops;
                    return;
                }
                (_, None) => return,
                _ => {}
            }
        }
        self.used.push((scene, number.to_string(), at));
    }

    /// A category of the breakdown.
    pub(super) fn category(&mut self, id: &str, name: &str) {
        let cast = ["cast", "cast members", "cast member", "characters", "darsteller", "rollen"];
        if id.to_ascii_lowercase().starts_with(CAST_ID) || cast.contains(&name.trim().to_lowercase().as_str()) {
            self.cast_categories.insert(id.to_string());
        }
        self.categories.insert(id.to_string(), name.trim().to_string());
    }

    /// What a tag means.
    pub(super) fn definition(&mut self, id: &str, category: &str, label: &str) {
        self.labels.insert(id.to_string(), (label.to_string(), category.to_string()));
    }

    /// A tag begins; some programs write its definition as an attribute, Final Draft as an element inside.
    pub(super) fn tag(&mut self, number: &str, definition: Option<&str>) {
        match definition {
            Some(id) => drop(self.definitions.insert(number.to_string(), id.to_string())),
            None => self.open = Some(number.to_string()),
        }
    }

    /// The definition named inside the open tag.
    pub(super) fn tag_is(&mut self, definition: &str) {
        if let Some(number) = self.open.clone() {
            self.definitions.insert(number, definition.trim().to_string());
        }
    }

    /// Scenes and the cast tagged in them.
    pub(super) fn cast(&self) -> impl Iterator<Item = (usize, &str)> {
        self.used.iter().filter_map(|(scene, number, _)| {
            let (label, category) = self.labels.get(self.definitions.get(number)?)?;
            let cast = self.cast_categories.contains(category) || category.to_ascii_lowercase().starts_with(CAST_ID);
            cast.then_some((*scene, label.as_str()))
        })
    }

    /// Scenes and everything tagged in them.
    pub(super) fn elements(&self) -> Vec<(usize, TagDraft)> {
        let found = self.used.iter().filter_map(|(scene, number, at)| {
            let (label, category) = self.labels.get(self.definitions.get(number)?)?;
            let cast = self.cast_categories.contains(category) || category.to_ascii_lowercase().starts_with(CAST_ID);
            let name = self.categories.get(category).filter(|_| !cast).map_or("Cast", String::as_str);
            let known = cast || self.categories.contains_key(category);
            let (category, label) = (name.to_owned(), label.trim().to_owned());
            known.then_some((*scene, TagDraft { category, label, at: *at }))
        });
        found.collect()
    }
}
