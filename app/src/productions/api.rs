//! What the browser may ask of productions.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::model::{Head, Production, Waiting};
use crate::{audit::AuditLine, error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{
        model::PALETTES,
        store::{self, Settings},
    },
    crate::{
        access::{self, Scope},
        audit,
        error::Problems,
        routes,
        text::{Lang, k},
    },
};

/// The frame around a production's pages.
#[server(input = GetUrl)]
pub async fn load_head(production: ProductionId) -> Result<Head, AppError> {
    access::with(production, store::head).await
}

/// What waits for the office, and what happened last.
#[server(input = GetUrl)]
pub async fn load_home(production: ProductionId) -> Result<(Vec<Waiting>, Vec<AuditLine>), AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewDraft>| {
        Ok((store::waiting(scope).await?, audit::recent(scope).await?))
    })
    .await
}

/// The settings as they are.
#[server(input = GetUrl)]
pub async fn load_settings(production: ProductionId) -> Result<Production, AppError> {
    // Opening the form needs the right to change: a reading scope of that right does not exist, so the write is empty.
    access::with(production, async |scope: &mut Scope<access::EditProduction>| store::load(scope).await).await
}

/// The settings as typed: the same fields in the form of a new production and of one being changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Typed {
    pub title: String,
    pub code_name: String,
    pub country: String,
    pub zone: String,
    pub page_size: String,
    pub language: String,
    pub palette: String,
    pub revision_naming: String,
}

/// Makes a production.
#[server]
pub async fn create_production(workspace: WorkspaceId, #[server(flatten)] typed: Typed) -> Result<Landing, AppError> {
    let settings = typed.check()?;
    let id = access::with(workspace, async |scope: &mut Scope<access::CreateProduction>| {
        store::create(scope, &settings).await
    })
    .await?;
    Ok(Landing::on(routes::production(id, "")))
}

/// Changes a production.
#[server]
pub async fn edit_production(
    production: ProductionId,
    version: i64,
    #[server(flatten)] typed: Typed,
) -> Result<Landing, AppError> {
    let settings = typed.check()?;
    access::with(production, async |scope: &mut Scope<access::EditProduction>| {
        store::update(scope, &settings, version).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, "settings")))
}

#[cfg(feature = "ssr")]
impl Typed {
    fn check(self) -> Result<Settings, AppError> {
        let mut problems = Problems::default();
        let title = problems.text("title", &self.title, 120);
        let mut code_name = problems.optional("code_name", &self.code_name, 40);
        if code_name.is_empty() {
            code_name = title.chars().take(40).collect();
        }
        let country = self.country.trim().to_uppercase();
        if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
            problems.add("country", k::PRODUCTIONS_COUNTRY_WRONG);
        }
        let zone = self.zone.trim().to_owned();
        if jiff::tz::TimeZone::get(&zone).is_err() || !zone.contains('/') {
            problems.add("zone", k::PRODUCTIONS_ZONE_WRONG);
        }
        let mut one_of = |field: &str, value: &str, all: &[&str]| {
            if !all.contains(&value) {
                problems.add(field, k::ERROR_CHOICE);
            }
        };
        one_of("page_size", &self.page_size, &["a4", "letter"]);
        one_of("palette", &self.palette, &PALETTES);
        one_of("revision_naming", &self.revision_naming, &["colours", "numbers"]);
        one_of("language", &self.language, &Lang::ALL.map(Lang::tag));
        problems.done()?;
        let language = Lang::from_tag(&self.language).unwrap_or_default();
        let Self { page_size, palette, revision_naming, .. } = self;
        Ok(Settings { title, code_name, country, zone, page_size, language, palette, revision_naming })
    }
}
