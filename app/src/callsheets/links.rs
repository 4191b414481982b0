//! Personal links: one token per person of a production, stable over days and revisions. Stored as SHA-256 for
//! looking up, and sealed for sending again.
use super::store::*;
use crate::{
    access::{Keys, Permission, Scope, Token, hex, unhex},
    calendar::store as calendar,
    error::AppError,
    routes,
    values::PersonId,
};
use serde::Deserialize;
use std::collections::HashMap;

/// Where a sealed token belongs; bound into the ciphertext.
pub fn place(person: PersonId) -> String {
    format!("personal_links/{person}")
}

/// A link that does not exist yet, ready to be written. Never printed.
pub struct NewLink {
    /// Whose.
    pub person: PersonId,
    /// The secret.
    pub token: Token,
    /// The secret, sealed.
    pub sealed: Vec<u8>,
}
impl std::fmt::Debug for NewLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewLink(…)")
    }
}
impl NewLink {
    /// A fresh one.
    pub fn make(keys: &Keys, person: PersonId) -> Result<Self, AppError> {
        let token = Token::new();
        let sealed = keys.seal(&place(person), token.as_str())?;
        Ok(Self { person, token, sealed })
    }
    /// As the statement takes it.
    pub fn row(&self) -> serde_json::Value {
        serde_json::json!({ "person": self.person.0.simple().to_string(), "hash": hex(&self.token.hash()), "sealed": hex(&self.sealed) })
    }
}

/// Tokens of all live links of the production.
pub async fn tokens<P: Permission>(scope: &mut Scope<P>) -> Result<HashMap<PersonId, String>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        person: PersonId,
        sealed: String,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Row> = scope.list(&LINKS, args![workspace, production]).await?;
    let mut out = HashMap::new();
    for row in rows {
        let sealed = unhex(&row.sealed).ok_or_else(|| AppError::internal("link", "not hexadecimal"))?;
        out.insert(row.person, scope.keys().open(&place(row.person), &sealed)?);
    }
    Ok(out)
}

/// Writes links that were missing; a conflict if somebody got one meanwhile.
pub async fn put<P: Permission>(scope: &mut Scope<P>, new: &[NewLink]) -> Result<(), AppError> {
    if new.is_empty() {
        return Ok(());
    }
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let rows = serde_json::Value::Array(new.iter().map(NewLink::row).collect());
    let written = scope.exec(&LINKS_PUT, args![workspace, production, rows, now]).await?;
    if usize::try_from(written) == Ok(new.len()) { Ok(()) } else { Err(AppError::Conflict) }
}

/// The token of somebody's live link, made if there is none.
pub async fn token_of<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<String, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    match scope.bytes(&LINK_SEALED, args![workspace, production, person]).await? {
        Some(sealed) => scope.keys().open(&place(person), &sealed),
        None => Ok(renew(scope, person).await?.as_str().to_owned()),
    }
}

/// A new link for somebody; whoever holds an older one is told that it was replaced.
/// `NotFound` for somebody who is not, or no longer, in this production.
pub async fn renew<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<Token, AppError> {
    super::store::person(scope, person).await?;
    revoke(scope, person).await?;
    let link = NewLink::make(scope.keys(), person)?;
    put(scope, std::slice::from_ref(&link)).await?;
    Ok(link.token)
}

/// Kills somebody's link; whoever holds it is told that it was replaced. Their calendar ends with it: it may have been
/// subscribed to by whoever had the address before.
pub async fn revoke<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<(), AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    scope.exec(&LINK_REVOKE, args![workspace, production, person, now]).await?;
    calendar::revoke(scope, person).await.map(drop)
}

/// The whole address of a personal link.
pub fn address(origin: &str, token: &str) -> String {
    format!("{}{}", origin.trim_end_matches('/'), routes::call(token, None))
}
