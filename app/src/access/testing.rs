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

/// Somebody who has shown a second factor: whoever is refused without one has tests of their own.
pub(crate) fn strong(account: crate::values::AccountId) -> super::Viewer {
    super::Viewer::member(account, vec![]).with(super::Shown::by(super::Via::Totp, START))
}

/// A company with one production, for tests.
pub(crate) struct House {
    pub workspace: crate::values::WorkspaceId,
    pub production: crate::values::ProductionId,
    pub unit: crate::values::UnitId,
}

/// A fresh company with a production and its main unit.
pub(crate) async fn house(db: &Db) -> House {
    use super::{Instance, Scope, Work, Worker};
    use crate::{
        accounts,
        productions::store::{self, Settings},
        text::Lang,
    };
    db.run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
        let mail = format!("{}@house.example", uuid::Uuid::now_v7());
        let owner = accounts::store::create(scope, &mail, "Owner", None, Lang::En).await?;
        let workspace = accounts::store::create_workspace(scope, "House", owner).await?;
        let production = scope.new_id();
        let settings = Settings {
            title: "The Film".into(),
            code_name: "FILM".into(),
            country: "GB".into(),
            zone: "Europe/London".into(),
            page_size: "a4".into(),
            language: Lang::En,
            palette: "default".into(),
            revision_naming: "colours".into(),
        };
        let unit = store::insert(scope, workspace, production, &settings).await?;
        Ok(House { workspace, production, unit })
    })
    .await
    .unwrap()
}

impl House {
    /// Someone with an account and a role here.
    pub async fn member(&self, db: &Db, role: crate::values::Role) -> super::Viewer {
        self.person(db, role, "Camera").await.1
    }
    /// Someone with an account, a role and a department here.
    pub async fn person(
        &self,
        db: &Db,
        role: crate::values::Role,
        department: &str,
    ) -> (crate::values::PersonId, super::Viewer) {
        use super::{Instance, Scope, Work, Worker, digest};
        use crate::{accounts, text::Lang, values::PersonId};
        let (person, account) = db
            .run(Worker::new().viewer(), Instance, async |scope: &mut Scope<Work>| {
                let mail = format!("{}@house.example", uuid::Uuid::now_v7());
                let account = accounts::store::create(scope, &mail, role.key(), None, Lang::En).await?;
                scope.enter(self.workspace, self.production).await?;
                let person: PersonId = scope.new_id();
                let now = scope.now();
                scope
                    .exec(
                        &PERSON,
                        crate::args![
                            self.workspace,
                            person,
                            self.production,
                            account,
                            role.key(),
                            role.key(),
                            department,
                            mail,
                            now
                        ],
                    )
                    .await?;
                Ok((person, account))
            })
            .await
            .unwrap();
        let shown = super::Shown::by(super::Via::Totp, START);
        (person, super::Viewer::member(account, digest(person.to_string().as_bytes())).with(shown))
    }
}

crate::sql! {
    PERSON = "insert into people (workspace_id, id, production_id, account_id, name, role, department, position, phone, email, language, pre_call_minutes, travel_minutes, makeup_minutes, wardrobe_minutes, pickup_place, created_at, version)
        values ($1,$2,$3,$4,$5,$6,$7,'','',$8,'en',0,0,0,0,'',$9,1)";
}
