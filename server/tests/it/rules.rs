//! Working rules over HTTP: forms without scripts keep what was typed, and nothing of a person reaches whoever only sees
//! the board.
use crate::app::{Answer, ORIGIN, TestApp};
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::BTreeMap;

const API: &str = "/api/app/rules/api";
/// Whoever may change the board.
const EDITS: [&str; 4] = ["producer", "production_manager", "first_ad", "second_ad"];
/// Whoever sees it.
const READS: [&str; 11] = [
    "producer",
    "production_manager",
    "coordinator",
    "first_ad",
    "second_ad",
    "crowd_second_ad",
    "script_supervisor",
    "location_manager",
    "transport_captain",
    "department_head",
    "deputy_head",
];
/// A pack that can be read, and the same with a fault in its first rule.
const PACK: &str = r#"{"id":"house","name":"House agreement","editions":[{"valid_from":"2026-01-01","rules":[{"kind":"daily_rest","minutes":660,"basis":"contractual","source":"House agreement 4","checked":"2026-11-23"}]}]}"#;
const FAULTY: &str = r#"{"id":"house","name":"House agreement","editions":[{"valid_from":"2026-01-01","rules":[{"kind":"daily_rest","minutes":0,"basis":"contractual","source":"House agreement 4","checked":"2026-11-23"}]}]}"#;

struct Demo {
    app: TestApp,
    cookies: BTreeMap<String, String>,
    production: String,
    /// Somebody who plays.
    person: String,
}

async fn demo() -> Demo {
    let app = TestApp::new().await;
    let mut cookies = BTreeMap::new();
    for (role, url) in server::demo::seed(&app.db, ORIGIN).await.expect("seeds") {
        let path = url.trim_start_matches(ORIGIN).to_owned();
        if let Some(token) = path.strip_prefix("/enter/") {
            let answer = app.post(&format!("{path}?do=accounts.api.enter"), "", &format!("token={token}")).await;
            cookies.insert(role, answer.cookie());
        }
    }
    let home = app.get("/", &cookies["first_ad"]).await.body;
    let production = home.split("/p/").nth(1).and_then(|rest| rest.get(..36)).expect("a production").to_owned();
    let mut demo = Demo { app, cookies, production, person: String::new() };
    let board = demo.json("/api/app/schedule/api/load_board", "first_ad", "board=").await;
    let cast = board["board"]["cast"].as_array().expect("cast");
    let person = cast.iter().find_map(|part| part["person"].as_str()).expect("somebody who plays");
    person.clone_into(&mut demo.person);
    demo
}

impl Demo {
    async fn get(&self, path: &str, role: &str, query: &str) -> Answer {
        let path = format!("{path}?production={}&{query}", self.production);
        self.app.get(&path, &self.cookies[role]).await
    }
    async fn json(&self, path: &str, role: &str, query: &str) -> Value {
        let answer = self.get(path, role, query).await;
        serde_json::from_str(&answer.body).expect(&answer.body)
    }
    async fn page(&self, below: &str, role: &str) -> Answer {
        self.app.get(&format!("/p/{}/{below}", self.production), &self.cookies[role]).await
    }
    /// A form without scripts.
    async fn post(&self, below: &str, act: &str, role: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [&[("production", self.production.as_str())], fields].concat();
        let body = serde_urlencoded::to_string(fields).expect("a form");
        let path = format!("/p/{}/{below}?do=rules.api.{act}", self.production);
        self.app.post(&path, &self.cookies[role], &body).await
    }
    /// A child's permit, as the 1st AD types it.
    async fn permit(&self, role: &str, version: &str, birth: &str, work: &str) -> Answer {
        let fields = [
            ("person", self.person.as_str()),
            ("version", version),
            ("pack", "uk"),
            ("periods", "2026-01-01 2031-12-31"),
            ("hours", "2027-05-10 08:00 17:30"),
            ("is_minor", "true"),
            ("birth", birth),
            ("chaperone", "true"),
            ("permit", "Licence 4711"),
            ("valid_from", "2026-01-01"),
            ("valid_to", "2031-12-31"),
            ("work", work),
        ];
        self.post(&format!("rules/people/{}", self.person), "save_person_rules", role, &fields).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_person_reaches_whoever_only_looks() {
    let d = demo().await;
    let saved = d.permit("first_ad", "0", "2019-03-07", "4:00").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let facts = async |role: &str| {
        let board = d.json("/api/app/schedule/api/load_board", role, "board=").await;
        board["board"]["facts"].clone()
    };
    let told = facts("first_ad").await;
    let person = told["people"].as_array().expect("people").iter().find(|p| p["who"]["person"] == d.person);
    let person = person.expect("the child");
    assert_eq!(person["minor"]["permit"]["work"], 240);
    assert!(person["minor"]["age"].is_i64() && person["minor"]["birth"].is_null(), "{person}");
    // The birth date leaves the server to nobody, not even in the form that it was typed in.
    let form = d.json(&format!("{API}/load_person_rules"), "first_ad", &format!("person={}", d.person)).await;
    assert_eq!(form["minor"]["birth_known"], true);
    for seen in
        [told.to_string(), form.to_string(), d.page(&format!("rules/people/{}", d.person), "first_ad").await.body]
    {
        assert!(!seen.contains("2019-03-07") && !seen.contains("20190307"), "{seen}");
    }
    for role in READS.into_iter().filter(|role| !EDITS.contains(role) && d.cookies.contains_key(*role)) {
        let told = facts(role).await;
        assert_eq!(told["people"], Value::Array(vec![]), "{role}");
        let rules = d.json(&format!("{API}/load_rules"), role, "").await;
        assert_eq!((&rules["people"], &rules["own"]), (&Value::Array(vec![]), &Value::Array(vec![])), "{role}");
        let board = d.get("/api/app/schedule/api/load_board", role, "board=").await.body;
        for seen in [d.page("rules", role).await.body, d.page("board", role).await.body, rules.to_string(), board] {
            assert!(!seen.contains("Licence 4711") && !seen.contains("2031-12-31"), "{role}: {seen}");
        }
    }
    // Left empty, the birth date stays; an age in its place forgets it.
    let kept = d.permit("first_ad", "1", "", "5:00").await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let form = d.json(&format!("{API}/load_person_rules"), "first_ad", &format!("person={}", d.person)).await;
    assert_eq!((&form["minor"]["birth_known"], &form["minor"]["permit"]["work"]), (&true.into(), &300.into()));
    let stale = d.permit("first_ad", "1", "", "6:00").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("value=\"6:00\""), "what was typed stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_at_every_page() {
    let d = demo().await;
    let days = d.json(&format!("{API}/load_rules"), "first_ad", "").await;
    let first = |list: &str| days[list][0]["id"].as_str().expect(list).to_owned();
    let (day, place) = (first("days"), first("places"));
    for role in d.cookies.keys().map(String::as_str) {
        let open = |yes: bool| if yes { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(d.page("rules", role).await.status, open(READS.contains(&role)), "{role}");
        for below in [format!("people/{}", d.person), format!("days/{day}"), format!("places/{place}")] {
            let answer = d.page(&format!("rules/{below}"), role).await;
            assert_eq!(answer.status, open(EDITS.contains(&role)), "{role} {below}");
        }
        let fields =
            [("day", day.as_str()), ("version", "7"), ("day_type", "continuous"), ("cover", ""), ("decide_by", "")];
        let fields = [&fields[..], &[("decides", "")]].concat();
        let saved = d.post(&format!("rules/days/{day}"), "save_day_rules", role, &fields).await;
        let wanted = if EDITS.contains(&role) { StatusCode::CONFLICT } else { StatusCode::FORBIDDEN };
        assert_eq!(saved.status, wanted, "{role}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_without_scripts_keep_what_was_typed() {
    let d = demo().await;
    let save = async |version: &str, pages: &str, holidays: &str| {
        let fields = [
            ("version", version),
            ("pack", "uk"),
            ("eighths", pages),
            ("moves", "2"),
            ("holidays", holidays),
            ("lunch", "45"),
        ];
        d.post("rules", "save_rules", "first_ad", &fields).await
    };
    let refused = save("0", "5 1/9", "Christmas").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["value=\"5 1/9\"", "Christmas</textarea>", "pages and eighths", "one date to a line"] {
        assert!(refused.body.contains(kept), "{kept}");
    }
    let saved = save("0", "5 1/8", "2027-12-25").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = d.page("rules", "department_head").await.body;
    assert!(page.contains("5 1/8") && page.contains("2027-12-25") && page.contains("Working Time Regulations"));
    // A day's cover, by the numbers of scenes.
    let days = d.json(&format!("{API}/load_rules"), "first_ad", "").await;
    let day = days["days"][0]["id"].as_str().expect("a day").to_owned();
    let cover = async |scenes: &str| {
        let fields = [
            ("day", day.as_str()),
            ("version", "0"),
            ("day_type", "semi_continuous"),
            ("has_plan_b", "true"),
            ("cover", scenes),
            ("decide_by", "14:00"),
            ("decides", ""),
        ];
        d.post(&format!("rules/days/{day}"), "save_day_rules", "first_ad", &fields).await
    };
    let refused = cover("3, no-such").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("There is no scene no-such.") && refused.body.contains("value=\"3, no-such\""));
    assert_eq!(cover("3").await.status, StatusCode::SEE_OTHER);
    let days = d.json(&format!("{API}/load_rules"), "department_head", "").await;
    assert_eq!(
        (&days["days"][0]["cover"], &days["days"][0]["rules"]["day_type"]),
        (&"3".into(), &"semi_continuous".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_pack_is_kept_only_without_a_fault() {
    let d = demo().await;
    let save = async |version: &str, was: &str, pack: &str| {
        let fields = [("form_key", "new"), ("version", version), ("was", was), ("pack", pack)];
        d.post("rules", "save_pack", "first_ad", &fields).await
    };
    let rules = async || d.json(&format!("{API}/load_rules"), "first_ad", "").await;
    for (bad, why) in [
        (FAULTY, "editions[0].rules[0].minutes: Write a number from 1 to 1440."),
        ("{\n  \"id\":", "Cannot be read at line 2"),
    ] {
        let refused = save("0", "", bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(&format!("Not saved. {why}")), "{why}: {}", refused.body);
        assert!(
            refused.body.contains(&bad.replace('"', "&quot;")) || refused.body.contains(bad),
            "what was typed stays"
        );
        assert_eq!(rules().await["own"], Value::Array(vec![]));
    }
    assert_eq!(save("0", "", PACK).await.status, StatusCode::SEE_OTHER);
    assert_eq!(save("1", "", PACK).await.status, StatusCode::UNPROCESSABLE_ENTITY, "its id is taken");
    let now = rules().await;
    assert_eq!((&now["own"][0]["text"], &now["packs"][0]["id"]), (&PACK.into(), &"house".into()));
    let changed = PACK.replace("660", "720");
    assert_eq!(save("1", "house", &changed).await.status, StatusCode::SEE_OTHER);
    let board = d.json("/api/app/schedule/api/load_board", "department_head", "board=").await;
    assert_eq!(board["board"]["facts"]["own_packs"][0]["editions"][0]["rules"][0]["minutes"], 720);
    let gone = d.post("rules", "remove_pack", "first_ad", &[("version", "2"), ("was", "house")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(rules().await["own"], Value::Array(vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_banner_says_what_it_stands_for() {
    let d = demo().await;
    let board = d.json("/api/app/schedule/api/load_board", "first_ad", "board=").await;
    let day = board["board"]["days"][0]["id"].as_str().expect("a day").to_owned();
    let add = async |kind: &str| {
        let fields = [
            ("production", d.production.as_str()),
            ("to_day", &day),
            ("place", "end"),
            ("text", "Second meal"),
            ("minutes", "30"),
            ("banner_kind", kind),
        ];
        let body = serde_urlencoded::to_string(fields).expect("a form");
        d.app
            .post(&format!("/p/{}/board?do=schedule.api.add_banner", d.production), &d.cookies["first_ad"], &body)
            .await
    };
    assert_eq!(add("feast").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(add("meal").await.status, StatusCode::SEE_OTHER);
    let board = d.json("/api/app/schedule/api/load_board", "first_ad", "board=").await;
    assert_eq!(board["board"]["facts"]["banners"].as_array().map(Vec::len), Some(1));
    assert_eq!(board["board"]["facts"]["banners"][0]["kind"], "meal");
}
