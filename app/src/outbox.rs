//! Mails to be sent, written in the caller's transaction; nothing is sent here. The worker of the server drains it.
use crate::{
    access::{Arg, Permission, RetryMail, Scope, ViewOutbox, Work, hex},
    error::AppError,
    values::*,
};
use serde::{Deserialize, Serialize};

sql! {
    OUTBOX_PUT = sqlite "insert into outbox (id, workspace_id, production_id, person_id, day_id, kind, recipient, subject, sealed, state, tries, next_at, error, created_at)
            select unhex(json_extract(e.value, '$.id')), $1, $2, unhex(json_extract(e.value, '$.person')), unhex(json_extract(e.value, '$.day')), json_extract(e.value, '$.kind'),
                json_extract(e.value, '$.recipient'), json_extract(e.value, '$.subject'), unhex(json_extract(e.value, '$.sealed')), 'queued', 0, $4, '', $4 from json_each($3) e"
        postgres "insert into outbox (id, workspace_id, production_id, person_id, day_id, kind, recipient, subject, sealed, state, tries, next_at, error, created_at)
            select e.id, $1, $2, e.person, e.day, e.kind, e.recipient, e.subject, decode(e.sealed, 'hex'), 'queued', 0, $4, '', $4
            from jsonb_to_recordset($3) as e(id uuid, person uuid, day uuid, kind text, recipient text, subject text, sealed text)";
    OUTBOX_DUE = rows { id: uuid } from
        "(select id from outbox where state = 'queued' and next_at <= $1 and (leased_until is null or leased_until < $1) order by next_at, id limit 20) x" order "id";
    OUTBOX_LEASE = "update outbox set leased_until = $2, tries = tries + 1 where id = $1 and state = 'queued' and (leased_until is null or leased_until < $3)";
    OUTBOX_LOAD = rows { id: uuid, workspace: uuid, production: uuid, person: uuid, day: uuid, recipient: text, subject: text, tries: int } from
        "(select id, workspace_id as workspace, production_id as production, person_id as person, day_id as day, recipient, subject, tries from outbox where id = $1) x" order "id";
    OUTBOX_BODY = "select sealed from outbox where id = $1 and sealed is not null";
    OUTBOX_SENT = "update outbox set state = 'sent', sealed = null, sent_at = $2, leased_until = null, error = '' where id = $1 and state = 'queued'";
    OUTBOX_LATER = "update outbox set next_at = $2, error = $3, leased_until = null where id = $1 and state = 'queued'";
    OUTBOX_FAILED = "update outbox set state = 'failed', error = $2, leased_until = null where id = $1 and state = 'queued'";
    OUTBOX_LIST = rows { id: uuid, kind: text, recipient: text, subject: text, state: text, tries: int, error: text, created_at: int, sent_at: int } from
        "(select id, kind, recipient, subject, state, tries, error, created_at, sent_at from outbox where workspace_id = $1 order by created_at desc, id desc limit 200) x" order "created_at desc, id desc";
    OUTBOX_RETRY = "update outbox set state = 'queued', next_at = $3, leased_until = null, error = '' where id = $1 and workspace_id = $2 and state in ('failed','queued') and sealed is not null";
}

/// A mail about to be queued.
#[derive(Debug)]
pub struct Mail<'a> {
    /// What it is for: `call`, `invitation`.
    pub kind: &'a str,
    /// Address of the recipient.
    pub to: &'a str,
    /// Subject; carries the code name only.
    pub subject: &'a str,
    /// Text with the link in it. Stored sealed, and forgotten once sent.
    pub body: &'a str,
    /// Whom it concerns.
    pub person: Option<PersonId>,
    /// The shooting day it is about.
    pub day: Option<DayId>,
}

/// A mail as the statement takes it; bytes and ids as hexadecimal digits.
#[derive(Serialize)]
struct Put<'a> {
    id: String,
    person: Option<String>,
    day: Option<String>,
    kind: &'a str,
    recipient: &'a str,
    subject: &'a str,
    sealed: String,
}

/// Queues mails in the caller's transaction, all in one statement.
pub async fn enqueue<P: Permission>(scope: &mut Scope<P>, mails: &[Mail<'_>]) -> Result<(), AppError> {
    if mails.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(mails.len());
    for mail in mails {
        let id: MailId = scope.new_id();
        let sealed = scope.keys().seal(&format!("outbox/{id}"), mail.body)?;
        rows.push(Put {
            id: id.0.simple().to_string(),
            person: mail.person.map(|p| p.0.simple().to_string()),
            day: mail.day.map(|d| d.0.simple().to_string()),
            kind: mail.kind,
            recipient: mail.to,
            subject: mail.subject,
            sealed: hex(&sealed),
        });
    }
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let done = scope.exec(&OUTBOX_PUT, args![workspace, production, Arg::doc(&rows)?, now]).await?;
    let all = usize::try_from(done) == Ok(mails.len());
    if all { Ok(()) } else { Err(AppError::internal("mails", format!("{done} of {} queued", mails.len()))) }
}

/// A mail as the admin page shows it; the text with its link stays sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MailRow {
    /// Id.
    pub id: MailId,
    /// What it is for.
    pub kind: String,
    /// Address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// queued, sent, failed.
    pub state: String,
    /// How often it was tried.
    pub tries: i64,
    /// The mail server's last words.
    pub error: String,
    /// Unix ms.
    pub created_at: i64,
    /// Unix ms.
    pub sent_at: Option<i64>,
}

/// The latest mails of the workspace.
pub async fn list(scope: &mut Scope<ViewOutbox>) -> Result<Vec<MailRow>, AppError> {
    let workspace = scope.workspace();
    scope.list(&OUTBOX_LIST, args![workspace]).await
}

/// Tries a mail again now.
pub async fn retry(scope: &mut Scope<RetryMail>, id: MailId) -> Result<(), AppError> {
    let (workspace, now) = (scope.workspace(), scope.now());
    scope.exec_versioned(&OUTBOX_RETRY, args![id, workspace, now]).await
}

/// A mail that this worker holds for a minute.
#[derive(Debug, Clone, Deserialize)]
pub struct Leased {
    /// Id; also the Message-ID, so that a doubled mail can be told.
    pub id: MailId,
    /// Company.
    pub workspace: WorkspaceId,
    /// Production, if it concerns one.
    pub production: Option<ProductionId>,
    /// Whom it concerns.
    pub person: Option<PersonId>,
    /// The shooting day it is about.
    pub day: Option<DayId>,
    /// Address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// How often it was tried, this time included.
    pub tries: i64,
    /// Text, opened.
    #[serde(skip)]
    pub body: String,
}

/// Takes up to twenty mails that are due, each for a minute.
pub async fn lease(scope: &mut Scope<Work>) -> Result<Vec<Leased>, AppError> {
    #[derive(Deserialize)]
    struct Due {
        id: MailId,
    }
    let now = scope.now();
    let due: Vec<Due> = scope.list(&OUTBOX_DUE, args![now]).await?;
    let mut leased = vec![];
    for Due { id } in due {
        if scope.exec(&OUTBOX_LEASE, args![id, now + 60_000, now]).await? == 1 {
            let mut mail: Leased = scope.one(&OUTBOX_LOAD, args![id]).await?;
            let sealed = scope.bytes(&OUTBOX_BODY, args![id]).await?.ok_or(AppError::NotFound)?;
            mail.body = scope.keys().open(&format!("outbox/{id}"), &sealed)?;
            leased.push(mail);
        }
    }
    Ok(leased)
}

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server took it.
    Sent,
    /// Not now; the reason as the server gave it.
    Later(String),
    /// Never; the reason as the server gave it.
    Refused(String),
}

/// Ten tries, five seconds doubling to 43 minutes, then it is failed.
const TRIES: i64 = 10;

/// Notes what became of a try; whether this was the last word on it.
pub async fn settle(scope: &mut Scope<Work>, mail: &Leased, outcome: &Outcome) -> Result<bool, AppError> {
    let now = scope.now();
    let error = |why: &str| Arg::from(why.chars().take(300).collect::<String>());
    let (sql, rest) = match outcome {
        Outcome::Sent => (&OUTBOX_SENT, vec![Arg::from(now)]),
        Outcome::Later(why) if mail.tries < TRIES => {
            (&OUTBOX_LATER, vec![Arg::from(now + (5_000 << mail.tries.clamp(0, 9))), error(why)])
        }
        Outcome::Later(why) | Outcome::Refused(why) => (&OUTBOX_FAILED, vec![error(why)]),
    };
    let done = scope.exec(sql, &[args![mail.id], &rest[..]].concat()).await? == 1;
    Ok(done && sql.name != OUTBOX_LATER.name)
}
