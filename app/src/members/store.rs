//! Members in the database. The last owner stays: every change of owners takes the company's row first.
use super::model::*;
use crate::{
    access::{Enter, LeaveProduction, LeaveWorkspace, ManageMembers, Permission, Scope, Token, ViewMembers, digest},
    accounts::model::Invited,
    audit,
    error::AppError,
    outbox::{self, Mail},
    text::{Lang, k},
    values::*,
    workspaces,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// How long an invitation works.
pub const LASTS_MS: i64 = 7 * 86_400_000;

sql! {
    MEMBERS = rows { account: uuid, name: text, email: text, place: text, productions: int, devices: int } from
        "(select a.id as account, a.name as name, a.email as email, m.role as place,
                 (select count(*) from people p where p.workspace_id = m.workspace_id and p.account_id = a.id and p.removed_at is null) as productions,
                 (select count(*) from sessions s where s.account_id = a.id and s.revoked_at is null and s.idle_until > $2 and s.absolute_until > $2) as devices
          from workspace_members m join accounts a on a.id = m.account_id where m.workspace_id = $1) x" order "name, account";
    MEMBER_PLACE = rows { place: text } from "(select role as place from workspace_members where workspace_id = $1 and account_id = $2) x" order "place";
    OWNERS = "select count(*) from workspace_members where workspace_id = $1 and role = 'owner'";
    /// Takes the company's row: two owners who step down at once come one after the other.
    COMPANY_LOCK = "update workspaces set name = name where id = $1";
    PLACE_SET = "update workspace_members set role = $3 where workspace_id = $1 and account_id = $2";
    MEMBER_DELETE = "delete from workspace_members where workspace_id = $1 and account_id = $2";
    PEOPLE_LEAVE = "update people set removed_at = $3, version = version + 1 where workspace_id = $1 and account_id = $2 and removed_at is null";
    PERSON_LEAVE = "update people set removed_at = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and id = $3 and removed_at is null";
    MEMBER_SESSIONS_END = "update sessions set revoked_at = $2 where account_id = $1 and revoked_at is null";
    MEMBER_ADD = "insert into workspace_members (workspace_id, account_id, role, created_at) values ($1,$2,$3,$4)
        on conflict (workspace_id, account_id) do update set role = (case when workspace_members.role = 'owner' then 'owner' else $3 end)";

    COMPANY_INVITATIONS = rows { id: uuid, email: text, place: text, over: bool } from
        "(select id, email, role as place, (expires_at <= $2) as over, created_at from company_invitations
          where workspace_id = $1 and accepted_at is null and withdrawn_at is null) x" order "created_at desc, id";
    COMPANY_INVITATION_ADD = "insert into company_invitations (id, token_hash, workspace_id, email, role, created_at, expires_at) values ($1,$2,$3,$4,$5,$6,$7)";
    COMPANY_INVITATION_END = "update company_invitations set withdrawn_at = $3 where workspace_id = $1 and id = $2 and accepted_at is null and withdrawn_at is null";
    COMPANY_INVITATIONS_END = "update company_invitations set withdrawn_at = $3 where workspace_id = $1 and lower(email) = lower($2) and accepted_at is null and withdrawn_at is null";
    COMPANY_INVITATION_GET = rows { id: uuid, email: text, place: text, over: bool } from
        "(select id, email, role as place, (expires_at <= $3) as over from company_invitations where workspace_id = $1 and id = $2 and accepted_at is null and withdrawn_at is null) x" order "id";
    COMPANY_INVITATION_FIND = rows { id: uuid, workspace: uuid, email: text, place: text, known: bool } from
        "(select i.id as id, i.workspace_id as workspace, i.email as email, i.role as place, exists (select 1 from accounts a where lower(a.email) = lower(i.email)) as known
          from company_invitations i where i.token_hash = $1 and i.expires_at > $2 and i.accepted_at is null and i.withdrawn_at is null) x" order "id";
    COMPANY_INVITATION_USE = "update company_invitations set accepted_at = $2 where id = $1 and accepted_at is null and withdrawn_at is null";
}

#[derive(Deserialize)]
struct Found {
    place: Place,
}
#[derive(Deserialize)]
struct InvitedTo {
    id: Uuid,
    workspace: WorkspaceId,
    email: String,
    place: Place,
    known: bool,
}

async fn place<P: Permission>(scope: &mut Scope<P>, account: AccountId) -> Result<Place, AppError> {
    let workspace = scope.workspace();
    Ok(scope.one::<Found>(&MEMBER_PLACE, args![workspace, account]).await?.place)
}
fn myself<P: Permission>(scope: &Scope<P>) -> Result<AccountId, AppError> {
    scope.me().account.ok_or(AppError::SignedOut)
}

/// The members of a company.
pub async fn company(scope: &mut Scope<ViewMembers>) -> Result<Company, AppError> {
    let (workspace, now, me) = (scope.workspace(), scope.now(), myself(scope)?);
    let name = workspaces::store::name(scope).await?;
    let mine = place(scope, me).await?;
    let members = scope.list(&MEMBERS, args![workspace, now]).await?;
    let invitations = scope.list(&COMPANY_INVITATIONS, args![workspace, now]).await?;
    Ok(Company { name, me, mine, members, invitations })
}

/// An owner is made and unmade by owners, and the last one stays.
async fn may_change(scope: &mut Scope<impl Permission>, from: Place, to: Option<Place>) -> Result<(), AppError> {
    let (workspace, me) = (scope.workspace(), myself(scope)?);
    scope.exec(&COMPANY_LOCK, args![workspace]).await?;
    let mine = place(scope, me).await?;
    if (from == Place::Owner || to == Some(Place::Owner)) && mine != Place::Owner {
        return Err(AppError::field("place", k::MEMBERS_OWNERS_ONLY));
    }
    if from == Place::Owner && to != Some(Place::Owner) {
        let owners = scope.number(&OWNERS, args![workspace]).await?.unwrap_or(0);
        if owners < 2 {
            return Err(AppError::field("place", k::MEMBERS_LAST_OWNER));
        }
    }
    Ok(())
}

/// Makes somebody owner, admin or member.
pub async fn set_place(scope: &mut Scope<ManageMembers>, account: AccountId, to: Place) -> Result<(), AppError> {
    let from = place(scope, account).await?;
    if from == to {
        return Ok(());
    }
    may_change(scope, from, Some(to)).await?;
    write_place(scope, account, to).await
}
async fn write_place(scope: &mut Scope<ManageMembers>, account: AccountId, to: Place) -> Result<(), AppError> {
    let workspace = scope.workspace();
    scope.exec_one(&PLACE_SET, args![workspace, account, to.key()]).await?;
    audit::record(scope, "right.place", Some(account.0), json!({ "place": to.key() })).await
}

/// Hands the company over: they become owner, the viewer an admin.
pub async fn hand_over(scope: &mut Scope<ManageMembers>, account: AccountId) -> Result<(), AppError> {
    let me = myself(scope)?;
    let theirs = place(scope, account).await?;
    if account == me {
        return Err(AppError::field("account", k::ERROR_CHOICE));
    }
    may_change(scope, theirs, Some(Place::Owner)).await?;
    write_place(scope, account, Place::Owner).await?;
    write_place(scope, me, Place::Admin).await
}

/// Takes somebody out of the company and all its productions. They are signed out everywhere at once.
pub async fn remove(scope: &mut Scope<ManageMembers>, account: AccountId) -> Result<(), AppError> {
    let from = place(scope, account).await?;
    may_change(scope, from, None).await?;
    go(scope, account).await?;
    end_sessions(scope, account).await
}
async fn go<P: Permission>(scope: &mut Scope<P>, account: AccountId) -> Result<(), AppError> {
    let (workspace, now) = (scope.workspace(), scope.now());
    scope.exec(&PEOPLE_LEAVE, args![workspace, account, now]).await?;
    scope.exec_one(&MEMBER_DELETE, args![workspace, account]).await?;
    let action = if scope.me().account == Some(account) { "right.left" } else { "right.removed" };
    audit::record(scope, action, Some(account.0), json!({})).await
}

/// Signs somebody of the company out on every device.
pub async fn end_sessions(scope: &mut Scope<ManageMembers>, account: AccountId) -> Result<(), AppError> {
    let now = scope.now();
    scope.end_sessions(&MEMBER_SESSIONS_END, args![account, now]).await?;
    audit::security(scope, Some(account), "session.ended_by_admin", true, json!({})).await
}
/// The same, for somebody who has to be a member.
pub async fn sign_out(scope: &mut Scope<ManageMembers>, account: AccountId) -> Result<(), AppError> {
    place(scope, account).await?;
    end_sessions(scope, account).await
}

/// Leaves a company, and all its productions.
pub async fn leave(scope: &mut Scope<LeaveWorkspace>) -> Result<(), AppError> {
    let me = myself(scope)?;
    let from = place(scope, me).await?;
    may_change(scope, from, None).await?;
    go(scope, me).await
}

/// Leaves one production; the company stays.
pub async fn leave_production(scope: &mut Scope<LeaveProduction>) -> Result<(), AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    scope.exec_one(&PERSON_LEAVE, args![workspace, production, person, now]).await?;
    audit::record(scope, "person.left", Some(person.0), json!({})).await
}

/// Invites people to the company by mail. Whoever belongs to it already is passed over; an earlier invitation to the same
/// address is dead.
pub async fn invite(
    scope: &mut Scope<ManageMembers>,
    emails: &[String],
    to: Place,
    (lang, origin): (Lang, &str),
) -> Result<i64, AppError> {
    if to == Place::Owner {
        return Err(AppError::field("place", k::ERROR_CHOICE));
    }
    let (workspace, now) = (scope.workspace(), scope.now());
    let name = workspaces::store::name(scope).await?;
    let members: Vec<Member> = scope.list(&MEMBERS, args![workspace, now]).await?;
    let mut sent = 0;
    for email in emails.iter().filter(|e| !members.iter().any(|m| m.email.eq_ignore_ascii_case(e))) {
        let (id, token): (Uuid, Token) = (scope.new_id(), Token::new());
        scope.exec(&COMPANY_INVITATIONS_END, args![workspace, email, now]).await?;
        let row = args![id, token.hash(), workspace, email, to.key(), now, now + LASTS_MS];
        scope.exec(&COMPANY_INVITATION_ADD, row).await?;
        let company = [("company", name.as_str())];
        let link = format!("{}/invitation/{}", origin.trim_end_matches('/'), token.as_str());
        let body = [k::MEMBERS_MAIL.fill(lang, &company), link, k::PEOPLE_MAIL_EXPIRES.say(lang).to_owned()];
        let subject = k::MEMBERS_MAIL_SUBJECT.fill(lang, &company);
        let body = body.join("\n\n");
        let mail = Mail { kind: "invitation", to: email, subject: &subject, body: &body, person: None, day: None };
        outbox::enqueue(scope, &[mail]).await?;
        sent += 1;
    }
    audit::record(scope, "invitation.company", None, json!({ "n": sent, "place": to.key() })).await?;
    Ok(sent)
}

/// Sends an invitation again, with a new link.
pub async fn resend(scope: &mut Scope<ManageMembers>, id: Uuid, how: (Lang, &str)) -> Result<(), AppError> {
    let (workspace, now) = (scope.workspace(), scope.now());
    let open: Open = scope.one(&COMPANY_INVITATION_GET, args![workspace, id, now]).await?;
    invite(scope, &[open.email], open.place, how).await.map(drop)
}

/// Takes an invitation back: its link is dead.
pub async fn withdraw(scope: &mut Scope<ManageMembers>, id: Uuid) -> Result<(), AppError> {
    let (workspace, now) = (scope.workspace(), scope.now());
    scope.exec_one(&COMPANY_INVITATION_END, args![workspace, id, now]).await?;
    audit::record(scope, "invitation.withdrawn", None, json!({})).await
}

async fn find(scope: &mut Scope<Enter>, token: &str) -> Result<InvitedTo, AppError> {
    let now = scope.now();
    scope.first(&COMPANY_INVITATION_FIND, args![digest(token.as_bytes()), now]).await?.ok_or(AppError::Gone)
}

/// What an invitation to a company says.
pub async fn invited(scope: &mut Scope<Enter>, token: &str) -> Result<Invited, AppError> {
    let found = find(scope, token).await?;
    scope.enter(found.workspace, ProductionId::default()).await?;
    let production = workspaces::store::name(scope).await?;
    let InvitedTo { email, place, known, .. } = found;
    Ok(Invited { name: String::new(), email, production, role: place.name(), department: String::new(), known })
}

/// Accepts it.
pub async fn accept(scope: &mut Scope<Enter>, token: &str, account: AccountId) -> Result<(), AppError> {
    let found = find(scope, token).await?;
    let now = scope.now();
    scope.enter(found.workspace, ProductionId::default()).await?;
    scope.exec_one(&COMPANY_INVITATION_USE, args![found.id, now]).await?;
    scope.exec(&MEMBER_ADD, args![found.workspace, account, found.place.key(), now]).await?;
    audit::record(scope, "invitation.accepted", Some(account.0), json!({ "place": found.place.key() })).await
}
