//! What is typed into forms and not sent yet: it outlives that the page fetches anew and draws its forms again.
//!
//! A redraw may fill the same elements with another row's form, or make new elements. So the words are kept by form and
//! field, beside the page; after each redraw a form takes back its own and gives up those of its predecessor.
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};

/// The form whose words its fields hold.
pub(super) const HOLDS: &str = "data-form";

/// What was typed into a field, by the ids of form and field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    form: String,
    field: String,
    value: String,
}

#[derive(Debug, Default)]
struct Kept {
    /// The page they belong to: path and query. Whoever goes elsewhere gives them up.
    page: String,
    words: Vec<Word>,
    /// Forms that were sent and taken: drawn again, they show what is stored.
    taken: Vec<String>,
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
            kept.words.retain(|w| w.form != id || w.field != field);
            kept.words.push(Word { form: id, field, value });
        });
    }
    /// What a form holds that was not sent before.
    pub fn of(self, form: &str) -> Vec<Word> {
        self.0.with_value(|kept| kept.words.iter().filter(|w| w.form == form).cloned().collect())
    }
    /// The form was sent with these words and taken; what was typed meanwhile stays.
    pub fn taken(self, form: &str, sent: &[Word]) {
        self.0.update_value(|kept| {
            kept.words.retain(|word| !sent.contains(word));
            kept.taken.push(form.to_owned());
        });
    }
    /// A form has been drawn, perhaps into the elements of another one.
    pub fn drawn(self, id: &str, form: &web_sys::HtmlFormElement) {
        let before = form.get_attribute(HOLDS);
        let _ = form.set_attribute(HOLDS, id);
        let mut again = before.is_some_and(|before| before != id);
        self.0.update_value(|kept| {
            let forms = kept.taken.len();
            kept.taken.retain(|form| form != id);
            again |= kept.taken.len() != forms;
        });
        if again {
            form.reset();
        }
        let page = page();
        self.0.with_value(|kept| {
            for word in kept.words.iter().filter(|w| w.form == id && kept.page == page) {
                put(&word.field, &word.value);
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
            // A form that is gone by now keeps what it held when it went.
            if let Some(id) = id.try_get_value() {
                typed.drawn(&id, &form);
            }
        }
    });
}
