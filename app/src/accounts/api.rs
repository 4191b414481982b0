//! What the browser may ask of accounts.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{Account, Entry, Invited, Me};
use crate::{error::AppError, ui::Landing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{devices, known, model, password, reset, session, store, strength, throttle},
    crate::{
        access::{self, Instance, Own, Scope, Shown, Via},
        audit,
        error::Problems,
        factors::store as factors,
        people::Origin,
        routes,
        text::{Lang, k},
        values::AccountId,
    },
    serde_json::json,
};

/// Whoever is signed in.
#[server(input = GetUrl)]
pub async fn who_am_i() -> Result<Me, AppError> {
    let me = access::with(Own, store::me).await?;
    Ok(Me { may_found: super::enrol::api::is_open(), ..me })
}

/// Signs in. Known and unknown addresses get the same answer in the same time.
#[server]
pub async fn sign_in(email: String, password: String) -> Result<Landing, AppError> {
    let account = owner_of(&email, password, SIGN_IN).await?.ok_or_else(|| AppError::field("", k::ACCOUNTS_WRONG))?;
    begin(account, routes::home()).await
}

/// Keeps a language for this browser, and for the account of whoever is signed in; strictly necessary, so no consent is
/// asked.
#[server]
pub async fn set_language(language: String, back: String) -> Result<Landing, AppError> {
    let lang = Lang::from_tag(&language).ok_or_else(|| AppError::field("language", k::ERROR_CHOICE))?;
    super::profile::remember(Some(lang));
    if access::viewer().account().is_some() {
        access::with(Own, async |scope: &mut Scope<access::ManageOwn>| devices::speak(scope, lang).await).await?;
    }
    Ok(Landing::afresh(routes::inside(&back).unwrap_or_else(routes::home)))
}

/// Signs out of this browser.
#[server]
pub async fn sign_out() -> Result<Landing, AppError> {
    if let Some(account) = access::viewer().account() {
        audit::note(Some(account), "sign_out", true, json!({}));
    }
    session::end().await?;
    // Not the storage: other people's sheets and unsent answers on this device are in it.
    say(http::HeaderName::from_static("clear-site-data"), "\"cache\"");
    Ok(Landing::on(routes::sign_in()))
}

/// Asks for a link by mail to set a new password. The answer is the same whether the address has an account or not.
#[server]
pub async fn request_reset(email: String) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let email = problems.take("email", model::email(&email).ok_or(()), k::ERROR_EMAIL);
    problems.done()?;
    let origin = use_context::<Origin>().ok_or_else(|| AppError::internal("context", "no origin"))?;
    access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        reset::request(scope, &email, from(), &origin.0).await
    })
    .await?;
    Ok(Landing::on(format!("{}?sent=1", routes::forgot())))
}

/// Whose password a link is for: the name.
#[server(input = GetUrl)]
pub async fn find_reset(token: String) -> Result<String, AppError> {
    access::with(Instance, async |scope: &mut Scope<access::Enter>| Ok(reset::find(scope, &token).await?.name)).await
}

/// Sets a new password through a link. Nobody is signed in by it, and whoever was is no longer.
#[server]
pub async fn reset_password(token: String, password: String) -> Result<Landing, AppError> {
    let owner =
        access::with(Instance, async |scope: &mut Scope<access::Enter>| reset::find(scope, &token).await).await?;
    let new = accepted(password, &owner, &[]).await?;
    access::with(Instance, async |scope: &mut Scope<access::Enter>| reset::finish(scope, &token, &new).await).await?;
    Ok(Landing::on(format!("{}?changed=1", routes::sign_in())))
}

/// One's own account and where one is signed in.
#[server(input = GetUrl)]
pub async fn load_account() -> Result<Account, AppError> {
    let account = access::with(Own, devices::load).await?;
    Ok(Account { here: super::profile::here(), ..account })
}

/// Changes one's own name.
#[server]
pub async fn change_name(name: String) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let name = problems.text("name", &name, 120);
    problems.done()?;
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| devices::rename(scope, &name).await).await?;
    Ok(Landing::on(routes::account()))
}

/// Changes one's own password; the present one is asked. Every other device has to sign in again.
#[server]
pub async fn change_password(current: String, password: String) -> Result<Landing, AppError> {
    let (owner, me) = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| {
        let email = devices::own_email(scope).await?;
        Ok((reset::owner(scope, &email).await?, store::me(scope).await?))
    })
    .await?;
    let known = owner_of(&owner.email, current, "password.changed").await?;
    if known != Some(owner.account) {
        return Err(AppError::field("current", k::ACCOUNTS_CURRENT_WRONG));
    }
    let companies = me.workspaces.iter().map(|w| w.name.as_str());
    let titles = me.productions.iter().flat_map(|p| [p.title.as_str(), p.code_name.as_str()]);
    let new = accepted(password, &owner, &companies.chain(titles).collect::<Vec<_>>()).await?;
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| {
        reset::set(scope, &owner, &new).await?;
        audit::security(scope, Some(owner.account), "password.changed", true, json!({})).await
    })
    .await?;
    session::begin_with(owner.account, access::viewer().shown().again(Via::Password, access::now()?)).await?;
    Ok(Landing::on(format!("{}?changed=1", routes::account())))
}

/// Ends one of one's own sessions.
#[server]
pub async fn end_session(device: String) -> Result<Landing, AppError> {
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| devices::end(scope, &device).await).await?;
    Ok(Landing::on(routes::account()))
}

/// Ends all of one's own sessions but this one.
#[server]
pub async fn end_other_sessions() -> Result<Landing, AppError> {
    access::with(Own, devices::end_others).await?;
    Ok(Landing::on(routes::account()))
}

/// What a one-time link is for.
#[server(input = GetUrl)]
pub async fn find_entry(token: String) -> Result<Entry, AppError> {
    access::with(Instance, async |scope: &mut Scope<access::Enter>| Ok(store::entry(scope, &token).await?.0)).await
}

/// Signs in through a one-time link.
#[server]
pub async fn enter(token: String) -> Result<Landing, AppError> {
    let account = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        let (_, account) = store::entry(scope, &token).await?;
        store::use_entry(scope, &token).await?;
        let account = account.ok_or(AppError::NotFound)?;
        audit::security(scope, Some(account), "link.used", true, json!({})).await?;
        Ok(account)
    })
    .await?;
    session::begin_with(account, Shown::by(Via::Console, access::now()?)).await?;
    Ok(Landing::on(routes::home()))
}

/// Makes the first account and its workspace.
#[server]
pub async fn set_up(
    token: String,
    workspace: String,
    name: String,
    email: String,
    password: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let workspace = problems.text("workspace", &workspace, 120);
    let name = problems.text("name", &name, 120);
    let email = problems.take("email", model::email(&email).ok_or(()), k::ERROR_EMAIL);
    strength::check(&mut problems, &password, &[&workspace, &name, &email]);
    problems.done()?;
    let hash = password::hash(password).await?;
    let lang = use_context::<Lang>().unwrap_or_default();
    let account = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        let (Entry::SetUp, _) = store::entry(scope, &token).await? else { return Err(AppError::NotFound) };
        store::use_entry(scope, &token).await?;
        let account = store::create(scope, &email, &name, Some(hash), lang).await?;
        store::create_workspace(scope, &workspace, account).await?;
        audit::security(scope, Some(account), "account.set_up", true, json!({})).await?;
        Ok(account)
    })
    .await?;
    session::begin_with(account, Shown::by(Via::Console, access::now()?)).await?;
    note_device(account).await?;
    Ok(Landing::on(routes::home()))
}

/// What an invitation is to.
#[server(input = GetUrl)]
pub async fn find_invitation(token: String) -> Result<Invited, AppError> {
    access::with(Instance, async |scope: &mut Scope<access::Enter>| store::invited(scope, &token).await).await
}

/// Accepts an invitation: with a new password, or with the one of the account that has this address.
#[server]
pub async fn accept_invitation(token: String, name: String, password: String) -> Result<Landing, AppError> {
    let invited =
        access::with(Instance, async |scope: &mut Scope<access::Enter>| store::invited(scope, &token).await).await?;
    let mut problems = Problems::default();
    let name = if invited.known { invited.name } else { problems.text("name", &name, 120) };
    if !invited.known {
        strength::check(&mut problems, &password, &[&name, &invited.email, &invited.production]);
    }
    problems.done()?;
    let (account, hash) = if invited.known {
        let account = owner_of(&invited.email, password, SIGN_IN).await?;
        (Some(account.ok_or_else(|| AppError::field("password", k::ACCOUNTS_WRONG))?), None)
    } else {
        (None, Some(password::hash(password).await?))
    };
    let lang = use_context::<Lang>().unwrap_or_default();
    let (account, to) = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        let account = match account {
            Some(account) => account,
            None => store::create(scope, &invited.email, &name, hash, lang).await?,
        };
        Ok((account, store::accept(scope, &token, account).await?))
    })
    .await?;
    begin(account, to).await
}

/// After the right password: signed in, or, where the account has a second factor, asked for it first. A known browser
/// is asked too.
#[cfg(feature = "ssr")]
async fn begin(account: AccountId, next: String) -> Result<Landing, AppError> {
    let (second, proof) = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        Ok((factors::has(scope, account).await?, store::fingerprint(scope, account).await?))
    })
    .await?;
    let proof = proof.ok_or(AppError::SignedOut)?;
    if second {
        session::pend(account, next, proof).await?;
        return Ok(Landing::on(routes::second()));
    }
    session::begin(account).await?;
    note_device(account).await?;
    Ok(Landing::on(next))
}

/// The name of signing in, in the audit log.
#[cfg(feature = "ssr")]
const SIGN_IN: &str = "sign_in";

/// A header of the answer.
#[cfg(feature = "ssr")]
pub(super) fn say(name: http::HeaderName, value: &str) {
    if let (Some(options), Ok(value)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::HeaderValue::from_str(value))
    {
        options.append_header(name, value);
    }
}

/// Where this request comes from, as far as the server knows.
#[cfg(feature = "ssr")]
pub(crate) fn from() -> Option<std::net::IpAddr> {
    let parts = use_context::<http::request::Parts>()?;
    parts.extensions.get::<throttle::ClientAddress>()?.0
}

/// Name of the cookie that tells a known browser. Over TLS it is bound to this host.
#[cfg(feature = "ssr")]
fn device_cookie() -> (&'static str, bool) {
    let https = use_context::<Origin>().is_some_and(|origin| origin.0.starts_with("https://"));
    (if https { "__Host-device" } else { "device" }, https)
}

/// What this browser says it was given.
#[cfg(feature = "ssr")]
fn device() -> Option<String> {
    let parts = use_context::<http::request::Parts>()?;
    let all = parts.headers.get_all(http::header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let (name, _) = device_cookie();
    all.flat_map(|line| line.split(';')).find_map(|one| {
        let (key, value) = one.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// From here on this browser is known to the account.
#[cfg(feature = "ssr")]
pub(crate) async fn note_device(account: AccountId) -> Result<(), AppError> {
    let agent = use_context::<http::request::Parts>()
        .and_then(|parts| parts.headers.get(http::header::USER_AGENT)?.to_str().ok().map(str::to_owned))
        .unwrap_or_default();
    let fresh = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        known::note(scope, account, device().as_deref(), &agent).await
    })
    .await?;
    if let Some(token) = fresh {
        let (name, https) = device_cookie();
        let secure = if https { "; Secure" } else { "" };
        let (token, age) = (token.as_str(), crate::privacy::DEVICE_SECONDS);
        let cookie = format!("{name}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
        say(http::header::SET_COOKIE, &cookie);
    }
    Ok(())
}

/// The hash of a new password that may be taken. Beside a second factor it may be shorter.
#[cfg(feature = "ssr")]
async fn accepted(password: String, owner: &reset::Owner, about: &[&str]) -> Result<reset::Accepted, AppError> {
    let account = owner.account;
    let factor =
        access::with(Instance, async |scope: &mut Scope<access::Enter>| factors::has(scope, account).await).await?;
    let mut problems = Problems::default();
    strength::check_beside(&mut problems, &password, &[&[owner.name.as_str(), &owner.email], about].concat(), factor);
    problems.done()?;
    let short = strength::is_short(&password);
    Ok(reset::Accepted { hash: password::hash(password).await?, short })
}

/// Writes down that somebody has to wait: once a minute for an address, or guessing would fill the log.
#[cfg(feature = "ssr")]
async fn held(email: &str) -> Result<(), AppError> {
    let first = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        Ok(throttle::first_held(scope, email).await?.then_some(store::by_email(scope, email.trim()).await?))
    })
    .await?;
    if let Some(found) = first {
        audit::note(found.map(|(account, _)| account), "sign_in.held", false, json!({}));
    }
    Ok(())
}

/// Whose address and password these are. Attempts are counted first; known and unknown addresses are alike in answer
/// and time.
#[cfg(feature = "ssr")]
pub(crate) async fn owner_of(
    email: &str,
    password: String,
    action: &'static str,
) -> Result<Option<AccountId>, AppError> {
    let (from, device) = (from(), device());
    let looked = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        let known = known::is_known(scope, email, device.as_deref()).await?.then_some(device).flatten();
        throttle::attempt(scope, email, from, known.as_deref()).await?;
        Ok((store::by_email(scope, email.trim()).await?, known))
    })
    .await;
    if matches!(looked, Err(AppError::Wait(_) | AppError::TooMany)) {
        held(email).await?;
    }
    let (found, known) = looked?;
    let (account, hash) = found.map_or((None, None), |(id, hash)| (Some(id), hash));
    let fits = password::verify(password.clone(), hash.clone()).await?;
    if !fits {
        audit::note(account, action, false, json!({}));
    }
    let Some((account, hash)) = account.zip(hash).filter(|_| fits) else { return Ok(None) };
    let renewed = password::renewed(&password, &hash).await?;
    access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        if let Some(renewed) = &renewed {
            store::rehash(scope, account, &hash, renewed).await?;
        }
        throttle::right(scope, email, from, known.as_deref()).await?;
        if action == SIGN_IN { audit::security(scope, Some(account), action, true, json!({})).await } else { Ok(()) }
    })
    .await?;
    Ok(Some(account))
}
