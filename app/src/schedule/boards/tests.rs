//! Boards against both engines: copies, drafts worked on by two, making active, drift, comparison.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
use super::{
    super::{
        data::{BoardData, NewDay},
        desk::name,
        model::{DayStage, Move, issued::Standing},
        store::{self as schedule, Banner, Item},
    },
    BoardKind, OwnSchedule, Recipients, active, drafts, issue,
    letter::Letter,
    store::{self, copy, shown},
};
use crate::{
    access::{
        Arg, Db, EditBoard, Instance, IssueSchedule, Permission, Scope, Sql, ViewBoard, ViewOwnDays, Viewer, Work,
        Worker,
        testing::{House, house},
    },
    db_test,
    error::AppError,
    values::*,
};
use jiff::civil::{Date, date};

const fn sql(text: &'static str) -> Sql {
    Sql { name: "test", sqlite: text, postgres: text, columns: &[] }
}
const SCENE: Sql = sql("insert into scenes (workspace_id, production_id, id, position, number, int_ext, set_name, day_night, light, eighths, estimated, omitted, closed, synopsis, location_id, version)
    values ($1,$2,$3,$4,$5,'ext','PIER','DAY','day',$6,false,false,false,'',null,1)");
const OMIT: Sql =
    sql("update scenes set omitted = true where workspace_id = $1 and production_id = $2 and number = $3");
const ISSUE: Sql = sql(
    "insert into sheet_revisions (workspace_id, production_id, id, day_id, number, name, issued_at, issued_by, sheet) values ($1,$2,$3,$4,1,'White',0,$5,$6)",
);
const PART: Sql =
    sql("insert into characters (workspace_id, production_id, id, name, number) values ($1,$2,$3,$4,null)");
const CASTS: Sql =
    sql("update people set character_id = $4 where workspace_id = $1 and production_id = $2 and id = $3");
const PLAYS: Sql = sql("insert into scene_cast (workspace_id, production_id, scene_id, character_id)
    select $1, $2, c.id, $4 from scenes c where c.workspace_id = $1 and c.production_id = $2 and c.number = $3");
const MAILS: Sql =
    sql("select count(*) from outbox where workspace_id = $1 and production_id = $2 and kind = 'schedule'");
const EVENTS: Sql =
    sql("select count(*) from audit_events where workspace_id = $1 and production_id = $2 and action = $3");

pub(crate) async fn work<T>(h: &House, db: &Db, job: impl AsyncFnOnce(&mut Scope<Work>) -> Result<T, AppError>) -> T {
    db.run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
        scope.enter(h.workspace, h.production).await?;
        job(scope).await
    })
    .await
    .unwrap()
}
pub(crate) async fn write(h: &House, db: &Db, sql: &Sql, rest: &[Arg]) {
    let args = [&args![h.workspace, h.production][..], rest].concat();
    work(h, db, async |scope| scope.exec(sql, &args).await).await;
}
async fn events(h: &House, db: &Db, action: &str) -> i64 {
    let args = args![h.workspace, h.production, action];
    work(h, db, async |scope| scope.number(&EVENTS, args).await).await.unwrap()
}
fn on(h: &House, on: Date) -> NewDay {
    let (unit_call, est_wrap) = (Minute(480), Minute(1080));
    NewDay { unit: h.unit, date: on, unit_call, est_wrap, hazards: "Water".into(), ..NewDay::default() }
}
/// Days on 10, 11, 12 May with scenes 1–2, 3–4 and none; 5 and 6 in the boneyard.
pub(crate) async fn film(h: &House, db: &Db) -> Vec<DayId> {
    let mut scenes = vec![];
    for n in 1..=6_i64 {
        let id = SceneId(uuid::Uuid::now_v7());
        write(h, db, &SCENE, args![id, n, n.to_string(), n]).await;
        scenes.push(Item::Scene { scene: id, minutes: 30 });
    }
    let mut days = vec![];
    for (n, from) in [(10, 0), (11, 2), (12, 4)] {
        let day = work(h, db, async |scope| schedule::insert_day(scope, &on(h, date(2027, 5, n))).await).await;
        let (list, items) = if n == 12 { (None, &scenes[from..]) } else { (Some(day), &scenes[from..from + 2]) };
        work(h, db, async |scope| schedule::place_strips(scope, list, items).await).await;
        days.push(day);
    }
    days
}
pub(crate) async fn run<P: Permission<On = ProductionId>, T>(
    h: &House,
    db: &Db,
    who: &Viewer,
    job: impl AsyncFnOnce(&mut Scope<P>) -> Result<T, AppError>,
) -> Result<T, AppError> {
    db.run(who.clone(), h.production, job).await
}
pub(crate) async fn see(h: &House, db: &Db, who: &Viewer, board: Option<BoardId>) -> BoardData {
    run(h, db, who, async |s: &mut Scope<ViewBoard>| shown(s, board).await).await.unwrap()
}
async fn draft(h: &House, db: &Db, who: &Viewer, from: Option<BoardId>) -> BoardId {
    run(h, db, who, async |s: &mut Scope<EditBoard>| copy(s, from, "Draft B", "").await).await.unwrap()
}
/// Names of all lists, the boneyard last.
fn lists(data: &BoardData) -> String {
    let say = |strips: &[super::super::model::Strip]| strips.iter().map(name).collect::<Vec<_>>().join(" ");
    let days: Vec<String> = data.board.days.iter().map(|d| say(&d.strips)).collect();
    format!("{} / {}", days.join(" | "), say(&data.board.boneyard))
}
pub(crate) fn strip(data: &BoardData, of: &str) -> StripId {
    data.board.strips().find(|(_, s)| name(s) == of).unwrap().1.id
}
async fn mv(
    h: &House,
    db: &Db,
    who: &Viewer,
    board: BoardId,
    (of, from, to): (&str, Option<DayId>, Option<DayId>),
) -> Result<i64, AppError> {
    let strip = strip(&see(h, db, who, Some(board)).await, of);
    let mv = Move { strip, to, before: None };
    run(h, db, who, async |s: &mut Scope<EditBoard>| drafts::move_strip(s, board, mv, Some(from)).await)
        .await
        .map(|done| done.version)
}
async fn version(h: &House, db: &Db, who: &Viewer, board: BoardId) -> i64 {
    see(h, db, who, Some(board)).await.shown.unwrap().version
}
async fn activate(h: &House, db: &Db, who: &Viewer, board: BoardId) -> Result<(), AppError> {
    let v = version(h, db, who, board).await;
    run(h, db, who, async |s: &mut Scope<EditBoard>| active::activate(s, board, v).await).await.map(drop)
}

db_test! {
    async fn a_draft_is_a_copy_that_two_people_work_on(db: Db) {
        let h = house(&db).await;
        let (ad, second) = (h.member(&db, Role::FirstAd).await, h.member(&db, Role::SecondAd).await);
        let days = film(&h, &db).await;
        let id = draft(&h, &db, &ad, None).await;
        assert_eq!(lists(&see(&h, &db, &ad, Some(id)).await), "1 2 | 3 4 |  / 5 6");
        // Both moved something; neither lost anything.
        assert_eq!(mv(&h, &db, &ad, id, ("1", Some(days[0]), Some(days[2]))).await, Ok(2));
        assert_eq!(mv(&h, &db, &second, id, ("5", None, Some(days[0]))).await, Ok(3));
        let both = see(&h, &db, &ad, Some(id)).await;
        assert_eq!(lists(&both), "2 5 | 3 4 | 1 / 6");
        // Only a strip that is elsewhere by now is a conflict.
        assert_eq!(mv(&h, &db, &second, id, ("1", Some(days[0]), None)).await, Err(AppError::Conflict));
        assert_eq!(version(&h, &db, &ad, id).await, 3, "what was refused left nothing");
        // The active board knows nothing of it, and a new scene lies in the draft's boneyard.
        assert_eq!(lists(&see(&h, &db, &ad, None).await), "1 2 | 3 4 |  / 5 6");
        let seven = SceneId(uuid::Uuid::now_v7());
        write(&h, &db, &SCENE, args![seven, 7_i64, "7", 7_i64]).await;
        work(&h, &db, async |s| schedule::place_strips(s, Some(days[1]), &[Item::Scene { scene: seven, minutes: 5 }]).await).await;
        write(&h, &db, &OMIT, args!["2"]).await;
        assert_eq!(lists(&see(&h, &db, &ad, Some(id)).await), "5 | 3 4 | 1 / 6 7");
        let again = draft(&h, &db, &ad, Some(id)).await;
        assert_eq!(lists(&see(&h, &db, &ad, Some(again)).await), "5 | 3 4 | 1 / 6 7");
        let lines = run(&h, &db, &ad, async |s: &mut Scope<ViewBoard>| store::list(s).await).await.unwrap();
        assert_eq!((lines.boards.len(), lines.boards[0].by.as_str(), lines.days), (2, "first_ad", 3));
        // Names, and away with it.
        let v = version(&h, &db, &ad, again).await;
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| store::rename(s, again, v, "C", "rain").await).await.unwrap();
        let stale = run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| store::delete(s, again, v).await).await;
        assert_eq!(stale, Err(AppError::Conflict));
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| store::delete(s, again, v + 1).await).await.unwrap();
        let gone = run(&h, &db, &ad, async |s: &mut Scope<ViewBoard>| shown(s, Some(again)).await).await;
        assert_eq!(gone.map(drop), Err(AppError::NotFound));
    }
}

db_test! {
    async fn days_and_banners_of_a_draft(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let days = film(&h, &db).await;
        let id = draft(&h, &db, &ad, None).await;
        let lunch = Banner { text: "Lunch".into(), minutes: 60 };
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::add_banner(s, id, Some(days[0]), true, &lunch).await).await.unwrap();
        let b = see(&h, &db, &ad, Some(id)).await;
        assert_eq!(lists(&b), "Lunch 1 2 | 3 4 |  / 5 6");
        let (banner, two) = (strip(&b, "Lunch"), strip(&b, "2"));
        let tea = Banner { text: "Tea".into(), minutes: 15 };
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::edit_banner(s, id, banner, &tea).await).await.unwrap();
        let new = run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::split_day(s, id, days[0], two, date(2027, 5, 20)).await).await.unwrap();
        let b = see(&h, &db, &ad, Some(id)).await;
        assert_eq!(lists(&b), "Tea 1 | 3 4 |  | 2 / 5 6");
        assert_eq!(b.board.days.iter().map(|d| d.label.as_str()).collect::<Vec<_>>(), ["1", "2", "3", "4"]);
        assert_eq!((b.board.days[3].id, b.board.days[3].call_utc_ms.is_some()), (new, true));
        let day = drafts::DraftDay { date: date(2027, 5, 9), unit: h.unit, kind: "holiday".into(), unit_call: Minute(0), est_wrap: Minute(0), location: None };
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::save_day(s, id, None, &day).await).await.unwrap();
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::merge_day(s, id, days[2]).await).await.unwrap();
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::remove_day(s, id, days[1]).await).await.unwrap();
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::remove_banner(s, id, banner).await).await.unwrap();
        assert_eq!(lists(&see(&h, &db, &ad, Some(id)).await), " | 1 | 2 / 5 6 3 4");
        let scene = run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::remove_banner(s, id, two).await).await;
        assert_eq!(scene, Err(AppError::NotFound), "a scene is no banner");
        activate(&h, &db, &ad, id).await.unwrap();
        let now = see(&h, &db, &ad, None).await;
        assert_eq!(lists(&now), " | 1 | 2 / 5 6 3 4");
        assert_eq!(now.board.days.iter().map(|d| d.label.as_str()).collect::<Vec<_>>(), ["", "1", "2"]);
    }
}

db_test! {
    async fn making_active_keeps_what_was_and_leaves_issued_days_alone(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let days = film(&h, &db).await;
        let id = draft(&h, &db, &ad, None).await;
        mv(&h, &db, &ad, id, ("1", Some(days[0]), Some(days[1]))).await.unwrap();
        mv(&h, &db, &ad, id, ("6", None, Some(days[1]))).await.unwrap();
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::remove_day(s, id, days[2]).await).await.unwrap();
        // The first day goes out meanwhile: the draft would change it.
        write(&h, &db, &ISSUE, args![uuid::Uuid::now_v7(), days[0], uuid::Uuid::now_v7(), serde_json::json!({})]).await;
        let ahead = run(&h, &db, &ad, async |s: &mut Scope<ViewBoard>| active::preview(s, id).await).await.unwrap();
        assert_eq!((ahead.fixed, ahead.scenes, ahead.days.len()), (vec![days[0]], 2, 3));
        let Err(AppError::Invalid(why)) = activate(&h, &db, &ad, id).await else { panic!("an issued day was changed") };
        assert_eq!(why[0].with, [("name".to_owned(), "1".to_owned())]);
        assert_eq!(lists(&see(&h, &db, &ad, None).await), "1 2 | 3 4 |  / 5 6");
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| drafts::adopt(s, id).await).await.unwrap();
        activate(&h, &db, &ad, id).await.unwrap();
        let now = see(&h, &db, &ad, None).await;
        assert_eq!(lists(&now), "1 2 | 3 4 6 / 5");
        assert_eq!((now.board.days[0].stage, now.board.days[0].label.as_str()), (DayStage::Issued, "1"));
        assert_eq!(events(&h, &db, "board.activated").await, 1);
        // What was active is a draft now, and brings everything back, hazards included.
        let lines = run(&h, &db, &ad, async |s: &mut Scope<ViewBoard>| store::lines(s).await).await.unwrap();
        let before = lines.iter().find(|b| b.name.starts_with("Active until")).unwrap();
        assert_eq!((before.kind, before.name.as_str()), (BoardKind::Draft, "Active until Mon 3 May"));
        activate(&h, &db, &ad, before.id).await.unwrap();
        let back = see(&h, &db, &ad, None).await;
        assert_eq!(lists(&back), "1 2 | 3 4 |  / 5 6");
        let third = run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| schedule::detail(s, days[2]).await).await.unwrap();
        assert_eq!((third.day.hazards.as_str(), third.label.as_str()), ("Water", "3"));
    }
}

db_test! {
    async fn drift_and_comparison(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let days = film(&h, &db).await;
        let lock = run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| store::lock(s, "Agreed", "").await).await.unwrap();
        let none = run(&h, &db, &ad, async |s: &mut Scope<ViewBoard>| active::drifted(s, lock).await).await.unwrap();
        assert!(none.drift.scenes.is_empty());
        let id = draft(&h, &db, &ad, None).await;
        mv(&h, &db, &ad, id, ("1", Some(days[0]), Some(days[2]))).await.unwrap();
        let c = run(&h, &db, &ad, async |s: &mut Scope<ViewBoard>| active::compared(s, None, Some(id)).await).await.unwrap();
        assert_eq!((c.comparison.figures.before.fullest, c.comparison.figures.after.fullest), (Eighths(7), Eighths(7)));
        assert_eq!((c.comparison.colours.before[0].eighths, c.comparison.colours.after[0].eighths), (Eighths(3), Eighths(2)));
        assert!(c.first.is_none() && c.second.is_some() && c.comparison.cost.is_none());
        activate(&h, &db, &ad, id).await.unwrap();
        let now = run(&h, &db, &ad, async |s: &mut Scope<ViewBoard>| active::drifted(s, lock).await).await.unwrap();
        assert_eq!(now.drift.scenes.iter().map(|s| s.number.as_str()).collect::<Vec<_>>(), ["1"]);
        // A locked board and a draft are not the same thing.
        let wrong = run(&h, &db, &ad, async |s: &mut Scope<ViewBoard>| active::drifted(s, id).await).await;
        assert_eq!(wrong.map(drop), Err(AppError::NotFound));
        assert_eq!(activate(&h, &db, &ad, lock).await, Err(AppError::NotFound));
    }
}

db_test! {
    async fn open_days_of_the_active_board_split_and_merge(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let days = film(&h, &db).await;
        let two = strip(&see(&h, &db, &ad, None).await, "2");
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| active::split_day(s, days[0], two, date(2027, 5, 20)).await).await.unwrap();
        assert_eq!(lists(&see(&h, &db, &ad, None).await), "1 | 3 4 |  | 2 / 5 6");
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| active::merge_day(s, days[2]).await).await.unwrap();
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| active::merge_day(s, days[0]).await).await.unwrap();
        assert_eq!(lists(&see(&h, &db, &ad, None).await), "1 3 4 | 2 / 5 6");
        write(&h, &db, &ISSUE, args![uuid::Uuid::now_v7(), days[2], uuid::Uuid::now_v7(), serde_json::json!({})]).await;
        let refused = run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| active::merge_day(s, days[0]).await).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))));
        assert_eq!(lists(&see(&h, &db, &ad, None).await), "1 3 4 | 2 / 5 6");
    }
}

db_test! {
    async fn only_those_who_may_and_only_their_own_production(db: Db) {
        let (h, foreign) = (house(&db).await, house(&db).await);
        let ad = h.member(&db, Role::FirstAd).await;
        film(&h, &db).await;
        let id = draft(&h, &db, &ad, None).await;
        for role in [Role::Crew, Role::Cast, Role::Agent] {
            let who = h.member(&db, role).await;
            let seen = run(&h, &db, &who, async |s: &mut Scope<ViewBoard>| shown(s, Some(id)).await).await;
            assert_eq!(seen.map(drop), Err(AppError::Forbidden), "{role:?}");
        }
        let head = h.member(&db, Role::DepartmentHead).await;
        let made = run(&h, &db, &head, async |s: &mut Scope<EditBoard>| copy(s, None, "X", "").await).await;
        assert_eq!(made.map(drop), Err(AppError::Forbidden));
        let theirs = foreign.member(&db, Role::FirstAd).await;
        let stray = run(&foreign, &db, &theirs, async |s: &mut Scope<ViewBoard>| shown(s, Some(id)).await).await;
        assert_eq!(stray.map(drop), Err(AppError::NotFound));
        let stray = run(&foreign, &db, &theirs, async |s: &mut Scope<EditBoard>| drafts::adopt(s, id).await).await;
        assert_eq!(stray, Err(AppError::NotFound));
    }
}

async fn own(h: &House, db: &Db, who: &Viewer) -> Option<OwnSchedule> {
    run(h, db, who, async |s: &mut Scope<ViewOwnDays>| issue::own(s).await).await.unwrap()
}
/// Own dates as day of the month and standing.
pub(crate) async fn dates(h: &House, db: &Db, who: &Viewer) -> Vec<(i8, Standing)> {
    let all = own(h, db, who).await.map(|all| all.dates).unwrap_or_default();
    all.iter().map(|d| (d.date.date.day(), d.standing)).collect()
}
pub(crate) async fn planned(h: &House, db: &Db, who: &Viewer) -> issue::Planned {
    run(h, db, who, async |s: &mut Scope<ViewBoard>| issue::plan(s).await).await.unwrap()
}
/// Issues as looked at: the letters that went out, as address and text.
pub(crate) async fn send(
    h: &House,
    db: &Db,
    who: &Viewer,
    (planned, seen): (&issue::Planned, &str),
    to: &Recipients,
) -> Result<Vec<(String, String)>, AppError> {
    let sending = issue::Sending { seen, name: "Rain plan", note: "", to, origin: "https://d.example/" };
    let letters = planned.letters(&sending);
    run(h, db, who, async |s: &mut Scope<IssueSchedule>| issue::commit(s, planned, &letters, &sending).await).await?;
    let text = |letter: &Letter| (letter.text().0.to_owned(), letter.text().1.to_owned());
    Ok(letters.iter().map(text).collect())
}
pub(crate) fn everyone(planned: &issue::Planned) -> Recipients {
    let people = planned.screen().told.iter().map(|told| told.person).collect();
    Recipients { roles: Role::ALL.to_vec(), people, quiet: false }
}
pub(crate) async fn casts(h: &House, db: &Db, person: PersonId, name: &str, scenes: &[&str]) {
    let part = CharacterId(uuid::Uuid::now_v7());
    write(h, db, &PART, args![part, name]).await;
    write(h, db, &CASTS, args![person, part]).await;
    for scene in scenes {
        write(h, db, &PLAYS, args![*scene, part]).await;
    }
}

db_test! {
    async fn a_schedule_is_issued_to_each_what_is_theirs(db: Db) {
        use Standing::{Firm, Going, Tentative};
        let h = house(&db).await;
        let (ad, crew) = (h.member(&db, Role::FirstAd).await, h.member(&db, Role::Crew).await);
        let (_, client) = h.person(&db, Role::Client, "").await;
        let (actor, cast) = h.person(&db, Role::Cast, "").await;
        let (other, rival) = h.person(&db, Role::Cast, "").await;
        let days = film(&h, &db).await;
        casts(&h, &db, actor, "Ada", &["1"]).await;
        casts(&h, &db, other, "Bea", &["3"]).await;
        // Nothing has been issued: own dates, tentative, and nobody else's.
        assert_eq!(dates(&h, &db, &cast).await, [(10, Tentative)]);
        assert_eq!(dates(&h, &db, &rival).await, [(11, Tentative)]);
        assert_eq!(dates(&h, &db, &crew).await, [(10, Tentative), (11, Tentative), (12, Tentative)]);
        assert_eq!(own(&h, &db, &client).await, None);
        assert_eq!(own(&h, &db, &cast).await.unwrap().issued, None);
        let first = planned(&h, &db, &ad).await;
        let screen = first.screen();
        assert_eq!((screen.name.as_str(), screen.last.clone(), screen.days, screen.crew.len()), ("White", None, 3, 3));
        assert!(screen.told.iter().all(|p| p.since.is_none() && p.touched && p.concerned && p.role != Role::Client));
        let ada = screen.told.iter().find(|p| p.person == actor).unwrap();
        assert_eq!(ada.own.iter().map(|d| (d.date, d.place.as_str(), d.from, d.day)).collect::<Vec<_>>(), [(date(2027, 5, 10), "", None, None)]);
        // Neither without the right, nor to nobody, nor as it was not looked at.
        let second = h.member(&db, Role::SecondAd).await;
        assert_eq!(send(&h, &db, &second, (&first, &screen.stamp), &everyone(&first)).await, Err(AppError::Forbidden));
        let first = planned(&h, &db, &ad).await;
        let (screen, all) = (first.screen(), everyone(&first));
        assert_eq!(send(&h, &db, &ad, (&first, "1"), &all).await, Err(AppError::Conflict));
        let nobody = Recipients { people: vec![], ..all.clone() };
        assert!(matches!(send(&h, &db, &ad, (&first, &screen.stamp), &nobody).await, Err(AppError::Invalid(_))));
        let no_role = Recipients { roles: vec![Role::Crew], people: vec![actor], quiet: false };
        assert!(matches!(send(&h, &db, &ad, (&first, &screen.stamp), &no_role).await, Err(AppError::Invalid(_))));
        assert_eq!(dates(&h, &db, &cast).await, [(10, Tentative)], "what was refused left nothing");
        // To all but one.
        let people = all.people.iter().copied().filter(|p| *p != other).collect();
        let letters = send(&h, &db, &ad, (&first, &screen.stamp), &Recipients { people, ..all.clone() }).await.unwrap();
        assert_eq!(letters.len(), screen.told.len() - 1);
        let to_ada = &letters.iter().find(|(_, text)| text.contains("10 May") && !text.contains("11 May")).unwrap().1;
        assert!(!to_ada.contains("12 May") && to_ada.contains("Rain plan"), "{to_ada}");
        let queued = work(&h, &db, async |s| s.number(&MAILS, args![h.workspace, h.production]).await).await;
        assert_eq!(queued, i64::try_from(letters.len()).ok());
        assert_eq!(events(&h, &db, "schedule.issued").await, 1);
        assert_eq!(dates(&h, &db, &cast).await, [(10, Firm)]);
        assert_eq!(dates(&h, &db, &rival).await, [(11, Tentative)], "was told nothing");
        assert_eq!(dates(&h, &db, &crew).await, [(10, Firm), (11, Firm), (12, Firm)]);
        let told = own(&h, &db, &crew).await.unwrap();
        assert_eq!((told.issued.unwrap().0.as_str(), told.dates[0].date.from), ("Rain plan", Some(Minute(480))));
        // Scene 1 goes to the second day: only the actor is touched, and told with the second issue.
        let one = strip(&see(&h, &db, &ad, None).await, "1");
        let old = planned(&h, &db, &ad).await;
        run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| schedule::move_strip(s, one, Some(days[1]), None, 1).await).await.unwrap();
        assert_eq!(dates(&h, &db, &cast).await, [(10, Going), (11, Tentative)]);
        let stale = send(&h, &db, &ad, (&old, &old.screen().stamp), &all).await;
        assert_eq!(stale, Err(AppError::Conflict), "the board is not what was looked at");
        let next = planned(&h, &db, &ad).await;
        let screen = next.screen();
        assert_eq!((screen.name.as_str(), screen.last.as_deref()), ("Blue", Some("Rain plan")));
        let touched: Vec<PersonId> = screen.told.iter().filter(|p| p.since.is_some() && p.touched).map(|p| p.person).collect();
        assert_eq!(touched, [actor]);
        let quiet = Recipients { quiet: true, ..everyone(&next) };
        let letters = send(&h, &db, &ad, (&next, &screen.stamp), &quiet).await.unwrap();
        assert_eq!(letters.len(), 2, "the actor, and whoever had been told nothing: {letters:?}");
        let changed = letters.iter().find(|(_, text)| text.contains("Rain plan:")).unwrap();
        assert!(changed.1.contains("10 May") && changed.1.contains("11 May"), "{}", changed.1);
        assert_eq!(own(&h, &db, &cast).await.unwrap().changes.len(), 2);
        assert!(own(&h, &db, &crew).await.unwrap().changes.is_empty());
        assert_eq!(dates(&h, &db, &cast).await, [(11, Firm)]);
        assert_eq!(dates(&h, &db, &rival).await, [(11, Firm)]);
        // What was issued stays.
        let issued = run(&h, &db, &ad, async |s: &mut Scope<ViewBoard>| store::lines(s).await).await.unwrap();
        let blue = issued.iter().find(|b| b.kind == BoardKind::Issue && b.number == Some(2)).unwrap().clone();
        let drop = run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| store::delete(s, blue.id, blue.version).await).await;
        assert!(matches!(drop, Err(AppError::Invalid(_))));
        let rename = run(&h, &db, &ad, async |s: &mut Scope<EditBoard>| store::rename(s, blue.id, blue.version, "X", "").await).await;
        assert_eq!(rename, Err(AppError::Conflict));
    }
}
