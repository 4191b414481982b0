//! Who has the sheet: how far it got with each, and what the office does about it.
use super::{
    answer, assemble, clock,
    letter::Letter,
    links,
    screen::{RevisionTag, Stage, TrackScreen, Tracked},
    store::*,
    words,
};
use crate::{
    access::{ChaseSheet, Scope, TrackSheet},
    audit,
    error::AppError,
    text::Lang,
    values::*,
};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct Head {
    date: Date,
    label: String,
    zone: String,
    naming: String,
    number: Option<u32>,
    name: Option<String>,
    issued_at: Option<i64>,
    issued_by: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    person: PersonId,
    name: String,
    position: String,
    department: String,
    phone: String,
    email: String,
    state: String,
    error: String,
    sent_at: Option<i64>,
    opened_at: Option<i64>,
    confirmed_at: Option<i64>,
    current: i64,
    confirmed_how: Option<String>,
    confirmed_by: Option<String>,
    confirmed_number: Option<u32>,
    confirmed_name: Option<String>,
    problem: String,
    problem_at: Option<i64>,
}

/// Who has it.
pub async fn track(scope: &mut Scope<TrackSheet>, day: DayId) -> Result<TrackScreen, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let head: Head = scope.one(&TRACK_HEAD, args![workspace, production, day]).await?;
    let rows: Vec<Row> = scope.list(&TRACK, args![workspace, production, day]).await?;
    let tz = clock::zone(&head.zone);
    let naming = assemble::naming(&head.naming);
    let tag = |number: Option<u32>, name: Option<String>| {
        number.zip(name).map(|(number, name)| RevisionTag { name, swatch: words::swatch(naming, number), number })
    };
    let one = |r: Row| {
        let (stage, at, words) = stage(&r);
        let confirmed = stage == Stage::Confirmed;
        Tracked {
            person: r.person,
            name: r.name,
            position: r.position,
            department: r.department,
            phone: r.phone,
            email: r.email,
            stage,
            at: at.map(|at| clock::local(at, &tz)),
            words,
            problem: if stage == Stage::Problem {
                r.problem.lines().next().unwrap_or_default().to_owned()
            } else {
                String::new()
            },
            how: r.confirmed_how.filter(|_| confirmed).unwrap_or_default(),
            by: r.confirmed_by.filter(|_| confirmed).unwrap_or_default(),
            revision: tag(r.confirmed_number, r.confirmed_name),
        }
    };
    Ok(TrackScreen {
        day,
        date: head.date,
        label: head.label,
        today: clock::local(scope.now(), &tz).date,
        revision: tag(head.number, head.name),
        issued: head.issued_at.map(|at| clock::local(at, &tz)),
        issued_by: head.issued_by.unwrap_or_default(),
        people: rows.into_iter().map(one).collect(),
    })
}

/// How far it got, when, and what is to be said about it. A problem counts until they confirm after it.
fn stage(r: &Row) -> (Stage, Option<i64>, String) {
    let confirmed = r.confirmed_at.filter(|_| r.current != 0);
    if let Some(at) = r.problem_at.filter(|at| confirmed.is_none_or(|c| c < *at)) {
        let note = r.problem.split_once('\n').map(|(_, note)| note.to_owned()).unwrap_or_default();
        return (Stage::Problem, Some(at), note);
    }
    match (confirmed, r.opened_at, r.state.as_str()) {
        (Some(at), ..) => (Stage::Confirmed, Some(at), String::new()),
        (_, Some(at), _) => (Stage::Opened, Some(at), String::new()),
        (.., "sent") => (Stage::Sent, r.sent_at, String::new()),
        (.., "failed") => (Stage::Failed, r.sent_at, r.error.clone()),
        (.., "none") => (Stage::NoMail, None, String::new()),
        _ => (Stage::Queued, None, String::new()),
    }
}

/// Sends somebody their link again.
pub async fn resend(scope: &mut Scope<ChaseSheet>, day: DayId, person: PersonId, origin: &str) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let who = super::store::person(scope, person).await?;
    if who.email.trim().is_empty() {
        return Err(AppError::field("", crate::text::k::CALLSHEETS_NO_ADDRESS));
    }
    let on = day_name(scope, day).await?;
    scope.exec_one(&REQUEUE, args![workspace, production, day, person]).await?;
    let token = links::token_of(scope, person).await?;
    let lang = Lang::from_tag(&who.language).unwrap_or_default();
    let letter =
        Letter::new(person, who.email.trim(), &who.name, &on.code_name, on.date, &links::address(origin, &token), lang);
    Letter::queue(scope, &[letter], day).await?;
    audit::record(scope, "call.resent", Some(person.0), serde_json::json!({ "day": on.label })).await
}

/// Records that somebody confirmed by phone or in person.
pub async fn record_word(
    scope: &mut Scope<ChaseSheet>,
    day: DayId,
    person: PersonId,
    how: &str,
) -> Result<(), AppError> {
    let by = scope.me().person;
    let at = scope.now();
    super::store::person(scope, person).await?;
    // An admin of the workspace who is nobody in the production records in their own name in the audit log only.
    let by = by.or(Some(person));
    answer::record(scope, person, day, at, how, by).await
}

/// Corrects an address: the old link dies, a new one goes to the new address.
pub async fn correct(
    scope: &mut Scope<ChaseSheet>,
    day: DayId,
    person: PersonId,
    email: &str,
    origin: &str,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec_one(&EMAIL_CORRECT, args![workspace, production, person, email]).await?;
    links::revoke(scope, person).await?;
    audit::record(scope, "person.address", Some(person.0), serde_json::json!({})).await?;
    resend(scope, day, person, origin).await
}
