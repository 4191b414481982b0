//! A fresh database per test on each engine. PostgreSQL is used when `DAYBREAK_TEST_PG` names a server.
use super::{Clock, Db, Keys, connect};
use sqlx::Connection;

/// 2027-05-03 06:00 UTC.
pub(crate) const START: i64 = 1_809_324_000_000;

/// Fresh databases, one per engine that is there, each with its name for the message of a failing test.
pub(crate) async fn databases() -> Vec<(&'static str, Db)> {
    let mut all = vec![("SQLite", sqlite().await)];
    if let Some(db) = postgres().await {
        all.push(("PostgreSQL", db));
    }
    all
}

pub(crate) async fn sqlite() -> Db {
    let folder = std::env::temp_dir().join(format!("daybreak-test-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    let keys = Keys::from_hex(&Keys::generate()).unwrap();
    let pools = connect::sqlite_pools(&folder.join("test.db"), &keys).await.unwrap();
    let db = Db::of(pools, Clock::fixed(START), keys);
    db.migrate().await.unwrap();
    db
}

#[expect(clippy::disallowed_methods, reason = "the test server's address")]
pub(crate) async fn postgres() -> Option<Db> {
    let url = std::env::var("DAYBREAK_TEST_PG").ok()?;
    let name = format!("t{}", uuid::Uuid::now_v7().simple());
    let mut c = sqlx::PgConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {name}"))).execute(&mut c).await.unwrap();
    let (base, _) = url.rsplit_once('/').unwrap();
    let pools = connect::open_postgres(&format!("{base}/{name}")).await.unwrap();
    let db = Db::of(pools, Clock::fixed(START), Keys::from_hex(&Keys::generate()).unwrap());
    db.migrate().await.unwrap();
    Some(db)
}

/// Runs an async test body once per engine.
#[macro_export]
macro_rules! db_test { ($(#[$m:meta])* async fn $name:ident($db:ident: Db) $body:block) => {
    $(#[$m])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn $name() { for (engine, $db) in $crate::access::testing::databases().await { println!("on {engine}"); $body } }
} }
