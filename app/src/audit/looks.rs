//! Reading who looked at one's details.
use super::{
    model::Look,
    store::{LOOKS_MINE, second},
};
use crate::{
    access::{Scope, ViewOwn},
    confidential,
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
        let at = second(s.since).chars().take(if s.list { 10 } else { 16 }).collect();
        (s.since, Look { who: s.who, production: s.production, since: at, list: s.list, what: None, reason: None })
    };
    let mut all: Vec<(i64, Look)> = rows.into_iter().map(told).collect();
    all.extend(confidential::store::looks(scope, account, since).await?.into_iter().map(|s| {
        let at = second(s.since).chars().take(16).collect();
        let (what, reason) = (Some(s.kind), s.glass.then_some(s.reason));
        (s.since, Look { who: s.who, production: s.production, since: at, list: false, what, reason })
    }));
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(all.into_iter().map(|(_, look)| look).collect())
}
