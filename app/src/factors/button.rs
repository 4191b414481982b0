//! Asking the browser for a passkey. The answer goes into a form as any typed value does; without scripts, or in a browser
//! that cannot do it, nothing is shown.
use super::api::{SignInPasskey, passkey_creation, passkey_request};
use crate::{
    error::AppError,
    text::{Text, k, lang, t},
    ui::{Act, Form, way_out},
};
use leptos::{html, prelude::*};

/// What the browser is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// A new passkey.
    Create,
    /// One that is there.
    Ask,
}

/// Whether this browser knows passkeys: known once the page is alive.
pub(super) fn use_support() -> ReadSignal<bool> {
    let (supported, tell) = signal(false);
    Effect::new(move |_| tell.set(browser::supported()));
    supported
}

/// Inside of a form with `credential`: gets the browser's answer, then sends the form.
#[component]
pub(super) fn PasskeyButton(
    /// What is asked for.
    wish: Wish,
    /// What the button says.
    text: Text,
    /// CSS classes.
    #[prop(default = "button")]
    class: &'static str,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let owner = Owner::current();
    let press = move |_| {
        // What else the form asks for is filled in first.
        let ready = input.get_untracked().is_some_and(|input| browser::complete(&input));
        if busy.get_untracked() || !ready {
            return;
        }
        busy.set(true);
        trouble.set(None);
        leptos::task::spawn_local(async move {
            let done = ask(wish).await;
            // The page may have been left meanwhile.
            busy.try_set(false);
            match (done, input.try_get_untracked().flatten()) {
                (Ok(answer), Some(input)) => browser::send(&input, &answer),
                (Err(error), _) => drop(trouble.try_set(Some(error))),
                (Ok(_), None) => {}
            }
        });
    };
    let said = move || {
        let error = trouble.get()?;
        let way = owner.as_ref().and_then(|owner| owner.with(|| way_out(&error)));
        Some(view! { <p class="form__errors strong">{error.say(lang())}" "{way}</p> })
    };
    view! {
        <input type="hidden" name="credential" node_ref=input/>
        <div role="alert">{said}</div>
        <button type="button" class=class on:click=press aria-busy=move || busy.get().to_string()>{t(text)}</button>
    }
    .into_any()
}

async fn ask(wish: Wish) -> Result<String, AppError> {
    let options = match wish {
        Wish::Create => passkey_creation().await?,
        Wish::Ask => passkey_request().await?,
    };
    browser::answer(wish, &options).await.ok_or_else(|| AppError::field("", k::FACTORS_PASSKEY_CANCELLED))
}

/// Signing in with a passkey alone.
#[component]
pub fn PasskeyDoor() -> impl IntoView {
    let (action, supported) = (Act::of::<SignInPasskey>(), use_support());
    view! {
        <div hidden=move || !supported.get()>
            <p class="signin__or">{t(k::FACTORS_OR)}</p>
            <Form action=action class="form"><PasskeyButton wish=Wish::Ask text=k::FACTORS_PASSKEY_SIGN_IN/></Form>
        </div>
    }
    .into_any()
}

#[cfg(not(feature = "ssr"))]
mod browser {
    //! The browser's own words. Its JSON forms of options and answers are read by itself, so nothing is taken apart here.
    use super::Wish;
    use js_sys::{Function, JSON, Object, Promise, Reflect, futures::JsFuture};
    use leptos::{
        wasm_bindgen::{JsCast, JsValue},
        web_sys::HtmlInputElement,
    };

    fn get(of: &JsValue, name: &str) -> Option<JsValue> {
        Reflect::get(of, &name.into()).ok().filter(|found| !found.is_undefined() && !found.is_null())
    }
    fn call(of: &JsValue, name: &str, with: &JsValue) -> Option<JsValue> {
        get(of, name)?.dyn_into::<Function>().ok()?.call1(of, with).ok()
    }
    fn names(wish: Wish) -> (&'static str, &'static str) {
        match wish {
            Wish::Create => ("parseCreationOptionsFromJSON", "create"),
            Wish::Ask => ("parseRequestOptionsFromJSON", "get"),
        }
    }

    /// Whether it can be asked.
    pub fn supported() -> bool {
        // A site that is reached by a number has no passkeys.
        let host = get(&js_sys::global(), "location").and_then(|at| get(&at, "hostname")).and_then(|h| h.as_string());
        let host = host.unwrap_or_default();
        if host.contains(':') || host.chars().all(|c| c.is_ascii_digit() || c == '.') {
            return false;
        }
        let known = get(&js_sys::global(), "PublicKeyCredential");
        known
            .is_some_and(|kind| get(&kind, names(Wish::Create).0).is_some() && get(&kind, names(Wish::Ask).0).is_some())
    }

    /// Its answer as JSON; none if the person, the device or the browser said no.
    pub async fn answer(wish: Wish, options: &str) -> Option<String> {
        let (parse, act) = names(wish);
        let kind = get(&js_sys::global(), "PublicKeyCredential")?;
        let options = call(&kind, parse, &JSON::parse(options).ok()?)?;
        let wrapped = Object::new();
        Reflect::set(&wrapped, &"publicKey".into(), &options).ok()?;
        let keeper = get(&get(&js_sys::global(), "navigator")?, "credentials")?;
        let promise: Promise = call(&keeper, act, &wrapped)?.dyn_into().ok()?;
        let credential = JsFuture::from(promise).await.ok()?;
        let plain = call(&credential, "toJSON", &JsValue::UNDEFINED)?;
        JSON::stringify(&plain).ok()?.as_string()
    }

    /// Whether the rest of the form is filled in; else the browser says what is missing.
    pub fn complete(input: &HtmlInputElement) -> bool {
        get(input, "form").and_then(|form| call(&form, "reportValidity", &JsValue::UNDEFINED)) != Some(JsValue::FALSE)
    }

    /// Puts the answer into its form and sends that.
    pub fn send(input: &HtmlInputElement, answer: &str) {
        input.set_value(answer);
        if let Some(form) = get(input, "form") {
            let _ = get(&form, "requestSubmit").and_then(|f| f.dyn_into::<Function>().ok()).map(|f| f.call0(&form));
        }
    }
}

/// The server asks no device.
#[cfg(feature = "ssr")]
mod browser {
    use super::Wish;
    use leptos::web_sys::HtmlInputElement;

    pub fn supported() -> bool {
        false
    }
    #[expect(clippy::unused_async, reason = "the browser's side waits for a person")]
    pub async fn answer(_: Wish, _: &str) -> Option<String> {
        None
    }
    pub fn complete(_: &HtmlInputElement) -> bool {
        false
    }
    pub fn send(_: &HtmlInputElement, _: &str) {}
}
