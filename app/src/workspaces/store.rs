//! Workspaces in the database.
use crate::{access::{Permission, Scope}, error::AppError};
use serde::Deserialize;

sql! {
    WORKSPACE_NAME = rows { name: text } from "workspaces where id = $1" order "name";
}

/// Name of the company.
pub async fn name<P: Permission>(scope: &mut Scope<P>) -> Result<String, AppError> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
    }
    let workspace = scope.workspace();
    Ok(scope.one::<Row>(&WORKSPACE_NAME, args![workspace]).await?.name)
}
