//! A board with the breakdown, or the script, as a file for other programs: as a download, and `daybreak export`.
use crate::{AppState, cli::out};
use app::{
    access::{Db, Instance, ReadScript, Scope, ViewBoard, Viewer, Work, Worker},
    error::AppError,
    productions,
    schedule::exchange,
    script::{formats::Format, outgoing},
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
    sent(made(&state, viewer, &production, &file).await, "uss", "application/json; charset=utf-8", lang)
}

/// `script.fdx` or `script.fountain`, for whoever may read the script's words.
pub async fn script(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Extension(lang): Extension<Lang>,
    Path((production, file)): Path<(String, String)>,
) -> Response {
    let (format, extension, kind) = match file.as_str() {
        "script.fdx" => (Format::Fdx, "fdx", "application/xml; charset=utf-8"),
        "script.fountain" => (Format::Fountain, "fountain", "text/plain; charset=utf-8"),
        _ => return sent(Err(AppError::NotFound), "", "text/plain", lang),
    };
    let make = async |scope: &mut Scope<ReadScript>| {
        let name = named(&productions::store::load(scope).await?.code_name);
        Ok((outgoing::file(scope, format).await?, name))
    };
    let made = match production.parse::<ProductionId>() {
        Ok(production) => state.db.run(viewer, production, make).await,
        Err(_) => Err(AppError::NotFound),
    };
    sent(made, extension, kind, lang)
}

/// A file to be kept under its name, or why there is none.
pub fn sent(made: Result<(String, String), AppError>, extension: &str, kind: &'static str, lang: Lang) -> Response {
    match made {
        Ok((text, name)) => {
            let mut response = text.into_response();
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{extension}\"")) {
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

/// A code name as that of a file.
pub fn named(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect()
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
        let name = named(&productions::store::load(scope).await?.code_name);
        Ok((exchange::uss(scope, board).await?, name))
    };
    state.db.run(viewer, production, make).await
}

/// Writes a board to a file, or to standard output; the script where the file's name says so.
pub async fn export(db: &Db, production: ProductionId, board: Option<BoardId>, to: Option<&PathBuf>) -> ExitCode {
    let extension = to.and_then(|path| path.extension()).map(|e| e.to_string_lossy().to_lowercase());
    let make = async |scope: &mut Scope<Work>| {
        productions::store::enter(scope, production).await?;
        match extension.as_deref() {
            Some("fdx") => outgoing::file(scope, Format::Fdx).await,
            Some("fountain") => outgoing::file(scope, Format::Fountain).await,
            _ => exchange::uss(scope, board).await,
        }
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
