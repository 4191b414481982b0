//! Calling a server function from a form, and keeping data that a server function answered. Both are built once for
//! all of them where that is possible: a form sends what it holds as it is, and every answer is read by one reader.
use super::{
    Landing,
    typed::{HOLDS, Typed},
};
use crate::error::AppError;
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
    server_fn::ServerFn,
    wasm_bindgen::JsCast,
    web_sys,
};
use serde::{Serialize, de::DeserializeOwned};

/// A server function that a form calls, whether it is under way, and what it answered last.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    pub(super) path: &'static str,
    pending: RwSignal<bool>,
    answer: RwSignal<Option<Result<Landing, AppError>>>,
    typed: Option<Typed>,
}

impl Act {
    /// For the server function `F`.
    pub fn of<F: ServerFn<Output = Landing, Error = AppError>>() -> Self {
        Self { path: F::PATH, pending: RwSignal::new(false), answer: RwSignal::new(None), typed: use_context() }
    }
    /// What it answered last.
    pub fn answer(self) -> Signal<Option<Result<Landing, AppError>>> {
        self.answer.into()
    }
    /// Whether it is under way.
    pub fn pending(self) -> bool {
        self.pending.get()
    }
    /// Forgets what it answered: the page has read the form itself, and old messages beside its fields hold no longer.
    pub fn forget(self) {
        self.answer.set(None);
    }
    /// Sends a form's fields. A second press while the first is under way does nothing.
    pub(super) fn send(self, event: &leptos::ev::SubmitEvent) {
        if self.pending.get_untracked() {
            return;
        }
        let Some(body) = fields(event) else {
            self.answer.set(Some(Err(AppError::field("", crate::text::k::ERROR_ARGUMENTS))));
            return;
        };
        self.pending.set(true);
        let form =
            event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()).and_then(|f| f.get_attribute(HOLDS));
        let sent = self.typed.zip(form).map(|(typed, form)| (typed, typed.of(&form), form));
        leptos::task::spawn_local(async move {
            let answer = post(self.path, body).await;
            if let (Some((typed, words, form)), Ok(_)) = (sent, &answer) {
                typed.taken(&form, &words);
            }
            // The form may be gone by now: its page was left while the answer was under way.
            self.pending.try_set(false);
            self.answer.try_set(Some(answer));
        });
    }
}

/// The form's fields with the pressed button's own, as a browser would post them.
fn fields(event: &leptos::ev::SubmitEvent) -> Option<String> {
    let data = leptos::form::form_data_from_event(event).ok()?;
    let search = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    search.to_string().as_string()
}

#[cfg(not(feature = "ssr"))]
async fn post(path: &str, body: String) -> Result<Landing, AppError> {
    use leptos::server_fn::{
        client::{Client, browser::BrowserClient},
        error::FromServerFnError,
        request::ClientReq,
        response::ClientRes,
    };
    type Request = <BrowserClient as Client<AppError>>::Request;
    let request: Request =
        ClientReq::<AppError>::try_new_post(path, "application/x-www-form-urlencoded", "application/json", body)?;
    let answer = <BrowserClient as Client<AppError>>::send(request).await?;
    let status = ClientRes::<AppError>::status(&answer);
    let bytes = ClientRes::<AppError>::try_into_bytes(answer).await?;
    if status >= 400 {
        return Err(AppError::de(bytes));
    }
    serde_json::from_slice(&bytes).map_err(|e| AppError::Transport(e.to_string()))
}

/// Forms are sent by browsers only.
#[cfg(feature = "ssr")]
#[expect(clippy::unused_async, reason = "the browser's side waits for the network")]
async fn post(path: &str, _: String) -> Result<Landing, AppError> {
    Err(AppError::Transport(path.to_owned()))
}

/// JSON by the same reader that server functions' answers go through, so that it is downloaded once per type.
#[derive(Debug, Clone, Copy)]
pub struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;
    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}
impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;
    fn decode(text: &str) -> Result<T, Self::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}

/// Data of a page: asked for while the server renders, taken over by the browser, asked for again when `source` changes.
/// One server function each: what it needs of the request it takes at its first step, since a drawing that is given up
/// takes the request away from whatever comes after a wait, and the browser would then take over an error.
pub fn use_data<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Resource<T, Json>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    Fut: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, fetch, false)
}
