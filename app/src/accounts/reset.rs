//! A new password for whoever lost theirs: a link by mail, once, for an hour (OWASP Forgot Password Cheat Sheet). Whoever asks
//! learns nothing about who has an account; the link signs nobody in, and a new password ends all sessions.
use super::store::{
    MAIL_CHANGE_END, PASSWORD_SET, RESET_ACCOUNT, RESET_FIND, RESET_INSERT, RESET_SWEEP, RESET_USE, SESSIONS_END,
};
use super::throttle;
use crate::{
    access::{Enter, Permission, Scope, Token, Work, digest},
    audit,
    error::AppError,
    outbox::{self, Mail},
    text::{Lang, k},
    values::AccountId,
};
use serde::Deserialize;
use std::net::IpAddr;

/// How long a link works.
pub const LASTS_MS: i64 = 3_600_000;

/// Whose password it is.
#[derive(Debug, Clone, Deserialize)]
pub struct Owner {
    /// Id.
    pub account: AccountId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    language: String,
}
impl Owner {
    /// The language of their mails.
    pub fn lang(&self) -> Lang {
        Lang::from_tag(&self.language).unwrap_or_default()
    }
}

/// A new password that was found hard to guess.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// Its hash.
    pub hash: String,
    /// Taken because there is a second factor beside it.
    pub short: bool,
}

/// Sends a link if the address has an account. Whether it has, is not to be seen: not in the answer, not in the time.
pub async fn request(
    scope: &mut Scope<Enter>,
    email: &str,
    from: Option<IpAddr>,
    origin: &str,
) -> Result<(), AppError> {
    throttle::request(scope, email, from).await?;
    let found: Option<Owner> = scope.first(&RESET_ACCOUNT, args![email.trim()]).await?;
    let (token, now) = (Token::new(), scope.now());
    let account = found.as_ref().map(|owner| owner.account);
    scope.exec(&RESET_INSERT, args![token.hash(), account, now, now + LASTS_MS]).await?;
    audit::later(scope, account, "password.reset_asked", true, serde_json::json!({}));
    let Some(owner) = found else { return Ok(()) };
    let lang = owner.lang();
    let link = format!("{}/reset/{}", origin.trim_end_matches('/'), token.as_str());
    let body = [
        k::ACCOUNTS_MAIL_HELLO.fill(lang, &[("name", &owner.name)]),
        k::ACCOUNTS_RESET_MAIL.say(lang).to_owned(),
        link,
        k::ACCOUNTS_RESET_MAIL_END.say(lang).to_owned(),
    ];
    mail(scope, &owner, "reset", k::ACCOUNTS_RESET_SUBJECT.say(lang), &body.join("\n\n")).await
}

async fn mail<P: Permission>(
    scope: &mut Scope<P>,
    owner: &Owner,
    kind: &str,
    subject: &str,
    body: &str,
) -> Result<(), AppError> {
    outbox::enqueue(scope, &[Mail { kind, to: &owner.email, subject, body, person: None, day: None }]).await
}

/// Whose link this is; "gone" once it was used or is too old.
pub async fn find(scope: &mut Scope<Enter>, token: &str) -> Result<Owner, AppError> {
    let now = scope.now();
    scope.first(&RESET_FIND, args![digest(token.as_bytes()), now]).await?.ok_or(AppError::Gone)
}

/// Uses the link: the password is this one, every session has ended, every other link is dead.
pub async fn finish(scope: &mut Scope<Enter>, token: &str, password: &Accepted) -> Result<(), AppError> {
    let owner = find(scope, token).await?;
    set(scope, &owner, password).await?;
    audit::security(scope, Some(owner.account), "password.reset", true, serde_json::json!({})).await
}

/// A new password, however it was allowed. Ends all sessions and tells the owner.
pub async fn set<P: Permission>(scope: &mut Scope<P>, owner: &Owner, password: &Accepted) -> Result<(), AppError> {
    let now = scope.now();
    let factor = crate::factors::store::has(scope, owner.account).await?;
    if password.short && !factor {
        return Err(AppError::field("password", k::ACCOUNTS_PASSWORD_SHORT));
    }
    scope.exec_one(&PASSWORD_SET, args![owner.account, password.hash.as_str(), password.short]).await?;
    scope.exec(&RESET_USE, args![owner.account, now]).await?;
    scope.exec(&MAIL_CHANGE_END, args![owner.account]).await?;
    scope.end_sessions(&SESSIONS_END, args![owner.account, now]).await?;
    let lang = owner.lang();
    let body =
        [k::ACCOUNTS_MAIL_HELLO.fill(lang, &[("name", &owner.name)]), k::ACCOUNTS_CHANGED_MAIL.say(lang).to_owned()];
    mail(scope, owner, "password", k::ACCOUNTS_CHANGED_SUBJECT.say(lang), &body.join("\n\n")).await
}

/// The account of an address, for whoever is signed in with it.
pub async fn owner<P: Permission>(scope: &mut Scope<P>, email: &str) -> Result<Owner, AppError> {
    scope.one(&RESET_ACCOUNT, args![email]).await
}

/// Forgets links that are long over.
pub async fn sweep(scope: &mut Scope<Work>) -> Result<(), AppError> {
    let before = scope.now() - LASTS_MS;
    scope.exec(&RESET_SWEEP, args![before]).await.map(drop)
}
