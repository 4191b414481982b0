//! Invitations by mail: a link with seven days, written with its mail in one transaction.
use super::store::*;
use crate::{
    access::{AnswerCall, InvitePeople, Permission, Scope, Token},
    audit,
    error::AppError,
    outbox::{self, Mail},
    productions::{model::Production, store::load as load_production},
    text::{Lang, k},
    values::*,
};
use serde_json::json;

/// Invites someone to sign in: a mail with a link that works once, for seven days; an earlier one is dead.
pub async fn invite(scope: &mut Scope<InvitePeople>, id: PersonId, origin: &str) -> Result<(), AppError> {
    send(scope, id, origin).await
}

/// Invites several; whoever can sign in already is passed over. How many mails go out.
pub async fn invite_all(scope: &mut Scope<InvitePeople>, all: &[PersonId], origin: &str) -> Result<i64, AppError> {
    let mut sent = 0;
    for id in all {
        let person = load(scope, *id).await?;
        if !person.signed_in && !person.removed && !person.email.is_empty() {
            send(scope, *id, origin).await?;
            sent += 1;
        }
    }
    Ok(sent)
}

/// Invites the people of a pasted list. Who is in the production already is found by their address, the others are added
/// as crew.
pub async fn invite_listed(
    scope: &mut Scope<InvitePeople>,
    list: &[(String, String)],
    origin: &str,
) -> Result<i64, AppError> {
    let known = everyone(scope).await?;
    let mut ids = vec![];
    for (name, email) in list {
        let found = known.iter().find(|p| !p.removed && p.email.eq_ignore_ascii_case(email));
        let id = match found {
            Some(person) => person.id,
            None if !scope.me().holds("people.edit") => return Err(AppError::Forbidden),
            None => {
                let name = if name.is_empty() { email.split('@').next().unwrap_or_default() } else { name };
                let name: String = name.chars().take(120).collect();
                let new = NewPerson { email: email.clone(), ..NewPerson::named(&name, Role::Crew, "") };
                let id = insert(scope, &new).await?;
                audit::record(scope, "person.added", Some(id.0), json!({})).await?;
                id
            }
        };
        ids.push(id);
    }
    invite_all(scope, &ids, origin).await
}

/// Takes an open invitation back: its link is dead.
pub async fn withdraw(scope: &mut Scope<InvitePeople>, id: PersonId) -> Result<(), AppError> {
    let person = load(scope, id).await?;
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    if person.invited_until.is_none() {
        return Err(AppError::Conflict);
    }
    scope.exec(&INVITATION_CLOSE, args![workspace, production, id, now]).await?;
    audit::record(scope, "invitation.withdrawn", Some(id.0), json!({})).await
}

/// Whoever holds a personal link asks for an account: the invitation goes to the address that the production knows, so
/// that a link which was passed on gives nobody an account. Asked again within ten minutes, nothing more is sent.
pub async fn invite_holder(scope: &mut Scope<AnswerCall>, origin: &str) -> Result<(), AppError> {
    const PAUSE_MS: i64 = 600_000;
    let id = scope.me().person.ok_or(AppError::NotFound)?;
    let (person, now) = (load(scope, id).await?, scope.now());
    let just_sent = person.invited_until.is_some_and(|until| until - INVITATION_MS + PAUSE_MS > now);
    if just_sent { Ok(()) } else { send(scope, id, origin).await }
}

async fn send<P: Permission>(scope: &mut Scope<P>, id: PersonId, origin: &str) -> Result<(), AppError> {
    let person = load(scope, id).await?;
    if person.removed {
        return Err(AppError::NotFound);
    }
    if person.signed_in {
        return Err(AppError::field("", k::PEOPLE_INVITE_HAS_ACCOUNT));
    }
    if person.email.is_empty() {
        return Err(AppError::field("", k::PEOPLE_INVITE_NO_MAIL));
    }
    let production: Production = load_production(scope).await?;
    let (workspace, now, token) = (scope.workspace(), scope.now(), Token::new());
    let invitation: InvitationId = scope.new_id();
    scope.exec(&INVITATION_CLOSE, args![workspace, production.id, id, now]).await?;
    scope
        .exec(
            &INVITATION_INSERT,
            args![invitation, token.hash(), workspace, production.id, id, &person.email, now, now + INVITATION_MS],
        )
        .await?;
    let lang = Lang::from_tag(&person.language).unwrap_or_default();
    let code = [("code", production.code_name.as_str())];
    let link = format!("{}/invitation/{}", origin.trim_end_matches('/'), token.as_str());
    let body = [
        k::PEOPLE_MAIL_HELLO.fill(lang, &[("name", &person.name)]),
        k::PEOPLE_MAIL_BODY.fill(lang, &code),
        link,
        k::PEOPLE_MAIL_EXPIRES.say(lang).to_owned(),
    ]
    .join("\n\n");
    let subject = k::PEOPLE_MAIL_SUBJECT.fill(lang, &code);
    let mail =
        Mail { kind: "invitation", to: &person.email, subject: &subject, body: &body, person: Some(id), day: None };
    outbox::enqueue(scope, &[mail]).await?;
    audit::record(scope, "person.invited", Some(id.0), json!({})).await
}
