//! Making a draft active: one transaction that leaves issued and shot days alone and keeps what was active as a draft.
use super::{
    super::{
        data::NewDay,
        model::{
            Board, BoardPlan, CompareBy, Comparison, DayStage, Differs, PlannedItem, compare, differences, drift, rank,
        },
        store::{
            self, DAY_CLEAR_CALLS, DAY_DELETE, DAY_INSERT, DAY_SHELVE, DAY_SHELVE_BY, DAY_UPDATE, Relabelled,
            STRIP_PLACE,
        },
    },
    data::{ActivateData, BoardKind, BoardLine, CompareData, DriftData, Named},
    store::{BANNER_GONE, BANNER_PUT, BANNER_SAYS, active_plan, document, full_day, lay, lines, put, shown},
};
use crate::{
    access::{EditBoard, Permission, Scope, ViewBoard},
    audit,
    error::{AppError, FieldError},
    pay, productions,
    text::{Lang, k},
    values::*,
};
use jiff::civil::Date;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// Days for which a call sheet went out.
pub(super) fn fixed(live: &Board) -> BTreeSet<DayId> {
    live.days.iter().filter(|day| day.stage != DayStage::Open).map(|day| day.id).collect()
}

/// A draft as it would become active, the active board, and how they differ.
struct Ahead {
    line: BoardLine,
    live: Board,
    now: BoardPlan,
    then: BoardPlan,
}

async fn ahead<P: Permission>(scope: &mut Scope<P>, id: BoardId) -> Result<Ahead, AppError> {
    let (line, mut then) = document(scope, id).await?;
    if line.kind != BoardKind::Draft {
        return Err(AppError::NotFound);
    }
    let live = store::bare(scope).await?.board;
    let now = active_plan(scope, &live).await?;
    let laid = lay(scope, &line, &then, &live).await?.board;
    then.take(&laid);
    Ok(Ahead { line, live, now, then })
}

/// What making a draft active would do, for the page that asks.
pub async fn preview(scope: &mut Scope<ViewBoard>, id: BoardId) -> Result<ActivateData, AppError> {
    let (board, _) = document(scope, id).await?;
    if board.kind != BoardKind::Draft {
        return Ok(ActivateData { board, days: vec![], fixed: vec![], scenes: 0 });
    }
    let Ahead { line, live, now, then } = ahead(scope, id).await?;
    let fixed = fixed(&live);
    let days = differences(&now, &then);
    let place = |plan: &BoardPlan| -> HashMap<StripId, DayId> {
        plan.days.iter().flat_map(|d| d.items.iter().map(|i| (i.strip(), d.id))).collect()
    };
    let (was, is) = (place(&now), place(&then));
    let strips = live.strips().filter(|(_, s)| s.scene().is_some());
    let scenes = strips.filter(|(_, s)| was.get(&s.id) != is.get(&s.id)).count();
    let fixed = days.iter().map(|d| d.day).filter(|id| fixed.contains(id)).collect();
    Ok(ActivateData { board: line, days, fixed, scenes })
}

/// Makes a draft active. Days that were issued or shot and that it changes are refused by name, so that nothing of
/// them is lost. What was active is kept as a draft.
pub async fn activate(scope: &mut Scope<EditBoard>, id: BoardId, version: i64) -> Result<Vec<Relabelled>, AppError> {
    let Ahead { line, live, now, then } = ahead(scope, id).await?;
    if line.version != version {
        return Err(AppError::Conflict);
    }
    let fixed = fixed(&live);
    let changed = differences(&now, &then);
    let stuck: Vec<String> = changed
        .iter()
        .filter(|d| fixed.contains(&d.day))
        .map(|d| if d.label.is_empty() { d.date.to_string() } else { d.label.clone() })
        .collect();
    if !stuck.is_empty() {
        let with = vec![("name".to_owned(), stuck.join(", "))];
        return Err(AppError::Invalid(vec![FieldError { field: String::new(), text: k::BOARDS_ISSUED_DIFFER, with }]));
    }
    keep(scope, &now).await?;
    let changed: BTreeSet<DayId> = changed.iter().map(|d| d.day).collect();
    days(scope, &live, &then, &changed).await?;
    banners(scope, &now, &then).await?;
    strips(scope, &now, &then).await?;
    gone(scope, &live, &then).await?;
    let moved = store::relabel(scope).await?;
    audit::record(scope, "board.activated", Some(id.0), json!({ "name": line.name })).await?;
    store::told(scope, &moved, DayId::default()).await?;
    Ok(moved)
}

/// What was active until now, as a draft.
async fn keep(scope: &mut Scope<EditBoard>, now: &BoardPlan) -> Result<(), AppError> {
    let production = productions::store::load(scope).await?;
    let lang = Lang::from_tag(&production.language).unwrap_or_default();
    let today = super::super::times::today(&super::super::times::zone(&production.zone), scope.now());
    let date = super::super::words::date(lang, today);
    put(scope, BoardKind::Draft, (&k::BOARDS_ACTIVE_UNTIL.fill(lang, &[("date", &date)]), ""), None, now).await?;
    Ok(())
}

/// New days and changed ones; what a live day holds beside its plan stays.
async fn days(
    scope: &mut Scope<EditBoard>,
    live: &Board,
    then: &BoardPlan,
    changed: &BTreeSet<DayId>,
) -> Result<(), AppError> {
    let of = (scope.workspace(), scope.production());
    let places: BTreeSet<LocationId> = store::places(scope).await?.into_iter().map(|p| p.id).collect();
    for planned in then.days.iter().filter(|d| changed.contains(&d.id)) {
        let there = live.days.iter().find(|d| d.id == planned.id);
        let mut day = full_day(planned);
        if there.is_some() {
            let now = store::detail(scope, planned.id).await?.day;
            let NewDay { shooting_call, lunch, weather, hazards, notes, background, .. } = now;
            day = NewDay { shooting_call, lunch, weather, hazards, notes, background, ..day };
        }
        // A place that was removed since is none.
        day.location = day.location.filter(|id| places.contains(id));
        let times = store::frame(scope, &day).await?;
        let mut args = store::values(of, planned.id, &day, times);
        match there {
            None => {
                scope.exec(&DAY_INSERT, &args).await?;
            }
            Some(there) => {
                args.extend_from_slice(args![there.version]);
                scope.exec_versioned(&DAY_UPDATE, &args).await?;
            }
        }
    }
    Ok(())
}

fn banners_of(plan: &BoardPlan) -> HashMap<StripId, (&str, i64)> {
    let items = plan.days.iter().flat_map(|d| &d.items).chain(&plan.boneyard);
    items
        .filter_map(|item| match item {
            PlannedItem::Banner { strip, text, minutes } => Some((*strip, (text.as_str(), *minutes))),
            PlannedItem::Scene { .. } => None,
        })
        .collect()
}

/// Banners belong to a board: those of the old one go with it, those of the new one come.
async fn banners(scope: &mut Scope<EditBoard>, now: &BoardPlan, then: &BoardPlan) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let (was, is) = (banners_of(now), banners_of(then));
    for id in was.keys().filter(|id| !is.contains_key(id)) {
        scope.exec(&BANNER_GONE, args![workspace, production, *id]).await?;
    }
    for (id, (text, minutes)) in &is {
        match was.get(id) {
            None => scope.exec(&BANNER_PUT, args![workspace, production, *id, *text, *minutes]).await?,
            Some(before) if *before != (*text, *minutes) => {
                scope.exec(&BANNER_SAYS, args![workspace, production, *id, *text, *minutes]).await?
            }
            Some(_) => 0,
        };
    }
    Ok(())
}

/// Places of all strips in the lists that changed, with fresh ranks.
async fn strips(scope: &mut Scope<EditBoard>, now: &BoardPlan, then: &BoardPlan) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let lists = |plan: &BoardPlan| -> HashMap<Option<DayId>, Vec<StripId>> {
        let of = |items: &[PlannedItem]| items.iter().map(PlannedItem::strip).collect::<Vec<_>>();
        let days = plan.days.iter().map(|d| (Some(d.id), of(&d.items)));
        days.chain([(None, of(&plan.boneyard))]).collect()
    };
    let was = lists(now);
    for (day, order) in lists(then) {
        if was.get(&day) == Some(&order) {
            continue;
        }
        for (strip, rank) in order.iter().zip(rank::renumber(order.len())) {
            scope.exec_versioned(&STRIP_PLACE, args![workspace, production, *strip, day, rank]).await?;
        }
    }
    Ok(())
}

/// Days that the new board does not have. Strips of omitted scenes may still lie on them.
async fn gone(scope: &mut Scope<EditBoard>, live: &Board, then: &BoardPlan) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    for day in live.days.iter().filter(|d| !then.days.iter().any(|t| t.id == d.id)) {
        let by = scope.number(&DAY_SHELVE_BY, args![workspace, production, day.id]).await?.unwrap_or(0);
        scope.exec(&DAY_SHELVE, args![workspace, production, day.id, by]).await?;
        scope.exec(&DAY_CLEAR_CALLS, args![workspace, production, day.id]).await?;
        scope.exec_versioned(&DAY_DELETE, args![workspace, production, day.id, day.version]).await?;
    }
    Ok(())
}

/// Changes the open days of the active board as a document, and puts down what came of it.
async fn reshape<T>(
    scope: &mut Scope<EditBoard>,
    days_touched: &[DayId],
    deed: impl FnOnce(&mut BoardPlan) -> Result<T, AppError>,
) -> Result<T, AppError> {
    let live = store::bare(scope).await?.board;
    let now = active_plan(scope, &live).await?;
    let fixed = fixed(&live);
    if days_touched.iter().any(|id| fixed.contains(id)) {
        return Err(AppError::field("", k::SCHEDULE_ISSUED_STAYS));
    }
    let mut then = now.clone();
    let done = deed(&mut then)?;
    let changed: BTreeSet<DayId> = differences(&now, &then)
        .iter()
        .filter(|d| d.differs.iter().any(|what| *what != Differs::Strips))
        .map(|d| d.day)
        .collect();
    if changed.iter().any(|id| fixed.contains(id)) {
        return Err(AppError::field("", k::SCHEDULE_ISSUED_STAYS));
    }
    days(scope, &live, &then, &changed).await?;
    strips(scope, &now, &then).await?;
    gone(scope, &live, &then).await?;
    let moved = store::relabel(scope).await?;
    store::told(scope, &moved, DayId::default()).await?;
    Ok(done)
}

/// Splits an open day of the active board in front of a strip.
pub async fn split_day(
    scope: &mut Scope<EditBoard>,
    id: DayId,
    before: StripId,
    date: Date,
) -> Result<DayId, AppError> {
    let new: DayId = scope.new_id();
    reshape(scope, &[id], |plan| {
        if !plan.days.iter().any(|d| d.id == id) {
            return Err(AppError::NotFound);
        }
        if plan.split(id, before, new, date) { Ok(()) } else { Err(AppError::field("before", k::BOARDS_SPLIT_WHERE)) }
    })
    .await?;
    audit::record(scope, "day.split", Some(id.0), json!({ "day": date.to_string() })).await?;
    Ok(new)
}

/// Merges an open day of the active board with the next of its unit.
pub async fn merge_day(scope: &mut Scope<EditBoard>, id: DayId) -> Result<(), AppError> {
    let date = reshape(scope, &[id], |plan| {
        let date = plan.days.iter().find(|d| d.id == id).map(|d| d.date).ok_or(AppError::NotFound)?;
        let next = plan.next_of(id).ok_or_else(|| AppError::field("", k::BOARDS_NO_NEXT))?;
        plan.merge(id, next);
        Ok(date)
    })
    .await?;
    audit::record(scope, "day.merged", Some(id.0), json!({ "day": date.to_string() })).await
}

fn named(board: &Board) -> Vec<Named> {
    let part = |c: &super::super::model::BoardCast| Named {
        character: c.character,
        number: c.number.clone(),
        name: c.name.clone(),
    };
    board.cast.iter().map(part).collect()
}

/// How far the active board has drifted from a locked one.
pub async fn drifted(scope: &mut Scope<ViewBoard>, id: BoardId) -> Result<DriftData, AppError> {
    let (board, plan) = document(scope, id).await?;
    let locked = plan.locked.filter(|_| board.kind == BoardKind::Lock).ok_or(AppError::NotFound)?;
    let live = store::bare(scope).await?.board;
    Ok(DriftData { board, drift: drift(&locked, &live), parts: named(&live), units: live.units })
}

/// Estimated minutes of work above which a day is said to be at risk of overtime: twelve hours, the longest day that
/// most agreements know without premium.
const LONG_DAY: i64 = 12 * 60;

/// Two boards side by side; none is the active one.
pub async fn compared(
    scope: &mut Scope<ViewBoard>,
    first: Option<BoardId>,
    second: Option<BoardId>,
) -> Result<CompareData, AppError> {
    let palette = productions::store::load(scope).await?.palette;
    let palette = super::super::data::of_key(&palette).unwrap_or_default();
    // Money is for those who may see it.
    let rates = if scope.me().holds("pay.view") { Some(pay::store::load(scope).await?.0) } else { None };
    let rates = rates.filter(|pay| !pay.is_empty()).map(|pay| pay.rates());
    let (a, b) = (shown(scope, first).await?, shown(scope, second).await?);
    let by = CompareBy { limit_minutes: Some(LONG_DAY), palette, rates: rates.as_ref() };
    let comparison: Comparison = compare(&a.board, &b.board, &by);
    Ok(CompareData {
        first: a.shown,
        second: b.shown,
        boards: lines(scope).await?,
        comparison,
        parts: named(&b.board),
        palette,
        design: super::super::design::store::load(scope).await?.1,
        script: b.board.script_eighths,
        limit: LONG_DAY,
    })
}
