//! Call sheets on both engines: drafts, publishing, confirming, and what nobody may get at.
#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "a test that cannot go on should stop; statements of fixtures need no registry"
)]
use super::{
    answer, assemble, call, call_document, clock,
    model::{
        changes::Change,
        sheet::{CallKind, StripRow},
    },
    publish,
    screen::{Answer, Tick},
    store, tracking,
    views::{self, Decision},
};
use crate::{
    access::{
        testing::{House, START, house},
        *,
    },
    db_test,
    error::AppError,
    shell::Assets,
    text::{Lang, k},
    values::*,
};
use jiff::civil::{Date, date};
use serde::Deserialize;
use uuid::Uuid;

sql! {
    F_CHARACTER = "insert into characters (workspace_id, id, production_id, name, number) values ($1,$2,$3,$4,$5)";
    F_PLACE = "insert into locations (workspace_id, id, production_id, name, address, lat_e6, lon_e6, zone, parking, notes, hospital_name, hospital_address, hospital_phone, hospital_24h, hospital_checked_by, hospital_checked_on, version)
        values ($1,$2,$3,'Pier','Pier Road 3',51945000,1288000,'Europe/London','Gravel','','General','Turner Road','01206',$4,'Lee','2027-05-01',1)";
    F_SCENE = "insert into scenes (workspace_id, id, production_id, position, number, int_ext, set_name, day_night, light, eighths, estimated, omitted, closed, synopsis, location_id, version)
        values ($1,$2,$3,1,$4,'ext','PIER','DAY','day',10,$5,$5,$5,'Jo waits',$6,1)";
    F_IN_SCENE = "insert into scene_cast (workspace_id, scene_id, character_id, production_id) values ($1,$2,$3,$4)";
    F_DAY = "insert into shooting_days (workspace_id, id, production_id, unit_id, date, label, kind, state, unit_call, shooting_call, lunch, est_wrap, location_id, weather, hazards, notes, background, call_utc, wrap_utc, version)
        values ($1,$2,$3,$4,$5,$6,'shoot','planned',420,480,null,1080,$7,'14','Slippery','Boots',$8,$9,$10,1)";
    F_STRIP = "insert into strips (workspace_id, id, production_id, scene_id, banner, minutes, day_id, rank, version) values ($1,$2,$3,$4,$5,$6,$7,$8,1)";
    F_PLAYS = "update people set character_id = $3, makeup_minutes = 30, wardrobe_minutes = 15, travel_minutes = 20, pickup_place = 'Harbour Lodge Hotel' where workspace_id = $1 and id = $2";
    F_PRE_CALL = "update people set pre_call_minutes = 30, phone = '07700 900001' where workspace_id = $1 and id = $2";
    F_MAILS = rows { person: uuid, subject: text } from "(select person_id as person, subject, created_at, id from outbox where workspace_id = $1 and day_id = $2) x" order "created_at, id";
    F_MOVE_PLACE = "update locations set lat_e6 = 60000000 where workspace_id = $1 and id = $2";
    F_TAMPER = "update sheet_revisions set name = 'forged' where workspace_id = $1";
    F_REMOVE = "update people set removed_at = 1 where workspace_id = $1 and id = $2";
    F_WRAP = "update shooting_days set wrap_utc = $3 where workspace_id = $1 and id = $2";
    F_STATE = rows { state: text } from "(select state from sheet_recipients where workspace_id = $1 and day_id = $2 and person_id = $3) x" order "state";
}

struct Set {
    db: Db,
    house: House,
    second: Viewer,
    gaffer: (PersonId, Viewer),
    grip: (PersonId, Viewer),
    actor: (PersonId, Viewer),
    day: DayId,
    scene: SceneId,
    place: LocationId,
}

const ORIGIN: &str = "https://film.example";

async fn system<T>(db: &Db, house: &House, work: impl AsyncFnOnce(&mut Scope<Work>) -> Result<T, AppError>) -> T {
    db.run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
        scope.enter(house.workspace, house.production).await?;
        work(scope).await
    })
    .await
    .unwrap()
}

async fn add_day(db: &Db, house: &House, on: Date, label: &str, place: LocationId) -> DayId {
    let tz = clock::zone("Europe/London");
    system(db, house, async |scope| {
        let id: DayId = scope.new_id();
        let (call, wrap) = (clock::instant(on, Minute(420), &tz), clock::instant(on, Minute(1080), &tz));
        scope
            .exec(
                &F_DAY,
                args![
                    house.workspace,
                    id,
                    house.production,
                    house.unit,
                    on,
                    label,
                    place,
                    serde_json::json!([]),
                    call,
                    wrap
                ],
            )
            .await?;
        Ok(id)
    })
    .await
}

async fn set(db: Db) -> Set {
    let house = house(&db).await;
    let (_, second) = house.person(&db, Role::SecondAd, "Production").await;
    let gaffer = house.person(&db, Role::DepartmentHead, "Lighting").await;
    let grip = house.person(&db, Role::Crew, "Camera").await;
    let actor = house.person(&db, Role::Cast, "").await;
    let (w, p) = (house.workspace, house.production);
    let (scene, place) = system(&db, &house, async |scope| {
        let (part, scene, place): (CharacterId, SceneId, LocationId) = (scope.new_id(), scope.new_id(), scope.new_id());
        scope.exec(&F_CHARACTER, args![w, part, p, "JO", 1i64]).await?;
        scope.exec(&F_PLACE, args![w, place, p, true]).await?;
        scope.exec(&F_SCENE, args![w, scene, p, "41", false, place]).await?;
        scope.exec(&F_IN_SCENE, args![w, scene, part, p]).await?;
        scope.exec(&F_PLAYS, args![w, actor.0, part]).await?;
        scope.exec(&F_PRE_CALL, args![w, gaffer.0]).await?;
        Ok((scene, place))
    })
    .await;
    let day = add_day(&db, &house, date(2027, 5, 14), "7", place).await;
    system(&db, &house, async |scope| {
        let (banner, strip): (StripId, StripId) = (scope.new_id(), scope.new_id());
        scope.exec(&F_STRIP, args![w, banner, p, None::<SceneId>, "Rehearsal on the pier", 30i64, day, 1i64]).await?;
        scope.exec(&F_STRIP, args![w, strip, p, scene, None::<&str>, 60i64, day, 2i64]).await?;
        Ok(())
    })
    .await;
    Set { db, house, second, gaffer, grip, actor, day, scene, place }
}

impl Set {
    async fn publish_as(&self, viewer: &Viewer) -> Result<u32, AppError> {
        let p = self.house.production;
        let prepared = self
            .db
            .run(viewer.clone(), p, async |s: &mut Scope<ViewDraft>| publish::prepare(s, self.day, ORIGIN).await)
            .await?;
        let seen = prepared.stamp();
        let tag = self
            .db
            .run(viewer.clone(), p, async |s: &mut Scope<PublishSheet>| publish::commit(s, prepared, seen).await)
            .await?;
        Ok(tag.number)
    }
    async fn publish(&self) -> u32 {
        self.publish_as(&self.second).await.unwrap()
    }
    async fn token(&self, person: PersonId) -> String {
        system(&self.db, &self.house, async |s| super::links::token_of(s, person).await).await
    }
    async fn page(&self, person: PersonId) -> super::screen::CallPage {
        let viewer = Viewer::device(&self.token(person).await);
        self.db
            .run(viewer, Own, async |s: &mut Scope<ReadCall>| call::load_call(s, Some(self.day)).await)
            .await
            .unwrap()
    }
    async fn confirm(&self, person: PersonId, revision: RevisionId, key: Uuid) -> Result<Answer, AppError> {
        let viewer = Viewer::device(&self.token(person).await);
        self.db
            .run(viewer, Own, async |s: &mut Scope<AnswerCall>| {
                answer::confirm(s, self.day, &revision.to_string(), key).await
            })
            .await
    }
    async fn decide(&self, person: PersonId, version: i64, decision: Decision) -> Result<(), AppError> {
        self.db
            .run(self.second.clone(), self.house.production, async |s: &mut Scope<PrepareSheet>| {
                views::decide(s, self.day, person, version, &decision).await
            })
            .await
    }
    async fn mails(&self) -> Vec<PersonId> {
        #[derive(Deserialize)]
        struct Row {
            person: PersonId,
            subject: String,
        }
        let rows: Vec<Row> =
            system(&self.db, &self.house, async |s| s.list(&F_MAILS, args![self.house.workspace, self.day]).await)
                .await;
        assert!(rows.iter().all(|r| r.subject.starts_with("FILM · ") && !r.subject.contains("Pier")));
        rows.into_iter().map(|r| r.person).collect()
    }
    async fn told(&self, person: PersonId) -> super::screen::Told {
        let p = self.house.production;
        let screen = self
            .db
            .run(self.second.clone(), p, async |s: &mut Scope<ViewDraft>| {
                Ok(publish::plan(s, self.day).await?.screen())
            })
            .await
            .unwrap();
        screen.told.into_iter().find(|t| t.person == person).unwrap()
    }
}

fn later(at: i64) -> Decision {
    Decision { call: Some(CallKind::Time { at: Minute(at) }), reason: "another car".into(), ..Decision::default() }
}

db_test! {
    async fn a_draft_is_assembled(db: Db) {
        let set = set(db).await;
        add_day(&set.db, &set.house, date(2027, 5, 17), "8", set.place).await;
        let p = set.house.production;
        let draft = set.db.run(set.second.clone(), p, async |s: &mut Scope<ViewDraft>| assemble::draft(s, set.day).await).await.unwrap();
        let sheet = &draft.sheet;
        let crew = |id| sheet.departments.iter().flat_map(|d| &d.people).find(|r| r.person == id).and_then(|r| r.call);
        assert_eq!(crew(set.gaffer.0), Some(CallKind::PreCall { at: Minute(390) }));
        assert_eq!(crew(set.grip.0), Some(CallKind::Time { at: Minute(420) }));
        // On set at 08:30 after the banner, less 45 minutes; the car 20 minutes earlier.
        let actor = &sheet.cast[0];
        assert_eq!((actor.on_set, actor.call, actor.pickup), (Some(Minute(510)), Some(CallKind::Time { at: Minute(465) }), Some(Minute(445))));
        assert_eq!(actor.status, "SWF");
        assert_eq!(sheet.front.sunrise.map(|m| m.0 / 60), Some(5));
        assert_eq!(sheet.front.sunset.map(|m| m.0 / 60), Some(20));
        assert_eq!(sheet.totals.eighths, Eighths(10));
        assert_eq!(sheet.advance.len(), 1);
        assert_eq!(sheet.production.company, "House");
        assert_eq!(sheet.safety.emergency_number, "999");
        assert!(matches!(&sheet.scenes[1], StripRow::Scene(s) if s.number == "41" && s.cast == ["1"] && s.id == set.scene));
        assert!(!draft.findings().iter().any(publish::stops), "{:?}", draft.findings());
        // A decision wins; what was worked out stays beside it. Two editors: the second hears of it.
        set.decide(set.actor.0, 0, later(480)).await.unwrap();
        assert_eq!(set.decide(set.actor.0, 0, later(490)).await, Err(AppError::Conflict));
        let draft = set.db.run(set.second.clone(), p, async |s: &mut Scope<ViewDraft>| assemble::draft(s, set.day).await).await.unwrap();
        assert!(draft.calls.cast[0].call.differs());
        set.decide(set.actor.0, 1, Decision::default()).await.unwrap();
        let screen = set.db.run(set.second.clone(), p, async |s: &mut Scope<ViewDraft>| views::draft_screen(s, set.day, None).await).await.unwrap();
        let line = screen.office.unwrap().calls.into_iter().flat_map(|g| g.lines).find(|l| l.person == set.actor.0).unwrap();
        assert_eq!((line.decided, line.version), (None, 2));
        set.decide(set.actor.0, 2, later(480)).await.unwrap();
    }
}

db_test! {
    async fn publishing_reaches_everyone_once(db: Db) {
        let set = set(db).await;
        assert_eq!(set.publish().await, 1);
        // 2nd AD, gaffer, grip, actor: everyone has a mail address here.
        assert_eq!(set.mails().await.len(), 4);
        let page = set.page(set.gaffer.0).await;
        let sheet = page.sheet.clone().unwrap();
        assert_eq!(sheet.kept.personal.call, Some(CallKind::PreCall { at: Minute(390) }));
        assert_eq!(sheet.kept.personal.revision.as_ref().map(|r| r.name.as_str()), Some("White"));
        assert_eq!((sheet.issued.at, sheet.kept.since.is_none()), (Minute(7 * 60), true));
        // Without a day, the link leads to the next sheet.
        let token = set.token(set.gaffer.0).await;
        let next = set.db.run(Viewer::device(&token), Own, async |s: &mut Scope<ReadCall>| call::load_call(s, None).await).await.unwrap();
        assert_eq!(next.day(), Some(set.day));
        // A revision is never changed, not even by the process itself.
        let tampered = set.db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| {
            s.enter(set.house.workspace, set.house.production).await?;
            s.exec(&F_TAMPER, args![set.house.workspace]).await
        }).await;
        assert!(tampered.is_err());
        // The worker's news: sent.
        let leased = set.db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| crate::outbox::lease(s).await).await.unwrap();
        let mail = leased.iter().find(|m| m.person == Some(set.gaffer.0)).unwrap();
        assert!(mail.body.contains(&format!("{ORIGIN}/call/{token}")), "{}", mail.body);
        set.db.run(Worker::new().viewer(), Instance, async |s: &mut Scope<Work>| store::mail_settled(s, mail, &crate::outbox::Outcome::Sent).await).await.unwrap();
        let track = set.db.run(set.second.clone(), set.house.production, async |s: &mut Scope<TrackSheet>| tracking::track(s, set.day).await).await.unwrap();
        assert_eq!(track.people.iter().find(|p| p.person == set.gaffer.0).map(|p| p.stage), Some(super::screen::Stage::Sent));
    }
}

db_test! {
    async fn whoever_is_untouched_keeps_the_tick(db: Db) {
        let set = set(db).await;
        set.publish().await;
        let white = set.page(set.actor.0).await.sheet.unwrap().revision;
        for person in [set.actor.0, set.gaffer.0] {
            let answer = set.confirm(person, white, Uuid::now_v7()).await.unwrap();
            assert!(!answer.stale && answer.confirmed_at == Some(START));
        }
        set.decide(set.actor.0, 0, later(480)).await.unwrap();
        assert_eq!(set.told(set.gaffer.0).await.tick, Tick::Keeps);
        let told = set.told(set.actor.0).await;
        assert_eq!(told.tick, Tick::Again);
        assert!(told.changes.contains(&Change::CallMoved { from: Minute(465), to: Minute(480) }), "{:?}", told.changes);
        assert_eq!(set.publish().await, 2);
        let mails = set.mails().await;
        assert_eq!(mails.len(), 5, "one more: the actor's");
        assert_eq!(mails.last(), Some(&set.actor.0));
        // The gaffer's tick stands although the revision is another.
        let gaffer = set.page(set.gaffer.0).await.sheet.unwrap();
        assert!(gaffer.confirmed.unwrap().current && gaffer.kept.since.is_none());
        let actor = set.page(set.actor.0).await.sheet.unwrap();
        assert!(!actor.confirmed.unwrap().current);
        let since = actor.kept.since.unwrap();
        assert_eq!(since.name, "White");
        // An answer to White: refused for the actor, whose call moved; the same words for the grip, whom nothing touched.
        let stale = set.confirm(set.actor.0, white, Uuid::now_v7()).await.unwrap();
        assert_eq!((stale.stale, stale.status(), stale.revision.as_str()), (true, 409, "Blue"));
        let grip = set.confirm(set.grip.0, white, Uuid::now_v7()).await.unwrap();
        assert!(!grip.stale, "nothing changed for the grip");
        let blue = actor.revision;
        assert!(!set.confirm(set.actor.0, blue, Uuid::now_v7()).await.unwrap().stale);
    }
}

db_test! {
    async fn an_answer_counts_once(db: Db) {
        let set = set(db).await;
        set.publish().await;
        let white = set.page(set.grip.0).await.sheet.unwrap().revision;
        let key = Uuid::now_v7();
        let first = set.confirm(set.grip.0, white, key).await.unwrap();
        set.db.clock().set(START + 60_000);
        assert_eq!(set.confirm(set.grip.0, white, key).await.unwrap(), first);
        assert_eq!(set.confirm(set.grip.0, white, Uuid::now_v7()).await.unwrap().confirmed_at, first.confirmed_at, "confirmed already");
        // The same key for something else, or from somebody else.
        assert_eq!(set.confirm(set.grip.0, RevisionId(Uuid::now_v7()), key).await.map_err(|e| e.status()), Err(422));
        assert_eq!(set.confirm(set.gaffer.0, white, key).await.map_err(|e| e.status()), Err(422));
        // A problem reported later stands until they confirm after it.
        let token = set.token(set.grip.0).await;
        let told = set.db.run(Viewer::device(&token), Own, async |s: &mut Scope<AnswerCall>| {
            answer::problem(s, set.day, &white.to_string(), Uuid::now_v7(), "ill", "Flu").await
        }).await.unwrap();
        assert_eq!(told.at, Some(START + 60_000));
        let track = set.db.run(set.second.clone(), set.house.production, async |s: &mut Scope<TrackSheet>| tracking::track(s, set.day).await).await.unwrap();
        let row = track.people.iter().find(|p| p.person == set.grip.0).unwrap();
        assert_eq!((row.stage, row.problem.as_str(), row.words.as_str()), (super::screen::Stage::Problem, "ill", "Flu"));
        // Opened is noted once.
        for _ in 0..2 {
            set.db.run(Viewer::device(&token), Own, async |s: &mut Scope<AnswerCall>| answer::opened(s, set.day).await).await.unwrap();
        }
    }
}

db_test! {
    async fn links_die_and_strangers_find_nothing(db: Db) {
        let set = set(db).await;
        set.publish().await;
        let old = set.token(set.actor.0).await;
        let read = async |token: &str, day: Option<DayId>| set.db.run(Viewer::device(token), Own, async |s: &mut Scope<ReadCall>| call::load_call(s, day).await).await;
        assert!(read(&old, None).await.is_ok());
        assert_eq!(read("guessed", None).await.map(|_| ()), Err(AppError::NotFound));
        assert_eq!(read(&old, Some(DayId(Uuid::now_v7()))).await.map(|_| ()), Err(AppError::NotFound));
        set.db.run(set.second.clone(), set.house.production, async |s: &mut Scope<ChaseSheet>| tracking::correct(s, set.day, set.actor.0, "new@film.example", ORIGIN).await).await.unwrap();
        assert_eq!(read(&old, None).await.map(|_| ()), Err(AppError::Gone));
        let new = set.token(set.actor.0).await;
        assert!(new != old && read(&new, None).await.is_ok());
        // By phone, recorded by the 2nd AD.
        set.db.run(set.second.clone(), set.house.production, async |s: &mut Scope<ChaseSheet>| tracking::record_word(s, set.day, set.actor.0, "phone").await).await.unwrap();
        let track = set.db.run(set.second.clone(), set.house.production, async |s: &mut Scope<TrackSheet>| tracking::track(s, set.day).await).await.unwrap();
        let row = track.people.iter().find(|p| p.person == set.actor.0).unwrap();
        assert_eq!((row.stage, row.how.as_str(), row.by.as_str()), (super::screen::Stage::Confirmed, "phone", "second_ad"));
        // Another production's people and days are not there.
        let other = house(&set.db).await;
        let (_, stranger) = other.person(&set.db, Role::SecondAd, "Production").await;
        let asked = set.db.run(stranger.clone(), set.house.production, async |s: &mut Scope<ViewDraft>| assemble::draft(s, set.day).await).await;
        assert!(matches!(asked, Err(AppError::NotFound)));
        let asked = set.db.run(stranger, other.production, async |s: &mut Scope<ViewDraft>| assemble::draft(s, set.day).await).await;
        assert!(matches!(asked, Err(AppError::NotFound)), "{:?}", asked.map(|_| ()));
    }
}

db_test! {
    async fn only_those_who_may_publish_what_they_saw(db: Db) {
        let set = set(db).await;
        let p = set.house.production;
        assert_eq!(set.publish_as(&set.grip.1).await, Err(AppError::Forbidden));
        let (_, coordinator) = set.house.person(&set.db, Role::Coordinator, "Production").await;
        assert_eq!(set.publish_as(&coordinator).await, Err(AppError::Forbidden), "prepares, does not publish");
        let prepared = set.db.run(set.second.clone(), p, async |s: &mut Scope<ViewDraft>| publish::prepare(s, set.day, ORIGIN).await).await.unwrap();
        let seen = prepared.stamp();
        set.decide(set.grip.0, 0, later(400)).await.unwrap();
        let late = set.db.run(set.second.clone(), p, async |s: &mut Scope<PublishSheet>| publish::commit(s, prepared, seen).await).await;
        assert_eq!(late.map(|_| ()), Err(AppError::Conflict), "the draft changed since");
        assert_eq!(set.publish().await, 1);
        // Off the sheet: told so, and nobody's name in what is left.
        system(&set.db, &set.house, async |s| s.exec(&F_REMOVE, args![set.house.workspace, set.gaffer.0]).await).await;
        assert_eq!(set.publish().await, 2);
    }
}

db_test! {
    async fn crew_get_their_part_and_no_more(db: Db) {
        let set = set(db).await;
        set.publish().await;
        let p = set.house.production;
        let printed = set.db.run(set.grip.1.clone(), p, async |s: &mut Scope<ViewOwnDays>| views::issued_view(s, set.day).await).await.unwrap();
        let json = serde_json::to_string(&printed.view).unwrap();
        assert!(json.contains(&set.grip.0.to_string()));
        assert!(!json.contains(&set.gaffer.0.to_string()) && !json.contains("Lighting"), "{json}");
        for person in [set.gaffer.0, set.actor.0, set.grip.0] {
            let token = set.token(person).await;
            assert!(!json.contains(&token));
            let page = serde_json::to_string(&set.page(set.grip.0).await).unwrap();
            assert!(!page.contains(&token));
        }
        // The office's look through their eyes is the same view.
        let seen = set.db.run(set.second.clone(), p, async |s: &mut Scope<ViewDraft>| views::draft_screen(s, set.day, Some(set.grip.0)).await).await.unwrap();
        assert!(seen.office.is_none());
        assert_eq!(seen.view.departments, printed.view.departments);
        // Whoever is not on the sheet gets none.
        let (_, client) = set.house.person(&set.db, Role::Client, "").await;
        let asked = set.db.run(client, p, async |s: &mut Scope<ViewOwnDays>| views::issued_view(s, set.day).await).await;
        assert!(matches!(asked, Err(AppError::NotFound)));
    }
}

db_test! {
    async fn the_page_keeps_its_contract(db: Db) {
        let set = set(db).await;
        let assets = Assets { call_css: "/pkg/call.1.css".into(), call_js: "/pkg/call.1.js".into(), ..Assets::default() };
        let token = set.token(set.actor.0).await;
        let none = set.db.run(Viewer::device(&token), Own, async |s: &mut Scope<ReadCall>| call::load_call(s, None).await).await.unwrap();
        let html = call_document::call_page(none.clone(), &token, &assets, Lang::En);
        assert!(html.contains("No call yet for Fri 14 May") && !html.contains("data-day=") && !html.contains("id=\"confirm\""), "{html}");
        set.publish().await;
        let before = set.page(set.actor.0).await;
        let html = call_document::call_page(before.clone(), &token, &assets, Lang::En);
        let sheet = before.sheet.clone().unwrap();
        let hash = &crate::access::hex(&digest(token.as_bytes()))[..16];
        for part in [
            format!("data-call-token-hash=\"{hash}\""),
            format!("data-day=\"{}\"", set.day),
            format!("data-revision-id=\"{}\"", sheet.revision),
            format!("data-content=\"{}\"", sheet.kept.stamp),
            format!("data-as-of=\"{START}\""),
            format!("action=\"/call/{token}/{}/confirm\"", set.day),
            "id=\"freshness\"".into(),
            "id=\"changed\"".into(),
            "07:45".into(),
            "Harbour Lodge Hotel".into(),
            "href=\"/pkg/call.1.css\"".into(),
        ] {
            assert!(html.contains(&part), "{part}\n{html}");
        }
        assert!(!html.contains("style=\""));
        set.confirm(set.actor.0, sheet.revision, Uuid::now_v7()).await.unwrap();
        let after = set.page(set.actor.0).await;
        assert_eq!(after.sheet.as_ref().map(|s| &s.kept.stamp), Some(&sheet.kept.stamp), "confirming changes nothing on the page's content");
        let html = call_document::call_page(after.clone(), &token, &assets, Lang::De);
        assert!(html.contains("Confirmed 07:00") && !html.contains("id=\"confirm\"") && html.contains("id=\"problem\""), "{html}");
        for error in [AppError::NotFound, AppError::Gone] {
            assert!(!call_document::refused_page(&error, &assets, Lang::De).contains("data-call-token-hash"));
        }
    }
}

db_test! {
    async fn short_rest_goes_out_on_the_word_of_the_production_manager(db: Db) {
        let set = set(db).await;
        let p = set.house.production;
        // Eight hours and a half after yesterday's wrap.
        let before = add_day(&set.db, &set.house, date(2027, 5, 13), "6", set.place).await;
        let draft = set.db.run(set.second.clone(), p, async |s: &mut Scope<ViewDraft>| assemble::draft(s, set.day).await).await.unwrap();
        let wrap = draft.day.call_utc - 510 * 60_000;
        system(&set.db, &set.house, async |s| s.exec(&F_WRAP, args![set.house.workspace, before, wrap]).await).await;
        let short = async || {
            let draft = set.db.run(set.second.clone(), p, async |s: &mut Scope<ViewDraft>| assemble::draft(s, set.day).await).await.unwrap();
            draft.rest.first().map(|r| (r.person, r.rest_minutes, r.authorised.is_some()))
        };
        let (person, minutes, _) = short().await.expect("the night was short");
        assert_eq!(set.publish_as(&set.second).await, Err(AppError::field("", k::CALLSHEETS_BLOCKED)));
        let (_, manager) = set.house.person(&set.db, Role::ProductionManager, "Production").await;
        assert_eq!(set.publish_as(&manager).await, Err(AppError::field("", k::CALLSHEETS_BLOCKED)), "nor by publishing");
        let authorise = async |viewer: &Viewer, seen: i64| {
            set.db.run(viewer.clone(), p, async move |s: &mut Scope<AuthoriseRest>| super::short_rest::authorise(s, set.day, person, seen, "Tide", "A day off").await).await
        };
        assert_eq!(authorise(&set.second, minutes).await, Err(AppError::Forbidden));
        assert_eq!(authorise(&manager, minutes + 10).await, Err(AppError::Conflict), "what was shown is what is authorised");
        authorise(&manager, minutes).await.unwrap();
        assert_eq!(short().await, Some((person, minutes, true)));
        // A later wrap shortens it further: that was not authorised.
        system(&set.db, &set.house, async |s| s.exec(&F_WRAP, args![set.house.workspace, before, wrap + 600_000]).await).await;
        assert_eq!(short().await.map(|(_, m, given)| (m, given)), Some((minutes - 10, false)));
        assert_eq!(set.publish_as(&set.second).await, Err(AppError::field("", k::CALLSHEETS_BLOCKED)));
        authorise(&manager, minutes - 10).await.unwrap();
        assert_eq!(set.publish().await, 1);
    }
}

/// Not a test: how long one publication to 300 people holds the writer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn publish_to_300() {
    for (engine, db) in testing::databases().await {
        let set = set(db).await;
        for n in 0..300 {
            set.house.person(&set.db, Role::Crew, &format!("Department {}", n % 20)).await;
        }
        let p = set.house.production;
        for round in 0..3 {
            set.decide(set.grip.0, round, later(400 + round)).await.unwrap();
            let start = std::time::Instant::now();
            let prepared = set
                .db
                .run(set.second.clone(), p, async |s: &mut Scope<ViewDraft>| publish::prepare(s, set.day, ORIGIN).await)
                .await
                .unwrap();
            let (read, seen) = (start.elapsed(), prepared.stamp());
            let start = std::time::Instant::now();
            set.db
                .run(set.second.clone(), p, async |s: &mut Scope<PublishSheet>| {
                    publish::commit(s, prepared, seen).await
                })
                .await
                .unwrap();
            println!("{engine} publish300 round {round}: prepare {read:?}, write {:?}", start.elapsed());
        }
        let token = set.token(set.grip.0).await;
        let assets = Assets::default();
        let start = std::time::Instant::now();
        for _ in 0..50 {
            let page = set
                .db
                .run(Viewer::device(&token), Own, async |s: &mut Scope<ReadCall>| {
                    call::load_call(s, Some(set.day)).await
                })
                .await
                .unwrap();
            std::hint::black_box(call_document::call_page(page.clone(), &token, &assets, Lang::En));
        }
        println!("{engine} sheet: {:?} each", start.elapsed() / 50);
    }
}

db_test! { async fn a_forecast_is_for_where_the_day_is_shot(db: Db) {
    use super::weather::{model::{Hour, Sky}, store as weather};
    let s = set(db).await;
    let (w, p) = (s.house.workspace, s.house.production);
    // Far ahead, off the map, or without a date to come, nobody is asked about.
    add_day(&s.db, &s.house, date(2027, 6, 14), "9", s.place).await;
    add_day(&s.db, &s.house, date(2027, 5, 2), "0", s.place).await;
    let wanted = async || {
        s.db.run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| weather::wanted(scope).await).await.unwrap()
    };
    let asked = wanted().await;
    assert_eq!(asked.iter().map(|one| one.day).collect::<Vec<_>>(), [s.day], "{asked:?}");
    assert_eq!((asked[0].place, asked[0].zone.as_str()), ((5195, 129), "Europe/London"), "about a kilometre");

    let hour = |n: i64| Hour { at: asked[0].call + n * 3_600_000, temperature: Some(90 + n), code: Some(if n < 8 { 3 } else { 61 }), ..Hour::default() };
    let found = asked[0].forecast(&(0..12).map(hour).collect::<Vec<_>>(), START).unwrap();
    assert_eq!((found.sky, found.wet_from), (Some(Sky::Rain), Some(Minute(15 * 60))), "on the clock of the place");
    let put = async || system(&s.db, &s.house, async |scope| weather::put(scope, &asked[0], &found).await).await;
    put().await;
    put().await;
    assert!(wanted().await.is_empty(), "fresh");
    let front = async || {
        let draft = s.db.run(s.second.clone(), p, async |scope: &mut Scope<ViewDraft>| assemble::draft(scope, s.day).await).await.unwrap();
        draft.sheet.front
    };
    assert_eq!(front().await.forecast, Some(found.clone()));
    s.db.clock().set(START + 7 * 3_600_000);
    assert_eq!(wanted().await.len(), 1, "old by now");

    // The place is put right on the map: what was forecast for where it was not says nothing about it.
    system(&s.db, &s.house, async |scope| scope.exec(&F_MOVE_PLACE, args![w, s.place]).await).await;
    assert_eq!(front().await.forecast, None);
    assert_eq!(wanted().await[0].place, (6000, 129));
    // A day that is gone meanwhile is not brought back.
    let gone = weather::Wanted { day: DayId::default(), ..asked[0].clone() };
    system(&s.db, &s.house, async |scope| weather::put(scope, &gone, &found).await).await;
} }

db_test! { async fn paper_says_whether_it_still_holds(db: Db) {
    use super::verify::{self, Standing};
    let s = set(db).await;
    let p = s.house.production;
    let paper = async |viewer: &Viewer| {
        let look = async |scope: &mut Scope<ViewOwnDays>| views::issued_view(scope, s.day).await;
        s.db.run(viewer.clone(), p, look).await.unwrap().code.unwrap()
    };
    let says = async |code: &str| {
        let look = async |scope: &mut Scope<Inspect>| verify::standing(scope, code).await;
        s.db.run(Worker::new().viewer(), Instance, look).await.unwrap()
    };
    let drafted = s.db.run(s.second.clone(), p, async |scope: &mut Scope<ViewDraft>| views::sheet_view_for(scope, s.day, Some(s.grip.0)).await).await.unwrap();
    assert_eq!(drafted.code, None, "a draft vouches for nothing");
    s.publish().await;
    let white = paper(&s.second).await;
    assert_eq!(paper(&s.grip.1).await, white, "the same for everybody");
    assert_eq!(says(&white).await, Standing::Genuine);
    s.decide(s.grip.0, 0, later(400)).await.unwrap();
    s.publish().await;
    let blue = paper(&s.second).await;
    assert_eq!((says(&white).await, says(&blue).await), (Standing::Superseded, Standing::Genuine));
    // A mark of ours on something that is no sheet: another day's newer revision changes nothing either.
    let none = system(&s.db, &s.house, async |scope| Ok(verify::code(scope, RevisionId::default()))).await;
    assert_eq!((says(&none).await, says("").await, says("AAAA").await), (Standing::Unknown, Standing::Unknown, Standing::Unknown));
} }
