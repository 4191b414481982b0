//! The two engines behind one door: pools, transactions, binding.
use super::{
    Arg, Clock, Keys, Me, Sql,
    lanes::{Lanes, Turn},
    later::{Later, Subjects},
    rows,
    session_rows::Fresh,
};
use crate::error::AppError;
use serde::de::DeserializeOwned;
use sqlx::{
    AssertSqlSafe, PgPool, Postgres, SqlSafeStr, SqlStr, Transaction,
    error::{DatabaseError, ErrorKind},
    types::Json,
};
use std::sync::{Arc, Mutex, PoisonError};

/// The database. Cheap to clone; its pools are private to `access`.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

pub(super) struct Inner {
    pub pools: Pools,
    pub clock: Clock,
    pub keys: Keys,
    pub fresh: Mutex<Fresh>,
    pub later: Later,
    pub subjects: Subjects,
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
    Sqlite(Box<Turn>),
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
                settle(turn).await?;
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
            .map_err(|e| AppError::internal(sql.name, e))?;
        rows::read(sql.columns, &text).map_err(|e| AppError::internal(sql.name, e))
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
        .map_err(|e| AppError::internal(name, e))?;
        let mut all = all.into_iter();
        Ok(sql.map(|sql| Texts { sql: *sql, text: all.next().unwrap_or_default() }))
    }
    pub async fn number(&mut self, sql: &Sql, args: &[Arg]) -> Result<Option<i64>, AppError> {
        scalar!(self, sql.sqlite.into_sql_str(), sql.postgres, args, fetch_optional)
            .map_err(|e| AppError::internal(sql.name, e))
    }
    pub async fn bytes(&mut self, sql: &Sql, args: &[Arg]) -> Result<Option<Vec<u8>>, AppError> {
        scalar!(self, sql.sqlite.into_sql_str(), sql.postgres, args, fetch_optional)
            .map_err(|e| AppError::internal(sql.name, e))
    }
    pub async fn exec(&mut self, sql: &Sql, args: &[Arg]) -> Result<u64, AppError> {
        let done = match self {
            Self::Sqlite(turn) => {
                settle(turn).await?;
                let connection = turn.begun().await.map_err(|e| AppError::internal("begin", e))?;
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
        let one: Result<Option<i64>, _> =
            scalar!(self, returning(sql.sqlite), returning(sql.postgres), args, fetch_optional);
        one.map(|one| one.is_some()).map_err(|e| refused(sql.name, &e))
    }
    /// A write of one row, a conflict if there is none. On SQLite it waits for whatever comes next in its transaction,
    /// so that it goes out together with its event and the commit.
    pub async fn versioned(&mut self, sql: &Sql, args: &[Arg]) -> Result<(), AppError> {
        if let Self::Sqlite(turn) = self {
            settle(turn).await?;
            turn.held = Some((*sql, args.to_vec()));
            return Ok(());
        }
        if self.touch(sql, args).await? { Ok(()) } else { Err(AppError::Conflict) }
    }
    /// An event: a write that nothing after it in this transaction reads. On SQLite it goes out with the commit.
    pub async fn event(&mut self, sql: &Sql, args: &[Arg]) -> Result<(), AppError> {
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
        let mut turn = match self {
            Self::Sqlite(turn) => turn,
            Self::Postgres(t) => return t.commit().await.map_err(|e| AppError::internal("commit", e)),
        };
        let Some((event, mut args)) = turn.last.take() else {
            settle(&mut turn).await?;
            return (*turn).commit().await.map_err(|e| AppError::internal("commit", e));
        };
        let (name, text) = match turn.held.take() {
            None => (event.name, format!("{};commit", event.sqlite)),
            Some((sql, values)) => {
                let text = with_event(&sql, &event, args.len());
                args.extend(values);
                (sql.name, text)
            }
        };
        let connection = turn.begun().await.map_err(|e| AppError::internal("begin", e))?;
        let done = bound!(sqlx::query(AssertSqlSafe(text)), &args).execute(connection).await;
        // Not committed, it is rolled back.
        done.map(|_| (*turn).committed()).map_err(|e| match e.as_database_error().map(DatabaseError::kind) {
            Some(ErrorKind::NotNullViolation) => AppError::Conflict,
            _ => refused(name, &e),
        })
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
            .map_err(|e| AppError::internal("restrict", e))
    }
}

/// The write that waits goes out now; a conflict if its row is not there.
async fn settle(turn: &mut Turn) -> Result<(), AppError> {
    let Some((sql, args)) = turn.held.take() else { return Ok(()) };
    let (connection, text) = turn.first_or_next(returning(sql.sqlite));
    let one: Option<i64> =
        bound!(sqlx::query_scalar(text), &args).fetch_optional(connection).await.map_err(|e| refused(sql.name, &e))?;
    one.map(drop).ok_or(AppError::Conflict)
}

/// A write, its event and the commit as one text for SQLite; the event takes the first `count` arguments. Where the
/// write has found no row the event lacks its first column: it is refused, and nothing is committed.
fn with_event(write: &Sql, event: &Sql, count: usize) -> String {
    let mut parts = write.sqlite.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        text.push('$');
        match part[..digits].parse::<usize>() {
            Ok(n) => text.push_str(&(n + count).to_string()),
            Err(_) => text.push_str(&part[..digits]),
        }
        text.push_str(&part[digits..]);
    }
    let event = event.sqlite.replacen("($1,", "(iif(changes() > 0, $1, null),", 1);
    format!("{text};{event};commit")
}

/// A write that answers with its row.
fn returning(text: &str) -> SqlStr {
    AssertSqlSafe(format!("{text} returning cast(1 as bigint)")).into_sql_str()
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
        rows::read(self.sql.columns, &self.text).map_err(|e| AppError::internal(self.sql.name, e))
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
        let (fresh, later, subjects) = (Mutex::default(), Later::default(), Subjects::default());
        Self(Arc::new(Inner { pools, clock, keys, fresh, later, subjects }))
    }
    pub(super) fn pools(&self) -> &Pools {
        &self.0.pools
    }
    pub(super) fn fresh_sessions(&self) -> &Mutex<Fresh> {
        &self.0.fresh
    }
    pub(super) fn forget_sessions(&self) {
        self.fresh_sessions().lock().unwrap_or_else(PoisonError::into_inner).forget_all();
    }
    /// Where "now" comes from.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }
    /// Keys for sealing tokens.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }
    /// What waits to be written into the audit log after the answer.
    pub fn later(&self) -> &Later {
        &self.0.later
    }
    /// Keys of accounts and persons that are at hand.
    pub fn subjects(&self) -> &Subjects {
        &self.0.subjects
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
                lanes.take().await.map(|lane| Tx::Sqlite(Box::new(Turn::new(lane, writes))))
            }
            Pools::Postgres(pool) => pool.begin().await.map(Tx::Postgres),
        }
        .map_err(|e| AppError::internal("begin", e))
    }
    /// One statement that reads, on its own: a transaction around it would be two more turns.
    pub(super) async fn look<T: DeserializeOwned>(&self, sql: &Sql, args: &[Arg]) -> Result<Vec<T>, AppError> {
        let text: String = match self.pools() {
            Pools::Sqlite { read, .. } => {
                let mut lane = read.take().await.map_err(|e| AppError::internal("look", e))?;
                bound!(sqlx::query_scalar(sql.sqlite), args).fetch_one(lane.connection()).await
            }
            Pools::Postgres(pool) => bound!(sqlx::query_scalar(sql.postgres), args).fetch_one(pool).await,
        }
        .map_err(|e| AppError::internal(sql.name, e))?;
        rows::read(sql.columns, &text).map_err(|e| AppError::internal(sql.name, e))
    }
    /// The same for a whole number.
    pub(super) async fn look_number(&self, sql: &Sql, args: &[Arg]) -> Result<Option<i64>, AppError> {
        match self.pools() {
            Pools::Sqlite { read, .. } => {
                let mut lane = read.take().await.map_err(|e| AppError::internal("look", e))?;
                bound!(sqlx::query_scalar(sql.sqlite), args).fetch_optional(lane.connection()).await
            }
            Pools::Postgres(pool) => bound!(sqlx::query_scalar(sql.postgres), args).fetch_optional(pool).await,
        }
        .map_err(|e| AppError::internal(sql.name, e))
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

/// A constraint that a person can run into is a conflict; anything else is ours.
fn refused(what: &str, error: &sqlx::Error) -> AppError {
    match error.as_database_error() {
        Some(e) if e.is_unique_violation() || e.is_foreign_key_violation() => {
            tracing::info!(what, cause = %e, "constraint");
            AppError::Conflict
        }
        _ => AppError::internal(what, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_counts_its_arguments_behind_its_events() {
        let sql = |text| Sql { name: "X", sqlite: text, postgres: "", columns: &[] };
        let write = sql("update t set a = $1, b = b -> '$.c' where d = $10 and e = $2");
        let text = with_event(&write, &sql("insert into e (a, b) values ($1,$2)"), 2);
        assert_eq!(
            text,
            "update t set a = $3, b = b -> '$.c' where d = $12 and e = $4;\
             insert into e (a, b) values (iif(changes() > 0, $1, null),$2);commit"
        );
    }
}
