//! A board with the breakdown as a file for other programs: as a download, and `daybreak export`.
use crate::{AppState, cli::out};
use app::{
    access::{Db, Instance, Scope, ViewBoard, Viewer, Work, Worker},
    error::AppError,
    productions,
    schedule::exchange,
    text::Lang,
    values::{BoardId, ProductionId},
};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{path::PathBuf, process::ExitCode};

/// `active.uss`, or `<board>.uss`, for whoever may edit the board: with it the whole schedule leaves the house.
pub async fn file(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Extension(lang): Extension<Lang>,
    Path((production, file)): Path<(String, String)>,
) -> Response {
    match made(&state, viewer, &production, &file).await {
        Ok((text, name)) => {
            let mut response = text.into_response();
            let kind = HeaderValue::from_static("application/json; charset=utf-8");
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
            if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.uss\"")) {
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

async fn made(state: &AppState, viewer: Viewer, production: &str, file: &str) -> Result<(String, String), AppError> {
    let production: ProductionId = production.parse().map_err(|_| AppError::NotFound)?;
    let board: Option<BoardId> = match file.strip_suffix(".uss").ok_or(AppError::NotFound)? {
        "active" => None,
        board => Some(board.parse().map_err(|_| AppError::NotFound)?),
    };
    let make = async |scope: &mut Scope<ViewBoard>| {
        if !scope.me().holds("board.edit") {
            return Err(AppError::Forbidden);
        }
        let code = productions::store::load(scope).await?.code_name;
        let name = code.chars().filter(char::is_ascii_alphanumeric).collect();
        Ok((exchange::uss(scope, board).await?, name))
    };
    state.db.run(viewer, production, make).await
}

/// Writes a board to a file, or to standard output.
pub async fn export(db: &Db, production: ProductionId, board: Option<BoardId>, to: Option<&PathBuf>) -> ExitCode {
    let make = async |scope: &mut Scope<Work>| {
        productions::store::enter(scope, production).await?;
        exchange::uss(scope, board).await
    };
    let text = match db.run(Worker::new().viewer(), Instance, make).await {
        Ok(text) => text,
        Err(error) => {
            eprintln!("daybreak: {}", error.say(Lang::En));
            return ExitCode::from(1);
        }
    };
    let Some(path) = to else {
        out(&text);
        return ExitCode::SUCCESS;
    };
    match std::fs::write(path, text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("daybreak: {}: {error}", path.display());
            ExitCode::from(1)
        }
    }
}
