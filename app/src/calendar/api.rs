//! What the browser may ask of one's own calendar.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use crate::{error::AppError, ui::Landing, values::ProductionId};
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::store,
    crate::{
        access::{self, Scope},
        routes,
    },
};

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
