//! Answers to a call: confirmed, something is wrong, opened. A device may send the same answer many times; the reply
//! to the first is the reply to all.
use super::{
    model::sheet::Sheet,
    publish::content_hash,
    screen::{Answer, Kept},
    store::*,
};
use crate::{
    access::{AnswerCall, AnswerOwnDay, Permission, Scope, digest},
    audit,
    error::{AppError, Problems},
    text::k,
    values::*,
};
use serde::Deserialize;
use uuid::Uuid;

/// What may be wrong, as sent.
pub const REASONS: [&str; 3] = ["late", "ill", "other"];

/// Confirms through a personal link. `Answer::stale` when the sheet says something else by now: nothing was written.
pub async fn confirm(scope: &mut Scope<AnswerCall>, day: DayId, revision: &str, key: Uuid) -> Result<Answer, AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    confirm_as(scope, person, day, known(revision)?, key, "link").await
}

/// Confirms one's own call, signed in.
pub async fn confirm_own(
    scope: &mut Scope<AnswerOwnDay>,
    day: DayId,
    revision: RevisionId,
    key: Uuid,
) -> Result<Answer, AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    confirm_as(scope, person, day, revision, key, "account").await
}

/// Reports through a personal link that something is wrong. Never stale: whoever is ill is ill on any revision.
pub async fn problem(
    scope: &mut Scope<AnswerCall>,
    day: DayId,
    revision: &str,
    key: Uuid,
    reason: &str,
    note: &str,
) -> Result<Answer, AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    problem_as(scope, person, day, known(revision)?, key, reason, note).await
}

/// The revision as the form carries it.
fn known(revision: &str) -> Result<RevisionId, AppError> {
    revision.parse().map_err(|_| AppError::field("revision", k::ERROR_ARGUMENTS))
}

/// Reports, signed in, that something is wrong with one's own call.
pub async fn problem_own(
    scope: &mut Scope<AnswerOwnDay>,
    day: DayId,
    revision: RevisionId,
    key: Uuid,
    reason: &str,
    note: &str,
) -> Result<Answer, AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    problem_as(scope, person, day, revision, key, reason, note).await
}

/// Notes that a person looked at the page.
pub async fn opened(scope: &mut Scope<AnswerCall>, day: DayId) -> Result<(), AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    scope.exec(&OPENED, args![workspace, production, day, person, now]).await.map(drop)
}

#[derive(Deserialize)]
struct State {
    revision: RevisionId,
    revision_name: String,
    content_hash: String,
    confirmed_hash: Option<String>,
    confirmed_at: Option<i64>,
}

async fn state<P: Permission>(scope: &mut Scope<P>, day: DayId, person: PersonId) -> Result<State, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&ANSWER_STATE, args![workspace, production, day, person]).await
}

/// The reply to the first use of a key, if it was used: by this person, for this very request.
async fn replied<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
    key: Uuid,
    request: &[u8],
) -> Result<Option<Answer>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        person: PersonId,
        reply: String,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let Some(row) = scope.first::<Row>(&KEY_FIND, args![workspace, production, key]).await? else { return Ok(None) };
    let before = scope.bytes(&KEY_REQUEST, args![workspace, production, key]).await?;
    if row.person != person || before.as_deref() != Some(request) {
        return Err(AppError::field("key", k::CALL_KEY_USED));
    }
    serde_json::from_str(&row.reply).map(Some).map_err(|e| AppError::internal("answer", e))
}

async fn reply<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
    key: Uuid,
    request: Vec<u8>,
    answer: Answer,
) -> Result<Answer, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let text = serde_json::to_string(&answer).map_err(|e| AppError::internal("answer", e))?;
    scope.exec(&KEY_INSERT, args![workspace, key, production, person, request, text, now]).await?;
    Ok(answer)
}

async fn confirm_as<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
    day: DayId,
    revision: RevisionId,
    key: Uuid,
    how: &str,
) -> Result<Answer, AppError> {
    let request = digest(format!("confirm\n{day}\n{revision}").as_bytes());
    if let Some(answer) = replied(scope, person, key, &request).await? {
        return Ok(answer);
    }
    let now = state(scope, day, person).await?;
    let holds = now.revision == revision || said_the_same(scope, person, day, revision, &now.content_hash).await?;
    let confirmed_at = match (holds, now.confirmed_hash.as_ref() == Some(&now.content_hash), now.confirmed_at) {
        (false, ..) => None,
        (true, true, Some(at)) => Some(at),
        _ => {
            let at = scope.now();
            record(scope, person, day, at, how, None).await?;
            Some(at)
        }
    };
    let answer = Answer { confirmed_at, at: None, revision: now.revision_name, stale: !holds };
    reply(scope, person, key, request, answer).await
}

/// Writes a confirmation: of what the sheet says now.
pub async fn record<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
    day: DayId,
    at: i64,
    how: &str,
    by: Option<PersonId>,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec_one(&CONFIRM, args![workspace, production, day, person, at, how, by]).await?;
    let day_name = day_name(scope, day).await?;
    let action = if by.is_some() { "call.recorded" } else { "call.confirmed" };
    audit::record(scope, action, Some(person.0), serde_json::json!({ "day": day_name.label })).await
}

/// Whether an older revision said the same to this person: then their answer to it holds for the newer one too.
async fn said_the_same<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
    day: DayId,
    revision: RevisionId,
    hash: &str,
) -> Result<bool, AppError> {
    #[derive(Deserialize)]
    struct Page {
        kept: Kept,
    }
    #[derive(Deserialize)]
    struct Old {
        sheet: Sheet,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let page: Page = scope.one(&KEPT_ONE, args![workspace, production, day, person]).await?;
    let old: Option<Old> = scope.first(&REVISION_SHEET, args![workspace, production, day, revision]).await?;
    let before = old.and_then(|old| content_hash(&old.sheet, page.kept.personal.person));
    Ok(!page.kept.dropped && before.as_deref() == Some(hash))
}

async fn problem_as<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
    day: DayId,
    revision: RevisionId,
    key: Uuid,
    reason: &str,
    note: &str,
) -> Result<Answer, AppError> {
    let mut problems = Problems::default();
    if !REASONS.contains(&reason) {
        problems.add("reason", k::ERROR_CHOICE);
    }
    let note = problems.optional("note", note, 500);
    problems.done()?;
    let request = digest(format!("problem\n{day}\n{revision}\n{reason}\n{note}").as_bytes());
    if let Some(answer) = replied(scope, person, key, &request).await? {
        return Ok(answer);
    }
    let now = state(scope, day, person).await?;
    let (workspace, production, at) = (scope.workspace(), scope.production(), scope.now());
    scope.exec_one(&PROBLEM, args![workspace, production, day, person, format!("{reason}\n{note}"), at]).await?;
    let day_name = day_name(scope, day).await?;
    audit::record(scope, "call.problem", Some(person.0), serde_json::json!({ "day": day_name.label })).await?;
    reply(
        scope,
        person,
        key,
        request,
        Answer { confirmed_at: None, at: Some(at), revision: now.revision_name, stale: false },
    )
    .await
}
