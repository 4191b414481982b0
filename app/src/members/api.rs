//! What the browser may ask of a company's members.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::Company;
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{model::Place, store},
    crate::{
        access::{self, Scope},
        accounts::model::addresses,
        error::FieldError,
        factors::stepup,
        people::Origin,
        routes,
        text::{Lang, k},
    },
};

/// The members of a company.
#[server(input = GetUrl)]
pub async fn load_members(workspace: WorkspaceId) -> Result<Company, AppError> {
    access::with(workspace, store::company).await
}

#[cfg(feature = "ssr")]
fn how() -> Result<(Lang, String), AppError> {
    let origin = use_context::<Origin>().ok_or_else(|| AppError::internal("context", "no origin"))?;
    Ok((use_context::<Lang>().unwrap_or_default(), origin.0))
}
#[cfg(feature = "ssr")]
fn place(key: &str) -> Result<Place, AppError> {
    Place::of(key).ok_or_else(|| AppError::field("place", k::ERROR_CHOICE))
}

/// Invites people to the company; `list` holds addresses, one a line or between commas, with names if there are any.
#[server]
pub async fn invite_members(workspace: WorkspaceId, list: String, place: String) -> Result<Landing, AppError> {
    let to = self::place(&place)?;
    let found = addresses(&list).map_err(|line| {
        let with = vec![("line".to_owned(), line)];
        AppError::Invalid(vec![FieldError { field: "list".into(), text: k::MEMBERS_LIST_WRONG, with }])
    })?;
    let emails: Vec<String> = found.into_iter().map(|(_, email)| email).collect();
    let (lang, origin) = how()?;
    let sent = access::with(workspace, async |scope: &mut Scope<access::ManageMembers>| {
        store::invite(scope, &emails, to, (lang, &origin)).await
    })
    .await?;
    Ok(Landing::on(format!("{}?sent={sent}", routes::members(workspace))))
}

/// Sends an invitation again, with a new link.
#[server]
pub async fn resend_invitation(workspace: WorkspaceId, invitation: uuid::Uuid) -> Result<Landing, AppError> {
    let (lang, origin) = how()?;
    access::with(workspace, async |scope: &mut Scope<access::ManageMembers>| {
        store::resend(scope, invitation, (lang, &origin)).await
    })
    .await?;
    Ok(Landing::on(format!("{}?sent=1", routes::members(workspace))))
}

/// Takes an invitation back.
#[server]
pub async fn withdraw_invitation(workspace: WorkspaceId, invitation: uuid::Uuid) -> Result<Landing, AppError> {
    access::with(workspace, async |scope: &mut Scope<access::ManageMembers>| store::withdraw(scope, invitation).await)
        .await?;
    Ok(Landing::on(routes::members(workspace)))
}

/// Makes somebody owner, admin or member.
#[server]
pub async fn set_place(workspace: WorkspaceId, account: AccountId, place: String) -> Result<Landing, AppError> {
    let to = self::place(&place)?;
    access::with(workspace, async |scope: &mut Scope<access::ManageMembers>| {
        stepup::fresh(scope)?;
        store::set_place(scope, account, to).await
    })
    .await?;
    Ok(Landing::on(routes::members(workspace)))
}

/// Hands the company over to somebody.
#[server]
pub async fn hand_over(workspace: WorkspaceId, account: AccountId) -> Result<Landing, AppError> {
    access::with(workspace, async |scope: &mut Scope<access::ManageMembers>| {
        stepup::fresh(scope)?;
        store::hand_over(scope, account).await
    })
    .await?;
    Ok(Landing::on(routes::members(workspace)))
}

/// Signs somebody out everywhere.
#[server]
pub async fn sign_out_member(workspace: WorkspaceId, account: AccountId) -> Result<Landing, AppError> {
    access::with(workspace, async |scope: &mut Scope<access::ManageMembers>| store::sign_out(scope, account).await)
        .await?;
    Ok(Landing::on(routes::members(workspace)))
}

/// Takes somebody out of the company.
#[server]
pub async fn remove_from_company(workspace: WorkspaceId, account: AccountId) -> Result<Landing, AppError> {
    access::with(workspace, async |scope: &mut Scope<access::ManageMembers>| {
        stepup::fresh(scope)?;
        store::remove(scope, account).await
    })
    .await?;
    Ok(Landing::on(routes::members(workspace)))
}

/// Leaves a company.
#[server]
pub async fn leave_company(workspace: WorkspaceId) -> Result<Landing, AppError> {
    access::with(workspace, store::leave).await?;
    Ok(Landing::on(routes::account()))
}

/// Leaves a production.
#[server]
pub async fn leave_production(production: ProductionId) -> Result<Landing, AppError> {
    access::with(production, store::leave_production).await?;
    Ok(Landing::on(routes::account()))
}
