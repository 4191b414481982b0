//! One key per account or person. What the log holds of them is sealed under it; destroying it erases all of that at
//! once, and leaves the chain whole, since the chain hashes what is sealed.
use super::store::{KEY_DESTROY, KEY_DESTROYED_INSERT, KEY_FIND, KEY_INSERT};
use crate::{
    access::{Permission, Scope, SubjectKey, Work, unhex},
    error::AppError,
};
use serde::Deserialize;
use uuid::Uuid;

/// Whoever is not known: one subject a month, so that the addresses of strangers can be erased by the month, too.
pub fn stranger(at: i64) -> Uuid {
    const MONTH_MS: i64 = 30 * 86_400_000;
    Uuid::from_u128(u128::try_from(at.div_euclid(MONTH_MS)).unwrap_or_default())
}

#[derive(Deserialize)]
struct Row {
    wrapped: String,
}

fn place(subject: Uuid) -> String {
    format!("subject_keys/{subject}")
}

/// The key as the database has it: none if there is no row, `Some(None)` if it was destroyed.
pub async fn find<P: Permission>(scope: &mut Scope<P>, subject: Uuid) -> Result<Option<Option<SubjectKey>>, AppError> {
    let Some(row) = scope.first::<Row>(&KEY_FIND, args![subject]).await? else { return Ok(None) };
    if row.wrapped.is_empty() {
        return Ok(Some(None));
    }
    let wrapped = unhex(&row.wrapped).ok_or_else(|| AppError::internal("subject", "not hexadecimal"))?;
    SubjectKey::unwrap(scope.keys(), &place(subject), &wrapped).map(|key| Some(Some(key)))
}

/// The key to seal with, made on first use; none once it was destroyed. Asks the database only when it is not at hand.
pub async fn key_for<P: Permission>(scope: &mut Scope<P>, subject: Uuid) -> Result<Option<SubjectKey>, AppError> {
    if let Some(key) = scope.subject_key(subject) {
        return Ok(Some(key));
    }
    for _ in 0..2 {
        if let Some(found) = find(scope, subject).await? {
            if let Some(key) = found {
                scope.keep_subject_key(subject, key, false);
            }
            return Ok(found);
        }
        let key = SubjectKey::generate();
        let (wrapped, now) = (key.wrap(scope.keys(), &place(subject))?, scope.now());
        if scope.exec(&KEY_INSERT, args![subject, wrapped, now]).await? == 1 {
            scope.keep_subject_key(subject, key, true);
            return Ok(Some(key));
        }
        // Another process was first.
    }
    Err(AppError::Conflict)
}

/// Destroys the key of an account or person: whatever the log held of them is gone, and nothing personal of them is
/// written again. The events stay, and so does the chain. Before the scope enters a production: there keys are only read.
pub async fn forget_subject(scope: &mut Scope<Work>, subject: Uuid) -> Result<(), AppError> {
    let now = scope.now();
    if scope.exec(&KEY_DESTROY, args![subject, now]).await? == 0 {
        scope.exec(&KEY_DESTROYED_INSERT, args![subject, now]).await?;
    }
    scope.drop_subject_key(subject);
    Ok(())
}
