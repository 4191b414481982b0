//! What is written after the answer: refusals, looks at others' details, downloads, attempts to sign in that failed. A
//! refused scope writes nothing, a look only reads, and an attempt must not take longer where an account is known.
use super::{
    KEPT_DAYS,
    store::{Event, LOOKS_PUT, LOOKS_SWEEP, PRODUCTION_OF, write},
};
use crate::{
    access::{self, Arg, Db, Instance, Noted, On, Permission, Scope, What, Work, Worker},
    confidential,
    error::AppError,
    values::*,
};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// So many are written in one transaction.
const BATCH: usize = 200;
const HOUR_MS: i64 = 3_600_000;

/// The viewer of this scope sees these details of a person, who is told of it. One's own are nobody's business.
pub fn looked<P: Permission>(scope: &Scope<P>, person: PersonId) {
    if scope.me().person != Some(person) {
        let place = (scope.workspace(), scope.production());
        scope.later().looked(scope.viewer(), scope.now(), place, person);
    }
}

/// The same for a list of people with their numbers.
pub fn listed<P: Permission>(scope: &Scope<P>, people: impl Iterator<Item = PersonId>) {
    let place = (scope.workspace(), scope.production());
    let people = people.filter(|person| scope.me().person != Some(*person)).collect();
    scope.later().listed(scope.viewer(), scope.now(), place, people);
}

/// A security event that must not be waited for; see `security`.
pub fn later<P: Permission>(
    scope: &Scope<P>,
    account: Option<AccountId>,
    action: &'static str,
    done: bool,
    detail: Value,
) {
    scope.later().note(scope.viewer(), scope.now(), What::Security { account, action, done, detail });
}

/// The same outside of a scope, for the request being answered.
pub fn note(account: Option<AccountId>, action: &'static str, done: bool, detail: Value) {
    access::note(What::Security { account, action, done, detail });
}

/// Writes what waits; how much it was. What cannot be written now waits on.
pub async fn write_noted(db: &Db, worker: &Worker) -> Result<usize, AppError> {
    let (noted, lost) = db.later().take(BATCH);
    if noted.is_empty() && lost == 0 {
        return Ok(0);
    }
    let done = db
        .run(worker.viewer(), Instance, async |scope: &mut Scope<Work>| {
            for one in &noted {
                put(scope, one).await?;
            }
            if lost > 0 {
                let event = system(scope, "audit.lost", json!({ "n": lost }));
                write(scope, event).await?;
            }
            Ok(())
        })
        .await;
    match done {
        Ok(()) => Ok(noted.len().max(1)),
        Err(error) => {
            db.later().put_back(noted, lost);
            Err(error)
        }
    }
}

fn system<'a>(scope: &Scope<Work>, action: &'a str, detail: Value) -> Event<'a> {
    Event {
        place: (WorkspaceId::default(), ProductionId::default()),
        at: scope.now(),
        kind: "system",
        actor: None,
        action,
        target: None,
        detail,
        done: true,
        facts: None,
        about: None,
        private: None,
    }
}

async fn put(scope: &mut Scope<Work>, noted: &Noted) -> Result<(), AppError> {
    let actor = noted.actor.map(|a| a.0);
    let facts = noted.facts.clone();
    let base = Event { at: noted.at, kind: noted.kind, actor, facts, ..system(scope, "", json!({})) };
    match &noted.what {
        What::Refused { right, on } => {
            let place = place_of(scope, *on).await?;
            // What belongs to no company is about the account.
            let about = actor.filter(|_| place.0.0.is_nil());
            let detail = json!({ "name": right });
            write(scope, Event { place, action: "refused", detail, done: false, about, ..base }).await
        }
        What::Looked { workspace, production, people, list } => {
            looks(scope, noted, (*workspace, *production), people, *list, base).await
        }
        What::Confidential { workspace, production, person, kind } => {
            let (Some(viewer), place) = (actor, (*workspace, *production)) else { return Ok(()) };
            let since = noted.at - noted.at.rem_euclid(HOUR_MS);
            if !confidential::store::note_look(scope, place, *person, viewer, kind, since).await? {
                return Ok(());
            }
            let action = match *kind {
                "medical" => "confidential.looked_medical",
                "kin" => "confidential.looked_kin",
                _ => "confidential.looked_address",
            };
            write(scope, Event { place, action, target: Some(person.0), ..base }).await
        }
        What::Security { account, action, done, detail } => {
            let private = detail.as_object().is_none_or(|o| !o.is_empty()).then(|| detail.clone());
            let actor = actor.or(account.filter(|_| *done).map(|a| a.0));
            write(scope, Event { actor, action, done: *done, about: account.map(|a| a.0), private, ..base }).await
        }
        What::Exported { workspace } => {
            let place = (*workspace, ProductionId::default());
            write(scope, Event { place, action: "audit.exported", ..base }).await
        }
    }
}

/// Whose details were seen, and one event of it, unless all of that is known already.
async fn looks(
    scope: &mut Scope<Work>,
    noted: &Noted,
    place: (WorkspaceId, ProductionId),
    people: &[PersonId],
    list: bool,
    base: Event<'_>,
) -> Result<(), AppError> {
    let Some(viewer) = noted.actor else { return Ok(()) };
    let each = if list { 24 * HOUR_MS } else { HOUR_MS };
    let since = noted.at - noted.at.rem_euclid(each);
    let ids: Vec<String> = people.iter().map(|p| p.0.simple().to_string()).collect();
    let args = [&[Arg::doc(&ids)?][..], args![viewer, list, since, place.0, place.1]].concat();
    if scope.exec(&LOOKS_PUT, &args).await? == 0 {
        return Ok(());
    }
    let (action, target) = if list { ("people.looked", None) } else { ("person.looked", people.first().map(|p| p.0)) };
    let detail = if list { json!({ "n": people.len() }) } else { json!({}) };
    write(scope, Event { place, action, target, detail, ..base }).await
}

async fn place_of(scope: &mut Scope<Work>, on: On) -> Result<(WorkspaceId, ProductionId), AppError> {
    #[derive(Deserialize)]
    struct Row {
        id: Uuid,
    }
    Ok(match on {
        On::Production(production) => {
            let found: Option<Row> = scope.first(&PRODUCTION_OF, args![production]).await?;
            found.map(|row| (WorkspaceId(row.id), production)).unwrap_or_default()
        }
        On::Workspace(workspace) => (workspace, ProductionId::default()),
        On::Instance | On::Own => <(WorkspaceId, ProductionId)>::default(),
    })
}

/// Forgets looks that are older than events are kept, and what people gave who left long ago.
pub async fn sweep(scope: &mut Scope<Work>) -> Result<(), AppError> {
    let before = scope.now() - KEPT_DAYS * 24 * HOUR_MS;
    scope.exec(&LOOKS_SWEEP, args![before]).await?;
    confidential::store::sweep(scope, before).await
}
