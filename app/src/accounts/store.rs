//! Accounts in the database.
use super::model::{Entry, Invited, Me, MyProduction, MyWorkspace};
use crate::{
    access::{Enter, Permission, Scope, Token, ViewOwn, Work, digest, hex},
    error::AppError,
    members::store as members,
    routes,
    text::{Lang, k},
    values::*,
};
use serde::Deserialize;

sql! {
    ACCOUNT_BY_EMAIL = rows { id: uuid, password_hash: text, disabled: bool } from
        "(select id, password_hash, (disabled_at is not null) as disabled from accounts where lower(email) = lower($1)) x" order "id";
    ACCOUNT_BY_ID = rows { id: uuid, password_hash: text, disabled: bool } from
        "(select id, password_hash, (disabled_at is not null) as disabled from accounts where id = $1) x" order "id";
    ACCOUNT_INSERT = "insert into accounts (id, email, name, password_hash, language, created_at) values ($1,$2,$3,$4,$5,$6)";
    ACCOUNT_NAME = rows { id: uuid, name: text } from "(select id, name from accounts where id = $1) x" order "id";
    MY_WORKSPACES = rows { id: uuid, name: text, admin: bool } from
        "(select w.id as id, w.name as name, (m.role in ('owner','admin')) as admin from workspaces w
          join workspace_members m on m.workspace_id = w.id where m.account_id = $1) x" order "name, id";
    MY_PRODUCTIONS = rows { id: uuid, title: text, code_name: text, role: text } from
        "(select p.id as id, p.title as title, p.code_name as code_name, min(m.role) as role from productions p
          left join people m on m.workspace_id = p.workspace_id and m.production_id = p.id and m.account_id = $1 and m.removed_at is null
          left join workspace_members w on w.workspace_id = p.workspace_id and w.account_id = $1 and w.role in ('owner','admin')
          where m.id is not null or w.account_id is not null group by p.id, p.title, p.code_name) x" order "title, id";
    ENTRY_INSERT = "insert into entry_links (token_hash, account_id, purpose, created_at, expires_at) values ($1,$2,$3,$4,$5)";
    ENTRY_FIND = rows { account: uuid, name: text, purpose: text } from
        "(select l.account_id as account, coalesce(a.name,'') as name, l.purpose as purpose from entry_links l
          left join accounts a on a.id = l.account_id
          where l.token_hash = $1 and l.expires_at > $2 and l.used_at is null) x" order "name";
    ENTRY_USE = "update entry_links set used_at = $2 where token_hash = $1 and purpose = 'admin' and used_at is null";
    FIRST_OWNER = rows { id: uuid } from
        "(select account_id as id from workspace_members where role = 'owner' order by created_at limit 1) x" order "id";
    WORKSPACE_INSERT = "insert into workspaces (id, name, created_at) values ($1,$2,$3)";
    MEMBER_INSERT = "insert into workspace_members (workspace_id, account_id, role, created_at) values ($1,$2,$3,$4) on conflict do nothing";
    INVITATION_FIND = rows { workspace: uuid, production: uuid, person: uuid, email: text } from
        "(select workspace_id as workspace, production_id as production, person_id as person, email from invitations
          where token_hash = $1 and expires_at > $2 and accepted_at is null) x" order "person";
    INVITED = rows { name: text, email: text, production: text, role: text, department: text, known: bool } from
        "(select p.name as name, $4 as email, d.code_name as production, p.role as role, p.department as department,
                 exists (select 1 from accounts a where lower(a.email) = lower($4)) as known
          from people p join productions d on d.workspace_id = p.workspace_id and d.id = p.production_id
          where p.workspace_id = $1 and p.production_id = $2 and p.id = $3 and p.removed_at is null) x" order "name";
    INVITATION_USE = "update invitations set accepted_at = $2 where token_hash = $1 and accepted_at is null";
    PERSON_ACCOUNT = "update people set account_id = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and id = $3 and account_id is null";

    /// One more attempt for this account, unless it has to wait: four are free, then 1, 2, 4 … 900 s lie between them.
    THROTTLE_ACCOUNT = "insert into throttles (key_hash, attempts, since, until) values ($1, 1, $2, $2)
        on conflict (key_hash) do update set attempts = throttles.attempts + 1, until = $2 + (case throttles.attempts
            when 1 then 0 when 2 then 0 when 3 then 0 when 4 then 1000 when 5 then 2000 when 6 then 4000 when 7 then 8000 when 8 then 16000
            when 9 then 32000 when 10 then 64000 when 11 then 128000 when 12 then 256000 when 13 then 512000 else 900000 end)
        where throttles.until <= $2 returning attempts";
    /// One more code for this account, unless it has to wait: five at once, then one each six seconds, later 12, 24 … 900 s.
    THROTTLE_CODE = "insert into throttles (key_hash, attempts, since, until) values ($1, 1, $2, $2)
        on conflict (key_hash) do update set attempts = throttles.attempts + 1, until = $2 + (case throttles.attempts
            when 1 then 0 when 2 then 0 when 3 then 0 when 4 then 6000 when 5 then 6000 when 6 then 6000 when 7 then 6000 when 8 then 6000
            when 9 then 12000 when 10 then 24000 when 11 then 48000 when 12 then 96000 when 13 then 192000 when 14 then 384000
            when 15 then 768000 else 900000 end)
        where throttles.until <= $2 returning attempts";
    /// One more attempt in this window of `$3` ms, unless there were `$4` already.
    THROTTLE_WINDOW = "insert into throttles (key_hash, attempts, since, until) values ($1, 1, $2, cast($2 as bigint) + cast($3 as bigint))
        on conflict (key_hash) do update set attempts = (case when throttles.until <= $2 then 1 else throttles.attempts + 1 end),
            since = (case when throttles.until <= $2 then $2 else throttles.since end),
            until = (case when throttles.until <= $2 then cast($2 as bigint) + cast($3 as bigint) else throttles.until end)
        where throttles.until <= $2 or throttles.attempts < $4 returning attempts";
    THROTTLE_UNTIL = "select until from throttles where key_hash = $1";
    THROTTLE_FORGET = "delete from throttles where key_hash = $1";
    THROTTLE_BACK = "update throttles set attempts = attempts - 1 where key_hash = $1 and attempts > 0";
    THROTTLE_SWEEP = "delete from throttles where until < $1";

    RESET_INSERT = "insert into account_links (token_hash, account_id, created_at, expires_at) values ($1,$2,$3,$4)";
    RESET_FIND = rows { account: uuid, name: text, email: text, language: text } from
        "(select a.id as account, a.name as name, a.email as email, a.language as language from account_links l
          join accounts a on a.id = l.account_id and a.disabled_at is null
          where l.token_hash = $1 and l.expires_at > $2 and l.used_at is null) x" order "account";
    /// All links of the account: one new password is enough.
    RESET_USE = "update account_links set used_at = $2 where account_id = $1 and used_at is null";
    RESET_SWEEP = "delete from account_links where expires_at < $1";
    RESET_ACCOUNT = rows { account: uuid, name: text, email: text, language: text } from
        "(select id as account, name, email, language from accounts where lower(email) = lower($1) and disabled_at is null) x" order "account";
    PASSWORD_SET = "update accounts set password_hash = $2, short_password = $3 where id = $1 and disabled_at is null";
    /// Only in place of the hash that was looked at: a password that was changed meanwhile stays.
    PASSWORD_REHASH = "update accounts set password_hash = $3 where id = $1 and password_hash = $2";
    ACCOUNT_DISABLE = "update accounts set disabled_at = $2 where id = $1 and disabled_at is null";
    ACCOUNT_ENABLE = "update accounts set disabled_at = null where id = $1 and disabled_at is not null";
    SESSIONS_END = "update sessions set revoked_at = $2 where account_id = $1 and revoked_at is null";

    ACCOUNT_OWN = rows { name: text, email: text, language: text } from "(select name, email, language from accounts where id = $1) x" order "email";
    LINKS_OWN = sqlite "select json_group_array(json_object('hash', lower(hex(l.token_hash)))) from personal_links l
            join people p on p.workspace_id = l.workspace_id and p.id = l.person_id where p.account_id = $1 and l.revoked_at is null"
        postgres "select coalesce(json_agg(json_build_object('hash', encode(l.token_hash, 'hex'))), '[]')::text from personal_links l
            join people p on p.workspace_id = l.workspace_id and p.id = l.person_id where p.account_id = $1 and l.revoked_at is null";
    ACCOUNT_LANGUAGE = "update accounts set language = $2 where id = $1";
    ACCOUNTS_OF_EMAIL = "select count(*) from accounts where lower(email) = lower($1)";
    REGISTRATION_INSERT = "insert into registrations (token_hash, email, name, password_hash, company, language, created_at, expires_at) values ($1,$2,$3,$4,$5,$6,$7,$8)";
    REGISTRATION_FIND = rows { email: text, name: text, password_hash: text, company: text, language: text } from
        "(select email, name, password_hash, company, language from registrations where token_hash = $1 and expires_at > $2) x" order "email";
    REGISTRATION_USE = "delete from registrations where token_hash = $1";
    REGISTRATION_SWEEP = "delete from registrations where expires_at < $1";
    MAIL_CHANGE_INSERT = "insert into mail_changes (token_hash, account_id, email, created_at, expires_at) values ($1,$2,$3,$4,$5)";
    MAIL_CHANGE_FIND = rows { account: uuid, name: text, email: text, language: text, wanted: text } from
        "(select a.id as account, a.name as name, a.email as email, a.language as language, m.email as wanted from mail_changes m
          join accounts a on a.id = m.account_id and a.disabled_at is null
          where m.token_hash = $1 and m.expires_at > $2) x" order "account";
    /// All wishes of the account: a new address, or a new password, ends the others.
    MAIL_CHANGE_END = "delete from mail_changes where account_id = $1";
    MAIL_CHANGE_SWEEP = "delete from mail_changes where expires_at < $1";
    MAIL_SET = "update accounts set email = $2 where id = $1 and disabled_at is null";
    ACCOUNT_RENAME = "update accounts set name = $2 where id = $1";
    SESSIONS_OF = sqlite "select json_group_array(json_object('hash', lower(hex(id_hash)), 'data', data, 'seen_at', seen_at, 'created_at', created_at))
            from (select id_hash, data, seen_at, created_at from sessions where account_id = $1 and revoked_at is null and idle_until > $2 and absolute_until > $2 order by seen_at desc) x"
        postgres "select coalesce(json_agg(json_build_object('hash', encode(id_hash, 'hex'), 'data', data, 'seen_at', seen_at, 'created_at', created_at) order by seen_at desc), '[]')::text
            from sessions where account_id = $1 and revoked_at is null and idle_until > $2 and absolute_until > $2";
    SESSION_END = "update sessions set revoked_at = $3 where account_id = $1 and id_hash = $2 and revoked_at is null";
    SESSIONS_END_OTHERS = "update sessions set revoked_at = $3 where account_id = $1 and id_hash <> $2 and revoked_at is null";

    DEVICE_KNOWN = "select count(*) from known_devices d join accounts a on a.id = d.account_id where lower(a.email) = lower($1) and d.token_hash = $2 and d.seen_at > $3";
    DEVICE_COUNT = "select count(*) from known_devices where account_id = $1 and seen_at > $2";
    DEVICE_NOTE = "insert into known_devices (account_id, token_hash, seen_at) values ($1,$2,$3) on conflict (account_id, token_hash) do update set seen_at = $3";
    DEVICE_OWNER = rows { name: text, email: text, language: text } from "(select name, email, language from accounts where id = $1) x" order "email";
    DEVICE_SWEEP = "delete from known_devices where seen_at < $1";
}

#[derive(Deserialize)]
struct Found {
    id: AccountId,
    password_hash: Option<String>,
    disabled: bool,
}
#[derive(Deserialize)]
struct EntryRow {
    account: Option<AccountId>,
    name: String,
}
#[derive(Deserialize)]
struct Named {
    id: AccountId,
    name: String,
}
#[derive(Deserialize)]
struct OnlyId {
    id: AccountId,
}
#[derive(Debug, Clone, Deserialize)]
struct InvitationRow {
    workspace: WorkspaceId,
    production: ProductionId,
    person: PersonId,
    email: String,
}

/// Id and password hash of an address; a disabled account has none.
pub async fn by_email(scope: &mut Scope<Enter>, email: &str) -> Result<Option<(AccountId, Option<String>)>, AppError> {
    let found: Option<Found> = scope.first(&ACCOUNT_BY_EMAIL, args![email]).await?;
    Ok(found.filter(|f| !f.disabled).map(|f| (f.id, f.password_hash)))
}

/// Whether an address has an account, be it disabled.
pub async fn has_account(scope: &mut Scope<Enter>, email: &str) -> Result<bool, AppError> {
    Ok(scope.number(&ACCOUNTS_OF_EMAIL, args![email]).await? != Some(0))
}

/// Whose address this is, disabled or not.
pub async fn account_of(scope: &mut Scope<Work>, email: &str) -> Result<AccountId, AppError> {
    let found: Option<Found> = scope.first(&ACCOUNT_BY_EMAIL, args![email.trim()]).await?;
    found.map(|f| f.id).ok_or(AppError::NotFound)
}

/// What an account's password was hashed to, for whoever looks after the installation.
pub async fn hash_of(scope: &mut Scope<Work>, email: &str) -> Result<Option<String>, AppError> {
    let found: Option<Found> = scope.first(&ACCOUNT_BY_EMAIL, args![email]).await?;
    Ok(found.and_then(|f| f.password_hash))
}

/// What tells whether the password is still the one that was just shown; nothing of a disabled account.
pub async fn fingerprint(scope: &mut Scope<Enter>, account: AccountId) -> Result<Option<String>, AppError> {
    let found: Option<Found> = scope.first(&ACCOUNT_BY_ID, args![account]).await?;
    Ok(found.filter(|f| !f.disabled).map(|f| hex(&digest(f.password_hash.unwrap_or_default().as_bytes()))))
}

/// The same password under a hash of today.
pub async fn rehash(scope: &mut Scope<Enter>, account: AccountId, was: &str, is: &str) -> Result<(), AppError> {
    scope.exec(&PASSWORD_REHASH, args![account, was, is]).await.map(drop)
}

/// Whoever is signed in, with what they can open.
pub async fn me(scope: &mut Scope<ViewOwn>) -> Result<Me, AppError> {
    let account = scope.me().account.ok_or(AppError::SignedOut)?;
    let Named { id, name } = scope.one(&ACCOUNT_NAME, args![account]).await?;
    let workspaces: Vec<MyWorkspace> = scope.list(&MY_WORKSPACES, args![account]).await?;
    let productions: Vec<MyProduction> = scope.list(&MY_PRODUCTIONS, args![account]).await?;
    Ok(Me { id, name, workspaces, productions, may_found: false })
}

/// Makes a link for `daybreak admin-link` (one use) or for the demo (any number of times).
pub async fn make_entry_link(
    scope: &mut Scope<Work>,
    account: Option<AccountId>,
    purpose: &str,
    lasts_ms: i64,
) -> Result<Token, AppError> {
    let (token, now) = (Token::new(), scope.now());
    scope.exec(&ENTRY_INSERT, args![token.hash(), account, purpose, now, now + lasts_ms]).await?;
    Ok(token)
}
/// The owner that a further admin link signs in, if the set-up has been done.
pub async fn first_owner(scope: &mut Scope<Work>) -> Result<Option<AccountId>, AppError> {
    Ok(scope.first::<OnlyId>(&FIRST_OWNER, &[]).await?.map(|o| o.id))
}

/// What a link is for; "gone" once it was used or is too old.
pub async fn entry(scope: &mut Scope<Enter>, token: &str) -> Result<(Entry, Option<AccountId>), AppError> {
    let now = scope.now();
    let found: Option<EntryRow> = scope.first(&ENTRY_FIND, args![crate::access::digest(token.as_bytes()), now]).await?;
    let found = found.ok_or(AppError::Gone)?;
    Ok(match found.account {
        Some(account) => (Entry::SignIn { name: found.name }, Some(account)),
        None => (Entry::SetUp, None),
    })
}
/// Uses up a link of `admin-link`; a demo link stays.
pub async fn use_entry(scope: &mut Scope<Enter>, token: &str) -> Result<(), AppError> {
    let now = scope.now();
    scope.exec(&ENTRY_USE, args![crate::access::digest(token.as_bytes()), now]).await.map(drop)
}

/// A new account.
pub async fn create<P: Permission>(
    scope: &mut Scope<P>,
    email: &str,
    name: &str,
    hash: Option<String>,
    lang: Lang,
) -> Result<AccountId, AppError> {
    let (id, now) = (scope.new_id::<AccountId>(), scope.now());
    match scope.exec(&ACCOUNT_INSERT, args![id, email, name, hash, lang.tag(), now]).await {
        Err(AppError::Conflict) => Err(AppError::field("email", k::ACCOUNTS_EMAIL_TAKEN)),
        done => done.map(|_| id),
    }
}
/// A new workspace with its owner.
pub async fn create_workspace<P: Permission>(
    scope: &mut Scope<P>,
    name: &str,
    owner: AccountId,
) -> Result<WorkspaceId, AppError> {
    let (id, now) = (scope.new_id::<WorkspaceId>(), scope.now());
    scope.enter(id, ProductionId::default()).await?;
    scope.exec(&WORKSPACE_INSERT, args![id, name, now]).await?;
    scope.exec(&MEMBER_INSERT, args![id, owner, "owner", now]).await?;
    Ok(id)
}

/// What an invitation is to: a production, or a company.
pub async fn invited(scope: &mut Scope<Enter>, token: &str) -> Result<Invited, AppError> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
        email: String,
        production: String,
        role: Role,
        department: String,
        known: bool,
    }
    let row = match find_invitation(scope, token).await {
        Err(AppError::Gone) => return members::invited(scope, token).await,
        found => found?,
    };
    scope.enter(row.workspace, row.production).await?;
    let args = args![row.workspace, row.production, row.person, row.email];
    let found: Row = scope.first(&INVITED, args).await?.ok_or(AppError::Gone)?;
    let Row { name, email, production, role, department, known } = found;
    Ok(Invited { name, email, production, role: crate::people::role_name(role), department, known })
}
async fn find_invitation(scope: &mut Scope<Enter>, token: &str) -> Result<InvitationRow, AppError> {
    let now = scope.now();
    scope.first(&INVITATION_FIND, args![crate::access::digest(token.as_bytes()), now]).await?.ok_or(AppError::Gone)
}
/// Ties the invited person, or the company's new member, to the account; where that leads.
pub async fn accept(scope: &mut Scope<Enter>, token: &str, account: AccountId) -> Result<String, AppError> {
    let row = match find_invitation(scope, token).await {
        Err(AppError::Gone) => return members::accept(scope, token, account).await.map(|()| routes::home()),
        found => found?,
    };
    let now = scope.now();
    scope.enter(row.workspace, row.production).await?;
    scope.exec(&MEMBER_INSERT, args![row.workspace, account, "member", now]).await?;
    scope.exec_versioned(&PERSON_ACCOUNT, args![row.workspace, row.production, row.person, account]).await?;
    scope.exec_versioned(&INVITATION_USE, args![crate::access::digest(token.as_bytes()), now]).await?;
    crate::audit::record(scope, "invitation.accepted", Some(row.person.0), serde_json::json!({})).await?;
    Ok(routes::production(row.production, ""))
}
/// Ties a person to an account outside of an invitation: the demo's way.
pub async fn tie(scope: &mut Scope<Work>, person: PersonId, account: AccountId) -> Result<(), AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    scope.exec(&MEMBER_INSERT, args![workspace, account, "member", now]).await?;
    scope.exec_versioned(&PERSON_ACCOUNT, args![workspace, production, person, account]).await
}
