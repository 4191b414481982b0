//! Short rest: a day on which somebody rests less than is due goes out only when production manager or producer
//! authorised it, with a reason and what the person gets for it. Directive 2003/88/EC Art. 3 and 18.
use super::{assemble, model::checklist::Finding, store::REST_GIVE};
use crate::{
    access::{AuthoriseRest, Scope},
    audit,
    error::AppError,
    values::{DayId, PersonId},
};

/// Authorises what the draft says now. `seen` is how many minutes of rest were shown; a call that moved since is a
/// conflict, and one that moves later is not covered if it shortens the rest further.
pub async fn authorise(
    scope: &mut Scope<AuthoriseRest>,
    day: DayId,
    person: PersonId,
    seen: i64,
    reason: &str,
    compensation: &str,
) -> Result<(), AppError> {
    let by = scope.me().person.ok_or(AppError::Forbidden)?;
    let findings = assemble::draft(scope, day).await?.findings();
    let rest = findings.iter().find_map(|f| match f {
        Finding::Rest(rest) if rest.person == person => Some(rest),
        _ => None,
    });
    let rest = rest.ok_or(AppError::NotFound)?;
    if rest.rest_minutes != seen {
        return Err(AppError::Conflict);
    }
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    scope.exec(&REST_GIVE, args![workspace, production, day, person, seen, reason, compensation, now, by]).await?;
    let detail = serde_json::json!({ "name": rest.name, "rest": seen, "due": rest.due_minutes, "reason": reason, "compensation": compensation });
    audit::record(scope, "rest.authorised", Some(day.0), detail).await
}
