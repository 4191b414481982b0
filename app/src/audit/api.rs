//! What the browser may ask of the log.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{Asked, Log, Look};
#[cfg(feature = "ssr")]
use crate::access::{self, Own, Scope};
use crate::{error::AppError, values::WorkspaceId};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Lines of a page.
pub const LINES: usize = 50;

/// A page of the company's log.
#[server(input = GetUrl)]
pub async fn load_log(workspace: WorkspaceId, #[server(flatten)] asked: Asked) -> Result<Log, AppError> {
    access::with(workspace, async |scope: &mut Scope<access::ViewAudit>| super::store::log(scope, &asked, LINES).await)
        .await
}

/// Who looked at one's own details.
#[server(input = GetUrl)]
pub async fn load_looks() -> Result<Vec<Look>, AppError> {
    access::with(Own, super::looks::looks).await
}
