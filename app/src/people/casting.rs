//! Parts of the script and who plays them.
use super::{check::Part, model::CharacterRow, store::*};
use crate::{
    access::{EditPeople, Permission, Scope},
    audit,
    error::AppError,
    text::k,
    values::*,
};
use serde::Deserialize;
use serde_json::json;

/// A new part of the script. A name that is taken is a conflict.
pub async fn insert_character<P: Permission>(
    scope: &mut Scope<P>,
    name: &str,
    number: Option<i64>,
) -> Result<CharacterId, AppError> {
    let (workspace, production, id) = (scope.workspace(), scope.production(), scope.new_id::<CharacterId>());
    scope.exec(&CHARACTER_INSERT, args![workspace, id, production, name, number]).await?;
    Ok(id)
}

/// The part someone plays from now on: one nobody else plays, or a new one.
pub(super) async fn cast<P: Permission>(
    scope: &mut Scope<P>,
    person: PersonId,
    part: Part,
) -> Result<Option<CharacterId>, AppError> {
    let all = characters(scope).await?;
    let found = match &part {
        Part::Nobody => return Ok(None),
        Part::Is(id, _) => Some(all.iter().find(|c| c.id == *id).ok_or(AppError::NotFound)?),
        Part::New(name, _) => all.iter().find(|c| c.name.to_lowercase() == name.to_lowercase()),
    };
    if found.is_some_and(|c| c.person.is_some_and(|p| p != person)) {
        let field = if matches!(part, Part::Is(..)) { "character" } else { "new_character" };
        return Err(AppError::field(field, k::PEOPLE_PART_TAKEN));
    }
    let (Part::Is(_, number) | Part::New(_, number)) = part else { return Ok(None) };
    free_number(&all, found.map(|c| c.id), number, "cast_number")?;
    match (found, part) {
        (Some(c), _) => {
            let (workspace, production) = (scope.workspace(), scope.production());
            if number.is_some() {
                scope.exec(&CHARACTER_UPDATE, args![workspace, production, c.id, &c.name, number]).await?;
            }
            Ok(Some(c.id))
        }
        (None, Part::New(name, number)) => insert_character(scope, &name, number).await.map(Some),
        (None, _) => Ok(None),
    }
}

/// Two parts with one number cannot be told apart on a strip.
fn free_number(
    all: &[CharacterRow],
    own: Option<CharacterId>,
    number: Option<i64>,
    field: &str,
) -> Result<(), AppError> {
    let taken = number.is_some() && all.iter().any(|c| c.number == number && Some(c.id) != own);
    if taken { Err(AppError::field(field, k::PEOPLE_NUMBER_TAKEN)) } else { Ok(()) }
}

/// Adds a part (`None`) or renames and renumbers one.
pub async fn save_character(
    scope: &mut Scope<EditPeople>,
    id: Option<CharacterId>,
    name: &str,
    number: Option<i64>,
) -> Result<(), AppError> {
    let all = characters(scope).await?;
    if id.is_some_and(|id| !all.iter().any(|c| c.id == id)) {
        return Err(AppError::NotFound);
    }
    free_number(&all, id, number, "number")?;
    if all.iter().any(|c| Some(c.id) != id && c.name.to_lowercase() == name.to_lowercase()) {
        return Err(AppError::field("name", k::PEOPLE_PART_EXISTS));
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let id = match id {
        Some(id) => {
            scope.exec_versioned(&CHARACTER_UPDATE, args![workspace, production, id, name, number]).await?;
            id
        }
        None => insert_character(scope, name, number).await?,
    };
    audit::record(scope, "character.changed", Some(id.0), json!({ "name": name })).await
}

/// Parts by name, for whoever sets up a production from a list.
pub async fn character_ids<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<(String, CharacterId)>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
        id: CharacterId,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Row> = scope.list(&CHARACTER_IDS, args![workspace, production]).await?;
    Ok(rows.into_iter().map(|r| (r.name, r.id)).collect())
}

/// Gives a part its board number.
pub async fn number_character<P: Permission>(
    scope: &mut Scope<P>,
    id: CharacterId,
    number: i64,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec(&CHARACTER_NUMBER, args![workspace, production, id, number]).await.map(drop)
}
