//! The language of a device: a cookie, strictly necessary for what was chosen, so no consent is asked.
use crate::{accounts::api::say, people::Origin, privacy::LANGUAGE_SECONDS, text::Lang};
use leptos::prelude::use_context;

/// Name of the cookie with the language chosen on a device.
pub const LANGUAGE_COOKIE: &str = "lang";

/// The language chosen in this browser, by its cookies.
pub fn chosen(headers: &http::HeaderMap) -> Option<Lang> {
    let all = headers.get_all(http::header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|one| one.trim().split_once('='))
        .find(|(name, _)| *name == LANGUAGE_COOKIE)
        .and_then(|(_, tag)| Lang::from_tag(tag))
}

/// Tag of the language chosen on the device that asks; empty if none was.
pub fn here() -> String {
    let lang = use_context::<http::request::Parts>().and_then(|parts| chosen(&parts.headers));
    lang.map(|lang| lang.tag().to_owned()).unwrap_or_default()
}

/// Keeps a language on this device, or forgets the one it has.
pub fn remember(lang: Option<Lang>) {
    let https = use_context::<Origin>().is_some_and(|origin| origin.0.starts_with("https://"));
    let secure = if https { "; Secure" } else { "" };
    let (tag, age) = lang.map_or(("", 0), |lang| (lang.tag(), LANGUAGE_SECONDS));
    let cookie = format!("{LANGUAGE_COOKIE}={tag}; Path=/; Max-Age={age}; SameSite=Lax{secure}");
    say(http::header::SET_COOKIE, &cookie);
}
