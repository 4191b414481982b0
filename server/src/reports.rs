//! Reports of the schedule as files. Read first, then typeset off the async threads and outside of any transaction.
use crate::AppState;
use app::{
    access::{Scope, ViewBoard, ViewScript, Viewer},
    error::AppError,
    reports::{csv, make, model::Kind, pdf},
    text::Lang,
    values::ProductionId,
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// What is left out, and which scene alone is wanted.
#[derive(Deserialize)]
pub struct Left {
    #[serde(default)]
    hide: String,
    #[serde(default)]
    scene: String,
}

/// One report as PDF or for a spreadsheet, in the language of whoever asks.
pub async fn file(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Extension(lang): Extension<Lang>,
    Path((production, report, file)): Path<(String, String, String)>,
    Query(left): Query<Left>,
) -> Response {
    match make(&state, viewer, lang, (&production, &report, &file), &left).await {
        Ok((bytes, kind, name)) => {
            let mut response = bytes.into_response();
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error.say(lang)).into_response()
        }
    }
}

async fn make(
    state: &AppState,
    viewer: Viewer,
    lang: Lang,
    (production, report, file): (&str, &str, &str),
    Left { hide, scene }: &Left,
) -> Result<(Vec<u8>, &'static str, String), AppError> {
    let production: ProductionId = production.parse().map_err(|_| AppError::NotFound)?;
    let kind = Kind::of_key(report).ok_or(AppError::NotFound)?;
    let ending = file.strip_prefix(kind.key()).ok_or(AppError::NotFound)?;
    if !matches!(ending, ".pdf" | ".csv") {
        return Err(AppError::NotFound);
    }
    let report = if kind.of_script() {
        let scene = (!scene.is_empty()).then(|| scene.parse()).transpose().map_err(|_| AppError::NotFound)?;
        let load = async |scope: &mut Scope<ViewScript>| make::of_script(scope, (kind, scene), lang, hide).await;
        state.db.run(viewer, production, load).await?
    } else {
        let load = async |scope: &mut Scope<ViewBoard>| make::report(scope, kind, lang, hide).await;
        state.db.run(viewer, production, load).await?
    };
    let code: String = report.production.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = format!("{code}-{}{ending}", kind.key());
    if ending == ".csv" {
        return Ok((csv::file(&report)?, "text/csv; charset=utf-8", name));
    }
    let set = tokio::task::spawn_blocking(move || pdf::pdf(&report, lang)).await;
    let bytes = set.map_err(|e| AppError::internal("report", e))?.map_err(|e| AppError::internal("report", e))?;
    Ok((bytes, "application/pdf", name))
}
