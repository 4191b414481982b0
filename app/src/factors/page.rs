//! Pages of second factors: the second step of signing in, setting an app up, new recovery codes, showing once more who
//! you are.
use super::{
    api::{
        ConfirmCode, ConfirmPasskey, ConfirmPassword, ConfirmTotp, KeepCodes, SecondPasskey, SecondStep, load_codes,
        load_second, load_totp, load_ways,
    },
    button::{PasskeyButton, Wish, use_support},
    model::{Enrolment, Ways},
};
use crate::{
    accounts::Bare,
    routes,
    text::{k, t},
    ui::{Act, Field, Form, Notice, Page, Suspense, Tone, show, use_data, use_query_map},
};
use leptos::prelude::*;

/// The second factor after a password.
#[component]
pub fn SecondPage() -> impl IntoView {
    let data = use_data(|| (), |()| load_second());
    let (code, passkey) = (Act::of::<SecondStep>(), Act::of::<SecondPasskey>());
    let supported = use_support();
    view! {
        <Bare>
            <Suspense>{move || Suspend::new(async move { show(data.await, move |ways: Ways| view! {
                <Page title=t(k::FACTORS_SECOND)>
                    {ways.passkey.then(|| view! {
                        <div hidden=move || !supported.get()>
                            <Form action=passkey class="form"><PasskeyButton wish=Wish::Ask text=k::FACTORS_PASSKEY_USE class="button button--primary"/></Form>
                            {ways.code.then(|| view! { <p class="signin__or">{t(k::FACTORS_OR)}</p> })}
                        </div>
                    })}
                    {ways.code.then(|| view! {
                        <Form action=code class="form">
                            <CodeField/>
                            <button class="button button--primary">{t(k::ACCOUNTS_SIGN_IN)}</button>
                        </Form>
                    })}
                    <p class="muted">{t(k::FACTORS_LOST)}</p>
                    <p><a href=routes::sign_in()>{t(k::FACTORS_OTHER_ACCOUNT)}</a></p>
                </Page>
            }) })}</Suspense>
        </Bare>
    }
    .into_any()
}

/// A code of an app, or a recovery code.
#[component]
fn CodeField() -> impl IntoView {
    view! { <Field name="code" label=t(k::FACTORS_CODE) hint=t(k::FACTORS_CODE_HINT) autocomplete="one-time-code" required=true/> }
}

/// Sets an authenticator app up.
#[component]
pub fn TotpPage() -> impl IntoView {
    let data = use_data(|| (), |()| load_totp());
    let action = Act::of::<ConfirmTotp>();
    view! {
        <Bare>
            <Suspense>{move || Suspend::new(async move { show(data.await, move |found: Option<Enrolment>| view! {
                <Page title=t(k::FACTORS_TOTP_SET_UP)>
                    {match found {
                        Some(Enrolment { secret, side, path }) => view! {
                            <p>{t(k::FACTORS_TOTP_SCAN)}</p>
                            <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=t(k::FACTORS_TOTP_PICTURE)>
                                <rect class="qr__paper" width=side height=side/><path class="qr__ink" d=path/>
                            </svg>
                            <p>{t(k::FACTORS_TOTP_TYPE)}</p>
                            <p class="secret"><code>{secret}</code></p>
                            <Form action=action class="form">
                                <Field name="code" label=t(k::FACTORS_TOTP_CODE) hint=t(k::FACTORS_TOTP_CODE_HINT) autocomplete="one-time-code" required=true/>
                                <button class="button button--primary">{t(k::FACTORS_TOTP_CONFIRM)}</button>
                            </Form>
                        }.into_any(),
                        None => view! { <Notice tone=Tone::Info><p>{t(k::FACTORS_TOTP_OVER)}</p></Notice> }.into_any(),
                    }}
                    <p><a href=routes::account()>{t(k::FACTORS_BACK)}</a></p>
                </Page>
            }) })}</Suspense>
        </Bare>
    }
    .into_any()
}

/// Recovery codes that were just made.
#[component]
pub fn CodesPage() -> impl IntoView {
    let data = use_data(|| (), |()| load_codes());
    let action = Act::of::<KeepCodes>();
    view! {
        <Bare>
            <Suspense>{move || Suspend::new(async move { show(data.await, move |codes: Vec<String>| view! {
                <Page title=t(k::FACTORS_CODES)>
                    {if codes.is_empty() {
                        view! {
                            <Notice tone=Tone::Info><p>{t(k::FACTORS_CODES_GONE)}</p></Notice>
                            <p><a href=routes::account()>{t(k::FACTORS_BACK)}</a></p>
                        }.into_any()
                    } else {
                        view! {
                            <Notice tone=Tone::Warn><p>{t(k::FACTORS_CODES_KEEP)}</p></Notice>
                            <ol class="codes">{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ol>
                            <Form action=action><button class="button button--primary">{t(k::FACTORS_CODES_KEPT)}</button></Form>
                        }.into_any()
                    }}
                </Page>
            }) })}</Suspense>
        </Bare>
    }
    .into_any()
}

/// Shows once more who you are, then goes back.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let data = use_data(|| (), |()| load_ways());
    let query = use_query_map();
    let back = Memo::new(move |_| {
        query.with(|q| q.get("back")).and_then(|back| routes::inside(&back)).unwrap_or_else(routes::account)
    });
    let (password, code, passkey) =
        (Act::of::<ConfirmPassword>(), Act::of::<ConfirmCode>(), Act::of::<ConfirmPasskey>());
    let supported = use_support();
    let hidden = move || view! { <input type="hidden" name="back" value=move || back.get()/> };
    view! {
        <Bare>
            <Suspense>{move || Suspend::new(async move { show(data.await, move |ways: Ways| view! {
                <Page title=t(k::FACTORS_CONFIRM)>
                    <p>{t(k::FACTORS_CONFIRM_WHY)}</p>
                    {ways.passkey.then(|| view! {
                        <div hidden=move || !supported.get()>
                            <Form action=passkey class="form">{hidden()}<PasskeyButton wish=Wish::Ask text=k::FACTORS_PASSKEY_USE/></Form>
                        </div>
                    })}
                    {ways.code.then(|| view! {
                        <Form action=code class="form">{hidden()}<CodeField/><button class="button">{t(k::FACTORS_CONFIRM_CODE)}</button></Form>
                    })}
                    {ways.password.then(|| view! {
                        <Form action=password class="form">
                            {hidden()}
                            <Field name="password" label=t(k::ACCOUNTS_PASSWORD) kind="password" autocomplete="current-password" required=true/>
                            <button class="button">{t(k::FACTORS_CONFIRM_PASSWORD)}</button>
                        </Form>
                    })}
                    {(ways == Ways::default()).then(|| view! {
                        <Notice tone=Tone::Info><p>{t(k::FACTORS_NO_WAY)}</p></Notice>
                        <p><a class="button" href=routes::forgot()>{t(k::ACCOUNTS_FORGOT)}</a></p>
                    })}
                    <p><a href=move || back.get()>{t(k::FACTORS_BACK)}</a></p>
                </Page>
            }) })}</Suspense>
        </Bare>
    }
    .into_any()
}
