//! The door itself: both engines alike, every statement prepared, rights as written, foreign rows unseen.
use super::{engine::Pools, testing::*, *};
use crate::{error::AppError, values::*};
use std::{collections::BTreeMap, path::PathBuf};

sql! {
    /// No WHERE on purpose: row-level security must keep foreign rows away.
    ALL_SCENES = rows { id: uuid } from "scenes" order "id";
    SCENE_INSERT = "insert into scenes (workspace_id, id, production_id, position, number, int_ext, set_name, day_night, light, eighths, estimated, omitted, closed, synopsis, version)
        values ($1,$2,$3,1,'1','int','SET','DAY','day',8,false,false,false,'',1)";
    SCENE_TOUCH = "update scenes set synopsis = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and version = $3";
    SCENES_TOUCHED = "select count(*) from scenes where workspace_id = $1 and production_id = $2 and version = $3";
    EVENTS = "select count(*) from audit_events where workspace_id = $1 and production_id = $2 and action = 'scene.changed'";
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_prepared_on_both_engines() {
    for (engine, db) in databases().await {
        let count = db.prepare_all().await.unwrap_or_else(|e| panic!("{engine}: {e}"));
        assert!(count > 20, "{engine}: {count}");
    }
}

/// Table → column → (class of type, nullable).
type Schema = BTreeMap<String, BTreeMap<String, (String, bool)>>;

async fn schema(db: &Db) -> Schema {
    let rows: Vec<(String, String, String, bool)> = match db.pools() {
        Pools::Sqlite { read, .. } => {
            let rows: Vec<(String, String, String, i64, String)> = sqlx::query_as(
                "select m.name, c.name, c.type, c.\"notnull\", m.sql from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%'",
            )
            .fetch_all(read.take().await.unwrap().connection())
            .await
            .unwrap();
            rows.into_iter()
                .map(|(table, column, kind, not_null, text)| {
                    let class = match kind.as_str() {
                        "INTEGER" if text.contains(&format!("check ({column} in (0,1))")) => "bool",
                        "INTEGER" => "int",
                        "TEXT" if text.contains(&format!("json_valid({column})")) => "json",
                        "TEXT" => "text",
                        _ => "bytes",
                    };
                    (table, column, class.to_owned(), not_null == 0)
                })
                .collect()
        }
        Pools::Postgres(pool) => {
            let rows: Vec<(String, String, String, String)> = sqlx::query_as(
                "select table_name::text, column_name::text, data_type::text, is_nullable::text from information_schema.columns where table_schema = 'public' and table_name <> '_sqlx_migrations'",
            )
            .fetch_all(pool)
            .await
            .unwrap();
            rows.into_iter()
                .map(|(table, column, kind, nullable)| {
                    let class = match kind.as_str() {
                        "bigint" => "int",
                        "boolean" => "bool",
                        "jsonb" => "json",
                        "text" => "text",
                        "uuid" | "bytea" => "bytes",
                        other => panic!("{table}.{column}: {other} is not in the type map"),
                    };
                    (table, column, class.to_owned(), nullable == "YES")
                })
                .collect()
        }
    };
    let mut all = Schema::new();
    for (table, column, class, nullable) in rows {
        if table != "_sqlx_migrations" {
            all.entry(table).or_default().insert(column, (class, nullable));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn the_schemas_are_alike() {
    let Some(other) = postgres().await else { return println!("skipped: DAYBREAK_TEST_PG is not set") };
    assert_eq!(schema(&sqlite().await).await, schema(&other).await);
}

#[test]
fn the_table_of_rights_is_committed() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/permissions.txt");
    let now = format!(
        "{}\n# What a reader finds on a call sheet, block by block.\n{}\n# Confidential details of others: at once (full), in an emergency, or only one's own.\n{}",
        matrix(),
        crate::callsheets::model::policy::policy_text(),
        crate::confidential::model::policy_text()
    );
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    if committed != now {
        std::fs::write(&path, &now).unwrap();
        panic!("docs/permissions.txt was out of date and has been written anew: review and commit the difference");
    }
}

/// Rights × roles, each asked at the real door; the answer must be the table's.
#[tokio::test(flavor = "multi_thread")]
async fn the_door_follows_the_table() {
    for (engine, db) in databases().await {
        let house = house(&db).await;
        for role in Role::ALL {
            let viewer = house.member(&db, *role).await;
            let mut opened = vec![];
            macro_rules! ask { ($($permission:ident)*) => { $(
                match db.run(viewer.clone(), house.production, async |_: &mut Scope<$permission>| Ok(())).await {
                    Ok(()) => opened.push(<$permission as Permission>::NAME),
                    Err(AppError::Forbidden) => {}
                    Err(other) => panic!("{engine}: {role:?} {}: {other:?}", <$permission as Permission>::NAME),
                }
            )* } }
            ask!(ViewProduction LeaveProduction EditProduction ViewScript ReadScript EditScript ViewContacts ViewPeople EditPeople ManageDepartment InvitePeople ViewPermissions EditPermissions ViewLocations
                EditLocations ViewBoard EditBoard IssueSchedule ViewPay EditPay ViewOwnDays AnswerOwnDay ViewDraft PrepareSheet PublishSheet AuthoriseRest TrackSheet ChaseSheet
                ViewConfidential GiveConfidential OpenConfidential);
            let table = matrix();
            for line in table.lines().skip(1) {
                let mut words = line.split_whitespace();
                let (name, _, who) = (words.next().unwrap(), words.next(), words.collect::<Vec<_>>().join(" "));
                let in_production = ![
                    "enter",
                    "system.work",
                    "system.inspect",
                    "own.view",
                    "own.manage",
                    "workspace.view",
                    "production.create",
                    "workspace.secure",
                    "outbox.view",
                    "outbox.retry",
                    "members.view",
                    "members.manage",
                    "workspace.leave",
                    "audit.view",
                    "call.read",
                    "call.answer",
                    "feed.read",
                    "feed.keep",
                ]
                .contains(&name);
                if in_production {
                    let listed = who.starts_with("everyone") || who.split(", ").any(|w| w == role.key());
                    assert_eq!(opened.contains(&name), listed, "{engine}: {role:?} {name}: {who}");
                }
            }
        }
        // Nobody, a device and the system hold none of these; a stranger's production does not exist.
        let elsewhere = self::house(&db).await;
        let stranger = elsewhere.member(&db, Role::Producer).await;
        let asked = db.run(stranger, house.production, async |_: &mut Scope<ViewProduction>| Ok(())).await;
        assert_eq!(asked, Err(AppError::NotFound), "{engine}");
        for viewer in [Viewer::anonymous(), Viewer::device("x")] {
            let asked = db.run(viewer, house.production, async |_: &mut Scope<ViewProduction>| Ok(())).await;
            assert!(matches!(asked, Err(AppError::SignedOut | AppError::NotFound)), "{engine}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_without_where_sees_no_foreign_row() {
    let Some(db) = postgres().await else { return println!("skipped: DAYBREAK_TEST_PG is not set") };
    #[derive(Debug, serde::Deserialize)]
    struct Row {
        id: SceneId,
    }
    let (ours, theirs) = (house(&db).await, house(&db).await);
    for h in [&ours, &theirs] {
        db.run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
            scope.enter(h.workspace, h.production).await?;
            let id: SceneId = scope.new_id();
            scope.exec(&SCENE_INSERT, args![h.workspace, id, h.production]).await
        })
        .await
        .unwrap();
    }
    let viewer = ours.member(&db, Role::Producer).await;
    let seen = db
        .run(viewer.clone(), ours.production, async |scope: &mut Scope<ViewScript>| {
            scope.list::<Row>(&ALL_SCENES, &[]).await
        })
        .await
        .unwrap();
    assert_eq!(seen.len(), 1, "{seen:?}");
    let _ = seen[0].id;
    // Nor can a row be put into another production.
    let put = db
        .run(viewer, ours.production, async |scope: &mut Scope<EditScript>| {
            let id: SceneId = scope.new_id();
            scope.exec(&SCENE_INSERT, args![theirs.workspace, id, theirs.production]).await
        })
        .await;
    assert!(put.is_err());
}

/// Someone else was first: said by what is asked next or at the end, and nothing of the scope is written.
#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_leaves_nothing() {
    for (engine, db) in databases().await {
        let house = house(&db).await;
        let viewer = house.member(&db, Role::Producer).await;
        let (workspace, production) = (house.workspace, house.production);
        // A scene is made, then changed on the condition that it has this version; then an event, or another question.
        let change = async |version: i64, event: bool, question: bool| {
            db.run(viewer.clone(), production, async |scope: &mut Scope<EditScript>| {
                let id: SceneId = scope.new_id();
                scope.exec(&SCENE_INSERT, args![workspace, id, production]).await?;
                scope.exec_versioned(&SCENE_TOUCH, args![workspace, production, version, "as now"]).await?;
                if question {
                    let touched = scope.number(&SCENES_TOUCHED, args![workspace, production, version + 1]).await?;
                    assert_eq!(touched, Some(1), "{engine}: what comes next sees the change");
                }
                if event {
                    let detail = serde_json::json!({ "name": "1" });
                    crate::audit::record(scope, "scene.changed", Some(id.0), detail).await?;
                }
                Ok(())
            })
            .await
        };
        let count = async |sql: &Sql, args: &[Arg]| {
            db.run(viewer.clone(), production, async |scope: &mut Scope<ViewScript>| scope.number(sql, args).await)
                .await
                .unwrap()
                .unwrap()
        };
        for (event, question) in [(true, false), (false, false), (false, true), (true, true)] {
            assert_eq!(change(7, event, question).await, Err(AppError::Conflict), "{engine}: {event} {question}");
        }
        assert_eq!(count(&SCENES_TOUCHED, args![workspace, production, 1_i64]).await, 0, "{engine}");
        assert_eq!(count(&EVENTS, args![workspace, production]).await, 0, "{engine}");
        change(1, true, false).await.unwrap();
        assert_eq!(count(&SCENES_TOUCHED, args![workspace, production, 2_i64]).await, 1, "{engine}");
        assert_eq!(count(&EVENTS, args![workspace, production]).await, 1, "{engine}");
    }
}

fn settings(folder: &str) -> (Settings, PathBuf) {
    let base = std::env::temp_dir().join(format!("daybreak-boot-{folder}-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir_all(base.join("data")).unwrap();
    (Settings { data: base.join("data"), key_file: base.join("key"), database_url: None }, base)
}

#[tokio::test]
async fn boot_refuses_what_it_must() {
    let (plain, base) = settings("plain");
    std::fs::write(base.join("data/daybreak.db"), b"SQLite format 3\0and so on").unwrap();
    std::fs::write(base.join("key"), Keys::generate()).unwrap();
    assert!(matches!(Db::open(&plain, Clock::default()).await, Err(BootError::Unencrypted(_))));

    let (mut inside, base) = settings("inside");
    inside.key_file = base.join("data/key");
    assert!(matches!(Db::open(&inside, Clock::default()).await, Err(BootError::KeyInsideData(_))));

    let (good, base) = settings("good");
    let db = Db::open(&good, Clock::default()).await.unwrap();
    newer(&db).await;
    db.close().await;
    let head = std::fs::read(base.join("data/daybreak.db")).unwrap();
    assert!(!head.starts_with(b"SQLite format 3"), "the file is encrypted");
    assert!(matches!(Db::open(&good, Clock::default()).await, Err(BootError::NewerSchema(_))));
    std::fs::remove_file(base.join("key")).unwrap();
    assert!(matches!(Db::open(&good, Clock::default()).await, Err(BootError::MissingKey(..))));
    std::fs::write(base.join("key"), Keys::generate()).unwrap();
    assert!(matches!(Db::open(&good, Clock::default()).await, Err(BootError::WrongKey(..))));
    std::fs::write(base.join("key"), "not a key").unwrap();
    assert!(matches!(Db::open(&good, Clock::default()).await, Err(BootError::BadKey(_))));
}

async fn newer(db: &Db) {
    let Pools::Sqlite { write, .. } = db.pools() else { return };
    sqlx::query("insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, x'00', 0)")
        .execute(write.take().await.unwrap().connection())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_session_is_never_revived() {
    for (engine, db) in databases().await {
        let rows = SessionRows::new(db.clone());
        let id = digest(b"session");
        assert!(rows.create(id.clone(), None, "{}").await.unwrap());
        assert!(!rows.create(id.clone(), None, "{}").await.unwrap(), "{engine}: an id is used once");
        assert!(rows.load(id.clone()).await.unwrap().is_some());
        assert!(rows.load(id.clone()).await.unwrap().is_some(), "{engine}: as it was just read");
        rows.revoke(id.clone()).await.unwrap();
        assert!(rows.load(id.clone()).await.unwrap().is_none(), "{engine}: at once, though it was just read");
        assert!(!rows.save(id.clone(), None, "{}").await.unwrap(), "{engine}: saved after its end");
        assert!(rows.load(id.clone()).await.unwrap().is_none(), "{engine}");
        let old = digest(b"old");
        rows.create(old.clone(), None, "{}").await.unwrap();
        db.clock().set(START + 8 * 86_400_000);
        assert!(rows.load(old).await.unwrap().is_none(), "{engine}: expired");
    }
}

/// Whoever answers for a company, for money or for others' rights is asked for the password more often.
#[tokio::test(flavor = "multi_thread")]
async fn sessions_last_as_long_as_the_role_allows() {
    const HOUR: i64 = 3_600_000;
    for (engine, db) in databases().await {
        let (rows, house) = (SessionRows::new(db.clone()), house(&db).await);
        // Uses the session every so many hours; after how many it was over.
        let lasts = async |role: Role, every: i64| {
            db.clock().set(START);
            let account = house.member(&db, role).await.account();
            let id = digest(format!("{role:?} {every}").as_bytes());
            assert!(rows.create(id.clone(), account, "{}").await.unwrap());
            for n in 1.. {
                db.clock().set(START + n * every * HOUR / 2 + 1);
                if rows.load(id.clone()).await.unwrap().is_none() {
                    return n * every / 2;
                }
                rows.seen(id.clone(), account).await.unwrap();
            }
            unreachable!("no session lasts for ever")
        };
        for role in [Role::Crew, Role::FirstAd] {
            assert_eq!((lasts(role, 24).await, lasts(role, 7 * 48).await), (30 * 24, 7 * 24), "{engine}: {role:?}");
        }
        for role in [Role::Producer, Role::Accountant] {
            assert_eq!((lasts(role, 1).await, lasts(role, 2).await), (24, 1), "{engine}: {role:?}");
        }
    }
}
