//! The table of what browsers keep, held against what the server sets and its scripts write.
use crate::app::TestApp;
use app::{
    access::Clock,
    privacy::{IN_BROWSER, model::Place},
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use server::{AppState, assets::Site};
use std::{collections::BTreeSet, fs, path::Path};

const TLS: &str = "https://daybreak.test";

/// Every cookie that is set on the way in, with its lifetime in seconds.
async fn set(origin: &str) -> BTreeSet<(String, i64)> {
    let app = TestApp::made(Clock::default(), |db| AppState::new(db, Site::default(), origin, false)).await;
    let link = app.admin_link().await;
    let token = link.trim_start_matches("/enter/").to_owned();
    let mut all = BTreeSet::new();
    for (path, body) in [
        (
            format!("{link}?do=accounts.api.set_up"),
            format!(
                "token={token}&workspace=Saltmarsh&name=Ada&email=ada%40x.example&password=seven+quiet+herons+walk"
            ),
        ),
        ("/sign-in?do=accounts.api.set_language".into(), "language=de&back=%2F".into()),
    ] {
        let request = Request::post(path)
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("request");
        let answer = app.send(request).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("text");
            assert_eq!(origin == TLS, text.contains("; Secure"), "{text}");
            let name = text.split('=').next().unwrap_or_default().to_owned();
            let age = text.split("; ").find_map(|part| part.strip_prefix("Max-Age=")).expect("a lifetime");
            all.insert((name, age.parse().expect("seconds")));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_names_every_cookie_and_its_lifetime() {
    for origin in ["http://daybreak.test", TLS] {
        let named: BTreeSet<_> = IN_BROWSER
            .iter()
            .filter(|item| item.place == Place::Cookie)
            .map(|item| {
                let prefix = if item.bound && origin == TLS { "__Host-" } else { "" };
                (format!("{prefix}{}", item.name), item.lasts.n * 86_400)
            })
            .collect();
        assert_eq!(set(origin).await, named);
    }
}

fn named(place: Place) -> BTreeSet<String> {
    IN_BROWSER.iter().filter(|item| item.place == place).map(|item| item.name.to_owned()).collect()
}
/// What stands behind each occurrence of a text, up to what is no part of a name.
fn behind(scripts: &str, text: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || "-:".contains(*c)).collect::<String>();
    scripts.match_indices(text).map(|(at, _)| name(&scripts[at + text.len()..])).collect()
}
fn set_of(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_table_names_everything_that_scripts_keep() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = fs::read_dir(root.join("frontend/public")).expect("folder").flatten().map(|e| e.path());
    let scripts: String = folder
        .filter(|path| path.extension().is_some_and(|e| e == "js"))
        .map(|path| fs::read_to_string(path).expect("script"))
        .collect();
    let caches = behind(&scripts, "PAGES = '").union(&behind(&scripts, "SHELL = '")).cloned().collect();
    assert_eq!(named(Place::Cache), caches);
    assert_eq!(behind(&scripts, "caches.open("), set_of(&["PAGES", "SHELL"]));
    assert_eq!(named(Place::Database), behind(&scripts, "indexedDB.open('"));
    assert_eq!(named(Place::Session), behind(&scripts, "sessionStorage."));
    // By name, or by the shelf of a link.
    assert_eq!(behind(&scripts, "localStorage["), set_of(&["shelf"]));
    assert_eq!(behind(&scripts, "localStorage."), set_of(&["own", "removeItem"]));
    assert_eq!(behind(&scripts, "shelf = `"), set_of(&["call:"]));
    assert_eq!(named(Place::Local), set_of(&["call:", "own"]));
    assert!(!scripts.contains("document.cookie"));
    // The program itself keeps nothing.
    let mut folders = vec![root.join("app/src"), root.join("frontend/src")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("folder").flatten().map(|e| e.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap_or_default();
                for word in ["local_storage(", "session_storage(", "set_cookie(", "indexed_db("] {
                    assert!(!text.contains(word), "{}: {word}", path.display());
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_pages_are_for_anybody() {
    let app = TestApp::new().await;
    let page = app.get("/cookies", "").await;
    assert_eq!(page.status, StatusCode::OK);
    for item in &IN_BROWSER {
        assert!(page.body.contains(item.name), "{}", item.name);
    }
    assert_eq!(page.body.matches("Strictly necessary").count(), IN_BROWSER.len());
    let page = app.get("/privacy", "").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["Up to 30 days after its end", "400 days", "About 2 h", "security@daybreak.test"] {
        assert!(page.body.contains(words), "{words} is missing in {}", page.body);
    }
    let sign_in = app.get("/sign-in", "").await.body;
    assert!(sign_in.contains("href=\"/privacy\"") && sign_in.contains("href=\"/cookies\""));
    let home = app.get("/", &app.owner().await).await.body;
    assert!(home.contains("href=\"/privacy\"") && home.contains("href=\"/cookies\""));
}
