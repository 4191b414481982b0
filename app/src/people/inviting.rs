//! Invitations by mail: a link with seven days, written with its mail in one transaction.
use super::store::*;
use crate::{
    access::{InvitePeople, Scope, Token},
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
