//! What the browser may ask of one's own calendar.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::FeedLink;
use crate::{error::AppError, ui::Landing, values::ProductionId};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::store,
    crate::{
        access::{self, Scope},
        people::Origin,
        routes,
    },
};

/// The link of one's own calendar in this production.
#[server(input = GetUrl)]
pub async fn load_calendar(production: ProductionId) -> Result<FeedLink, AppError> {
    let origin = use_context::<Origin>().map(|origin| origin.0).unwrap_or_default();
    access::with(production, async |scope: &mut Scope<access::ViewOwnDays>| store::link(scope, &origin).await).await
}

/// A link for one's own calendar; one that there was ends.
#[server]
pub async fn renew_calendar(production: ProductionId) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::AnswerOwnDay>| store::renew(scope).await.map(drop))
        .await?;
    Ok(Landing::on(routes::production(production, "my")))
}

/// The link of one's own calendar ends.
#[server]
pub async fn end_calendar(production: ProductionId) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::AnswerOwnDay>| store::end(scope).await).await?;
    Ok(Landing::on(routes::production(production, "my")))
}
