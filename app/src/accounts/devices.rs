//! Where somebody is signed in, and ending it.
use super::{
    model::{Account, Device, browser},
    session::{AGENT, FROM},
};
use crate::{
    access::{ManageOwn, Permission, Scope, ViewOwn, digest, hex},
    error::AppError,
    values::AccountId,
};
use serde::Deserialize;

sql! {
    ACCOUNT_OWN = rows { name: text, email: text } from "(select name, email from accounts where id = $1) x" order "email";
    ACCOUNT_RENAME = "update accounts set name = $2 where id = $1";
    SESSIONS_OF = sqlite "select json_group_array(json_object('hash', lower(hex(id_hash)), 'data', data, 'seen_at', seen_at, 'created_at', created_at))
            from (select id_hash, data, seen_at, created_at from sessions where account_id = $1 and revoked_at is null and idle_until > $2 and absolute_until > $2 order by seen_at desc) x"
        postgres "select coalesce(json_agg(json_build_object('hash', encode(id_hash, 'hex'), 'data', data, 'seen_at', seen_at, 'created_at', created_at) order by seen_at desc), '[]')::text
            from sessions where account_id = $1 and revoked_at is null and idle_until > $2 and absolute_until > $2";
    SESSION_END = "update sessions set revoked_at = $3 where account_id = $1 and id_hash = $2 and revoked_at is null";
    SESSIONS_END_OTHERS = "update sessions set revoked_at = $3 where account_id = $1 and id_hash <> $2 and revoked_at is null";
}

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
}
async fn own<P: Permission>(scope: &mut Scope<P>) -> Result<Own, AppError> {
    let account = account(scope)?;
    scope.one(&ACCOUNT_OWN, args![account]).await
}

/// One's own account with all devices that are signed in, the last used first.
pub async fn load(scope: &mut Scope<ViewOwn>) -> Result<Account, AppError> {
    let Own { name, email } = own(scope).await?;
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
    Ok(Account { name, email, devices: devices.collect() })
}

/// Changes one's own name.
pub async fn rename(scope: &mut Scope<ManageOwn>, name: &str) -> Result<(), AppError> {
    let account = account(scope)?;
    scope.exec_one(&ACCOUNT_RENAME, args![account, name]).await
}

/// Ends one session of one's own.
pub async fn end(scope: &mut Scope<ManageOwn>, key: &str) -> Result<(), AppError> {
    let (account, now) = (account(scope)?, scope.now());
    let row = rows(scope).await?.into_iter().find(|row| row.key() == key).ok_or(AppError::NotFound)?;
    let hash = unhex(&row.hash);
    scope.end_sessions(&SESSION_END, args![account, hash, now]).await.map(drop)
}

/// Ends all sessions of one's own but this one.
pub async fn end_others(scope: &mut Scope<ManageOwn>) -> Result<(), AppError> {
    let (account, now) = (account(scope)?, scope.now());
    let here = scope.viewer().session().ok_or(AppError::SignedOut)?.to_vec();
    scope.end_sessions(&SESSIONS_END_OTHERS, args![account, here, now]).await.map(drop)
}

/// Bytes of hexadecimal digits as the database wrote them.
fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).filter_map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok()).collect()
}
