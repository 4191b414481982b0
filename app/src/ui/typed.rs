//! What is typed into forms and not sent yet: it outlives that the page fetches anew and draws its forms again.
//!
//! A redraw may fill the same elements with another row's form, or make new elements. So the words are kept by form and
//! field, beside the page; after each redraw a form takes back its own and gives up those of its predecessor.
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use std::collections::{HashMap, HashSet};

/// The form whose words its fields hold.
pub(super) const HOLDS: &str = "data-form";

/// Words of one form by the ids of their fields.
type Words = Vec<(String, String)>;

#[derive(Debug, Default)]
struct Kept {
    /// The page they belong to: path and query. Whoever goes elsewhere gives them up.
    page: String,
    forms: HashMap<String, Words>,
    /// Forms that were sent and taken: drawn again, they show what is stored.
    taken: HashSet<String>,
}

/// The page's unsent words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed(StoredValue<Kept>);

/// Called once by the app: listens to every field there is or will be.
pub(super) fn provide_typed() {
    let typed = Typed(StoredValue::new(Kept::default()));
    provide_context(typed);
    Effect::new(move |_| {
        let handle = window_event_listener(ev::input, move |event| typed.note(&event));
        on_cleanup(move || handle.remove());
    });
}

fn page() -> String {
    let place = window().location();
    place.pathname().unwrap_or_default() + &place.search().unwrap_or_default()
}

impl Typed {
    fn note(self, event: &web_sys::Event) {
        let Some(input) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok()) else { return };
        let Ok(Some(form)) = input.closest("form") else { return };
        let (Some(id), field) = (form.get_attribute(HOLDS), input.id()) else { return };
        let value = match input.get_attribute("type").as_deref() {
            Some("password" | "file" | "hidden") => return,
            Some("checkbox") => event_target_checked(event).to_string(),
            _ => event_target_value(event),
        };
        let page = page();
        self.0.update_value(|kept| {
            if kept.page != page {
                *kept = Kept { page, ..Kept::default() };
            }
            let words = kept.forms.entry(id).or_default();
            words.retain(|(f, _)| *f != field);
            words.push((field, value));
        });
    }
    /// What a form holds that was not sent before.
    pub fn of(self, form: &str) -> Words {
        self.0.try_with_value(|kept| kept.forms.get(form).cloned()).flatten().unwrap_or_default()
    }
    /// The form was sent with these words and taken; what was typed meanwhile stays.
    pub fn taken(self, form: &str, sent: &Words) {
        self.0.try_update_value(|kept| {
            if let Some(words) = kept.forms.get_mut(form) {
                words.retain(|word| !sent.contains(word));
            }
            kept.taken.insert(form.to_owned());
        });
    }
    /// A form has been drawn, perhaps into the elements of another one.
    pub fn drawn(self, id: &str, form: &web_sys::HtmlFormElement) {
        let before = form.get_attribute(HOLDS);
        let _ = form.set_attribute(HOLDS, id);
        let taken = self.0.try_update_value(|kept| kept.taken.remove(id)).unwrap_or_default();
        if taken || before.is_some_and(|before| before != id) {
            form.reset();
        }
        let page = page();
        self.0.with_value(|kept| {
            let words = kept.forms.get(id).filter(|_| kept.page == page);
            for (field, value) in words.into_iter().flatten() {
                put(field, value);
            }
        });
    }
}

/// Puts words back, unless the field holds them anyway: setting them would move the cursor.
fn put(field: &str, value: &str) {
    let Some(field) = document().get_element_by_id(field) else { return };
    // Lists and areas have the same two properties; only boxes differ.
    let field: &web_sys::HtmlInputElement = field.unchecked_ref();
    if field.get_attribute("type").as_deref() == Some("checkbox") {
        field.set_checked(value == "true");
    } else if field.value() != value {
        field.set_value(value);
    }
}

/// After each drawing of a form, its fields hold what belongs to it.
pub(super) fn keep_typed(id: StoredValue<String>, form: NodeRef<html::Form>) {
    let Some(typed) = use_context::<Typed>() else { return };
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            typed.drawn(&id.get_value(), &form);
        }
    });
}
