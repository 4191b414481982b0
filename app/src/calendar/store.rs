//! Links of calendars, and what each was given last.
use super::model::FeedLink;
use crate::{
    access::{AnswerOwnDay, KeepFeed, Permission, ReadFeed, Scope, Token, ViewOwnDays},
    audit,
    error::AppError,
    routes,
    text::Lang,
    values::PersonId,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

sql! {
    FEED_SEALED = "select sealed from calendar_links where workspace_id = $1 and production_id = $2 and person_id = $3 and revoked_at is null";
    FEED_PUT = "insert into calendar_links (token_hash, sealed, workspace_id, production_id, person_id, created_at) values ($1,$2,$3,$4,$5,$6)";
    FEED_REVOKE = "update calendar_links set revoked_at = $4 where workspace_id = $1 and production_id = $2 and person_id = $3 and revoked_at is null";
    FEED_OWNER = rows { code_name: text, language: text, home: text } from
        "(select p.code_name as code_name, m.language as language, p.language as home from people m
          join productions p on p.workspace_id = m.workspace_id and p.id = m.production_id
          where m.workspace_id = $1 and m.production_id = $2 and m.id = $3) x" order "code_name";
    FEED_EVENTS = rows { uid: text, sequence: int, content_hash: text, changed_at: int } from
        "(select uid, sequence, content_hash, changed_at from calendar_events where workspace_id = $1 and production_id = $2 and person_id = $3) x" order "uid";
    FEED_EVENT_PUT = "insert into calendar_events (workspace_id, production_id, person_id, uid, sequence, content_hash, changed_at) values ($1,$2,$3,$4,0,$5,$6)
        on conflict (workspace_id, person_id, uid) do update set sequence = calendar_events.sequence + 1, content_hash = excluded.content_hash, changed_at = excluded.changed_at
        where calendar_events.content_hash <> excluded.content_hash";
}

/// Where a sealed token belongs; bound into the ciphertext.
fn place(person: PersonId) -> String {
    format!("calendar_links/{person}")
}

/// One's own link. Through somebody else's eyes there is none to be seen.
pub async fn link(scope: &mut Scope<ViewOwnDays>, origin: &str) -> Result<FeedLink, AppError> {
    let Some(person) = scope.me().person.filter(|_| !scope.me().looking) else { return Ok(FeedLink::default()) };
    let (workspace, production) = (scope.workspace(), scope.production());
    let sealed = scope.bytes(&FEED_SEALED, args![workspace, production, person]).await?;
    let token = sealed.map(|sealed| scope.keys().open(&place(person), &sealed)).transpose()?;
    let address = token.map(|token| format!("{}{}", origin.trim_end_matches('/'), routes::calendar(&token)));
    Ok(FeedLink { may: true, address })
}

/// A link for the viewer's own calendar; one that there was ends.
pub async fn renew(scope: &mut Scope<AnswerOwnDay>) -> Result<Token, AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    revoke(scope, person).await?;
    let token = Token::new();
    let sealed = scope.keys().seal(&place(person), token.as_str())?;
    scope.exec(&FEED_PUT, args![token.hash(), sealed, workspace, production, person, now]).await?;
    audit::record(scope, "calendar.linked", Some(person.0), json!({})).await?;
    Ok(token)
}

/// The viewer's own link ends.
pub async fn end(scope: &mut Scope<AnswerOwnDay>) -> Result<(), AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    if revoke(scope, person).await? {
        audit::record(scope, "calendar.unlinked", Some(person.0), json!({})).await?;
    }
    Ok(())
}

/// Somebody's link ends; whether there was one.
pub async fn revoke<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<bool, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    Ok(scope.exec(&FEED_REVOKE, args![workspace, production, person, now]).await? > 0)
}

/// Whose feed it is, as far as it says so.
#[derive(Debug)]
pub(super) struct Owner {
    /// What the production is called outside.
    pub code: String,
    /// The language they are written to in.
    pub lang: Lang,
}

/// The person a link belongs to.
pub(super) async fn owner<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<Owner, AppError> {
    #[derive(Deserialize)]
    struct Row {
        code_name: String,
        language: String,
        home: String,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let row: Row = scope.one(&FEED_OWNER, args![workspace, production, person]).await?;
    let lang = Lang::from_tag(&row.language).or_else(|| Lang::from_tag(&row.home)).unwrap_or_default();
    Ok(Owner { code: row.code_name, lang })
}

/// An event as it was given out last.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Given {
    uid: String,
    /// Rises with each change.
    pub sequence: i64,
    /// Digest of what it said.
    pub content_hash: String,
    /// When that changed, Unix ms.
    pub changed_at: i64,
}

/// What was given out last, by the event's id.
pub(super) async fn given<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
) -> Result<HashMap<String, Given>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Given> = scope.list(&FEED_EVENTS, args![workspace, production, person]).await?;
    Ok(rows.into_iter().map(|row| (row.uid.clone(), row)).collect())
}

/// The person of a link.
pub(super) fn holder(scope: &Scope<ReadFeed>) -> Result<PersonId, AppError> {
    // The right may have been taken from them alone.
    scope.me().person.filter(|_| scope.me().holds("days.own")).ok_or(AppError::NotFound)
}

/// Puts down what is given out now; what says the same as before keeps its number.
pub(super) async fn keep(scope: &mut Scope<KeepFeed>, said: &[(String, String)]) -> Result<(), AppError> {
    let person = scope.me().person.ok_or(AppError::NotFound)?;
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    for (uid, hash) in said {
        scope.exec(&FEED_EVENT_PUT, args![workspace, production, person, uid, hash, now]).await?;
    }
    Ok(())
}
