//! Scenes in the database: reading them, and changing one by hand. Whole scripts come in through `import.rs`.
use super::model::{Filter, Member, PAGE, Place, SceneList, SceneRow, Totals, part_name, sort_cast};
use crate::{
    access::{EditScript, Permission, Scope, Texts, ViewScript},
    audit,
    error::{AppError, FieldError},
    locations::store::PLACES,
    schedule::model::{RANK_GAP, SceneKey},
    text::k,
    values::*,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

sql! {
    SCENE_IDS = rows { number: text, id: uuid } from "(select number, id from scenes where workspace_id = $1 and production_id = $2) x" order "number";
    SCENE_CLOSE = "update scenes set closed = true, version = version + 1 where workspace_id = $1 and production_id = $2 and number = $3";
    SCENES = rows { id: uuid, number: text, int_ext: text, set_name: text, day_night: text, light: text, eighths: int, estimated: bool, omitted: bool, closed: bool, synopsis: text, location: uuid, location_name: text, version: int } from
        "(select s.id as id, s.number as number, s.int_ext as int_ext, s.set_name as set_name, s.day_night as day_night, s.light as light, s.eighths as eighths,
            s.estimated as estimated, s.omitted as omitted, s.closed as closed, s.synopsis as synopsis, s.location_id as location, coalesce(l.name, '') as location_name,
            s.version as version, s.position as place
          from scenes s left join locations l on l.workspace_id = s.workspace_id and l.production_id = s.production_id and l.id = s.location_id
          where s.workspace_id = $1 and s.production_id = $2) x" order "place, id" limit "$3 offset $4";
    SCENE_ONE = rows { id: uuid, number: text, int_ext: text, set_name: text, day_night: text, light: text, eighths: int, estimated: bool, omitted: bool, closed: bool, synopsis: text, location: uuid, location_name: text, version: int } from
        "(select id, number, int_ext, set_name, day_night, light, eighths, estimated, omitted, closed, synopsis, location_id as location, '' as location_name, version
          from scenes where workspace_id = $1 and production_id = $2 and id = $3) x" order "id";
    SCENE_CAST = ids { scene, part } from
        "(select scene_id as scene, character_id as part from scene_cast where workspace_id = $1 and production_id = $2
            and scene_id in (select id from scenes where workspace_id = $1 and production_id = $2 order by position, id limit $3 offset $4)) x";
    MEMBERS = rows { id: uuid, number: int, name: text } from
        "(select id, number, name from characters where workspace_id = $1 and production_id = $2) x" order "name";
    TOTALS = rows { scenes: int, omitted: int, eighths: int, estimated: int } from
        "(select count(*) as scenes, cast(coalesce(sum(case when omitted then 1 else 0 end), 0) as bigint) as omitted,
            cast(coalesce(sum(case when omitted then 0 else eighths end), 0) as bigint) as eighths,
            cast(coalesce(sum(case when estimated and not omitted then 1 else 0 end), 0) as bigint) as estimated
          from scenes where workspace_id = $1 and production_id = $2) x" order "scenes";
    NUMBERS = rows { id: uuid, number: text, place: int } from
        "(select id, number, position as place from scenes where workspace_id = $1 and production_id = $2) x" order "place, id";
    SCENE_INSERT = "insert into scenes (workspace_id, id, production_id, position, number, int_ext, set_name, day_night, light, eighths, estimated, omitted, closed, synopsis, location_id, version)
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,1)";
    SCENE_UPDATE = "update scenes set number = $4, int_ext = $5, set_name = $6, day_night = $7, light = $8, estimated = (estimated and eighths = $9), eighths = $9, synopsis = $10, location_id = $11, closed = $12, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $13";
    SCENE_REWRITE = "update scenes set int_ext = $4, set_name = $5, day_night = $6, light = $7, eighths = $8, estimated = $9, omitted = $10, synopsis = $11, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3";
    SCENE_OMIT = "update scenes set omitted = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and id = $3 and version = $5";
    SCENE_PLACE = "update scenes set position = $4 where workspace_id = $1 and production_id = $2 and id = $3 and position <> $4";
    SCENES_SHIFT = "update scenes set position = position + 1 where workspace_id = $1 and production_id = $2 and position >= $3";
    CAST_CLEAR = "delete from scene_cast where workspace_id = $1 and production_id = $2 and scene_id = $3";
    CAST_ADD = "insert into scene_cast (workspace_id, scene_id, character_id, production_id) values ($1,$2,$3,$4)";
    MEMBER_INSERT = "insert into characters (workspace_id, id, production_id, name, number) values ($1,$2,$3,$4,$5)";
    STRIP_INSERT = "insert into strips (workspace_id, id, production_id, scene_id, banner, minutes, day_id, rank, version) values ($1,$2,$3,$4,null,$5,null,$6,1)";
    STRIP_LAST = "select cast(coalesce(max(rank), 0) as bigint) from strips where workspace_id = $1 and production_id = $2 and day_id is null";
    STRIP_MINUTES = "update strips set minutes = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and scene_id = $3 and minutes = $5";
    STRIP_DELETE = "delete from strips where workspace_id = $1 and production_id = $2 and scene_id = $3";
    IMPORT_INSERT = "insert into script_imports (workspace_id, id, production_id, file_name, draft, created_at, confirmed_at) values ($1,$2,$3,$4,$5,$6,null)";
    IMPORT_LOAD = rows { file_name: text, draft: json, confirmed_at: int } from
        "(select file_name, draft, confirmed_at from script_imports where workspace_id = $1 and production_id = $2 and id = $3) x" order "file_name";
    IMPORT_SWEEP = "delete from script_imports where confirmed_at is null and created_at < $1";
    IMPORT_CONFIRM = "update script_imports set confirmed_at = $4 where workspace_id = $1 and production_id = $2 and id = $3 and confirmed_at is null";
}

/// Minutes a strip is planned with for each eighth of a page, until someone knows better.
pub(super) const MINUTES_PER_EIGHTH: i64 = 15;

/// A scene as typed into the form, checked by `api`.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Number.
    pub number: String,
    /// Interior or exterior.
    pub int_ext: IntExt,
    /// Set.
    pub set_name: String,
    /// Time of day in the script's words.
    pub day_night: String,
    /// Light.
    pub light: Light,
    /// Length.
    pub eighths: Eighths,
    /// Cast numbers or names.
    pub cast: Vec<String>,
    /// Synopsis.
    pub synopsis: String,
    /// Location.
    pub location: Option<LocationId>,
    /// Closed set.
    pub closed: bool,
}

/// A page of the list (from 1), or with page 0 all of it.
pub async fn list(scope: &mut Scope<ViewScript>, filter: &Filter, page: i64) -> Result<SceneList, AppError> {
    let page = if page > 0 { page.min(1_000_000) } else { 0 };
    let offset = (page - 1).max(0) * PAGE;
    let windowed = page > 0 && filter.is_empty();
    let (limit, skip) = if windowed { (PAGE, offset) } else { (i64::MAX, 0) };
    let args = args![scope.workspace(), scope.production(), limit, skip];
    let [rows, members, cast, totals, places] =
        scope.lists([&SCENES, &MEMBERS, &SCENE_CAST, &TOTALS, &PLACES], args).await?;
    let (mut rows, members) = with_cast(&rows, &members, &cast)?;
    let totals: Totals = totals.read()?.pop().ok_or(AppError::NotFound)?;
    let mut matching = totals.scenes;
    if page > 0 && !filter.is_empty() {
        let found = filter.take(&rows);
        matching = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let (skip, most) = (usize::try_from(offset).unwrap_or(usize::MAX), usize::try_from(PAGE).unwrap_or(usize::MAX));
        rows = found.into_iter().skip(skip).take(most).collect();
    }
    let complete = i64::try_from(rows.len()).unwrap_or(0) == totals.scenes;
    let (members, places) = if scope.me().holds("script.edit") { (members, places.read()?) } else { (vec![], vec![]) };
    Ok(SceneList { rows, matching, page, complete, totals, members, places })
}

/// All scenes in script order with their cast.
pub(crate) async fn scenes<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<SceneRow>, AppError> {
    let args = args![scope.workspace(), scope.production(), i64::MAX, 0];
    let [rows, members, cast] = scope.lists([&SCENES, &MEMBERS, &SCENE_CAST], args).await?;
    Ok(with_cast(&rows, &members, &cast)?.0)
}

/// Scenes with their cast, and all parts, both in their order.
fn with_cast(rows: &Texts, members: &Texts, cast: &Texts) -> Result<(Vec<SceneRow>, Vec<Member>), AppError> {
    #[derive(Deserialize)]
    struct Pair {
        scene: SceneId,
        part: CharacterId,
    }
    let mut rows: Vec<SceneRow> = rows.read()?;
    let mut members: Vec<Member> = members.read()?;
    sort_cast(&mut members);
    let place: HashMap<CharacterId, usize> = members.iter().enumerate().map(|(n, m)| (m.id, n)).collect();
    let mut parts: HashMap<SceneId, Vec<usize>> = HashMap::new();
    for Pair { scene, part } in cast.read()? {
        parts.entry(scene).or_default().extend(place.get(&part));
    }
    for row in &mut rows {
        let mut parts = parts.remove(&row.id).unwrap_or_default();
        parts.sort_unstable();
        row.cast = parts.into_iter().filter_map(|n| members.get(n).cloned()).collect();
    }
    Ok((rows, members))
}

/// All parts in cast order.
pub(super) async fn members<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<Member>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let mut members: Vec<Member> = scope.list(&MEMBERS, args![workspace, production]).await?;
    sort_cast(&mut members);
    Ok(members)
}

/// A new part.
pub(super) async fn add_member<P: Permission>(
    scope: &mut Scope<P>,
    name: &str,
    number: i64,
) -> Result<CharacterId, AppError> {
    let (workspace, production, id) = (scope.workspace(), scope.production(), scope.new_id::<CharacterId>());
    scope.exec(&MEMBER_INSERT, args![workspace, id, production, name, number]).await?;
    Ok(id)
}

/// The parts of a scene are these and no others.
pub(super) async fn set_cast<P: Permission>(
    scope: &mut Scope<P>,
    scene: SceneId,
    cast: &[CharacterId],
    fresh: bool,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let before = if fresh { vec![] } else { crate::breakdown::store::parts(scope, scene).await? };
    if !fresh {
        scope.exec(&CAST_CLEAR, args![workspace, production, scene]).await?;
    }
    for part in cast {
        scope.exec(&CAST_ADD, args![workspace, scene, *part, production]).await?;
    }
    // Whoever is new in the scene brings what is theirs; what was taken out of it by hand stays out.
    let new: Vec<_> = cast.iter().filter(|part| !before.contains(part)).map(|part| part.0).collect();
    crate::breakdown::store::bring(scope, scene, &new).await
}

/// Words typed for somebody become a part, as in the form of a scene.
pub(crate) async fn part_of(scope: &mut Scope<EditScript>, word: &str) -> Result<CharacterId, AppError> {
    resolve(scope, &[word.to_owned()]).await?.pop().ok_or(AppError::NotFound)
}

/// Cast numbers and names become parts; a name nobody has makes a new part with the next number.
async fn resolve(scope: &mut Scope<EditScript>, typed: &[String]) -> Result<Vec<CharacterId>, AppError> {
    let mut members = members(scope).await?;
    let mut cast = Vec::new();
    for word in typed {
        let id = if word.bytes().all(|b| b.is_ascii_digit()) {
            let number = word.parse::<i64>().ok();
            let found = members.iter().find(|m| m.number.is_some() && m.number == number).map(|m| m.id);
            found.ok_or_else(|| wrong("cast", k::SCRIPT_CAST_UNKNOWN, word))?
        } else {
            let name = part_name(word);
            match members.iter().find(|m| m.name == name) {
                Some(member) => member.id,
                None => {
                    let number = next_number(&members);
                    let id = add_member(scope, &name, number).await?;
                    members.push(Member { id, number: Some(number), name });
                    id
                }
            }
        };
        if !cast.contains(&id) {
            cast.push(id);
        }
    }
    Ok(cast)
}

/// The number of the next new part.
pub(super) fn next_number(members: &[Member]) -> i64 {
    members.iter().filter_map(|m| m.number).max().unwrap_or(0).saturating_add(1)
}

fn wrong(field: &str, text: crate::text::Text, n: &str) -> AppError {
    AppError::Invalid(vec![FieldError { field: field.to_owned(), text, with: vec![("n".to_owned(), n.to_owned())] }])
}

#[derive(Deserialize)]
struct Numbered {
    id: SceneId,
    number: String,
    place: i64,
}

/// The number is free and the location belongs to this production; the scenes in their order.
async fn check(scope: &mut Scope<EditScript>, typed: &Typed, own: Option<SceneId>) -> Result<Vec<Numbered>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let all: Vec<Numbered> = scope.list(&NUMBERS, args![workspace, production]).await?;
    if all.iter().any(|s| s.number == typed.number && Some(s.id) != own) {
        return Err(wrong("number", k::SCRIPT_NUMBER_TAKEN, &typed.number));
    }
    if let Some(wanted) = typed.location {
        let places: Vec<Place> = scope.list(&PLACES, args![workspace, production]).await?;
        if !places.iter().any(|p| p.id == wanted) {
            return Err(AppError::field("location", k::ERROR_CHOICE));
        }
    }
    Ok(all)
}

/// Changes a scene; a conflict if someone else did so meanwhile.
pub async fn save(scope: &mut Scope<EditScript>, scene: SceneId, version: i64, s: &Typed) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let now: SceneRow = scope.one(&SCENE_ONE, args![workspace, production, scene]).await?;
    check(scope, s, Some(scene)).await?;
    scope
        .exec_versioned(
            &SCENE_UPDATE,
            args![
                workspace,
                production,
                scene,
                &s.number,
                s.int_ext.key(),
                &s.set_name,
                &s.day_night,
                s.light.key(),
                s.eighths,
                &s.synopsis,
                s.location,
                s.closed,
                version
            ],
        )
        .await?;
    let cast = resolve(scope, &s.cast).await?;
    set_cast(scope, scene, &cast, false).await?;
    retime(scope, scene, now.eighths, s.eighths).await?;
    audit::record(scope, "scene.changed", Some(scene.0), json!({ "name": s.number })).await
}

/// A scene made by hand. It stands behind the last scene whose number comes before its own.
pub async fn add(scope: &mut Scope<EditScript>, s: &Typed) -> Result<SceneId, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let all = check(scope, s, None).await?;
    let key = SceneKey::of(&s.number);
    let before = all.iter().map(|other| (SceneKey::of(&other.number), other.place)).filter(|(k, _)| *k < key).max();
    let place = before.map_or_else(|| all.first().map_or(0, |first| first.place), |(_, place)| place + 1);
    scope.exec(&SCENES_SHIFT, args![workspace, production, place]).await?;
    let id: SceneId = scope.new_id();
    scope
        .exec(
            &SCENE_INSERT,
            args![
                workspace,
                id,
                production,
                place,
                &s.number,
                s.int_ext.key(),
                &s.set_name,
                &s.day_night,
                s.light.key(),
                s.eighths,
                false,
                false,
                s.closed,
                &s.synopsis,
                s.location
            ],
        )
        .await?;
    let cast = resolve(scope, &s.cast).await?;
    set_cast(scope, id, &cast, true).await?;
    add_strip(scope, id, s.eighths).await?;
    audit::record(scope, "scene.added", Some(id.0), json!({ "name": s.number })).await?;
    Ok(id)
}

/// Takes a scene out of the shoot, or back in. Its strip goes with it: out it has none, back in it lies in the boneyard.
pub async fn set_omitted(
    scope: &mut Scope<EditScript>,
    scene: SceneId,
    version: i64,
    omitted: bool,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let now: SceneRow = scope.one(&SCENE_ONE, args![workspace, production, scene]).await?;
    scope.exec_versioned(&SCENE_OMIT, args![workspace, production, scene, omitted, version]).await?;
    if omitted != now.omitted {
        drop_strip(scope, scene).await?;
        if !omitted {
            add_strip(scope, scene, now.eighths).await?;
        }
    }
    let action = if omitted { "scene.omitted" } else { "scene.restored" };
    audit::record(scope, action, Some(scene.0), json!({ "name": now.number })).await
}

/// Minutes planned for a length.
pub(super) fn minutes(eighths: Eighths) -> i64 {
    eighths.0.saturating_mul(MINUTES_PER_EIGHTH)
}

/// A new length gives new minutes, unless someone had set them.
pub(super) async fn retime<P: Permission>(
    scope: &mut Scope<P>,
    scene: SceneId,
    old: Eighths,
    new: Eighths,
) -> Result<(), AppError> {
    if old == new {
        return Ok(());
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec(&STRIP_MINUTES, args![workspace, production, scene, minutes(new), minutes(old)]).await.map(drop)
}

/// Rank of the last strip in the boneyard.
pub(super) async fn last_rank<P: Permission>(scope: &mut Scope<P>) -> Result<i64, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    Ok(scope.number(&STRIP_LAST, args![workspace, production]).await?.unwrap_or(0))
}

/// A strip in the boneyard.
pub(super) async fn insert_strip<P: Permission>(
    scope: &mut Scope<P>,
    scene: SceneId,
    eighths: Eighths,
    rank: i64,
) -> Result<(), AppError> {
    let (workspace, production, id) = (scope.workspace(), scope.production(), scope.new_id::<StripId>());
    scope.exec(&STRIP_INSERT, args![workspace, id, production, scene, minutes(eighths), rank]).await.map(drop)
}

/// A strip at the end of the boneyard.
async fn add_strip(scope: &mut Scope<EditScript>, scene: SceneId, eighths: Eighths) -> Result<(), AppError> {
    let rank = last_rank(scope).await?.saturating_add(RANK_GAP);
    insert_strip(scope, scene, eighths, rank).await
}

/// The scene has no strip any more, neither on a day nor in the boneyard.
pub(super) async fn drop_strip<P: Permission>(scope: &mut Scope<P>, scene: SceneId) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec(&STRIP_DELETE, args![workspace, production, scene]).await.map(drop)
}

/// Scenes by number, for whoever sets up a production from a list.
pub async fn scene_ids<P: crate::access::Permission>(scope: &mut Scope<P>) -> Result<Vec<(String, SceneId)>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        number: String,
        id: SceneId,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Row> = scope.list(&SCENE_IDS, args![workspace, production]).await?;
    Ok(rows.into_iter().map(|r| (r.number, r.id)).collect())
}
/// Marks a scene as closed.
pub async fn mark_closed<P: crate::access::Permission>(scope: &mut Scope<P>, number: &str) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec(&SCENE_CLOSE, args![workspace, production, number]).await.map(drop)
}
