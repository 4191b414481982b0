//! The style sheet of a production's strips, for whoever sees its board.
use crate::AppState;
use app::{
    access::{Scope, ViewBoard, Viewer},
    error::AppError,
    schedule::design::{css, store},
    values::ProductionId,
};
use axum::{
    Extension,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The sheet. Its address changes with it, so it may be kept.
pub async fn sheet(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Path(production): Path<String>,
) -> Response {
    let made = match production.parse::<ProductionId>() {
        Ok(production) => {
            let load = async |scope: &mut Scope<ViewBoard>| Ok(css::sheet(&store::load(scope).await?.0));
            state.db.run(viewer, production, load).await
        }
        Err(_) => Err(AppError::NotFound),
    };
    match made {
        Ok(text) => {
            let kept = [
                (header::CONTENT_TYPE, "text/css; charset=utf-8"),
                (header::CACHE_CONTROL, "private, max-age=604800, immutable"),
            ];
            (kept, text).into_response()
        }
        Err(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}
