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
    /// The office's working copy, not the sheet that was issued.
    #[serde(default)]
    draft: bool,
}

/// The issued sheet, cut for whoever asks. The office may ask for its draft, through somebody's eyes if it likes; it also
/// gets the draft while nothing is issued.
pub async fn sheet(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Extension(lang): Extension<Lang>,
    Path((production, day)): Path<(String, String)>,
    Query(copy): Query<Copy>,
) -> Response {
    match make(&state, viewer, &production, &day, &copy).await {
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
    copy: &Copy,
) -> Result<(Vec<u8>, String), AppError> {
    let production: ProductionId = production.parse().map_err(|_| AppError::NotFound)?;
    let day: DayId = day.parse().map_err(|_| AppError::NotFound)?;
    let person: Option<PersonId> = match copy.seen_as.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| AppError::NotFound)?),
    };
    let printed = if copy.draft || person.is_some() {
        drafted(state, viewer, production, day, person).await?
    } else {
        let issued = state
            .db
            .run(viewer.clone(), production, async |scope: &mut Scope<ViewOwnDays>| issued_view(scope, day).await)
            .await;
        match issued {
            Err(AppError::NotFound | AppError::Forbidden) => drafted(state, viewer, production, day, None)
                .await
                // Who may not see drafts learns nothing of days that were never issued to them.
                .map_err(|e| if e == AppError::Forbidden { AppError::NotFound } else { e })?,
            other => other?,
        }
    };
    let name = file_name(&printed);
    let verify = printed.code.as_ref().map(|code| format!("{}/verify?c={code}", state.origin));
    let bytes = tokio::task::spawn_blocking(move || {
        let made_for = printed.reader.as_ref().map(|(person, name)| MadeFor { name, person: Some(*person) });
        sheet_pdf(&printed.view, printed.lang, printed.page, made_for, verify.as_deref())
    })
    .await
    .map_err(|e| AppError::internal("pdf", e))?
    .map_err(|e| AppError::internal("pdf", e))?;
    Ok((bytes, name))
}

async fn drafted(
    state: &AppState,
    viewer: Viewer,
    production: ProductionId,
    day: DayId,
    person: Option<PersonId>,
) -> Result<Printed, AppError> {
    state
        .db
        .run(viewer, production, async |scope: &mut Scope<ViewDraft>| sheet_view_for(scope, day, person).await)
        .await
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
