//! A second production in the same company: nothing of it may show in the first, to anybody.
use crate::{demo_app, reachable, sample, site::TestApp};
use app::{
    access::{Instance, Scope, Work, Worker},
    locations::store::{NewLocation, insert_location},
    people::{self, store::NewPerson},
    productions::{self, store::Settings},
    schedule::{
        self, NewDay,
        store::{Banner, Item},
    },
    script,
    text::Lang,
    values::*,
};
use axum::http::{Method, StatusCode};
use std::collections::BTreeSet;

/// Stands in every text of the neighbour.
const MARK: &str = "Quokka";
const SCRIPT: &[u8] = b"INT. QUOKKA SET - DAY\n\nThe Quokka rests.\n\nQUOKKA\nWord of a Quokka.\n";

/// Its ids, by the page of the first production that one may try them on.
async fn neighbour(app: &TestApp, first: ProductionId) -> Vec<(&'static str, String)> {
    let name = |what: &str| format!("{MARK} {what}");
    let plant = async |scope: &mut Scope<Work>| {
        productions::store::enter(scope, first).await?;
        let (workspace, id) = (scope.workspace(), scope.new_id());
        let settings = Settings {
            title: name("title"),
            code_name: name("code"),
            country: "GB".into(),
            zone: "Europe/London".into(),
            page_size: "a4".into(),
            language: Lang::En,
            palette: "default".into(),
            revision_naming: "colours".into(),
        };
        let unit = productions::store::insert(scope, workspace, id, &settings).await?;
        let draft = script::formats::read("quokka.fountain", SCRIPT).expect("reads");
        script::import_draft(scope, &draft).await?;
        let location =
            insert_location(scope, &NewLocation::named(&name("place"), &name("street"), "Europe/London")).await?;
        let person = NewPerson {
            phone: name("phone"),
            email: "quokka@quokka.example".into(),
            ..NewPerson::named(&name("person"), Role::SecondAd, "Camera")
        };
        let person = people::store::insert(scope, &person).await?;
        let date = jiff::civil::date(2027, 5, 10);
        let day = NewDay {
            unit,
            date,
            location: Some(location),
            weather: name("weather"),
            notes: name("note"),
            ..NewDay::default()
        };
        let day = schedule::store::insert_day(scope, &day).await?;
        let banner = Item::Banner(Banner { text: name("banner"), minutes: 30 });
        schedule::store::place_strips(scope, Some(day), &[banner]).await?;
        Ok(vec![("days", day.to_string()), ("people", person.to_string()), ("locations", location.to_string())])
    };
    app.db.run(Worker::new().viewer(), Instance, plant).await.expect("plants")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_another_production_shows() {
    let _turn = crate::TURN.lock().await;
    let (app, cookies) = demo_app().await;
    let (production, all) = reachable(&app, &cookies["producer"]).await;
    let theirs = neighbour(&app, production.parse().expect("an id")).await;
    let ids: BTreeSet<&str> =
        all.iter().flat_map(|p| p.split(['/', '?', '=', '&'])).filter(|s| s.len() == 36).collect();
    let own: Vec<&str> = ids.iter().step_by(ids.len().div_ceil(5)).copied().collect();
    let mut scanned = 0;
    for role in ["producer", "first_ad", "crew", "transport_captain"] {
        let cookie = &cookies[role];
        let clean = |what: &str, body: &str| {
            // The producer owns the company and so sees that the neighbour is there, in the menu of productions.
            assert!(!body.to_lowercase().contains("quokka"), "{role} met the neighbour in {what}:\n{body}");
        };
        for path in sample(&all, 1) {
            clean(&path, &app.get(&path, cookie).await.body);
            scanned += 1;
        }
        for (page, id) in &theirs {
            for below in ["", "/publish", "/tracking", "/sheet.pdf"] {
                let answer = app.get(&format!("/p/{production}/{page}/{id}{below}"), cookie).await;
                assert_ne!(answer.status, StatusCode::OK, "{role}: {page}{below} of the neighbour");
                clean(page, &answer.body);
            }
        }
        let asked = own.iter().copied().chain(theirs.iter().map(|(_, id)| id.as_str()));
        for id in asked.collect::<Vec<_>>() {
            for (path, _) in server_fn::axum::server_fn_paths().filter(|(_, method)| *method == Method::GET) {
                let args = ["day", "person", "location", "scene"].map(|name| format!("&{name}={id}")).concat();
                // Whoever is signed in learns which productions they have; the producer owns both.
                if path.ends_with("/who_am_i") {
                    continue;
                }
                let query = format!("{path}?production={production}&page=1&q=&as_person={args}");
                clean(path, &app.get(&query, cookie).await.body);
                scanned += 1;
            }
        }
    }
    assert!(scanned > 300, "{scanned}");
}
