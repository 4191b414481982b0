//! One's own calendar on the page of one's own days: its link to copy, a new one, none.
use super::{
    api::{EndCalendar, RenewCalendar},
    model::{FeedLink, subscribe},
};
use crate::{
    text::{k, t},
    ui::{Act, Form},
    values::ProductionId,
};
use leptos::prelude::*;

/// The link, and what can be done with it.
#[component]
pub fn CalendarCard(production: ProductionId, link: FeedLink) -> impl IntoView {
    let (renew, end) = (Act::of::<RenewCalendar>(), Act::of::<EndCalendar>());
    let hidden = move || view! { <input type="hidden" name="production" value=production.to_string()/> };
    let body = match link.address {
        None => view! {
            <Form action=renew class="form" label=t(k::CALENDAR_TITLE)>
                {hidden()}<button class="button">{t(k::CALENDAR_MAKE)}</button>
            </Form>
        }
        .into_any(),
        Some(address) => view! {
            <div class="field"><label class="field__label" for="calendar-address">{t(k::CALENDAR_ADDRESS)}</label>
                <input class="input" id="calendar-address" readonly=true autocomplete="off" value=address.clone()/></div>
            <p class="muted">{t(k::CALENDAR_SECRET)}</p>
            <div class="row">
                <a class="button button--primary" rel="external" href=subscribe(&address)>{t(k::CALENDAR_OPEN)}</a>
                <Copy address=address/>
                <Form action=renew label=t(k::CALENDAR_RENEW)>{hidden()}<button class="button">{t(k::CALENDAR_RENEW)}</button></Form>
                <Form action=end label=t(k::CALENDAR_END)>{hidden()}<button class="button button--danger">{t(k::CALENDAR_END)}</button></Form>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="card" id="calendar"><div class="card__head"><h2>{t(k::CALENDAR_TITLE)}</h2></div>
            <div class="card__body stack"><p class="muted">{t(k::CALENDAR_ABOUT)}</p>{body}</div>
        </section>
    }
}

/// Copies the address; without scripts, and where the browser has no clipboard, the field is there to copy from.
#[component]
fn Copy(address: String) -> impl IntoView {
    let (ready, done) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| ready.set(clipboard::there()));
    let copy = move |_| done.set(clipboard::put(&address));
    view! {
        <button class="button" type="button" hidden=move || !ready.get() on:click=copy>{t(k::CALENDAR_COPY)}</button>
        <span role="status">{move || done.get().then(|| t(k::CALENDAR_COPIED))}</span>
    }
}

#[cfg(not(feature = "ssr"))]
mod clipboard {
    //! The browser's own; it is there only over TLS.
    use js_sys::{Function, Reflect};
    use leptos::wasm_bindgen::{JsCast, JsValue};

    fn get(of: &JsValue, name: &str) -> Option<JsValue> {
        Reflect::get(of, &name.into()).ok().filter(|found| !found.is_undefined() && !found.is_null())
    }
    fn own() -> Option<JsValue> {
        get(&get(&js_sys::global(), "navigator")?, "clipboard")
    }
    pub fn there() -> bool {
        own().is_some()
    }
    pub fn put(text: &str) -> bool {
        let write = own().and_then(|own| Some((get(&own, "writeText")?.dyn_into::<Function>().ok()?, own)));
        write.is_some_and(|(write, own)| write.call1(&own, &text.into()).is_ok())
    }
}
#[cfg(feature = "ssr")]
mod clipboard {
    //! The server has none.
    pub fn there() -> bool {
        false
    }
    pub fn put(_: &str) -> bool {
        false
    }
}
