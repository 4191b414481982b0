//! Accounts in the database.
use super::model::{Entry, Invited, Me, MyProduction, MyWorkspace};
use crate::{
    access::{Enter, Permission, Scope, Token, ViewOwn, Work},
    error::AppError,
    text::{Lang, k},
    values::*,
};
use serde::Deserialize;

sql! {
    ACCOUNT_BY_EMAIL = rows { id: uuid, password_hash: text, disabled: bool } from
        "(select id, password_hash, (disabled_at is not null) as disabled from accounts where lower(email) = lower($1)) x" order "id";
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

/// Whoever is signed in, with what they can open.
pub async fn me(scope: &mut Scope<ViewOwn>) -> Result<Me, AppError> {
    let account = scope.me().account.ok_or(AppError::SignedOut)?;
    let Named { id, name } = scope.one(&ACCOUNT_NAME, args![account]).await?;
    let workspaces: Vec<MyWorkspace> = scope.list(&MY_WORKSPACES, args![account]).await?;
    let productions: Vec<MyProduction> = scope.list(&MY_PRODUCTIONS, args![account]).await?;
    Ok(Me { id, name, workspaces, productions })
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

/// What an invitation is to.
pub async fn invited(scope: &mut Scope<Enter>, token: &str) -> Result<Invited, AppError> {
    let row = find_invitation(scope, token).await?;
    scope.enter(row.workspace, row.production).await?;
    scope.first(&INVITED, args![row.workspace, row.production, row.person, row.email]).await?.ok_or(AppError::Gone)
}
async fn find_invitation(scope: &mut Scope<Enter>, token: &str) -> Result<InvitationRow, AppError> {
    let now = scope.now();
    scope.first(&INVITATION_FIND, args![crate::access::digest(token.as_bytes()), now]).await?.ok_or(AppError::Gone)
}
/// Ties the invited person to the account.
pub async fn accept(scope: &mut Scope<Enter>, token: &str, account: AccountId) -> Result<ProductionId, AppError> {
    let row = find_invitation(scope, token).await?;
    let now = scope.now();
    scope.enter(row.workspace, row.production).await?;
    scope.exec(&MEMBER_INSERT, args![row.workspace, account, "member", now]).await?;
    scope.exec_versioned(&PERSON_ACCOUNT, args![row.workspace, row.production, row.person, account]).await?;
    scope.exec_versioned(&INVITATION_USE, args![crate::access::digest(token.as_bytes()), now]).await?;
    crate::audit::record(scope, "invitation.accepted", Some(row.person.0), serde_json::json!({})).await?;
    Ok(row.production)
}
/// Ties a person to an account outside of an invitation: the demo's way.
pub async fn tie(scope: &mut Scope<Work>, person: PersonId, account: AccountId) -> Result<(), AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    scope.exec(&MEMBER_INSERT, args![workspace, account, "member", now]).await?;
    scope.exec_versioned(&PERSON_ACCOUNT, args![workspace, production, person, account]).await
}
