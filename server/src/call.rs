//! Personal sheets: `/call/{token}`. No session, no scripts needed; whoever holds the link is its person.
use crate::AppState;
use app::{
    access::{AnswerCall, Facts, Own, ReadCall, Scope, Viewer},
    callsheets::{self, CallAnswer, screen::CallPage},
    error::AppError,
    people,
    text::Lang,
    values::DayId,
};
use axum::{
    Extension, Form, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use std::sync::Arc;

/// Every address below `/call/`.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/call/", get(bare))
        .route("/call/{token}", get(next_call))
        .route("/call/{token}/account", post(account))
        .route("/call/{token}/{day}", get(day_call))
        .route("/call/{token}/{day}/confirm", post(confirm))
        .route("/call/{token}/{day}/problem", post(problem))
        .route("/call/{token}/{day}/opened", post(opened))
}

async fn bare(Extension(lang): Extension<Lang>, State(state): State<AppState>) -> Html<String> {
    Html(callsheets::bare_page(&state.site.assets, lang))
}
async fn next_call(
    state: State<AppState>,
    lang: Extension<Lang>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    page(state, lang, &token, None, &headers).await
}
async fn day_call(
    state: State<AppState>,
    lang: Extension<Lang>,
    Path((token, day)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match day.parse() {
        Ok(day) => page(state, lang, &token, Some(day), &headers).await,
        Err(_) => refused(&state, *lang, &AppError::NotFound),
    }
}

async fn page(
    State(state): State<AppState>,
    Extension(lang): Extension<Lang>,
    token: &str,
    day: Option<DayId>,
    headers: &HeaderMap,
) -> Response {
    let loaded = state
        .db
        .run(Viewer::device(token), Own, async |scope: &mut Scope<ReadCall>| callsheets::load_call(scope, day).await)
        .await;
    match loaded {
        Ok(call) => {
            let call: CallPage = call;
            // A person's browser navigates to a document; a mail scanner says nothing of the kind, a worker says "empty".
            let human = headers.get("sec-fetch-dest").is_some_and(|v| v == "document")
                && headers.get("sec-fetch-user").is_some_and(|v| v == "?1");
            if let (true, Some(day)) = (human, call.sheet.as_ref().filter(|s| !s.seen).map(|s| s.day)) {
                note_opened(&state, token, day).await;
            }
            Html(callsheets::call_page(call, token, &state.site.assets, lang)).into_response()
        }
        Err(error) => refused(&state, lang, &error),
    }
}

fn refused(state: &AppState, lang: Lang, error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Html(callsheets::refused_page(error, &state.site.assets, lang))).into_response()
}

/// What both forms carry.
#[derive(Deserialize)]
struct Answer {
    key: uuid::Uuid,
    revision: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
}

async fn confirm(
    state: State<AppState>,
    lang: Extension<Lang>,
    facts: Extension<Arc<Facts>>,
    Path((token, day)): Path<(String, String)>,
    headers: HeaderMap,
    Form(given): Form<Answer>,
) -> Response {
    answered((state, lang, facts), token, day, headers, async move |scope: &mut Scope<AnswerCall>, day| {
        callsheets::confirm(scope, day, &given.revision, given.key).await
    })
    .await
}
async fn problem(
    state: State<AppState>,
    lang: Extension<Lang>,
    facts: Extension<Arc<Facts>>,
    Path((token, day)): Path<(String, String)>,
    headers: HeaderMap,
    Form(given): Form<Answer>,
) -> Response {
    answered((state, lang, facts), token, day, headers, async move |scope: &mut Scope<AnswerCall>, day| {
        callsheets::problem(scope, day, &given.revision, given.key, &given.reason, &given.note).await
    })
    .await
}

/// JSON for the script and the worker, 303 back to the sheet for a plain post.
async fn answered<F>(
    (State(state), Extension(lang), Extension(facts)): (State<AppState>, Extension<Lang>, Extension<Arc<Facts>>),
    token: String,
    day: String,
    headers: HeaderMap,
    work: F,
) -> Response
where
    F: AsyncFnOnce(&mut Scope<AnswerCall>, DayId) -> Result<CallAnswer, AppError>,
{
    let Ok(day) = day.parse::<DayId>() else { return refused(&state, lang, &AppError::NotFound) };
    let viewer = Viewer::device(&token).by(facts);
    let done = state.db.run(viewer, Own, async |scope: &mut Scope<AnswerCall>| work(scope, day).await).await;
    let json = headers.get(header::ACCEPT).is_some_and(|v| v.to_str().is_ok_and(|v| v.contains("application/json")));
    match (done, json) {
        (Ok(answer), true) => {
            let status = if answer.stale { StatusCode::CONFLICT } else { StatusCode::OK };
            (status, axum::Json(answer)).into_response()
        }
        (Ok(_), false) => Redirect::to(&app::routes::call(&token, Some(day))).into_response(),
        (Err(error), _) => refused(&state, lang, &error),
    }
}

/// Whoever holds a link wants an account: the invitation goes to the address that the production knows.
async fn account(
    State(state): State<AppState>,
    Extension(lang): Extension<Lang>,
    Path(token): Path<String>,
) -> Response {
    let asked = state
        .db
        .run(Viewer::device(&token), Own, async |scope: &mut Scope<AnswerCall>| {
            people::store::invite_holder(scope, &state.origin).await
        })
        .await;
    match asked {
        Ok(()) => Html(callsheets::account_page(&state.site.assets, lang)).into_response(),
        Err(error) => refused(&state, lang, &error),
    }
}

async fn opened(State(state): State<AppState>, Path((token, day)): Path<(String, String)>) -> StatusCode {
    match day.parse() {
        Ok(day) => {
            note_opened(&state, &token, day).await;
            StatusCode::NO_CONTENT
        }
        Err(_) => StatusCode::NOT_FOUND,
    }
}

async fn note_opened(state: &AppState, token: &str, day: DayId) {
    let noted = state
        .db
        .run(Viewer::device(token), Own, async |scope: &mut Scope<AnswerCall>| callsheets::opened(scope, day).await)
        .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "opened");
    }
}
