//! Second factors on one's own page.
use super::{
    api::{AddPasskey, RemovePasskey, RemoveTotp, RenewCodes, StartTotp},
    button::{PasskeyButton, Wish, use_support},
    model::{CODES, Factors, Passkey, Used},
};
use crate::{
    accounts::seen,
    error::AppError,
    text::{k, lang, t, tf},
    ui::{Act, Field, Form, Notice, Tone},
};
use leptos::prelude::*;

/// The card of second factors: what is set up, what is missing, and the ways to change it.
#[component]
pub fn Section(
    /// One's own factors, or why they cannot be shown.
    factors: Result<Factors, AppError>,
) -> impl IntoView {
    let inside = match factors {
        Err(error) => view! { <Notice tone=Tone::Warn><p>{error.say(lang())}</p></Notice> }.into_any(),
        Ok(factors) => {
            let (any, required) = (factors.any(), factors.required);
            let missing = match (any, required, factors.console) {
                (true, ..) | (false, false, false) => None,
                (false, _, true) => Some((Tone::Info, k::FACTORS_CONSOLE)),
                (false, true, false) => Some((Tone::Warn, k::FACTORS_MISSING)),
            };
            view! {
                {missing.map(|(tone, text)| view! { <Notice tone=tone><p>{t(text)}</p></Notice> })}
                <p class="muted">{t(k::FACTORS_ABOUT)}</p>
                <App totp=factors.totp/>
                <Passkeys passkeys=factors.passkeys possible=factors.passkeys_possible/>
                {any.then(|| view! { <Codes left=factors.codes_left/> })}
            }
            .into_any()
        }
    };
    view! {
        <section class="card" id="factors"><div class="card__head"><h2>{t(k::FACTORS_TITLE)}</h2></div><div class="card__body stack">{inside}</div></section>
    }
    .into_any()
}

fn used(used: Used) -> String {
    used.minutes.map_or_else(|| t(k::FACTORS_NEVER_USED).to_owned(), seen)
}

#[component]
fn App(totp: Option<Used>) -> impl IntoView {
    let (start, remove) = (Act::of::<StartTotp>(), Act::of::<RemoveTotp>());
    let line = match totp {
        Some(when) => view! {
            <span><b class="strong">{t(k::FACTORS_TOTP)}</b><small>{used(when)}</small></span>
            <Form action=remove><button class="button button--small" aria-label=t(k::FACTORS_TOTP_REMOVE)>{t(k::FACTORS_REMOVE)}</button></Form>
        }
        .into_any(),
        None => view! {
            <span><b class="strong">{t(k::FACTORS_TOTP)}</b><small>{t(k::FACTORS_TOTP_ABOUT)}</small></span>
            <Form action=start><button class="button">{t(k::FACTORS_TOTP_SET_UP)}</button></Form>
        }
        .into_any(),
    };
    view! { <ul class="lines"><li class="setline">{line}</li></ul> }
}

#[component]
fn Passkeys(passkeys: Vec<Passkey>, possible: bool) -> impl IntoView {
    let (add, remove, supported) = (Act::of::<AddPasskey>(), Act::of::<RemovePasskey>(), use_support());
    let lines = passkeys
        .into_iter()
        .map(|passkey| {
            let (id, label) = (passkey.id.to_string(), tf(k::FACTORS_PASSKEY_REMOVE, &[("name", &passkey.name)]));
            view! {
                <li class="setline">
                    <span><b class="strong">{passkey.name}</b><small>{used(passkey.used)}</small></span>
                    <Form action=remove key=id.clone()>
                        <input type="hidden" name="passkey" value=id/>
                        <button class="button button--small" aria-label=label>{t(k::FACTORS_REMOVE)}</button>
                    </Form>
                </li>
            }
        })
        .collect_view();
    let way = if possible {
        view! {
            <p class="muted" hidden=move || supported.get()>{t(k::FACTORS_PASSKEYS_SCRIPTS)}</p>
            <div hidden=move || !supported.get()>
                <Form action=add class="form">
                    <Field name="name" label=t(k::FACTORS_PASSKEY_NAME) hint=t(k::FACTORS_PASSKEY_NAME_HINT) required=true/>
                    <div class="form__actions"><PasskeyButton wish=Wish::Create text=k::FACTORS_PASSKEY_ADD/></div>
                </Form>
            </div>
        }
        .into_any()
    } else {
        view! { <p class="muted">{t(k::FACTORS_PASSKEYS_NO_HOST)}</p> }.into_any()
    };
    view! { <h3>{t(k::FACTORS_PASSKEYS)}</h3><p class="muted">{t(k::FACTORS_PASSKEYS_ABOUT)}</p><ul class="lines">{lines}</ul>{way} }
}

#[component]
fn Codes(left: i64) -> impl IntoView {
    let action = Act::of::<RenewCodes>();
    let few = left <= 3;
    let said = tf(k::FACTORS_CODES_LEFT, &[("n", &left.to_string()), ("all", &CODES.to_string())]);
    view! {
        <h3>{t(k::FACTORS_CODES)}</h3>
        {if few { view! { <Notice tone=Tone::Warn><p>{said}</p></Notice> }.into_any() } else { view! { <p>{said}</p> }.into_any() }}
        <p class="muted">{t(k::FACTORS_CODES_ABOUT)}</p>
        <Form action=action><button class="button">{t(k::FACTORS_CODES_RENEW)}</button></Form>
    }
}
