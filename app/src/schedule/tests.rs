//! The schedule against both engines: moves, days and their labels, instants, warnings of the stored board, own days.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
use super::{
    boards,
    data::{Background, BoardData, NewDay, OwnDay, When},
    design, dood,
    model::{
        DayStage, DayState, DoodEvent, Field, RANK_GAP, Rgb, SortKey,
        checks::{About, FindingKind, check},
    },
    sort_box,
    store::{self, Banner, Item},
};
use crate::{
    access::{
        Arg, Db, EditBoard, EditLocations, Instance, Scope, Sql, ViewBoard, ViewDraft, ViewOwnDays, Viewer, Work,
        Worker,
        testing::{House, house},
    },
    db_test,
    error::AppError,
    locations::{self, store::NewLocation},
    text::k,
    values::*,
};
use jiff::civil::{Date, date};

const fn sql(text: &'static str) -> Sql {
    Sql { name: "test", sqlite: text, postgres: text, columns: &[] }
}
const SCENE: Sql = sql("insert into scenes (workspace_id, production_id, id, position, number, int_ext, set_name, day_night, light, eighths, estimated, omitted, closed, synopsis, location_id, version)
    values ($1,$2,$3,$4,$5,'ext','PIER','DAY','day',$6,false,false,false,'',null,1)");
const PART: Sql = sql("insert into characters (workspace_id, production_id, id, name, number) values ($1,$2,$3,$4,$5)");
const PLAYS: Sql =
    sql("insert into scene_cast (workspace_id, production_id, scene_id, character_id) values ($1,$2,$3,$4)");
const CASTS: Sql =
    sql("update people set character_id = $4 where workspace_id = $1 and production_id = $2 and id = $3");
const OFF: Sql = sql("insert into days_off (workspace_id, production_id, person_id, date) values ($1,$2,$3,$4)");
const PLACE: Sql = sql("insert into locations (workspace_id, production_id, id, name, address, lat_e6, lon_e6, zone, parking, notes, hospital_name, hospital_address, hospital_phone, hospital_24h, hospital_checked_by, hospital_checked_on, version)
    values ($1,$2,$3,$4,'',53550000,10000000,$5,'','','','','',false,'','',1)");
const ISSUE: Sql = sql(
    "insert into sheet_revisions (workspace_id, production_id, id, day_id, number, name, issued_at, issued_by, sheet) values ($1,$2,$3,$4,1,'White',0,$5,$6)",
);
const RECEIVES: Sql = sql("insert into sheet_recipients (workspace_id, production_id, day_id, person_id, revision_id, personal, content_hash, state, error, confirmed_hash, problem)
    values ($1,$2,$3,$4,$5,$6,'h','sent','',$7,'')");
const OVERRIDE: Sql = sql(
    "insert into call_overrides (workspace_id, production_id, day_id, person_id, call, pickup, pickup_place, note, reason, version) values ($1,$2,$3,$4,$5,null,'','','x',1)",
);
const RANK: Sql = sql("update strips set rank = $4 where workspace_id = $1 and production_id = $2 and id = $3");
const CALL: Sql = sql("select call_utc from shooting_days where workspace_id = $1 and production_id = $2 and id = $3");
const WRAP: Sql = sql("select wrap_utc from shooting_days where workspace_id = $1 and production_id = $2 and id = $3");
const EVENTS: Sql =
    sql("select count(*) from audit_events where workspace_id = $1 and production_id = $2 and action = $3");

impl House {
    /// Work of the process in this production.
    async fn work<T>(&self, db: &Db, job: impl AsyncFnOnce(&mut Scope<Work>) -> Result<T, AppError>) -> T {
        db.run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            scope.enter(self.workspace, self.production).await?;
            job(scope).await
        })
        .await
        .unwrap()
    }
    async fn write(&self, db: &Db, sql: &Sql, rest: &[Arg]) {
        let args = [&args![self.workspace, self.production][..], rest].concat();
        self.work(db, async |scope| scope.exec(sql, &args).await).await;
    }
    async fn number(&self, db: &Db, sql: &Sql, rest: &[Arg]) -> i64 {
        let args = [&args![self.workspace, self.production][..], rest].concat();
        self.work(db, async |scope| scope.number(sql, &args).await).await.unwrap()
    }
    async fn scenes(&self, db: &Db, n: i64) -> Vec<SceneId> {
        let mut all = vec![];
        for at in 1..=n {
            let id = SceneId(uuid::Uuid::now_v7());
            self.write(db, &SCENE, args![id, at, at.to_string(), at]).await;
            all.push(id);
        }
        all
    }
    async fn day(&self, db: &Db, on: Date) -> DayId {
        self.day_of(
            db,
            &NewDay { unit: self.unit, date: on, unit_call: Minute(480), est_wrap: Minute(1080), ..NewDay::default() },
        )
        .await
    }
    async fn day_of(&self, db: &Db, day: &NewDay) -> DayId {
        self.work(db, async |scope| store::insert_day(scope, day).await).await
    }
    async fn put(&self, db: &Db, day: Option<DayId>, scenes: &[SceneId]) {
        let items: Vec<Item> = scenes.iter().map(|s| Item::Scene { scene: *s, minutes: 30 }).collect();
        self.work(db, async |scope| store::place_strips(scope, day, &items).await).await;
    }
    async fn issue(&self, db: &Db, day: DayId) -> RevisionId {
        let id = RevisionId(uuid::Uuid::now_v7());
        self.write(db, &ISSUE, args![id, day, id.0, serde_json::json!({})]).await;
        id
    }
    async fn board(&self, db: &Db, who: &Viewer) -> BoardData {
        db.run(who.clone(), self.production, async |scope: &mut Scope<ViewBoard>| store::load(scope).await)
            .await
            .unwrap()
    }
    async fn edit<T>(
        &self,
        db: &Db,
        who: &Viewer,
        job: impl AsyncFnOnce(&mut Scope<EditBoard>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        db.run(who.clone(), self.production, job).await
    }
    /// Moves by scene number.
    async fn mv(&self, db: &Db, who: &Viewer, name: &str, to: Option<DayId>, before: Option<&str>) {
        let board = self.board(db, who).await;
        let (id, version) = find(&board, name);
        let before = before.map(|b| find(&board, b).0);
        let done =
            self.edit(db, who, async |scope| store::move_strip(scope, id, to, before, version).await).await.unwrap();
        assert_eq!((done.version, done.name.as_str()), (version + 1, name));
    }
}

fn find(data: &BoardData, name: &str) -> (StripId, i64) {
    let (_, strip) = data.board.strips().find(|(_, s)| super::desk::name(s) == name).unwrap();
    (strip.id, strip.version)
}
/// Names of a list, in order.
fn names(data: &BoardData, list: Option<DayId>) -> String {
    let strips = match list {
        None => &data.board.boneyard,
        Some(id) => &data.board.days.iter().find(|d| d.id == id).unwrap().strips,
    };
    strips.iter().map(super::desk::name).collect::<Vec<_>>().join(" ")
}
fn labels(data: &BoardData) -> String {
    data.board.days.iter().map(|d| d.label.clone()).collect::<Vec<_>>().join(" ")
}

db_test! {
    async fn strips_move_within_between_and_to_the_boneyard(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let scenes = h.scenes(&db, 6).await;
        let (one, two) = (h.day(&db, date(2027, 5, 10)).await, h.day(&db, date(2027, 5, 11)).await);
        h.put(&db, Some(one), &scenes[..4]).await;
        h.put(&db, None, &scenes[4..]).await;
        let b = h.board(&db, &ad).await;
        assert_eq!((names(&b, Some(one)), names(&b, None)), ("1 2 3 4".into(), "5 6".into()));
        assert_eq!(b.board.script_eighths, Eighths(21));
        h.mv(&db, &ad, "4", Some(one), Some("2")).await;
        h.mv(&db, &ad, "1", Some(one), None).await;
        h.mv(&db, &ad, "5", Some(one), Some("4")).await;
        h.mv(&db, &ad, "3", Some(two), None).await;
        h.mv(&db, &ad, "2", None, Some("6")).await;
        let b = h.board(&db, &ad).await;
        assert_eq!((names(&b, Some(one)), names(&b, Some(two)), names(&b, None)), ("5 4 1".into(), "3".into(), "2 6".into()));
        // By the form: to the start, to the end.
        let (six, v) = find(&b, "6");
        h.edit(&db, &ad, async |s| store::move_strip_to(s, six, Some(one), true, v).await).await.unwrap();
        let (five, v) = find(&b, "5");
        h.edit(&db, &ad, async |s| store::move_strip_to(s, five, Some(one), false, v).await).await.unwrap();
        assert_eq!(names(&h.board(&db, &ad).await, Some(one)), "6 4 1 5");
        assert_eq!(h.number(&db, &EVENTS, args!["strip.moved"]).await, 6);
        assert_eq!(h.number(&db, &EVENTS, args!["strip.shelved"]).await, 1);
        // A banner among them.
        let banner = Banner { text: "Lunch".into(), minutes: 45 };
        let id = h.edit(&db, &ad, async |s| store::add_banner(s, Some(one), true, &banner).await).await.unwrap();
        let b = h.board(&db, &ad).await;
        assert_eq!(names(&b, Some(one)), "Lunch 6 4 1 5");
        let (_, v) = find(&b, "Lunch");
        let dinner = Banner { text: "Dinner".into(), minutes: 60 };
        h.edit(&db, &ad, async |s| store::edit_strip(s, id, v, &dinner).await).await.unwrap();
        assert_eq!(h.edit(&db, &ad, async |s| store::edit_strip(s, id, v, &dinner).await).await, Err(AppError::Conflict));
        h.edit(&db, &ad, async |s| store::remove_banner(s, id, v + 1).await).await.unwrap();
        assert_eq!(names(&h.board(&db, &ad).await, Some(one)), "6 4 1 5");
        assert_eq!(h.edit(&db, &ad, async |s| store::remove_banner(s, six, 2).await).await, Err(AppError::Conflict), "a scene stays");
    }
}

db_test! {
    async fn a_list_is_sorted_and_banners_stay(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let scenes = h.scenes(&db, 6).await;
        let day = h.day(&db, date(2027, 5, 10)).await;
        h.put(&db, Some(day), &[scenes[3], scenes[0], scenes[2]]).await;
        h.put(&db, None, &[scenes[5], scenes[1], scenes[4]]).await;
        let banner = Banner { text: "Lunch".into(), minutes: 45 };
        h.edit(&db, &ad, async |s| store::add_banner(s, Some(day), true, &banner).await).await.unwrap();
        let sort = async |board, list, field, descending| {
            let by = SortKey { field, descending };
            h.edit(&db, &ad, async |s| sort_box::sort_stored(s, board, list, &by).await).await
        };
        sort(None, Some(day), Field::Number, false).await.unwrap();
        sort(None, None, Field::Pages, true).await.unwrap();
        let b = h.board(&db, &ad).await;
        assert_eq!((names(&b, Some(day)), names(&b, None)), ("Lunch 1 3 4".into(), "6 5 2".into()));
        // A draft is sorted for itself.
        let draft = h.edit(&db, &ad, async |s| boards::store::copy(s, None, "Draft", "").await).await.unwrap();
        sort(Some(draft), Some(day), Field::Number, true).await.unwrap();
        let shown = h.edit(&db, &ad, async |s| boards::store::shown(s, Some(draft)).await).await.unwrap();
        assert_eq!((names(&shown, Some(day)), names(&h.board(&db, &ad).await, Some(day))), ("Lunch 4 3 1".into(), "Lunch 1 3 4".into()));
        assert_eq!(sort(None, Some(DayId::default()), Field::Number, false).await, Err(AppError::NotFound));
    }
}

db_test! {
    async fn the_design_is_kept_and_a_second_hand_is_told(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let mut design = design::model::StripDesign::default();
        design.palette.banner = Some(Rgb(0, 0, 80));
        let usual = h.edit(&db, &ad, design::store::load).await.unwrap();
        assert_eq!(usual, (design::model::StripDesign::default(), 0));
        h.edit(&db, &ad, async |s| design::store::save(s, 0, &design).await).await.unwrap();
        assert_eq!(h.edit(&db, &ad, async |s| design::store::save(s, 0, &design).await).await, Err(AppError::Conflict));
        design.layout.rows[0].swap(0, 3);
        h.edit(&db, &ad, async |s| design::store::save(s, 1, &design).await).await.unwrap();
        assert_eq!(h.edit(&db, &ad, async |s| design::store::save(s, 1, &design).await).await, Err(AppError::Conflict));
        assert_eq!(h.edit(&db, &ad, design::store::load).await.unwrap(), (design, 2));
        assert_eq!(h.number(&db, &EVENTS, args!["board.designed"]).await, 2, "what was refused left nothing");
    }
}

db_test! {
    async fn what_a_part_does_besides_the_strips_is_kept(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let part = CharacterId(uuid::Uuid::now_v7());
        h.write(&db, &PART, args![part, "IDA", 1_i64]).await;
        let mut plan = dood::model::DoodPlan { hold: false, ..Default::default() };
        plan.put(DoodEvent::Travel, &[jiff::civil::date(2027, 5, 2)]);
        let save = async |version: i64| h.edit(&db, &ad, async |s| dood::store::save(s, part, version, &plan).await).await;
        assert_eq!((save(0).await, save(0).await), (Ok(()), Err(AppError::Conflict)));
        assert_eq!((save(1).await, save(1).await), (Ok(()), Err(AppError::Conflict)));
        let found = h.edit(&db, &ad, dood::store::parts).await.unwrap();
        assert_eq!(found.iter().map(|p| (p.part, &p.plan, p.version)).collect::<Vec<_>>(), [(part, &plan, 2)]);
        let board = h.edit(&db, &ad, store::bare).await.unwrap().board;
        assert!(!board.cast[0].allows_hold, "a preview counts as the report does");
        assert_eq!(h.number(&db, &EVENTS, args!["board.dood_changed"]).await, 2);
        // Nobody of another production reaches it.
        let other = house(&db).await;
        let stray = other.member(&db, Role::FirstAd).await;
        let gone = other.edit(&db, &stray, async |s| dood::store::save(s, part, 2, &plan).await).await;
        assert_eq!(gone, Err(AppError::NotFound));
    }
}

db_test! {
    async fn a_list_without_room_gets_fresh_ranks(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::SecondAd).await;
        let scenes = h.scenes(&db, 4).await;
        let day = h.day(&db, date(2027, 5, 10)).await;
        h.put(&db, Some(day), &scenes).await;
        let b = h.board(&db, &ad).await;
        for (name, rank) in [("1", 7_i64), ("2", 8), ("3", 8), ("4", 9)] {
            h.write(&db, &RANK, args![find(&b, name).0, rank]).await;
        }
        assert_eq!(names(&h.board(&db, &ad).await, Some(day)), "1 2 3 4");
        h.mv(&db, &ad, "4", Some(day), Some("2")).await;
        let b = h.board(&db, &ad).await;
        assert_eq!(names(&b, Some(day)), "1 4 2 3");
        assert!(b.board.days[0].strips.windows(2).all(|w| w[1].rank - w[0].rank >= RANK_GAP / 2));
        // Between two of one rank.
        for name in ["2", "3"] {
            h.write(&db, &RANK, args![find(&b, name).0, 99 * RANK_GAP]).await;
        }
        h.mv(&db, &ad, "1", Some(day), Some("3")).await;
        assert_eq!(names(&h.board(&db, &ad).await, Some(day)), "4 2 1 3");
    }
}

db_test! {
    async fn whoever_comes_second_is_told(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let scenes = h.scenes(&db, 2).await;
        let (one, two) = (h.day(&db, date(2027, 5, 10)).await, h.day(&db, date(2027, 5, 11)).await);
        h.put(&db, Some(one), &scenes).await;
        let b = h.board(&db, &ad).await;
        let ((a, v), (other, _)) = (find(&b, "1"), find(&b, "2"));
        h.edit(&db, &ad, async |s| store::move_strip(s, a, Some(two), None, v).await).await.unwrap();
        let again = h.edit(&db, &ad, async |s| store::move_strip(s, a, None, None, v).await).await;
        assert_eq!(again, Err(AppError::Conflict));
        // The neighbour is elsewhere by now.
        let gone = h.edit(&db, &ad, async |s| store::move_strip(s, other, Some(one), Some(a), v).await).await;
        assert_eq!(gone, Err(AppError::Conflict));
        assert_eq!(names(&h.board(&db, &ad).await, Some(one)), "2");
        assert_eq!(h.number(&db, &EVENTS, args!["strip.moved"]).await, 1, "what was refused left nothing");
    }
}

db_test! {
    async fn only_those_who_may_and_only_their_own_production(db: Db) {
        let (h, foreign) = (house(&db).await, house(&db).await);
        let ad = h.member(&db, Role::FirstAd).await;
        let scenes = h.scenes(&db, 1).await;
        h.put(&db, None, &scenes).await;
        let (strip, v) = find(&h.board(&db, &ad).await, "1");
        let day = h.day(&db, date(2027, 5, 10)).await;
        for role in [Role::Crew, Role::Cast, Role::DepartmentHead, Role::Coordinator] {
            let who = h.member(&db, role).await;
            let moved = h.edit(&db, &who, async |s| store::move_strip(s, strip, Some(day), None, v).await).await;
            assert_eq!(moved, Err(AppError::Forbidden), "{role:?}");
        }
        for role in [Role::Crew, Role::Cast] {
            let who = h.member(&db, role).await;
            let seen = db.run(who.clone(), h.production, async |s: &mut Scope<ViewBoard>| store::load(s).await).await;
            assert_eq!(seen, Err(AppError::Forbidden), "{role:?}");
            let seen = db.run(who, h.production, async |s: &mut Scope<ViewDraft>| store::list(s).await).await;
            assert_eq!(seen, Err(AppError::Forbidden), "{role:?}");
        }
        let there = foreign.day(&db, date(2027, 5, 10)).await;
        let their = foreign.scenes(&db, 1).await;
        foreign.put(&db, None, &their).await;
        let theirs = foreign.member(&db, Role::FirstAd).await;
        let (their_strip, their_v) = find(&foreign.board(&db, &theirs).await, "1");
        let stray = async |strip, to, v| h.edit(&db, &ad, async |s: &mut Scope<EditBoard>| store::move_strip(s, strip, to, None, v).await).await;
        assert_eq!(stray(their_strip, None, their_v).await, Err(AppError::NotFound));
        assert_eq!(stray(strip, Some(there), v).await, Err(AppError::NotFound));
        let outside = foreign.edit(&db, &ad, async |s| store::move_strip(s, their_strip, None, None, their_v).await).await;
        assert_eq!(outside, Err(AppError::NotFound));
        let day = NewDay { unit: foreign.unit, date: date(2027, 5, 12), ..NewDay::default() };
        assert_eq!(h.edit(&db, &ad, async |s| store::create(s, &day).await).await.map(|d| d.1), Err(AppError::NotFound));
        assert_eq!(h.edit(&db, &ad, async |s| store::remove(s, there, 1).await).await, Err(AppError::NotFound));
    }
}

db_test! {
    async fn a_day_goes_and_its_strips_stay(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let person = h.person(&db, Role::Cast, "Cast").await.0;
        let scenes = h.scenes(&db, 4).await;
        let (one, two) = (h.day(&db, date(2027, 5, 10)).await, h.day(&db, date(2027, 5, 11)).await);
        h.put(&db, Some(one), &scenes[..2]).await;
        h.put(&db, Some(two), &scenes[2..3]).await;
        h.put(&db, None, &scenes[3..]).await;
        // A negative rank at the top of a list.
        h.mv(&db, &ad, "2", Some(one), Some("1")).await;
        h.mv(&db, &ad, "1", Some(one), Some("2")).await;
        h.write(&db, &OVERRIDE, args![one, person, serde_json::json!({ "kind": "off" })]).await;
        assert_eq!(h.edit(&db, &ad, async |s| store::remove(s, one, 7).await).await, Err(AppError::Conflict));
        let moved = h.edit(&db, &ad, async |s| store::remove(s, one, 1).await).await.unwrap();
        assert_eq!(moved.iter().map(|m| (m.from.as_str(), m.to.as_str())).collect::<Vec<_>>(), [("2", "1")]);
        let b = h.board(&db, &ad).await;
        assert_eq!((names(&b, None), labels(&b)), ("4 1 2".into(), "1".into()));
        h.issue(&db, two).await;
        let refused = h.edit(&db, &ad, async |s| store::remove(s, two, 1).await).await;
        assert_eq!(refused, Err(AppError::field("", k::SCHEDULE_ISSUED_STAYS)));
        assert_eq!(names(&h.board(&db, &ad).await, Some(two)), "3");
    }
}

db_test! {
    async fn labels_of_issued_days_stay(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let mut days = vec![];
        for n in 10..=13 {
            days.push(h.day(&db, date(2027, 5, n)).await);
        }
        assert_eq!(labels(&h.board(&db, &ad).await), "1 2 3 4");
        h.issue(&db, days[1]).await;
        let between = NewDay { unit: h.unit, date: date(2027, 5, 12), unit_call: Minute(480), est_wrap: Minute(1080), ..NewDay::default() };
        let before = NewDay { date: date(2027, 5, 9), ..between.clone() };
        let (_, moved) = h.edit(&db, &ad, async |s| store::create(s, &before).await).await.unwrap();
        assert_eq!(labels(&h.board(&db, &ad).await), "1 1A 2 3 4", "the issued day is still 2");
        assert!(moved.iter().any(|m| m.day == days[0] && (m.from.as_str(), m.to.as_str()) == ("1", "1A")));
        h.edit(&db, &ad, async |s| store::create(s, &between).await).await.unwrap();
        assert_eq!(labels(&h.board(&db, &ad).await), "1 1A 2 3 4 5");
        // A second unit counts for itself; a day off and a cancelled day do not count.
        let second = h.edit(&db, &ad, async |s| store::add_unit(s, "Second").await).await.unwrap();
        h.edit(&db, &ad, async |s| store::create(s, &NewDay { unit: second, ..before.clone() }).await).await.unwrap();
        let b = h.board(&db, &ad).await;
        assert_eq!(labels(&b), "1 2U 1 1A 2 3 4 5");
        let last = b.board.days.last().unwrap();
        let cancelled = NewDay { date: last.date, state: DayState::Cancelled, ..between };
        let (id, v) = (last.id, last.version);
        h.edit(&db, &ad, async |s| store::update(s, id, &cancelled, v).await).await.unwrap();
        assert_eq!(labels(&h.board(&db, &ad).await), "1 2U 1 1A 2 3 4 ");
        assert_eq!(h.edit(&db, &ad, async |s| store::update(s, id, &cancelled, v).await).await.map(drop), Err(AppError::Conflict));
        assert_eq!(b.board.days.iter().find(|d| d.id == days[1]).unwrap().stage, DayStage::Issued);
        let lines = db.run(ad, h.production, async |s: &mut Scope<ViewDraft>| store::list(s).await).await.unwrap();
        assert_eq!(lines.iter().filter(|l| l.revision == "White").count(), 1);
    }
}

db_test! {
    async fn instants_are_right_on_the_day_the_clocks_change(db: Db) {
        const HOUR: i64 = 3_600_000;
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        // 2027-03-27 00:00 UTC, the day before summer time begins in London at 01:00.
        let midnight = 1_806_105_600_000_i64;
        let night = NewDay { unit: h.unit, date: date(2027, 3, 27), unit_call: Minute(1080), est_wrap: Minute(26 * 60 + 30), ..NewDay::default() };
        let id = h.day_of(&db, &night).await;
        assert_eq!(h.number(&db, &CALL, args![id]).await, midnight + 18 * HOUR);
        assert_eq!(h.number(&db, &WRAP, args![id]).await, midnight + 25 * HOUR + HOUR / 2, "02:30 is half past one UTC");
        let sunday = NewDay { date: date(2027, 3, 28), unit_call: Minute(480), est_wrap: Minute(1080), ..night.clone() };
        h.edit(&db, &ad, async |s| store::update(s, id, &sunday, 1).await).await.unwrap();
        assert_eq!(h.number(&db, &CALL, args![id]).await, midnight + 24 * HOUR + 7 * HOUR);
        // At a location with a zone of its own.
        let place = LocationId(uuid::Uuid::now_v7());
        h.write(&db, &PLACE, args![place, "Harbour", "Europe/Berlin"]).await;
        let away = NewDay { location: Some(place), background: vec![Background { description: "fishers".into(), count: 4, call: None }], ..sunday };
        h.edit(&db, &ad, async |s| store::update(s, id, &away, 2).await).await.unwrap();
        assert_eq!(h.number(&db, &CALL, args![id]).await, midnight + 24 * HOUR + 6 * HOUR);
        let b = h.board(&db, &ad).await;
        let day = &b.board.days[0];
        assert_eq!((day.call_utc_ms, b.places[0].1.as_str()), (Some(midnight + 30 * HOUR), "Harbour"));
        // Hamburg, end of March, summer time: about seven in the morning and a quarter to eight in the evening.
        let (rise, set) = (day.sunrise.unwrap(), day.sunset.unwrap());
        assert!((rise.0 - 420).abs() < 15 && (set.0 - 1185).abs() < 20, "{rise} {set}");
        let detail = db.run(ad.clone(), h.production, async |s: &mut Scope<ViewDraft>| store::detail(s, id).await).await.unwrap();
        assert_eq!((detail.day, detail.version), (away, 3));
    }
}

db_test! {
    async fn the_stored_board_warns(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let actor = h.person(&db, Role::Cast, "Cast").await.0;
        let scenes = h.scenes(&db, 2).await;
        let part = CharacterId(uuid::Uuid::now_v7());
        h.write(&db, &PART, args![part, "JO", 7_i64]).await;
        h.write(&db, &CASTS, args![actor, part]).await;
        for scene in &scenes {
            h.write(&db, &PLAYS, args![*scene, part]).await;
        }
        h.write(&db, &OFF, args![actor, date(2027, 5, 11)]).await;
        let late = NewDay { unit: h.unit, date: date(2027, 5, 10), unit_call: Minute(720), est_wrap: Minute(1440), ..NewDay::default() };
        let one = h.day_of(&db, &late).await;
        let two = h.day_of(&db, &NewDay { date: date(2027, 5, 11), unit_call: Minute(540), est_wrap: Minute(1080), ..late }).await;
        h.put(&db, Some(one), &scenes[..1]).await;
        h.put(&db, Some(two), &scenes[1..]).await;
        let board = h.board(&db, &ad).await.board;
        assert_eq!(board.cast.iter().map(|c| (c.number.as_str(), c.person)).collect::<Vec<_>>(), [("7", Some(actor))]);
        let found = check(&board);
        let of = |kind| found.iter().filter(move |f| f.kind == kind);
        let rest: Vec<Option<i64>> = of(FindingKind::DailyRest).map(|f| f.have).collect();
        assert_eq!(rest, [Some(540), Some(540)], "crew and cast, midnight to nine");
        let off = of(FindingKind::CastAway).next().unwrap();
        assert_eq!((off.day(), off.about), (Some(two), About::Cast { character: part, person: Some(actor) }));
    }
}

db_test! {
    async fn own_days_are_ones_own(db: Db) {
        let h = house(&db).await;
        let ((me, viewer), (other, _)) = (h.person(&db, Role::Crew, "Camera").await, h.person(&db, Role::Crew, "Camera").await);
        let own = async |who: &Viewer| -> Vec<OwnDay> {
            db.run(who.clone(), h.production, async |s: &mut Scope<ViewOwnDays>| store::own_days(s).await).await.unwrap()
        };
        assert_eq!(own(&viewer).await, []);
        let (today, tomorrow) = (h.day(&db, date(2027, 5, 3)).await, h.day(&db, date(2027, 5, 4)).await);
        let personal = |on: &str, at: i64| serde_json::json!({
            "person": me, "day": { "id": today, "date": on, "state": "planned" }, "zone": "Europe/London",
            "call": { "kind": "time", "at": at }, "place": { "no": "1", "name": "Unit base" }, "sheet": {}
        });
        let issued = [h.issue(&db, today).await, h.issue(&db, tomorrow).await];
        for (day, revision, who, on, at, confirmed) in [
            (today, issued[0], me, "2027-05-03", 400, Some("h")),
            (tomorrow, issued[1], me, "2027-05-04", 420, Some("older")),
            (tomorrow, issued[1], other, "2027-05-04", 300, None),
        ] {
            h.write(&db, &RECEIVES, args![day, who, revision, personal(on, at), confirmed]).await;
        }
        let days = own(&viewer).await;
        assert_eq!(days.iter().map(|d| (d.day, d.when, d.confirmed)).collect::<Vec<_>>(), [(today, When::Today, true), (tomorrow, When::Tomorrow, false)]);
        assert_eq!(days[0].call.and_then(|c| c.at()), Some(Minute(400)));
        assert_eq!((days[1].place.as_str(), days[1].label.as_str()), ("Unit base", "2"));
        let colleague = h.member(&db, Role::Crew).await;
        assert_eq!(own(&colleague).await, []);
    }
}

db_test! {
    async fn the_shoot_as_colours_and_what_zones_change(db: Db) {
        let h = house(&db).await;
        let ad = h.member(&db, Role::FirstAd).await;
        let scenes = h.scenes(&db, 3).await;
        let (today, next) = (h.day(&db, date(2027, 5, 3)).await, h.day(&db, date(2027, 5, 4)).await);
        h.put(&db, Some(today), &scenes[..2]).await;
        h.put(&db, None, &scenes[2..]).await;
        let (three, _) = find(&h.board(&db, &ad).await, "3");
        h.work(&db, async |s| store::place_strips(s, Some(next), &[Item::Strip(three)]).await).await;
        let shoot = db.run(ad.clone(), h.production, async |s: &mut Scope<ViewBoard>| store::shoot(s).await).await.unwrap();
        assert_eq!(shoot.days.iter().map(|d| (d.today, d.past, d.segments.len())).collect::<Vec<_>>(), [(true, false, 2), (false, false, 1)]);
        let form = db.run(ad.clone(), h.production, async |s: &mut Scope<ViewDraft>| store::next_day(s).await).await.unwrap();
        assert_eq!((form.date, form.unit, form.unit_call), (date(2027, 5, 5), h.unit, Minute(480)));
        // The zone of a location is corrected: the stored instants follow.
        let place = LocationId(uuid::Uuid::now_v7());
        h.write(&db, &PLACE, args![place, "Harbour", "Europe/Berlin"]).await;
        let places = db.run(ad.clone(), h.production, async |s: &mut Scope<ViewDraft>| store::places(s).await).await.unwrap();
        assert_eq!(places.len(), 1);
        let away = NewDay { location: Some(place), ..form };
        let id = h.day_of(&db, &away).await;
        let before = h.number(&db, &CALL, args![id]).await;
        db.run(ad.clone(), h.production, async |s: &mut Scope<EditLocations>| {
            let now = locations::store::load(s, place).await?;
            let athens = NewLocation::named("Harbour", "", "Europe/Athens");
            locations::store::change(s, place, now.version, athens).await
        })
        .await
        .unwrap();
        assert_eq!(h.number(&db, &CALL, args![id]).await, before - 3_600_000);
        assert!(db.prepare_all().await.unwrap() > 40);
    }
}

/// The board as the server sends it, at an address.
fn rendered(address: &str, data: BoardData, rights: &[&str]) -> String {
    use crate::productions::model::{Head, Production};
    use leptos::prelude::*;
    use leptos_router::{components::Router, location::RequestUrl};
    let production = Production {
        id: ProductionId(uuid::Uuid::nil()),
        workspace: WorkspaceId(uuid::Uuid::nil()),
        title: "T".into(),
        code_name: "T".into(),
        country: "GB".into(),
        zone: "Europe/London".into(),
        page_size: "a4".into(),
        language: "en".into(),
        palette: "default".into(),
        revision_naming: "colours".into(),
        version: 1,
    };
    let rights = rights.iter().map(|r| (*r).to_owned()).collect();
    let head = Head { production, viewer: "V".into(), person: None, role: None, rights, admin: false, looking: None };
    let owner = Owner::new();
    owner.set();
    provide_context(RequestUrl::new(address));
    provide_context(std::sync::Arc::new(head));
    let lasting = super::desk::Lasting::new();
    let html = view! { <Router><super::board::BoardDesk data=data lasting=lasting/></Router> }.to_html();
    drop(owner);
    html
}

/// A board of so many days with so many strips each, and as many in the boneyard.
fn made(days: u128, strips: u128) -> BoardData {
    use super::model::{BoardDay, SceneStrip, Strip, StripKind};
    let strip = |n: u128| {
        let scene = SceneStrip {
            number: n.to_string(),
            set: "PIER <b>".into(),
            eighths: Eighths(3),
            estimated: n == 1,
            light: Light::Night,
            ..SceneStrip::default()
        };
        Strip {
            id: StripId(uuid::Uuid::from_u128(n)),
            kind: StripKind::Scene(Box::new(scene)),
            minutes: Some(50),
            version: 4,
            rank: 1,
        }
    };
    let day = |d: u128| BoardDay {
        id: DayId(uuid::Uuid::from_u128(d)),
        date: date(2027, 5, 3).checked_add(jiff::Span::new().days(i64::try_from(d).unwrap())).unwrap(),
        label: (d + 1).to_string(),
        unit_call: Some(Minute(420)),
        strips: (0..strips).map(|n| strip(d * strips + n + 1)).collect(),
        ..BoardDay::default()
    };
    let mut data = BoardData::default();
    data.board.days = (0..days).map(day).collect();
    data.board.boneyard = vec![strip(9000)];
    data
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_is_whole_without_scripts() {
    let data = made(2, 1);
    let open = rendered(
        "/p/00000000-0000-0000-0000-000000000000/board?move=00000000-0000-0000-0000-000000000002&hide=loc.time.x",
        data.clone(),
        &["board.edit"],
    );
    for part in [
        "END OF DAY 1",
        "Day 2 · Tue 4 May",
        "PIER &lt;b&gt;",
        ">INT<",
        ">N<",
        "≈ 3/8",
        "call 07:00",
        "data-hide=\"loc time\"",
        "<dialog open",
        "Move scene 2",
        "?move=00000000-0000-0000-0000-000000000001",
        "schedule.api.move_strip_to",
        "schedule.api.add_banner",
        "1 scene<",
        "more on the board",
    ] {
        assert!(open.contains(part), "{part} is missing in {open}");
    }
    let closed = rendered("/p/00000000-0000-0000-0000-000000000000/board", data, &[]);
    for part in ["?move=", "schedule.api", "<dialog open"] {
        assert!(!closed.contains(part), "{part} stands in {closed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_big_board_is_light() {
    let html = rendered("/p/00000000-0000-0000-0000-000000000000/board", made(60, 7), &["board.edit"]);
    // Closing tags, and not the marks that hydration needs.
    let elements = html.matches("</").count();
    assert!(elements < 60 * 7 * 13 + 60 * 30 + 200, "{elements} elements");
}
