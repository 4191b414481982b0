//! `/verify`: whether a printed call sheet was issued here, for whoever holds the paper.
use crate::AppState;
use app::{
    access::{Inspect, Instance, Scope, Worker},
    callsheets::{self, verify::Standing},
    text::Lang,
};
use axum::{
    Extension,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

/// What the paper's picture asks.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    c: String,
}

/// Genuine, superseded or unknown; without a code, how to get one.
pub async fn page(
    State(state): State<AppState>,
    Extension(lang): Extension<Lang>,
    Query(asked): Query<Asked>,
) -> Response {
    let assets = &state.site.assets;
    let answered = |status: StatusCode, html: String| {
        let headers = [(header::CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")];
        (status, headers, Html(html)).into_response()
    };
    if asked.c.trim().is_empty() {
        return answered(StatusCode::OK, callsheets::verify_page(None, assets, lang));
    }
    let look = async |scope: &mut Scope<Inspect>| callsheets::verify::standing(scope, &asked.c).await;
    match state.db.run(Worker::new().viewer(), Instance, look).await {
        Ok(standing) => {
            let status = if standing == Standing::Unknown { StatusCode::NOT_FOUND } else { StatusCode::OK };
            answered(status, callsheets::verify_page(Some(standing), assets, lang))
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            answered(status, callsheets::refused_page(&error, assets, lang))
        }
    }
}
