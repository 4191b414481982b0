//! Addresses that programs know by heart: whom to tell of a hole (RFC 9116), where a password is changed.
use crate::AppState;
use app::routes;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Redirect, Response},
};

/// Until when `security.txt` holds; at most a year ahead. A test fails sixty days before.
const EXPIRES: &str = "2027-10-31T00:00:00Z";

/// Whom to tell of a hole.
pub async fn security(State(state): State<AppState>) -> Response {
    let text = format!(
        "Contact: {}\nExpires: {EXPIRES}\nPreferred-Languages: en, de, nl, fr\nCanonical: {}/.well-known/security.txt\n",
        state.contact, state.origin
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// Where a password manager sends people.
pub async fn change_password() -> Redirect {
    Redirect::to(&routes::account())
}

/// The address that stands in `security.txt` when none is set.
pub fn contact(origin: &str) -> String {
    let host = origin.split("://").nth(1).unwrap_or(origin).split([':', '/']).next().unwrap_or_default();
    format!("mailto:security@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::access::Clock;

    #[test]
    fn security_txt_is_not_about_to_expire() {
        let day = |ms: i64| ms / 86_400_000;
        let until: i64 = EXPIRES.parse::<jiff::Timestamp>().map(|at| at.as_millisecond()).expect("a date");
        let left = day(until) - day(Clock::default().now());
        assert!(left > 60, "EXPIRES in {} is {left} days away: set it anew, at most a year ahead", file!());
        assert!(left <= 366, "RFC 9116 recommends less than a year");
    }

    #[test]
    fn contact_of_a_site() {
        assert_eq!(contact("https://daybreak.example"), "mailto:security@daybreak.example");
        assert_eq!(contact("http://127.0.0.1:3000"), "mailto:security@127.0.0.1");
    }
}
