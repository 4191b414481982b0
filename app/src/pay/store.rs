//! Rates in the database: one sealed document for each production.
use super::model::{Pay, PayData, PayRow};
use crate::{
    access::{EditPay, Permission, Scope, ViewPay, unhex},
    audit,
    error::AppError,
    values::*,
};
use serde::Deserialize;
use serde_json::json;

sql! {
    PAY = rows { sealed: bytes, version: int } from
        "(select sealed, version from cast_pay where workspace_id = $1 and production_id = $2) x" order "version";
    PAY_PARTS = rows { id: uuid, name: text, number: int, who: text } from
        "(select c.id as id, c.name as name, coalesce(c.number, 0) as number, coalesce(c.number, 1000000) as seat,
            coalesce((select min(p.name) from people p where p.workspace_id = c.workspace_id and p.production_id = c.production_id
              and p.character_id = c.id and p.removed_at is null), '') as who
          from characters c where c.workspace_id = $1 and c.production_id = $2) x" order "seat, name, id";
    PAY_INSERT = "insert into cast_pay (workspace_id, production_id, sealed, version) values ($1,$2,$3,1) on conflict do nothing";
    PAY_UPDATE = "update cast_pay set sealed = $3, version = version + 1 where workspace_id = $1 and production_id = $2 and version = $4";
}

/// The rates, with the version for saving them. Asked for arranging, too, by whoever may not see them: an amount never
/// leaves the server then.
pub async fn load<P: Permission>(scope: &mut Scope<P>) -> Result<(Pay, i64), AppError> {
    #[derive(Deserialize)]
    struct Row {
        sealed: String,
        version: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let row: Option<Row> = scope.first(&PAY, args![workspace, production]).await?;
    let Some(row) = row else { return Ok((Pay::default(), 0)) };
    let sealed = unhex(&row.sealed).ok_or_else(|| AppError::internal("pay", "not hexadecimal"))?;
    let text = scope.keys().open(&place(production), &sealed)?;
    let pay = serde_json::from_str(&text).map_err(|e| AppError::internal("pay", e))?;
    Ok((pay, row.version))
}

/// The page: every part with its rate.
pub async fn page(scope: &mut Scope<ViewPay>) -> Result<PayData, AppError> {
    #[derive(Deserialize)]
    struct Part {
        id: CharacterId,
        name: String,
        number: i64,
        who: String,
    }
    let (pay, version) = load(scope).await?;
    let (workspace, production) = (scope.workspace(), scope.production());
    let parts: Vec<Part> = scope.list(&PAY_PARTS, args![workspace, production]).await?;
    let row =
        |Part { id, name, number, who }| PayRow { part: id, number, name, who, terms: pay.parts.get(&id).copied() };
    let rows = parts.into_iter().map(row).collect();
    let currency = if pay.currency.is_empty() { CURRENCIES[0].to_owned() } else { pay.currency.clone() };
    Ok(PayData { currency, version, edits: scope.me().holds("pay.edit"), rows })
}

/// Puts rates down; a conflict if somebody else did so meanwhile, refused for a part of another production.
pub async fn save(scope: &mut Scope<EditPay>, version: i64, pay: &Pay) -> Result<(), AppError> {
    #[derive(Deserialize)]
    struct Part {
        id: CharacterId,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let parts: Vec<Part> = scope.list(&PAY_PARTS, args![workspace, production]).await?;
    if !pay.parts.keys().all(|part| parts.iter().any(|p| p.id == *part)) {
        return Err(AppError::NotFound);
    }
    let text = serde_json::to_string(pay).map_err(|e| AppError::internal("pay", e))?;
    let sealed = scope.keys().seal(&place(production), &text)?;
    if version > 0 {
        scope.exec_versioned(&PAY_UPDATE, args![workspace, production, sealed, version]).await?;
    } else if scope.exec(&PAY_INSERT, args![workspace, production, sealed]).await? == 0 {
        return Err(AppError::Conflict);
    }
    // How many, never how much.
    audit::record(scope, "pay.changed", Some(production.0), json!({ "n": pay.parts.len() })).await
}

fn place(production: ProductionId) -> String {
    format!("cast_pay/{production}")
}
