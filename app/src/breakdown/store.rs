//! The breakdown in the database: which elements are in which scene, and what is known of a scene beside the script.
use super::model::*;
use crate::{
    access::{EditScript, Permission, Scope, ViewScript},
    audit,
    error::AppError,
    script::{
        model::SceneRow,
        store::{CAST_ADD, scenes},
    },
    values::*,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Elements of the production: their list, links, merging.
pub mod elements;
/// All of it at once, for printing.
pub mod paper;
/// The script's words and what is tagged in them.
pub mod words;

sql! {
    SHEETS = rows { scene: uuid, script_day: text, sequence: text, unit: uuid, notes: text, comments: text, stunt: bool, weapon: bool, animal: bool, drone: bool, water: bool, minor: bool, done: bool, version: int } from
        "(select scene_id as scene, script_day, sequence, unit_id as unit, notes, comments, stunt, weapon, animal, drone, water, minor, done, version
          from scene_sheets where workspace_id = $1 and production_id = $2) x" order "scene";
    SHEET = rows { scene: uuid, script_day: text, sequence: text, unit: uuid, notes: text, comments: text, stunt: bool, weapon: bool, animal: bool, drone: bool, water: bool, minor: bool, done: bool, version: int } from
        "(select scene_id as scene, script_day, sequence, unit_id as unit, notes, comments, stunt, weapon, animal, drone, water, minor, done, version
          from scene_sheets where workspace_id = $1 and production_id = $2 and scene_id = $3) x" order "version";
    SHEET_INSERT = "insert into scene_sheets (workspace_id, scene_id, production_id, script_day, sequence, unit_id, notes, comments, stunt, weapon, animal, drone, water, minor, done, version)
        values ($1,$3,$2,'','',null,'','',false,false,false,false,false,false,false,0) on conflict do nothing";
    SHEET_UPDATE = "update scene_sheets set script_day = $4, sequence = $5, unit_id = $6, notes = $7, comments = $8, stunt = $9, weapon = $10, animal = $11, drone = $12, water = $13, minor = $14, done = $15, version = version + 1
        where workspace_id = $1 and production_id = $2 and scene_id = $3 and version = $16";
    SCENE_CLOSED = "update scenes set closed = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and id = $3 and closed <> $4";
    SCENE_THERE = rows { number: text } from "(select number from scenes where workspace_id = $1 and production_id = $2 and id = $3) x" order "number";
    STRIP_TIME = rows { minutes: int } from "(select minutes from strips where workspace_id = $1 and production_id = $2 and scene_id = $3) x" order "minutes";
    STRIP_SET_TIME = "update strips set minutes = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and scene_id = $3 and minutes <> $4";
    UNITS_THERE = rows { id: uuid, name: text } from "(select id, name, position as seat from units where workspace_id = $1 and production_id = $2) x" order "seat, id";
    COUNTS = rows { scene: uuid, category: int, n: int } from
        "(select s.scene_id as scene, e.category as category, count(*) as n from scene_elements s
          join elements e on e.workspace_id = s.workspace_id and e.id = s.element_id
          where s.workspace_id = $1 and s.production_id = $2 group by s.scene_id, e.category) x" order "scene, category";
    LOST = rows { scene: uuid, n: int } from
        "(select scene_id as scene, count(*) as n from scene_tags where workspace_id = $1 and production_id = $2 and paragraph is null group by scene_id) x" order "scene";
    NAMES = rows { scene: uuid, name: text } from
        "(select s.scene_id as scene, e.name as name from scene_elements s join elements e on e.workspace_id = s.workspace_id and e.id = s.element_id
          where s.workspace_id = $1 and s.production_id = $2) x" order "scene";
    IN_SCENE = rows { id: uuid, category: int, code: text, name: text, amount: int, note: text } from
        "(select e.id as id, e.category as category, e.code as code, e.name as name, s.amount as amount, s.note as note from scene_elements s
          join elements e on e.workspace_id = s.workspace_id and e.id = s.element_id
          where s.workspace_id = $1 and s.production_id = $2 and s.scene_id = $3) x" order "category, name, id";
    PUT = "insert into scene_elements (workspace_id, scene_id, element_id, production_id, amount, note) values ($1,$3,$4,$2,null,'') on conflict do nothing";
    PUT_SO = "insert into scene_elements (workspace_id, scene_id, element_id, production_id, amount, note) values ($1,$3,$4,$2,$5,$6)
        on conflict (workspace_id, scene_id, element_id) do update set amount = excluded.amount, note = excluded.note";
    CHANGE_IN = "update scene_elements set amount = $5, note = $6 where workspace_id = $1 and production_id = $2 and scene_id = $3 and element_id = $4";
    TAKE_OUT = "delete from scene_elements where workspace_id = $1 and production_id = $2 and scene_id = $3 and element_id = $4";
    CAST_OF = ids { part } from "(select character_id as part from scene_cast where workspace_id = $1 and production_id = $2 and scene_id = $3) x";
    PART_OUT = "delete from scene_cast where workspace_id = $1 and production_id = $2 and scene_id = $3 and character_id = $4";
    TAGS_OUT = "delete from scene_tags where workspace_id = $1 and production_id = $2 and scene_id = $3 and (element_id = $4 or character_id = $4)";
    LINK_PAIRS = ids { source, brings } from
        "(select coalesce(element_id, character_id) as source, brings_id as brings from element_links where workspace_id = $1 and production_id = $2) x";
}

#[derive(Deserialize)]
struct OfScene {
    scene: SceneId,
    script_day: String,
    sequence: String,
    unit: Option<UnitId>,
    notes: String,
    comments: String,
    stunt: bool,
    weapon: bool,
    animal: bool,
    drone: bool,
    water: bool,
    minor: bool,
    done: bool,
    version: i64,
}
impl From<OfScene> for Fields {
    fn from(s: OfScene) -> Self {
        let (stunt, weapon, animal) = (s.stunt, s.weapon, s.animal);
        let flags = Flags { stunt, weapon, animal, drone: s.drone, water: s.water, minor: s.minor };
        Self {
            script_day: s.script_day,
            sequence: s.sequence,
            unit: s.unit,
            notes: s.notes,
            comments: s.comments,
            flags,
            done: s.done,
            version: s.version,
        }
    }
}
#[derive(Deserialize)]
struct Count {
    scene: SceneId,
    category: i64,
    n: i64,
}
#[derive(Deserialize)]
struct Named {
    scene: SceneId,
    name: String,
}
#[derive(Deserialize)]
struct Lost {
    scene: SceneId,
    n: i64,
}
#[derive(Deserialize)]
struct Numbered {
    number: String,
}

/// Which scenes are shown.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Words in number, set, synopsis, cast, script day or elements.
    pub text: String,
    /// Scenes with something of this category.
    pub category: Option<i64>,
    /// Scenes that are this far.
    pub state: Option<State>,
}

/// A page of the list of scenes, from 1.
pub async fn overview(scope: &mut Scope<ViewScript>, asked: &Asked, page: i64) -> Result<Overview, AppError> {
    let args = args![scope.workspace(), scope.production()];
    let all = scenes(scope).await?;
    let [sheets, counts, lost] = scope.lists([&SHEETS, &COUNTS, &LOST], args).await?;
    let mut sheets: HashMap<SceneId, Fields> =
        sheets.read()?.into_iter().map(|row: OfScene| (row.scene, row.into())).collect();
    let mut counted: HashMap<SceneId, Vec<(i64, i64)>> = HashMap::new();
    for Count { scene, category, n } in counts.read()? {
        counted.entry(scene).or_default().push((category, n));
    }
    let lost: HashMap<SceneId, i64> = lost.read()?.into_iter().map(|l: Lost| (l.scene, l.n)).collect();
    let names = if asked.text.trim().is_empty() { HashMap::new() } else { names(scope).await? };
    let categories = elements::categories(scope).await?;
    let elements = categories.iter().map(|c| c.elements).sum();
    let (scenes, mut done) = (to_i64(all.len()), 0);
    let mut rows = vec![];
    for scene in all {
        let fields = sheets.remove(&scene.id).unwrap_or_default();
        done += i64::from(fields.done);
        let words = names.get(&scene.id).map_or("", String::as_str);
        let counts = counted.remove(&scene.id).unwrap_or_default();
        let row = row(scene, fields, counts, &lost);
        if fits(&row, asked, words) {
            rows.push(row);
        }
    }
    let matching = to_i64(rows.len());
    let (page, rows) = cut(rows, page);
    Ok(Overview { rows, page, matching, scenes, done, elements, categories })
}

fn row(scene: SceneRow, fields: Fields, counts: Vec<(i64, i64)>, lost: &HashMap<SceneId, i64>) -> OverviewRow {
    let begun = !counts.is_empty() || fields.version > 0;
    let state = match (fields.done, begun) {
        (true, _) => State::Done,
        (false, true) => State::Begun,
        (false, false) => State::Open,
    };
    let lost = lost.get(&scene.id).copied().unwrap_or(0);
    OverviewRow { scene, script_day: fields.script_day, flags: fields.flags, state, counts, lost }
}

fn fits(row: &OverviewRow, asked: &Asked, names: &str) -> bool {
    let in_category = asked.category.is_none_or(|wanted| match wanted {
        CAST => !row.scene.cast.is_empty(),
        _ => row.counts.iter().any(|(category, _)| *category == wanted),
    });
    if !in_category || asked.state.is_some_and(|state| state != row.state) {
        return false;
    }
    let scene = &row.scene;
    let cast = scene.cast_names();
    let all = [&scene.number, &scene.set_name, &scene.synopsis, &cast, &row.script_day].map(String::as_str);
    holds(&format!("{}\n{names}", all.join("\n")), &asked.text)
}

async fn names(scope: &mut Scope<ViewScript>) -> Result<HashMap<SceneId, String>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let mut all: HashMap<SceneId, String> = HashMap::new();
    for Named { scene, name } in scope.list(&NAMES, args![workspace, production]).await? {
        let names = all.entry(scene).or_default();
        names.push_str(&name);
        names.push('\n');
    }
    Ok(all)
}

/// A page of rows, from 1; the last one where there are fewer.
pub(super) fn cut<T>(rows: Vec<T>, page: i64) -> (i64, Vec<T>) {
    let pages = rows.len().div_ceil(PAGE).max(1);
    let page = usize::try_from(page).unwrap_or(1).clamp(1, pages);
    (to_i64(page), rows.into_iter().skip((page - 1) * PAGE).take(PAGE).collect())
}

pub(super) fn to_i64(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A scene's breakdown sheet.
pub async fn sheet(scope: &mut Scope<ViewScript>, scene: SceneId) -> Result<Sheet, AppError> {
    #[derive(Deserialize)]
    struct Time {
        minutes: i64,
    }
    let mut all = scenes(scope).await?;
    let place = all.iter().position(|s| s.id == scene).ok_or(AppError::NotFound)?;
    let neighbour = |n: Option<usize>| {
        let s = n.and_then(|n| all.get(n))?;
        Some(Neighbour { id: s.id, number: s.number.clone() })
    };
    let (previous, next) = (neighbour(place.checked_sub(1)), neighbour(Some(place + 1)));
    let row = all.swap_remove(place);
    let args = args![scope.workspace(), scope.production(), scene];
    let [fields, time, inside] = scope.lists([&SHEET, &STRIP_TIME, &IN_SCENE], args).await?;
    let (fields, time): (Vec<OfScene>, Vec<Time>) = (fields.read()?, time.read()?);
    let edits = scope.me().holds("script.edit");
    let (workspace, production) = (scope.workspace(), scope.production());
    Ok(Sheet {
        scene: row,
        fields: fields.into_iter().next().map(Fields::from).unwrap_or_default(),
        minutes: time.first().map(|t| t.minutes),
        elements: inside.read()?,
        previous,
        next,
        units: scope.list(&UNITS_THERE, args![workspace, production]).await?,
        categories: elements::categories(scope).await?,
        known: if edits { elements::known(scope).await? } else { vec![] },
    })
}

/// What was typed on a sheet, checked by `api`.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What is known of the scene; its version is the one that was read.
    pub fields: Fields,
    /// Minutes planned.
    pub minutes: Option<i64>,
    /// Closed set.
    pub closed: bool,
}

/// The number of a scene of this production.
pub(super) async fn number_of<P: Permission>(scope: &mut Scope<P>, scene: SceneId) -> Result<String, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let found: Numbered = scope.one(&SCENE_THERE, args![workspace, production, scene]).await?;
    Ok(found.number)
}

/// Saves a sheet; a conflict if someone else did so meanwhile.
pub async fn save<P: Permission>(scope: &mut Scope<P>, scene: SceneId, typed: &Typed) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let number = number_of(scope, scene).await?;
    let f = &typed.fields;
    if let Some(unit) = f.unit {
        let units: Vec<UnitRow> = scope.list(&UNITS_THERE, args![workspace, production]).await?;
        if units.iter().all(|u| u.id != unit) {
            return Err(AppError::field("unit", crate::text::k::ERROR_CHOICE));
        }
    }
    scope.exec(&SHEET_INSERT, args![workspace, production, scene]).await?;
    let flags = f.flags;
    scope
        .exec_versioned(
            &SHEET_UPDATE,
            args![
                workspace,
                production,
                scene,
                &f.script_day,
                &f.sequence,
                f.unit,
                &f.notes,
                &f.comments,
                flags.stunt,
                flags.weapon,
                flags.animal,
                flags.drone,
                flags.water,
                flags.minor,
                f.done,
                f.version
            ],
        )
        .await?;
    scope.exec(&SCENE_CLOSED, args![workspace, production, scene, typed.closed]).await?;
    if let Some(minutes) = typed.minutes {
        scope.exec(&STRIP_SET_TIME, args![workspace, production, scene, minutes]).await?;
    }
    audit::record(scope, "scene.broken_down", Some(scene.0), json!({ "name": number })).await
}

/// What these bring comes into the scene too.
pub(crate) async fn bring<P: Permission>(scope: &mut Scope<P>, scene: SceneId, who: &[Uuid]) -> Result<(), AppError> {
    if who.is_empty() {
        return Ok(());
    }
    let links = elements::pairs(scope).await?;
    let (workspace, production) = (scope.workspace(), scope.production());
    for brought in brought(who, &links) {
        scope.exec(&PUT, args![workspace, production, scene, brought]).await?;
    }
    Ok(())
}

/// Who is in a scene.
pub(crate) async fn parts<P: Permission>(scope: &mut Scope<P>, scene: SceneId) -> Result<Vec<CharacterId>, AppError> {
    #[derive(Deserialize)]
    struct Part {
        part: CharacterId,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let found: Vec<Part> = scope.list(&CAST_OF, args![workspace, production, scene]).await?;
    Ok(found.into_iter().map(|p| p.part).collect())
}

/// Something comes into a scene with all that it brings. An element that is there keeps its number and note.
pub async fn put<P: Permission>(scope: &mut Scope<P>, scene: SceneId, thing: Thing) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    match thing {
        Thing::Element(element) => {
            scope.exec(&PUT, args![workspace, production, scene, element]).await?;
        }
        Thing::Part(part) => {
            if !parts(scope, scene).await?.contains(&part) {
                scope.exec(&CAST_ADD, args![workspace, scene, part, production]).await?;
            }
        }
    }
    bring(scope, scene, &[thing.id()]).await
}

/// Adds something by category and name; what nobody has named yet is made.
pub async fn add(
    scope: &mut Scope<EditScript>,
    scene: SceneId,
    category: i64,
    name: &str,
    amount: Option<i64>,
    note: &str,
) -> Result<Thing, AppError> {
    let number = number_of(scope, scene).await?;
    let thing = elements::thing(scope, category, name).await?;
    put(scope, scene, thing).await?;
    if let Thing::Element(element) = thing
        && (amount.is_some() || !note.is_empty())
    {
        let (workspace, production) = (scope.workspace(), scope.production());
        scope.exec(&PUT_SO, args![workspace, production, scene, element, amount, note]).await?;
    }
    audit::record(scope, "scene.element_added", Some(scene.0), json!({ "name": number, "title": name })).await?;
    Ok(thing)
}

/// Changes how many of an element a scene needs, and the note beside it.
pub async fn change_in(
    scope: &mut Scope<EditScript>,
    scene: SceneId,
    element: ElementId,
    amount: Option<i64>,
    note: &str,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let number = number_of(scope, scene).await?;
    scope.exec_one(&CHANGE_IN, args![workspace, production, scene, element, amount, note]).await?;
    audit::record(scope, "scene.broken_down", Some(scene.0), json!({ "name": number })).await
}

/// Takes a part or an element out of a scene, and its tags.
pub async fn take_out(scope: &mut Scope<EditScript>, scene: SceneId, thing: Uuid) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let number = number_of(scope, scene).await?;
    let args = args![workspace, production, scene, thing];
    let gone = scope.exec(&TAKE_OUT, args).await? + scope.exec(&PART_OUT, args).await?;
    if gone == 0 {
        return Err(AppError::NotFound);
    }
    scope.exec(&TAGS_OUT, args).await?;
    audit::record(scope, "scene.element_removed", Some(scene.0), json!({ "name": number })).await
}
