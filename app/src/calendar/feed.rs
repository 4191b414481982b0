//! What a calendar gets that asks with its link. Reading comes first; only when something has changed since it was asked
//! last is that put down, so that the number of an event rises with every change a calendar could have seen.
use super::{
    ics::{self, Event},
    model::{Entry, Stage, entries, key},
    store,
};
use crate::{
    access::{Db, KeepFeed, Own, ReadFeed, Scope, Viewer, digest, hex},
    error::AppError,
    schedule::boards::{self, date_kind},
    text::{Lang, k},
    values::PersonId,
};
use std::collections::HashMap;

/// The feed as text, for whoever holds a link.
pub async fn of(db: &Db, viewer: Viewer) -> Result<String, AppError> {
    let asked = viewer.clone();
    let read = db.run(asked.clone(), Own, async |scope: &mut Scope<ReadFeed>| read(scope).await).await?;
    let changed = read.changed();
    if changed.is_empty() {
        return Ok(read.write());
    }
    db.run(asked, Own, async |scope: &mut Scope<KeepFeed>| store::keep(scope, &changed).await).await?;
    Ok(db.run(viewer, Own, async |scope: &mut Scope<ReadFeed>| self::read(scope).await).await?.write())
}

/// A feed with what was given out last.
struct Feed {
    code: String,
    lang: Lang,
    now: i64,
    events: Vec<(Event, Option<store::Given>)>,
}

async fn read(scope: &mut Scope<ReadFeed>) -> Result<Feed, AppError> {
    let person = store::holder(scope)?;
    let store::Owner { code, lang } = store::owner(scope, person).await?;
    let mut given: HashMap<String, store::Given> = store::given(scope, person).await?;
    let (told, live) = boards::own_history(scope).await?.unwrap_or_default();
    let all = entries(&told, &live);
    let events = all.iter().map(|entry| {
        let event = event(entry, person, &code, lang);
        let given = given.remove(&event.uid);
        (event, given)
    });
    let events = events.collect();
    Ok(Feed { code, lang, now: scope.now(), events })
}

/// The id of an event stays as long as the day and the person do, and tells neither.
fn uid(person: PersonId, key: &str) -> String {
    let digits = hex(&digest(format!("calendar/{person}/{key}").as_bytes()));
    format!("{}@daybreak", &digits[..32])
}

fn event(entry: &Entry, person: PersonId, code: &str, lang: Lang) -> Event {
    let about = match entry.stage {
        Stage::Tentative => k::CALENDAR_TENTATIVE,
        Stage::Confirmed => k::CALENDAR_CONFIRMED,
        Stage::Cancelled => k::CALENDAR_CANCELLED,
    };
    Event {
        uid: uid(person, &key(&entry.date)),
        date: entry.date.date,
        stage: entry.stage,
        summary: format!("{code} · {}", date_kind(entry.date.kind).say(lang)),
        about: about.say(lang).to_owned(),
        sequence: 0,
        changed_at: 0,
    }
}

impl Feed {
    /// What differs from what was given out last.
    fn changed(&self) -> Vec<(String, String)> {
        let differs = |(event, given): &(Event, Option<store::Given>)| {
            let hash = event.hash();
            let same = given.as_ref().is_some_and(|g| g.content_hash == hash);
            (!same).then(|| (event.uid.clone(), hash))
        };
        self.events.iter().filter_map(differs).collect()
    }

    fn write(self) -> String {
        let Self { code, lang, now, events } = self;
        let numbered = events.into_iter().map(|(event, given)| {
            let (sequence, changed_at) = given.map_or((0, now), |g| (g.sequence, g.changed_at));
            Event { sequence, changed_at, ..event }
        });
        ics::write(&code, lang, numbered)
    }
}
