//! Publishing: everything is worked out in a reading scope, then one short write puts it down.
use super::{
    assemble::{self, Draft},
    letter::Letter,
    links::{self, NewLink},
    model::{
        changes::{Change, changes},
        checklist::{Finding, Severity},
        personal::Personal,
        sheet::{CallKind, RevisionHead, Sheet},
        view::SheetView,
    },
    screen::{Base, Kept, PublishScreen, RevisionTag, Since, Sum, Tick, Told},
    store::*,
};
use crate::{
    access::{self, Arg, Permission, PublishSheet, Scope, digest, hex},
    audit,
    error::AppError,
    text::{Lang, k},
    values::*,
};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
/// What is about to be issued: the sheet, and what each person gets.
#[derive(Debug)]
pub struct Planned {
    draft: Draft,
    sheet: Sheet,
    head: RevisionHead,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    kept: Kept,
    hash: String,
    told: Told,
    email: String,
    lang: Lang,
}

/// What one person gets, as the statement takes it.
#[derive(Serialize)]
struct Put<'a> {
    person: String,
    kept: &'a Kept,
    hash: &'a str,
    state: &'static str,
}
impl<'a> Put<'a> {
    fn of(e: &'a Entry) -> Self {
        let state = if e.told.by_mail { "queued" } else { "none" };
        Self { person: e.told.person.0.simple().to_string(), kept: &e.kept, hash: &e.hash, state }
    }
}

/// Everything one write puts down.
#[derive(Debug)]
pub struct Prepared {
    planned: Planned,
    findings: Vec<Finding>,
    sheet: Arg,
    rows: Arg,
    links: Vec<NewLink>,
    mails: Vec<Letter>,
}

/// The hash a confirmation is bound to.
pub fn content_hash(sheet: &Sheet, person: PersonId) -> Option<String> {
    Personal::own(sheet, person).map(|own| hex(&digest(own.canonical().as_bytes())))
}

/// Somebody's page without the sheet around it: enough to compare with.
fn slim(personal: &Personal) -> Personal {
    let view = &personal.sheet;
    let sheet = SheetView {
        production: view.production.clone(),
        day: view.day.clone(),
        revision: None,
        front: None,
        safety: None,
        scenes: None,
        totals: None,
        cast: None,
        background: None,
        departments: None,
        locations: None,
        transport: None,
        advance: None,
        notes: None,
        contacts: None,
        medical: None,
    };
    Personal { sheet, hospitals: vec![], help: vec![], notes: vec![], ..personal.clone() }
}

/// What they knew: what they confirmed, else what they opened, else what they were sent last.
fn base_of(old: &RecipientRow) -> Base {
    if let Some(confirmed) = &old.confirmed {
        return Base { name: old.confirmed_name.clone().unwrap_or_default(), personal: slim(&confirmed.personal) };
    }
    match (&old.kept.base, old.opened_revision == Some(old.revision)) {
        (Some(base), false) => (**base).clone(),
        _ => Base { name: old.revision_name.clone(), personal: slim(&old.kept.personal) },
    }
}

fn tick_of(old: Option<&RecipientRow>, hash: &str) -> Tick {
    match old {
        None => Tick::New,
        Some(r) if r.confirmed_hash.as_deref() == Some(hash) => Tick::Keeps,
        Some(r) if r.confirmed_hash.is_some() => Tick::Again,
        Some(_) => Tick::Open,
    }
}

/// Works out what publishing a day now would mean.
pub async fn plan<P: Permission>(scope: &mut Scope<P>, day: DayId) -> Result<Planned, AppError> {
    let draft = assemble::draft(scope, day).await?;
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<RecipientRow> = scope.list(&RECIPIENTS, args![workspace, production, day]).await?;
    let next = draft.next();
    let me = scope.me().person;
    let head = RevisionHead {
        id: scope.new_id(),
        name: next.name.clone(),
        number: next.number,
        issued_at: scope.now(),
        issued_by: me.and_then(|me| draft.people.iter().find(|p| p.id == me)).map(|p| p.name.clone()),
    };
    let sheet = Sheet { revision: Some(head.clone()), ..draft.sheet.clone() };
    let old: HashMap<PersonId, RecipientRow> = rows.into_iter().map(|r| (r.person, r)).collect();
    let on_sheet: HashSet<PersonId> = sheet.people().into_iter().collect();
    let mut entries = Vec::new();
    for person in &draft.people {
        let reader = draft.reader(person);
        let whose = if on_sheet.contains(&person.id) {
            Some(person.id)
        } else {
            reader.stands_for.iter().copied().find(|p| on_sheet.contains(p))
        };
        let was = old.get(&person.id);
        if let Some(whose) = whose {
            let (Some(personal), Some(hash)) = (Personal::cut(&sheet, whose, &reader), content_hash(&sheet, whose))
            else {
                continue;
            };
            entries.push(entry(&draft, person, personal, hash, was, &next));
        } else if let Some(was) = was.filter(|r| !r.kept.dropped) {
            entries.push(dropped(&draft, person, was, &head, &next));
        }
    }
    Ok(Planned { draft, sheet, head, entries })
}

fn entry(
    draft: &Draft,
    person: &PersonRow,
    personal: Personal,
    hash: String,
    was: Option<&RecipientRow>,
    next: &RevisionTag,
) -> Entry {
    let base = was.map(base_of);
    let changed = base.as_ref().map(|b| changes(Some(&b.personal), Some(&personal))).unwrap_or_default();
    let since =
        base.as_ref().filter(|_| !changed.is_empty()).map(|b| Since { name: b.name.clone(), changes: changed.clone() });
    let tick = tick_of(was, &hash);
    let anew = was.is_none_or(|r| r.content_hash != hash || r.state == "failed");
    let told = told(person, draft, changed, tick, anew);
    let stamp = stamp_of(&personal);
    let kept = Kept { personal, dropped: false, since, base: base.map(Box::new), stamp, swatch: next.swatch.clone() };
    Entry { kept, hash, told, email: person.email.trim().to_owned(), lang: person.lang(draft.lang()) }
}

/// Somebody who was on the last revision and is on none now: told so, and asked to confirm that.
fn dropped(draft: &Draft, person: &PersonRow, was: &RecipientRow, head: &RevisionHead, next: &RevisionTag) -> Entry {
    let personal = Personal {
        call: Some(CallKind::Cancelled),
        further: vec![],
        pickup: None,
        steps: vec![],
        scenes: vec![],
        places: vec![],
        place: None,
        revision: Some(RevisionHead { issued_by: None, ..head.clone() }),
        ..slim(&was.kept.personal)
    };
    let hash = hex(&digest(format!("dropped/{}/{}", was.kept.personal.day.id, person.id).as_bytes()));
    let base = base_of(was);
    let since = Some(Since { name: base.name.clone(), changes: vec![Change::Dropped] });
    let told = told(person, draft, vec![Change::Dropped], Tick::Dropped, true);
    let stamp = stamp_of(&personal);
    let kept = Kept { personal, dropped: true, since, base: Some(Box::new(base)), stamp, swatch: next.swatch.clone() };
    Entry { kept, hash, told, email: person.email.trim().to_owned(), lang: person.lang(draft.lang()) }
}

pub(super) fn stamp_of(personal: &Personal) -> String {
    let json = serde_json::to_vec(personal).unwrap_or_default();
    hex(&digest(&json)[..8])
}

fn told(person: &PersonRow, draft: &Draft, changes: Vec<Change>, tick: Tick, anew: bool) -> Told {
    let by_mail = !person.email.trim().is_empty();
    let part = person.character.and_then(|c| draft.sheet.cast.iter().find(|row| row.character_id == Some(c)));
    let position = match part {
        Some(row) if person.role == Role::Cast => format!("{} ({})", row.character, row.number),
        _ => person.position.clone(),
    };
    Told {
        person: person.id,
        name: person.name.clone(),
        position,
        department: person.department.clone(),
        by_mail,
        mailed: by_mail && anew,
        phone: !person.phone.trim().is_empty(),
        changes,
        tick,
    }
}

/// Whether a finding stops publishing; short rest does until it is authorised.
pub fn stops(finding: &Finding) -> bool {
    finding.severity() == Severity::Blocks
}

impl Planned {
    /// Figures for the button.
    pub fn sum(&self) -> Sum {
        let count = |f: &dyn Fn(&Told) -> bool| self.entries.iter().filter(|e| f(&e.told)).count();
        Sum {
            people: self.entries.len(),
            mails: count(&|t| t.mailed),
            again: count(&|t| t.tick == Tick::Again),
            keep: count(&|t| t.tick == Tick::Keeps),
            unreachable: count(&|t| !t.by_mail),
        }
    }
    /// The draft it was made from.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }
    /// The sheet with the coming revision in it.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }
    /// The page that asks before it goes out.
    pub fn screen(&self) -> PublishScreen {
        let findings = self.draft.findings();
        PublishScreen {
            day: self.draft.day.id,
            date: self.draft.day.date,
            label: self.draft.day.label.clone(),
            next: self.draft.next(),
            last: self.draft.tag(),
            sum: self.sum(),
            told: self.entries.iter().map(|e| e.told.clone()).collect(),
            may_authorise: false,
            ready: !findings.iter().any(stops),
            findings,
            stamp: self.draft.stamp,
        }
    }
}

/// Works out a publication down to the last byte, in a reading scope.
pub async fn prepare<P: Permission>(scope: &mut Scope<P>, day: DayId, origin: &str) -> Result<Prepared, AppError> {
    let planned = plan(scope, day).await?;
    let known = links::tokens(scope).await?;
    let rows: Vec<Put<'_>> = planned.entries.iter().map(Put::of).collect();
    let (sheet, rows) = (Arg::doc(&planned.sheet)?, Arg::doc(&rows)?);
    let findings = planned.draft.findings();
    let mut prepared = Prepared { rows, links: vec![], mails: vec![], findings, sheet, planned };
    for e in &prepared.planned.entries {
        let person = e.told.person;
        let token = match known.get(&person) {
            Some(token) => token.clone(),
            None => {
                let link = NewLink::make(scope.keys(), person)?;
                let token = link.token.as_str().to_owned();
                prepared.links.push(link);
                token
            }
        };
        if e.told.mailed {
            let code = &prepared.planned.draft.production.code_name;
            let link = links::address(origin, &token);
            prepared.mails.push(Letter::new(
                person,
                &e.email,
                &e.told.name,
                code,
                prepared.planned.draft.day.date,
                &link,
                e.lang,
            ));
        }
    }
    Ok(prepared)
}

/// Puts a prepared publication down in one transaction. `seen` is the stamp of the draft that was looked at; a draft
/// that changed since is a conflict.
pub async fn commit(scope: &mut Scope<PublishSheet>, p: Prepared, seen: i64) -> Result<RevisionTag, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let by = scope.me().person.ok_or(AppError::Forbidden)?;
    let draft = &p.planned.draft;
    let day = draft.day.id;
    if draft.stamp != seen || stamp(scope, day).await? != seen {
        return Err(AppError::Conflict);
    }
    if p.findings.iter().any(stops) {
        return Err(AppError::field("", k::CALLSHEETS_BLOCKED));
    }
    let short: Vec<&str> =
        p.findings.iter().filter_map(|f| if let Finding::Rest(r) = f { Some(r.name.as_str()) } else { None }).collect();
    let head = &p.planned.head;
    scope
        .exec(
            &REVISION_INSERT,
            args![workspace, head.id, production, day, i64::from(head.number), &head.name, head.issued_at, by, p.sheet],
        )
        .await?;
    scope.exec(&RECIPIENTS_PUT, args![workspace, production, day, head.id, p.rows]).await?;
    links::put(scope, &p.links).await?;
    Letter::queue(scope, &p.mails, day).await?;
    let detail = serde_json::json!({ "name": head.name, "day": draft.day.label, "n": p.planned.entries.len(), "rest": short.join(", ") });
    audit::record(scope, "sheet.published", Some(day.0), detail).await?;
    Ok(draft.next())
}

/// Both steps for a server function: reads, then writes, each in a scope of its own.
pub async fn publish(production: ProductionId, day: DayId, seen: i64, origin: &str) -> Result<RevisionTag, AppError> {
    let prepared =
        access::with(production, async |scope: &mut Scope<access::ViewDraft>| prepare(scope, day, origin).await)
            .await?;
    access::with(production, async move |scope: &mut Scope<PublishSheet>| commit(scope, prepared, seen).await).await
}

impl Prepared {
    /// The stamp of the draft it was made from, for whoever publishes without having looked (the demo).
    pub fn stamp(&self) -> i64 {
        self.planned.draft.stamp
    }
}
