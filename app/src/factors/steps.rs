//! What several of the server functions do: ask and believe a passkey, sign in, go on under another id, show new codes.
use super::{
    passkey, recovery,
    store::{self, Ceremony},
};
use crate::{
    access::{self, Instance, Own, Scope, Shown, Via},
    accounts::{api as accounts, session},
    error::AppError,
    people::Origin,
    routes,
    text::k,
    ui::Landing,
    values::AccountId,
};
use leptos::prelude::use_context;
use webauthn_rs::Webauthn;

/// This site as passkeys know it.
pub fn site() -> Result<Webauthn, AppError> {
    let origin = use_context::<Origin>().ok_or_else(|| AppError::internal("context", "no origin"))?;
    passkey::site(&origin.0).ok_or_else(|| AppError::field("", k::FACTORS_PASSKEYS_NO_HOST))
}

/// Nothing of the kind is under way here, or it took too long.
pub fn over() -> AppError {
    AppError::field("", k::FACTORS_PASSKEY_OVER)
}

/// Whose passkey has answered what was asked here; each question is answered once.
pub async fn answered(credential: &str, wanted: Option<AccountId>) -> Result<AccountId, AppError> {
    let (site, binding) = (site()?, session::binding().await?.ok_or(AppError::SignedOut)?);
    let state = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        store::take(scope, &binding, Ceremony::Ask).await
    })
    .await?
    .ok_or_else(over)?;
    let answer = passkey::Answer::read(credential)?;
    let found = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        store::by_credential(scope, answer.credential()).await
    })
    .await?;
    let known = found.ok_or_else(|| AppError::field("", k::FACTORS_PASSKEY_UNKNOWN))?;
    match passkey::answered(&site, &state, &answer, &known, wanted) {
        Ok(now_is) => {
            access::with(Instance, async |scope: &mut Scope<access::Enter>| {
                store::used_passkey(scope, known.id, &now_is).await
            })
            .await?;
            Ok(known.account)
        }
        Err(error) => {
            access::with(Instance, async |scope: &mut Scope<access::Enter>| {
                store::refused(scope, known.account, Via::Passkey).await
            })
            .await?;
            Err(error)
        }
    }
}

/// Whoever has shown a password may go on only while it is the account's password.
pub async fn still(pending: &session::Pending) -> Result<(), AppError> {
    let account = pending.account;
    let now = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        crate::accounts::store::fingerprint(scope, account).await
    })
    .await?;
    now.filter(|now| *now == pending.proof).map(drop).ok_or(AppError::SignedOut)
}

/// Signed in from here on.
pub async fn finish(account: AccountId, via: Via, next: String) -> Result<Landing, AppError> {
    session::begin_with(account, Shown::by(via, access::now()?)).await?;
    accounts::note_device(account).await?;
    Ok(Landing::on(next))
}

/// This session has just been shown something more; it goes on under another id.
pub async fn prove(via: Via) -> Result<(), AppError> {
    let viewer = access::viewer();
    let account = viewer.account().ok_or(AppError::SignedOut)?;
    session::begin_with(account, viewer.shown().again(via, access::now()?)).await
}

pub type Codes = Option<(Vec<String>, recovery::Hashed)>;

/// Recovery codes for an account that has none yet; hashed before anything is written.
pub async fn first_codes() -> Result<Codes, AppError> {
    let left = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| {
        let account = store::own(scope)?;
        store::codes_left(scope, account).await
    })
    .await?;
    if left > 0 {
        return Ok(None);
    }
    let codes = recovery::make()?;
    let set = recovery::hash(codes.clone()).await?;
    Ok(Some((codes, set)))
}
/// Keeps them, in the transaction that brings the factor.
pub async fn keep_first(
    scope: &mut Scope<access::ManageOwn>,
    codes: Option<&(Vec<String>, recovery::Hashed)>,
) -> Result<(), AppError> {
    match codes {
        Some((_, set)) => store::put_codes(scope, set).await,
        None => Ok(()),
    }
}
/// Leads to the page of the new codes, if there are any.
pub async fn show_codes(codes: Codes) -> Result<Landing, AppError> {
    let Some((codes, _)) = codes else { return Ok(Landing::on(routes::account())) };
    let binding = session::bind().await?;
    access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        store::begin(scope, &binding, Ceremony::Codes, &codes.join("\n")).await
    })
    .await?;
    Ok(Landing::on(routes::recovery_codes()))
}
