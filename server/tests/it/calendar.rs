//! Calendars over HTTP: what a link gives to whoever has it, and that one that does not work says nothing.
use crate::app::{Answer, ORIGIN, TestApp};
use app::{
    access::{Instance, Scope, Work, Worker},
    accounts,
};
use axum::http::{StatusCode, header};
use ical::parser::ical::component::IcalEvent;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

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
    fn my(&self) -> String {
        format!("/p/{}/my", self.production)
    }
    async fn press(&self, role: &str, what: &str) {
        let path = format!("{}?do=calendar.api.{what}", self.my());
        let answer = self.app.post(&path, &self.cookies[role], &format!("production={}", self.production)).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, self.my().as_str()), "{}", answer.body);
    }
    /// The link that the page shows, without scripts.
    async fn link(&self, role: &str) -> Option<String> {
        let page = self.app.get(&self.my(), &self.cookies[role]).await;
        assert_eq!(page.status, StatusCode::OK, "{role}");
        let there = format!("value=\"{ORIGIN}/calendar/");
        let token = page.body.split(&there).nth(1)?.split('"').next()?.to_owned();
        Some(format!("/calendar/{token}"))
    }
    async fn made(&self, role: &str) -> String {
        self.press(role, "renew_calendar").await;
        self.link(role).await.expect("a link")
    }
}

fn events(answer: &Answer) -> Vec<IcalEvent> {
    assert_eq!(answer.status, StatusCode::OK);
    let mut all = ical::IcalParser::new(answer.body.as_bytes());
    let calendar = all.next().expect("a calendar").expect("that can be read");
    assert!(all.next().is_none());
    calendar.events
}
fn value(event: &IcalEvent, name: &str) -> String {
    event.properties.iter().find(|p| p.name == name).and_then(|p| p.value.clone()).unwrap_or_default()
}
fn silent(answer: &Answer, why: &str) {
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_FOUND, ""), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_holds_ones_own_dates() {
    let d = Demo::new().await;
    assert_eq!(d.link("cast").await, None, "nobody has one unasked");
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for role in ["cast", "crew", "producer"] {
        let answer = d.app.get(&d.made(role).await, "").await;
        let head = |name| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        assert_eq!(head(header::CONTENT_TYPE), "text/calendar; charset=utf-8");
        assert_eq!(head(header::CACHE_CONTROL), "private, no-store");
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
        assert!(answer.body.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
        let all = events(&answer);
        assert!(!all.is_empty(), "{role}");
        for event in &all {
            assert_eq!(value(event, "STATUS"), "TENTATIVE", "nothing was issued");
            assert_eq!(value(event, "SEQUENCE"), "0");
            assert!(value(event, "DTSTAMP").ends_with('Z') && value(event, "LAST-MODIFIED").ends_with('Z'));
            assert!(value(event, "SUMMARY").starts_with("NORTH"), "{event:?}");
        }
        // Every date of the page is in it.
        let path = format!("/api/app/schedule/api/load_own_days?production={}", d.production);
        let own = d.app.get(&path, &d.cookies[role]).await.body;
        let own: Value = serde_json::from_str(&own).expect("json");
        let dates: BTreeSet<String> = all.iter().map(|e| value(e, "DTSTART")).collect();
        for date in own["schedule"]["dates"].as_array().into_iter().flatten() {
            let date = date["date"]["date"].as_str().unwrap_or_default().replace('-', "");
            assert!(dates.contains(&date), "{role}: {date}");
        }
        let ids: BTreeSet<String> = all.iter().map(|e| value(e, "UID")).collect();
        assert_eq!(ids.len(), all.len());
        seen.insert(role, ids);
        // Asked again, nothing is new.
        assert_eq!(d.app.get(&d.link(role).await.expect("a link"), "").await.body, answer.body);
    }
    assert!(seen["cast"].is_disjoint(&seen["crew"]) && seen["crew"].is_disjoint(&seen["producer"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_does_not_work_says_nothing() {
    let d = Demo::new().await;
    let old = d.made("crew").await;
    assert_eq!(d.app.get(&old, "").await.status, StatusCode::OK);
    let new = d.made("crew").await;
    assert_ne!(old, new);
    silent(&d.app.get(&old, "").await, "replaced");
    silent(&d.app.get(new.trim_end_matches(".ics"), "").await, "no file");
    silent(&d.app.get("/calendar/.ics", "").await, "empty");
    silent(&d.app.get(&format!("/calendar/{}.ics", "A".repeat(43)), "").await, "guessed");
    // A calendar's link is none of a sheet, nor the other way round.
    let token = new.trim_start_matches("/calendar/").trim_end_matches(".ics");
    assert_eq!(d.app.get(&format!("/call/{token}"), "").await.status, StatusCode::NOT_FOUND);
    // Whoever is disabled has none, at once; and has it again afterwards.
    let me = d.app.get("/api/app/accounts/api/load_account", &d.cookies["crew"]).await.body;
    let me: Value = serde_json::from_str(&me).expect("json");
    let email = me["email"].as_str().expect("an address").to_owned();
    let disable = async |s: &mut Scope<Work>| accounts::suspend::disable(s, &email).await;
    d.app.db.run(Worker::new().viewer(), Instance, disable).await.expect("disables");
    silent(&d.app.get(&new, "").await, "disabled");
    let enable = async |s: &mut Scope<Work>| accounts::suspend::enable(s, &email).await;
    d.app.db.run(Worker::new().viewer(), Instance, enable).await.expect("enables");
    assert_eq!(d.app.get(&new, "").await.status, StatusCode::OK);
    let cast = d.made("cast").await;
    d.press("cast", "end_calendar").await;
    silent(&d.app.get(&cast, "").await, "removed");
    assert_eq!(d.link("cast").await, None);
}
