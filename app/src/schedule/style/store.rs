//! The style in the database: one document for each production.
use super::model::{StripStyle, StyleData};
use crate::{
    access::{Arg, EditBoard, Permission, Scope, ViewBoard},
    audit,
    error::AppError,
};
use serde::Deserialize;
use serde_json::json;

sql! {
    STYLE = rows { doc: json, version: int } from
        "(select doc, version from strip_styles where workspace_id = $1 and production_id = $2) x" order "version";
    STYLE_INSERT = "insert into strip_styles (workspace_id, production_id, doc, version) values ($1,$2,$3,1) on conflict do nothing";
    STYLE_UPDATE = "update strip_styles set doc = $3, version = version + 1 where workspace_id = $1 and production_id = $2 and version = $4";
}

/// The style, with the version for saving it.
pub async fn load<P: Permission>(scope: &mut Scope<P>) -> Result<(StripStyle, i64), AppError> {
    #[derive(Deserialize)]
    struct Row {
        doc: StripStyle,
        version: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let row: Option<Row> = scope.first(&STYLE, args![workspace, production]).await?;
    Ok(row.map(|row| (row.doc, row.version)).unwrap_or_default())
}

/// The page.
pub async fn page(scope: &mut Scope<ViewBoard>) -> Result<StyleData, AppError> {
    let (style, version) = load(scope).await?;
    Ok(StyleData { style, version, edits: scope.me().holds("board.edit") })
}

/// Puts a style down; a conflict if somebody else did so meanwhile.
pub async fn save(scope: &mut Scope<EditBoard>, version: i64, style: &StripStyle) -> Result<(), AppError> {
    let (workspace, production, doc) = (scope.workspace(), scope.production(), Arg::doc(style)?);
    let place = [&args![workspace, production][..], &[doc]].concat();
    if version > 0 {
        scope.exec_versioned(&STYLE_UPDATE, [&place[..], &args![version][..]].concat()).await?;
    } else if scope.exec(&STYLE_INSERT, place).await? == 0 {
        return Err(AppError::Conflict);
    }
    audit::record(scope, "style.changed", Some(production.0), json!({})).await
}
