//! `/verify` over HTTP: what whoever holds a paper gets to know, and nothing more.
use crate::app::TestApp;
use app::{
    access::{Inspect, Instance, Scope, Work, Worker},
    callsheets::verify,
    values::{ProductionId, RevisionId, WorkspaceId},
};
use axum::http::{StatusCode, header};

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_is_none_says_so_and_nothing_else() {
    let app = TestApp::new().await;
    let hint = app.get("/verify", "").await;
    assert_eq!(hint.status, StatusCode::OK);
    assert!(hint.body.contains("Is this call sheet genuine?"));
    // With our mark, but of no sheet.
    let strange = app
        .db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Inspect>| {
            scope.enter(WorkspaceId(uuid::Uuid::now_v7()), ProductionId(uuid::Uuid::now_v7())).await?;
            Ok(verify::code(scope, RevisionId(uuid::Uuid::now_v7())))
        })
        .await
        .expect("a code");
    let mut pages = Vec::new();
    for code in ["x", "AAAA", strange.as_str(), &"A".repeat(80), &"%00".repeat(50), "%3Cscript%3E"] {
        let answer = app.get(&format!("/verify?c={code}"), "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{code}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        assert!(answer.body.contains("Unknown") && answer.body.contains("noindex"), "{}", answer.body);
        pages.push(answer.body);
    }
    let plain = |page: &String| page.split("<body").nth(1).map(str::to_owned);
    assert!(pages.iter().all(|page| plain(page) == plain(&pages[0])), "whatever is wrong, the page is the same");
    let german = app
        .send(
            axum::http::Request::get("/verify?c=x")
                .header(header::ACCEPT_LANGUAGE, "de")
                .body(axum::body::Body::empty())
                .expect("request"),
        )
        .await;
    assert!(german.body.contains("Unbekannt"));
}

/// The demo's issued sheet: its paper's picture leads to a page that says that it holds, and whose it is to nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_printed_sheet_is_genuine() {
    let app = TestApp::new().await;
    let (cookies, production) = app.demo().await;
    let days = app.get(&format!("/p/{production}/days"), &cookies["first_ad"]).await.body;
    let mut codes = Vec::new();
    for id in days.split("/days/").skip(1).filter_map(|rest| rest.get(..36)).filter(|id| id.contains('-')) {
        let (day, production) = (id.parse().expect("an id"), production.parse::<ProductionId>().expect("an id"));
        let look = async |scope: &mut Scope<Work>| {
            app::productions::store::enter(scope, production).await?;
            let last = app::callsheets::store::last_revision(scope, day).await?;
            Ok(last.and_then(|last| last.sheet.revision).map(|revision| verify::code(scope, revision.id)))
        };
        codes.extend(app.db.run(Worker::new().viewer(), Instance, look).await.expect("answers"));
    }
    assert!(!codes.is_empty(), "the demo has issued sheets");
    let answer = app.get(&format!("/verify?c={}", codes[0]), "").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("Genuine"));
    for secret in ["NORTH", "Ninth Wave", production.as_str()] {
        assert!(!answer.body.contains(secret), "{secret} on {}", answer.body);
    }
}
