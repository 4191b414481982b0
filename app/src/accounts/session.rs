//! Signing in and out of the session of this request. The id changes at both, so that an old cookie is worth nothing.
use super::throttle::ClientAddress;
use crate::{
    error::AppError,
    values::{AccountId, PersonId, ProductionId},
};
use leptos::prelude::use_context;
use tower_sessions::Session;

/// Key of the account in the session's data.
pub const ACCOUNT: &str = "account";
/// Keys of what tells one device from another: the browser as it names itself, and where it signed in.
pub const AGENT: &str = "agent";
/// See [`AGENT`].
pub const FROM: &str = "from";
/// Key of the production and the person through whose eyes it is looked at.
pub const EYES: &str = "eyes";
/// What a browser says of itself is kept up to this many characters.
const AGENT_CHARS: usize = 300;

fn session() -> Result<Session, AppError> {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<Session>().cloned())
        .ok_or_else(|| AppError::internal("context", "no session layer"))
}

/// From here on this browser is signed in.
pub async fn begin(account: AccountId) -> Result<(), AppError> {
    let session = session()?;
    let failed = |e| AppError::internal("session", e);
    if session.id().is_some() {
        session.flush().await.map_err(failed)?;
    }
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
