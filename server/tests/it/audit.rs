//! The audit log over HTTP: the page, the file, what a request leaves in it, and its verification.
use crate::app::{Answer, ORIGIN, TestApp};
use app::{
    access::{Instance, Scope, Sql, Work, Worker},
    audit::write_noted,
};
use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use server::{AppState, assets::Site, audit, router};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::sync::Notify;
use tower::ServiceExt;

const AGENT: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.0 Safari/605.1.15";

async fn workspace(app: &TestApp, cookie: &str) -> String {
    let home = app.get("/", cookie).await.body;
    let link = home.split("href=\"/w/").nth(1).and_then(|rest| rest.split('/').next());
    link.expect("a link").to_owned()
}
async fn noted(app: &TestApp) {
    write_noted(&app.db, &Worker::new()).await.expect("written");
}
async fn wrong_password(app: &TestApp) {
    let body = "email=ada%40saltmarsh.example&password=seven+loud+herons+walk";
    let answer = app.post("/sign-in?do=accounts.api.sign_in", "", body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Through a proxy that is known, which says where the request comes from.
async fn from(app: &TestApp, ip: &str, path: &str, body: &str) -> Answer {
    let proxies = ["127.0.0.1".parse().expect("an address")];
    let site = router(AppState::new(app.db.clone(), Site::default(), ORIGIN, false).with(&proxies, None));
    let mut request = Request::post(path)
        .header(header::ORIGIN, ORIGIN)
        .header(header::USER_AGENT, AGENT)
        .header("x-forwarded-for", format!("198.51.100.1, {ip}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .expect("request");
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
    let (head, body) = site.oneshot(request).await.expect("answers").into_parts();
    let bytes = to_bytes(body, 1 << 20).await.expect("body");
    Answer { status: head.status, headers: head.headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_reads_the_log_and_takes_it_out() {
    let app = TestApp::new().await;
    let cookie = app.owner().await;
    let workspace = workspace(&app, &cookie).await;
    let typed = format!(
        "workspace={workspace}&title=The+Ninth+Wave&code_name=%3DSUM%28A1%29&country=GB&zone=Europe%2FLondon&page_size=a4&language=en&palette=default&revision_naming=colours"
    );
    let made = app.post(&format!("/w/{workspace}/new?do=productions.api.create_production"), &cookie, &typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    wrong_password(&app).await;
    noted(&app).await;

    let page = app.get(&format!("/w/{workspace}/audit"), &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in ["set up the workspace", "made the production", "wrong password", "Ada Owner", "=SUM(A1)"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let refused = app.get(&format!("/w/{workspace}/audit?result=refused"), &cookie).await.body;
    assert!(refused.contains("wrong password") && !refused.contains("made the production"), "{refused}");
    assert!(app.get("/", &cookie).await.body.contains(&format!("/w/{workspace}/audit")), "a link leads there");

    let path = format!("/w/{workspace}/audit.csv");
    let file = app.get(&path, &cookie).await;
    let said = |name: header::HeaderName| file.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    assert_eq!(file.status, StatusCode::OK);
    assert!(said(header::CONTENT_TYPE).starts_with("text/csv"));
    assert_eq!(said(header::CONTENT_DISPOSITION), "attachment; filename=\"audit.csv\"");
    assert_eq!(said(header::CACHE_CONTROL), "no-store");
    let lines: Vec<&str> = file.body.split("\r\n").collect();
    assert_eq!(lines[0], "Time,Who,What,Action,Result,Production,Request,From where,Browser");
    assert!(file.body.contains(",'=SUM(A1),") && !file.body.contains(",=SUM"), "{}", file.body);
    let refused = app.get(&format!("{path}?result=refused"), &cookie).await.body;
    assert_eq!(refused.lines().count(), 2, "{refused}");
    noted(&app).await;
    assert!(app.get(&format!("/w/{workspace}/audit"), &cookie).await.body.contains("downloaded the audit log"));

    for path in [format!("/w/{workspace}/audit"), path] {
        assert_eq!(app.get(&path, "").await.status, StatusCode::UNAUTHORIZED, "{path}");
        let foreign = path.replace(&workspace, &uuid::Uuid::now_v7().to_string());
        assert_eq!(app.get(&foreign, &cookie).await.status, StatusCode::NOT_FOUND, "{foreign}");
    }
    let me = app.get("/me", &cookie).await.body;
    assert!(me.contains("Who looked at your details") && me.contains("Nobody has."), "{me}");
}

/// Where from, with which browser, by which function; what a sender wrote before the proxy's own word counts nothing.
#[tokio::test(flavor = "multi_thread")]
async fn an_event_says_where_it_comes_from() {
    let app = TestApp::new().await;
    let cookie = app.owner().await;
    let workspace = workspace(&app, &cookie).await;
    for (password, status) in [("loud", StatusCode::UNPROCESSABLE_ENTITY), ("quiet", StatusCode::OK)] {
        let body = format!("email=ada%40saltmarsh.example&password=seven+{password}+herons+walk");
        let answer = from(&app, "203.0.113.9", "/api/app/accounts/api/sign_in", &body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    let nobody = "email=nobody%40saltmarsh.example&password=seven+quiet+herons+walk";
    from(&app, "203.0.113.10", "/api/app/accounts/api/sign_in", nobody).await;
    noted(&app).await;
    let file = app.get(&format!("/w/{workspace}/audit.csv?group=security"), &cookie).await.body;
    let ends = |what: &str, line: &&str| {
        line.contains(what) && line.ends_with(",POST /api/app/accounts/api/sign_in,203.0.113.9,Safari · macOS")
    };
    for what in [",sign_in,Refused,", ",sign_in,Done,", ",device.new,Done,"] {
        assert_eq!(file.lines().filter(|line| ends(what, line)).count(), 1, "{what}: {file}");
    }
    assert!(!file.contains("203.0.113.10") && !file.contains("198.51.100.1"), "strangers are on nobody's log: {file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chain_is_anchored_and_verified() {
    let app = TestApp::new().await;
    app.owner().await;
    wrong_password(&app).await;
    let anchors = std::env::temp_dir().join(format!("daybreak-anchors-{}", uuid::Uuid::now_v7()));
    let stop = Arc::new(Notify::new());
    let keeper = tokio::spawn(audit::keep(app.db.clone(), anchors.clone(), stop.clone()));
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    wrong_password(&app).await;
    stop.notify_one();
    keeper.await.expect("ends");
    let noted = std::fs::read_to_string(&anchors).expect("anchors");
    assert_eq!(noted.lines().count(), 2, "at the first round and at the end: {noted}");
    let verify = async || format!("{:?}", audit::verify(&app.db, &anchors).await.expect("verified"));
    let (good, bad) =
        (format!("{:?}", std::process::ExitCode::SUCCESS), format!("{:?}", std::process::ExitCode::from(1)));
    assert_eq!(verify().await, good);
    assert_eq!(std::fs::read_to_string(&anchors).expect("anchors"), noted, "the same end is noted once");

    let exec = async |text: &'static str| {
        let sql = Sql { name: "TAMPER", sqlite: text, postgres: text, columns: &[] };
        let done = async |scope: &mut Scope<Work>| scope.exec(&sql, &[]).await;
        app.db.run(Worker::new().viewer(), Instance, done).await.expect("done")
    };
    exec("drop trigger audit_seals_no_delete").await;
    exec("drop trigger audit_events_no_delete").await;
    // The last event and its seal: nothing inside of the database tells.
    exec("delete from audit_events where id = (select event_id from audit_seals order by seq desc limit 1)").await;
    exec("delete from audit_seals where seq = (select max(seq) from audit_seals)").await;
    assert_eq!(verify().await, bad);
    std::fs::remove_file(&anchors).expect("removed");
    assert_eq!(verify().await, good, "that is why the anchors belong elsewhere");
    std::fs::write(&anchors, "nonsense\n").expect("written");
    assert_eq!(verify().await, bad);
}
