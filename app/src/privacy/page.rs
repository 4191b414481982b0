//! Two pages for anybody: what the browser keeps, what the server keeps.
use super::{
    api::load_privacy,
    browser::IN_BROWSER,
    model::{Place, Privacy},
};
use crate::{
    accounts::Bare,
    routes,
    text::{Text, k, lang, t, tf},
    ui::{Page, Suspense, show, use_data},
};
use leptos::prelude::*;

fn place(place: Place) -> Text {
    match place {
        Place::Cookie => k::PRIVACY_IN_COOKIE,
        Place::Cache => k::PRIVACY_IN_CACHE,
        Place::Database => k::PRIVACY_IN_DATABASE,
        Place::Local => k::PRIVACY_IN_LOCAL,
        Place::Session => k::PRIVACY_IN_SESSION,
    }
}

/// What the browser keeps.
#[component]
pub fn CookiesPage() -> impl IntoView {
    let rows = IN_BROWSER
        .iter()
        .map(|item| {
            let name = if item.bound { format!("__Host-{0} ({0})", item.name) } else { item.name.to_owned() };
            view! {
                <tr>
                    <th scope="row"><code>{name}</code><div class="muted">{t(place(item.place))}</div></th>
                    <td data-label=t(k::PRIVACY_PURPOSE)>{t(item.purpose)}</td>
                    <td data-label=t(k::PRIVACY_LASTS)>{item.lasts.say(lang())}</td>
                    <td data-label=t(k::PRIVACY_NEED)>{t(k::PRIVACY_NECESSARY)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Bare>
            <Page title=t(k::PRIVACY_COOKIES) class="page--legal">
                <p>{t(k::PRIVACY_COOKIES_INTRO)}</p>
                <div class="table-box" tabindex="0" role="region" aria-label=t(k::PRIVACY_COOKIES)>
                    <table class="table table--fold">
                        <caption class="sr">{t(k::PRIVACY_COOKIES)}</caption>
                        <thead><tr><th scope="col">{t(k::PRIVACY_NAME)}</th><th scope="col">{t(k::PRIVACY_PURPOSE)}</th><th scope="col">{t(k::PRIVACY_LASTS)}</th><th scope="col">{t(k::PRIVACY_NEED)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="muted">{t(k::PRIVACY_COOKIES_END)}</p>
                <p><a href=routes::privacy()>{t(k::PRIVACY_TITLE)}</a></p>
            </Page>
        </Bare>
    }
    .into_any()
}

/// What the server keeps.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let data = use_data(|| (), |()| load_privacy());
    view! {
        <Bare>
            <Suspense>{move || Suspend::new(async move { show(data.await, move |Privacy { contact, kept }| {
                let rows = kept.into_iter().map(|kept| view! {
                    <tr><th scope="row">{t(kept.what)}</th><td data-label=t(k::PRIVACY_LASTS)>{kept.lasts.say(lang())}</td></tr>
                }).collect_view();
                let address = contact.trim_start_matches("mailto:").to_owned();
                view! {
                    <Page title=t(k::PRIVACY_TITLE) class="page--legal">
                        <p>{tf(k::PRIVACY_INTRO, &[("contact", &address)])}</p>
                        <p><a href=contact>{address}</a></p>
                        <div class="table-box" tabindex="0" role="region" aria-label=t(k::PRIVACY_TITLE)>
                            <table class="table table--fold">
                                <caption class="sr">{t(k::PRIVACY_TITLE)}</caption>
                                <thead><tr><th scope="col">{t(k::PRIVACY_WHAT)}</th><th scope="col">{t(k::PRIVACY_LASTS)}</th></tr></thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                        <p class="muted">{t(k::PRIVACY_RIGHTS)}</p>
                        <p><a href=routes::cookies()>{t(k::PRIVACY_COOKIES)}</a></p>
                    </Page>
                }
            }) })}</Suspense>
        </Bare>
    }
    .into_any()
}
