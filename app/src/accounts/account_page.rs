//! Pages around a password: lost, set anew, one's own account with its devices.
use super::{
    api::{
        ChangeName, ChangePassword, EndOtherSessions, EndSession, RequestReset, ResetPassword, find_reset, load_account,
    },
    model::{Account, Device},
    page::{Bare, token},
    profile::{Address, Language},
};
use crate::{
    text::{Text, k, t, tf},
    ui::{
        Act, Badge, Field, Form, Notice, Page, Suspense, Tone, Transition, show, use_data, use_query_map, use_refresh,
    },
};
use leptos::prelude::*;

/// A notice of what was done.
fn notice(shown: bool, text: Text) -> Option<AnyView> {
    shown.then(|| view! { <Notice tone=Tone::Good><p>{t(text)}</p></Notice> }.into_any())
}

/// Asks for a link to set a new password.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let action = Act::of::<RequestReset>();
    let sent = use_query_map();
    let sent = move || sent.with(|query| query.get_str("sent").is_some());
    view! {
        <Bare>
            <Page title=t(k::ACCOUNTS_FORGOT_TITLE)>
                {move || notice(sent(), k::ACCOUNTS_FORGOT_SENT)}
                <p>{t(k::ACCOUNTS_FORGOT_HINT)}</p>
                <Form action=action class="form">
                    <Field name="email" label=t(k::ACCOUNTS_EMAIL) kind="email" autocomplete="username" required=true/>
                    <button class="button button--primary">{t(k::ACCOUNTS_FORGOT_SEND)}</button>
                </Form>
                <p><a href=crate::routes::sign_in()>{t(k::ACCOUNTS_SIGN_IN)}</a></p>
            </Page>
        </Bare>
    }
    .into_any()
}

/// Sets a new password through a link.
#[component]
pub fn ResetPage() -> impl IntoView {
    let token = token();
    let found = use_data(token.clone(), find_reset);
    let action = Act::of::<ResetPassword>();
    view! {
        <Bare>
            <Suspense>
                {move || { let token = token(); Suspend::new(async move { show(found.await, move |name: String| view! {
                    <Page title=tf(k::ACCOUNTS_RESET_TITLE, &[("name", &name)])>
                        <p>{t(k::ACCOUNTS_RESET_HINT)}</p>
                        <Form action=action class="form">
                            <input type="hidden" name="token" value=token/>
                            <Field name="password" label=t(k::ACCOUNTS_PASSWORD_NEW) kind="password" hint=t(k::ACCOUNTS_PASSWORD_HINT) autocomplete="new-password" required=true/>
                            <button class="button button--primary">{t(k::ACCOUNTS_PASSWORD_SET)}</button>
                        </Form>
                    </Page>
                }) }) }}
            </Suspense>
        </Bare>
    }
    .into_any()
}

/// One's own account: name, password, devices.
#[component]
pub fn AccountPage() -> impl IntoView {
    let refresh = use_refresh();
    let data = use_data(move || refresh.0.get(), |_| load_account());
    let me = use_data(move || refresh.0.get(), |_| super::api::who_am_i());
    let looks = use_data(|| (), |()| crate::audit::api::load_looks());
    let factors = use_data(move || refresh.0.get(), |_| crate::factors::api::load_factors());
    let query = use_query_map();
    let changed = move || query.with(|query| query.get_str("changed").is_some());
    let mail = move |what: &'static str| query.with(|query| query.get_str("mail") == Some(what));
    view! {
        <Transition>{move || {
            // Asked for before anything is waited for: the page may be left meanwhile, and its questions with it.
            let asked = (data.into_future(), factors.into_future(), looks.into_future(), me.into_future());
            Suspend::new(async move { let (data, factors, looks, me) = (asked.0.await, asked.1.await, asked.2.await.unwrap_or_default(), asked.3.await); show(data, move |account: Account| view! {
            <crate::productions::Top name=account.name.clone()>
                <Page title=t(k::ACCOUNTS_MINE)>
                    {move || notice(changed(), k::ACCOUNTS_PASSWORD_CHANGED)}
                    {move || notice(mail("sent"), k::ACCOUNTS_MAIL_SENT)}
                    {move || notice(mail("changed"), k::ACCOUNTS_MAIL_CHANGED)}
                    <div class="grid-2">
                        <div class="stack"><Name name=account.name/><Address email=account.email/><Password beside=factors.as_ref().is_ok_and(|f| f.any())/></div>
                        <div class="stack"><crate::factors::Section factors=factors/></div>
                        <div class="stack"><Devices devices=account.devices/><Language account=account.language here=account.here/></div>
                        <div class="stack">{me.ok().map(|me| view! { <crate::confidential::Mine productions=me.productions.clone()/><crate::members::Leave me=me/> })}<crate::audit::Looks looks=looks/></div>
                    </div>
                </Page>
            </crate::productions::Top>
        }) }) }}</Transition>
    }
    .into_any()
}

#[component]
fn Name(name: String) -> impl IntoView {
    let action = Act::of::<ChangeName>();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::ACCOUNTS_DETAILS)}</h2></div><div class="card__body">
            <Form action=action class="form">
                <Field name="name" label=t(k::ACCOUNTS_NAME) value=name autocomplete="name" required=true/>
                <div class="form__actions"><button class="button">{t(k::ACCOUNTS_NAME_SAVE)}</button></div>
            </Form>
        </div></section>
    }
}

#[component]
fn Password(beside: bool) -> impl IntoView {
    let action = Act::of::<ChangePassword>();
    let hint = if beside { k::FACTORS_PASSWORD_HINT } else { k::ACCOUNTS_PASSWORD_HINT };
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::ACCOUNTS_PASSWORD)}</h2></div><div class="card__body">
            <Form action=action class="form">
                <Field name="current" label=t(k::ACCOUNTS_PASSWORD_CURRENT) kind="password" autocomplete="current-password" required=true/>
                <Field name="password" label=t(k::ACCOUNTS_PASSWORD_NEW) kind="password" hint=t(hint) autocomplete="new-password" required=true/>
                <div class="form__actions"><button class="button">{t(k::ACCOUNTS_PASSWORD_SET)}</button></div>
            </Form>
        </div></section>
    }
}

#[component]
fn Devices(devices: Vec<Device>) -> impl IntoView {
    let (end, end_others) = (Act::of::<EndSession>(), Act::of::<EndOtherSessions>());
    let others = devices.iter().any(|device| !device.here);
    let lines = devices
        .into_iter()
        .map(|d| {
            let name = if d.browser.is_empty() { t(k::ACCOUNTS_DEVICE_UNKNOWN).to_owned() } else { d.browser.clone() };
            let from = (!d.from.is_empty()).then(|| tf(k::ACCOUNTS_DEVICE_FROM, &[("from", &d.from)]));
            let about = [Some(seen(d.seen_minutes)), from].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let label = tf(k::ACCOUNTS_DEVICE_END_OF, &[("device", &name)]);
            let way_out = if d.here {
                view! { <Badge tone=Tone::Good text=t(k::ACCOUNTS_DEVICE_HERE)/> }.into_any()
            } else {
                view! {
                    <Form action=end key=d.key.clone()>
                        <input type="hidden" name="device" value=d.key/>
                        <button class="button button--small" aria-label=label>{t(k::ACCOUNTS_DEVICE_END)}</button>
                    </Form>
                }
                .into_any()
            };
            view! { <li class="setline"><span><b class="strong">{name}</b><small>{about}</small></span>{way_out}</li> }
        })
        .collect_view();
    view! {
        <section class="card"><div class="card__head"><h2>{t(k::ACCOUNTS_DEVICES)}</h2></div><div class="card__body stack">
            <p class="muted">{t(k::ACCOUNTS_DEVICES_HINT)}</p>
            <ul class="lines">{lines}</ul>
            {others.then(|| view! { <Form action=end_others><button class="button button--danger">{t(k::ACCOUNTS_DEVICES_END)}</button></Form> })}
        </div></section>
    }
}

/// How long ago, as roughly as it matters.
pub(crate) fn seen(minutes: i64) -> String {
    let (text, n) = match minutes {
        ..=1 => return t(k::ACCOUNTS_SEEN_NOW).to_owned(),
        2..=119 => (k::ACCOUNTS_SEEN_MINUTES, minutes),
        120..=2879 => (k::ACCOUNTS_SEEN_HOURS, minutes / 60),
        _ => (k::ACCOUNTS_SEEN_DAYS, minutes / 1440),
    };
    tf(text, &[("n", &n.to_string())])
}
