//! What the browser may ask of permissions.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::screen::{Access, Matrix};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::store,
    crate::{
        access::{self, Scope},
        accounts::session,
        error::Problems,
        factors::stepup,
        routes,
        text::k,
    },
    jiff::civil::Date,
};

/// The table of a production; with a role, that role to be changed.
#[server(input = GetUrl)]
pub async fn load_permissions(production: ProductionId, role: String, every: bool) -> Result<Matrix, AppError> {
    let role = role.parse::<Role>().ok();
    access::with(production, async |scope: &mut Scope<access::ViewPermissions>| store::matrix(scope, role, every).await)
        .await
}

/// What one person may see and do.
#[server(input = GetUrl)]
pub async fn load_access(production: ProductionId, person: PersonId) -> Result<Access, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewPermissions>| store::access(scope, person).await)
        .await
}

/// A choice of the page: `script.view=full`.
#[cfg(feature = "ssr")]
fn wish(text: &str) -> Result<(String, String), AppError> {
    let (thing, depth) = text.split_once('=').ok_or(AppError::NotFound)?;
    Ok((thing.to_owned(), depth.to_owned()))
}

/// Changes what a role may see and do here; `rules` are the choices of the form, `seen` is when they were last changed.
#[server]
pub async fn change_role(
    production: ProductionId,
    role: String,
    seen: i64,
    #[server(default)] rules: Vec<String>,
) -> Result<Landing, AppError> {
    let role = role.parse::<Role>().map_err(|()| AppError::NotFound)?;
    let wishes = rules.iter().map(|text| wish(text)).collect::<Result<Vec<_>, _>>()?;
    access::with(production, async |scope: &mut Scope<access::EditPermissions>| {
        stepup::fresh(scope)?;
        store::change_role(scope, role, seen, &wishes).await
    })
    .await?;
    Ok(Landing::on(format!("{}?role={}&saved=1", routes::production(production, "permissions"), role.key())))
}

/// Gives or denies one person a thing for a reason, until a day or for good.
#[server]
pub async fn grant_access(
    production: ProductionId,
    person: PersonId,
    rule: String,
    reason: String,
    #[server(default)] until: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let reason = problems.text("reason", &reason, 300);
    let until = match until.trim() {
        "" => None,
        text => Some(problems.take("until", text.parse::<Date>(), k::ERROR_DATE)),
    };
    let wish = problems.take("rule", wish(&rule), k::ERROR_CHOICE);
    problems.done()?;
    access::with(production, async |scope: &mut Scope<access::EditPermissions>| {
        stepup::fresh(scope)?;
        store::grant(scope, person, (&wish.0, &wish.1), &reason, until).await
    })
    .await?;
    Ok(Landing::on(routes::access(production, person)))
}

/// Takes back what was given or denied.
#[server]
pub async fn revoke_access(production: ProductionId, person: PersonId, grant: uuid::Uuid) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditPermissions>| {
        stepup::fresh(scope)?;
        store::revoke(scope, person, grant).await
    })
    .await?;
    Ok(Landing::on(routes::access(production, person)))
}

/// From here on this browser sees the production as somebody else does, and changes nothing in it.
#[server]
pub async fn look_through(production: ProductionId, person: PersonId) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewPermissions>| store::may_look(scope, person).await)
        .await?;
    session::look(Some((production, person))).await?;
    Ok(Landing::on(routes::production(production, "")))
}

/// Ends that.
#[server]
pub async fn stop_looking(production: ProductionId, person: PersonId) -> Result<Landing, AppError> {
    session::look(None).await?;
    Ok(Landing::on(routes::access(production, person)))
}
