//! Making an account and a company, where the house is open to whoever comes.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use crate::accounts::model::{Entrance, Pending};
use crate::{error::AppError, ui::Landing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::registration::{self, Registration, Wanted},
    crate::{
        access::{self, Instance, Scope},
        accounts::{
            api::{from, note_device},
            model, password, session, strength, throttle,
        },
        error::Problems,
        people::Origin,
        privacy::Contact,
        routes,
        text::{Lang, k},
    },
};

/// Whether anybody may make an account.
#[cfg(feature = "ssr")]
pub fn is_open() -> bool {
    use_context::<Registration>().is_some_and(|registration| registration.0)
}

#[cfg(feature = "ssr")]
fn must_be_open() -> Result<(), AppError> {
    if is_open() { Ok(()) } else { Err(AppError::Forbidden) }
}

/// Who may make an account, and whom to ask.
#[server(input = GetUrl)]
pub async fn find_entrance() -> Result<Entrance, AppError> {
    Ok(Entrance { open: is_open(), contact: use_context::<Contact>().map(|contact| contact.0).unwrap_or_default() })
}

/// Asks for an account. The answer, and the work behind it, is the same whether the address has one already.
#[server]
pub async fn register(
    name: String,
    email: String,
    password: String,
    #[server(default)] company: String,
) -> Result<Landing, AppError> {
    must_be_open()?;
    let mut problems = Problems::default();
    let name = problems.text("name", &name, 120);
    let email = problems.take("email", model::email(&email).ok_or(()), k::ERROR_EMAIL);
    let company = problems.optional("company", &company, 120);
    strength::check(&mut problems, &password, &[&name, &email, &company]);
    problems.done()?;
    let origin = use_context::<Origin>().ok_or_else(|| AppError::internal("context", "no origin"))?;
    access::with(Instance, async |scope: &mut Scope<access::Enter>| throttle::register(scope, &email, from()).await)
        .await?;
    let lang = use_context::<Lang>().unwrap_or_default();
    let wanted = Wanted { name, email, hash: password::hash(password).await?, company, lang };
    access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        registration::request(scope, &wanted, &origin.0).await
    })
    .await?;
    Ok(Landing::on(format!("{}?sent=1", routes::register())))
}

/// What a link would make.
#[server(input = GetUrl)]
pub async fn find_registration(token: String) -> Result<Pending, AppError> {
    access::with(Instance, async |scope: &mut Scope<access::Enter>| registration::find(scope, &token).await).await
}

/// Makes the account whose address the link has proved, and signs in. The password is asked again: whoever reads the mails
/// of an address does not take over an account that somebody else has begun under it.
#[server]
pub async fn verify_registration(token: String, password: String) -> Result<Landing, AppError> {
    let hash = access::with(Instance, async |scope: &mut Scope<access::Enter>| {
        let (email, hash) = registration::begun(scope, &token).await?;
        throttle::attempt(scope, &email, from(), None).await?;
        Ok(hash)
    })
    .await?;
    if !password::verify(password, Some(hash)).await? {
        return Err(AppError::field("password", k::ACCOUNTS_VERIFY_WRONG));
    }
    let account =
        access::with(Instance, async |scope: &mut Scope<access::Enter>| registration::finish(scope, &token).await)
            .await?;
    session::begin(account).await?;
    note_device(account).await?;
    Ok(Landing::afresh(routes::home()))
}

/// Makes a company of one's own.
#[server]
pub async fn found_company(name: String) -> Result<Landing, AppError> {
    let account = access::viewer().account().ok_or(AppError::SignedOut)?;
    must_be_open()?;
    let mut problems = Problems::default();
    let name = problems.text("name", &name, 120);
    problems.done()?;
    access::with(Instance, async |scope: &mut Scope<access::Enter>| registration::found(scope, account, &name).await)
        .await?;
    Ok(Landing::afresh(routes::home()))
}
