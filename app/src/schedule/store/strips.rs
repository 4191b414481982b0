//! Strips: moving one is the product's most frequent write, so it looks at its neighbours and at nothing else.
use super::days::named;
use super::*;
use crate::{
    access::{EditBoard, Permission, Scope},
    audit,
    error::AppError,
    schedule::{
        data::MoveDone,
        model::{RANK_GAP, rank_between},
    },
    values::*,
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

/// What is put on a day, in order.
#[derive(Debug, Clone)]
pub enum Item {
    /// A strip that is there already.
    Strip(StripId),
    /// A scene, by its strip; one is made if it has none.
    Scene {
        /// The scene.
        scene: SceneId,
        /// Estimated shooting time in minutes; 0 leaves it as it is.
        minutes: i64,
    },
    /// A new banner.
    Banner(Banner),
}

/// A banner: a company move, a meal, a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// What it says.
    pub text: String,
    /// How long it takes.
    pub minutes: i64,
}

/// What a move has to know.
#[derive(Deserialize)]
struct Look {
    version: i64,
    name: String,
    label: String,
    date: String,
    there: bool,
    next: Option<i64>,
    prev: Option<i64>,
}

/// Puts a strip in front of another one, or at the end, of a day or of the boneyard.
/// A conflict if strip or neighbour were moved meanwhile.
pub async fn move_strip(
    scope: &mut Scope<EditBoard>,
    strip: StripId,
    to: Option<DayId>,
    before: Option<StripId>,
    version: i64,
) -> Result<MoveDone, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let place = args![workspace, production, strip, to, before];
    let mut look: Look = scope.one(&MOVE_LOOK, place).await?;
    if to.is_some() && !look.there {
        return Err(AppError::NotFound);
    }
    if look.version != version || (before.is_some() && look.next.is_none()) {
        return Err(AppError::Conflict);
    }
    let rank = match rank_between(look.prev, look.next) {
        Some(rank) => rank,
        None => {
            // No room between the neighbours: the list gets fresh ranks, and then there is.
            scope.exec(&RANKS_FRESH, args![workspace, production, to]).await?;
            look = scope.one(&MOVE_LOOK, place).await?;
            rank_between(look.prev, look.next).ok_or(AppError::Conflict)?
        }
    };
    scope.exec_versioned(&MOVE_WRITE, args![workspace, production, strip, to, rank, version]).await?;
    let (action, detail) = match to {
        Some(_) => {
            let day = if look.label.is_empty() { &look.date } else { &look.label };
            ("strip.moved", json!({ "name": look.name, "day": day }))
        }
        None => ("strip.shelved", json!({ "name": look.name })),
    };
    audit::record(scope, action, Some(strip.0), detail).await?;
    Ok(MoveDone { version: version + 1, rank, name: look.name, day: look.label })
}

/// The same from a form: to the start or the end of a list.
pub async fn move_strip_to(
    scope: &mut Scope<EditBoard>,
    strip: StripId,
    to: Option<DayId>,
    at_start: bool,
    version: i64,
) -> Result<MoveDone, AppError> {
    let before = if at_start { first(scope, to, strip).await? } else { None };
    move_strip(scope, strip, to, before, version).await
}

/// The first strip of a list that is shown, other than `not`.
async fn first(scope: &mut Scope<EditBoard>, list: Option<DayId>, not: StripId) -> Result<Option<StripId>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        id: StripId,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    Ok(scope.first::<Row>(&FIRST_STRIP, args![workspace, production, list, not]).await?.map(|row| row.id))
}

/// A day of this production as events call it; nothing for the boneyard.
async fn day_name<P: Permission>(scope: &mut Scope<P>, day: Option<DayId>) -> Result<String, AppError> {
    #[derive(Deserialize)]
    struct Row {
        label: String,
        date: Date,
    }
    let Some(day) = day else { return Ok(String::new()) };
    let (workspace, production) = (scope.workspace(), scope.production());
    let row: Row = scope.one(&DAY_THERE, args![workspace, production, day]).await?;
    Ok(named(&row.label, row.date))
}

/// The rank of the last strip of a list.
async fn last_rank<P: Permission>(scope: &mut Scope<P>, list: Option<DayId>) -> Result<i64, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    Ok(scope.number(&LAST_RANK, args![workspace, production, list]).await?.unwrap_or(0))
}

/// A new banner at the start or the end of a list.
pub async fn add_banner(
    scope: &mut Scope<EditBoard>,
    to: Option<DayId>,
    at_start: bool,
    banner: &Banner,
) -> Result<StripId, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let day = day_name(scope, to).await?;
    let id: StripId = scope.new_id();
    let rank = last_rank(scope, to).await?.saturating_add(RANK_GAP);
    scope.exec(&BANNER_ADD, args![workspace, production, id, &banner.text, banner.minutes, to, rank]).await?;
    audit::record(scope, "banner.added", Some(id.0), json!({ "name": banner.text, "day": day })).await?;
    if at_start {
        move_strip_to(scope, id, to, true, 1).await?;
    }
    Ok(id)
}

/// Changes a strip's minutes, and a banner's words; a conflict if someone else did so meanwhile.
pub async fn edit_strip(
    scope: &mut Scope<EditBoard>,
    strip: StripId,
    version: i64,
    banner: &Banner,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let was = strip_name(scope, strip).await?;
    if was.banner && banner.text.is_empty() {
        return Err(AppError::field("text", crate::text::k::ERROR_REQUIRED));
    }
    scope
        .exec_versioned(&STRIP_EDIT, args![workspace, production, strip, &banner.text, banner.minutes, version])
        .await?;
    let n = banner.minutes.to_string();
    audit::record(scope, "strip.changed", Some(strip.0), json!({ "name": was.name, "n": n })).await
}

/// Takes a banner away; scenes stay.
pub async fn remove_banner(scope: &mut Scope<EditBoard>, strip: StripId, version: i64) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let was = strip_name(scope, strip).await?;
    scope.exec_versioned(&BANNER_DROP, args![workspace, production, strip, version]).await?;
    audit::record(scope, "banner.removed", Some(strip.0), json!({ "name": was.name })).await
}

#[derive(Deserialize)]
struct Named {
    name: String,
    banner: bool,
}

async fn strip_name(scope: &mut Scope<EditBoard>, strip: StripId) -> Result<Named, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&STRIP_NAME, args![workspace, production, strip]).await
}

/// Puts items at the end of a day (or of the boneyard) in this order, without an event each: for the demo and imports.
pub async fn place_strips<P: Permission>(
    scope: &mut Scope<P>,
    day: Option<DayId>,
    items: &[Item],
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    day_name(scope, day).await?;
    let mut rank = last_rank(scope, day).await?;
    for item in items {
        rank = rank.saturating_add(RANK_GAP);
        match item {
            Item::Strip(id) => scope.exec_versioned(&STRIP_PLACE, args![workspace, production, *id, day, rank]).await?,
            Item::Banner(banner) => {
                let id: StripId = scope.new_id();
                scope
                    .exec(&BANNER_ADD, args![workspace, production, id, &banner.text, banner.minutes, day, rank])
                    .await?;
            }
            Item::Scene { scene, minutes } => {
                if scope.exec(&SCENE_PLACE, args![workspace, production, *scene, day, rank, *minutes]).await? == 0 {
                    let id: StripId = scope.new_id();
                    let args = args![workspace, production, id, *scene, *minutes, day, rank];
                    if scope.exec(&SCENE_STRIP, args).await? == 0 {
                        return Err(AppError::NotFound);
                    }
                }
            }
        }
    }
    Ok(())
}
