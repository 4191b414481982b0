//! Confidential details over HTTP: every function of theirs as every role, and the whole way without scripts.
use crate::app::{ORIGIN, TestApp};
use app::{
    access::{Instance, Scope, Work, Worker},
    audit::write_noted,
    outbox,
};
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::BTreeMap;

/// Who changes people and so may enter next of kin and address for them.
const OFFICE: [&str; 5] = ["producer", "production_manager", "coordinator", "first_ad", "second_ad"];

/// Whether a role is let through.
type Rule<'a> = &'a dyn Fn(&str) -> bool;

/// The demo: cookies by role, the production, ids of people by name.
async fn demo() -> (TestApp, BTreeMap<String, String>, String, BTreeMap<String, String>) {
    let app = TestApp::new().await;
    let seeded = server::demo::seed(&app.db, ORIGIN).await.expect("seeds");
    let mut cookies = BTreeMap::new();
    for (role, url) in seeded.iter().filter(|(_, url)| url.contains("/enter/")) {
        let path = url.trim_start_matches(ORIGIN);
        let token = path.rsplit('/').next().unwrap_or_default();
        let answer = app.post(&format!("{path}?do=accounts.api.enter"), "", &format!("token={token}")).await;
        cookies.insert(role.clone(), answer.cookie());
    }
    let me = app.get("/api/app/accounts/api/who_am_i", &cookies["producer"]).await.body;
    let me: Value = serde_json::from_str(&me).expect("somebody");
    let production = me["productions"][0]["id"].as_str().expect("a production").to_owned();
    let path = format!("/api/app/people/api/load_people?production={production}");
    let all: Value = serde_json::from_str(&app.get(&path, &cookies["producer"]).await.body).expect("people");
    let text = |p: &Value, key: &str| p[key].as_str().unwrap_or_default().to_owned();
    let people = all["people"].as_array().into_iter().flatten().map(|p| (text(p, "name"), text(p, "id"))).collect();
    (app, cookies, production, people)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_function_answers_each_role_as_the_table_says() {
    let (app, cookies, production, people) = demo().await;
    let whom = &people["Kofi Standish"];
    assert_eq!(cookies.len(), 21, "{:?}", cookies.keys());
    let own = format!("production={production}&seen=1");
    let theirs = format!("production={production}&person={whom}");
    let kin = "name=Ann+Other&phone=0700+900799&relation=aunt";
    let all = |_: &str| true;
    let sees = |role: &str| OFFICE.contains(&role) || ["medic", "transport_captain"].contains(&role);
    let office = |role: &str| OFFICE.contains(&role);
    let medical = |role: &str| ["production_manager", "first_ad"].contains(&role);
    let next = |role: &str| ["producer", "production_manager", "coordinator"].contains(&role);
    let nobody = |_: &str| false;
    let rows: [(&str, bool, String, Rule<'_>); 10] = [
        ("load_own_confidential", true, format!("production={production}"), &all),
        ("load_confidential", true, theirs.clone(), &sees),
        ("save_own_medical", false, format!("{own}&text="), &all),
        ("save_own_kin", false, format!("{own}&name=&phone=&relation="), &all),
        ("save_own_address", false, format!("{own}&address="), &all),
        ("enter_kin", false, format!("{theirs}&{kin}"), &office),
        ("enter_address", false, format!("{theirs}&address=9+Medlar+Road"), &office),
        ("open_confidential", false, format!("{theirs}&kind=medical&reason=fell"), &medical),
        ("open_confidential", false, format!("{theirs}&kind=kin&reason=fell"), &next),
        ("open_confidential", false, format!("{theirs}&kind=address&reason=fell"), &nobody),
    ];
    let mine: Vec<_> = server_fn::axum::server_fn_paths().filter(|(path, _)| path.contains("/confidential/")).collect();
    for (path, _) in &mine {
        assert!(rows.iter().any(|(name, ..)| path.ends_with(&format!("/{name}"))), "{path} is not in the table");
    }
    for (name, reads, args, rule) in &rows {
        let path = format!("/api/app/confidential/api/{name}");
        let ask = async |cookie: &str| match reads {
            true => app.get(&format!("{path}?{args}"), cookie).await,
            false => app.post(&path, cookie, args).await,
        };
        assert_eq!(ask("").await.status, StatusCode::UNAUTHORIZED, "{name}: nobody");
        for (role, cookie) in &cookies {
            let answer = ask(cookie).await;
            // Nothing is there to be erased as it was "seen": that one may try is all that is asked here.
            let through = answer.status.is_success() || answer.status == StatusCode::CONFLICT;
            assert_eq!(through, rule(role), "{name} as {role}: {} {}", answer.status, answer.body);
            if !through {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name} as {role}: {}", answer.body);
            }
        }
    }
    // Somebody who does not exist is not there, and only for those who may look at all.
    let gone = format!("/p/{production}/people/018f0000-0000-7000-8000-000000000000/confidential");
    assert_eq!(app.get(&gone, &cookies["medic"]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get(&gone, &cookies["crew"]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn given_opened_and_told_without_scripts() {
    let (app, cookies, production, people) = demo().await;
    // Crew of the demo: somebody with an account, whose details are entered by themselves.
    let (crew, whom) = (&cookies["crew"], &people["Tunde Fairweather"]);
    let own = format!("/p/{production}/confidential");
    let page = app.get(&own, crew).await;
    assert!(page.body.contains("Penicillin allergy.") && page.body.contains("voluntary"), "{}", page.body);
    let seen = page.body.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("seen");
    let save = format!("{own}?do=confidential.api.save_own_kin");
    let half = format!("form_key=&production={production}&seen={seen}&name=Nell+Ray&phone=no&relation=");
    let refused = app.post(&save, crew, &half).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"Nell Ray\"") && refused.body.contains("3 to 20 digits"), "{}", refused.body);
    let medical = format!("{own}?do=confidential.api.save_own_medical");
    let text = format!("form_key=&production={production}&seen={seen}&text=Quince+allergy");
    let saved = app.post(&medical, crew, &text).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, &*format!("{own}?saved=1")), "{}", saved.body);
    assert!(app.get(saved.location(), crew).await.body.contains("Saved."));
    assert_eq!(app.post(&medical, crew, &text).await.status, StatusCode::CONFLICT, "as it was before");
    // The medic finds them and reads; a production manager does not.
    let theirs = format!("/p/{production}/people/{whom}/confidential");
    assert!(app.get(&own, &cookies["medic"]).await.body.contains(&theirs));
    assert!(app.get(&theirs, &cookies["medic"]).await.body.contains("Quince allergy"));
    let pm = &cookies["production_manager"];
    let closed = app.get(&theirs, pm).await;
    assert!(closed.status == StatusCode::OK && !closed.body.contains("Quince"), "{}", closed.body);
    assert!(closed.body.contains("is told by mail at once") && closed.body.contains("name=\"reason\""));
    // The glass wants a reason, then shows the one detail.
    let open = format!("{theirs}?do=confidential.api.open_confidential");
    let form = format!("form_key=medical&production={production}&person={whom}&kind=medical&reason=");
    let refused = app.post(&open, pm, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains("Quince"));
    let opened = app.post(&open, pm, &format!("{form}Collapsed+on+set")).await;
    assert_eq!((opened.status, opened.location()), (StatusCode::SEE_OTHER, &*theirs), "{}", opened.body);
    let shown = app.get(&theirs, pm).await.body;
    assert!(shown.contains("Quince allergy") && shown.contains("more minutes") && !shown.contains("900708"), "{shown}");
    // The person hears of it: by mail without a word of it, and on their account.
    write_noted(&app.db, &Worker::new()).await.expect("written");
    let me = app.get("/me", crew).await.body;
    assert!(me.contains("opened “Medical notes” in an emergency") && me.contains("Collapsed on set"), "{me}");
    assert!(me.contains("saw “Medical notes”"), "the medic");
    let mut mails = vec![];
    loop {
        let work = async |s: &mut Scope<Work>| outbox::lease(s).await;
        match app.db.run(Worker::new().viewer(), Instance, work).await.expect("mails") {
            more if more.is_empty() => break,
            more => mails.extend(more),
        }
    }
    let told: Vec<_> = mails.iter().filter(|mail| mail.subject.contains("confidential")).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].body.contains("/me") && !told[0].body.contains("Quince") && !told[0].body.contains("Collapsed"));
    // Through the person's eyes nothing of it is seen, and nothing is opened.
    let producer = &cookies["producer"];
    let look = format!("/p/{production}/people/{whom}/access?do=permissions.api.look_through");
    let looking = app.post(&look, producer, &format!("production={production}&person={whom}")).await;
    assert_eq!(looking.status, StatusCode::SEE_OTHER, "{}", looking.body);
    for path in [&own, &theirs] {
        let answer = app.get(path, producer).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!answer.body.contains("Quince"));
    }
    let kin = format!("form_key=kin&production={production}&person={whom}&kind=kin&reason=x");
    assert_eq!(app.post(&open, producer, &kin).await.status, StatusCode::FORBIDDEN);
}
