//! Issuing the schedule over HTTP without scripts: who may, what is kept when it is refused, what each sees of it.
use crate::app::TestApp;
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::BTreeMap;

const API: &str = "/api/app/schedule/boards/api";
/// Whoever issues it.
const ISSUES: [&str; 3] = ["producer", "production_manager", "first_ad"];

struct Demo {
    app: TestApp,
    cookies: BTreeMap<String, String>,
    production: String,
}

impl Demo {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let (cookies, production) = app.demo().await;
        Self { app, cookies, production }
    }
    async fn ask(&self, role: &str, function: &str) -> (StatusCode, Value) {
        let path = format!("{API}/{function}?production={}", self.production);
        let answer = self.app.get(&path, &self.cookies[role]).await;
        (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
    }
    async fn ask_days(&self, role: &str) -> (StatusCode, Value) {
        let path = format!("/api/app/schedule/api/load_own_days?production={}", self.production);
        let answer = self.app.get(&path, &self.cookies[role]).await;
        let all: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        (answer.status, all["schedule"].clone())
    }
    /// Own dates with where they stand.
    async fn own(&self, role: &str) -> Vec<(String, String)> {
        let (status, all) = self.ask_days(role).await;
        assert_eq!(status, StatusCode::OK, "{role}");
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let dates = all["dates"].as_array().cloned().unwrap_or_default();
        dates.iter().map(|d| (text(&d["date"]["date"]), text(&d["standing"]))).collect()
    }
    async fn post(&self, role: &str, body: &str) -> crate::app::Answer {
        let path = format!("/p/{}/schedule/issue?do=schedule.boards.api.issue_schedule", self.production);
        self.app.post(&path, &self.cookies[role], &format!("production={}&{body}", self.production)).await
    }
}

/// Boxes of a list: value, and whether it is ticked.
fn ticks(page: &str, list: &str) -> Vec<(String, bool)> {
    let tag = |rest: &str| {
        let tag = rest.split('>').next().unwrap_or_default();
        let value = tag.split("value=\"").nth(1).and_then(|v| v.split('"').next()).expect("a value");
        (value.to_owned(), tag.contains(" checked"))
    };
    page.split(&format!("name=\"{list}[")).skip(1).map(tag).collect()
}
fn hidden(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field");
    rest.split('"').next().unwrap_or_default().to_owned()
}
fn list(name: &str, values: &[String]) -> String {
    values.iter().enumerate().map(|(at, v)| format!("&{name}%5B{at}%5D={v}")).collect()
}
fn ticked(page: &str, name: &str) -> Vec<String> {
    ticks(page, name).into_iter().filter(|(_, on)| *on).map(|(value, _)| value).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_is_issued_without_scripts() {
    let d = Demo::new().await;
    let path = format!("/p/{}/schedule/issue", d.production);
    let page = d.app.get(&path, &d.cookies["first_ad"]).await;
    assert_eq!(page.status, StatusCode::OK);
    let (people, roles) = (ticks(&page.body, "people"), ticks(&page.body, "roles"));
    assert!(people.len() > roles.len() && roles.len() > 5, "{} people, {} roles", people.len(), roles.len());
    assert!(roles.iter().all(|(role, on)| *on && role != "client" && role != "vendor"));
    let stamp = hidden(&page.body, "stamp");
    let (all, every) = (list("people", &ticked(&page.body, "people")), list("roles", &ticked(&page.body, "roles")));
    // Whoever may not issue neither sees nor does it.
    for role in d.cookies.keys().filter(|role| !ISSUES.contains(&role.as_str())) {
        assert_ne!(d.app.get(&path, &d.cookies[role]).await.status, StatusCode::OK, "{role}");
        assert_eq!(d.ask(role, "load_issue").await.0, StatusCode::FORBIDDEN, "{role}");
        let refused = d.post(role, &format!("stamp={stamp}&name=White&note={all}{every}")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role}");
    }
    // Nothing has been issued: dates are tentative, and cast have theirs alone.
    let (crew, cast) = (d.own("crew").await, d.own("cast").await);
    assert!(
        !crew.is_empty() && crew.iter().chain(&cast).all(|(_, standing)| standing == "tentative"),
        "{crew:?} {cast:?}"
    );
    // Never more than the unit has: whose part it is the tests of the store tell.
    assert!(cast.iter().all(|date| crew.contains(date)), "{cast:?} {crew:?}");
    // A name is needed; what was ticked and typed stays.
    let one = list("people", &[people[1].0.clone()]);
    let refused = d.post("first_ad", &format!("stamp={stamp}&name=+&note=kept+words{one}{every}")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Please fill this in.") && refused.body.contains("value=\"kept words\""));
    assert_eq!(ticked(&refused.body, "people"), [people[1].0.clone()]);
    let nobody = d.post("first_ad", &format!("stamp={stamp}&name=White&note={all}")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "no role is ticked");
    let stale = d.post("first_ad", &format!("stamp=1&name=White&note={all}{every}")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    // Out it goes: to everybody once, and dates are firm.
    let sent = d.post("first_ad", &format!("stamp={stamp}&name=First+plan&note={all}{every}")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(d.own("crew").await, crew.iter().map(|(date, _)| (date.clone(), "firm".to_owned())).collect::<Vec<_>>());
    let mine = d.app.get(&format!("/p/{}/my", d.production), &d.cookies["crew"]).await.body;
    assert!(mine.contains("First plan") && mine.contains("Firm"), "{mine}");
    let boards = d.app.get(&format!("/p/{}/boards", d.production), &d.cookies["first_ad"]).await.body;
    assert!(boards.contains("First plan"));
    let again = d.post("first_ad", &format!("stamp={stamp}&name=Twice&note={all}{every}")).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "the same page twice");
    let page = d.app.get(&path, &d.cookies["producer"]).await.body;
    assert!(page.contains("First plan") && hidden(&page, "stamp") != stamp);
    assert!(page.contains("nothing since First plan"));
}
