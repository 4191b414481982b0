//! What the browser may ask of the style of strips.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{StyleData, TypedCell, TypedColour};
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

/// The style of a production's strips.
#[server(input = GetUrl)]
pub async fn load_style(production: ProductionId) -> Result<StyleData, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| store::page(scope).await).await
}

/// Changes it.
#[server]
pub async fn save_style(
    production: ProductionId,
    version: i64,
    base: String,
    #[server(default)] cells: Vec<TypedCell>,
    #[server(default)] colours: Vec<TypedColour>,
) -> Result<Landing, AppError> {
    if cells.len() > 64 || colours.len() > 64 {
        return Err(AppError::TooLarge);
    }
    let mut problems = Problems::default();
    let style = model::read(&mut problems, &base, &cells, &colours);
    problems.done()?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| store::save(scope, version, &style).await)
        .await?;
    Ok(Landing::on(format!("{}?saved", routes::production(production, "board/strips"))))
}
