//! Workspaces in the database.
use crate::{
    access::{Permission, Scope},
    error::AppError,
};
use serde::Deserialize;

sql! {
    PING = "select count(*) from workspaces where 1 = 0";
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

/// The database answers.
pub async fn ping(scope: &mut Scope<crate::access::Inspect>) -> Result<(), AppError> {
    scope.number(&PING, &[]).await.map(drop)
}
