//! Where somebody is signed in, and ending it.
use super::store::{
    ACCOUNT_LANGUAGE, ACCOUNT_OWN, ACCOUNT_RENAME, LINKS_OWN, SESSION_END, SESSIONS_END_OTHERS, SESSIONS_OF,
};
use super::{
    model::{Account, Device, browser},
    session::{AGENT, FROM},
};
use crate::{
    access::{ManageOwn, Permission, Scope, ViewOwn, digest, hex, unhex},
    audit,
    error::AppError,
    text::Lang,
    values::AccountId,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    hash: String,
    data: String,
    seen_at: i64,
    created_at: i64,
}
impl Row {
    /// What the page calls this session: nothing that could be turned back into it.
    fn key(&self) -> String {
        hex(&digest(format!("device/{}", self.hash).as_bytes())[..12])
    }
}

fn account<P: Permission>(scope: &Scope<P>) -> Result<AccountId, AppError> {
    scope.viewer().account().ok_or(AppError::SignedOut)
}

async fn rows<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<Row>, AppError> {
    let (account, now) = (account(scope)?, scope.now());
    scope.list(&SESSIONS_OF, args![account, now]).await
}

/// Address of whoever is signed in.
pub async fn own_email<P: Permission>(scope: &mut Scope<P>) -> Result<String, AppError> {
    Ok(own(scope).await?.email)
}

#[derive(Deserialize)]
struct Own {
    name: String,
    email: String,
    language: String,
}
async fn own<P: Permission>(scope: &mut Scope<P>) -> Result<Own, AppError> {
    let account = account(scope)?;
    scope.one(&ACCOUNT_OWN, args![account]).await
}

/// One's own account with all devices that are signed in, the last used first.
pub async fn load(scope: &mut Scope<ViewOwn>) -> Result<Account, AppError> {
    let Own { name, email, language } = own(scope).await?;
    let (now, here) = (scope.now(), scope.viewer().session().map(hex));
    let devices = rows(scope).await?.into_iter().map(|row| {
        let said: serde_json::Value = serde_json::from_str(&row.data).unwrap_or_default();
        let text = |key: &str| said.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        Device {
            key: row.key(),
            browser: browser(&text(AGENT)),
            from: text(FROM),
            seen_minutes: (now - row.seen_at).max(0) / 60_000,
            since_minutes: (now - row.created_at).max(0) / 60_000,
            here: here.as_ref() == Some(&row.hash),
        }
    });
    Ok(Account { name, email, language, here: String::new(), devices: devices.collect() })
}

/// Changes one's own name.
pub async fn rename(scope: &mut Scope<ManageOwn>, name: &str) -> Result<(), AppError> {
    let account = account(scope)?;
    scope.exec_one(&ACCOUNT_RENAME, args![account, name]).await?;
    audit::security(scope, Some(account), "account.renamed", true, serde_json::json!({})).await
}

/// Keeps the language of mails and of devices without a choice of their own.
pub async fn speak(scope: &mut Scope<ManageOwn>, lang: Lang) -> Result<(), AppError> {
    let account = account(scope)?;
    // Sessions that were just read know the language that was.
    scope.end_sessions(&ACCOUNT_LANGUAGE, args![account, lang.tag()]).await.map(drop)
}

/// Digests of one's own personal links, as long as the sheets' own script knows them.
pub async fn own_links(scope: &mut Scope<ViewOwn>) -> Result<Vec<String>, AppError> {
    #[derive(Deserialize)]
    struct Link {
        hash: String,
    }
    let account = account(scope)?;
    let links: Vec<Link> = scope.list(&LINKS_OWN, args![account]).await?;
    Ok(links.into_iter().map(|link| link.hash.chars().take(16).collect()).collect())
}

/// Ends one session of one's own.
pub async fn end(scope: &mut Scope<ManageOwn>, key: &str) -> Result<(), AppError> {
    let (account, now) = (account(scope)?, scope.now());
    let row = rows(scope).await?.into_iter().find(|row| row.key() == key).ok_or(AppError::NotFound)?;
    let hash = unhex(&row.hash).ok_or_else(|| AppError::internal("session", "not hexadecimal"))?;
    scope.end_sessions(&SESSION_END, args![account, hash, now]).await?;
    audit::security(scope, Some(account), "session.ended", true, serde_json::json!({})).await
}

/// Ends all sessions of one's own but this one.
pub async fn end_others(scope: &mut Scope<ManageOwn>) -> Result<(), AppError> {
    let (account, now) = (account(scope)?, scope.now());
    let here = scope.viewer().session().ok_or(AppError::SignedOut)?.to_vec();
    let n = scope.end_sessions(&SESSIONS_END_OTHERS, args![account, here, now]).await?;
    audit::security(scope, Some(account), "sessions.ended", true, serde_json::json!({ "n": n })).await
}
