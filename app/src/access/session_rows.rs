//! Rows of the session table, for the session layer alone. Only SHA-256 of a token is stored, saving never revives
//! a revoked session, and both kinds of expiry are the database's to check.
use super::{Db, Shown, Sql, Via, engine::Tx};
use crate::{args, error::AppError, sql, values::AccountId};
use serde::Deserialize;
use std::{
    collections::HashMap,
    sync::{MutexGuard, PoisonError},
};

sql! {
    SESSION_LOAD = rows { data: text, account: uuid, absolute_until: int, seen_at: int, language: text } from
        "(select s.data as data, s.account_id as account, s.absolute_until as absolute_until, s.seen_at as seen_at, a.language as language
          from sessions s left join accounts a on a.id = s.account_id
          where s.id_hash = $1 and s.revoked_at is null and s.idle_until > $2 and s.absolute_until > $2
            and (s.account_id is null or a.disabled_at is null)) x" order "seen_at";
    SESSION_CREATE = "insert into sessions (id_hash, account_id, data, agent, created_at, seen_at, idle_until, absolute_until, mfa_at, proved_at, via)
        values ($1,$2,$3,'',$4,$4,$5,$6,$7,$8,$9) on conflict do nothing";
    SESSION_SAVE = "update sessions set data = $2, account_id = $3, mfa_at = $7, proved_at = $8, via = $9, seen_at = $4, idle_until = $5, absolute_until = (case when created_at + $6 < absolute_until then created_at + $6 else absolute_until end)
        where id_hash = $1 and revoked_at is null";
    SESSION_SEEN = "update sessions set seen_at = $2, idle_until = $3, absolute_until = (case when created_at + $4 < absolute_until then created_at + $4 else absolute_until end)
        where id_hash = $1 and revoked_at is null";
    /// Whether an account answers for a company, for money or for other people's rights.
    ACCOUNT_WEIGHTY = "select (case when exists (select 1 from workspace_members w where w.account_id = $1 and w.role in ('owner','admin'))
            or exists (select 1 from people p where p.account_id = $1 and p.removed_at is null and p.role in ('producer','accountant')) then cast(1 as bigint) else cast(0 as bigint) end)";
    SESSION_REVOKE = "update sessions set revoked_at = $2 where id_hash = $1 and revoked_at is null";
    SESSION_SWEEP = "delete from sessions where absolute_until < $1";
}

/// A session that is alive.
#[derive(Debug, Clone, Deserialize)]
pub struct SessionRow {
    /// What the session layer keeps in it, as JSON.
    pub data: String,
    /// Who is signed in.
    pub account: Option<AccountId>,
    /// When it ends whatever happens, unix ms.
    pub absolute_until: i64,
    /// When it was last used, unix ms, to the minute.
    pub seen_at: i64,
    /// Language of the account.
    pub language: Option<String>,
}

/// A session that was just read is believed for this long: a page asks several things at once. Who may do what is
/// still asked of the database each time; a session that ends here is forgotten at once.
const BELIEVED_MS: i64 = 1_000;
/// How long a session lasts without use, and in all (ASVS 5.0, 7.3.1 and 7.3.2; NIST SP 800-63B-4, AAL1 and AAL2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tier {
    idle_ms: i64,
    absolute_ms: i64,
}
const HOUR_MS: i64 = 3_600_000;
/// Crew and cast, and most of the office.
const LIGHT: Tier = Tier { idle_ms: 7 * 24 * HOUR_MS, absolute_ms: 30 * 24 * HOUR_MS };
/// Owners, admins, producers, accountants.
const WEIGHTY: Tier = Tier { idle_ms: HOUR_MS, absolute_ms: 24 * HOUR_MS };
/// How long after its end a session is still to be seen by whoever runs the site.
pub const SESSION_KEPT_MS: i64 = 30 * 24 * HOUR_MS;
/// So many are remembered at most.
const MOST: usize = 10_000;

/// Sessions that were just read.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    rows: HashMap<Vec<u8>, (i64, SessionRow)>,
    /// Counts what ended or changed, so that a row read before that is not remembered after it.
    changes: u64,
}
impl Fresh {
    fn get(&self, id: &[u8], now: i64) -> Option<SessionRow> {
        self.rows.get(id).filter(|(read, _)| (0..BELIEVED_MS).contains(&(now - read))).map(|(_, row)| row.clone())
    }
    fn put(&mut self, changes: u64, id: Vec<u8>, now: i64, row: &SessionRow) {
        if self.changes == changes {
            if self.rows.len() >= MOST {
                self.rows.clear();
            }
            self.rows.insert(id, (now, row.clone()));
        }
    }
    /// Nothing that was read holds any more.
    pub fn forget_all(&mut self) {
        self.changes += 1;
        self.rows.clear();
    }
    fn forget(&mut self, id: &[u8]) {
        self.changes += 1;
        self.rows.remove(id);
    }
}

/// What the session has been shown stands in its data, where the viewer is made of it, and in columns of its own, where
/// other sessions of the account are ended by it.
fn shown(data: &str) -> Shown {
    #[derive(Default, Deserialize)]
    struct Data {
        #[serde(default)]
        shown: Shown,
    }
    serde_json::from_str::<Data>(data).unwrap_or_default().shown
}

/// The session layer's own small door.
#[derive(Debug, Clone)]
pub struct SessionRows(Db);

impl SessionRows {
    /// Over the same database.
    pub fn new(db: Db) -> Self {
        Self(db)
    }
    /// Unix milliseconds.
    pub fn now(&self) -> i64 {
        self.0.clock().now()
    }
    /// The session, unless it is unknown, revoked or expired, or its account disabled.
    pub async fn load(&self, id_hash: Vec<u8>) -> Result<Option<SessionRow>, AppError> {
        let (now, changes) = (self.now(), self.fresh().changes);
        if let Some(row) = self.fresh().get(&id_hash, now) {
            return Ok(Some(row));
        }
        let row: Option<SessionRow> = self.0.look(&SESSION_LOAD, args![id_hash.clone(), now]).await?.into_iter().next();
        if let Some(row) = &row {
            self.fresh().put(changes, id_hash, now, row);
        }
        Ok(row)
    }
    /// A new session; false if the id is taken.
    pub async fn create(&self, id_hash: Vec<u8>, account: Option<AccountId>, data: &str) -> Result<bool, AppError> {
        let (now, tier) = (self.now(), self.tier(account).await?);
        let Shown { mfa_at, proved_at, via } = shown(data);
        let (idle, absolute, via) = (now + tier.idle_ms, now + tier.absolute_ms, via.map(Via::key));
        let args = args![id_hash, account, data, now, idle, absolute, mfa_at, proved_at, via];
        Ok(self.write(&SESSION_CREATE, args).await? == 1)
    }
    /// Keeps changes; false if the session ended meanwhile.
    pub async fn save(&self, id_hash: Vec<u8>, account: Option<AccountId>, data: &str) -> Result<bool, AppError> {
        let (now, tier) = (self.now(), self.tier(account).await?);
        let Shown { mfa_at, proved_at, via } = shown(data);
        let (idle, via) = (now + tier.idle_ms, via.map(Via::key));
        let args = args![id_hash.clone(), data, account, now, idle, tier.absolute_ms, mfa_at, proved_at, via];
        self.changed(&SESSION_SAVE, &id_hash, args).await.map(|n| n == 1)
    }
    /// Notes that it was used. Whoever has come to answer for more is asked again sooner.
    pub async fn seen(&self, id_hash: Vec<u8>, account: Option<AccountId>) -> Result<(), AppError> {
        let (now, tier) = (self.now(), self.tier(account).await?);
        let args = args![id_hash.clone(), now, now + tier.idle_ms, tier.absolute_ms];
        self.changed(&SESSION_SEEN, &id_hash, args).await.map(drop)
    }
    async fn tier(&self, account: Option<AccountId>) -> Result<Tier, AppError> {
        let Some(account) = account else { return Ok(LIGHT) };
        let weighty = self.0.look_number(&ACCOUNT_WEIGHTY, args![account]).await?;
        Ok(if weighty == Some(1) { WEIGHTY } else { LIGHT })
    }
    /// Ends it.
    pub async fn revoke(&self, id_hash: Vec<u8>) -> Result<(), AppError> {
        self.changed(&SESSION_REVOKE, &id_hash, args![id_hash.clone(), self.now()]).await.map(drop)
    }
    /// Deletes what has long ended.
    pub async fn sweep(&self) -> Result<u64, AppError> {
        self.write(&SESSION_SWEEP, args![self.now() - SESSION_KEPT_MS]).await
    }
    fn fresh(&self) -> MutexGuard<'_, Fresh> {
        self.0.fresh_sessions().lock().unwrap_or_else(PoisonError::into_inner)
    }
    /// Forgotten before the write, so that nobody is let in after it, and after it, whoever read in between.
    async fn changed(&self, sql: &Sql, id_hash: &[u8], args: &[super::Arg]) -> Result<u64, AppError> {
        self.fresh().forget(id_hash);
        let done = self.write(sql, args).await;
        self.fresh().forget(id_hash);
        done
    }
    async fn write(&self, sql: &Sql, args: &[super::Arg]) -> Result<u64, AppError> {
        let mut tx: Tx = self.0.begin(true).await?;
        let n = tx.exec(sql, args).await?;
        tx.commit().await?;
        Ok(n)
    }
}
