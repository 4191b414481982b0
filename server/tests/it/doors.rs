//! Every server function without a session, and every write from another site.
use crate::app::{ORIGIN, TestApp};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

/// The only functions that answer without a session. This list may only shrink.
const OPEN: [&str; 15] = [
    "/api/app/accounts/api/sign_in",
    "/api/app/accounts/api/sign_out",
    "/api/app/accounts/api/find_entry",
    "/api/app/accounts/api/enter",
    "/api/app/accounts/api/set_up",
    "/api/app/accounts/api/set_language",
    "/api/app/accounts/api/find_invitation",
    "/api/app/accounts/api/request_reset",
    "/api/app/accounts/api/find_reset",
    "/api/app/accounts/enrol/api/find_entrance",
    "/api/app/accounts/enrol/api/register",
    "/api/app/accounts/enrol/api/find_registration",
    "/api/app/accounts/profile/api/find_mail_change",
    "/api/app/privacy/api/load_privacy",
    "/api/app/factors/api/passkey_request",
];
/// Answers "gone" to a token that does not exist.
const BY_TOKEN: [&str; 4] = [
    "/api/app/accounts/api/accept_invitation",
    "/api/app/accounts/api/reset_password",
    "/api/app/accounts/enrol/api/verify_registration",
    "/api/app/accounts/profile/api/confirm_mail_change",
];

const ARGS: &str = "workspace=018f0000-0000-7000-8000-000000000000&production=018f0000-0000-7000-8000-000000000000";

async fn call(app: &TestApp, path: &str, method: &Method, origin: Option<&str>) -> (StatusCode, String) {
    let uri = if *method == Method::GET { format!("{path}?{ARGS}") } else { path.to_owned() };
    let mut request = Request::builder().method(method).uri(uri).header(header::ACCEPT, "text/html");
    if let Some(origin) = origin {
        request = request.header(header::ORIGIN, origin);
    }
    let request = request
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(ARGS))
        .expect("request");
    let answer = app.send(request).await;
    (answer.status, answer.body)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_function_answers_nobody() {
    let app = TestApp::new().await;
    let all: Vec<_> = server_fn::axum::server_fn_paths().collect();
    assert!(all.len() > 10, "{}", all.len());
    for (path, method) in &all {
        if OPEN.contains(path) || BY_TOKEN.contains(path) {
            continue;
        }
        let (status, body) = call(&app, path, method, Some(ORIGIN)).await;
        // Arguments are read before the session is looked at, so a function that wants more may say so first.
        let refused = status == StatusCode::UNAUTHORIZED
            || (status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("error_arguments"));
        assert!(refused, "{method} {path}: {status} {body}");
    }
    for path in OPEN.iter().chain(&BY_TOKEN) {
        assert!(all.iter().any(|(p, _)| p == path), "{path} is gone: take it off the list");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_write_from_another_site() {
    let app = TestApp::new().await;
    for (path, method) in server_fn::axum::server_fn_paths().filter(|(_, m)| *m == Method::POST) {
        for origin in [None, Some("https://evil.example"), Some("null")] {
            let (status, _) = call(&app, path, &method, origin).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path} from {origin:?}");
        }
    }
}
