//! Pages for whoever makes an account or a company of their own.
use super::api::{FoundCompany, Register, VerifyRegistration, find_entrance, find_registration};
use crate::{
    accounts::{
        model::{Entrance, Pending},
        page::{Bare, token},
    },
    routes,
    text::{k, t, tf},
    ui::{Act, Field, Form, Notice, Page, Suspense, Tone, show, use_data, use_query_map},
};
use leptos::prelude::*;

/// What stands below the sign-in form: how one comes by an account here.
#[component]
pub fn WayIn() -> impl IntoView {
    let data = use_data(|| (), |()| find_entrance());
    view! {
        <Suspense>{move || Suspend::new(async move {
            let open = data.await.is_ok_and(|entrance: Entrance| entrance.open);
            open.then(|| view! { <p><a href=routes::register()>{t(k::ACCOUNTS_REGISTER)}</a></p> })
        })}</Suspense>
        <p class="muted">{t(k::ACCOUNTS_NO_ACCOUNT)}</p>
    }
}

/// Asks for an account; where the house is closed, says whom to ask.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let action = Act::of::<Register>();
    let data = use_data(|| (), |()| find_entrance());
    let query = use_query_map();
    let sent = move || query.with(|query| query.get_str("sent").is_some());
    view! {
        <Bare>
            <Suspense>{move || Suspend::new(async move { show(data.await, move |entrance: Entrance| {
                let address = entrance.contact.trim_start_matches("mailto:").to_owned();
                view! {
                    <Page title=t(k::ACCOUNTS_REGISTER)>
                        {move || sent().then(|| view! { <Notice tone=Tone::Good><p>{t(k::ACCOUNTS_REGISTER_SENT)}</p></Notice> })}
                        {if entrance.open {
                            view! { <RegisterForm action=action/> }.into_any()
                        } else {
                            view! { <p>{t(k::ACCOUNTS_REGISTER_CLOSED)}</p><p><a href=entrance.contact>{address}</a></p> }.into_any()
                        }}
                        <p><a href=routes::sign_in()>{t(k::ACCOUNTS_SIGN_IN)}</a></p>
                    </Page>
                }
            }) })}</Suspense>
        </Bare>
    }
    .into_any()
}

#[component]
fn RegisterForm(action: Act) -> impl IntoView {
    view! {
        <p>{t(k::ACCOUNTS_FORGOT_HINT)}</p>
        <Form action=action class="form">
            <Field name="name" label=t(k::ACCOUNTS_NAME) autocomplete="name" required=true/>
            <Field name="email" label=t(k::ACCOUNTS_EMAIL) kind="email" autocomplete="username" required=true/>
            <Field name="password" label=t(k::ACCOUNTS_PASSWORD) kind="password" hint=t(k::ACCOUNTS_PASSWORD_HINT) autocomplete="new-password" required=true/>
            <Field name="company" label=t(k::ACCOUNTS_WORKSPACE) hint=t(k::ACCOUNTS_REGISTER_COMPANY_HINT) autocomplete="organization"/>
            <button class="button button--primary">{t(k::ACCOUNTS_FORGOT_SEND)}</button>
        </Form>
    }
}

/// The link of the mail: a button, since a GET changes nothing and mail scanners open links.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let token = token();
    let found = use_data(token.clone(), find_registration);
    let action = Act::of::<VerifyRegistration>();
    view! {
        <Bare>
            <Suspense>
                {move || { let token = token(); Suspend::new(async move { show(found.await, move |pending: Pending| view! {
                    <Page title=t(k::ACCOUNTS_VERIFY)>
                        <p>{format!("{} · {}", pending.name, pending.email)}</p>
                        {(!pending.company.is_empty()).then(|| view! { <p>{tf(k::ACCOUNTS_VERIFY_COMPANY, &[("company", &pending.company)])}</p> })}
                        <Form action=action class="form">
                            <input type="hidden" name="token" value=token/>
                            <Field name="password" label=t(k::ACCOUNTS_PASSWORD) kind="password" hint=t(k::ACCOUNTS_VERIFY_PASSWORD) autocomplete="current-password" required=true/>
                            <button class="button button--primary">{t(k::ACCOUNTS_VERIFY_DO)}</button>
                        </Form>
                    </Page>
                }) }) }}
            </Suspense>
        </Bare>
    }
    .into_any()
}

/// What somebody without a company can do: ask to be invited, or make one, where the house is open.
#[component]
pub fn Found(
    /// Whether a company may be made.
    open: bool,
) -> impl IntoView {
    let action = Act::of::<FoundCompany>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::ACCOUNTS_ALONE)}</h2></div><div class="card__body stack">
            <p>{t(k::ACCOUNTS_ALONE_HINT)}</p>
            {open.then(|| view! {
                <Form action=action class="form">
                    <Field name="name" label=t(k::ACCOUNTS_WORKSPACE) hint=t(k::ACCOUNTS_WORKSPACE_HINT) autocomplete="organization" required=true/>
                    <div class="form__actions"><button class="button">{t(k::ACCOUNTS_FOUND)}</button></div>
                </Form>
            })}
        </div></section>
    }
    .into_any()
}
