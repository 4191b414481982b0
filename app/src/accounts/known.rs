//! Browsers that are known: a cookie of their own tells them from new ones, of which the owner of the account hears.
use super::model::browser;
use super::store::{DEVICE_COUNT, DEVICE_KNOWN, DEVICE_NOTE, DEVICE_OWNER, DEVICE_SWEEP};
use crate::{
    access::{Enter, Scope, Token, Work, digest},
    audit,
    error::AppError,
    outbox::{self, Mail},
    text::{Lang, k},
    values::AccountId,
};
use serde::Deserialize;

/// A browser that was not used for so long is new again.
pub const LASTS_MS: i64 = crate::privacy::DEVICE_SECONDS * 1000;

/// Whether the account of this address has signed in with this browser before.
pub async fn is_known(scope: &mut Scope<Enter>, email: &str, cookie: Option<&str>) -> Result<bool, AppError> {
    let Some(cookie) = cookie else { return Ok(false) };
    let since = scope.now() - LASTS_MS;
    Ok(scope.number(&DEVICE_KNOWN, args![email.trim(), digest(cookie.as_bytes()), since]).await? == Some(1))
}

/// Notes that the account has signed in with this browser. A new one gets a cookie, which is given back; if it is not
/// the account's first, its owner gets a mail.
pub async fn note(
    scope: &mut Scope<Enter>,
    account: AccountId,
    cookie: Option<&str>,
    agent: &str,
) -> Result<Option<Token>, AppError> {
    #[derive(Deserialize)]
    struct Owner {
        name: String,
        email: String,
        language: String,
    }
    let now = scope.now();
    let owner: Owner = scope.one(&DEVICE_OWNER, args![account]).await?;
    if is_known(scope, &owner.email, cookie).await? {
        let hash = digest(cookie.unwrap_or_default().as_bytes());
        return scope.exec(&DEVICE_NOTE, args![account, hash, now]).await.map(|_| None);
    }
    let first = scope.number(&DEVICE_COUNT, args![account, now - LASTS_MS]).await? == Some(0);
    // Several accounts may sign in with one browser: it keeps the cookie it has.
    let fresh = cookie.is_none().then(Token::new);
    let hash = fresh.as_ref().map_or_else(|| digest(cookie.unwrap_or_default().as_bytes()), Token::hash);
    scope.exec(&DEVICE_NOTE, args![account, hash, now]).await?;
    audit::security(scope, Some(account), "device.new", true, serde_json::json!({ "name": browser(agent) })).await?;
    if !first {
        let lang = Lang::from_tag(&owner.language).unwrap_or_default();
        let named = browser(agent);
        let named = if named.is_empty() { k::ACCOUNTS_DEVICE_UNKNOWN.say(lang) } else { &named };
        let body = [
            k::ACCOUNTS_MAIL_HELLO.fill(lang, &[("name", &owner.name)]),
            k::ACCOUNTS_DEVICE_MAIL.fill(lang, &[("device", named)]),
        ]
        .join("\n\n");
        let subject = k::ACCOUNTS_DEVICE_SUBJECT.say(lang);
        let mail = Mail { kind: "device", to: &owner.email, subject, body: &body, person: None, day: None };
        outbox::enqueue(scope, &[mail]).await?;
    }
    Ok(fresh)
}

/// Forgets browsers that were not used for long.
pub async fn sweep(scope: &mut Scope<Work>) -> Result<(), AppError> {
    let before = scope.now() - LASTS_MS;
    scope.exec(&DEVICE_SWEEP, args![before]).await.map(drop)
}
