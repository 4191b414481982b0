//! Variants of reports in the database.
use super::model::{Kind, Variant, tidy};
use crate::{
    access::{EditBoard, Permission, Scope},
    audit,
    error::{AppError, FieldError},
    text::k,
    values::VariantId,
};
use serde::Deserialize;
use serde_json::json;

/// More than anybody reads through.
const MOST: i64 = 40;

sql! {
    VARIANTS = rows { id: uuid, name: text, hide: text, version: int } from
        "(select id, name, hide, version from report_variants where workspace_id = $1 and production_id = $2 and report = $3) x" order "name, id";
    VARIANT = rows { report: text, name: text } from
        "(select report, name from report_variants where workspace_id = $1 and production_id = $2 and id = $3) x" order "name";
    VARIANT_COUNT = "select count(*) from report_variants where workspace_id = $1 and production_id = $2 and report = $3";
    VARIANT_NAMED = "select count(*) from report_variants where workspace_id = $1 and production_id = $2 and report = $3 and name = $4 and id <> $5";
    VARIANT_ADD = "insert into report_variants (workspace_id, production_id, id, report, name, hide, version) values ($1,$2,$3,$4,$5,$6,1)";
    VARIANT_NAME = "update report_variants set name = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and id = $3 and version = $5";
    VARIANT_DROP = "delete from report_variants where workspace_id = $1 and production_id = $2 and id = $3 and version = $4";
}

#[derive(Deserialize)]
struct Known {
    report: String,
    name: String,
}

/// Variants of a report, by name.
pub async fn list<P: Permission>(scope: &mut Scope<P>, kind: Kind) -> Result<Vec<Variant>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&VARIANTS, args![workspace, production, kind.key()]).await
}

async fn free(scope: &mut Scope<EditBoard>, report: &str, name: &str, id: VariantId) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    if scope.number(&VARIANT_NAMED, args![workspace, production, report, name, id]).await? == Some(0) {
        return Ok(());
    }
    let with = vec![("name".to_owned(), name.to_owned())];
    Err(AppError::Invalid(vec![FieldError { field: "name".into(), text: k::REPORTS_VARIANT_TAKEN, with }]))
}

/// Keeps what is left out of a report under a name.
pub async fn add(scope: &mut Scope<EditBoard>, kind: Kind, name: &str, hide: &str) -> Result<VariantId, AppError> {
    let (workspace, production, id) = (scope.workspace(), scope.production(), scope.new_id::<VariantId>());
    let count = scope.number(&VARIANT_COUNT, args![workspace, production, kind.key()]).await?;
    if count.unwrap_or(0) >= MOST {
        return Err(AppError::field("name", k::REPORTS_VARIANTS_ENOUGH));
    }
    free(scope, kind.key(), name, id).await?;
    scope.exec(&VARIANT_ADD, args![workspace, production, id, kind.key(), name, tidy(hide)]).await?;
    audit::record(scope, "report.variant_saved", Some(id.0), json!({ "name": name })).await?;
    Ok(id)
}

/// Another name.
pub async fn rename(scope: &mut Scope<EditBoard>, id: VariantId, version: i64, name: &str) -> Result<Kind, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let known: Known = scope.one(&VARIANT, args![workspace, production, id]).await?;
    free(scope, &known.report, name, id).await?;
    scope.exec_versioned(&VARIANT_NAME, args![workspace, production, id, name, version]).await?;
    audit::record(scope, "report.variant_renamed", Some(id.0), json!({ "name": name })).await?;
    Kind::of_key(&known.report).ok_or(AppError::NotFound)
}

/// Away with it.
pub async fn remove(scope: &mut Scope<EditBoard>, id: VariantId, version: i64) -> Result<Kind, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let known: Known = scope.one(&VARIANT, args![workspace, production, id]).await?;
    scope.exec_versioned(&VARIANT_DROP, args![workspace, production, id, version]).await?;
    audit::record(scope, "report.variant_removed", Some(id.0), json!({ "name": known.name })).await?;
    Kind::of_key(&known.report).ok_or(AppError::NotFound)
}
