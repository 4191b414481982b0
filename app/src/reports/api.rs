//! What the browser may ask of reports.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{Kind, Report};
use crate::{error::AppError, values::ProductionId};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::make,
    crate::{access, text::lang},
};

/// Which reports the viewer may have.
#[server(input = GetUrl)]
pub async fn load_reports(production: ProductionId) -> Result<Vec<Kind>, AppError> {
    access::with(production, async |_: &mut access::Scope<access::ViewBoard>| Ok(Kind::ALL.to_vec())).await
}

/// A report by its key, without the columns that are not wanted (`hide`, keys with dots between).
#[server(input = GetUrl)]
pub async fn load_report(production: ProductionId, report: String, hide: String) -> Result<Report, AppError> {
    let kind = Kind::of_key(&report).ok_or(AppError::NotFound)?;
    let lang = lang();
    access::with(production, async |scope: &mut access::Scope<access::ViewBoard>| {
        make::report(scope, kind, lang, &hide).await
    })
    .await
}
