//! Pages: sign in, one-time link, invitation.
use super::{
    api::{AcceptInvitation, Enter, SetLanguage, SetUp, SignIn, SignOut, find_entry, find_invitation},
    model::{Entry, Invited},
};
use crate::{
    routes,
    text::{Lang, k, lang, t, tf},
    ui::{Act, Field, Form, Icon, Notice, Page, Suspense, Tone, show, use_data, use_params_map, use_query_map},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub(super) fn token() -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let params = use_params_map();
    move || params.read().get("token").unwrap_or_default()
}

/// Sign in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let action = Act::of::<SignIn>();
    let query = use_query_map();
    let changed = move || query.with(|query| query.get_str("changed").is_some());
    let moved = move || query.with(|query| query.get_str("mail") == Some("changed"));
    view! {
        <Bare>
            <Page title=t(k::ACCOUNTS_SIGN_IN)>
                {move || changed().then(|| view! { <Notice tone=Tone::Good><p>{t(k::ACCOUNTS_PASSWORD_CHANGED_ENTER)}</p></Notice> })}
                {move || moved().then(|| view! { <Notice tone=Tone::Good><p>{t(k::ACCOUNTS_MAIL_CHANGED)}</p></Notice> })}
                <Form action=action class="form">
                    <Field name="email" label=t(k::ACCOUNTS_EMAIL) kind="email" autocomplete="username" required=true/>
                    <Field name="password" label=t(k::ACCOUNTS_PASSWORD) kind="password" autocomplete="current-password" required=true/>
                    <button class="button button--primary">{t(k::ACCOUNTS_SIGN_IN)}</button>
                </Form>
                <crate::factors::PasskeyDoor/>
                <p><a href=routes::forgot()>{t(k::ACCOUNTS_FORGOT)}</a></p>
                <super::enrol::WayIn/>
            </Page>
        </Bare>
    }
    .into_any()
}

/// A one-time link: a button, since a GET changes nothing and mail scanners open links.
#[component]
pub fn EnterPage() -> impl IntoView {
    let token = token();
    let found = use_data(token.clone(), find_entry);
    let enter = Act::of::<Enter>();
    let set_up = Act::of::<SetUp>();
    view! {
        <Bare>
            <Suspense>
                {move || { let token = token(); Suspend::new(async move { show(found.await, move |entry| match entry {
                    Entry::SignIn { name } => view! {
                        <Page title=tf(k::ACCOUNTS_ENTER_AS, &[("name", &name)])>
                            <Form action=enter class="form">
                                <input type="hidden" name="token" value=token/>
                                <button class="button button--primary">{t(k::ACCOUNTS_SIGN_IN)}</button>
                            </Form>
                        </Page>
                    }.into_any(),
                    Entry::SetUp => view! {
                        <Page title=t(k::ACCOUNTS_SET_UP)>
                            <Form action=set_up class="form">
                                <input type="hidden" name="token" value=token/>
                                <Field name="workspace" label=t(k::ACCOUNTS_WORKSPACE) hint=t(k::ACCOUNTS_WORKSPACE_HINT) required=true/>
                                <Field name="name" label=t(k::ACCOUNTS_NAME) autocomplete="name" required=true/>
                                <Field name="email" label=t(k::ACCOUNTS_EMAIL) kind="email" autocomplete="username" required=true/>
                                <Field name="password" label=t(k::ACCOUNTS_PASSWORD) kind="password" hint=t(k::ACCOUNTS_PASSWORD_HINT) autocomplete="new-password" required=true/>
                                <button class="button button--primary">{t(k::ACCOUNTS_SET_UP_DO)}</button>
                            </Form>
                        </Page>
                    }.into_any(),
                }) }) }}
            </Suspense>
        </Bare>
    }
    .into_any()
}

/// An invitation by mail.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = token();
    let found = use_data(token.clone(), find_invitation);
    let accept = Act::of::<AcceptInvitation>();
    view! {
        <Bare>
            <Suspense>
                {move || { let token = token(); Suspend::new(async move { show(found.await, move |invited: Invited| view! {
                    <Page title=tf(k::ACCOUNTS_INVITED, &[("production", &invited.production)])>
                        <p>{tf(if invited.department.is_empty() { k::MEMBERS_INVITED_AS } else { k::ACCOUNTS_INVITED_AS },
                            &[("email", &invited.email), ("role", t(invited.role)), ("department", &invited.department)])}</p>
                        <Form action=accept class="form">
                            <input type="hidden" name="token" value=token/>
                            {(!invited.known).then(|| view! { <Field name="name" label=t(k::ACCOUNTS_NAME) value=invited.name.clone() autocomplete="name" required=true/> })}
                            {invited.known.then(|| view! { <input type="hidden" name="name" value=invited.name.clone()/> })}
                            <Field name="password" label=t(k::ACCOUNTS_PASSWORD) kind="password"
                                hint=if invited.known { t(k::ACCOUNTS_PASSWORD_KNOWN) } else { t(k::ACCOUNTS_PASSWORD_HINT) }
                                autocomplete=if invited.known { "current-password" } else { "new-password" } required=true/>
                            <button class="button button--primary">{t(k::ACCOUNTS_ACCEPT)}</button>
                        </Form>
                    </Page>
                }) }) }}
            </Suspense>
        </Bare>
    }
    .into_any()
}

/// Name, language and way out, in the top bar.
#[component]
pub fn AccountBar(
    /// Whoever is signed in.
    #[prop(into)]
    name: String,
    /// Further ways to go.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let action = Act::of::<SignOut>();
    view! {
        <div class="topbar__tools">
            <details class="menu menu--end menu--plain">
                <summary class="button button--quiet"><Icon name="user"/><span class="desk-only">{name}</span><span class="sr">{t(k::ACCOUNTS_MENU)}</span></summary>
                <div class="menu__list">
                    {children.map(|c| c())}
                    <a class="menu__item" href=routes::account()>{t(k::ACCOUNTS_MINE)}</a>
                    <LanguageForm/>
                    <a class="menu__item" href=routes::privacy()>{t(k::PRIVACY_TITLE)}</a>
                    <a class="menu__item" href=routes::cookies()>{t(k::PRIVACY_COOKIES)}</a>
                    <Form action=action class="leave"><button class="menu__item">{t(k::ACCOUNTS_SIGN_OUT)}</button></Form>
                </div>
            </details>
            <Leave/>
        </div>
    }
    .into_any()
}

/// Asks whoever signs out while answers have not been sent; opened and heard by `leave.js`.
#[component]
fn Leave() -> impl IntoView {
    view! {
        <dialog class="dialog" id="leave" aria-labelledby="leave-title">
            <form method="dialog" class="dialog__form">
                <div class="dialog__head"><h2 id="leave-title">{t(k::ACCOUNTS_LEAVE_TITLE)}</h2></div>
                <div class="dialog__body"><p data-left=t(k::ACCOUNTS_LEAVE_LEFT)></p></div>
                <div class="dialog__foot">
                    <button class="button button--primary" value="send">{t(k::ACCOUNTS_LEAVE_SEND)}</button>
                    <button class="button button--danger" value="anyway">{t(k::ACCOUNTS_LEAVE_ANYWAY)}</button>
                    <button class="button" value="stay">{t(k::ACCOUNTS_LEAVE_STAY)}</button>
                </div>
            </form>
        </dialog>
    }
}

/// The other languages, each one tap away and by its own name.
#[component]
pub fn LanguageForm() -> impl IntoView {
    let action = Act::of::<SetLanguage>();
    let path = use_location().pathname;
    let here = lang();
    let others = Lang::ALL
        .into_iter()
        .filter(|other| *other != here)
        .map(|other| view! { <button class="menu__item" name="language" value=other.tag() lang=other.tag()>{other.own_name()}</button> })
        .collect_view();
    view! {
        <Form action=action class="languages">
            <input type="hidden" name="back" value=move || path.get()/>
            {others}
        </Form>
    }
    .into_any()
}

/// The frame of pages for whoever is not signed in.
#[component]
pub fn Bare(
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="bare">
            <header class="bare__head"><a class="wordmark" href="/"><crate::productions::Mark/>"Daybreak"</a></header>
            <main id="main" class="bare__main" tabindex="-1">{children()}</main>
            <footer class="bare__foot">
                <LanguageForm/>
                <a href=routes::privacy()>{t(k::PRIVACY_TITLE)}</a>
                <a href=routes::cookies()>{t(k::PRIVACY_COOKIES)}</a>
            </footer>
        </div>
    }
    .into_any()
}
