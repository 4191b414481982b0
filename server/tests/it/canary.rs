//! Canaries: in the demo production every phone number and mail address is unique. Every page, function reply and
//! PDF is fetched as each role and searched for numbers and addresses that this role must never meet.
use crate::app::TestApp;
use axum::http::{Method, StatusCode, header};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Roles that make the plan: they see everybody's numbers.
const OFFICE: [&str; 5] = ["producer", "production_manager", "coordinator", "first_ad", "second_ad"];
/// Whose work numbers everybody on the day may have (key contacts), beside the own head of department.
const KEY: [&str; 5] = ["second_ad", "coordinator", "location_manager", "medic", "first_ad"];

struct Person {
    role: String,
    department: String,
    phone: String,
    email: String,
}

fn demo() -> Vec<Person> {
    let json: Value = serde_json::from_str(include_str!("../../demo/production.json")).expect("demo");
    let text = |v: &Value, key: &str| v[key].as_str().unwrap_or_default().to_owned();
    let mut all = vec![];
    for p in json["crew"].as_array().into_iter().chain(json["others"].as_array()).flatten() {
        all.push(Person {
            role: text(p, "role"),
            department: text(p, "department"),
            phone: text(p, "phone"),
            email: text(p, "email"),
        });
    }
    for p in json["cast"].as_array().into_iter().flatten() {
        all.push(Person {
            role: "cast".into(),
            department: "Cast".into(),
            phone: text(p, "phone"),
            email: text(p, "email"),
        });
    }
    all
}

/// Whether a reader of `role` in `department` may meet this person's number.
fn may_have_phone(role: &str, department: &str, person: &Person) -> bool {
    let heads = ["department_head", "deputy_head"];
    OFFICE.contains(&role)
        || KEY.contains(&person.role.as_str())
        || OFFICE.contains(&person.role.as_str())
        // Everyone knows their own number, their own department's and whoever drives them.
        || (role != "cast" && !department.is_empty() && person.department == department)
        || person.role == "driver"
        // With several drivers the transport captain is named for a pickup.
        || person.role == "transport_captain"
        || matches!(role, "crowd_second_ad" | "script_supervisor" | "location_manager" | "transport_captain" | "accountant") && (heads.contains(&person.role.as_str()))
        || heads.contains(&role) && heads.contains(&person.role.as_str())
        || role == "transport_captain" && person.role == "cast"
}

fn links(body: &str) -> Vec<String> {
    body.split("href=\"/p/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|rest| format!("/p/{}", rest.replace("&amp;", "&")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "walks the whole demo as every role: minutes; run it with --ignored"]
async fn no_role_meets_a_number_it_must_not() {
    let app = TestApp::new().await;
    let seeded = server::demo::seed(&app.db, crate::app::ORIGIN).await.expect("seeds");
    let people = demo();
    let mut cookies = BTreeMap::new();
    for (role, url) in &seeded {
        let path = url.trim_start_matches(crate::app::ORIGIN).to_owned();
        let token = path.rsplit('/').next().unwrap_or_default();
        let answer = app.post(&format!("{path}?do=accounts.api.enter"), "", &format!("token={token}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{role}: {}", answer.body);
        cookies.insert(role.clone(), answer.cookie());
    }
    // What the producer can reach is what everybody is tried with.
    let producer = &cookies["producer"];
    let mut paths: BTreeSet<String> = links(&app.get("/", producer).await.body).into_iter().collect();
    for _ in 0..2 {
        for path in paths.clone() {
            paths.extend(links(&app.get(&path, producer).await.body));
        }
    }
    let production = paths.iter().next().and_then(|p| p.split('/').nth(2)).expect("a production").to_owned();
    paths.retain(|p| p.contains(&production));
    let ids: BTreeSet<String> =
        paths.iter().flat_map(|p| p.split(['/', '?', '=', '&'])).filter(|s| s.len() == 36).map(str::to_owned).collect();
    assert!(paths.len() > 30, "{paths:?}");
    let reads: Vec<&str> =
        server_fn::axum::server_fn_paths().filter(|(_, m)| *m == Method::GET).map(|(p, _)| p).collect();

    let mut scanned = 0;
    for (role, cookie) in &cookies {
        let own: Vec<&Person> = people.iter().filter(|p| &p.role == role).collect();
        let department = own.first().map(|p| p.department.clone()).unwrap_or_default();
        let mut check = |what: &str, body: &str| {
            scanned += 1;
            for person in people.iter().filter(|p| p.role != *role || p.department != department) {
                if !may_have_phone(role, &department, person) {
                    assert!(!body.contains(&person.phone), "{role} met {} in {what}", person.phone);
                }
                if !OFFICE.contains(&role.as_str()) && person.role != "agent" {
                    assert!(!body.contains(&person.email), "{role} met {} in {what}", person.email);
                }
            }
        };
        for path in &paths {
            let answer = app.get(path, cookie).await;
            let kind =
                answer.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
            if kind.starts_with("text/html") {
                check(path, &answer.body);
            }
        }
        for path in &reads {
            // A dozen ids of every kind are enough: what a function answers hangs on the role, not on the id.
            for id in ids.iter().step_by(ids.len().div_ceil(12)) {
                let args = ["day", "person", "location", "scene"].map(|name| format!("&{name}={id}")).concat();
                let answer =
                    app.get(&format!("{path}?production={production}&page=1&q=&as_person={args}"), cookie).await;
                check(path, &answer.body);
            }
        }
    }
    assert!(scanned > 500, "{scanned}");
}
