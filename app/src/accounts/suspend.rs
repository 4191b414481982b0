//! Ends everything an account may do, and gives it back: for whoever has the machine.
use super::store::{ACCOUNT_DISABLE, ACCOUNT_ENABLE, RESET_USE, SESSIONS_END, account_of};
use crate::{
    access::{Scope, Work},
    audit,
    error::AppError,
};
use serde_json::json;

/// From here on the account of an address signs nobody in: sessions, links by mail and personal sheets end with the
/// commit. "Not found" when there is none, "conflict" when it is so already.
pub async fn disable(scope: &mut Scope<Work>, email: &str) -> Result<(), AppError> {
    let (account, now) = (account_of(scope, email).await?, scope.now());
    if scope.exec(&ACCOUNT_DISABLE, args![account, now]).await? == 0 {
        return Err(AppError::Conflict);
    }
    scope.end_sessions(&SESSIONS_END, args![account, now]).await?;
    scope.exec(&RESET_USE, args![account, now]).await?;
    audit::security(scope, Some(account), "account.disabled", true, json!({})).await
}

/// The account works again; whoever it belongs to signs in anew.
pub async fn enable(scope: &mut Scope<Work>, email: &str) -> Result<(), AppError> {
    let account = account_of(scope, email).await?;
    if scope.exec(&ACCOUNT_ENABLE, args![account]).await? == 0 {
        return Err(AppError::Conflict);
    }
    audit::security(scope, Some(account), "account.enabled", true, json!({})).await
}
