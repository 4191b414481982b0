//! The log in the database: writing an event, reading a company's events.
use super::{
    model::{Asked, AuditLine, GROUPS, Line, Log, SECURITY},
    subject::{find, key_for, stranger},
};
use crate::{
    access::{Arg, Facts, Permission, Scope, SubjectKey, ViewAudit, unhex},
    accounts::model::browser,
    error::AppError,
    values::*,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

sql! {
    AUDIT_INSERT = "insert into audit_events (workspace_id, id, production_id, at, actor_kind, actor_id, action, target, detail, done, request, facts, about, private)
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)";
    AUDIT_RECENT = rows { id: uuid, at: int, actor: text, action: text, detail: json, whom: text } from
        "(select e.id as id, e.at as at, coalesce(a.name, p.name, '') as actor, e.action as action, e.detail as detail, coalesce(t.name, '') as whom from audit_events e
          left join accounts a on a.id = e.actor_id left join people p on p.workspace_id = e.workspace_id and p.id = e.actor_id
          left join people t on t.workspace_id = e.workspace_id and t.id = e.target
          where e.workspace_id = $1 and e.production_id = $2 and e.done and e.action not in ('person.looked','people.looked') and e.action not like 'confidential.%' order by e.id desc limit 12) x" order "id desc";
    /// `$2` is nil, and means "any" where an id is asked for.
    AUDIT_LOG = rows { id: uuid, at: int, kind: text, actor: uuid, name: text, action: text, target: uuid, production: uuid, detail: json, done: bool, request: text, facts: bytes, about: uuid, private: bytes } from
        "(select e.id, e.at, e.actor_kind as kind, e.actor_id as actor, coalesce(a.name, '') as name, e.action, e.target, e.production_id as production, e.detail, e.done, e.request, e.facts, e.about, e.private
          from (select c.* from audit_events c where c.workspace_id = $1 and $4 and (c.production_id = $5 or $5 = $2)
                union all
                select s.* from workspace_members m join audit_events s on s.about = m.account_id and s.workspace_id = $2
                  where m.workspace_id = $1 and $6) e
          left join accounts a on a.id = e.actor_id
          where e.id < $3 and (e.actor_id = $7 or e.about = $7 or $7 = $2) and e.at >= $8 and e.at < $9 and (e.done = $10 or e.done = $11)
            and (e.action like $12 or e.action like $13 or e.action like $14 or e.action like $15 or e.action like $16)) x" order "id desc" limit "$17";
    AUDIT_MEMBERS = rows { id: uuid, name: text } from
        "(select a.id as id, a.name as name from workspace_members m join accounts a on a.id = m.account_id where m.workspace_id = $1) x" order "name, id";
    AUDIT_PRODUCTIONS = rows { id: uuid, name: text } from "(select id, code_name as name from productions where workspace_id = $1) x" order "name, id";
    AUDIT_PEOPLE = rows { id: uuid, name: text } from "(select id, name from people where workspace_id = $1 and production_id = $2) x" order "id";
    PRODUCTION_OF = rows { id: uuid } from "(select workspace_id as id from productions where id = $1) x" order "id";

    KEY_FIND = rows { wrapped: bytes } from "(select wrapped from subject_keys where subject_id = $1) x" order "wrapped";
    KEY_INSERT = "insert into subject_keys (subject_id, wrapped, created_at) values ($1,$2,$3) on conflict do nothing";
    KEY_DESTROY = "update subject_keys set wrapped = null, destroyed_at = $2 where subject_id = $1";
    KEY_DESTROYED_INSERT = "insert into subject_keys (subject_id, created_at, destroyed_at) values ($1,$2,$2)";

    LOOKS_PUT = sqlite "insert into looks (person_id, viewer_id, list, since, workspace_id, production_id)
            select unhex(e.value), $2, $3, $4, $5, $6 from json_each($1) e where true on conflict do nothing"
        postgres "insert into looks (person_id, viewer_id, list, since, workspace_id, production_id)
            select e.value::uuid, $2, $3, $4, $5, $6 from jsonb_array_elements_text($1) e on conflict do nothing";
    LOOKS_MINE = rows { who: text, production: text, since: int, list: bool } from
        "(select a.name as who, p.code_name as production, l.since as since, l.list as list from people m
          join looks l on l.person_id = m.id join accounts a on a.id = l.viewer_id
          join productions p on p.workspace_id = l.workspace_id and p.id = l.production_id
          where m.account_id = $1 and l.viewer_id <> $1 and l.since > $2) x" order "since desc, who, production" limit "100";
    LOOKS_SWEEP = "delete from looks where since < $1";

    SEAL_HEAD = rows { seq: int, hash: bytes } from "(select seq, hash from audit_seals order by seq desc limit 1) x" order "seq";
    SEAL_PUT = sqlite "insert into audit_seals (seq, workspace_id, production_id, event_id, sealed_at, prev_hash, hash)
            select json_extract(e.value,'$.seq'), unhex(json_extract(e.value,'$.workspace')), unhex(json_extract(e.value,'$.production')), unhex(json_extract(e.value,'$.event')), $2,
                unhex(json_extract(e.value,'$.prev')), unhex(json_extract(e.value,'$.hash')) from json_each($1) e"
        postgres "insert into audit_seals (seq, workspace_id, production_id, event_id, sealed_at, prev_hash, hash)
            select e.seq, e.workspace, e.production, e.event, $2, decode(e.prev, 'hex'), decode(e.hash, 'hex')
            from jsonb_to_recordset($1) as e(seq bigint, workspace uuid, production uuid, event uuid, prev text, hash text)";
    /// Events from an id on that have no seal, production by production: the order of the table.
    UNSEALED_SINCE = rows { workspace: uuid, production: uuid, id: uuid, at: int, kind: text, actor: uuid, action: text, target: uuid, detail: json, done: bool, request: text, facts: bytes, about: uuid, private: bytes } from
        "(select e.workspace_id as workspace, e.production_id as production, e.id, e.at, e.actor_kind as kind, e.actor_id as actor, e.action, e.target, e.detail, e.done, e.request, e.facts, e.about, e.private
          from (select workspace_id, id as production_id from productions union all select id, $2 from workspaces union all select $2, $2) p
          join audit_events e on e.workspace_id = p.workspace_id and e.production_id = p.production_id and e.id >= $1
          where not exists (select 1 from audit_seals s where s.event_id = e.id and s.workspace_id = e.workspace_id and s.production_id = e.production_id)) x" order "id, workspace, production" limit "4000";
    /// All events without a seal.
    UNSEALED = rows { workspace: uuid, production: uuid, id: uuid, at: int, kind: text, actor: uuid, action: text, target: uuid, detail: json, done: bool, request: text, facts: bytes, about: uuid, private: bytes } from
        "(select e.workspace_id as workspace, e.production_id as production, e.id, e.at, e.actor_kind as kind, e.actor_id as actor, e.action, e.target, e.detail, e.done, e.request, e.facts, e.about, e.private
          from audit_events e where not exists (select 1 from audit_seals s where s.event_id = e.id and s.workspace_id = e.workspace_id and s.production_id = e.production_id)) x" order "id, workspace, production" limit "4000";
    /// Seals with their events, those that still have one.
    SEALED = rows { seq: int, sealed_at: int, prev: bytes, hash: bytes, event: uuid, workspace: uuid, production: uuid, there: bool, at: int, kind: text, actor: uuid, action: text, target: uuid, detail: json, done: bool, request: text, facts: bytes, about: uuid, private: bytes } from
        "(select s.seq, s.sealed_at, s.prev_hash as prev, s.hash, s.event_id as event, s.workspace_id as workspace, s.production_id as production, (e.id is not null) as there,
                 e.at, e.actor_kind as kind, e.actor_id as actor, e.action, e.target, e.detail, e.done, e.request, e.facts, e.about, e.private
          from audit_seals s left join audit_events e on e.workspace_id = s.workspace_id and e.production_id = s.production_id and e.id = s.event_id
          where s.seq > $1) x" order "seq" limit "4000";
}

/// An event about to be written.
pub(super) struct Event<'a> {
    pub place: (WorkspaceId, ProductionId),
    pub at: i64,
    pub kind: &'a str,
    pub actor: Option<Uuid>,
    pub action: &'a str,
    pub target: Option<Uuid>,
    pub detail: Value,
    pub done: bool,
    pub facts: Option<Arc<Facts>>,
    pub about: Option<Uuid>,
    /// What is personal beside the request; sealed under the key of `about`.
    pub private: Option<Value>,
}

fn cell(id: Uuid, what: &str) -> String {
    format!("audit_events/{id}/{what}")
}

/// Whose key the request's facts are sealed under.
fn owner(actor: Option<Uuid>, about: Option<Uuid>, at: i64) -> Uuid {
    actor.or(about).unwrap_or_else(|| stranger(at))
}

/// Writes an event. It goes out with the commit; the keys it needs are at hand after their first use.
pub(super) async fn write<P: Permission>(scope: &mut Scope<P>, event: Event<'_>) -> Result<(), AppError> {
    let id = Uuid::now_v7();
    let request = event.facts.as_ref().map(|f| f.request.clone()).unwrap_or_default();
    let facts = match event.facts.filter(|f| f.ip.is_some() || !f.agent.is_empty()) {
        None => None,
        Some(facts) => {
            let text = json!({ "ip": facts.ip.map(|ip| ip.to_string()), "agent": facts.agent }).to_string();
            let key = key_for(scope, owner(event.actor, event.about, event.at)).await?;
            key.map(|key| key.seal(&cell(id, "facts"), &text)).transpose()?
        }
    };
    let private = match event.private {
        None => None,
        Some(private) => {
            let key = key_for(scope, event.about.unwrap_or_else(|| stranger(event.at))).await?;
            key.map(|key| key.seal(&cell(id, "private"), &private.to_string())).transpose()?
        }
    };
    let (workspace, production) = event.place;
    let args = [
        Arg::from(workspace),
        Arg::from(id),
        Arg::from(production),
        Arg::from(event.at),
        Arg::from(event.kind),
        Arg::Id(event.actor),
        Arg::from(event.action),
        Arg::Id(event.target),
        Arg::from(event.detail),
        Arg::from(event.done),
        Arg::from(request),
        Arg::from(facts),
        Arg::Id(event.about),
        Arg::from(private),
    ];
    scope.event(&AUDIT_INSERT, &args).await
}

/// An event of the scope's production and viewer.
fn here<'a, P: Permission>(scope: &Scope<P>, action: &'a str, target: Option<Uuid>, detail: Value) -> Event<'a> {
    Event {
        place: (scope.workspace(), scope.production()),
        at: scope.now(),
        kind: scope.viewer_kind(),
        actor: scope.me().account.map(|a| a.0).or(scope.me().person.map(|p| p.0)),
        action,
        target,
        detail,
        done: true,
        facts: scope.viewer().facts().cloned(),
        about: None,
        private: None,
    }
}

/// Writes an event into the caller's transaction. `detail` stands in clear for ever: numbers and names of things, never
/// of persons. Who is concerned is said by `target`, and their name is read beside it.
pub async fn record<P: Permission>(
    scope: &mut Scope<P>,
    action: &str,
    target: Option<Uuid>,
    detail: Value,
) -> Result<(), AppError> {
    let event = here(scope, action, target, detail);
    write(scope, event).await
}

/// The same about somebody, with something personal: that is sealed under their key.
pub async fn record_about<P: Permission>(
    scope: &mut Scope<P>,
    action: &str,
    person: PersonId,
    detail: Value,
    private: Value,
) -> Result<(), AppError> {
    let event = here(scope, action, Some(person.0), detail);
    write(scope, Event { about: Some(person.0), private: Some(private), ..event }).await
}

/// Writes a security event of an account: sign-in, a factor, a password, a session. It belongs to no production, and what
/// it says is sealed under the account's key.
pub async fn security<P: Permission>(
    scope: &mut Scope<P>,
    account: Option<AccountId>,
    action: &str,
    done: bool,
    detail: Value,
) -> Result<(), AppError> {
    let event = here(scope, action, None, json!({}));
    // Whoever has just proved to be the owner is not signed in yet.
    let actor = event.actor.or(account.filter(|_| done).map(|a| a.0));
    let private = detail.as_object().is_none_or(|o| !o.is_empty()).then_some(detail);
    let place = (WorkspaceId::default(), ProductionId::default());
    write(scope, Event { place, actor, done, about: account.map(|a| a.0), private, ..event }).await
}

/// The latest changes of a production.
pub async fn recent<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<AuditLine>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        id: Uuid,
        at: i64,
        actor: String,
        action: String,
        detail: Value,
        whom: String,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Row> = scope.list(&AUDIT_RECENT, args![workspace, production]).await?;
    let named = |Row { id, at, actor, action, mut detail, whom }: Row| {
        name_in(&mut detail, whom);
        AuditLine { id, at, actor, action, detail }
    };
    Ok(rows.into_iter().map(named).collect())
}

/// Puts somebody's name where the words want one.
fn name_in(detail: &mut Value, name: String) {
    if let Some(object) = detail.as_object_mut()
        && !name.is_empty()
    {
        object.entry("name").or_insert(Value::String(name));
    }
}

#[derive(Deserialize)]
struct Named {
    id: Uuid,
    name: String,
}

#[derive(Deserialize)]
struct Row {
    id: Uuid,
    at: i64,
    kind: String,
    actor: Option<Uuid>,
    name: String,
    action: String,
    target: Option<Uuid>,
    production: Uuid,
    detail: Value,
    done: bool,
    request: String,
    facts: String,
    about: Option<Uuid>,
    private: String,
}

impl Row {
    /// The target, where that is a person.
    fn whom(&self) -> Option<Uuid> {
        self.target.filter(|_| {
            ["person.", "call.", "invitation.", "right.", "confidential."]
                .iter()
                .any(|start| self.action.starts_with(start))
        })
    }
}

/// What is asked, as the statement takes it.
fn asked(workspace: WorkspaceId, asked: &Asked, most: i64) -> [Arg; 17] {
    const DAY_MS: i64 = 86_400_000;
    let id = |text: &str, other: Uuid| if text.is_empty() { other } else { text.parse().unwrap_or(Uuid::max()) };
    let day = |text: &str| {
        let midnight = text.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(midnight.timestamp().as_millisecond())
    };
    let group = GROUPS.iter().find(|(key, ..)| *key == asked.group);
    let ways = group.map_or(&["%"][..], |(_, _, ways)| *ways);
    // A way that is missing is the first once more.
    let way = |n: usize| Arg::from(*ways.get(n).or(ways.first()).unwrap_or(&"%"));
    let security = asked.group == SECURITY;
    let nil = Uuid::nil();
    [
        Arg::from(workspace),
        Arg::from(nil),
        Arg::from(id(&asked.before, Uuid::max())),
        Arg::from(!security),
        Arg::from(id(&asked.production, nil)),
        // Events of accounts belong to no production.
        Arg::from(asked.production.is_empty() && (security || asked.group.is_empty())),
        Arg::from(id(&asked.person, nil)),
        Arg::from(day(&asked.from).unwrap_or(0)),
        Arg::from(day(&asked.to).map_or(i64::MAX, |at| at + DAY_MS)),
        Arg::from(asked.result != "refused"),
        Arg::from(asked.result == "done"),
        way(0),
        way(1),
        way(2),
        way(3),
        way(4),
        Arg::from(most),
    ]
}

/// A page of the company's log, the latest first.
pub async fn log(scope: &mut Scope<ViewAudit>, wanted: &Asked, most: usize) -> Result<Log, AppError> {
    let workspace = scope.workspace();
    let count = i64::try_from(most).unwrap_or(i64::MAX - 1) + 1;
    let mut rows: Vec<Row> = scope.list(&AUDIT_LOG, &asked(workspace, wanted, count)).await?;
    let more = rows.len() > most;
    rows.truncate(most);
    let people: Vec<Named> = scope.list(&AUDIT_MEMBERS, args![workspace]).await?;
    let productions: Vec<Named> = scope.list(&AUDIT_PRODUCTIONS, args![workspace]).await?;
    let keys = keys_of(scope, &rows).await?;
    let mut names: HashMap<Uuid, String> = people.iter().map(|n| (n.id, n.name.clone())).collect();
    // Names of persons lie in their production; row-level security wants it entered.
    let places: HashSet<Uuid> = rows.iter().map(|r| r.production).filter(|p| !p.is_nil()).collect();
    for production in places {
        scope.enter(workspace, ProductionId(production)).await?;
        let here: Vec<Named> = scope.list(&AUDIT_PEOPLE, args![workspace, production]).await?;
        names.extend(here.into_iter().map(|n| (n.id, n.name)));
    }
    let code = |id: Uuid| productions.iter().find(|p| p.id == id).map(|p| p.name.clone()).unwrap_or_default();
    let lines = rows.into_iter().map(|row| line(row, &keys, &names, code)).collect();
    let productions = productions.iter().map(|p| (ProductionId(p.id), p.name.clone())).collect();
    Ok(Log { lines, more, people: people.into_iter().map(|n| (n.id, n.name)).collect(), productions })
}

/// The keys that these rows are read with, asked of the database: what another process destroyed is gone here, too.
async fn keys_of<P: Permission>(
    scope: &mut Scope<P>,
    rows: &[Row],
) -> Result<HashMap<Uuid, Option<SubjectKey>>, AppError> {
    let mut keys = HashMap::new();
    for row in rows {
        for subject in [Some(owner(row.actor, row.about, row.at)), row.about, row.whom()].into_iter().flatten() {
            if let std::collections::hash_map::Entry::Vacant(free) = keys.entry(subject)
                && let Some(found) = find(scope, subject).await?
            {
                free.insert(found);
            }
        }
    }
    Ok(keys)
}

fn line(
    row: Row,
    keys: &HashMap<Uuid, Option<SubjectKey>>,
    names: &HashMap<Uuid, String>,
    code: impl Fn(Uuid) -> String,
) -> Line {
    let opened = |subject: Uuid, what: &str, sealed: &str| -> Option<Value> {
        let key = keys.get(&subject).copied().flatten()?;
        serde_json::from_str(&key.open(&cell(row.id, what), &unhex(sealed)?).ok()?).ok()
    };
    let dead = |subject: Option<Uuid>| subject.is_some_and(|s| matches!(keys.get(&s), Some(None)));
    let facts = opened(owner(row.actor, row.about, row.at), "facts", &row.facts).unwrap_or_default();
    let private = row.about.and_then(|about| opened(about, "private", &row.private));
    let fact = |name: &str| facts.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = |id: Option<Uuid>| id.filter(|_| !dead(id)).and_then(|id| names.get(&id)).cloned().unwrap_or_default();
    let mut detail = row.detail.clone();
    if let (Some(Value::Object(more)), Some(object)) = (private, detail.as_object_mut()) {
        object.extend(more);
    }
    let whom = row.whom();
    name_in(&mut detail, name(whom));
    let who = if row.name.is_empty() || dead(row.actor) { name(row.actor) } else { row.name };
    let erased = dead(row.actor) || dead(row.about) || dead(whom);
    let production = if row.production.is_nil() { String::new() } else { code(row.production) };
    Line {
        id: row.id,
        at: second(row.at),
        who,
        kind: row.kind,
        action: row.action,
        detail,
        production,
        done: row.done,
        request: row.request,
        ip: fact("ip"),
        browser: browser(&fact("agent")),
        erased,
    }
}

/// UTC, to the second.
pub(super) fn second(at: i64) -> String {
    jiff::Timestamp::from_millisecond(at).map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
}
