//! Sealing what was written, and verifying what was sealed.
//!
//! Events are sealed by the server, about once a second, not by whoever writes them: reading the chain's end in every
//! write would put all writers behind each other. Ids grow with time, but several writers commit in any order, so a seal
//! follows what is there, never what ought to be: a late event is sealed later. Every second the server looks at the last
//! seconds, every minute at the last minutes, at its start and every hour at everything.
use super::{
    chain::{Anchor, Head, Problem, Row, Sealed, Walk},
    store::{SEAL_HEAD, SEAL_PUT, SEALED, UNSEALED, UNSEALED_SINCE},
};
use crate::{
    access::{Arg, Db, Inspect, Instance, Permission, Scope, Work, Worker, hex, unhex},
    error::AppError,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// As many as the statements give at once.
const BATCH: usize = 4_000;
const SECOND_MS: u64 = 1_000;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 3_600_000;

/// Seals, round by round. One per process; several processes get in each other's way only until the next round.
#[derive(Debug, Default)]
pub struct Sealer {
    /// The newest id that was sealed: others are looked for around it.
    newest: Option<Uuid>,
    /// When all events, and those of the last minutes, were looked at last.
    looked: (i64, i64),
    /// When the present run began. A backlog is one batch, however many rounds it takes.
    run: Option<i64>,
}

#[derive(Serialize)]
struct Put {
    seq: i64,
    workspace: String,
    production: String,
    event: String,
    prev: String,
    hash: String,
}

/// The smallest id of a time so much before that of another.
fn before(id: Uuid, ms: u64) -> Uuid {
    let at = u64::try_from(id.as_u128() >> 80).unwrap_or_default().saturating_sub(ms);
    Uuid::from_u128(u128::from(at) << 80)
}

impl Sealer {
    /// One round: how many events were sealed.
    pub async fn round(&mut self, db: &Db, worker: &Worker) -> Result<usize, AppError> {
        let now = db.clock().now();
        let all = self.newest.is_none() || now - self.looked.0 >= HOUR_MS;
        let minutes = now - self.looked.1 >= MINUTE_MS;
        let since = self.newest.filter(|_| !all).map(|id| before(id, SECOND_MS * if minutes { 300 } else { 2 }));
        let (rows, head) = db
            .run(worker.viewer(), Instance, async |scope: &mut Scope<Inspect>| {
                let rows: Vec<Row> = match since {
                    Some(since) => scope.list(&UNSEALED_SINCE, args![since, Uuid::nil()]).await?,
                    None => scope.list(&UNSEALED, &[]).await?,
                };
                Ok((rows, head(scope).await?))
            })
            .await?;
        if rows.len() < BATCH {
            self.looked = (if all { now } else { self.looked.0 }, if all || minutes { now } else { self.looked.1 });
        }
        let newest = rows.iter().map(|row| row.id).max();
        if rows.is_empty() {
            self.run = None;
            // Without any event there is nothing to look around; with all sealed by others, their newest.
            self.newest = self.newest.or(Some(Uuid::nil()));
            return Ok(0);
        }
        let sealed_at = *self.run.get_or_insert(now);
        let (count, puts) = (rows.len(), chained(rows, head));
        let done = db
            .run(worker.viewer(), Instance, async |scope: &mut Scope<Work>| {
                scope.exec(&SEAL_PUT, &[Arg::doc(&puts)?, Arg::from(sealed_at)]).await
            })
            .await;
        match done {
            Ok(_) => {
                if count < BATCH {
                    self.run = None;
                }
                self.newest = self.newest.max(newest);
                Ok(count)
            }
            // Another process was first; whatever it left is found in the next round.
            Err(AppError::Conflict) => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Seals everything that is there: round after round, until one was not full.
    pub async fn all(&mut self, db: &Db, worker: &Worker) -> Result<(), AppError> {
        while self.round(db, worker).await? >= BATCH {}
        Ok(())
    }
}

fn chained(rows: Vec<Row>, mut head: Head) -> Vec<Put> {
    let mut puts = Vec::with_capacity(rows.len());
    for row in rows {
        let hash = row.hash(&head.hash, head.seq + 1);
        puts.push(Put {
            seq: head.seq + 1,
            workspace: row.workspace.simple().to_string(),
            production: row.production.simple().to_string(),
            event: row.id.simple().to_string(),
            prev: hex(&head.hash),
            hash: hex(&hash),
        });
        head = Head { seq: head.seq + 1, hash };
    }
    puts
}

/// Where the chain ends.
pub async fn head<P: Permission>(scope: &mut Scope<P>) -> Result<Head, AppError> {
    #[derive(Deserialize)]
    struct Last {
        seq: i64,
        hash: String,
    }
    let last: Option<Last> = scope.first(&SEAL_HEAD, &[]).await?;
    Ok(match last {
        Some(last) => Head { seq: last.seq, hash: bytes(&last.hash)? },
        None => Head::default(),
    })
}

fn bytes(text: &str) -> Result<Vec<u8>, AppError> {
    unhex(text).ok_or_else(|| AppError::internal("seal", "not hexadecimal"))
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whatever is wrong, in the order of the chain.
    pub problems: Vec<Problem>,
    /// Seals that were walked.
    pub sealed: u64,
    /// Events that still wait for their seal: those of the last seconds.
    pub waiting: u64,
    /// Where the chain ends.
    pub head: Head,
}

/// A seal with its event, as the statement gives them.
#[derive(Deserialize)]
struct Line {
    seq: i64,
    sealed_at: i64,
    prev: String,
    hash: String,
    event: Uuid,
    workspace: Uuid,
    production: Uuid,
    there: bool,
    at: Option<i64>,
    kind: Option<String>,
    actor: Option<Uuid>,
    action: Option<String>,
    target: Option<Uuid>,
    detail: Option<serde_json::Value>,
    done: Option<bool>,
    request: Option<String>,
    facts: Option<String>,
    about: Option<Uuid>,
    private: Option<String>,
}
impl Line {
    fn sealed(self) -> Result<Sealed, AppError> {
        let row = self.there.then(|| Row {
            workspace: self.workspace,
            production: self.production,
            id: self.event,
            at: self.at.unwrap_or_default(),
            kind: self.kind.unwrap_or_default(),
            actor: self.actor,
            action: self.action.unwrap_or_default(),
            target: self.target,
            detail: self.detail.unwrap_or_default(),
            done: self.done.unwrap_or_default(),
            request: self.request.unwrap_or_default(),
            facts: self.facts.unwrap_or_default(),
            about: self.about,
            private: self.private.unwrap_or_default(),
        });
        let (prev, hash) = (bytes(&self.prev)?, bytes(&self.hash)?);
        Ok(Sealed { seq: self.seq, sealed_at: self.sealed_at, prev, hash, event: self.event, row })
    }
}

/// Walks the whole chain and compares it with the anchors.
pub async fn verify<P: Permission>(scope: &mut Scope<P>, anchors: &[Anchor]) -> Result<Report, AppError> {
    let mut walk = Walk::past(anchors);
    let mut last = i64::MIN;
    loop {
        let lines: Vec<Line> = scope.list(&SEALED, args![last]).await?;
        let full = lines.len() == BATCH;
        for line in lines {
            last = line.seq;
            walk.step(line.sealed()?);
        }
        if !full {
            break;
        }
    }
    let loose: Vec<Row> = scope.list(&UNSEALED, &[]).await?;
    let mut waiting = 0;
    for row in loose {
        if !walk.loose(row.id, row.at) {
            waiting += 1;
        }
    }
    let sealed = walk.count;
    let (problems, head) = walk.end();
    Ok(Report { problems, sealed, waiting, head })
}
