//! Canaries: in the demo production every phone number and mail address is unique. Every kind of page, function reply,
//! PDF, mail and personal page is fetched as each role and searched for what this role must never meet.
//!
//! A program of its own: these tests keep both processors busy, and runtimes of others that end meanwhile stop them.
mod matrix;
mod neighbour;
#[path = "../it/app.rs"]
#[expect(dead_code, reason = "shared with the other HTTP tests")]
mod site;

use crate::site::TestApp;
use app::{
    access::{Instance, Scope, Work, Worker},
    outbox,
};
use axum::http::{Method, StatusCode, header};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// One walk at a time.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Roles that make the plan: they see everybody's numbers.
const OFFICE: [&str; 5] = ["producer", "production_manager", "coordinator", "first_ad", "second_ad"];
/// Whose work numbers everybody on the day may have (key contacts), beside the own head of department.
const KEY: [&str; 5] = ["second_ad", "coordinator", "location_manager", "medic", "first_ad"];

struct Person {
    name: String,
    role: String,
    department: String,
    phone: String,
    email: String,
    /// Medical notes, the number of the next of kin, home address.
    medical: String,
    kin: String,
    address: String,
}

fn demo() -> Vec<Person> {
    let json: Value = serde_json::from_str(include_str!("../../demo/production.json")).expect("demo");
    let text = |v: &Value, key: &str| v[key].as_str().unwrap_or_default().to_owned();
    let kin = |v: &Value| text(&v["kin"], "phone");
    let mut all = vec![];
    for p in json["crew"].as_array().into_iter().chain(json["others"].as_array()).flatten() {
        all.push(Person {
            name: text(p, "name"),
            role: text(p, "role"),
            department: text(p, "department"),
            phone: text(p, "phone"),
            email: text(p, "email"),
            medical: text(p, "medical"),
            kin: kin(p),
            address: text(p, "address"),
        });
    }
    for p in json["cast"].as_array().into_iter().flatten() {
        all.push(Person {
            name: text(p, "name"),
            role: "cast".into(),
            department: "Cast".into(),
            phone: text(p, "phone"),
            email: text(p, "email"),
            medical: text(p, "medical"),
            kin: kin(p),
            address: text(p, "address"),
        });
    }
    all
}

/// Heads of departments, as far as telephones go.
const HEADS: [&str; 4] = ["department_head", "deputy_head", "script_supervisor", "transport_captain"];
/// Who reads their own department in full and rings other heads.
const LEADS: [&str; 6] =
    ["department_head", "deputy_head", "crowd_second_ad", "script_supervisor", "location_manager", "transport_captain"];

/// Whoever looks, and what they must not meet.
struct Watch {
    people: Vec<Person>,
    me: usize,
}

impl Watch {
    fn new(people: Vec<Person>, is_me: impl Fn(&Person) -> bool) -> Option<Self> {
        let me = people.iter().position(is_me)?;
        Some(Self { people, me })
    }

    fn may_have_phone(&self, person: &Person) -> bool {
        let me = &self.people[self.me];
        let role = me.role.as_str();
        OFFICE.contains(&role)
            || KEY.contains(&person.role.as_str())
            || OFFICE.contains(&person.role.as_str())
            // Everyone knows their own department's and whoever drives them.
            || (role != "cast" && !me.department.is_empty() && person.department == me.department)
            || person.role == "driver"
            // With several drivers the transport captain is named for a pickup.
            || person.role == "transport_captain"
            || LEADS.contains(&role) && HEADS.contains(&person.role.as_str())
            || role == "transport_captain" && person.role == "cast"
    }

    fn may_have_email(&self, person: &Person) -> bool {
        let me = &self.people[self.me];
        OFFICE.contains(&me.role.as_str())
            || LEADS.contains(&me.role.as_str()) && person.department == me.department && !me.department.is_empty()
            || person.role == "agent"
    }

    fn check(&self, what: &str, text: &str) {
        let Person { role, department, name, .. } = &self.people[self.me];
        for person in self.people.iter().enumerate().filter(|(i, _)| *i != self.me).map(|(_, p)| p) {
            for (secret, allowed) in [
                (&person.phone, self.may_have_phone(person)),
                (&person.email, self.may_have_email(person)),
                (&person.medical, role == "medic"),
                // Only behind glass, which nobody breaks here.
                (&person.kin, false),
                (&person.address, role == "coordinator" || role == "transport_captain"),
            ] {
                assert!(
                    allowed || secret.is_empty() || !text.contains(secret.as_str()),
                    "{name} ({role}, {department}) met {secret} of {} in {what}",
                    person.name
                );
            }
        }
    }
}

fn links(body: &str) -> Vec<String> {
    body.split("href=\"/p/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|rest| format!("/p/{}", rest.replace("&amp;", "&")))
        .collect()
}

/// An address with every id taken out: what a page shows hangs on the role, not on the id.
fn pattern(path: &str) -> String {
    path.split(['/', '?', '=', '&']).map(|s| if s.len() == 36 { ":id" } else { s }).collect::<Vec<_>>().join("/")
}

/// At most `each` of every pattern, first and last among them.
fn sample(paths: &BTreeSet<String>, each: usize) -> BTreeSet<String> {
    let mut groups: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for path in paths {
        groups.entry(pattern(path)).or_default().push(path);
    }
    let some = |group: Vec<&String>| -> Vec<String> {
        let step = group.len().div_ceil(each).max(1);
        group.iter().step_by(step).chain(group.last()).map(|p| (*p).clone()).collect()
    };
    groups.into_values().flat_map(some).collect()
}

/// A PDF's text by poppler; nothing when it is not installed (`cargo xtask test` installs it).
fn pdf_text(pdf: &[u8]) -> Option<String> {
    let file = std::env::temp_dir().join(format!("daybreak-canary-{}.pdf", uuid::Uuid::now_v7()));
    std::fs::write(&file, pdf).expect("writes");
    let out = std::process::Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output();
    std::fs::remove_file(&file).expect("removes");
    out.ok().map(|out| String::from_utf8_lossy(&out.stdout).into_owned())
}

/// The demo, and everybody's cookie by role.
async fn demo_app() -> (TestApp, BTreeMap<String, String>) {
    let app = TestApp::new().await;
    let seeded = server::demo::seed(&app.db, crate::site::ORIGIN).await.expect("seeds");
    let mut cookies = BTreeMap::new();
    for (role, url) in seeded.iter().filter(|(_, url)| url.contains("/enter/")) {
        let path = url.trim_start_matches(crate::site::ORIGIN).to_owned();
        let token = path.rsplit('/').next().unwrap_or_default();
        let answer = app.post(&format!("{path}?do=accounts.api.enter"), "", &format!("token={token}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{role}: {}", answer.body);
        cookies.insert(role.clone(), answer.cookie());
    }
    (app, cookies)
}

/// Whatever the producer can reach from the start page in three steps, of one production.
async fn reachable(app: &TestApp, producer: &str) -> (String, BTreeSet<String>) {
    let mut paths: BTreeSet<String> = links(&app.get("/", producer).await.body).into_iter().collect();
    let production = paths.iter().next().and_then(|p| p.split('/').nth(2)).expect("a production").to_owned();
    let mut seen = BTreeSet::new();
    for _ in 0..2 {
        for path in sample(&paths, 3) {
            if path.contains(&production) && seen.insert(path.clone()) {
                paths.extend(links(&app.get(&path, producer).await.body));
            }
        }
    }
    paths.retain(|p| p.contains(&production));
    assert!(paths.len() > 30, "{paths:?}");
    (production, paths)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_role_meets_a_number_it_must_not() {
    let _turn = TURN.lock().await;
    let (app, cookies) = demo_app().await;
    let app = Arc::new(app);
    let (production, all) = reachable(&app, &cookies["producer"]).await;
    let ids: BTreeSet<String> =
        all.iter().flat_map(|p| p.split(['/', '?', '=', '&'])).filter(|s| s.len() == 36).map(str::to_owned).collect();
    let given = confidential(&app, &production, &cookies["producer"]).await;
    let mut paths = sample(&all, 2);
    paths.extend(given.iter().map(|id| format!("/p/{production}/people/{id}/confidential")));
    paths.insert(format!("/p/{production}/confidential"));
    let paths = Arc::new(paths);
    let few: Arc<Vec<String>> = Arc::new(ids.iter().step_by(ids.len().div_ceil(6)).cloned().collect());
    let mut running = vec![];
    for (role, cookie) in cookies {
        let me = app.get("/api/app/accounts/api/who_am_i", &cookie).await.body;
        let name = serde_json::from_str::<Value>(&me).expect(&me)["name"].as_str().unwrap_or_default().to_owned();
        let watch = Watch::new(demo(), |p| p.name == name).unwrap_or_else(|| panic!("{role}: who is {name}?"));
        let (app, paths, few, production) = (app.clone(), paths.clone(), few.clone(), production.clone());
        running.push(tokio::spawn(async move { walk(&app, &cookie, &watch, &paths, &few, &production).await }));
    }
    let mut scanned = 0;
    for role in running {
        scanned += role.await.expect("walks");
    }
    assert!(scanned > 500, "{scanned}");
}

/// Ids of the people who gave confidential details.
async fn confidential(app: &TestApp, production: &str, producer: &str) -> Vec<String> {
    let all = app.get(&format!("/api/app/people/api/load_people?production={production}"), producer).await.body;
    let all: Value = serde_json::from_str(&all).expect("people");
    let gave = |name: &str| {
        demo()
            .into_iter()
            .any(|p| p.name == name && !(p.medical.is_empty() && p.kin.is_empty() && p.address.is_empty()))
    };
    let people = all["people"].as_array().into_iter().flatten();
    let ids: Vec<String> = people
        .filter(|p| p["name"].as_str().is_some_and(gave))
        .filter_map(|p| p["id"].as_str().map(str::to_owned))
        .collect();
    assert!(ids.len() > 5, "{ids:?}");
    ids
}

/// The other side of the table: what a role is to see is there.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_see_a_detail_sees_it() {
    let _turn = TURN.lock().await;
    let (app, cookies) = demo_app().await;
    let (production, _) = reachable(&app, &cookies["producer"]).await;
    let ids = confidential(&app, &production, &cookies["producer"]).await;
    for role in cookies.keys() {
        let mut met = String::new();
        for id in &ids {
            met.push_str(&app.get(&format!("/p/{production}/people/{id}/confidential"), &cookies[role]).await.body);
        }
        for person in demo().into_iter().filter(|p| p.role != *role) {
            for (secret, seen) in [
                (&person.medical, role == "medic"),
                (&person.kin, false),
                (&person.address, role == "coordinator" || role == "transport_captain"),
            ] {
                // What the first of a role gave is their own: another of that role is passed over above.
                let there = met.contains(secret.as_str());
                assert!(secret.is_empty() || there == seen, "{role}: {secret} of {}: {there}", person.name);
            }
        }
    }
}

/// Every kind of page, PDF and reading function with one person's cookie; how many were scanned.
async fn walk(
    app: &TestApp,
    cookie: &str,
    watch: &Watch,
    paths: &BTreeSet<String>,
    few: &[String],
    production: &str,
) -> usize {
    let mut scanned = 0;
    for path in paths {
        let answer = app.get(path, cookie).await;
        let kind = answer.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if kind.starts_with("text/html") {
            watch.check(path, &answer.body);
            scanned += 1;
        } else if kind == "application/pdf"
            && let Some(text) = pdf_text(&answer.bytes)
        {
            watch.check(path, &text);
            scanned += 1;
        }
    }
    for (path, _) in server_fn::axum::server_fn_paths().filter(|(_, method)| *method == Method::GET) {
        for id in few {
            let args = ["day", "person", "location", "scene"].map(|name| format!("&{name}={id}")).concat();
            let answer = app.get(&format!("{path}?production={production}&page=1&q=&as_person={args}"), cookie).await;
            watch.check(path, &answer.body);
            scanned += 1;
        }
    }
    scanned
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mail_and_no_personal_page_says_too_much() {
    let _turn = TURN.lock().await;
    let (app, _) = demo_app().await;
    let mut mails = vec![];
    loop {
        let more =
            app.db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| outbox::lease(s).await).await;
        match more.expect("mails") {
            more if more.is_empty() => break,
            more => mails.extend(more),
        }
    }
    assert!(mails.len() > 50, "{}", mails.len());
    let mut pages = 0;
    for mail in mails {
        let people = demo();
        // Mails carry a link and a date; not even the office's numbers.
        for person in &people {
            assert!(!mail.body.contains(&person.phone), "{} in the mail to {}", person.phone, mail.recipient);
            for secret in [&person.medical, &person.kin, &person.address] {
                assert!(secret.is_empty() || !mail.body.contains(secret), "{secret} in the mail to {}", mail.recipient);
            }
            assert!(person.email == mail.recipient || !mail.body.contains(&person.email), "{}", mail.recipient);
        }
        let Some(watch) = Watch::new(people, |p| p.email == mail.recipient) else { continue };
        let Some(path) = mail.body.split_whitespace().find_map(|word| word.strip_prefix(crate::site::ORIGIN)) else {
            continue;
        };
        let answer = app.get(path, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}: {}", mail.recipient, answer.body);
        watch.check(path, &answer.body);
        pages += 1;
    }
    assert!(pages > 50, "{pages}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_calendar_says_too_much() {
    let _turn = TURN.lock().await;
    let (app, cookies) = demo_app().await;
    let (production, _) = reachable(&app, &cookies["producer"]).await;
    let mut read = 0;
    for (role, cookie) in &cookies {
        let my = format!("/p/{production}/my");
        let made = app
            .post(&format!("{my}?do=calendar.api.renew_calendar"), cookie, &format!("production={production}"))
            .await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{role}: {}", made.body);
        let page = app.get(&my, cookie).await.body;
        let link =
            page.split(&format!("{}/calendar/", crate::site::ORIGIN)).nth(1).and_then(|rest| rest.split('"').next());
        let answer = app.get(&format!("/calendar/{}", link.expect("a link")), "").await;
        assert_eq!(answer.status, StatusCode::OK, "{role}");
        // Not even one's own: a calendar's keeper has no need of them.
        let said = answer.body.replace("\r\n ", "");
        for person in demo() {
            for secret in [&person.name, &person.phone, &person.email, &person.medical, &person.kin, &person.address] {
                assert!(secret.is_empty() || !said.contains(secret.as_str()), "{role}: {secret}");
            }
        }
        assert!(!said.contains("The Ninth Wave") && !said.contains(&production), "{role}");
        read += 1;
    }
    assert!(read > 5, "{read}");
}
