//! Fields: label, hint, input and message belong together and are tied by ids.
use super::form::InForm;
use leptos::prelude::*;

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// Choices from pairs of value and label.
pub fn options<V: Into<String>, L: Into<String>>(pairs: impl IntoIterator<Item = (V, L)>) -> Vec<Choice> {
    pairs.into_iter().map(|(value, label)| Choice { value: value.into(), label: label.into() }).collect()
}

/// Every language the catalogue has, by its own name.
pub fn languages() -> Vec<Choice> {
    options(crate::text::Lang::ALL.map(|lang| (lang.tag(), lang.own_name())))
}

/// Ids and messages of one field.
struct Wiring {
    id: String,
    error_id: String,
    value: String,
    error: Signal<Option<String>>,
}

fn wire(name: &str, value: String) -> Wiring {
    let form = use_context::<InForm>();
    let prefix = form.map(|f| f.id.try_get_value().unwrap_or_default()).unwrap_or_default();
    let id = format!("{prefix}-{name}");
    let value = form.and_then(|f| f.typed(name)).unwrap_or(value);
    let name = name.to_owned();
    let error = Signal::derive(move || form.and_then(|f| f.error(&name)));
    Wiring { error_id: format!("{id}-error"), id, value, error }
}

/// A line of text, a date, a time, a number, a mail address, a password, a file.
#[component]
pub fn Field(
    /// Name of the argument of the server function.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must be filled.
    #[prop(optional)]
    required: bool,
    /// What a browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// CSS class beside `field`.
    #[prop(optional, into)]
    class: String,
    /// Id of a `datalist` with suggestions.
    #[prop(optional, into)]
    list: Option<String>,
) -> impl IntoView {
    let Wiring { id, error_id, value, error } = wire(&name, if kind == "password" { String::new() } else { value });
    let hint_id = format!("{id}-hint");
    let described = format!("{hint_id} {error_id}");
    view! {
        <div class=format!("field {class}")>
            <label class="field__label" for=id.clone()>{label}</label>
            <p class="field__hint" id=hint_id>{hint}</p>
            <input class="input" id=id.clone() name=name type=kind value=value required=required autocomplete=autocomplete list=list
                aria-describedby=described aria-invalid=move || error.try_get().flatten().is_some().to_string()/>
            <p class="field__error" id=error_id>{move || error.try_get().flatten()}</p>
        </div>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Name of the argument of the server function.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// Lines shown.
    #[prop(default = 3)]
    rows: i32,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let Wiring { id, error_id, value, error } = wire(&name, value);
    let hint_id = format!("{id}-hint");
    let described = format!("{hint_id} {error_id}");
    view! {
        <div class="field field--wide">
            <label class="field__label" for=id.clone()>{label}</label>
            <p class="field__hint" id=hint_id>{hint}</p>
            <textarea class="textarea" id=id.clone() name=name rows=rows aria-describedby=described
                aria-invalid=move || error.try_get().flatten().is_some().to_string()>{value}</textarea>
            <p class="field__error" id=error_id>{move || error.try_get().flatten()}</p>
        </div>
    }
    .into_any()
}

/// One of a list.
#[component]
pub fn Pick(
    /// Name of the argument of the server function.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What may be chosen.
    choices: Vec<Choice>,
    /// What is chosen at first.
    #[prop(optional, into)]
    value: String,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let Wiring { id, error_id, value, error } = wire(&name, value);
    let hint_id = format!("{id}-hint");
    let described = format!("{hint_id} {error_id}");
    let options = choices
        .into_iter()
        .map(|c| {
            let selected = c.value == value;
            view! { <option value=c.value selected=selected>{c.label}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <p class="field__hint" id=hint_id>{hint}</p>
            <select class="select" id=id.clone() name=name aria-describedby=described
                aria-invalid=move || error.try_get().flatten().is_some().to_string()>{options}</select>
            <p class="field__error" id=error_id>{move || error.try_get().flatten()}</p>
        </div>
    }
    .into_any()
}

/// Yes or no; sends `true` or nothing.
#[component]
pub fn Check(
    /// Name of the argument of the server function, which must be `#[server(default)]`.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Ticked at first.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    let form = use_context::<InForm>();
    let refused = form.is_some_and(|f| f.refused());
    let Wiring { id, value, .. } = wire(&name, String::new());
    let checked = if refused { value == "true" } else { checked };
    view! {
        <label class="check" for=id.clone()><input id=id.clone() name=name type="checkbox" value="true" checked=checked/>" "{label}</label>
    }
    .into_any()
}

/// One of several that may be ticked; sends its value in a list, or nothing.
#[component]
pub fn Tick(
    /// Name of the argument of the server function, a list that must be `#[server(default)]`.
    #[prop(into)]
    list: String,
    /// Which of the list it is, from 0.
    at: usize,
    /// What is sent.
    #[prop(into)]
    value: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Ticked at first.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    let form = use_context::<InForm>();
    let checked = form.filter(InForm::refused).map_or(checked, |form| form.ticked(&list, &value));
    let id = format!("{}-{list}-{value}", form.map(|f| f.id.try_get_value().unwrap_or_default()).unwrap_or_default());
    view! {
        <label class="check" for=id.clone()><input id=id.clone() name=format!("{list}[{at}]") type="checkbox" value=value checked=checked/>" "{label}</label>
    }
    .into_any()
}
