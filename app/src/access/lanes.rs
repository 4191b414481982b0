//! SQLite's connections: opened once, kept, lent to one request at a time.
//!
//! Each has a thread of its own inside sqlx, and each word to it is two turns between threads: on a small request that is
//! most of what it costs. sqlx's pool has a word with every connection before it goes out and after it comes back, to
//! learn whether its server still lives. This server is a file in the data folder, so a lane says only what is needed:
//! `begin` goes out together with a write's first statement, and nobody waits for begin and end of a transaction that
//! only reads.
use super::{Arg, Sql};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, SqlSafeStr, SqlStr, SqliteConnection, sqlite::SqliteConnectOptions,
};
use std::{
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Waker},
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Whoever waits longer than this for a lane gets an error.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections with the same settings.
pub(super) struct Lanes {
    options: SqliteConnectOptions,
    count: u32,
    free: Arc<Semaphore>,
    idle: Mutex<Vec<SqliteConnection>>,
}

impl Lanes {
    /// Opens the first connection; the others follow when they are needed.
    pub async fn open(options: SqliteConnectOptions, count: u32) -> sqlx::Result<Arc<Self>> {
        let first = options.connect().await?;
        let free = Arc::new(Semaphore::new(usize::try_from(count).unwrap_or(1)));
        Ok(Arc::new(Self { options, count, free, idle: Mutex::new(vec![first]) }))
    }

    /// A lane, when one is free.
    pub async fn take(self: &Arc<Self>) -> sqlx::Result<Lane> {
        let waited = tokio::time::timeout(PATIENCE, self.free.clone().acquire_owned()).await;
        let permit = waited.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match kept {
            Some(connection) => connection,
            None => self.options.connect().await?,
        };
        Ok(Lane { connection: Some(connection), permit: Some(permit), home: self.clone(), open: false })
    }

    fn put_back(&self, connection: SqliteConnection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }

    /// Waits for those that are out, then closes all.
    pub async fn close(&self) {
        let all = tokio::time::timeout(PATIENCE, self.free.acquire_many(self.count)).await;
        self.free.close();
        drop(all);
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in idle {
            let _ = connection.close().await;
        }
    }
}

/// A connection on loan. It goes back by itself, after whatever was left open has been rolled back.
pub(super) struct Lane {
    connection: Option<SqliteConnection>,
    permit: Option<OwnedSemaphorePermit>,
    home: Arc<Lanes>,
    open: bool,
}

impl Lane {
    /// The connection itself, for one statement outside of a transaction.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        self.connection.as_mut().expect("a lane holds its connection until it is dropped")
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        let (Some(mut connection), permit, home) = (self.connection.take(), self.permit.take(), self.home.clone())
        else {
            return;
        };
        if !self.open {
            home.put_back(connection);
            return;
        }
        // Without a runtime the connection is closed, and a new one opened when the lane is needed.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            // One that cannot roll back (a full disk) would fail for ever: it is dropped, too.
            if sqlx::query("rollback").execute(&mut connection).await.is_ok() {
                home.put_back(connection);
            }
            drop(permit);
        });
    }
}

/// A transaction on a lane.
pub(super) struct Turn {
    lane: Lane,
    begin: Option<&'static str>,
    writes: bool,
    /// A write that has not gone out yet.
    pub held: Option<(Sql, Vec<Arg>)>,
    /// What goes out with the commit.
    pub last: Option<(Sql, Vec<Arg>)>,
}

impl Turn {
    /// A read that turns into a write would get BUSY at once, so a write says so from the start.
    pub fn new(lane: Lane, writes: bool) -> Self {
        Self { lane, begin: Some(if writes { "begin immediate" } else { "begin" }), writes, held: None, last: None }
    }

    /// Where a statement runs, and its text: the first one of a write begins the transaction, or both fail.
    pub fn first_or_next(&mut self, text: SqlStr) -> (&mut SqliteConnection, SqlStr) {
        let begin = self.begin.take();
        self.lane.open = true;
        let writes = self.writes;
        let connection = self.lane.connection();
        match begin {
            Some(begin) if writes => (connection, AssertSqlSafe(format!("{begin};{}", text.as_str())).into_sql_str()),
            Some(begin) => {
                send(connection, begin);
                (connection, text)
            }
            None => (connection, text),
        }
    }

    /// Where a statement runs whose count of rows matters: `begin` would count as well, so it goes ahead.
    pub async fn begun(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        let begin = self.begin.take();
        self.lane.open = true;
        let connection = self.lane.connection();
        if let Some(begin) = begin {
            sqlx::query(begin).execute(&mut *connection).await?;
        }
        Ok(connection)
    }

    /// A statement committed.
    pub fn committed(mut self) {
        self.lane.open = false;
    }

    /// What was written is on the disk when this answers.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        if !self.lane.open {
            return Ok(());
        }
        let connection = self.lane.connection();
        if self.writes {
            sqlx::query("commit").execute(connection).await?;
        } else {
            send(connection, "commit");
        }
        self.lane.open = false;
        Ok(())
    }
}

/// Says a word and waits for no answer: `begin` and `commit` of a transaction that only reads. Polled once, the word is
/// on its way; the connection's thread hears all words in order.
fn send(connection: &mut SqliteConnection, word: &'static str) {
    let mut sent = pin!(sqlx::query(word).execute(connection));
    let _ = sent.as_mut().poll(&mut Context::from_waker(Waker::noop()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::sqlite::SqliteJournalMode;

    fn options() -> SqliteConnectOptions {
        let file = std::env::temp_dir().join(format!("daybreak-lanes-{}.db", uuid::Uuid::now_v7()));
        SqliteConnectOptions::new().filename(file).create_if_missing(true).journal_mode(SqliteJournalMode::Wal)
    }
    async fn lanes() -> Arc<Lanes> {
        over(options()).await
    }
    async fn over(options: SqliteConnectOptions) -> Arc<Lanes> {
        let lanes = Lanes::open(options, 1).await.unwrap();
        sqlx::query("create table t (n integer)").execute(lanes.take().await.unwrap().connection()).await.unwrap();
        lanes
    }
    async fn write(lanes: &Arc<Lanes>) -> Turn {
        let mut turn = Turn::new(lanes.take().await.unwrap(), true);
        let done = sqlx::query("insert into t values (1)").execute(turn.begun().await.unwrap()).await.unwrap();
        assert_eq!(done.rows_affected(), 1);
        turn
    }
    async fn read(turn: &mut Turn) -> i64 {
        let (connection, text) = turn.first_or_next("select count(*) from t".into_sql_str());
        sqlx::query_scalar(text).fetch_one(connection).await.unwrap()
    }
    async fn count(lanes: &Arc<Lanes>) -> i64 {
        let mut turn = Turn::new(lanes.take().await.unwrap(), false);
        let count = read(&mut turn).await;
        turn.commit().await.unwrap();
        count
    }

    #[tokio::test]
    async fn only_what_was_committed_stays() {
        let lanes = lanes().await;
        drop(write(&lanes).await);
        assert_eq!(count(&lanes).await, 0, "dropped, so rolled back, on the only connection there is");
        write(&lanes).await.commit().await.unwrap();
        assert_eq!(count(&lanes).await, 1);
        assert_eq!(count(&lanes).await, 1, "a read that ended is over before the next begins");
        write(&lanes).await.commit().await.unwrap();
        assert_eq!(count(&lanes).await, 2);
    }

    #[tokio::test]
    async fn a_request_that_was_given_up_leaves_nothing() {
        let lanes = lanes().await;
        let long = async {
            let mut turn = write(&lanes).await;
            let many = "with recursive c(n) as (select 1 union all select n + 1 from c where n < 3000000) insert into t select n from c";
            sqlx::query(many).execute(turn.begun().await.unwrap()).await.unwrap();
            turn.commit().await.unwrap();
        };
        assert!(tokio::time::timeout(Duration::from_millis(20), long).await.is_err(), "given up in the middle");
        assert_eq!(count(&lanes).await, 0);
    }

    #[tokio::test]
    async fn whoever_reads_sees_one_moment() {
        let options = options();
        let (one, other) = (over(options.clone()).await, Lanes::open(options, 1).await.unwrap());
        let mut turn = Turn::new(other.take().await.unwrap(), false);
        assert_eq!(read(&mut turn).await, 0);
        write(&one).await.commit().await.unwrap();
        assert_eq!(read(&mut turn).await, 0, "as it was at the first word");
        turn.commit().await.unwrap();
        assert_eq!(count(&other).await, 1);
    }

    #[tokio::test]
    async fn a_transaction_that_never_began_ends_well() {
        let lanes = lanes().await;
        Turn::new(lanes.take().await.unwrap(), true).commit().await.unwrap();
        lanes.close().await;
        assert!(lanes.take().await.is_err(), "closed");
    }
}
