//! What the browser may ask of pay.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{PayData, TypedRate};
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

/// The parts with their rates.
#[server(input = GetUrl)]
pub async fn load_pay(production: ProductionId) -> Result<PayData, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewPay>| store::page(scope).await).await
}

/// Changes all rates.
#[server]
pub async fn save_pay(
    production: ProductionId,
    version: i64,
    currency: String,
    #[server(default)] rates: Vec<TypedRate>,
) -> Result<Landing, AppError> {
    if rates.len() > model::MOST_PARTS {
        return Err(AppError::TooLarge);
    }
    let mut problems = Problems::default();
    let pay = model::read(&mut problems, &currency, &rates);
    problems.done()?;
    access::with(production, async |scope: &mut Scope<access::EditPay>| store::save(scope, version, &pay).await)
        .await?;
    Ok(Landing::on(format!("{}?saved", routes::production(production, "pay"))))
}
