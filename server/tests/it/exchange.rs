//! A board as a file for other programs: it reads back without a remark, its calendar counts the days' own dates, and it is
//! for those alone who may edit the board.
use crate::app::TestApp;
use app::schedule::formats::uss;
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
