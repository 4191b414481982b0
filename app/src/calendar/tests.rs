//! Feeds against both engines: what each person's calendar gets while a schedule is made, issued and changed, and links
//! that no longer work.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
use super::{feed, store};
use crate::{
    access::{
        AnswerOwnDay, Db, EditBoard, Instance, Own, ReadCall, ReadFeed, Scope, ViewOwnDays, Viewer, Work, Worker,
        testing::{House, house},
    },
    accounts, callsheets, db_test,
    error::AppError,
    schedule::{
        boards::tests::{casts, everyone, film, planned, run, see, send, strip, work},
        store as schedule,
    },
    values::*,
};
use std::collections::BTreeMap;

sql! {
    MAIL = rows { email: text } from "(select email from people where workspace_id = $1 and production_id = $2 and id = $3) x" order "email";
}

#[derive(serde::Deserialize)]
struct Mail {
    email: String,
}

async fn token(h: &House, db: &Db, who: &Viewer) -> String {
    let token = run(h, db, who, async |s: &mut Scope<AnswerOwnDay>| store::renew(s).await).await.unwrap();
    token.as_str().to_owned()
}
async fn text(db: &Db, token: &str) -> Result<String, AppError> {
    feed::of(db, Viewer::feed(token)).await
}
/// Date, status and sequence of every event, by date; ids beside.
async fn events(db: &Db, token: &str) -> (Vec<String>, BTreeMap<String, String>) {
    let text = text(db, token).await.unwrap();
    let calendar = ical::IcalParser::new(text.as_bytes()).next().unwrap().unwrap();
    let mut ids = BTreeMap::new();
    let lines = calendar.events.iter().map(|event| {
        let value =
            |name: &str| event.properties.iter().find(|p| p.name == name).and_then(|p| p.value.clone()).unwrap();
        ids.insert(value("DTSTART"), value("UID"));
        format!("{} {} {}", &value("DTSTART")[6..], value("STATUS"), value("SEQUENCE"))
    });
    let lines = lines.collect();
    (lines, ids)
}
async fn lines(db: &Db, token: &str) -> Vec<String> {
    events(db, token).await.0
}
async fn issue(h: &House, db: &Db, ad: &Viewer) {
    let plan = planned(h, db, ad).await;
    send(h, db, ad, (&plan, &plan.screen().stamp), &everyone(&plan)).await.unwrap();
}

db_test! {
    async fn a_calendar_follows_what_was_issued(db: Db) {
        let h = house(&db).await;
        let (ad, crew) = (h.member(&db, Role::FirstAd).await, h.member(&db, Role::Crew).await);
        let (actor, cast) = h.person(&db, Role::Cast, "").await;
        let (other, rival) = h.person(&db, Role::Cast, "").await;
        let days = film(&h, &db).await;
        casts(&h, &db, actor, "Ada", &["1"]).await;
        casts(&h, &db, other, "Bea", &["3"]).await;
        let (cast, rival, crew) = (token(&h, &db, &cast).await, token(&h, &db, &rival).await, token(&h, &db, &crew).await);
        let client = h.member(&db, Role::Client).await;
        assert_eq!(lines(&db, &token(&h, &db, &client).await).await, [""; 0], "gets no schedule");
        assert_eq!(lines(&db, &crew).await, ["10 TENTATIVE 0", "11 TENTATIVE 0", "12 TENTATIVE 0"]);
        let (mine, first) = events(&db, &cast).await;
        assert_eq!(mine, ["10 TENTATIVE 0"]);
        assert_eq!(events(&db, &cast).await.1, first, "the same when asked again");
        let theirs = events(&db, &rival).await.1;
        assert!(theirs.values().all(|id| !first.values().any(|other| other == id)));
        issue(&h, &db, &ad).await;
        assert_eq!(lines(&db, &cast).await, ["10 CONFIRMED 1"]);
        assert_eq!(events(&db, &cast).await.1, first);
        assert_eq!(lines(&db, &crew).await, ["10 CONFIRMED 1", "11 CONFIRMED 1", "12 CONFIRMED 1"]);
        // Their scene goes to another day: that one is tentative, and theirs is off, also with the next issue.
        let one = strip(&see(&h, &db, &ad, None).await, "1");
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| schedule::move_strip(s, one, Some(days[1]), None, 1).await).await.unwrap();
        assert_eq!(lines(&db, &cast).await, ["10 CANCELLED 2", "11 TENTATIVE 0"]);
        assert_eq!(lines(&db, &rival).await, ["11 CONFIRMED 1"]);
        issue(&h, &db, &ad).await;
        assert_eq!(lines(&db, &cast).await, ["10 CANCELLED 2", "11 CONFIRMED 1"]);
        // Back again: the event is the one it was, and its number goes on rising.
        let one = see(&h, &db, &ad, None).await.board.strips().find(|(_, s)| s.id == one).unwrap().1.version;
        let strip = strip(&see(&h, &db, &ad, None).await, "1");
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| schedule::move_strip(s, strip, Some(days[0]), None, one).await).await.unwrap();
        assert_eq!(lines(&db, &cast).await, ["10 TENTATIVE 3", "11 CANCELLED 2"]);
        assert_eq!(events(&db, &cast).await.1["20270510"], first["20270510"]);
        // Nothing of anybody else, of the title, of places and scenes.
        let said = text(&db, &cast).await.unwrap();
        for secret in ["Ada", "Bea", "The Film", "PIER", "house.example", "08:00", "Rain plan"] {
            assert!(!said.contains(secret), "{secret} in {said}");
        }
        assert!(said.contains("SUMMARY") && said.contains("FILM"));
    }
}

db_test! {
    async fn a_link_opens_one_calendar_and_nothing_else(db: Db) {
        let h = house(&db).await;
        let (person, crew) = h.person(&db, Role::Crew, "Camera").await;
        film(&h, &db).await;
        let link = async |who: &Viewer| run(&h, &db, who, async |s: &mut Scope<ViewOwnDays>| store::link(s, "https://d.example/").await).await.unwrap();
        assert_eq!(link(&crew).await, super::model::FeedLink { may: true, address: None });
        let old = token(&h, &db, &crew).await;
        assert_eq!(link(&crew).await.address, Some(format!("https://d.example/calendar/{old}.ics")));
        assert!(text(&db, &old).await.is_ok());
        // The one kind of link is none of the other.
        let sheet = work(&h, &db, async |s| callsheets::links::token_of(s, person).await).await;
        assert_eq!(text(&db, &sheet).await, Err(AppError::NotFound));
        let call = db.run(Viewer::device(&old), Own, async |_: &mut Scope<ReadCall>| Ok(())).await;
        assert_eq!(call, Err(AppError::NotFound));
        let call = db.run(Viewer::device(&sheet), Own, async |_: &mut Scope<ReadFeed>| Ok(())).await;
        assert_eq!(call, Err(AppError::NotFound));
        // A new one ends the old one; a name that was guessed, and the empty one, are nobody's.
        let new = token(&h, &db, &crew).await;
        assert_eq!(text(&db, &old).await, Err(AppError::Gone));
        for guess in ["", "x", &new[1..]] {
            assert_eq!(text(&db, guess).await, Err(AppError::NotFound));
        }
        // Through another's eyes there is no link to be seen, and none to be made.
        let producer = h.member(&db, Role::Producer).await.looking(Some((h.production, person)));
        assert_eq!(link(&producer).await, super::model::FeedLink::default());
        let made = run(&h, &db, &producer, async |s: &mut Scope<AnswerOwnDay>| store::renew(s).await).await;
        assert_eq!(made.map(drop), Err(AppError::Looking));
        assert!(text(&db, &new).await.is_ok());
        // Whoever gets a new sheet's link, since their address was wrong, gets a new calendar as well.
        work(&h, &db, async |s| callsheets::links::revoke(s, person).await).await;
        assert_eq!(text(&db, &new).await, Err(AppError::Gone));
        let last = token(&h, &db, &crew).await;
        let mail: Mail = work(&h, &db, async |s| s.one(&MAIL, args![h.workspace, h.production, person]).await).await;
        let mail = mail.email;
        db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| accounts::suspend::disable(s, &mail).await).await.unwrap();
        assert_eq!(text(&db, &last).await, Err(AppError::Gone), "disabled");
        db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| accounts::suspend::enable(s, &mail).await).await.unwrap();
        assert!(text(&db, &last).await.is_ok());
        run(&h, &db, &crew, async |s: &mut Scope<AnswerOwnDay>| store::end(s).await).await.unwrap();
        assert_eq!(text(&db, &last).await, Err(AppError::Gone));
    }
}
