//! A site on a fresh database, and people who visit it.
use app::{
    access::{Clock, Db, Instance, Scope, Settings, Work, Worker},
    accounts,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use server::{AppState, assets::Site, router};
use std::collections::BTreeMap;
use tower::ServiceExt;

/// The address people type in tests.
pub const ORIGIN: &str = "http://daybreak.test";

/// A running site without a socket.
pub struct TestApp {
    pub db: Db,
    router: Router,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
    /// The body as it came, for PDFs.
    pub bytes: axum::body::Bytes,
}

/// The database's threads end before the process does: what they use is torn down at its exit.
impl Drop for TestApp {
    fn drop(&mut self) {
        let db = self.db.clone();
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(db.close()));
    }
}

impl TestApp {
    /// On SQLite with a key of its own.
    pub async fn new() -> Self {
        Self::at(Clock::default()).await
    }
    /// The same by this clock.
    pub async fn at(clock: Clock) -> Self {
        Self::made(clock, |db| AppState::new(db, Site::default(), ORIGIN, false)).await
    }
    /// By this clock, on a state made over the database.
    pub async fn made(clock: Clock, state: impl FnOnce(Db) -> AppState) -> Self {
        let base = std::env::temp_dir().join(format!("daybreak-http-{}", uuid::Uuid::now_v7()));
        let settings = Settings { data: base.join("data"), key_file: base.join("key"), database_url: None };
        let db = Db::open(&settings, clock).await.expect("opens");
        let router = router(state(db.clone()));
        Self { db, router }
    }
    /// Seeds the demo production: a session of each role, and the production's id.
    pub async fn demo(&self) -> (BTreeMap<String, String>, String) {
        let mut cookies = BTreeMap::new();
        for (role, url) in server::demo::seed(&self.db, ORIGIN).await.expect("seeds") {
            let path = url.trim_start_matches(ORIGIN).to_owned();
            if let Some(token) = path.strip_prefix("/enter/") {
                let answer = self.post(&format!("{path}?do=accounts.api.enter"), "", &format!("token={token}")).await;
                cookies.insert(role, answer.cookie());
            }
        }
        let home = self.get("/", &cookies["first_ad"]).await.body;
        let production = home.split("/p/").nth(1).and_then(|rest| rest.get(..36)).expect("a production").to_owned();
        (cookies, production)
    }
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("answers");
        let (head, body) = response.into_parts();
        let body = to_bytes(body, 64 << 20).await.expect("body");
        let text = String::from_utf8_lossy(&body).into_owned();
        Answer { status: head.status, headers: head.headers, body: text, bytes: body }
    }
    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).expect("request")).await
    }
    /// A form of this very site, without scripts.
    pub async fn post(&self, path: &str, cookie: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::ORIGIN, ORIGIN)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .expect("request");
        self.send(request).await
    }
    /// A link for the first admin.
    pub async fn admin_link(&self) -> String {
        let token = self
            .db
            .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
                let owner = accounts::store::first_owner(scope).await?;
                accounts::store::make_entry_link(scope, owner, "admin", 60_000).await
            })
            .await
            .expect("link");
        format!("/enter/{}", token.as_str())
    }
    /// Sets the workspace up and gives the owner's cookie.
    pub async fn owner(&self) -> String {
        let link = self.admin_link().await;
        let token = link.trim_start_matches("/enter/");
        let body = format!(
            "token={token}&workspace=Saltmarsh&name=Ada+Owner&email=ada%40saltmarsh.example&password=seven+quiet+herons+walk"
        );
        let answer = self.post(&format!("{link}?do=accounts.api.set_up"), "", &body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.cookie()
    }
}

impl Answer {
    /// The cookies that were set, as a browser sends them back.
    pub fn cookie(&self) -> String {
        let all = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
        let all: Vec<_> = all.filter_map(|set| set.split(';').next()).collect();
        assert!(!all.is_empty(), "no cookie was set");
        all.join("; ")
    }
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}
