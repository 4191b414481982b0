//! Personal links: one per person, stable over days and revisions, replaced when the mail address was wrong.
//!
//! Only the hash of a token can be looked up; the token itself lies sealed beside it, so that the next sheet can
//! carry the same link.
use super::store::{LINK_INSERT, LINK_REVOKE, LINK_SEALED, PERSON_HERE};
use crate::{
    access::{Permission, Scope, Token},
    error::AppError,
    values::PersonId,
};

/// The place a token is sealed for.
fn place(person: PersonId) -> String {
    format!("personal_links/{person}")
}

/// A new personal link for someone; every older one is dead from here on.
/// `NotFound` for someone who is not, or no longer, in this production.
pub async fn renew_link<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<Token, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    scope.number(&PERSON_HERE, args![workspace, production, person]).await?.ok_or(AppError::NotFound)?;
    scope.exec(&LINK_REVOKE, args![workspace, production, person, now]).await?;
    let token = Token::new();
    let sealed = scope.keys().seal(&place(person), token.as_str())?;
    scope.exec(&LINK_INSERT, args![token.hash(), sealed, workspace, production, person, now]).await?;
    Ok(token)
}

/// The token of someone's personal link, as it stands in `/call/{token}`; made if there is none yet.
pub async fn link_of<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<String, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    match scope.bytes(&LINK_SEALED, args![workspace, production, person]).await? {
        Some(sealed) => scope.keys().open(&place(person), &sealed),
        None => Ok(renew_link(scope, person).await?.as_str().to_owned()),
    }
}
