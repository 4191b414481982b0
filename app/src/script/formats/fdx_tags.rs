//! Final Draft's tags: words in the script marked as cast. They stand after the script, so they are joined at the end.

use std::collections::{HashMap, HashSet};

/// Id of the category for cast in Final Draft's own list; a list of one's own is known by its name.
const CAST_ID: &str = "01fc9642-";

/// Everything read about tags.
#[derive(Default)]
pub(super) struct Tags {
    cast_categories: HashSet<String>,
    /// Definition: its label and category.
    labels: HashMap<String, (String, String)>,
    /// Tag number in the text: its definition.
    definitions: HashMap<String, String>,
    /// Scene and tag number, in order.
    used: Vec<(usize, String)>,
    /// Number of the `Tag` element that is open.
    open: Option<String>,
}

impl Tags {
    /// A run of text in a scene carries a tag.
    pub(super) fn used(&mut self, scene: usize, number: &str) {
        let same = self.used.last().is_some_and(|(s, n)| *s == scene && n == number);
        if !same {
            self.used.push((scene, number.to_string()));
        }
    }

    /// A category of the breakdown.
    pub(super) fn category(&mut self, id: &str, name: &str) {
        let cast = ["cast", "cast members", "cast member", "characters", "darsteller", "rollen"];
        if id.to_ascii_lowercase().starts_with(CAST_ID) || cast.contains(&name.trim().to_lowercase().as_str()) {
            self.cast_categories.insert(id.to_string());
        }
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
        self.used.iter().filter_map(|(scene, number)| {
            let (label, category) = self.labels.get(self.definitions.get(number)?)?;
            let cast = self.cast_categories.contains(category) || category.to_ascii_lowercase().starts_with(CAST_ID);
            cast.then_some((*scene, label.as_str()))
        })
    }
}
