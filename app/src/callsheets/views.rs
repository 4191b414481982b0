//! A sheet as somebody gets it: drafts for the office and through other eyes, issued sheets for their readers.
use super::{
    assemble::{self, Draft, is_crew},
    model::{
        calls::Calls,
        sheet::{CallKind, PageSize, RevisionHead, Sheet},
        view::SheetView,
        visibility::Reader,
    },
    publish,
    screen::*,
    store::*,
    verify,
};
use crate::{
    access::{PrepareSheet, Scope, ViewDraft, ViewOwnDays},
    audit,
    error::AppError,
    permissions::model as permissions,
    text::Lang,
    values::*,
};

/// A sheet cut for a reader, and how it is set.
#[derive(Debug)]
pub struct Printed {
    /// What the reader gets.
    pub view: SheetView,
    /// Paper.
    pub page: PageSize,
    /// Language.
    pub lang: Lang,
    /// The reader's name, when it is their own copy.
    pub reader: Option<(PersonId, String)>,
    /// What `/verify` is asked about it, if it was issued.
    pub code: Option<String>,
}

/// The viewer as a reader. An admin of the workspace who is nobody in the production reads as the office does.
fn myself(scope: &Scope<ViewDraft>) -> Reader {
    let me = scope.me();
    let department = Some(me.department.clone()).filter(|d| !d.is_empty());
    Reader {
        exceptions: permissions::blocks(&me.rules),
        ..Reader::new(me.person, me.role.unwrap_or(Role::Producer), department)
    }
}

fn draft_view(
    scope: &Scope<ViewDraft>,
    draft: &Draft,
    sheet: &Sheet,
    seen_as: Option<PersonId>,
) -> Result<(SheetView, Option<Someone>), AppError> {
    let Some(person) = seen_as else { return Ok((sheet.for_reader(&myself(scope)), None)) };
    let who = draft.people.iter().find(|p| p.id == person).ok_or(AppError::NotFound)?;
    let someone = Someone { person, name: who.name.clone(), position: who.position.clone() };
    Ok((sheet.for_reader(&draft.reader(who)), Some(someone)))
}

/// The draft of a day as the viewer gets it, or through somebody's eyes.
pub async fn sheet_view_for(
    scope: &mut Scope<ViewDraft>,
    day: DayId,
    as_person: Option<PersonId>,
) -> Result<Printed, AppError> {
    let draft = assemble::draft(scope, day).await?;
    // A reader's copy shows what the coming revision would say; the office's own says that it is a draft.
    let revision = as_person.map(|_| coming(scope, &draft));
    let sheet = Sheet { revision, ..draft.sheet.clone() };
    let (view, someone) = draft_view(scope, &draft, &sheet, as_person)?;
    let reader = someone.map(|s| (s.person, s.name));
    Ok(Printed { view, page: draft.sheet.production.page_size, lang: draft.lang(), reader, code: None })
}

fn coming(scope: &Scope<ViewDraft>, draft: &Draft) -> RevisionHead {
    let next = draft.next();
    RevisionHead {
        id: RevisionId::default(),
        name: next.name,
        number: next.number,
        issued_at: scope.now(),
        issued_by: None,
    }
}

/// The issued sheet of a day, cut for the viewer; "not found" for whoever is not on it and is not the office.
pub async fn issued_view(scope: &mut Scope<ViewOwnDays>, day: DayId) -> Result<Printed, AppError> {
    let last = last_revision(scope, day).await?.ok_or(AppError::NotFound)?;
    let people = everyone(scope).await?;
    let me = scope.me();
    let office = me.holds("sheet.draft");
    let lang = Lang::from_tag(&last.sheet.production.language).unwrap_or_default();
    let page = last.sheet.production.page_size;
    let code = last.sheet.revision.as_ref().map(|revision| verify::code(scope, revision.id));
    let Some(who) = me.person.and_then(|id| people.iter().find(|p| p.id == id)) else {
        let view = office.then(|| last.sheet.for_reader(&Reader::new(None, Role::Producer, None)));
        return view.map(|view| Printed { view, page, lang, reader: None, code }).ok_or(AppError::NotFound);
    };
    let mut reader = assemble::reader(&people, who);
    reader.exceptions = permissions::blocks(&me.rules);
    let on_it = last.sheet.has(who.id) || reader.stands_for.iter().any(|p| last.sheet.has(*p));
    if !on_it && !office {
        return Err(AppError::NotFound);
    }
    Ok(Printed { view: last.sheet.for_reader(&reader), page, lang, reader: Some((who.id, who.name.clone())), code })
}

/// The editor's page.
pub async fn draft_screen(
    scope: &mut Scope<ViewDraft>,
    day: DayId,
    seen_as: Option<PersonId>,
) -> Result<DraftScreen, AppError> {
    let planned = publish::plan(scope, day).await?;
    let draft = planned.draft();
    let (view, seen_as) = if seen_as.is_some() {
        draft_view(scope, draft, planned.sheet(), seen_as)?
    } else {
        draft_view(scope, draft, &draft.sheet, None)?
    };
    let proposals = crate::departments::store::open(scope, day).await?;
    let office = seen_as.is_none().then(|| Office {
        findings: draft.findings(),
        calls: groups(draft, &draft.calls),
        sum: planned.sum(),
        may_publish: scope.me().holds("sheet.publish"),
        proposals,
    });
    let people = draft
        .people
        .iter()
        .map(|p| Someone { person: p.id, name: p.name.clone(), position: p.position.clone() })
        .collect();
    Ok(DraftScreen { day, view, seen_as, people, last: draft.tag(), next: draft.next(), office })
}

fn groups(draft: &Draft, calls: &Calls) -> Vec<CallGroup> {
    let line = |person: PersonId, name: &str, position: String| {
        let d = draft.decisions.get(&person);
        CallLine {
            person,
            name: name.to_owned(),
            position,
            computed: None,
            decided: None,
            pickup: None,
            pickup_decided: d.and_then(|d| d.pickup).map(Minute),
            place: d.map(|d| d.pickup_place.clone()).unwrap_or_default(),
            note: d.map(|d| d.note.clone()).unwrap_or_default(),
            reason: d.map(|d| d.reason.clone()).unwrap_or_default(),
            short_by: 0,
            version: d.map_or(0, |d| d.version),
        }
    };
    let mut cast = Vec::new();
    for row in &draft.sheet.cast {
        let (Some(person), Some(c)) = (row.person, calls.cast.iter().find(|c| Some(c.character) == row.character_id))
        else {
            continue;
        };
        cast.push(CallLine {
            computed: c.call.computed,
            decided: c.call.decided,
            pickup: c.pickup.value(),
            short_by: c.short_by,
            ..line(person, &row.artist, format!("{} ({})", row.character, row.number))
        });
    }
    let mut out = vec![CallGroup { name: String::new(), lines: cast }];
    for department in &draft.sheet.departments {
        let lines = department.people.iter().filter_map(|row| {
            let c = calls.crew.iter().find(|c| c.person == row.person)?;
            Some(CallLine {
                computed: c.call.computed,
                decided: c.call.decided,
                pickup: c.pickup.value(),
                ..line(row.person, &row.name, row.position.clone())
            })
        });
        out.push(CallGroup { name: department.name.clone(), lines: lines.collect() });
    }
    // Artists who are not on the day can still be called: a fitting, a rehearsal.
    let listed = |id: PersonId| out.iter().flat_map(|g| &g.lines).any(|l| l.person == id);
    let idle: Vec<CallLine> = draft
        .people
        .iter()
        .filter(|p| !is_crew(p.role) && p.role == Role::Cast && p.character.is_some() && !listed(p.id))
        .map(|p| line(p.id, &p.name, p.position.clone()))
        .collect();
    if let Some(first) = out.first_mut() {
        first.lines.extend(idle);
    }
    out.retain(|g| !g.lines.is_empty());
    out
}

/// What somebody decided about a call. With nothing in it, the decision is taken back.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// The call; none leaves it as worked out.
    pub call: Option<CallKind>,
    /// The pickup.
    pub pickup: Option<Minute>,
    /// Its place.
    pub place: String,
    /// A note for the row.
    pub note: String,
    /// Why.
    pub reason: String,
}

/// Decides about somebody's call; a conflict if somebody else did meanwhile.
pub async fn decide(
    scope: &mut Scope<PrepareSheet>,
    day: DayId,
    person: PersonId,
    version: i64,
    d: &Decision,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    super::store::person(scope, person).await?;
    let on = day_name(scope, day).await?;
    let call = serde_json::to_value(d.call).map_err(|e| AppError::internal("decision", e))?;
    let values = args![workspace, production, day, person, call, d.pickup, &d.place, &d.note, &d.reason];
    if version == 0 {
        scope.exec_versioned(&DECISION_INSERT, values).await?;
    } else {
        scope.exec_versioned(&DECISION_UPDATE, &[&values[..], &args![version][..]].concat()).await?;
    }
    audit::record(scope, "call.decided", Some(person.0), serde_json::json!({ "day": on.label })).await
}
