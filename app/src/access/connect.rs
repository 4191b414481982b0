//! Opening the database at start: refusals, pools, migrations. Each refusal is one sentence that says what to do.
use super::{Clock, Db, Keys, engine::Pools, lanes::Lanes};
use sqlx::{
    migrate::{MigrateError, Migrator},
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    time::Duration,
};

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// Versions before this one can lose commits (WAL-reset bug).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// What is needed to open the database.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of the SQLite file.
    pub data: PathBuf,
    /// File that holds the master key, outside of `data`.
    pub key_file: PathBuf,
    /// PostgreSQL instead of SQLite.
    pub database_url: Option<String>,
}

/// Why Daybreak does not start.
#[derive(Debug, thiserror::Error)]
pub enum BootError {
    /// The file is a plain SQLite database.
    #[error(
        "{0} is not encrypted. Daybreak only opens encrypted databases: move this file away, or restore a backup that Daybreak made."
    )]
    Unencrypted(PathBuf),
    /// The key does not fit.
    #[error("{0} cannot be opened with the key in {1}. Use the key file that belongs to this data folder.")]
    WrongKey(PathBuf, PathBuf),
    /// The linked SQLite is too old.
    #[error("This build contains SQLite {0}, which can lose data. Build Daybreak with SQLite 3.51.3 or later.")]
    OldSqlite(String),
    /// The database was written by a newer Daybreak.
    #[error(
        "The database was made by a newer Daybreak (schema {0}). Start that version, or restore a backup from before the update."
    )]
    NewerSchema(i64),
    /// A migration that already ran has another text now.
    #[error("The database does not fit this build: {0}")]
    Migration(String),
    /// The key lies beside what it protects.
    #[error(
        "The key file {0} lies inside the data folder, so whoever copies the folder has the key too. Move it elsewhere and set DAYBREAK_KEY_FILE."
    )]
    KeyInsideData(PathBuf),
    /// The key file holds something else.
    #[error("{0} does not hold a key of 64 hexadecimal digits. Restore the key file from your safe copy.")]
    BadKey(PathBuf),
    /// Data without its key.
    #[error("The key file {0} is missing, but {1} exists. Put the key file back; without it the data cannot be read.")]
    MissingKey(PathBuf, PathBuf),
    /// A file or folder cannot be used.
    #[error("{0}: {1}")]
    Files(PathBuf, std::io::Error),
    /// The database does not answer.
    #[error("The database cannot be reached: {0}")]
    Database(String),
}

impl Db {
    /// Checks, opens and migrates.
    pub async fn open(settings: &Settings, clock: Clock) -> Result<Self, BootError> {
        fs::create_dir_all(&settings.data).map_err(|e| BootError::Files(settings.data.clone(), e))?;
        let file = settings.data.join("daybreak.db");
        let in_use = file.exists() || settings.database_url.is_some();
        let keys = load_key(settings, file.exists().then_some(&file), in_use)?;
        let db = match &settings.database_url {
            Some(url) => Self::new(open_postgres(url).await?, clock, keys),
            None => Self::new(open_sqlite(&file, &keys, settings).await?, clock, keys),
        };
        db.migrate().await?;
        Ok(db)
    }

    /// Brings the schema up to this build's version.
    pub async fn migrate(&self) -> Result<(), BootError> {
        let done = match self.pools() {
            Pools::Sqlite { write, .. } => {
                let mut lane = write.take().await.map_err(|e| BootError::Database(e.to_string()))?;
                SQLITE.run(lane.connection()).await
            }
            Pools::Postgres(pool) => POSTGRES.run(pool).await,
        };
        done.map_err(|e| match e {
            MigrateError::VersionMissing(v) | MigrateError::VersionTooNew(v, _) => BootError::NewerSchema(v),
            other => BootError::Migration(other.to_string()),
        })
    }

    #[cfg(test)]
    pub(super) fn of(pools: Pools, clock: Clock, keys: Keys) -> Self {
        Self::new(pools, clock, keys)
    }
}

pub(super) async fn open_postgres(url: &str) -> Result<Pools, BootError> {
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(5))
        .connect(url)
        .await
        .map_err(|e| BootError::Database(e.to_string()))?;
    Ok(Pools::Postgres(pool))
}

async fn open_sqlite(file: &Path, keys: &Keys, settings: &Settings) -> Result<Pools, BootError> {
    refuse_plain(file)?;
    let pools = sqlite_pools(file, keys)
        .await
        .map_err(|e| wrong_key(&e, file, settings).unwrap_or_else(|| BootError::Database(e.to_string())))?;
    let Pools::Sqlite { write, .. } = &pools else { return Ok(pools) };
    let mut lane = write.take().await.map_err(|e| BootError::Database(e.to_string()))?;
    let version: String = sqlx::query_scalar("select sqlite_version()")
        .fetch_one(lane.connection())
        .await
        .map_err(|e| wrong_key(&e, file, settings).unwrap_or_else(|| BootError::Database(e.to_string())))?;
    refuse_old(&version)?;
    drop(lane);
    Ok(pools)
}

/// One writer, which also does all checkpoints, and four readers that cannot write.
pub(super) async fn sqlite_pools(file: &Path, keys: &Keys) -> sqlx::Result<Pools> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .pragma("key", keys.database_pragma())
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("trusted_schema", "OFF")
        .pragma("secure_delete", "ON")
        .pragma("mmap_size", "0")
        .pragma("temp_store", "MEMORY");
    let write = Lanes::open(options.clone(), 1).await?;
    let reading = options.create_if_missing(false).read_only(true).pragma("wal_autocheckpoint", "0");
    let read = Lanes::open(reading, 4).await?;
    Ok(Pools::Sqlite { read, write })
}

/// SQLCipher writes random bytes where SQLite writes its name.
fn refuse_plain(file: &Path) -> Result<(), BootError> {
    let mut head = [0; 15];
    match fs::File::open(file).and_then(|mut f| f.read_exact(&mut head)) {
        Ok(()) if &head == b"SQLite format 3" => Err(BootError::Unencrypted(file.to_owned())),
        _ => Ok(()),
    }
}

fn refuse_old(version: &str) -> Result<(), BootError> {
    let mut parts = version.split('.').map(|p| p.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    if (next(), next(), next()) < OLDEST_SQLITE { Err(BootError::OldSqlite(version.to_owned())) } else { Ok(()) }
}

fn wrong_key(error: &sqlx::Error, file: &Path, settings: &Settings) -> Option<BootError> {
    let code = error.as_database_error()?.code()?;
    (code == "26").then(|| BootError::WrongKey(file.to_owned(), settings.key_file.clone()))
}

/// Reads the master key, or makes one for a data folder that is still empty.
fn load_key(settings: &Settings, data: Option<&PathBuf>, in_use: bool) -> Result<Keys, BootError> {
    let path = &settings.key_file;
    let folder = settings.data.canonicalize().map_err(|e| BootError::Files(settings.data.clone(), e))?;
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let inside = parent.canonicalize().is_ok_and(|p| p.starts_with(&folder))
        || path.canonicalize().is_ok_and(|p| p.starts_with(&folder));
    if inside {
        return Err(BootError::KeyInsideData(path.clone()));
    }
    if path.exists() {
        let text = fs::read_to_string(path).map_err(|e| BootError::Files(path.clone(), e))?;
        return Keys::from_hex(&text).ok_or_else(|| BootError::BadKey(path.clone()));
    }
    if let (Some(file), true) = (data, in_use) {
        return Err(BootError::MissingKey(path.clone(), file.clone()));
    }
    let hex = Keys::generate();
    write_secret(path, &hex).map_err(|e| BootError::Files(path.clone(), e))?;
    Keys::from_hex(&hex).ok_or_else(|| BootError::BadKey(path.clone()))
}

fn write_secret(path: &Path, hex: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o400).open(path)?;
    file.write_all(hex.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_versions_are_refused() {
        assert!(refuse_old("3.51.3").is_ok());
        assert!(refuse_old("3.53.4").is_ok());
        assert!(refuse_old("3.51.2").is_err());
        assert!(refuse_old("nonsense").is_err());
    }
}
