//! Signing in and out of the session of this request. The id changes at both, so that an old cookie is worth nothing.
use super::throttle::ClientAddress;
use crate::{
    access::{self, Shown, Token, Via},
    error::AppError,
    values::{AccountId, PersonId, ProductionId},
};
use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

/// Key of the account in the session's data.
pub const ACCOUNT: &str = "account";
/// Keys of what tells one device from another: the browser as it names itself, and where it signed in.
pub const AGENT: &str = "agent";
/// See [`AGENT`].
pub const FROM: &str = "from";
/// Key of the production and the person through whose eyes it is looked at.
pub const EYES: &str = "eyes";
/// Key of what the session has been shown.
pub const SHOWN: &str = "shown";
/// Key of whoever has shown a password, and a second factor not yet.
const PENDING: &str = "pending";
/// Key of the secret that binds what is under way to this session.
const BINDING: &str = "binding";
/// How long the second factor may take.
const PENDING_MS: i64 = 300_000;
/// What a browser says of itself is kept up to this many characters.
const AGENT_CHARS: usize = 300;

fn session() -> Result<Session, AppError> {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<Session>().cloned())
        .ok_or_else(|| AppError::internal("context", "no session layer"))
}

fn failed(e: tower_sessions::session::Error) -> AppError {
    AppError::internal("session", e)
}

/// The session, empty and with a new id.
async fn anew() -> Result<Session, AppError> {
    let session = session()?;
    if session.id().is_some() {
        session.flush().await.map_err(failed)?;
    }
    Ok(session)
}

/// Somebody who has shown a password, and is not signed in before the second factor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pending {
    /// Whose password it was.
    pub account: AccountId,
    /// Where to go afterwards.
    pub next: String,
    /// What the password was known by: another one since then ends this.
    pub proof: String,
    until: i64,
}

/// From here on this browser may show the account's second factor, for five minutes.
pub async fn pend(account: AccountId, next: String, proof: String) -> Result<(), AppError> {
    let until = access::now()? + PENDING_MS;
    anew().await?.insert(PENDING, Pending { account, next, proof, until }).await.map_err(failed)
}

/// Who is to show a second factor here; "signed out" when nobody is, or it took too long.
pub async fn pending() -> Result<Pending, AppError> {
    let now = access::now()?;
    let found: Option<Pending> = session()?.get(PENDING).await.map_err(failed)?;
    found.filter(|pending| now < pending.until).ok_or(AppError::SignedOut)
}

/// What binds a ceremony to this session, if one is under way.
pub async fn binding() -> Result<Option<Vec<u8>>, AppError> {
    let found: Option<String> = session()?.get(BINDING).await.map_err(failed)?;
    Ok(found.map(|secret| access::digest(secret.as_bytes())))
}

/// The same for a ceremony that begins.
pub async fn bind() -> Result<Vec<u8>, AppError> {
    if let Some(found) = binding().await? {
        return Ok(found);
    }
    let secret = Token::new();
    session()?.insert(BINDING, secret.as_str()).await.map_err(failed)?;
    Ok(secret.hash())
}

/// From here on this browser is signed in by a password alone.
pub async fn begin(account: AccountId) -> Result<(), AppError> {
    begin_with(account, Shown::by(Via::Password, access::now()?)).await
}

/// From here on this browser is signed in, and this much has been shown.
pub async fn begin_with(account: AccountId, shown: Shown) -> Result<(), AppError> {
    let session = anew().await?;
    session.insert(SHOWN, shown).await.map_err(failed)?;
    if let Some(parts) = use_context::<http::request::Parts>() {
        let agent = parts.headers.get(http::header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let agent: String = agent.chars().take(AGENT_CHARS).collect();
        session.insert(AGENT, agent).await.map_err(failed)?;
        if let Some(ClientAddress(Some(from))) = parts.extensions.get::<ClientAddress>() {
            session.insert(FROM, from.to_string()).await.map_err(failed)?;
        }
    }
    session.insert(ACCOUNT, account).await.map_err(failed)
}

/// From here on it is not.
pub async fn end() -> Result<(), AppError> {
    session()?.flush().await.map_err(|e| AppError::internal("session", e))
}

/// From here on this browser looks at a production through somebody's eyes, or no longer.
pub async fn look(through: Option<(ProductionId, PersonId)>) -> Result<(), AppError> {
    let session = session()?;
    let kept = match through {
        Some(through) => session.insert(EYES, through).await,
        None => session.remove_value(EYES).await.map(drop),
    };
    kept.map_err(|e| AppError::internal("session", e))
}
