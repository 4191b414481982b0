//! First layer: refuses writes that another site asks for. Leptos checks neither header.
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Passes reads and same-site writes (CSRF Prevention Cheat Sheet, Fetch Metadata).
pub async fn guard(State(origin): State<Arc<str>>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || same_site(request.headers(), &origin) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "This request came from another site and was refused.").into_response()
    }
}

fn same_site(headers: &HeaderMap, origin: &str) -> bool {
    let get = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (get("sec-fetch-site"), get("origin")) {
        (Some("same-origin" | "none"), _) => true,
        (Some(_), _) => false,
        (None, Some(from)) => from == origin,
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_site_may_write() {
        let cases: [(&[(&str, &str)], bool); 9] = [
            (&[], false),
            (&[("origin", "http://127.0.0.1:3000")], true),
            (&[("origin", "http://127.0.0.1:3001")], false),
            (&[("origin", "null")], false),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:3000")], false),
            (&[("origin", "http://127.0.0.1:3000.evil.example")], false),
        ];
        for (given, passes) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.insert(*name, value.parse().expect("value"));
            }
            assert_eq!(same_site(&headers, "http://127.0.0.1:3000"), passes, "{given:?}");
        }
    }
}
