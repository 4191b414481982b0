//! Forms without scripts: one mechanism for all of them.
//!
//! A page's form posts to its own address with `?do=<function>`. The function is called as the browser side would;
//! when it worked, the answer is 303 to the route it names; else the same page is rendered in this very response,
//! with the status of the error, the typed values and the messages.
use app::{
    error::AppError,
    ui::{FormState, Landing},
};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower::ServiceExt;

/// Largest body of a form without a file: a crew list on its way through the preview, percent-encoded.
const FORM_BYTES: usize = 13 * 1024 * 1024;
/// Largest upload: a script may have 20 MiB, and the envelope needs some room.
pub const UPLOAD_BYTES: usize = 21 * 1024 * 1024;

/// Answers posts to pages; everything else passes.
pub async fn forms(State(inner): State<Router>, request: Request, next: Next) -> Response {
    let wanted = (request.method() == Method::POST).then(|| action(request.uri().query())).flatten();
    let Some(action) = wanted else { return next.run(request).await };
    let (parts, body) = request.into_parts();
    let limit = if is_multipart(&parts) { UPLOAD_BYTES } else { FORM_BYTES };
    let answer = match to_bytes(body, limit).await {
        Ok(body) => {
            let typed = if is_multipart(&parts) { vec![] } else { typed(&body) };
            call(&inner, &parts, &action, body).await.map_err(|error| (error, typed))
        }
        Err(_) => Err((AppError::TooLarge, vec![])),
    };
    match answer {
        Ok(response) => response,
        Err((error, values)) => again(&inner, parts, action, error, values).await,
    }
}

fn is_multipart(parts: &Parts) -> bool {
    parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.starts_with("multipart/form-data"))
}

/// `?do=script.api.save_scene`; only names that are server functions.
fn action(query: Option<&str>) -> Option<String> {
    let name = query?.split('&').find_map(|pair| pair.strip_prefix("do="))?;
    server_fn::axum::server_fn_paths()
        .any(|(path, method)| method == Method::POST && path == path_of(name))
        .then(|| name.to_owned())
}
fn path_of(action: &str) -> String {
    format!("/api/app/{}", action.replace('.', "/"))
}

/// Calls the function in process, with the session and viewer of this request.
async fn call(inner: &Router, parts: &Parts, action: &str, body: Bytes) -> Result<Response, AppError> {
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = path_of(action).parse().map_err(|_| AppError::NotFound)?;
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let response = inner.clone().oneshot(request).await.into_response();
    let (head, body) = response.into_parts();
    let body = to_bytes(body, FORM_BYTES).await.map_err(|e| AppError::internal("answer", e))?;
    if !head.status.is_success() {
        return Err(serde_json::from_slice(&body).unwrap_or_else(|e| AppError::internal("answer", e)));
    }
    let landing: Landing = serde_json::from_slice(&body).map_err(|e| AppError::internal("landing", e))?;
    let to = HeaderValue::from_str(&landing.to).map_err(|e| AppError::internal("landing", e))?;
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, to);
    // What the function said to the browser beside its answer: a cookie for the language, that a cache is to be emptied.
    for name in [header::SET_COOKIE, header::HeaderName::from_static("clear-site-data")] {
        for value in head.headers.get_all(&name) {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
    Ok(response)
}

/// Renders the page again with what was typed and what is wrong.
async fn again(
    inner: &Router,
    parts: Parts,
    action: String,
    error: AppError,
    values: Vec<(String, String)>,
) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let key = values.iter().find(|(name, _)| name == "form_key").map(|(_, v)| v.clone()).unwrap_or_default();
    let query: Vec<&str> =
        parts.uri.query().unwrap_or_default().split('&').filter(|p| !p.is_empty() && !p.starts_with("do=")).collect();
    let path = parts.uri.path();
    let uri = if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) };
    let mut request = Request::new(Body::empty());
    if let Ok(uri) = uri.parse() {
        *request.uri_mut() = uri;
    }
    *request.headers_mut() = parts.headers;
    request.headers_mut().remove(header::CONTENT_LENGTH);
    request.headers_mut().remove(header::CONTENT_TYPE);
    *request.extensions_mut() = parts.extensions;
    request.extensions_mut().insert(FormState { action, key, values, error: Some(error) });
    let mut response = inner.clone().oneshot(request).await.into_response();
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// The fields of a form as they were typed; never passwords, codes or a passkey's answer, never the one-time token.
fn typed(body: &[u8]) -> Vec<(String, String)> {
    let all: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    all.into_iter()
        .filter(|(name, _)| !matches!(name.as_str(), "password" | "current" | "token" | "code" | "credential"))
        .collect()
}
