//! An account that somebody makes for themselves, where the house allows it: nothing is there until the link sent to the
//! address is opened and confirmed. Whoever asks learns nothing about who has an account (OWASP Authentication Cheat
//! Sheet): not in the answer, not in the time. Whoever has one is told by mail.
use crate::{
    access::{Enter, Scope, Token, Work, digest},
    accounts::{
        model::Pending,
        reset::Owner,
        store::{self, REGISTRATION_FIND, REGISTRATION_INSERT, REGISTRATION_SWEEP, REGISTRATION_USE, RESET_ACCOUNT},
        throttle,
    },
    error::AppError,
    outbox::{self, Mail},
    routes,
    text::{Lang, k},
    values::AccountId,
};
use serde::Deserialize;

/// Whether anybody may make an account here; the server puts it into the context.
#[derive(Debug, Clone, Copy)]
pub struct Registration(pub bool);

/// How long a link works.
pub const LASTS_MS: i64 = 3_600_000;

/// What somebody wants, with the password already hashed.
#[derive(Debug)]
pub struct Wanted {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Hash of the password.
    pub hash: String,
    /// The company that is theirs; may be empty.
    pub company: String,
    /// The language they read.
    pub lang: Lang,
}

#[derive(Debug, Deserialize)]
struct Row {
    email: String,
    name: String,
    password_hash: String,
    company: String,
    language: String,
}

/// Sends a link to the address; if it has an account, a mail that says so instead.
pub async fn request(scope: &mut Scope<Enter>, wanted: &Wanted, origin: &str) -> Result<(), AppError> {
    let Wanted { name, email, hash, company, lang } = wanted;
    let found = store::by_email(scope, email).await?;
    let known: Option<Owner> = scope.first(&RESET_ACCOUNT, args![email]).await?;
    let (token, now) = (Token::new(), scope.now());
    let args = args![token.hash(), email, name, hash, company, lang.tag(), now, now + LASTS_MS];
    scope.exec(&REGISTRATION_INSERT, args).await?;
    let at = |path: &str| format!("{}{path}", origin.trim_end_matches('/'));
    let (lang, subject, lines) = match (&found, &known) {
        (None, None) => (
            *lang,
            k::ACCOUNTS_REGISTER_SUBJECT,
            vec![
                k::ACCOUNTS_REGISTER_MAIL.say(*lang).to_owned(),
                at(&routes::verify(token.as_str())),
                k::ACCOUNTS_REGISTER_MAIL_END.say(*lang).to_owned(),
            ],
        ),
        _ => {
            let lang = known.as_ref().map_or(*lang, Owner::lang);
            (
                lang,
                k::ACCOUNTS_REGISTER_KNOWN_SUBJECT,
                vec![
                    k::ACCOUNTS_REGISTER_KNOWN_MAIL.say(lang).to_owned(),
                    at(&routes::sign_in()),
                    k::ACCOUNTS_REGISTER_KNOWN_FORGOT.say(lang).to_owned(),
                    at(&routes::forgot()),
                    k::ACCOUNTS_REGISTER_KNOWN_END.say(lang).to_owned(),
                ],
            )
        }
    };
    let hello = k::ACCOUNTS_MAIL_HELLO.fill(lang, &[("name", known.as_ref().map_or(name, |owner| &owner.name))]);
    let body = [vec![hello], lines].concat().join("\n\n");
    let mail = Mail { kind: "register", to: email, subject: subject.say(lang), body: &body, person: None, day: None };
    outbox::enqueue(scope, &[mail]).await
}

async fn row(scope: &mut Scope<Enter>, token: &str) -> Result<Row, AppError> {
    let now = scope.now();
    scope.first(&REGISTRATION_FIND, args![digest(token.as_bytes()), now]).await?.ok_or(AppError::Gone)
}

/// What a link would make; "gone" once it was used or is too old. Changes nothing: mail scanners open links.
pub async fn find(scope: &mut Scope<Enter>, token: &str) -> Result<Pending, AppError> {
    let Row { email, name, company, .. } = row(scope, token).await?;
    Ok(Pending { name, email, company })
}

/// The address and the hash that a registration was begun with.
pub async fn begun(scope: &mut Scope<Enter>, token: &str) -> Result<(String, String), AppError> {
    let Row { email, password_hash, .. } = row(scope, token).await?;
    Ok((email, password_hash))
}

/// Uses the link: the account is there, and its company, if one was named.
pub async fn finish(scope: &mut Scope<Enter>, token: &str) -> Result<AccountId, AppError> {
    let Row { email, name, password_hash, company, language } = row(scope, token).await?;
    if scope.exec(&REGISTRATION_USE, args![digest(token.as_bytes())]).await? != 1 {
        return Err(AppError::Gone);
    }
    // Whoever opens the link reads the mails of this address: they may know that it has an account by now.
    let taken = || AppError::field("", k::ACCOUNTS_EMAIL_TAKEN);
    if store::has_account(scope, &email).await? {
        return Err(taken());
    }
    let lang = Lang::from_tag(&language).unwrap_or_default();
    let account = store::create(scope, &email, &name, Some(password_hash), lang).await.map_err(|e| match e {
        AppError::Invalid(_) => taken(),
        other => other,
    })?;
    crate::audit::security(scope, Some(account), "account.registered", true, serde_json::json!({})).await?;
    if !company.is_empty() {
        found(scope, account, &company).await?;
    }
    Ok(account)
}

/// A company of one's own.
pub async fn found(scope: &mut Scope<Enter>, account: AccountId, name: &str) -> Result<(), AppError> {
    throttle::found(scope, account).await?;
    store::create_workspace(scope, name, account).await?;
    crate::audit::security(scope, Some(account), "workspace.founded", true, serde_json::json!({})).await
}

/// Forgets what was never confirmed.
pub async fn sweep(scope: &mut Scope<Work>) -> Result<(), AppError> {
    let now = scope.now();
    scope.exec(&REGISTRATION_SWEEP, args![now]).await.map(drop)
}
