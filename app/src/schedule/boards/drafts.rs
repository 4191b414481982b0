//! Working on a draft: every change applies to the document as it is now, in the transaction that holds it, so that two
//! people who work on one draft lose nothing of each other's.
use super::{
    super::{
        data::{MoveDone, of_key},
        desk::name as desk_name,
        model::{Board, BoardPlan, Move, MoveError, PlannedDay, PlannedItem, Strip, StripKind, apply},
        store::{self, Banner},
    },
    active::fixed,
    store::{BOARD_HOLD, BOARD_PLAN, active_plan, document, lay},
};
use crate::{
    access::{Arg, EditBoard, Scope},
    audit,
    error::AppError,
    text::k,
    values::*,
};
use jiff::civil::Date;
use serde_json::json;

/// A draft being worked on: the document, and the board that it makes.
struct Work {
    plan: BoardPlan,
    board: Board,
    live: Board,
    version: i64,
}

/// Changes a draft. Its row is taken first, so that whoever comes at the same time waits and then sees this change.
async fn work<T>(
    scope: &mut Scope<EditBoard>,
    id: BoardId,
    deed: impl FnOnce(&mut Work) -> Result<T, AppError>,
) -> Result<(T, i64), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec_one(&BOARD_HOLD, args![workspace, production, id]).await?;
    let (line, plan) = document(scope, id).await?;
    let live = store::bare(scope).await?.board;
    let board = lay(scope, &line, &plan, &live).await?.board;
    let mut work = Work { plan, board, live, version: line.version };
    let done = deed(&mut work)?;
    let plan = Arg::doc(&work.plan)?;
    scope.exec(&BOARD_PLAN, &[&args![workspace, production, id][..], &[plan]].concat()).await?;
    audit::record(scope, "board.changed", Some(id.0), json!({ "name": line.name })).await?;
    Ok((done, work.version))
}

impl Work {
    fn strip(&self, id: StripId) -> Option<(&Strip, Option<DayId>)> {
        self.board.strips().find(|(_, s)| s.id == id).map(|(at, s)| (s, at.map(|at| self.board.days[at].id)))
    }
    fn day(&mut self, id: DayId) -> Result<&mut PlannedDay, AppError> {
        self.plan.days.iter_mut().find(|d| d.id == id).ok_or(AppError::NotFound)
    }
    /// Puts what was done to the board into the document.
    fn take(&mut self) {
        self.plan.take(&self.board);
    }
    /// A day may be changed as long as no call sheet for it went out.
    fn open(&self, id: DayId) -> Result<(), AppError> {
        if fixed(&self.live).contains(&id) { Err(AppError::field("", k::SCHEDULE_ISSUED_STAYS)) } else { Ok(()) }
    }
}

fn changed(error: MoveError) -> AppError {
    match error {
        MoveError::NoSuchDay(_) => AppError::NotFound,
        MoveError::NoSuchStrip(_) | MoveError::NotThere(_) => AppError::Conflict,
    }
}

/// Moves a strip that the mover saw on `from`. A conflict only if it is elsewhere by now, or its neighbour is.
pub async fn move_strip(
    scope: &mut Scope<EditBoard>,
    board: BoardId,
    mv: Move,
    from: Option<Option<DayId>>,
) -> Result<MoveDone, AppError> {
    let ((name, rank, day), version) = work(scope, board, |work| {
        let (strip, at) = work.strip(mv.strip).ok_or(AppError::NotFound)?;
        let name = desk_name(strip);
        if from.is_some_and(|from| from != at) {
            return Err(AppError::Conflict);
        }
        apply(&mut work.board, mv).map_err(changed)?;
        work.take();
        let rank = work.strip(mv.strip).map_or(0, |(s, _)| s.rank);
        let day = work.board.days.iter().find(|d| Some(d.id) == mv.to).map(|d| d.label.clone()).unwrap_or_default();
        Ok((name, rank, day))
    })
    .await?;
    Ok(MoveDone { version, rank, name, day })
}

/// The same from a form: to the start or the end of a list.
pub async fn move_strip_to(
    scope: &mut Scope<EditBoard>,
    board: BoardId,
    strip: StripId,
    to: Option<DayId>,
    start: bool,
) -> Result<(), AppError> {
    work(scope, board, |work| {
        let list = match to {
            Some(id) => Some(work.board.days.iter().position(|d| d.id == id).ok_or(AppError::NotFound)?),
            None => None,
        };
        let first = work.board.list(list).iter().map(|s| s.id).find(|id| *id != strip);
        apply(&mut work.board, Move { strip, to, before: first.filter(|_| start) }).map_err(changed)?;
        work.take();
        Ok(())
    })
    .await?;
    Ok(())
}

/// A new banner.
pub async fn add_banner(
    scope: &mut Scope<EditBoard>,
    board: BoardId,
    to: Option<DayId>,
    start: bool,
    banner: &Banner,
) -> Result<StripId, AppError> {
    let strip: StripId = scope.new_id();
    work(scope, board, |work| {
        work.take();
        let item = PlannedItem::Banner { strip, text: banner.text.clone(), minutes: banner.minutes };
        let list = match to {
            Some(id) => &mut work.day(id)?.items,
            None => &mut work.plan.boneyard,
        };
        list.insert(if start { 0 } else { list.len() }, item);
        Ok(())
    })
    .await?;
    Ok(strip)
}

/// Other words or minutes of a banner. How long a scene takes is the same on every board.
pub async fn edit_banner(
    scope: &mut Scope<EditBoard>,
    board: BoardId,
    strip: StripId,
    banner: &Banner,
) -> Result<(), AppError> {
    if banner.text.is_empty() {
        return Err(AppError::field("text", k::ERROR_REQUIRED));
    }
    work(scope, board, |work| {
        work.take();
        let days = work.plan.days.iter_mut().flat_map(|d| &mut d.items);
        let found = days.chain(&mut work.plan.boneyard).find(|item| item.strip() == strip);
        match found {
            Some(PlannedItem::Banner { text, minutes, .. }) => {
                (*text, *minutes) = (banner.text.clone(), banner.minutes);
                Ok(())
            }
            _ => Err(AppError::NotFound),
        }
    })
    .await?;
    Ok(())
}

/// Takes a banner away.
pub async fn remove_banner(scope: &mut Scope<EditBoard>, board: BoardId, strip: StripId) -> Result<(), AppError> {
    work(scope, board, |work| {
        let banner = work.strip(strip).is_some_and(|(s, _)| matches!(s.kind, StripKind::Banner { .. }));
        if !banner {
            return Err(AppError::NotFound);
        }
        work.take();
        let not = |items: &mut Vec<PlannedItem>| items.retain(|item| item.strip() != strip);
        work.plan.days.iter_mut().for_each(|day| not(&mut day.items));
        not(&mut work.plan.boneyard);
        Ok(())
    })
    .await?;
    Ok(())
}

/// A day as its short form has it.
#[derive(Debug, Clone)]
pub struct DraftDay {
    /// Its date.
    pub date: Date,
    /// Whose day.
    pub unit: UnitId,
    /// What it is for, as its word.
    pub kind: String,
    /// Unit call.
    pub unit_call: Minute,
    /// Estimated wrap.
    pub est_wrap: Minute,
    /// Where.
    pub location: Option<LocationId>,
}

impl DraftDay {
    fn write(&self, day: &mut PlannedDay) -> Result<(), AppError> {
        day.kind = of_key(&self.kind).ok_or_else(|| AppError::field("kind", k::ERROR_CHOICE))?;
        (day.date, day.unit, day.location) = (self.date, self.unit, self.location);
        (day.unit_call, day.est_wrap) = (self.unit_call, self.est_wrap);
        Ok(())
    }
}

/// Units and locations are of this production.
async fn known(scope: &mut Scope<EditBoard>, day: &DraftDay) -> Result<(), AppError> {
    let unit = store::units(scope).await?.iter().any(|u| u.id == day.unit);
    let places = store::places(scope).await?;
    let place = day.location.is_none_or(|id| places.iter().any(|p| p.id == id));
    if unit && place { Ok(()) } else { Err(AppError::NotFound) }
}

/// Adds a day to a draft, or changes one.
pub async fn save_day(
    scope: &mut Scope<EditBoard>,
    board: BoardId,
    id: Option<DayId>,
    day: &DraftDay,
) -> Result<DayId, AppError> {
    known(scope, day).await?;
    let new: DayId = scope.new_id();
    let (id, _) = work(scope, board, |work| {
        if let Some(id) = id {
            work.open(id)?;
            day.write(work.day(id)?)?;
            return Ok(id);
        }
        if work.plan.days.len() >= 1000 {
            return Err(AppError::field("date", k::BOARDS_ENOUGH));
        }
        let mut planned = PlannedDay { id: new, ..PlannedDay::default() };
        day.write(&mut planned)?;
        work.plan.days.push(planned);
        Ok(new)
    })
    .await?;
    Ok(id)
}

/// Removes a day from a draft; its strips go to the boneyard.
pub async fn remove_day(scope: &mut Scope<EditBoard>, board: BoardId, id: DayId) -> Result<(), AppError> {
    work(scope, board, |work| {
        work.open(id)?;
        work.take();
        if work.plan.remove_day(id) { Ok(()) } else { Err(AppError::NotFound) }
    })
    .await?;
    Ok(())
}

/// Splits a day of a draft in front of a strip.
pub async fn split_day(
    scope: &mut Scope<EditBoard>,
    board: BoardId,
    id: DayId,
    before: StripId,
    date: Date,
) -> Result<DayId, AppError> {
    let new: DayId = scope.new_id();
    work(scope, board, |work| {
        work.open(id)?;
        work.take();
        if work.plan.split(id, before, new, date) {
            Ok(())
        } else {
            Err(AppError::field("before", k::BOARDS_SPLIT_WHERE))
        }
    })
    .await?;
    Ok(new)
}

/// Merges a day of a draft with the next of its unit.
pub async fn merge_day(scope: &mut Scope<EditBoard>, board: BoardId, id: DayId) -> Result<(), AppError> {
    work(scope, board, |work| {
        work.take();
        let next = work.plan.next_of(id).ok_or_else(|| AppError::field("", k::BOARDS_NO_NEXT))?;
        work.open(id)?;
        work.open(next)?;
        if work.plan.merge(id, next) { Ok(()) } else { Err(AppError::NotFound) }
    })
    .await?;
    Ok(())
}

/// Takes days that were issued or shot as they are, so that the draft can become active.
pub async fn adopt(scope: &mut Scope<EditBoard>, board: BoardId) -> Result<(), AppError> {
    let live = store::bare(scope).await?.board;
    let now = active_plan(scope, &live).await?;
    work(scope, board, |work| {
        work.take();
        work.plan.keep_fixed(&now, &fixed(&work.live));
        Ok(())
    })
    .await?;
    Ok(())
}

/// A draft made of another board, or of the active one, with these moves made on it.
pub async fn arranged(
    scope: &mut Scope<EditBoard>,
    from: Option<BoardId>,
    name: &str,
    note: &str,
    moves: &[Move],
) -> Result<BoardId, AppError> {
    let id = super::store::copy(scope, from, name, note).await?;
    work(scope, id, |work| {
        for mv in moves {
            apply(&mut work.board, *mv).map_err(changed)?;
        }
        work.take();
        Ok(())
    })
    .await?;
    Ok(id)
}
