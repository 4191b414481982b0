//! Signing in and out of the session of this request. The id changes at both, so that an old cookie is worth nothing.
use crate::{error::AppError, values::AccountId};
use leptos::prelude::use_context;
use tower_sessions::Session;

/// Key of the account in the session's data.
pub const ACCOUNT: &str = "account";

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
    session.insert(ACCOUNT, account).await.map_err(failed)
}

/// From here on it is not.
pub async fn end() -> Result<(), AppError> {
    session()?.flush().await.map_err(|e| AppError::internal("session", e))
}
