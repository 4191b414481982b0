//! Working rules against both engines: what is kept reaches the checks, and nothing of a person whoever only looks.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
use super::{facts::fill, model::*, store};
use crate::{
    access::{
        Arg, Db, EditBoard, Instance, Permission, Scope, Sql, ViewBoard, Viewer, Work, Worker,
        testing::{House, house},
    },
    db_test,
    error::AppError,
    schedule::{
        data::NewDay,
        model::{
            Board,
            checks::{BannerKind, FindingKind, FreeHours, Meal, Minor, Period, Permit, PlanB, Who, check},
        },
        store::{Banner, Item, add_banner, insert_day, place_strips, whole},
    },
    values::*,
};
use jiff::civil::{Date, date};
use uuid::Uuid;

const fn sql(text: &'static str) -> Sql {
    Sql { name: "test", sqlite: text, postgres: text, columns: &[] }
}
const SCENE: Sql = sql("insert into scenes (workspace_id, production_id, id, position, number, int_ext, set_name, day_night, light, eighths, estimated, omitted, closed, synopsis, location_id, version)
    values ($1,$2,$3,1,$4,'ext','PIER','DAY','day',8,false,false,$5,'',$6,1)");
const PART: Sql =
    sql("insert into characters (workspace_id, production_id, id, name, number) values ($1,$2,$3,'EDIE',1)");
const PLAYS: Sql =
    sql("insert into scene_cast (workspace_id, production_id, scene_id, character_id) values ($1,$2,$3,$4)");
const CASTS: Sql =
    sql("update people set character_id = $4 where workspace_id = $1 and production_id = $2 and id = $3");
const PLACE: Sql = sql("insert into locations (workspace_id, production_id, id, name, address, lat_e6, lon_e6, zone, parking, notes, hospital_name, hospital_address, hospital_phone, hospital_24h, hospital_checked_by, hospital_checked_on, version)
    values ($1,$2,$3,$4,'',$5,$6,'Europe/London','','','','','',false,'','',1)");
const FLAG: Sql = sql("insert into scene_sheets (workspace_id, scene_id, production_id, script_day, sequence, unit_id, notes, comments, stunt, weapon, animal, drone, water, minor, done, version)
    values ($1,$3,$2,'','',null,'','',true,false,false,false,false,false,false,1)");

const ON: Date = date(2027, 5, 10);

/// One day with one scene: a child plays in it, on a pier.
struct Shoot {
    house: House,
    ad: Viewer,
    head: Viewer,
    child: PersonId,
    crew: PersonId,
    scene: SceneId,
    place: LocationId,
    day: DayId,
}

impl Shoot {
    async fn work<T>(&self, db: &Db, job: impl AsyncFnOnce(&mut Scope<Work>) -> Result<T, AppError>) -> T {
        db.run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            scope.enter(self.house.workspace, self.house.production).await?;
            job(scope).await
        })
        .await
        .unwrap()
    }
    async fn write(&self, db: &Db, sql: &Sql, rest: &[Arg]) {
        let args = [&args![self.house.workspace, self.house.production][..], rest].concat();
        self.work(db, async |scope| scope.exec(sql, &args).await).await;
    }
    async fn edit<T>(
        &self,
        db: &Db,
        job: impl AsyncFnOnce(&mut Scope<EditBoard>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        db.run(self.ad.clone(), self.house.production, job).await
    }
    async fn board(&self, db: &Db, who: &Viewer) -> Board {
        let load = async |scope: &mut Scope<ViewBoard>| whole(scope).await;
        db.run(who.clone(), self.house.production, load).await.unwrap().board
    }
    async fn found(&self, db: &Db) -> Vec<FindingKind> {
        check(&self.board(db, &self.ad).await).into_iter().map(|finding| finding.kind).collect()
    }
    async fn person(&self, db: &Db, who: PersonId, version: i64, rules: PersonRules) {
        self.edit(db, async |s| store::save_person(s, who, version, &rules).await).await.unwrap();
    }
}

async fn shoot(db: &Db) -> Shoot {
    let house = house(db).await;
    let (_, ad) = house.person(db, Role::FirstAd, "Direction").await;
    let (_, head) = house.person(db, Role::DepartmentHead, "Camera").await;
    let (child, _) = house.person(db, Role::Cast, "Cast").await;
    let (crew, _) = house.person(db, Role::Crew, "Camera").await;
    let new = || Uuid::now_v7();
    let (scene, place, part) = (SceneId(new()), LocationId(new()), CharacterId(new()));
    let shoot = Shoot { house, ad, head, child, crew, scene, place, day: DayId(new()) };
    shoot.write(db, &PLACE, args![place, "Pier", 51_500_000_i64, 0_i64]).await;
    shoot.write(db, &SCENE, args![scene, "1", false, place]).await;
    shoot.write(db, &PART, args![part]).await;
    shoot.write(db, &PLAYS, args![scene, part]).await;
    shoot.write(db, &CASTS, args![child, part]).await;
    let day = NewDay {
        unit: shoot.house.unit,
        date: ON,
        unit_call: Minute(480),
        shooting_call: Some(Minute(540)),
        lunch: Some(Minute(780)),
        est_wrap: Minute(1080),
        location: Some(place),
        ..NewDay::default()
    };
    let items = [Item::Scene { scene, minutes: 300 }];
    let day = shoot
        .work(db, async |s| {
            let day = insert_day(s, &day).await?;
            place_strips(s, Some(day), &items).await?;
            Ok(day)
        })
        .await;
    Shoot { day, ..shoot }
}

fn child(permit: Permit) -> PersonRules {
    let minor = Minor { birth: Some(date(2017, 5, 12)), permit: Some(permit), chaperone: true, age: None };
    PersonRules {
        pack: Some("uk".into()),
        periods: vec![Period { from: ON, to: ON }],
        hours: vec![FreeHours { date: ON, from: Minute(420), to: Minute(1200) }],
        minor: Some(minor),
        ..PersonRules::default()
    }
}

db_test! {
    async fn a_permits_limit_raises_a_finding(db: Db) {
        let s = shoot(&db).await;
        let valid = Period { from: ON, to: ON };
        s.person(&db, s.child, 0, child(Permit { valid, work: Some(600), ..Permit::default() })).await;
        let before = s.found(&db).await;
        assert!(!before.contains(&FindingKind::MinorPermit) && !before.contains(&FindingKind::MinorChaperone), "{before:?}");
        s.person(&db, s.child, 1, child(Permit { valid, work: Some(60), name: "P 7".into(), ..Permit::default() })).await;
        let board = s.board(&db, &s.ad).await;
        let work = check(&board).into_iter().find(|f| f.kind == FindingKind::MinorWork).unwrap();
        assert_eq!((work.have, work.due, work.clause.unwrap().source), (Some(300), Some(60), "P 7".into()));
        let past = Period { from: date(2026, 1, 1), to: date(2026, 12, 31) };
        s.person(&db, s.child, 2, child(Permit { valid: past, ..Permit::default() })).await;
        assert!(s.found(&db).await.contains(&FindingKind::MinorPermit));
        // Whoever comes second is told.
        let late = s.edit(&db, async |sc| store::save_person(sc, s.child, 2, &PersonRules::default()).await).await;
        assert_eq!(late, Err(AppError::Conflict));
        let first = s.edit(&db, async |sc| store::save_person(sc, s.child, 0, &PersonRules::default()).await).await;
        assert_eq!(first, Err(AppError::Conflict));
    }
}

db_test! {
    async fn the_age_is_told_and_never_the_birth_date(db: Db) {
        let s = shoot(&db).await;
        s.person(&db, s.child, 0, child(Permit::default())).await;
        let board = s.board(&db, &s.ad).await;
        let minor = board.facts.people[0].minor.clone().unwrap();
        // Ten on the 12th: on the first day nine.
        assert_eq!((minor.birth, minor.age), (None, Some(9)));
        assert!(!serde_json::to_string(&board).unwrap().contains("2017-05-12"));
        let seen = serde_json::to_string(&s.board(&db, &s.head).await.facts).unwrap();
        for hidden in ["\"minor\":{", "\"age\"", "\"permit\"", "\"periods\":[{", "\"hours\":[{", &s.child.to_string()] {
            assert!(!seen.contains(hidden), "{hidden}: {seen}");
        }
        // Of age when the shoot begins: nothing is said at all.
        let grown = PersonRules { minor: Some(Minor { birth: Some(date(2009, 5, 9)), ..Minor::default() }), ..PersonRules::default() };
        s.person(&db, s.child, 1, grown).await;
        assert_eq!(s.board(&db, &s.ad).await.facts.people[0].minor, None);
    }
}

db_test! {
    async fn places_days_scenes_and_banners_reach_the_checks(db: Db) {
        let s = shoot(&db).await;
        let before = s.found(&db).await;
        for kind in [FindingKind::PlaceAway, FindingKind::Supervisor, FindingKind::RiskAssessment, FindingKind::NoCover, FindingKind::CastAway] {
            assert!(!before.contains(&kind), "{kind:?}");
        }
        let off = PlaceRules { off: [ON].into_iter().collect(), ..PlaceRules::default() };
        s.edit(&db, async |sc| store::save_place(sc, s.place, 0, &off).await).await.unwrap();
        s.write(&db, &FLAG, args![s.scene]).await;
        let plan_b = Some(PlanB { cover: vec![], decide_by: None, decides: Some(s.crew) });
        s.edit(&db, async |sc| store::save_day(sc, s.day, 0, &DayRules { plan_b, ..DayRules::default() }).await).await.unwrap();
        let away = PersonRules { periods: vec![Period { from: date(2027, 6, 1), to: date(2027, 6, 2) }], units: vec![s.house.unit], ..PersonRules::default() };
        s.person(&db, s.crew, 0, away).await;
        let found = s.found(&db).await;
        for kind in [FindingKind::PlaceAway, FindingKind::Supervisor, FindingKind::RiskAssessment, FindingKind::NoCover, FindingKind::CastAway] {
            assert!(found.contains(&kind), "{kind:?}: {found:?}");
        }
        let rules = SceneRules { risk_assessed: true, supervisor: Some(s.crew) };
        s.edit(&db, async |sc| store::save_scene(sc, s.scene, 0, &rules).await).await.unwrap();
        let found = s.found(&db).await;
        assert!(!found.contains(&FindingKind::Supervisor) && !found.contains(&FindingKind::RiskAssessment), "{found:?}");
        // Who that is, whoever only looks does not hear, and finds nothing amiss either.
        let seen = s.board(&db, &s.head).await;
        assert!(!serde_json::to_string(&seen.facts).unwrap().contains(&s.crew.to_string()));
        assert!(!check(&seen).iter().any(|f| f.kind == FindingKind::Supervisor));
        // The sun with its twilight, lunch from the day's form, or from a banner on it.
        let board = s.board(&db, &s.ad).await;
        let day = &board.facts.days[0];
        assert_eq!((day.shooting_call, day.meals.clone()), (Some(Minute(540)), Some(vec![Meal { start: Minute(780), minutes: 60 }])));
        let sun = day.sun[0];
        assert!(sun.place.is_none() && sun.first_light < sun.sunrise && sun.sunset < sun.last_light && sun.sunrise == board.days[0].sunrise);
        let lunch = Banner { text: "Lunch".into(), minutes: 45 };
        s.edit(&db, async |sc| {
            let strip = add_banner(sc, Some(s.day), false, &lunch).await?;
            store::put_banner(sc, strip, BannerKind::Meal).await
        }).await.unwrap();
        let board = s.board(&db, &s.ad).await;
        assert_eq!((board.facts.banners.len(), board.facts.days[0].meals.clone()), (1, None));
    }
}

db_test! {
    async fn the_production_says_how_long_lunch_is_and_what_its_limits_are(db: Db) {
        let s = shoot(&db).await;
        s.edit(&db, async |sc| store::edit_production(sc, 0, |rules| {
            rules.lunch_minutes = Some(45);
            rules.limits.eighths = Some(7);
            rules.pack = Some("de".into());
            rules.holidays.insert(ON);
            Ok(())
        }).await).await.unwrap();
        s.edit(&db, async |sc| store::save_unit(sc, s.house.unit, 0, &UnitRules { pack: Some("fr".into()) }).await).await.unwrap();
        let board = s.board(&db, &s.head).await;
        assert_eq!(board.facts.days[0].meals.as_ref().unwrap()[0].minutes, 45);
        assert_eq!((board.facts.pack.as_deref(), board.facts.units[0].pack.as_deref()), (Some("de"), Some("fr")));
        assert!(board.facts.holidays.contains(&ON));
        assert!(check(&board).iter().any(|f| f.kind == FindingKind::PageLoad && f.due == Some(7)));
        let again = s.edit(&db, async |sc| store::edit_production(sc, 0, |_| Ok(())).await).await;
        assert_eq!(again, Err(AppError::Conflict));
    }
}

db_test! {
    async fn far_places_have_a_sun_of_their_own(db: Db) {
        let s = shoot(&db).await;
        let (far, near) = (LocationId(Uuid::now_v7()), LocationId(Uuid::now_v7()));
        s.write(&db, &PLACE, args![far, "Skye", 57_300_000_i64, -6_200_000_i64]).await;
        s.write(&db, &PLACE, args![near, "Quay", 51_600_000_i64, 100_000_i64]).await;
        for (number, place) in [("2", far), ("3", near)] {
            let scene = SceneId(Uuid::now_v7());
            s.write(&db, &SCENE, args![scene, number, false, place]).await;
            s.work(&db, async |sc| place_strips(sc, None, &[Item::Scene { scene, minutes: 10 }]).await).await;
        }
        let sun = s.board(&db, &s.ad).await.facts.days[0].sun.clone();
        assert_eq!(sun.iter().map(|sun| sun.place).collect::<Vec<_>>(), [None, Some(far)]);
        assert!(sun[1].sunset > sun[0].sunset, "north and west it is later");
    }
}

db_test! {
    async fn only_whoever_may_and_only_things_of_this_production(db: Db) {
        let (s, other) = (shoot(&db).await, shoot(&db).await);
        for role in [Role::Crew, Role::Cast, Role::DepartmentHead, Role::Coordinator] {
            let who = s.house.member(&db, role).await;
            let job = async |sc: &mut Scope<EditBoard>| store::save_place(sc, s.place, 0, &PlaceRules::default()).await;
            assert_eq!(db.run(who, s.house.production, job).await, Err(AppError::Forbidden), "{role:?}");
        }
        let stray = [
            s.edit(&db, async |sc| store::save_place(sc, other.place, 0, &PlaceRules::default()).await).await,
            s.edit(&db, async |sc| store::save_person(sc, other.child, 0, &PersonRules::default()).await).await,
            s.edit(&db, async |sc| store::save_day(sc, other.day, 0, &DayRules::default()).await).await,
            s.edit(&db, async |sc| store::save_unit(sc, other.house.unit, 0, &UnitRules::default()).await).await,
            s.edit(&db, async |sc| store::save_scene(sc, other.scene, 0, &SceneRules::default()).await).await,
            s.edit(&db, async |sc| {
                let plan_b = Some(PlanB { cover: vec![other.scene], ..PlanB::default() });
                store::save_day(sc, s.day, 0, &DayRules { plan_b, ..DayRules::default() }).await
            }).await,
        ];
        assert!(stray.iter().all(|r| *r == Err(AppError::NotFound)), "{stray:?}");
        // What is kept in one production is not read in the other.
        s.person(&db, s.child, 0, child(Permit::default())).await;
        assert!(other.board(&db, &other.ad).await.facts.people.is_empty());
        assert_eq!(s.board(&db, &s.ad).await.facts.people[0].who, Who::Person(s.child));
    }
}

db_test! {
    async fn a_draft_has_the_same_facts(db: Db) {
        use crate::schedule::boards::store::{copy, shown};
        let s = shoot(&db).await;
        s.person(&db, s.child, 0, child(Permit::default())).await;
        let live = s.board(&db, &s.ad).await;
        let draft = s.edit(&db, async |sc| copy(sc, None, "B", "").await).await.unwrap();
        let load = async |who: &Viewer| {
            let job = async |sc: &mut Scope<ViewBoard>| shown(sc, Some(draft)).await;
            db.run(who.clone(), s.house.production, job).await.unwrap().board
        };
        assert_eq!(load(&s.ad).await.facts, live.facts);
        assert!(load(&s.head).await.facts.people.is_empty());
    }
}

db_test! {
    async fn filling_is_one_matter_whoever_asks(db: Db) {
        async fn filled<P: Permission<On = ProductionId>>(db: &Db, s: &Shoot) -> Board {
            let mut board = s.board(db, &s.ad).await;
            db.run(s.ad.clone(), s.house.production, async |scope: &mut Scope<P>| fill(scope, &mut board).await).await.unwrap();
            board
        }
        let s = shoot(&db).await;
        s.person(&db, s.child, 0, child(Permit::default())).await;
        assert_eq!(filled::<EditBoard>(&db, &s).await, filled::<ViewBoard>(&db, &s).await);
    }
}
