//! A whole script comes in: kept as a preview first, then written in one transaction.
use super::{
    formats::{Draft, Format},
    model::{Fate, ImportPreview, Place, PreviewScene, SceneRow, Staying, Unread, part_name},
    plan::{self, Plan, Planned, Slot, Texts, Wanted},
    store::{self, *},
};
use crate::{
    access::{EditScript, Permission, Scope, ViewScript, Work},
    audit,
    error::AppError,
    locations::store::{NewLocation, PLACES, insert_location},
    productions,
    schedule::model::renumber,
    text::k,
    values::*,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::{HashMap, HashSet, hash_map::Entry};

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Scenes that came in.
    pub added: usize,
    /// Scenes that were there and were brought up to the file.
    pub changed: usize,
    /// Scenes that were as in the file.
    pub unchanged: usize,
    /// Scenes that are not in the file and stay.
    pub stays: usize,
    /// Boards that became drafts.
    pub boards: usize,
}

#[derive(Deserialize)]
struct Row {
    file_name: String,
    draft: Draft,
    confirmed_at: Option<i64>,
}

/// Keeps a script that was read, so that it can be looked at first. No scene is written.
pub(super) async fn start_import(
    scope: &mut Scope<EditScript>,
    file_name: &str,
    draft: &Draft,
) -> Result<ImportId, AppError> {
    let (workspace, production, now, id) =
        (scope.workspace(), scope.production(), scope.now(), scope.new_id::<ImportId>());
    let draft = serde_json::to_value(draft).map_err(|e| AppError::internal("script", e))?;
    let file_name: String = file_name.chars().filter(|c| !c.is_control()).take(200).collect();
    scope.exec(&IMPORT_INSERT, args![workspace, id, production, file_name, draft, now]).await?;
    Ok(id)
}

/// How long what was read and never confirmed is kept.
pub const PREVIEW_MS: i64 = 86_400_000;

/// Forgets what was read a day ago and never confirmed.
pub async fn sweep(scope: &mut Scope<Work>) -> Result<(), AppError> {
    let before = scope.now() - PREVIEW_MS;
    scope.exec(&IMPORT_SWEEP, args![before]).await.map(drop)
}

async fn load<P: Permission>(scope: &mut Scope<P>, id: ImportId) -> Result<Row, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&IMPORT_LOAD, args![workspace, production, id]).await
}

/// What the import would do now. Reads only, yet is for those alone who may import.
pub(super) async fn preview(scope: &mut Scope<ViewScript>, id: ImportId) -> Result<ImportPreview, AppError> {
    if !scope.me().holds("script.edit") {
        return Err(AppError::Forbidden);
    }
    let Row { file_name, draft, confirmed_at } = load(scope, id).await?;
    let draft = allowed(scope, draft);
    let existing = store::scenes(scope).await?;
    let reads = scope.me().holds("script.text");
    let plan = plan::plan(&draft, &existing, &texts(scope, &draft).await?);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let stays = plan.order.iter().filter_map(|slot| match slot {
        Slot::Stays(i) => {
            Some(Staying { number: existing[*i].number.clone(), set_name: existing[*i].set_name.clone() })
        }
        Slot::File(_) => None,
    });
    let skipped = draft.skipped.iter().map(|s| Unread {
        line: s.line,
        text: s.text.clone(),
        reason: s.reason.key().to_owned(),
        with: s.reason.with().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    });
    Ok(ImportPreview {
        id,
        file_name,
        confirmed: confirmed_at.is_some(),
        eighths: Eighths(draft.eighths),
        parts: count(draft.cast.len()),
        estimated: count(draft.scenes.iter().filter(|s| s.estimated).count()),
        unnumbered: plan.unnumbered,
        stays: stays.collect(),
        skipped: skipped.collect(),
        scenes: plan.scenes.iter().map(|planned| shown(planned, reads)).collect(),
        renumbered: plan.renumbered,
        boards: draft.boards.iter().map(|b| (b.name.clone(), count(b.days.len()))).collect(),
    })
}

/// The words that are there, where the file has the script's to compare with.
async fn texts<P: Permission>(scope: &mut Scope<P>, draft: &Draft) -> Result<Texts, AppError> {
    if draft.format == Format::Uss { Ok(Texts::new()) } else { crate::breakdown::texts(scope).await }
}

/// A scene of the preview; its words are for whoever `reads` the script's.
fn shown(planned: &Planned, reads: bool) -> PreviewScene {
    let w = &planned.wanted;
    let mut changes = planned.changes.clone();
    changes.iter_mut().filter(|_| !reads).for_each(|change| change.words.clear());
    PreviewScene {
        number: w.number.clone(),
        int_ext: w.int_ext,
        set_name: w.set_name.clone(),
        day_night: w.day_night.clone(),
        eighths: w.eighths,
        estimated: w.estimated,
        omitted: w.omitted,
        cast: i64::try_from(w.cast.len()).unwrap_or(i64::MAX),
        fate: planned.fate(),
        changes,
    }
}

/// Writes what the preview showed, once.
pub(super) async fn confirm_import(scope: &mut Scope<EditScript>, id: ImportId) -> Result<Imported, AppError> {
    let row = load(scope, id).await?;
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let claimed = scope.exec(&IMPORT_CONFIRM, args![workspace, production, id, now]).await?;
    if claimed != 1 {
        return Err(AppError::field("", k::SCRIPT_IMPORT_ALREADY));
    }
    import_draft(scope, &allowed(scope, row.draft)).await
}

/// Boards are for those alone who may edit boards.
fn allowed<P: Permission>(scope: &Scope<P>, mut draft: Draft) -> Draft {
    if !scope.me().holds("board.edit") {
        draft.boards.clear();
    }
    draft
}

/// Writes a script into the production of the scope: parts, scenes, who is in them, and a strip in the boneyard for
/// each new scene that is not omitted. Scenes that are there are matched by number; none is ever deleted.
/// For whoever has proved a right that covers it: the import page, the demo and the command line.
pub async fn import_draft<P: Permission>(scope: &mut Scope<P>, draft: &Draft) -> Result<Imported, AppError> {
    let existing = store::scenes(scope).await?;
    let plan = plan::plan(draft, &existing, &texts(scope, draft).await?);
    let parts = make_parts(scope, draft).await?;
    let place: HashMap<Slot, i64> = (0..).zip(&plan.order).map(|(at, slot)| (*slot, at)).collect();
    let at = |slot: Slot| place.get(&slot).copied().unwrap_or(0);
    let last = last_rank(scope).await?;
    let mut ranks = renumber(plan.scenes.len()).into_iter().map(|rank| last.saturating_add(rank));
    let mut done = Imported::default();
    let mut texts = Vec::with_capacity(plan.scenes.len());
    let (mut fresh, mut places) = (Vec::new(), Places::default());
    for (index, planned) in plan.scenes.iter().enumerate() {
        let cast: Vec<CharacterId> = planned.wanted.cast.iter().filter_map(|name| parts.get(name).copied()).collect();
        let place = at(Slot::File(index));
        let rank = ranks.next().unwrap_or(last);
        let scene = match planned.now {
            None => {
                let sheet = draft.scenes[index].sheet.as_ref();
                let location = places.of(scope, sheet.map_or("", |sheet| &sheet.location)).await?;
                let scene = insert(scope, &planned.wanted, place, &cast, rank, location).await?;
                fresh.extend(sheet.map(|sheet| (scene, sheet)));
                scene
            }
            Some(now) => {
                move_to(scope, existing[now].id, place).await?;
                if planned.rewrites() {
                    rewrite(scope, &existing[now], &planned.wanted, &cast, rank).await?;
                }
                existing[now].id
            }
        };
        texts.push((scene, &draft.scenes[index]));
        match planned.fate() {
            Fate::New => done.added += 1,
            Fate::Changed => done.changed += 1,
            Fate::Unchanged => done.unchanged += 1,
        }
    }
    // A schedule has no words of the script: those that are there stay.
    crate::breakdown::take(scope, &texts, &parts, draft.format != Format::Uss).await?;
    crate::breakdown::take_sheets(scope, &fresh).await?;
    crate::breakdown::take_links(scope, &draft.links, &parts).await?;
    let ids: Vec<SceneId> = texts.iter().map(|(scene, _)| *scene).collect();
    crate::schedule::incoming::keep(scope, draft.extras.clone(), &ids).await?;
    done.boards = crate::schedule::incoming::take(scope, &draft.boards, &ids).await?;
    done.stays = stay(scope, &plan, &existing, at).await?;
    let written = done.added + done.changed;
    audit::record(scope, "script.imported", None, json!({ "n": written })).await?;
    Ok(done)
}

/// Every part of the script by name; new ones get the next cast numbers.
async fn make_parts<P: Permission>(
    scope: &mut Scope<P>,
    draft: &Draft,
) -> Result<HashMap<String, CharacterId>, AppError> {
    let members = store::members(scope).await?;
    // The numbers of a file count where nobody has them yet.
    let mut taken: HashSet<i64> = members.iter().filter_map(|m| m.number).collect();
    let mut given: HashMap<String, i64> = HashMap::new();
    for (name, number) in &draft.numbers {
        if taken.insert(*number) {
            given.entry(part_name(name)).or_insert(*number);
        }
    }
    let mut next = next_number(&members).max(draft.numbers.iter().map(|(_, n)| n + 1).max().unwrap_or(0));
    let mut parts: HashMap<String, CharacterId> = members.into_iter().map(|m| (m.name, m.id)).collect();
    for name in plan::parts(draft) {
        if let Entry::Vacant(free) = parts.entry(name) {
            let number = given.get(free.key()).copied().unwrap_or(next);
            let id = add_member(scope, free.key(), number).await?;
            next = next.max(number + 1);
            free.insert(id);
        }
    }
    Ok(parts)
}

/// Places of shooting by name, read once one is asked for.
#[derive(Default)]
struct Places(Option<HashMap<String, LocationId>>);

impl Places {
    /// The place of this name; one that nobody knows yet is made, with its address still to be found out.
    async fn of<P: Permission>(&mut self, scope: &mut Scope<P>, name: &str) -> Result<Option<LocationId>, AppError> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(None);
        }
        let known = match &mut self.0 {
            Some(known) => known,
            none => {
                let (workspace, production) = (scope.workspace(), scope.production());
                let all: Vec<Place> = scope.list(&PLACES, args![workspace, production]).await?;
                none.insert(all.into_iter().map(|p| (p.name.to_lowercase(), p.id)).collect())
            }
        };
        if let Some(id) = known.get(&name.to_lowercase()) {
            return Ok(Some(*id));
        }
        let zone = productions::store::load(scope).await?.zone;
        let id = insert_location(scope, &NewLocation::named(name, "", &zone)).await?;
        known.insert(name.to_lowercase(), id);
        Ok(Some(id))
    }
}

async fn insert<P: Permission>(
    scope: &mut Scope<P>,
    w: &Wanted,
    place: i64,
    cast: &[CharacterId],
    rank: i64,
    location: Option<LocationId>,
) -> Result<SceneId, AppError> {
    let (workspace, production, id) = (scope.workspace(), scope.production(), scope.new_id::<SceneId>());
    scope
        .exec(
            &SCENE_INSERT,
            args![
                workspace,
                id,
                production,
                place,
                &w.number,
                w.int_ext.key(),
                &w.set_name,
                &w.day_night,
                w.light.key(),
                w.eighths,
                w.estimated,
                w.omitted,
                false,
                &w.synopsis,
                location
            ],
        )
        .await?;
    set_cast(scope, id, cast, true).await?;
    if !w.omitted {
        insert_strip(scope, id, w.eighths, rank).await?;
    }
    Ok(id)
}

async fn rewrite<P: Permission>(
    scope: &mut Scope<P>,
    now: &SceneRow,
    w: &Wanted,
    cast: &[CharacterId],
    rank: i64,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope
        .exec(
            &SCENE_REWRITE,
            args![
                workspace,
                production,
                now.id,
                w.int_ext.key(),
                &w.set_name,
                &w.day_night,
                w.light.key(),
                w.eighths,
                w.estimated,
                w.omitted,
                &w.synopsis
            ],
        )
        .await?;
    set_cast(scope, now.id, cast, false).await?;
    match (now.omitted, w.omitted) {
        (false, true) => drop_strip(scope, now.id).await,
        (true, false) => {
            drop_strip(scope, now.id).await?;
            insert_strip(scope, now.id, w.eighths, rank).await
        }
        _ => retime(scope, now.id, now.eighths, w.eighths).await,
    }
}

async fn move_to<P: Permission>(scope: &mut Scope<P>, scene: SceneId, place: i64) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec(&SCENE_PLACE, args![workspace, production, scene, place]).await.map(drop)
}

/// Scenes that the file does not have keep everything but their place in the order.
async fn stay<P: Permission>(
    scope: &mut Scope<P>,
    plan: &Plan,
    existing: &[SceneRow],
    at: impl Fn(Slot) -> i64,
) -> Result<usize, AppError> {
    let mut stays = 0;
    for slot in &plan.order {
        if let Slot::Stays(index) = slot {
            move_to(scope, existing[*index].id, at(*slot)).await?;
            stays += 1;
        }
    }
    Ok(stays)
}
