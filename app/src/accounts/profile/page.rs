//! One's own mail address and language, and the page of the link that confirms a new address.
use super::api::{ChangeEmail, ChooseLanguage, ConfirmMailChange, find_mail_change};
use crate::{
    accounts::{
        model::Moving,
        page::{Bare, token},
    },
    text::{k, t, tf},
    ui::{Act, Choice, Field, Form, Page, Pick, Suspense, languages, show, use_data},
};
use leptos::prelude::*;

/// The address one signs in with, and the form for another.
#[component]
pub fn Address(email: String) -> impl IntoView {
    let action = Act::of::<ChangeEmail>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::ACCOUNTS_EMAIL)}</h2></div><div class="card__body stack">
            <p><b class="strong">{email}</b></p>
            <p class="muted">{t(k::ACCOUNTS_MAIL_HINT)}</p>
            <Form action=action class="form">
                <Field name="email" label=t(k::ACCOUNTS_MAIL_NEW) kind="email" autocomplete="email" required=true/>
                <Field name="current" label=t(k::ACCOUNTS_PASSWORD_CURRENT) kind="password" autocomplete="current-password" required=true/>
                <div class="form__actions"><button class="button">{t(k::ACCOUNTS_FORGOT_SEND)}</button></div>
            </Form>
        </div></section>
    }
}

/// The language of mails and new devices, and that of this device.
#[component]
pub fn Language(account: String, here: String) -> impl IntoView {
    let action = Act::of::<ChooseLanguage>();
    let none = Choice { value: String::new(), label: t(k::ACCOUNTS_LANGUAGE_SAME).into() };
    let own = std::iter::once(none).chain(languages()).collect::<Vec<_>>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::ACCOUNTS_LANGUAGES)}</h2></div><div class="card__body">
            <Form action=action class="form">
                <Pick name="account" label=t(k::ACCOUNTS_LANGUAGE_MAILS) value=account choices=languages()/>
                <Pick name="here" label=t(k::ACCOUNTS_LANGUAGE_HERE) value=here choices=own/>
                <div class="form__actions"><button class="button">{t(k::ACCOUNTS_NAME_SAVE)}</button></div>
            </Form>
        </div></section>
    }
}

/// The link of the mail: a button, since a GET changes nothing and mail scanners open links.
#[component]
pub fn NewMailPage() -> impl IntoView {
    let token = token();
    let found = use_data(token.clone(), find_mail_change);
    let action = Act::of::<ConfirmMailChange>();
    view! {
        <Bare>
            <Suspense>
                {move || { let token = token(); Suspend::new(async move { show(found.await, move |moving: Moving| view! {
                    <Page title=t(k::ACCOUNTS_MAIL_CONFIRM)>
                        <p>{tf(k::ACCOUNTS_MAIL_CONFIRM_AS, &[("name", &moving.name), ("email", &moving.email)])}</p>
                        <Form action=action class="form">
                            <input type="hidden" name="token" value=token/>
                            <button class="button button--primary">{t(k::ACCOUNTS_MAIL_CONFIRM_DO)}</button>
                        </Form>
                    </Page>
                }) }) }}
            </Suspense>
        </Bare>
    }
    .into_any()
}
