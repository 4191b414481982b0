//! Confidential details in the database: sealed on the way in, opened for one reader on the way out.
use super::{
    KEPT_MS,
    model::{Details, Kind, Other, Own, Slot, depth},
};
use crate::{
    access::{EditPeople, GiveConfidential, Permission, Scope, SubjectKey, ViewConfidential, Work, unhex},
    audit::{self, find_key, key_for},
    callsheets::model::policy::Depth,
    error::AppError,
    text::k,
    values::*,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;
use std::collections::HashMap;

pub use super::glass::{glasses, looks, open};

sql! {
    CONFIDENTIAL_OF = rows { kind: text, sealed: bytes, at: int } from
        "(select kind, sealed, changed_at as at from confidential where workspace_id = $1 and production_id = $2 and person_id = $3) x" order "kind";
    /// A change of what was seen (`$8`), or of whatever is there (`$9`).
    CONFIDENTIAL_PUT = "insert into confidential (workspace_id, person_id, kind, production_id, sealed, changed_at, changed_by) values ($1,$2,$3,$4,$5,$6,$7)
        on conflict (workspace_id, person_id, kind) do update set sealed = excluded.sealed, changed_at = excluded.changed_at, changed_by = excluded.changed_by
        where confidential.changed_at = $8 or $9";
    CONFIDENTIAL_DELETE = "delete from confidential where workspace_id = $1 and production_id = $2 and person_id = $3 and kind = $4 and changed_at = $5";
    /// Whoever left long ago.
    CONFIDENTIAL_SWEEP = "delete from confidential where exists (select 1 from people p
        where p.workspace_id = confidential.workspace_id and p.id = confidential.person_id and p.removed_at < $1)";
    /// Who gave something that the viewer sees at once; not what.
    CONFIDENTIAL_OTHERS = rows { id: uuid, name: text, department: text, kind: text } from
        "(select p.id, p.name, p.department, c.kind from confidential c join people p on p.workspace_id = c.workspace_id and p.id = c.person_id
          where c.workspace_id = $1 and c.production_id = $2 and p.removed_at is null and p.id <> $3
            and (c.kind = 'medical' and $4 or c.kind = 'kin' and $5 or c.kind = 'address' and $6)) x" order "name, id, kind";
    CONFIDENTIAL_PERSON = rows { name: text, email: text, language: text, signed_in: bool } from
        "(select p.name as name, coalesce(a.email, p.email) as email, coalesce(a.language, p.language) as language, (a.id is not null) as signed_in
          from people p left join accounts a on a.id = p.account_id and a.disabled_at is null
          where p.workspace_id = $1 and p.production_id = $2 and p.id = $3 and p.removed_at is null) x" order "name";
    GLASS_PUT = "insert into confidential_looks (workspace_id, person_id, viewer_id, kind, glass, since, production_id, reason, session_hash)
        values ($1,$2,$3,$4,true,$5,$6,$7,$8) on conflict do nothing";
    /// Glass that this session broke lately.
    GLASS_NOW = rows { kind: text, since: int } from
        "(select kind, max(since) as since from confidential_looks where workspace_id = $1 and production_id = $2 and person_id = $3
            and viewer_id = $4 and session_hash = $5 and glass and since > $6 group by kind) x" order "kind";
    LOOK_PUT = "insert into confidential_looks (workspace_id, person_id, viewer_id, kind, glass, since, production_id)
        values ($1,$2,$3,$4,false,$5,$6) on conflict do nothing";
    CONFIDENTIAL_LOOKS_MINE = rows { person: uuid, viewer: uuid, who: text, production: text, kind: text, glass: bool, since: int, reason: bytes } from
        "(select l.person_id as person, l.viewer_id as viewer, a.name as who, p.code_name as production, l.kind as kind, l.glass as glass, l.since as since, l.reason as reason
          from people m join confidential_looks l on l.person_id = m.id join accounts a on a.id = l.viewer_id
          join productions p on p.workspace_id = l.workspace_id and p.id = l.production_id
          where m.account_id = $1 and l.viewer_id <> $1 and l.since > $2) x" order "since desc, who, kind" limit "100";
    CONFIDENTIAL_LOOKS_SWEEP = "delete from confidential_looks where since < $1";
}

#[derive(Deserialize)]
struct Row {
    kind: Kind,
    sealed: String,
    at: i64,
}
#[derive(Deserialize)]
pub(super) struct Someone {
    pub name: String,
    pub email: String,
    pub language: String,
    pub signed_in: bool,
}

fn place(person: PersonId, kind: Kind) -> String {
    format!("confidential/{person}/{}", kind.key())
}

/// A person of this production who has not left.
pub(super) async fn someone<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<Someone, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&CONFIDENTIAL_PERSON, args![workspace, production, person]).await
}

/// Nothing of this is seen or done through another's eyes.
pub(super) fn own_eyes<P: Permission>(scope: &Scope<P>) -> Result<(), AppError> {
    if scope.me().looking { Err(AppError::Looking) } else { Ok(()) }
}

/// How a reader has each detail of somebody: as the key of the person opens it, in the database's words of this moment.
struct Reading {
    rows: HashMap<&'static str, Row>,
    key: Option<SubjectKey>,
    glass: HashMap<&'static str, i64>,
    person: PersonId,
}

impl Reading {
    fn slot<T: DeserializeOwned>(&self, kind: Kind, depth: Depth) -> Result<Slot<T>, AppError> {
        let minutes = self.glass.get(kind.key()).copied();
        match depth {
            Depth::Full => self.opened(kind, None),
            Depth::Limited if minutes.is_some() => self.opened(kind, minutes),
            Depth::Limited => Ok(Slot::Glass),
            _ => Ok(Slot::Hidden),
        }
    }
    fn opened<T: DeserializeOwned>(&self, kind: Kind, minutes: Option<i64>) -> Result<Slot<T>, AppError> {
        let Some(row) = self.rows.get(kind.key()) else { return Ok(Slot::Open { given: None, seen: 0, minutes }) };
        // Without its key it is erased.
        let Some(key) = self.key else { return Ok(Slot::Open { given: None, seen: row.at, minutes }) };
        let sealed = unhex(&row.sealed).ok_or_else(|| AppError::internal("confidential", "not hexadecimal"))?;
        let text = key.open(&place(self.person, kind), &sealed)?;
        let given = serde_json::from_str(&text).map_err(|e| AppError::internal("confidential", e))?;
        Ok(Slot::Open { given: Some(given), seen: row.at, minutes })
    }
}

async fn read<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
    depths: [Depth; 3],
    may_enter: bool,
) -> Result<Details, AppError> {
    let who = someone(scope, person).await?;
    let (workspace, production) = (scope.workspace(), scope.production());
    let glass = glasses(scope, person).await?;
    let opens = |kind: Kind| {
        let at = Kind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
        depths[at] == Depth::Full || depths[at] == Depth::Limited && glass.contains_key(kind.key())
    };
    let rows: Vec<Row> = scope.list(&CONFIDENTIAL_OF, args![workspace, production, person]).await?;
    let rows: HashMap<_, _> = rows.into_iter().filter(|r| opens(r.kind)).map(|r| (r.kind.key(), r)).collect();
    let key = if rows.is_empty() { None } else { find_key(scope, person.0).await?.flatten() };
    let reading = Reading { rows, key, glass, person };
    Ok(Details {
        person,
        name: who.name,
        may_enter,
        listed: scope.me().holds("people.view"),
        reachable: !who.email.is_empty(),
        medical: reading.slot(Kind::Medical, depths[0])?,
        kin: reading.slot(Kind::Kin, depths[1])?,
        address: reading.slot(Kind::Address, depths[2])?,
    })
}

/// One's own details, and who gave something that one sees at once.
pub async fn own(scope: &mut Scope<ViewConfidential>) -> Result<Own, AppError> {
    own_eyes(scope)?;
    let me = scope.me().clone();
    let person = me.person.ok_or(AppError::Forbidden)?;
    let details = read(scope, person, [Depth::Full; 3], false).await?;
    let [medical, kin, address] = Kind::ALL.map(|kind| depth(&me, kind) == Depth::Full);
    let others: Vec<Other> = match medical || kin || address {
        false => vec![],
        true => {
            let (workspace, production) = (scope.workspace(), scope.production());
            scope.list(&CONFIDENTIAL_OTHERS, args![workspace, production, person, medical, kin, address]).await?
        }
    };
    Ok(Own { details, others })
}

/// Somebody's details, no more of them than the viewer may see; what is seen at once is noted as a look.
pub async fn details(scope: &mut Scope<ViewConfidential>, person: PersonId) -> Result<Details, AppError> {
    own_eyes(scope)?;
    let me = scope.me().clone();
    if me.person == Some(person) {
        return read(scope, person, [Depth::Full; 3], false).await;
    }
    let (depths, may_enter) = (Kind::ALL.map(|kind| depth(&me, kind)), me.holds("people.edit"));
    if !may_enter && depths.iter().all(|depth| *depth < Depth::Limited) {
        return Err(AppError::Forbidden);
    }
    let details = read(scope, person, depths, may_enter).await?;
    let at_once = [seen(&details.medical), seen(&details.kin), seen(&details.address)];
    for (kind, _) in Kind::ALL.into_iter().zip(at_once).filter(|(_, seen)| *seen) {
        let place = (scope.workspace(), scope.production());
        scope.later().confidential(scope.viewer(), scope.now(), place, person, kind.key());
    }
    Ok(details)
}

/// Something was given and is seen without an emergency.
fn seen<T>(slot: &Slot<T>) -> bool {
    matches!(slot, Slot::Open { given: Some(_), minutes: None, .. })
}

/// Takes what somebody gives of themselves; nothing erases it. `seen` is when it was last changed, as the page knew.
pub async fn give<T: Serialize>(
    scope: &mut Scope<GiveConfidential>,
    kind: Kind,
    given: Option<&T>,
    seen: i64,
) -> Result<(), AppError> {
    own_eyes(scope)?;
    let person = scope.me().person.ok_or(AppError::Forbidden)?;
    if let Some(given) = given {
        return put(scope, person, kind, given, Some(seen)).await;
    }
    if seen == 0 {
        return Ok(());
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec_versioned(&CONFIDENTIAL_DELETE, args![workspace, production, person, kind.key(), seen]).await?;
    audit::record_about(scope, "confidential.erased", person, json!({}), json!({ "what": kind.key() })).await
}

/// Takes what the office enters for somebody, in the place of what is there; medical notes are the person's alone.
pub async fn enter<T: Serialize>(
    scope: &mut Scope<EditPeople>,
    person: PersonId,
    kind: Kind,
    given: &T,
) -> Result<(), AppError> {
    own_eyes(scope)?;
    if kind == Kind::Medical {
        return Err(AppError::Forbidden);
    }
    put(scope, person, kind, given, None).await
}

/// Writes a detail of somebody of this production; also the demo's way.
pub async fn put<P: Permission, T: Serialize>(
    scope: &mut Scope<P>,
    person: PersonId,
    kind: Kind,
    given: &T,
    seen: Option<i64>,
) -> Result<(), AppError> {
    someone(scope, person).await?;
    // What is at hand may be destroyed meanwhile: the database knows.
    let key = match find_key(scope, person.0).await? {
        Some(key) => key,
        None => key_for(scope, person.0).await?,
    };
    let key = key.ok_or_else(|| AppError::field("", k::CONFIDENTIAL_ERASED))?;
    let text = serde_json::to_string(given).map_err(|e| AppError::internal("confidential", e))?;
    let sealed = key.seal(&place(person, kind), &text)?;
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let (by, blind) = (scope.me().account, seen.is_none());
    let row = args![workspace, person, kind.key(), production, sealed, now, by, seen.unwrap_or_default(), blind];
    scope.exec_versioned(&CONFIDENTIAL_PUT, row).await?;
    audit::record_about(scope, "confidential.given", person, json!({}), json!({ "what": kind.key() })).await
}

/// Notes that somebody saw a detail at once; whether that was not known yet for this hour.
pub async fn note_look(
    scope: &mut Scope<Work>,
    place: (WorkspaceId, ProductionId),
    person: PersonId,
    viewer: uuid::Uuid,
    kind: &str,
    since: i64,
) -> Result<bool, AppError> {
    Ok(scope.exec(&LOOK_PUT, args![place.0, person, viewer, kind, since, place.1]).await? > 0)
}

/// Forgets what people gave who left long ago, and looks older than `looks_before`.
pub async fn sweep(scope: &mut Scope<Work>, looks_before: i64) -> Result<(), AppError> {
    let left_before = scope.now() - KEPT_MS;
    scope.exec(&CONFIDENTIAL_SWEEP, args![left_before]).await?;
    scope.exec(&CONFIDENTIAL_LOOKS_SWEEP, args![looks_before]).await.map(drop)
}
