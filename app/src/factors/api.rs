//! What the browser may ask of second factors.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{Enrolment, Factors, Security, Ways};
use crate::{
    error::AppError,
    ui::Landing,
    values::{PasskeyId, WorkspaceId},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{
        model::grouped,
        passkey, recovery,
        steps::{answered, finish, first_codes, keep_first, over, prove, show_codes, site, still},
        stepup,
        store::{self, Ceremony},
        totp,
    },
    crate::{
        access::{self, Instance, Own, Scope, Via},
        accounts::{api as accounts, session, throttle},
        error::Problems,
        routes,
        text::k,
    },
};

/// One's own second factors.
#[server(input = GetUrl)]
pub async fn load_factors() -> Result<Factors, AppError> {
    let possible = site().is_ok();
    access::with(Own, async |scope: &mut Scope<access::ViewOwn>| store::load(scope, possible).await).await
}

/// Begins to set an authenticator app up.
#[server]
pub async fn start_totp() -> Result<Landing, AppError> {
    let (seed, binding) = (totp::seed()?, session::bind().await?);
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| {
        stepup::fresh(scope)?;
        store::begin(scope, &binding, Ceremony::Totp, &seed).await
    })
    .await?;
    Ok(Landing::on(routes::authenticator()))
}

/// The app that is being set up here, if one is.
#[server(input = GetUrl)]
pub async fn load_totp() -> Result<Option<Enrolment>, AppError> {
    let binding = session::binding().await?.unwrap_or_default();
    let found = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| {
        let Some(seed) = store::look(scope, &binding, Ceremony::Totp).await? else { return Ok(None) };
        let account = store::own(scope)?;
        Ok(Some((seed, store::owner(scope, account).await?.1)))
    })
    .await?;
    let Some((seed, email)) = found else { return Ok(None) };
    let (side, path) = crate::qr::picture(&totp::address(&seed, &email))?;
    Ok(Some(Enrolment { secret: grouped(&seed, " "), side, path }))
}

/// Sets the app up by its first code.
#[server]
pub async fn confirm_totp(code: String) -> Result<Landing, AppError> {
    let binding = session::binding().await?.unwrap_or_default();
    let seed = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| {
        store::look(scope, &binding, Ceremony::Totp).await
    })
    .await?
    .ok_or_else(|| AppError::field("code", k::FACTORS_TOTP_OVER))?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = totp::step(&seed, &digits, access::now()?)?;
    let step = step.ok_or_else(|| AppError::field("code", k::FACTORS_TOTP_WRONG))?;
    let codes = first_codes().await?;
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| {
        store::take(scope, &binding, Ceremony::Totp).await?;
        store::add_totp(scope, &seed, step).await?;
        keep_first(scope, codes.as_ref()).await
    })
    .await?;
    prove(Via::Totp).await?;
    show_codes(codes).await
}

/// Removes the authenticator app.
#[server]
pub async fn remove_totp() -> Result<Landing, AppError> {
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| {
        stepup::fresh(scope)?;
        store::remove_totp(scope).await
    })
    .await?;
    Ok(Landing::on(routes::account()))
}

/// Makes new recovery codes; the old ones are worth nothing.
#[server]
pub async fn renew_codes() -> Result<Landing, AppError> {
    access::with(Own, async |scope: &mut Scope<access::ViewOwn>| stepup::fresh(scope)).await?;
    let codes = recovery::make()?;
    let set = recovery::hash(codes.clone()).await?;
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| store::put_codes(scope, &set).await).await?;
    show_codes(Some((codes, set))).await
}

/// Recovery codes that were just made here, until they are kept; nothing afterwards.
#[server(input = GetUrl)]
pub async fn load_codes() -> Result<Vec<String>, AppError> {
    let binding = session::binding().await?.unwrap_or_default();
    let found = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| {
        store::look(scope, &binding, Ceremony::Codes).await
    })
    .await?;
    Ok(found.map(|all| all.lines().map(|code| grouped(code, "-")).collect()).unwrap_or_default())
}

/// The codes have been kept: they are not shown again.
#[server]
pub async fn keep_codes() -> Result<Landing, AppError> {
    let binding = session::binding().await?.unwrap_or_default();
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| {
        store::take(scope, &binding, Ceremony::Codes).await.map(drop)
    })
    .await?;
    Ok(Landing::on(routes::account()))
}

/// By what whoever has shown a password here may go on.
#[server(input = GetUrl)]
pub async fn load_second() -> Result<Ways, AppError> {
    let (pending, possible) = (session::pending().await?, site().is_ok());
    access::with(Instance, async |scope: &mut Scope<access::Enter>| store::ways(scope, pending.account, possible).await)
        .await
}

/// Signs in by a code after the password.
#[server]
pub async fn second_step(code: String) -> Result<Landing, AppError> {
    let pending = session::pending().await?;
    let via = stepup::code(pending.account, &code).await?;
    still(&pending).await?;
    finish(pending.account, via, pending.next).await
}

/// Signs in by a passkey after the password.
#[server]
pub async fn second_passkey(credential: String) -> Result<Landing, AppError> {
    let pending = session::pending().await?;
    let account = answered(&credential, Some(pending.account)).await?;
    still(&pending).await?;
    finish(account, Via::Passkey, pending.next).await
}

/// Signs in by a passkey alone.
#[server]
pub async fn sign_in_passkey(credential: String) -> Result<Landing, AppError> {
    let account = answered(&credential, None).await?;
    let from = accounts::from();
    access::with(Instance, async |scope: &mut Scope<access::Enter>| throttle::passkey_right(scope, from).await).await?;
    finish(account, Via::Passkey, routes::home()).await
}

/// What the browser is to ask a passkey for: of whoever is signed in here, or has shown a password; else of anybody.
#[server]
pub async fn passkey_request() -> Result<String, AppError> {
    let site = site()?;
    let account = match access::viewer().account() {
        Some(account) => Some(account),
        None => session::pending().await.ok().map(|pending| pending.account),
    };
    let from = accounts::from();
    let known = access::with(Instance, async |scope: &mut Scope<access::Enter>| match account {
        Some(account) => store::known(scope, account).await,
        None => throttle::passkey(scope, from).await.map(|()| vec![]),
    })
    .await?;
    let asked = passkey::ask(&site, &known)?;
    let binding = session::bind().await?;
    access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        store::begin(scope, &binding, Ceremony::Ask, &asked.state).await
    })
    .await?;
    Ok(asked.options)
}

/// What the browser is to make a passkey of.
#[server]
pub async fn passkey_creation() -> Result<String, AppError> {
    let site = site()?;
    let (account, owner, known) = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| {
        stepup::fresh(scope)?;
        let account = store::own(scope)?;
        Ok((account, store::owner(scope, account).await?, store::known(scope, account).await?))
    })
    .await?;
    let asked = passkey::create(&site, account, (&owner.0, &owner.1), &known)?;
    let binding = session::bind().await?;
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| {
        store::begin(scope, &binding, Ceremony::Create, &asked.state).await
    })
    .await?;
    Ok(asked.options)
}

/// Adds the passkey that the browser has made.
#[server]
pub async fn add_passkey(name: String, credential: String) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let name = problems.text("name", &name, 60);
    problems.done()?;
    let (site, binding) = (site()?, session::binding().await?.unwrap_or_default());
    let state = access::with(Own, async |scope: &mut Scope<access::ManageOwn>| {
        store::take(scope, &binding, Ceremony::Create).await
    })
    .await?
    .ok_or_else(over)?;
    let (id, made) = passkey::created(&site, &state, &credential)?;
    let codes = first_codes().await?;
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| {
        store::add_passkey(scope, &name, &id, &made).await?;
        keep_first(scope, codes.as_ref()).await
    })
    .await?;
    prove(Via::Passkey).await?;
    show_codes(codes).await
}

/// Removes a passkey of one's own.
#[server]
pub async fn remove_passkey(passkey: PasskeyId) -> Result<Landing, AppError> {
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| {
        stepup::fresh(scope)?;
        store::remove_passkey(scope, passkey).await
    })
    .await?;
    Ok(Landing::on(routes::account()))
}

/// By what whoever is signed in can show once more who they are.
#[server(input = GetUrl)]
pub async fn load_ways() -> Result<Ways, AppError> {
    let possible = site().is_ok();
    access::with(Own, async |scope: &mut Scope<access::ViewOwn>| {
        let account = store::own(scope)?;
        store::ways(scope, account, possible).await
    })
    .await
}

/// Shows once more who one is, by the password.
#[server]
pub async fn confirm_password(password: String, back: String) -> Result<Landing, AppError> {
    let (account, email) = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| {
        let account = store::own(scope)?;
        Ok((account, store::owner(scope, account).await?.1))
    })
    .await?;
    if accounts::owner_of(&email, password, "factor.step_up").await? != Some(account) {
        return Err(AppError::field("password", k::ACCOUNTS_CURRENT_WRONG));
    }
    prove(Via::Password).await?;
    Ok(Landing::on(routes::inside(&back).unwrap_or_else(routes::account)))
}

/// The same, by a code.
#[server]
pub async fn confirm_code(code: String, back: String) -> Result<Landing, AppError> {
    let account = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| store::own(scope)).await?;
    let via = stepup::code(account, &code).await?;
    prove(via).await?;
    Ok(Landing::on(routes::inside(&back).unwrap_or_else(routes::account)))
}

/// The same, by a passkey.
#[server]
pub async fn confirm_passkey(credential: String, back: String) -> Result<Landing, AppError> {
    let account = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| store::own(scope)).await?;
    answered(&credential, Some(account)).await?;
    prove(Via::Passkey).await?;
    Ok(Landing::on(routes::inside(&back).unwrap_or_else(routes::account)))
}

/// Whom a company asks for a second factor.
#[server(input = GetUrl)]
pub async fn load_security(workspace: WorkspaceId) -> Result<Security, AppError> {
    access::with(workspace, async |scope: &mut Scope<access::ViewWorkspace>| store::security(scope).await).await
}

/// Asks everybody of the company for a second factor, or only those who must have one in any case.
#[server]
pub async fn secure_workspace(workspace: WorkspaceId, #[server(default)] all: bool) -> Result<Landing, AppError> {
    access::with(workspace, async |scope: &mut Scope<access::SecureWorkspace>| {
        stepup::fresh(scope)?;
        store::secure(scope, all).await
    })
    .await?;
    Ok(Landing::on(routes::security(workspace)))
}
