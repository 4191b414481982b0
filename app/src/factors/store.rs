//! Second factors in the database.
use super::{
    model::{Factors, Passkey, Security, Used, Ways},
    recovery::Hashed,
};
use crate::{
    access::{Enter, ManageOwn, Permission, Scope, SecureWorkspace, Via, ViewOwn, ViewWorkspace, Work, hex},
    audit,
    error::AppError,
    outbox::{self, Mail},
    text::{Lang, Text, k},
    values::*,
};
use serde::Deserialize;
use serde_json::json;

sql! {
    FACTORS_COUNT = "select (select count(*) from totp_factors where account_id = $1) + (select count(*) from passkeys where account_id = $1)";
    TOTP_SEALED = "select sealed from totp_factors where account_id = $1";
    TOTP_OF = rows { used_at: int } from "(select used_at from totp_factors where account_id = $1) x" order "used_at";
    TOTP_PUT = "insert into totp_factors (account_id, sealed, last_step, created_at) values ($1,$2,$3,$4)";
    /// A code is taken once, and none from before it (ASVS 5.0, 6.5.1).
    TOTP_STEP = "update totp_factors set last_step = $2, used_at = $3 where account_id = $1 and last_step < $2";
    TOTP_REMOVE = "delete from totp_factors where account_id = $1";
    CODES_LEFT = "select count(*) from recovery_codes where account_id = $1 and used_at is null";
    CODES_SALT = "select salt from recovery_codes where account_id = $1 limit 1";
    CODES_FORGET = "delete from recovery_codes where account_id = $1";
    CODE_PUT = "insert into recovery_codes (account_id, code_hash, salt) values ($1,$2,$3)";
    CODE_USE = "update recovery_codes set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null";
    PASSKEYS_OF = rows { id: uuid, name: text, used_at: int } from
        "(select id, name, used_at, created_at from passkeys where account_id = $1) x" order "created_at, id";
    PASSKEYS_KNOWN = rows { id: uuid, account: uuid, name: text, credential: text } from
        "(select id, account_id as account, name, credential, created_at from passkeys where account_id = $1) x" order "created_at, id";
    PASSKEY_BY_CREDENTIAL = rows { id: uuid, account: uuid, name: text, credential: text } from
        "(select p.id as id, p.account_id as account, p.name as name, p.credential as credential from passkeys p
          join accounts a on a.id = p.account_id and a.disabled_at is null where p.credential_id = $1) x" order "id";
    PASSKEY_PUT = "insert into passkeys (id, account_id, credential_id, name, credential, created_at) values ($1,$2,$3,$4,$5,$6)";
    PASSKEY_USED = "update passkeys set credential = $2, used_at = $3 where id = $1";
    PASSKEY_REMOVE = "delete from passkeys where id = $1 and account_id = $2";
    OWNER = rows { name: text, email: text, language: text, short: bool, password: bool } from
        "(select name, email, language, short_password as short, (password_hash is not null) as password from accounts where id = $1) x" order "email";
    /// Whether this account must have a second factor somewhere.
    REQUIRED = "select (case when exists (select 1 from workspace_members w join workspaces s on s.id = w.workspace_id where w.account_id = $1 and (w.role in ('owner','admin') or s.second_factor_for = 'all'))
            or exists (select 1 from people p where p.account_id = $1 and p.removed_at is null and p.role in ('producer','accountant')) then cast(1 as bigint) else cast(0 as bigint) end)";
    /// Sessions that were begun by a password alone, before there was a second factor.
    SESSIONS_WEAK = "update sessions set revoked_at = $2 where account_id = $1 and mfa_at is null and revoked_at is null";
    CEREMONY_PUT = "insert into ceremonies (session_key, kind, sealed, expires_at) values ($1,$2,$3,$4) on conflict (session_key, kind) do update set sealed = $3, expires_at = $4";
    CEREMONY_LOOK = "select sealed from ceremonies where session_key = $1 and kind = $2 and expires_at > $3";
    CEREMONY_TAKE = "delete from ceremonies where session_key = $1 and kind = $2 and expires_at > $3 returning sealed";
    CEREMONY_SWEEP = "delete from ceremonies where expires_at < $1";
    SECURITY = rows { name: text, everybody: bool } from "(select name, (second_factor_for = 'all') as everybody from workspaces where id = $1) x" order "name";
    SECURITY_SET = "update workspaces set second_factor_for = $2 where id = $1";
}

/// What a session is in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ceremony {
    /// A seed to be confirmed by its first code.
    Totp,
    /// Recovery codes that are being shown.
    Codes,
    /// A passkey being made.
    Create,
    /// A passkey being asked for.
    Ask,
}
impl Ceremony {
    fn key(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Codes => "codes",
            Self::Create => "create",
            Self::Ask => "ask",
        }
    }
    /// How long it may take: a passkey five minutes, an app or a pencil ten.
    fn lasts_ms(self) -> i64 {
        match self {
            Self::Totp | Self::Codes => 600_000,
            Self::Create | Self::Ask => 300_000,
        }
    }
    fn place(self, binding: &[u8]) -> String {
        format!("ceremonies/{}/{}", hex(binding), self.key())
    }
}

/// What has changed about an account's factors: an event, and a mail to its owner (ASVS 5.0, 6.3.7).
#[derive(Debug, Clone)]
pub enum Change {
    /// An app was set up.
    TotpAdded,
    /// An app was removed.
    TotpRemoved,
    /// A passkey of this name was added.
    PasskeyAdded(String),
    /// A passkey of this name was removed.
    PasskeyRemoved(String),
    /// New recovery codes.
    CodesMade,
    /// A recovery code was used; so many are left.
    CodeUsed(i64),
}
impl Change {
    fn words(&self) -> (&'static str, Text, String) {
        match self {
            Self::TotpAdded => ("factor.totp_added", k::FACTORS_MAIL_TOTP_ADDED, String::new()),
            Self::TotpRemoved => ("factor.totp_removed", k::FACTORS_MAIL_TOTP_REMOVED, String::new()),
            Self::PasskeyAdded(name) => ("factor.passkey_added", k::FACTORS_MAIL_PASSKEY_ADDED, name.clone()),
            Self::PasskeyRemoved(name) => ("factor.passkey_removed", k::FACTORS_MAIL_PASSKEY_REMOVED, name.clone()),
            Self::CodesMade => ("factor.codes_made", k::FACTORS_MAIL_CODES_MADE, String::new()),
            Self::CodeUsed(left) => ("factor.code_used", k::FACTORS_MAIL_CODE_USED, left.to_string()),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Owner {
    name: String,
    email: String,
    language: String,
    short: bool,
    password: bool,
}
/// A passkey as it is stored.
#[derive(Debug, Clone, Deserialize)]
pub struct Known {
    /// Id.
    pub id: PasskeyId,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// Public key and counter, as the library keeps them.
    pub credential: String,
}

/// The account that is signed in.
pub fn own<P: Permission>(scope: &Scope<P>) -> Result<AccountId, AppError> {
    scope.viewer().account().ok_or(AppError::SignedOut)
}

/// Whether the account has a second factor. Recovery codes alone are none.
pub async fn has<P: Permission>(scope: &mut Scope<P>, account: AccountId) -> Result<bool, AppError> {
    Ok(scope.number(&FACTORS_COUNT, args![account]).await?.unwrap_or_default() > 0)
}

/// Name and address of an account's owner.
pub async fn owner<P: Permission>(scope: &mut Scope<P>, account: AccountId) -> Result<(String, String), AppError> {
    let owner: Owner = scope.one(&OWNER, args![account]).await?;
    Ok((owner.name, owner.email))
}

/// By what this account can show who it is; `passkeys` are possible on this site.
pub async fn ways<P: Permission>(scope: &mut Scope<P>, account: AccountId, passkeys: bool) -> Result<Ways, AppError> {
    let owner: Owner = scope.one(&OWNER, args![account]).await?;
    let app: Vec<Row> = scope.list(&TOTP_OF, args![account]).await?;
    let left = scope.number(&CODES_LEFT, args![account]).await?.unwrap_or_default();
    let keys = passkeys && !known(scope, account).await?.is_empty();
    Ok(Ways { password: owner.password, code: !app.is_empty() || left > 0, passkey: keys })
}

#[derive(Deserialize)]
struct Row {
    used_at: Option<i64>,
}
#[derive(Deserialize)]
struct KeyRow {
    id: PasskeyId,
    name: String,
    used_at: Option<i64>,
}

/// One's own second factors.
pub async fn load(scope: &mut Scope<ViewOwn>, passkeys_possible: bool) -> Result<Factors, AppError> {
    let (account, now) = (own(scope)?, scope.now());
    let used = |at: Option<i64>| Used { minutes: at.map(|at| (now - at).max(0) / 60_000) };
    let totp: Option<Row> = scope.first(&TOTP_OF, args![account]).await?;
    let passkeys: Vec<KeyRow> = scope.list(&PASSKEYS_OF, args![account]).await?;
    Ok(Factors {
        totp: totp.map(|row| used(row.used_at)),
        passkeys: passkeys.into_iter().map(|p| Passkey { id: p.id, name: p.name, used: used(p.used_at) }).collect(),
        codes_left: scope.number(&CODES_LEFT, args![account]).await?.unwrap_or_default(),
        required: scope.number(&REQUIRED, args![account]).await? == Some(1),
        console: scope.viewer().shown().via == Some(Via::Console),
        passkeys_possible,
    })
}

/// Notes what has changed, and tells the owner.
pub async fn note<P: Permission>(scope: &mut Scope<P>, account: AccountId, what: &Change) -> Result<(), AppError> {
    let owner: Owner = scope.one(&OWNER, args![account]).await?;
    let (action, text, with) = what.words();
    let lang = Lang::from_tag(&owner.language).unwrap_or_default();
    let body = [
        k::ACCOUNTS_MAIL_HELLO.fill(lang, &[("name", &owner.name)]),
        text.fill(lang, &[("what", &with)]),
        k::FACTORS_MAIL_END.say(lang).to_owned(),
    ]
    .join("\n\n");
    let subject = k::FACTORS_MAIL_SUBJECT.say(lang);
    let mail = Mail { kind: "factor", to: &owner.email, subject, body: &body, person: None, day: None };
    outbox::enqueue(scope, &[mail]).await?;
    let detail = if with.is_empty() { json!({}) } else { json!({ "what": with }) };
    audit::security(scope, Some(account), action, true, detail).await
}

/// Notes a code that was refused.
pub async fn refused(scope: &mut Scope<Enter>, account: AccountId, via: Via) -> Result<(), AppError> {
    audit::security(scope, Some(account), "factor.refused", false, json!({ "via": via.key() })).await
}

/// Keeps what a session is in the middle of, sealed.
pub async fn begin<P: Permission>(
    scope: &mut Scope<P>,
    binding: &[u8],
    what: Ceremony,
    state: &str,
) -> Result<(), AppError> {
    let sealed = scope.keys().seal(&what.place(binding), state)?;
    let until = scope.now() + what.lasts_ms();
    scope.exec(&CEREMONY_PUT, args![binding.to_vec(), what.key(), sealed, until]).await.map(drop)
}
/// What it was, if it is under way; it goes on.
pub async fn look<P: Permission>(
    scope: &mut Scope<P>,
    binding: &[u8],
    what: Ceremony,
) -> Result<Option<String>, AppError> {
    open(scope, &CEREMONY_LOOK, binding, what).await
}
/// The same, and it is over.
pub async fn take<P: Permission>(
    scope: &mut Scope<P>,
    binding: &[u8],
    what: Ceremony,
) -> Result<Option<String>, AppError> {
    open(scope, &CEREMONY_TAKE, binding, what).await
}
async fn open<P: Permission>(
    scope: &mut Scope<P>,
    sql: &crate::access::Sql,
    binding: &[u8],
    what: Ceremony,
) -> Result<Option<String>, AppError> {
    let now = scope.now();
    let sealed = scope.bytes(sql, args![binding.to_vec(), what.key(), now]).await?;
    sealed.map(|sealed| scope.keys().open(&what.place(binding), &sealed)).transpose()
}

fn place(account: AccountId) -> String {
    format!("totp_factors/{account}")
}
/// The seed of the account's app.
pub async fn seed(scope: &mut Scope<Enter>, account: AccountId) -> Result<Option<String>, AppError> {
    let sealed = scope.bytes(&TOTP_SEALED, args![account]).await?;
    sealed.map(|sealed| scope.keys().open(&place(account), &sealed)).transpose()
}
/// Takes the code of a time step; false if it, or a later one, was taken before.
pub async fn use_step(scope: &mut Scope<Enter>, account: AccountId, step: i64) -> Result<bool, AppError> {
    let now = scope.now();
    Ok(scope.exec(&TOTP_STEP, args![account, step, now]).await? == 1)
}
/// The salt of the account's recovery codes.
pub async fn salt(scope: &mut Scope<Enter>, account: AccountId) -> Result<Option<Vec<u8>>, AppError> {
    scope.bytes(&CODES_SALT, args![account]).await
}
/// Takes a recovery code, and tells the owner; false if it is none or was taken before.
pub async fn use_code(scope: &mut Scope<Enter>, account: AccountId, hash: Vec<u8>) -> Result<bool, AppError> {
    let now = scope.now();
    if scope.exec(&CODE_USE, args![account, hash, now]).await? != 1 {
        return Ok(false);
    }
    let left = scope.number(&CODES_LEFT, args![account]).await?.unwrap_or_default();
    note(scope, account, &Change::CodeUsed(left)).await?;
    Ok(true)
}

/// Sets an app up whose first code was of this time step. The sessions that have shown a password alone are over.
pub async fn add_totp(scope: &mut Scope<ManageOwn>, seed: &str, step: i64) -> Result<(), AppError> {
    let (account, now) = (own(scope)?, scope.now());
    let sealed = scope.keys().seal(&place(account), seed)?;
    scope.exec(&TOTP_PUT, args![account, sealed, step, now]).await?;
    added(scope, account, &Change::TotpAdded).await
}
async fn added(scope: &mut Scope<ManageOwn>, account: AccountId, what: &Change) -> Result<(), AppError> {
    let now = scope.now();
    scope.end_sessions(&SESSIONS_WEAK, args![account, now]).await?;
    note(scope, account, what).await
}
/// Removes the app.
pub async fn remove_totp(scope: &mut Scope<ManageOwn>) -> Result<(), AppError> {
    let account = own(scope)?;
    scope.exec_one(&TOTP_REMOVE, args![account]).await?;
    removed(scope, account, &Change::TotpRemoved).await
}
/// With the last factor the recovery codes go; a password that was short beside it has to be replaced first.
async fn removed(scope: &mut Scope<ManageOwn>, account: AccountId, what: &Change) -> Result<(), AppError> {
    if !has(scope, account).await? {
        let owner: Owner = scope.one(&OWNER, args![account]).await?;
        if owner.short {
            return Err(AppError::field("", k::FACTORS_LAST_SHORT));
        }
        scope.exec(&CODES_FORGET, args![account]).await?;
    }
    note(scope, account, what).await
}

/// How many recovery codes are left.
pub async fn codes_left<P: Permission>(scope: &mut Scope<P>, account: AccountId) -> Result<i64, AppError> {
    Ok(scope.number(&CODES_LEFT, args![account]).await?.unwrap_or_default())
}
/// A new set of recovery codes; the old one is worth nothing.
pub async fn put_codes(scope: &mut Scope<ManageOwn>, set: &Hashed) -> Result<(), AppError> {
    let account = own(scope)?;
    scope.exec(&CODES_FORGET, args![account]).await?;
    for hash in &set.hashes {
        scope.exec(&CODE_PUT, args![account, hash.clone(), set.salt.clone()]).await?;
    }
    note(scope, account, &Change::CodesMade).await
}

/// The account's passkeys.
pub async fn known<P: Permission>(scope: &mut Scope<P>, account: AccountId) -> Result<Vec<Known>, AppError> {
    scope.list(&PASSKEYS_KNOWN, args![account]).await
}
/// Whose passkey this is; a disabled account has none.
pub async fn by_credential<P: Permission>(scope: &mut Scope<P>, id: &[u8]) -> Result<Option<Known>, AppError> {
    scope.first(&PASSKEY_BY_CREDENTIAL, args![id.to_vec()]).await
}
/// Adds a passkey.
pub async fn add_passkey(
    scope: &mut Scope<ManageOwn>,
    name: &str,
    id: &[u8],
    credential: &str,
) -> Result<(), AppError> {
    let (account, now) = (own(scope)?, scope.now());
    let row: PasskeyId = scope.new_id();
    scope.exec(&PASSKEY_PUT, args![row, account, id.to_vec(), name, credential, now]).await?;
    added(scope, account, &Change::PasskeyAdded(name.to_owned())).await
}
/// Notes that a passkey was used, with its new counter.
pub async fn used_passkey<P: Permission>(scope: &mut Scope<P>, id: PasskeyId, now_is: &str) -> Result<(), AppError> {
    let now = scope.now();
    scope.exec_one(&PASSKEY_USED, args![id, now_is, now]).await
}
/// Removes a passkey of one's own.
pub async fn remove_passkey(scope: &mut Scope<ManageOwn>, id: PasskeyId) -> Result<(), AppError> {
    let account = own(scope)?;
    let name = known(scope, account).await?.into_iter().find(|p| p.id == id).ok_or(AppError::NotFound)?.name;
    scope.exec_one(&PASSKEY_REMOVE, args![id, account]).await?;
    removed(scope, account, &Change::PasskeyRemoved(name)).await
}

/// Whom the company asks for a second factor.
pub async fn security(scope: &mut Scope<ViewWorkspace>) -> Result<Security, AppError> {
    if !scope.me().admin {
        return Err(AppError::Forbidden);
    }
    let workspace = scope.workspace();
    scope.one(&SECURITY, args![workspace]).await
}
/// Asks everybody, or only those who must have one in any case.
pub async fn secure(scope: &mut Scope<SecureWorkspace>, all: bool) -> Result<(), AppError> {
    let workspace = scope.workspace();
    scope.exec_one(&SECURITY_SET, args![workspace, if all { "all" } else { "weighty" }]).await?;
    let account = own(scope)?;
    audit::security(scope, Some(account), "factor.required", true, json!({ "all": all })).await
}

/// Forgets ceremonies that are over.
pub async fn sweep(scope: &mut Scope<Work>) -> Result<(), AppError> {
    let now = scope.now();
    scope.exec(&CEREMONY_SWEEP, args![now]).await.map(drop)
}
