//! What the browser may ask of reports.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{Kind, Report};
use crate::{
    error::AppError,
    ui::Landing,
    values::{ProductionId, VariantId},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::{make, store},
    crate::{
        access::{self, EditBoard, Scope},
        error::Problems,
        routes,
        text::lang,
    },
};

/// Which reports the viewer may have.
#[server(input = GetUrl)]
pub async fn load_reports(production: ProductionId) -> Result<Vec<Kind>, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| {
        let reads = scope.me().holds("script.view");
        Ok(Kind::ALL.into_iter().filter(|kind| reads || !kind.of_script()).collect())
    })
    .await
}

/// A report by its key, without what is not wanted (`hide`, keys with dots between); of one scene alone if it is named.
#[server(input = GetUrl)]
pub async fn load_report(
    production: ProductionId,
    report: String,
    hide: String,
    #[server(default)] scene: String,
) -> Result<Report, AppError> {
    let kind = Kind::of_key(&report).ok_or(AppError::NotFound)?;
    let lang = lang();
    if kind.of_script() {
        let scene = (!scene.is_empty()).then(|| scene.parse()).transpose().map_err(|_| AppError::NotFound)?;
        return access::with(production, async |scope: &mut Scope<access::ViewScript>| {
            make::of_script(scope, (kind, scene), lang, &hide).await
        })
        .await;
    }
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| make::report(scope, kind, lang, &hide).await)
        .await
}

/// Keeps what is left out of a report under a name.
#[server]
pub async fn save_variant(
    production: ProductionId,
    report: String,
    name: String,
    #[server(default)] hide: String,
) -> Result<Landing, AppError> {
    let kind = Kind::of_key(&report).ok_or(AppError::NotFound)?;
    let name = named(&name)?;
    access::with(production, async |scope: &mut Scope<EditBoard>| store::add(scope, kind, &name, &hide).await).await?;
    Ok(on(production, kind, &hide))
}

/// Another name of a variant.
#[server]
pub async fn rename_variant(
    production: ProductionId,
    variant: VariantId,
    version: i64,
    name: String,
) -> Result<Landing, AppError> {
    let name = named(&name)?;
    let kind = access::with(production, async |scope: &mut Scope<EditBoard>| {
        store::rename(scope, variant, version, &name).await
    })
    .await?;
    Ok(on(production, kind, ""))
}

/// A variant goes; the report stays.
#[server]
pub async fn remove_variant(production: ProductionId, variant: VariantId, version: i64) -> Result<Landing, AppError> {
    let kind =
        access::with(production, async |scope: &mut Scope<EditBoard>| store::remove(scope, variant, version).await)
            .await?;
    Ok(on(production, kind, ""))
}

#[cfg(feature = "ssr")]
fn named(name: &str) -> Result<String, AppError> {
    let mut p = Problems::default();
    let name = p.text("name", name, 60);
    p.done()?;
    Ok(name)
}

#[cfg(feature = "ssr")]
fn on(production: ProductionId, kind: Kind, hide: &str) -> Landing {
    let hide = super::model::tidy(hide);
    let query = if hide.is_empty() { String::new() } else { format!("?hide={hide}") };
    Landing::on(format!("{}{query}", routes::production(production, &format!("reports/{}", kind.key()))))
}
