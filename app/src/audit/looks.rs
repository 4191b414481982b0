//! Reading who looked at one's details.
use super::{
    model::Look,
    store::{LOOKS_MINE, second},
};
use crate::{
    access::{Scope, ViewOwn},
    error::AppError,
};
use serde::Deserialize;

/// Who looked at one's details in the last three months.
pub async fn looks(scope: &mut Scope<ViewOwn>) -> Result<Vec<Look>, AppError> {
    #[derive(Deserialize)]
    struct Seen {
        who: String,
        production: String,
        since: i64,
        list: bool,
    }
    let account = scope.me().account.ok_or(AppError::SignedOut)?;
    let since = scope.now() - 90 * 86_400_000;
    let rows: Vec<Seen> = scope.list(&LOOKS_MINE, args![account, since]).await?;
    let told = |s: Seen| {
        let since = second(s.since).chars().take(if s.list { 10 } else { 16 }).collect();
        Look { who: s.who, production: s.production, since, list: s.list }
    };
    Ok(rows.into_iter().map(told).collect())
}
