//! Another mail address for an account: a link goes to the new one, a word to the old one, and only opening the link and
//! confirming changes it (ASVS 5.0, 6.3.7; OWASP Changing A User's Registered Email Address). Whoever asks is not told
//! whether the new address has an account; whoever reads its mails is.
use crate::{
    access::{Enter, Permission, Scope, Token, Work, digest},
    accounts::{
        model::Moving,
        reset::Owner,
        store::{
            self, MAIL_CHANGE_END, MAIL_CHANGE_FIND, MAIL_CHANGE_INSERT, MAIL_CHANGE_SWEEP, MAIL_SET, RESET_USE,
            SESSIONS_END, SESSIONS_END_OTHERS,
        },
    },
    error::AppError,
    outbox::{self, Mail},
    routes,
    text::{Lang, Text, k},
    values::AccountId,
};
use serde::Deserialize;

/// How long a link works.
pub const LASTS_MS: i64 = 3_600_000;

#[derive(Debug, Deserialize)]
struct Row {
    account: AccountId,
    name: String,
    email: String,
    language: String,
    wanted: String,
}

async fn mail<P: Permission>(
    scope: &mut Scope<P>,
    to: &str,
    subject: Text,
    lang: Lang,
    lines: &[String],
) -> Result<(), AppError> {
    let body = lines.join("\n\n");
    let mail = Mail { kind: "mail_change", to, subject: subject.say(lang), body: &body, person: None, day: None };
    outbox::enqueue(scope, &[mail]).await
}

/// Sends a link to the new address, and a word to the old one. A new address that has an account hears that instead.
pub async fn request(scope: &mut Scope<Enter>, owner: &Owner, wanted: &str, origin: &str) -> Result<(), AppError> {
    let (token, now, lang) = (Token::new(), scope.now(), owner.lang());
    let hello = k::ACCOUNTS_MAIL_HELLO.fill(lang, &[("name", &owner.name)]);
    scope.exec(&MAIL_CHANGE_INSERT, args![token.hash(), owner.account, wanted, now, now + LASTS_MS]).await?;
    let link = format!("{}{}", origin.trim_end_matches('/'), routes::new_mail(token.as_str()));
    if store::has_account(scope, wanted).await? {
        // Nobody's name goes to an address of which only its text is known.
        let lines = [k::ACCOUNTS_MAIL_TAKEN_MAIL.say(lang).to_owned()];
        mail(scope, wanted, k::ACCOUNTS_MAIL_TAKEN_SUBJECT, lang, &lines).await?;
    } else {
        let lines = [k::ACCOUNTS_MAIL_MAIL.say(lang).to_owned(), link, k::ACCOUNTS_MAIL_MAIL_END.say(lang).to_owned()];
        mail(scope, wanted, k::ACCOUNTS_MAIL_SUBJECT, lang, &lines).await?;
    }
    let lines = [hello, k::ACCOUNTS_MAIL_OLD_MAIL.fill(lang, &[("email", wanted)])];
    mail(scope, &owner.email, k::ACCOUNTS_MAIL_OLD_SUBJECT, lang, &lines).await?;
    crate::audit::security(scope, Some(owner.account), "account.mail_asked", true, serde_json::json!({})).await
}

async fn row(scope: &mut Scope<Enter>, token: &str) -> Result<Row, AppError> {
    let now = scope.now();
    scope.first(&MAIL_CHANGE_FIND, args![digest(token.as_bytes()), now]).await?.ok_or(AppError::Gone)
}

/// Whose address a link would change; "gone" once it was used or is too old. Changes nothing.
pub async fn find(scope: &mut Scope<Enter>, token: &str) -> Result<Moving, AppError> {
    let Row { name, wanted, .. } = row(scope, token).await?;
    Ok(Moving { name, email: wanted })
}

/// Uses the link: the account has the new address, every other session and link of it has ended. Gives whether whoever
/// confirmed is signed in with this account.
pub async fn finish(scope: &mut Scope<Enter>, token: &str) -> Result<bool, AppError> {
    let Row { account, name, email, language, wanted } = row(scope, token).await?;
    let now = scope.now();
    if store::has_account(scope, &wanted).await? {
        return Err(AppError::field("", k::ACCOUNTS_EMAIL_TAKEN));
    }
    match scope.exec_one(&MAIL_SET, args![account, &wanted]).await {
        Err(AppError::Conflict) => return Err(AppError::field("", k::ACCOUNTS_EMAIL_TAKEN)),
        done => done?,
    }
    // Links for a new password lie in the old mailbox.
    scope.exec(&RESET_USE, args![account, now]).await?;
    scope.exec(&MAIL_CHANGE_END, args![account]).await?;
    let here = scope.viewer().account() == Some(account);
    let session = scope.viewer().session().filter(|_| here).map(<[u8]>::to_vec);
    match session {
        Some(session) => scope.end_sessions(&SESSIONS_END_OTHERS, args![account, session, now]).await?,
        None => scope.end_sessions(&SESSIONS_END, args![account, now]).await?,
    };
    let lang = Lang::from_tag(&language).unwrap_or_default();
    let lines = [
        k::ACCOUNTS_MAIL_HELLO.fill(lang, &[("name", &name)]),
        k::ACCOUNTS_MAIL_DONE_MAIL.fill(lang, &[("email", &wanted)]),
    ];
    mail(scope, &email, k::ACCOUNTS_MAIL_DONE_SUBJECT, lang, &lines).await?;
    crate::audit::security(scope, Some(account), "account.mail_changed", true, serde_json::json!({})).await?;
    Ok(here)
}

/// Forgets links that are over.
pub async fn sweep(scope: &mut Scope<Work>) -> Result<(), AppError> {
    let now = scope.now();
    scope.exec(&MAIL_CHANGE_SWEEP, args![now]).await.map(drop)
}
