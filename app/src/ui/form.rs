//! One mechanism for every form, with and without WASM.
//!
//! A form posts to its own page with `?do=<function>`. Without scripts the server calls that function, then answers
//! 303 to the route it names, or renders the same page again with status 422, the typed values and the messages
//! ([`FormState`]). With WASM the same function is called in the background and the same messages appear.
use super::{
    Act,
    typed::{keep_typed, provide_typed},
    way_out,
};
use crate::{
    error::{AppError, FieldError},
    text::{Text, lang},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use serde::{Deserialize, Serialize};

/// Where a form leads when it worked. The address is made from `routes`, never from the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landing {
    /// Path within this site.
    pub to: String,
    /// The browser loads the page anew: its words or its viewer are others now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub afresh: bool,
}
impl Landing {
    /// Lands on a path of `routes`.
    pub fn on(to: impl Into<String>) -> Self {
        Self { to: to.into(), afresh: false }
    }
    /// Lands on a path of `routes` that the browser loads as if it had just come.
    pub fn afresh(to: impl Into<String>) -> Self {
        Self { to: to.into(), afresh: true }
    }
}

/// What a form that was refused had been filled with, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FormState {
    /// The server function, as in `?do=`.
    pub action: String,
    /// Which of several forms for the same function.
    pub key: String,
    /// Typed values; never passwords.
    pub values: Vec<(String, String)>,
    /// Why it was refused.
    pub error: Option<AppError>,
}

/// Bumped when something was written, so that pages fetch again.
#[derive(Debug, Clone, Copy)]
pub struct Refresh(pub RwSignal<u32>);

/// The page's refresh counter: put `use_refresh().0.get()` into the key of a `Resource`.
pub fn use_refresh() -> Refresh {
    use_context::<Refresh>().unwrap_or_else(|| Refresh(RwSignal::new(0)))
}

#[derive(Clone, Copy)]
struct Refused(StoredValue<Option<FormState>>);

/// Called once by `App`: takes over what the server says about a refused form.
pub fn provide_form_state() {
    provide_typed();
    provide_context(Refresh(RwSignal::new(0)));
    provide_context(Refused(StoredValue::new(refused())));
}

#[cfg(feature = "ssr")]
fn refused() -> Option<FormState> {
    use_context::<http::request::Parts>().and_then(|parts| parts.extensions.get::<FormState>().cloned())
}
#[cfg(not(feature = "ssr"))]
fn refused() -> Option<FormState> {
    let json = document().get_element_by_id("form-state")?.text_content()?;
    serde_json::from_str(&json).ok()
}

/// What fields of a form know of it.
#[derive(Clone, Copy)]
pub(super) struct InForm {
    errors: RwSignal<Vec<FieldError>>,
    typed: StoredValue<Vec<(String, String)>>,
    pub id: StoredValue<String>,
}
impl InForm {
    /// What was typed before, if the form was refused.
    pub fn typed(&self, name: &str) -> Option<String> {
        self.typed.try_with_value(|all| all.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone())).flatten()
    }
    /// Whether the form was refused, so that an absent box was left empty by the person.
    pub fn refused(&self) -> bool {
        self.typed.try_with_value(|all| !all.is_empty()).unwrap_or_default()
    }
    /// Whether one of a list was ticked in the form that was refused.
    pub fn ticked(&self, list: &str, value: &str) -> bool {
        let of = |name: &str| name.strip_prefix(list).is_some_and(|rest| rest.starts_with('['));
        self.typed.try_with_value(|all| all.iter().any(|(n, v)| of(n) && v == value)).unwrap_or_default()
    }
    /// The message of a field.
    pub fn error(&self, name: &str) -> Option<String> {
        let lang = lang();
        // A field that is drawn once more after its form has gone has none.
        self.errors.try_with(|all| all.iter().find(|e| e.field == name).map(|e| e.say(lang))).flatten()
    }
}

/// The name of a server function in `?do=`.
fn action_name(path: &str) -> String {
    path.trim_start_matches("/api/app/").replace('/', ".")
}

/// A form for a server function, which must answer a [`Landing`].
#[component]
pub fn Form(
    /// The server function.
    action: Act,
    /// Tells several forms for the same function on one page apart.
    #[prop(optional, into)]
    key: String,
    /// CSS classes.
    #[prop(optional, into)]
    class: String,
    /// What a screen reader calls it, when no heading does.
    #[prop(optional, into)]
    label: Option<String>,
    /// The form's fields and buttons.
    children: Children,
) -> impl IntoView {
    let name = action_name(action.path);
    let before = use_context::<Refused>()
        .and_then(|r| r.0.try_get_value().flatten())
        .filter(|state| state.action == name && state.key == key);
    let (values, error) = before.map(|s| (s.values, s.error)).unwrap_or_default();
    let error = RwSignal::new(error);
    let errors = RwSignal::new(fields(error.get_untracked().as_ref()));
    let in_form = InForm {
        errors,
        typed: StoredValue::new(values),
        id: StoredValue::new(format!("{}{key}", name.replace('.', "-"))),
    };
    provide_context(in_form);
    follow(action, error, errors);
    let node = NodeRef::new();
    keep_typed(in_form.id, node);
    let search = use_location().search;
    let target = move || format!("?{}do={name}", keep(&search.try_get().unwrap_or_default()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        action.send(&event);
    };
    let owner = Owner::current();
    // The way out knows the page's address, which is told to this form's owner and not to an event's.
    let whole = move || {
        let error = error.try_get().flatten()?;
        let way = owner.as_ref().and_then(|owner| owner.with(|| way_out(&error)));
        let way = way.filter(|_| error != AppError::SignedOut);
        Some((error.say(lang()), way))
    };
    view! {
        <form node_ref=node method="post" action=target class=class aria-label=label on:submit=submit aria-busy=move || action.pending().to_string()>
            <input type="hidden" name="form_key" value=key/>
            <div role="alert">{move || whole().map(|(text, way)| view! { <p class="form__errors strong">{text}" "{way}</p> })}</div>
            {children()}
        </form>
    }
    .into_any()
}

/// Fields as in a form of which one was refused; sends nothing. For the page that shows all primitives.
pub(super) fn sample_form(field: &str, why: Text, fields: impl FnOnce() -> AnyView) -> AnyView {
    provide_context(InForm {
        errors: RwSignal::new(vec![FieldError { field: field.to_owned(), text: why, with: vec![] }]),
        typed: StoredValue::new(vec![]),
        id: StoredValue::new("sample".to_owned()),
    });
    fields()
}

/// Keeps the page's own query parameters.
fn keep(search: &str) -> String {
    search
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("do="))
        .map(|pair| format!("{pair}&"))
        .collect()
}

fn fields(error: Option<&AppError>) -> Vec<FieldError> {
    match error {
        Some(AppError::Invalid(fields)) => fields.clone(),
        _ => vec![],
    }
}

/// When the answer is there: messages, or the landing and fresh data.
fn follow(action: Act, error: RwSignal<Option<AppError>>, errors: RwSignal<Vec<FieldError>>) {
    let navigate = use_navigate();
    let refresh = use_refresh();
    let here = use_location();
    Effect::new(move |before: Option<()>| match action.answer().get() {
        // At first there is none, and what the server says of a form posted without scripts stays.
        None if before.is_none() => {}
        None => {
            error.set(None);
            errors.set(vec![]);
        }
        Some(Ok(landing)) => {
            error.set(None);
            errors.set(vec![]);
            if let Some(refused) = use_context::<Refused>() {
                refused.0.set_value(None);
            }
            let now = format!("{}{}", here.pathname.get_untracked(), here.search.get_untracked());
            if landing.afresh
                || landing.to.starts_with("/call/")
                || landing.to.starts_with("/sign-")
                || landing.to == "/"
            {
                // Another kind of page, or another person: the browser loads it afresh.
                let _ = window().location().set_href(&landing.to);
            } else if landing.to != now {
                navigate(&landing.to, leptos_router::NavigateOptions { scroll: false, ..Default::default() });
            }
            refresh.0.update(|n| *n += 1);
        }
        Some(Err(e)) => {
            errors.set(fields(Some(&e)));
            error.set(Some(e));
        }
    });
}
