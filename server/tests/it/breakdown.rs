//! The breakdown over HTTP: every role at every door of it, forms without scripts, what was typed is kept.
use crate::app::{ORIGIN, TestApp};
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::BTreeMap;

/// Whoever reads the script reads its breakdown.
const READS: [&str; 11] = [
    "producer",
    "production_manager",
    "coordinator",
    "first_ad",
    "second_ad",
    "crowd_second_ad",
    "script_supervisor",
    "location_manager",
    "intimacy_coordinator",
    "department_head",
    "deputy_head",
];
/// Whoever changes scenes changes it.
const EDITS: [&str; 6] =
    ["producer", "production_manager", "coordinator", "first_ad", "second_ad", "script_supervisor"];
const API: &str = "/api/app/breakdown/api";

struct Demo {
    app: TestApp,
    cookies: BTreeMap<String, String>,
    production: String,
    /// Ids of scenes by their numbers.
    scenes: BTreeMap<String, String>,
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
    let list = app
        .get(
            &format!("{API}/load_overview?production={production}&page=1&text=&category=&state="),
            &cookies["first_ad"],
        )
        .await;
    let list: Value = serde_json::from_str(&list.body).expect(&list.body);
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let rows = list["rows"].as_array().expect("rows");
    let scenes = rows.iter().map(|r| (text(&r["scene"]["number"]), text(&r["scene"]["id"]))).collect();
    Demo { app, cookies, production, scenes }
}

/// Every function of the breakdown with arguments that are well formed.
fn doors(d: &Demo, element: &str) -> (Vec<String>, Vec<(&'static str, String)>) {
    let (p, scene) = (&d.production, &d.scenes["3"]);
    let reads = vec![
        format!("load_overview?production={p}&page=1&text=&category=&state="),
        format!("load_sheet?production={p}&scene={scene}"),
        format!("load_text?production={p}&scene={scene}"),
        format!("load_elements?production={p}&page=1&text=&category=&element={element}"),
    ];
    let s = format!("production={p}&scene={scene}");
    let e = format!("production={p}&element={element}");
    let writes = vec![
        ("save_sheet", format!("{s}&version=99&script_day=&sequence=&unit=&minutes=&notes=&comments=")),
        ("add_element", format!("{s}&category=104&name=Spoon")),
        ("change_in_scene", format!("{s}&element={element}&amount=2&note=")),
        ("take_out", format!("{s}&thing={}", d.production)),
        ("tag_words", format!("{s}&paragraph=0&starts=0&stops=1&category=104&name=Spoon")),
        ("untag", format!("{s}&tag={}", d.production)),
        ("save_element", format!("{e}&version=99&category=104&code=&name=Beacon&note=")),
        ("link_element", format!("{e}&brought_by=Nobody+at+all")),
        ("unlink_element", format!("{e}&link={}", d.production)),
        ("merge_element", format!("{e}&version=1&into=Nobody+at+all")),
        ("remove_element", format!("{e}&version=99&sure=true")),
        ("add_category", format!("production={p}&name=Props")),
        ("remove_category", format!("production={p}&code=900")),
    ];
    (reads, writes)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_at_every_door() {
    let d = demo().await;
    let found = d
        .app
        .get(
            &format!("{API}/load_elements?production={}&page=1&text=beacon&category=&element=", d.production),
            &d.cookies["first_ad"],
        )
        .await;
    let found: Value = serde_json::from_str(&found.body).expect(&found.body);
    let element = found["rows"][0]["id"].as_str().expect("the demo has a beacon").to_owned();
    let (reads, writes) = doors(&d, &element);
    // No function of the breakdown is left out.
    let all = server_fn::axum::server_fn_paths().filter(|(path, _)| path.starts_with(API)).count();
    assert_eq!(all, reads.len() + writes.len());
    for (role, cookie) in &d.cookies {
        for door in &reads {
            let answer = d.app.get(&format!("{API}/{door}"), cookie).await;
            let wanted = if READS.contains(&role.as_str()) { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(answer.status, wanted, "{role} {door}: {}", answer.body);
        }
        for (door, body) in &writes {
            let answer = d.app.post(&format!("{API}/{door}"), cookie, body).await;
            let refused = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(refused, !EDITS.contains(&role.as_str()), "{role} {door}: {} {}", answer.status, answer.body);
        }
        for page in [
            "breakdown".to_owned(),
            format!("breakdown/{}", d.scenes["3"]),
            "elements".to_owned(),
            format!("elements?element={element}"),
        ] {
            let answer = d.app.get(&format!("/p/{}/{page}", d.production), cookie).await;
            let reads = READS.contains(&role.as_str());
            assert_eq!(answer.status == StatusCode::OK, reads, "{role} {page}: {}", answer.status);
            // Neither the words of the script nor what is in a scene reach anybody else.
            assert!(
                reads || !answer.body.contains("Butter knife") && !answer.body.contains("newspaper"),
                "{role} {page}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_without_scripts() {
    let d = demo().await;
    let cookie = &d.cookies["first_ad"];
    let scene = &d.scenes["3"];
    let path = format!("/p/{}/breakdown/{scene}", d.production);
    let page = d.app.get(&path, cookie).await.body;
    for part in ["GANNET COTTAGE - KITCHEN", "Butter knife", "HOLLIS", "Tide tables and drying socks", "newspaper"] {
        assert!(page.contains(part), "{part}");
    }
    let fixed = format!("production={}&scene={scene}", d.production);
    let post = async |act: &str, body: &str| {
        d.app.post(&format!("{path}?do=breakdown.api.{act}"), cookie, &format!("{fixed}&{body}")).await
    };
    // A name with markup is a name; beside what it is not, what was typed stays.
    let added = post("add_element", "category=104&name=%3Cb%3ESpoon%3C%2Fb%3E&amount=3&note=silver").await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = d.app.get(&path, cookie).await.body;
    assert!(page.contains("&lt;b&gt;Spoon&lt;/b&gt;") && !page.contains("<b>Spoon"), "escaped");
    let refused = post("add_element", "category=104&name=+++&amount=many&note=kept+words").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["Please fill this in.", "between 1 and 9999", "value=\"many\"", "value=\"kept words\""] {
        assert!(refused.body.contains(kept), "{kept}");
    }
    for (minutes, version) in [("100000", 1), ("-1", 1), ("soon", 1)] {
        let refused = post(
            "save_sheet",
            &format!("version={version}&script_day=N7&sequence=&unit=&minutes={minutes}&notes=&comments="),
        )
        .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{minutes}");
        assert!(
            refused.body.contains(&format!("value=\"{minutes}\"")) && refused.body.contains("value=\"N7\""),
            "{minutes}"
        );
    }
    let saved =
        post("save_sheet", "version=1&script_day=N7&sequence=&unit=&minutes=55&notes=quiet&comments=&minor=true").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let again = post("save_sheet", "version=1&script_day=N8&sequence=&unit=&minutes=55&notes=&comments=").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("value=\"N8\""), "what was typed stays");
}

/// A page inside a production's frame asks for its data once: the frame's, and its own. It was drawn two or three times
/// when the frame's data came at once, one time in fifty.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_asks_for_its_data_once() {
    let demo = std::sync::Arc::new(demo().await);
    let running = (0..8).map(|_| {
        let demo = demo.clone();
        tokio::spawn(async move {
            for _ in 0..25 {
                let page = demo.app.get(&format!("/p/{}/arrange", demo.production), &demo.cookies["first_ad"]).await;
                assert_eq!(page.status, StatusCode::OK);
                assert_eq!(page.body.matches("__RESOLVED_RESOURCES[").count(), 2);
            }
        })
    });
    for one in running.collect::<Vec<_>>() {
        one.await.expect("each page once");
    }
}
