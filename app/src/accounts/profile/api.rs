//! One's own mail address and language.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use crate::accounts::model::Moving;
use crate::{error::AppError, ui::Landing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{language::remember, mail_change},
    crate::{
        access::{self, Instance, Own, Scope},
        accounts::{
            api::{from, owner_of},
            devices, model, reset, throttle,
        },
        error::Problems,
        people::Origin,
        routes,
        text::{Lang, k},
    },
};

/// Chooses the language of mails and new devices, and that of this device, which may have none of its own.
#[server]
pub async fn choose_language(account: String, #[server(default)] here: String) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let lang = problems.take("account", Lang::from_tag(&account).ok_or(()), k::ERROR_CHOICE);
    let own = (!here.is_empty()).then(|| problems.take("here", Lang::from_tag(&here).ok_or(()), k::ERROR_CHOICE));
    problems.done()?;
    access::with(Own, async |scope: &mut Scope<access::ManageOwn>| devices::speak(scope, lang).await).await?;
    remember(own);
    Ok(Landing::afresh(routes::account()))
}

/// Digests of the personal links of whoever is signed in, as far as the sheets' own script knows them: by these a
/// browser tells which of the sheets it keeps are theirs.
#[server(input = GetUrl)]
pub async fn own_sheets() -> Result<Vec<String>, AppError> {
    access::with(Own, devices::own_links).await
}

/// Asks for another mail address; the present password is asked. Nothing changes until the link sent there is opened.
#[server]
pub async fn change_email(email: String, current: String) -> Result<Landing, AppError> {
    let owner = access::with(Own, async |scope: &mut Scope<access::ViewOwn>| {
        let email = devices::own_email(scope).await?;
        reset::owner(scope, &email).await
    })
    .await?;
    let mut problems = Problems::default();
    let email = problems.take("email", model::email(&email).ok_or(()), k::ERROR_EMAIL);
    if email.eq_ignore_ascii_case(&owner.email) {
        problems.add("email", k::ACCOUNTS_MAIL_SAME);
    }
    problems.done()?;
    if owner_of(&owner.email, current, "account.mail_asked").await? != Some(owner.account) {
        return Err(AppError::field("current", k::ACCOUNTS_CURRENT_WRONG));
    }
    let origin = use_context::<Origin>().ok_or_else(|| AppError::internal("context", "no origin"))?;
    access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        throttle::move_to(scope, owner.account, &email, from()).await?;
        mail_change::request(scope, &owner, &email, &origin.0).await
    })
    .await?;
    Ok(Landing::on(format!("{}?mail=sent", routes::account())))
}

/// Whose address a link would change.
#[server(input = GetUrl)]
pub async fn find_mail_change(token: String) -> Result<Moving, AppError> {
    access::with(Instance, async |scope: &mut Scope<access::Enter>| mail_change::find(scope, &token).await).await
}

/// Changes the address to the one that the link has proved. It signs nobody in.
#[server]
pub async fn confirm_mail_change(token: String) -> Result<Landing, AppError> {
    let here =
        access::with(Instance, async |scope: &mut Scope<access::Enter>| mail_change::finish(scope, &token).await)
            .await?;
    let next = if here { routes::account() } else { routes::sign_in() };
    Ok(Landing::afresh(format!("{next}?mail=changed")))
}
