//! Plans of parts in the database: one document for each part that has one.
use super::model::{DoodPart, DoodPlan};
use crate::{
    access::{Arg, EditBoard, Permission, Scope},
    audit,
    error::AppError,
    pay,
    schedule::model::DropRule,
    values::CharacterId,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

sql! {
    DOOD_PLANS = rows { part: uuid, doc: json, version: int } from
        "(select character_id as part, doc, version from dood_plans where workspace_id = $1 and production_id = $2) x" order "part";
    DOOD_PARTS = rows { id: uuid, name: text, number: int } from
        "(select id, name, coalesce(number, 0) as number, coalesce(number, 1000000) as seat
          from characters where workspace_id = $1 and production_id = $2) x" order "seat, name, id";
    DOOD_INSERT = "insert into dood_plans (workspace_id, production_id, character_id, doc, version)
        select $1, $2, c.id, $4, 1 from characters c where c.workspace_id = $1 and c.production_id = $2 and c.id = $3 on conflict do nothing";
    DOOD_UPDATE = "update dood_plans set doc = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and character_id = $3 and version = $5";
}

/// Plans by part; parts without one are left out.
pub async fn plans<P: Permission>(scope: &mut Scope<P>) -> Result<HashMap<CharacterId, (DoodPlan, i64)>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        part: CharacterId,
        doc: DoodPlan,
        version: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Row> = scope.list(&DOOD_PLANS, args![workspace, production]).await?;
    Ok(rows.into_iter().map(|row| (row.part, (row.doc, row.version))).collect())
}

/// When parts may be dropped and picked up: a term of their contract, kept with their day rates. No amount is among it.
pub async fn drops<P: Permission>(scope: &mut Scope<P>) -> Result<HashMap<CharacterId, DropRule>, AppError> {
    let (pay, _) = pay::store::load(scope).await?;
    Ok(pay.parts.iter().filter_map(|(part, terms)| Some((*part, terms.drop?))).collect())
}

/// Every part with its plan, in cast order.
pub async fn parts(scope: &mut Scope<EditBoard>) -> Result<Vec<DoodPart>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        id: CharacterId,
        name: String,
        number: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Row> = scope.list(&DOOD_PARTS, args![workspace, production]).await?;
    let (mut plans, drops) = (plans(scope).await?, drops(scope).await?);
    let part = |Row { id, name, number }| {
        let (plan, version) = plans.remove(&id).unwrap_or_default();
        DoodPart { part: id, number, name, plan, version, drop: drops.get(&id).map(|rule| rule.min_days) }
    };
    Ok(rows.into_iter().map(part).collect())
}

/// Puts a plan down; a conflict if somebody else did so meanwhile.
pub async fn save(
    scope: &mut Scope<EditBoard>,
    part: CharacterId,
    version: i64,
    plan: &DoodPlan,
) -> Result<(), AppError> {
    let (workspace, production, doc) = (scope.workspace(), scope.production(), Arg::doc(plan)?);
    let all = parts(scope).await?;
    let name = all.into_iter().find(|p| p.part == part).ok_or(AppError::NotFound)?.title();
    let place = [&args![workspace, production, part][..], &[doc]].concat();
    if version > 0 {
        scope.exec_versioned(&DOOD_UPDATE, &[&place[..], &args![version][..]].concat()).await?;
    } else if scope.exec(&DOOD_INSERT, &place).await? == 0 {
        return Err(AppError::Conflict);
    }
    audit::record(scope, "board.dood_changed", Some(part.0), json!({ "name": name })).await
}
