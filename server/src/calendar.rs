//! Calendars: `/calendar/{token}.ics`. No session; whoever holds the link reads one person's dates. A link that does not
//! work says nothing, not even why.
use crate::AppState;
use app::{access::Viewer, calendar::feed as made, error::AppError};
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The feed of a link.
pub async fn feed(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let Some(token) = file.strip_suffix(".ics") else { return StatusCode::NOT_FOUND.into_response() };
    match made::of(&state.db, Viewer::feed(token)).await {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "inline; filename=\"days.ics\""),
                (header::CACHE_CONTROL, "private, no-store"),
            ];
            (headers, text).into_response()
        }
        // A calendar that is told "not there" may forget all it holds.
        Err(AppError::Internal(_)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
