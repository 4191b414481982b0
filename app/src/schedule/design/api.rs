//! What the browser may ask of the design of strips.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{DesignData, TypedCell, TypedColour};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{model, store},
    crate::{
        access::{self, Scope},
        error::Problems,
        routes,
    },
};

/// The design of a production's strips, for whoever may change it.
#[server(input = GetUrl)]
pub async fn load_design(production: ProductionId) -> Result<DesignData, AppError> {
    let lang = use_context::<http::request::Parts>().as_ref().map(access::lang_of).unwrap_or_default();
    access::with(production, async |scope: &mut Scope<access::EditBoard>| store::page(scope, lang).await).await
}

/// Changes it. Without any cells strips have their usual row.
#[server]
pub async fn save_design(
    production: ProductionId,
    version: i64,
    #[server(default)] cells: Vec<TypedCell>,
    #[server(default)] colours: Vec<TypedColour>,
) -> Result<Landing, AppError> {
    if cells.len() > 128 || colours.len() > 64 {
        return Err(AppError::TooLarge);
    }
    let mut problems = Problems::default();
    let design = model::read(&mut problems, &cells, &colours);
    problems.done()?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| store::save(scope, version, &design).await)
        .await?;
    Ok(Landing::on(routes::strips(production)))
}
