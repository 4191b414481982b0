//! What the browser may ask of the day out of days.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::DoodPart;
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{model::DoodPlan, store},
    crate::{
        access::{self, Scope},
        error::Problems,
        routes,
        rules::read_dates,
    },
};

/// Every part with what it does besides the strips.
#[server(input = GetUrl)]
pub async fn load_dood(production: ProductionId) -> Result<Vec<DoodPart>, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditBoard>| store::parts(scope).await).await
}

/// One part of them.
#[server(input = GetUrl)]
pub async fn load_dood_part(production: ProductionId, part: CharacterId) -> Result<DoodPart, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::parts(scope).await?.into_iter().find(|row| row.part == part).ok_or(AppError::NotFound)
    })
    .await
}

/// Changes a part's plan: dates one to a line.
#[server]
pub async fn save_dood(
    production: ProductionId,
    part: CharacterId,
    version: i64,
    #[server(default)] hold: bool,
    #[server(default)] paid_holidays: bool,
    travel_dates: String,
    fittings: String,
    rehearsals: String,
    alone: String,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let mut plan = DoodPlan { hold, paid_holidays, ..DoodPlan::default() };
    let lists = [("travel_dates", travel_dates), ("fittings", fittings), ("rehearsals", rehearsals), ("alone", alone)];
    for (kind, (field, text)) in DoodPlan::KINDS.into_iter().zip(lists) {
        plan.put(kind, &read_dates(&mut problems, field, &text));
    }
    problems.done()?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::save(scope, part, version, &plan).await
    })
    .await?;
    Ok(Landing::on(routes::dood(production)))
}
