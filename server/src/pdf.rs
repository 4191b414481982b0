//! The printed call sheet. Read first, then typeset off the async threads and outside of any transaction.
use crate::AppState;
use app::{
    access::{Scope, ViewDraft, ViewOwnDays, Viewer},
    callsheets::{
        formats::pdf::{MadeFor, sheet_pdf},
        views::{Printed, issued_view, sheet_view_for},
    },
    error::AppError,
    text::Lang,
    values::{DayId, PersonId, ProductionId},
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// Whose copy.
#[derive(Deserialize)]
pub struct Copy {
    #[serde(default, rename = "as")]
    seen_as: String,
}

/// The draft for the office, through somebody's eyes if asked; the issued sheet for everybody else.
pub async fn sheet(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Extension(lang): Extension<Lang>,
    Path((production, day)): Path<(String, String)>,
    Query(copy): Query<Copy>,
) -> Response {
    match make(&state, viewer, &production, &day, &copy.seen_as).await {
        Ok((bytes, name)) => {
            let mut response = bytes.into_response();
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
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
    production: &str,
    day: &str,
    seen_as: &str,
) -> Result<(Vec<u8>, String), AppError> {
    let production: ProductionId = production.parse().map_err(|_| AppError::NotFound)?;
    let day: DayId = day.parse().map_err(|_| AppError::NotFound)?;
    let person: Option<PersonId> = match seen_as {
        "" => None,
        text => Some(text.parse().map_err(|_| AppError::NotFound)?),
    };
    let draft = state
        .db
        .run(viewer.clone(), production, async |scope: &mut Scope<ViewDraft>| sheet_view_for(scope, day, person).await)
        .await;
    let printed = match draft {
        Err(AppError::Forbidden) if person.is_none() => {
            state
                .db
                .run(viewer, production, async |scope: &mut Scope<ViewOwnDays>| issued_view(scope, day).await)
                .await?
        }
        other => other?,
    };
    let name = file_name(&printed);
    let bytes = tokio::task::spawn_blocking(move || {
        let made_for = printed.reader.as_ref().map(|(person, name)| MadeFor { name, person: Some(*person) });
        sheet_pdf(&printed.view, printed.lang, printed.page, made_for)
    })
    .await
    .map_err(|_| AppError::Internal("pdf".into()))?
    .map_err(|error| {
        tracing::error!(?error, "pdf");
        AppError::Internal("pdf".into())
    })?;
    Ok((bytes, name))
}

/// The code name, never the title: a file name is seen by others.
fn file_name(printed: &Printed) -> String {
    let plain: String = printed
        .view
        .production
        .code_name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    format!("{}-{}.pdf", if plain.is_empty() { "call-sheet" } else { &plain }, printed.view.day.date)
}
