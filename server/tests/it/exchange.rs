//! A board as a file for other programs: it reads back without a remark, its calendar counts the days' own dates, and it is
//! for those alone who may edit the board.
use crate::app::TestApp;
use app::{
    access::{Instance, Scope, Work, Worker},
    productions::{self, store::Settings},
    schedule::{boards, exchange, formats::uss},
    script,
    text::Lang,
    values::{BoardId, ProductionId},
};
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn a_board_goes_out_and_reads_back() {
    let app = TestApp::new().await;
    let (cookies, production) = app.demo().await;
    let ad = &cookies["first_ad"];
    let path = format!("/p/{production}/uss/active.uss");
    let answer = app.get(&path, ad).await;
    assert_eq!(answer.status, StatusCode::OK);
    let (file, remarks) = uss::read(answer.body.as_bytes()).expect("a file of the standard");
    assert_eq!(remarks, [], "nothing in it has to be guessed");
    assert!(file.breakdowns.len() > 20 && file.elements.len() > 20 && file.calendars.len() == 1);
    let board = &file.stripboards[0];
    let placed: usize = board.boards.iter().map(|b| b.ids().count()).sum();
    assert_eq!(placed, file.breakdowns.len(), "each once, on a day or in the boneyard");
    let own: Vec<String> = board.boards[0].extra["_days"]
        .as_array()
        .expect("days")
        .iter()
        .map(|day| day["date"].as_str().expect("a date").to_owned())
        .collect();
    let counted: Vec<String> =
        file.calendars[0].shooting_dates(own.len()).into_iter().map(|date| date.to_string()).collect();
    assert_eq!(counted, own, "by the calendar the days fall on their own dates");
    // The same board is the same file, and what is read writes back to the same.
    assert_eq!(app.get(&path, ad).await.body, answer.body);
    assert_eq!(uss::write(&file), answer.body);
    for role in ["crew", "cast", "location_manager", "department_head", "script_supervisor"] {
        assert_eq!(app.get(&path, &cookies[role]).await.status, StatusCode::FORBIDDEN, "{role}");
    }
    let nowhere = format!("/p/{production}/uss/{production}.uss");
    assert_eq!(app.get(&nowhere, ad).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get(&format!("/p/{production}/uss/active.txt"), ad).await.status, StatusCode::NOT_FOUND);
}

/// Everything the file says, without the ids that differ between two productions.
fn said(file: &uss::Interchange) -> Vec<String> {
    let look = file.lookup();
    let ids: std::collections::HashMap<&str, String> =
        file.breakdowns.iter().map(|b| (b.id.as_str(), format!("{:?} {:?}", b.scene, b.banner))).collect();
    let names: std::collections::HashMap<&str, &str> =
        file.elements.iter().map(|e| (e.id.as_str(), e.name.as_str())).collect();
    let scene = |b: &uss::Breakdown| {
        let mut elements: Vec<&str> = b.elements.iter().filter_map(|id| names.get(id.as_str()).copied()).collect();
        elements.sort_unstable();
        let cast: Vec<_> = look.of(b, uss::Ucid::Cast).map(|e| (&e.number, &e.name)).collect();
        let (said, light, omitted) = (&b.description, b.extra.get("_light"), b.extra.get("_omitted"));
        let of = (&b.scene, &b.banner, b.pages, b.duration_ms, said, &b.comments, light, omitted);
        format!("{of:?} {cast:?} {elements:?}")
    };
    let link = |e: &uss::Element| {
        let mut linked: Vec<_> = e.linked.iter().filter_map(|id| names.get(id.as_str()).copied()).collect();
        linked.sort_unstable();
        format!("{} {:?} brings {linked:?}", e.name, e.number)
    };
    let days = file.stripboards.iter().flat_map(|b| &b.boards).flat_map(|unit| {
        let dates = unit.extra.get("_days").and_then(|d| d.as_array()).cloned().unwrap_or_default();
        let items = unit.days().map(|day| day.iter().map(|id| ids[id.as_str()].clone()).collect::<Vec<_>>());
        let name = unit.name.clone();
        items
            .zip(dates)
            .map(move |(items, day)| format!("{name} {} {} {} {items:?}", day["date"], day["call"], day["wrap"]))
    });
    let mut all: Vec<String> =
        file.breakdowns.iter().map(scene).chain(file.elements.iter().map(link)).chain(days).collect();
    all.sort();
    all
}

/// An empty production of the same company.
async fn beside(app: &TestApp, first: ProductionId) -> ProductionId {
    let settings = Settings {
        title: "Second".into(),
        code_name: "Second".into(),
        country: "DE".into(),
        zone: "Europe/Berlin".into(),
        page_size: "a4".into(),
        language: Lang::En,
        palette: "default".into(),
        revision_naming: "colours".into(),
    };
    let make = async |scope: &mut Scope<Work>| {
        productions::store::enter(scope, first).await?;
        let (workspace, id) = (scope.workspace(), scope.new_id());
        productions::store::insert(scope, workspace, id, &settings).await?;
        Ok(id)
    };
    app.db.run(Worker::new().viewer(), Instance, make).await.expect("a production")
}

async fn take(app: &TestApp, production: ProductionId, text: &str) -> script::Imported {
    let draft = script::formats::read("file", text.as_bytes()).expect("a schedule or a script");
    app.db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            productions::store::enter(scope, production).await?;
            script::import_draft(scope, &draft).await
        })
        .await
        .expect("imported")
}

async fn out(app: &TestApp, production: ProductionId, board: Option<BoardId>) -> String {
    app.db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            productions::store::enter(scope, production).await?;
            exchange::uss(scope, board).await
        })
        .await
        .expect("a file")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_in_and_goes_out_as_it_came() {
    let app = TestApp::new().await;
    let (_, production) = app.demo().await;
    let here: ProductionId = production.parse().expect("an id");
    let file = out(&app, here, None).await;
    // What is there already changes nothing, not even the number of boards.
    let done = take(&app, here, &file).await;
    assert_eq!((done.added, done.changed, done.stays, done.boards), (0, 0, 0, 0));
    assert_eq!(out(&app, here, None).await, file, "not a byte");

    // Keys of another program are written again, wherever they stood.
    let mut strange: serde_json::Value = serde_json::from_str(&file).expect("json");
    strange["beside"] = "the object".into();
    let body = &mut strange["universalScheduleStandard"];
    body["newInOneOne"] = serde_json::json!(["kept"]);
    for list in ["breakdowns", "elements", "categories"] {
        body[list][3]["_other"] = serde_json::json!({ "of": list });
    }
    let done = take(&app, here, &strange.to_string()).await;
    assert_eq!((done.added, done.changed, done.boards), (0, 0, 0));
    let back: serde_json::Value = serde_json::from_str(&out(&app, here, None).await).expect("json");
    assert_eq!(back, strange, "nothing of another program is lost");

    // Into an empty production: the same scenes, breakdown and days, as a draft.
    let there = beside(&app, here).await;
    let done = take(&app, there, &file).await;
    assert!(done.added > 20 && done.changed == 0 && done.boards == 1, "{done:?}");
    let again = take(&app, there, &file).await;
    assert_eq!((again.added, again.changed, again.stays, again.boards), (0, 0, 0, 0), "once is enough");
    let board = app
        .db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            productions::store::enter(scope, there).await?;
            Ok(boards::store::lines(scope).await?.first().map(|line| line.id))
        })
        .await
        .expect("boards");
    let copy = out(&app, there, board).await;
    let (first, second) = (uss::read(file.as_bytes()).expect("one").0, uss::read(copy.as_bytes()).expect("two").0);
    for (one, two) in said(&first).iter().zip(said(&second)) {
        assert_eq!(*one, two);
    }
    assert_eq!(said(&first).len(), said(&second).len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_goes_out_with_its_tags_and_comes_in_as_it_was() {
    let app = TestApp::new().await;
    let (cookies, production) = app.demo().await;
    let here: ProductionId = production.parse().expect("an id");
    let path = |file: &str| format!("/p/{production}/screenplay/{file}");
    let answer = app.get(&path("script.fdx"), &cookies["script_supervisor"]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let file = answer.body;
    let read = |text: &str| script::formats::read("file", text.as_bytes()).expect("a script");
    let draft = read(&file);
    assert_eq!(draft.skipped, [], "nothing in it has to be guessed");
    assert!(draft.scenes.len() > 20 && draft.scenes.iter().map(|s| s.tags.len()).sum::<usize>() > 20);
    assert!(draft.scenes.iter().all(|s| s.number.is_some()));

    // What is there already changes nothing; in an empty production the same script stands.
    let done = take(&app, here, &file).await;
    assert_eq!((done.added, done.changed, done.stays), (0, 0, 0));
    assert_eq!(app.get(&path("script.fdx"), &cookies["script_supervisor"]).await.body, file, "not a byte");
    let second = beside(&app, here).await;
    assert_eq!(take(&app, second, &file).await.added, draft.scenes.len());
    let there = app
        .db
        .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            productions::store::enter(scope, second).await?;
            script::outgoing::file(scope, script::formats::Format::Fdx).await
        })
        .await
        .expect("a file");
    assert_eq!(read(&there).scenes, draft.scenes);

    let told = app.get(&path("script.fountain"), &cookies["first_ad"]).await.body;
    let words = |draft: &script::formats::Draft| draft.scenes.iter().map(|s| s.text.clone()).collect::<Vec<_>>();
    assert_eq!(words(&read(&told)), words(&draft));

    for role in ["crew", "cast", "driver", "catering"] {
        let Some(cookie) = cookies.get(role) else { continue };
        assert_ne!(app.get(&path("script.fdx"), cookie).await.status, StatusCode::OK, "{role}");
    }
    assert_eq!(app.get(&path("script.pdf"), &cookies["first_ad"]).await.status, StatusCode::NOT_FOUND);
}
