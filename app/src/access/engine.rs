//! The two engines behind one door: pools, transactions, binding.
use super::{
    Arg, Clock, Keys, Me, Sql,
    lanes::{Lanes, Turn},
    rows,
    session_rows::Fresh,
};
use crate::error::AppError;
use serde::de::DeserializeOwned;
use sqlx::{AssertSqlSafe, PgPool, Postgres, SqlSafeStr, SqlStr, Transaction, types::Json};
use std::sync::{Arc, Mutex};

/// The database. Cheap to clone; its pools are private to `access`.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

pub(super) struct Inner {
    pub pools: Pools,
    pub clock: Clock,
    pub keys: Keys,
    pub fresh: Mutex<Fresh>,
}

pub(super) enum Pools {
    /// One writer that also does all checkpoints, and four read-only readers.
    Sqlite {
        read: Arc<Lanes>,
        write: Arc<Lanes>,
    },
    Postgres(PgPool),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.engine())
    }
}

/// An open transaction of either engine.
pub(super) enum Tx {
    Sqlite(Turn),
    Postgres(Transaction<'static, Postgres>),
}

/// Binds every value in its native type.
macro_rules! bound {
    ($query:expr, $args:expr) => {{
        let mut query = $query;
        for arg in $args {
            query = match arg {
                Arg::Id(v) => query.bind(*v),
                Arg::Text(v) => query.bind(v.as_deref()),
                Arg::Int(v) => query.bind(*v),
                Arg::Bool(v) => query.bind(*v),
                Arg::Bytes(v) => query.bind(v.as_deref()),
                Arg::Doc(v) => query.bind(Json(&**v)),
            };
        }
        query
    }};
}
/// A query of one column, on the transaction's connection of either engine.
macro_rules! scalar {
    ($tx:expr, $sqlite:expr, $postgres:expr, $args:expr, $fetch:ident) => {
        match $tx {
            Tx::Sqlite(turn) => {
                let (connection, text) = turn.first_or_next($sqlite);
                bound!(sqlx::query_scalar(text), $args).$fetch(connection).await
            }
            Tx::Postgres(t) => bound!(sqlx::query_scalar($postgres), $args).$fetch(&mut **t).await,
        }
    };
}

impl Tx {
    pub async fn list<T: DeserializeOwned>(&mut self, sql: &Sql, args: &[Arg]) -> Result<Vec<T>, AppError> {
        let text: String = scalar!(self, sql.sqlite.into_sql_str(), sql.postgres, args, fetch_one)
            .map_err(|e| internal(sql.name, &e))?;
        rows::read(sql.columns, &text).map_err(|e| internal(sql.name, &e))
    }
    /// Several lists in one turn. They share their arguments.
    pub async fn lists<const N: usize>(&mut self, sql: [&Sql; N], args: &[Arg]) -> Result<[Texts; N], AppError> {
        let name = sql.first().map_or("", |s| s.name);
        let one = |text: fn(&Sql) -> &'static str| -> SqlStr {
            let columns: Vec<String> = sql.iter().map(|s| format!("({})", text(s))).collect();
            AssertSqlSafe(format!("select {}", columns.join(","))).into_sql_str()
        };
        let all: Vec<String> = match self {
            Self::Sqlite(turn) => {
                let (connection, text) = turn.first_or_next(one(|s| s.sqlite));
                bound!(sqlx::query(text), args).fetch_one(connection).await.and_then(|row| columns(&row))
            }
            Self::Postgres(t) => {
                bound!(sqlx::query(one(|s| s.postgres)), args).fetch_one(&mut **t).await.and_then(|row| columns(&row))
            }
        }
        .map_err(|e| internal(name, &e))?;
        let mut all = all.into_iter();
        Ok(sql.map(|sql| Texts { sql: *sql, text: all.next().unwrap_or_default() }))
    }
    pub async fn number(&mut self, sql: &Sql, args: &[Arg]) -> Result<Option<i64>, AppError> {
        scalar!(self, sql.sqlite.into_sql_str(), sql.postgres, args, fetch_optional).map_err(|e| internal(sql.name, &e))
    }
    pub async fn bytes(&mut self, sql: &Sql, args: &[Arg]) -> Result<Option<Vec<u8>>, AppError> {
        scalar!(self, sql.sqlite.into_sql_str(), sql.postgres, args, fetch_optional).map_err(|e| internal(sql.name, &e))
    }
    pub async fn exec(&mut self, sql: &Sql, args: &[Arg]) -> Result<u64, AppError> {
        let done = match self {
            Self::Sqlite(turn) => {
                let connection = turn.begun().await.map_err(|e| internal("begin", &e))?;
                bound!(sqlx::query(sql.sqlite), args).execute(connection).await.map(|done| done.rows_affected())
            }
            Self::Postgres(t) => {
                bound!(sqlx::query(sql.postgres), args).execute(&mut **t).await.map(|done| done.rows_affected())
            }
        };
        done.map_err(|e| refused(sql.name, &e))
    }
    /// Runs a write of at most one row; whether there was one. The row itself answers, which is one word from the
    /// database's thread; a count is two.
    pub async fn touch(&mut self, sql: &Sql, args: &[Arg]) -> Result<bool, AppError> {
        let returning = |text: &str| AssertSqlSafe(format!("{text} returning cast(1 as bigint)")).into_sql_str();
        let one: Result<Option<i64>, _> =
            scalar!(self, returning(sql.sqlite), returning(sql.postgres), args, fetch_optional);
        one.map(|one| one.is_some()).map_err(|e| refused(sql.name, &e))
    }
    /// A write that nothing after it in this transaction reads. On SQLite it goes out with the commit.
    pub async fn exec_last(&mut self, sql: &Sql, args: &[Arg]) -> Result<(), AppError> {
        let earlier = match self {
            Self::Sqlite(turn) => turn.last.replace((*sql, args.to_vec())),
            Self::Postgres(_) => Some((*sql, args.to_vec())),
        };
        if let Some((sql, args)) = earlier {
            self.exec(&sql, &args).await?;
        }
        Ok(())
    }
    pub async fn commit(self) -> Result<(), AppError> {
        match self {
            Self::Sqlite(mut turn) => match turn.last.take() {
                Some((sql, args)) => {
                    let connection = turn.begun().await.map_err(|e| internal("begin", &e))?;
                    let text = AssertSqlSafe(format!("{};commit", sql.sqlite));
                    bound!(sqlx::query(text), &args).execute(connection).await.map(|_| turn.committed())
                }
                None => turn.commit().await,
            },
            Self::Postgres(t) => t.commit().await,
        }
        .map_err(|e| internal("commit", &e))
    }
    /// PostgreSQL's second lock: from here on the transaction acts as a role that owns nothing and sees only
    /// the rows of this workspace and production. SQLite has no such thing; there the query's WHERE stands alone.
    pub async fn restrict(&mut self, me: &Me) -> Result<(), AppError> {
        let Self::Postgres(t) = self else { return Ok(()) };
        let text = |id: uuid::Uuid| if id.is_nil() { String::new() } else { id.to_string() };
        sqlx::query("select set_config('role','daybreak_app',true), set_config('app.workspace',$1,true), set_config('app.production',$2,true), set_config('app.account',$3,true)")
            .bind(text(me.workspace.0))
            .bind(text(me.production.0))
            .bind(me.account.map(|a| a.to_string()).unwrap_or_default())
            .execute(&mut **t)
            .await
            .map(drop)
            .map_err(|e| internal("restrict", &e))
    }
}

/// A list as the database wrote it, with the statement that says how to read it.
#[derive(Debug)]
pub struct Texts {
    sql: Sql,
    text: String,
}
impl Texts {
    /// Its rows.
    pub fn read<T: DeserializeOwned>(&self) -> Result<Vec<T>, AppError> {
        rows::read(self.sql.columns, &self.text).map_err(|e| internal(self.sql.name, &e))
    }
}

/// All columns of a row of texts.
fn columns<R: sqlx::Row>(row: &R) -> sqlx::Result<Vec<String>>
where
    usize: sqlx::ColumnIndex<R>,
    String: for<'r> sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    (0..row.len()).map(|i| row.try_get(i)).collect()
}

impl Db {
    pub(super) fn new(pools: Pools, clock: Clock, keys: Keys) -> Self {
        Self(Arc::new(Inner { pools, clock, keys, fresh: Mutex::default() }))
    }
    pub(super) fn pools(&self) -> &Pools {
        &self.0.pools
    }
    pub(super) fn fresh_sessions(&self) -> &Mutex<Fresh> {
        &self.0.fresh
    }
    /// Where "now" comes from.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }
    /// Keys for sealing tokens.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }
    /// For the log: which engine.
    pub fn engine(&self) -> &'static str {
        match self.pools() {
            Pools::Sqlite { .. } => "SQLite",
            Pools::Postgres(_) => "PostgreSQL",
        }
    }
    #[expect(clippy::disallowed_methods, reason = "the only place where a transaction begins")]
    pub(super) async fn begin(&self, writes: bool) -> Result<Tx, AppError> {
        match self.pools() {
            Pools::Sqlite { read, write } => {
                let lanes = if writes { write } else { read };
                lanes.take().await.map(|lane| Tx::Sqlite(Turn::new(lane, writes)))
            }
            Pools::Postgres(pool) => pool.begin().await.map(Tx::Postgres),
        }
        .map_err(|e| internal("begin", &e))
    }
    /// One statement that reads, on its own: a transaction around it would be two more turns.
    pub(super) async fn look<T: DeserializeOwned>(&self, sql: &Sql, args: &[Arg]) -> Result<Vec<T>, AppError> {
        let text: String = match self.pools() {
            Pools::Sqlite { read, .. } => {
                let mut lane = read.take().await.map_err(|e| internal("look", &e))?;
                bound!(sqlx::query_scalar(sql.sqlite), args).fetch_one(lane.connection()).await
            }
            Pools::Postgres(pool) => bound!(sqlx::query_scalar(sql.postgres), args).fetch_one(pool).await,
        }
        .map_err(|e| internal(sql.name, &e))?;
        rows::read(sql.columns, &text).map_err(|e| internal(sql.name, &e))
    }
    #[expect(clippy::disallowed_methods, reason = "preparing reads no row, so it needs no permission")]
    /// Prepares every registered statement; the first that an engine refuses is named.
    pub async fn prepare_all(&self) -> Result<usize, String> {
        use sqlx::{Executor, SqlSafeStr};
        let all = super::all_statements();
        for sql in &all {
            let done = match self.pools() {
                Pools::Sqlite { read, .. } => {
                    let mut lane = read.take().await.map_err(|e| e.to_string())?;
                    lane.connection().prepare(sql.sqlite.into_sql_str()).await.map(drop)
                }
                Pools::Postgres(pool) => {
                    let mut c = pool.acquire().await.map_err(|e| e.to_string())?;
                    c.prepare(sql.postgres.into_sql_str()).await.map(drop)
                }
            };
            done.map_err(|e| format!("{}: {e}", sql.name))?;
        }
        Ok(all.len())
    }
    /// Closes the pools; without it SQLCipher may crash in tear-down.
    pub async fn close(&self) {
        match self.pools() {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// The cause goes to the log under an id; the person gets the id.
pub(super) fn internal(what: &str, cause: &dyn std::fmt::Display) -> AppError {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let id = id[id.len() - 8..].to_owned();
    tracing::error!(%id, what, %cause, "database");
    AppError::Internal(id)
}

/// A constraint that a person can run into is a conflict; anything else is ours.
fn refused(what: &str, error: &sqlx::Error) -> AppError {
    match error.as_database_error() {
        Some(e) if e.is_unique_violation() || e.is_foreign_key_violation() => {
            tracing::info!(what, cause = %e, "constraint");
            AppError::Conflict
        }
        _ => internal(what, error),
    }
}
