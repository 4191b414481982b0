//! Answers of server functions get the status of their error; without this layer every error would be a 500.
use app::error::AppError;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Largest error that is looked into.
const ERROR_BYTES: usize = 256 * 1024;

/// For `/api` only: no redirect to the Referer, and the right status.
pub async fn statuses(mut request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    // With `Accept: text/html` leptos would follow the Referer and put the error into the address.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    if !readable(&request) {
        let error = AppError::field("", app::text::k::ERROR_ARGUMENTS);
        return (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(error)).into_response();
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(body) = to_bytes(body, ERROR_BYTES).await else { return Response::from_parts(head, Body::empty()) };
    let known =
        serde_json::from_slice::<AppError>(&body).ok().and_then(|error| StatusCode::from_u16(error.status()).ok());
    if let Some(status) = known {
        head.status = status;
        head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    Response::from_parts(head, Body::from(body))
}

/// server_fn panics on an upload without a boundary, so such a body is refused before it gets there.
fn readable(request: &Request) -> bool {
    let upload = request.uri().path().rsplit('/').next().is_some_and(|name| name.starts_with("upload_"));
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let boundary = kind.split_once("boundary=").is_some_and(|(_, b)| !b.trim_matches('"').is_empty());
    !upload || kind.starts_with("multipart/form-data") && boundary
}
