//! A lost password, a changed one, and the devices that are signed in.
use crate::app::{Answer, TestApp};
use app::{
    access::{Clock, Instance, Scope, Work, Worker},
    outbox::{self, Leased},
};
use axum::http::StatusCode;

const OLD: &str = "seven+quiet+herons+walk";
const NEW: &str = "eleven+damp+ladders+sing";
const WEAK: &str = "saltmarsh-saltmarsh-ada";

async fn mails(app: &TestApp) -> Vec<Leased> {
    app.db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| outbox::lease(scope).await)
        .await
        .expect("mails")
}
async fn sign_in(app: &TestApp, password: &str) -> Answer {
    let body = format!("email=ada%40saltmarsh.example&password={password}");
    app.post("/sign-in?do=accounts.api.sign_in", "", &body).await
}
async fn signed_in(app: &TestApp, cookie: &str) -> bool {
    app.get("/", cookie).await.status == StatusCode::OK
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_password() {
    let app = TestApp::new().await;
    let cookie = app.owner().await;
    for mail in ["ada%40saltmarsh.example", "nobody%40saltmarsh.example"] {
        let asked = app.post("/forgot?do=accounts.api.request_reset", "", &format!("email={mail}")).await;
        assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, "/forgot?sent=1"), "{mail}");
    }
    assert!(app.get("/forgot?sent=1", "").await.body.contains("If this address has an account"));
    let sent = mails(&app).await;
    assert_eq!(sent.len(), 1, "nobody gets none");
    assert_eq!(sent[0].recipient, "ada@saltmarsh.example");
    let link = sent[0].body.split_whitespace().find_map(|word| word.strip_prefix(crate::app::ORIGIN)).expect("a link");
    let token = link.trim_start_matches("/reset/");

    let page = app.get(link, "").await;
    assert!(page.status == StatusCode::OK && page.body.contains("Ada Owner"), "{}", page.body);
    let set = async |password: &str| {
        app.post(&format!("{link}?do=accounts.api.reset_password"), "", &format!("token={token}&password={password}"))
            .await
    };
    assert_eq!(set("short").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let weak = set(WEAK).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.body.contains("easy to guess"), "{}", weak.body);
    assert!(signed_in(&app, &cookie).await, "nothing has happened yet");
    let done = set(NEW).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/sign-in?changed=1"), "{}", done.body);
    assert!(done.headers.get("set-cookie").is_none(), "the link signs nobody in");
    assert!(!signed_in(&app, &cookie).await, "all devices are signed out");
    assert_eq!(set(NEW).await.status, StatusCode::GONE, "once");
    assert_eq!(app.get(link, "").await.status, StatusCode::GONE);
    assert_eq!(sign_in(&app, OLD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sign_in(&app, NEW).await.status, StatusCode::SEE_OTHER);
    let told = mails(&app).await;
    let subjects: Vec<_> = told.iter().map(|m| m.subject.as_str()).collect();
    assert_eq!(subjects, ["Your password was changed", "Your account was used on a new device"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_for_an_address_are_few() {
    let app = TestApp::new().await;
    app.owner().await;
    let mut states = vec![];
    for mail in ["ada%40saltmarsh.example", "nobody%40saltmarsh.example"] {
        for _ in 0..4 {
            let asked = app.post("/forgot?do=accounts.api.request_reset", "", &format!("email={mail}")).await;
            states.push(asked.status.as_u16());
        }
    }
    assert_eq!(states, [303, 303, 303, 429, 303, 303, 303, 429]);
    assert_eq!(mails(&app).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_and_a_new_password() {
    let app = TestApp::new().await;
    let desk = app.owner().await;
    let (phone, tablet) = (sign_in(&app, OLD).await.cookie(), sign_in(&app, OLD).await.cookie());
    let page = app.get("/me", &phone).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.body.matches("name=\"device\"").count(), 2, "{}", page.body);
    assert_eq!(page.body.matches("This device").count(), 1);
    // One of the others is ended, whichever it is.
    let key = page.body.split("name=\"device\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let key =
        key.or_else(|| page.body.split("\" name=\"device\"").next().and_then(|b| b.rsplit('"').next())).expect("a key");
    let ended = app.post("/me?do=accounts.api.end_session", &phone, &format!("device={key}")).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    let left = [signed_in(&app, &desk).await, signed_in(&app, &tablet).await];
    assert_eq!(left.iter().filter(|one| **one).count(), 1, "{left:?}");
    assert!(signed_in(&app, &phone).await);
    assert_eq!(app.post("/me?do=accounts.api.end_other_sessions", &phone, "").await.status, StatusCode::SEE_OTHER);
    assert!(!signed_in(&app, &desk).await && !signed_in(&app, &tablet).await && signed_in(&app, &phone).await);

    let change = async |cookie: &str, current: &str, password: &str| {
        let body = format!("current={current}&password={password}");
        app.post("/me?do=accounts.api.change_password", cookie, &body).await
    };
    let wrong = change(&phone, NEW, NEW).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("not your present password") && !wrong.body.contains("eleven"), "{}", wrong.body);
    assert_eq!(change(&phone, OLD, WEAK).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let watch = sign_in(&app, OLD).await.cookie();
    let done = change(&phone, OLD, NEW).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/me?changed=1"), "{}", done.body);
    assert!(signed_in(&app, &done.cookie()).await, "this device goes on, under a new name");
    assert!(!signed_in(&app, &phone).await && !signed_in(&app, &watch).await, "the others do not");
    assert_eq!(sign_in(&app, NEW).await.status, StatusCode::SEE_OTHER);
    assert_eq!(change("", NEW, OLD).await.status, StatusCode::UNAUTHORIZED);
}

/// Guessing from elsewhere makes nobody wait who comes with a browser that the account knows.
#[tokio::test(flavor = "multi_thread")]
async fn a_known_browser() {
    let app = TestApp::at(Clock::fixed(Clock::default().now())).await;
    let mine = app.owner().await;
    let device = mine.split("; ").find(|c| c.starts_with("device=")).expect("a cookie of the browser").to_owned();
    let enter = async |cookie: &str, password: &str| {
        let body = format!("email=ada%40saltmarsh.example&password={password}");
        app.post("/sign-in?do=accounts.api.sign_in", cookie, &body).await
    };
    assert!(mails(&app).await.is_empty(), "the first one is no news");
    assert_eq!(enter(&device, OLD).await.status, StatusCode::SEE_OTHER);
    assert!(mails(&app).await.is_empty(), "nor is one that is known");
    let other = enter("", OLD).await;
    assert!(other.cookie().contains("device="), "a new one is given a cookie");
    let told = mails(&app).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].subject.contains("new device") && !told[0].body.contains("http"), "{}", told[0].body);
    for _ in 0..5 {
        assert_eq!(enter("", NEW).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(enter("", OLD).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(enter("device=made-up", OLD).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(enter(&device, OLD).await.status, StatusCode::SEE_OTHER);
}
