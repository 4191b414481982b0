//! Boards of a file of another program become drafts. The active board stays as it is; a day on a date that is there is the
//! same day, with what else it holds; a board that is there already is not made again.
use super::{
    boards::{
        BoardKind,
        store::{active_plan, document, lines, put},
    },
    data::of_key,
    model::{BoardPlan, BoardUnit, DayKind, PlannedDay, PlannedItem},
    store::{self, EXTRAS, EXTRAS_PUT, add_unit},
    times,
};
use crate::{
    access::{Arg, Permission, Scope},
    audit,
    error::AppError,
    script::formats::{BoardDraft, DayDraft, Extras, ItemDraft},
    values::*,
};
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// Hours of a day of which the file says none.
const CALL: Minute = Minute(8 * 60);
const WRAP: Minute = Minute(19 * 60);

/// Makes a draft of each board; `scenes` are those of the file, in its order. Says how many were made.
pub(crate) async fn take<P: Permission>(
    scope: &mut Scope<P>,
    boards: &[BoardDraft],
    scenes: &[SceneId],
) -> Result<usize, AppError> {
    let mut made = 0;
    for board in boards.iter().filter(|board| !board.days.is_empty() || !board.boneyard.is_empty()) {
        made += usize::from(one(scope, board, scenes).await?);
    }
    Ok(made)
}

/// Keeps keys of other programs; those that were kept before stay.
pub(crate) async fn keep<P: Permission>(
    scope: &mut Scope<P>,
    mut new: Extras,
    scenes: &[SceneId],
) -> Result<(), AppError> {
    if new.is_empty() {
        return Ok(());
    }
    let by_id = |(at, extra): (String, _)| Some((scenes.get(at.parse::<usize>().ok()?)?.to_string(), extra));
    new.scenes = std::mem::take(&mut new.scenes).into_iter().filter_map(by_id).collect();
    let mut all = kept(scope).await?;
    all.take(new);
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec(&EXTRAS_PUT, &[&args![workspace, production][..], &[Arg::doc(&all)?]].concat()).await.map(drop)
}

/// Keys of other programs that are kept.
pub(crate) async fn kept<P: Permission>(scope: &mut Scope<P>) -> Result<Extras, AppError> {
    #[derive(Deserialize)]
    struct Row {
        doc: Extras,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Row> = scope.list(&EXTRAS, args![workspace, production]).await?;
    Ok(rows.into_iter().next().map(|row| row.doc).unwrap_or_default())
}

async fn one<P: Permission>(scope: &mut Scope<P>, board: &BoardDraft, scenes: &[SceneId]) -> Result<bool, AppError> {
    let live = store::bare(scope).await?.board;
    let active = active_plan(scope, &live).await?;
    let strips: HashMap<SceneId, StripId> =
        live.strips().filter_map(|(_, strip)| Some((strip.scene()?.scene, strip.id))).collect();
    let mut units = live.units;
    let today = times::today(&jiff::tz::TimeZone::UTC, scope.now());
    let mut next = today;
    let mut days = Vec::with_capacity(board.days.len());
    for day in &board.days {
        let unit = unit(scope, &mut units, &day.unit).await?;
        let date = day.date.unwrap_or_else(|| workday(next));
        next = next.max(date);
        let there = active.days.iter().find(|now| now.unit == unit && now.date == date);
        let new: DayId = scope.new_id();
        let mut planned = planned(there, new, unit, date, day);
        planned.items = items(scope, &day.items, &strips, scenes);
        days.push(planned);
    }
    // Days off and the like that the file does not speak of stay; what is shot on its days is the file's.
    let dates: HashSet<(UnitId, Date)> = days.iter().map(|day| (day.unit, day.date)).collect();
    let others = active.days.iter().filter(|d| d.kind != DayKind::Shoot && !dates.contains(&(d.unit, d.date)));
    days.extend(others.map(|day| PlannedDay { items: vec![], ..day.clone() }));
    days.sort_by_key(|day| (day.date, units.iter().position(|u| u.id == day.unit)));
    let boneyard = items(scope, &board.boneyard, &strips, scenes);
    let plan = BoardPlan { days, boneyard, locked: None };
    let mut known = vec![active];
    for line in lines(scope).await?.iter().filter(|line| line.kind == BoardKind::Draft) {
        known.push(document(scope, line.id).await?.1);
    }
    let said = said(&plan);
    if known.iter().any(|other| self::said(other) == said) {
        return Ok(false);
    }
    let id = put(scope, BoardKind::Draft, (&board.name, ""), None, &plan).await?;
    audit::record(scope, "board.made", Some(id.0), json!({ "name": board.name })).await?;
    Ok(true)
}

/// The production's unit of this name; the main unit if it has none; a new one if nobody knows it.
async fn unit<P: Permission>(scope: &mut Scope<P>, units: &mut Vec<BoardUnit>, name: &str) -> Result<UnitId, AppError> {
    let first = units.first().map(|unit| unit.id).ok_or(AppError::NotFound)?;
    if name.is_empty() {
        return Ok(first);
    }
    let folded = name.to_lowercase();
    if let Some(unit) = units.iter().find(|unit| unit.name.to_lowercase() == folded) {
        return Ok(unit.id);
    }
    let id = add_unit(scope, name).await?;
    *units = store::units(scope).await?;
    Ok(id)
}

/// The next day from Monday to Friday.
fn workday(after: Date) -> Date {
    let later = std::iter::successors(after.tomorrow().ok(), |date| date.tomorrow().ok());
    let mut work = later.filter(|date| !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday));
    work.next().unwrap_or(after)
}

fn planned(there: Option<&PlannedDay>, new: DayId, unit: UnitId, date: Date, day: &DayDraft) -> PlannedDay {
    let kind = of_key(&day.kind.replace(' ', "_")).unwrap_or_default();
    let hours = day.hours.map(|(call, wrap)| (Minute(call), Minute(wrap)));
    match there {
        Some(there) => {
            let (unit_call, est_wrap) = hours.unwrap_or((there.unit_call, there.est_wrap));
            PlannedDay { kind, unit_call, est_wrap, ..there.clone() }
        }
        None => {
            let (unit_call, est_wrap) = hours.unwrap_or((CALL, WRAP));
            PlannedDay { id: new, date, unit, kind, unit_call, est_wrap, ..PlannedDay::default() }
        }
    }
}

/// What lies on a day: scenes that have a strip, and banners.
fn items<P: Permission>(
    scope: &Scope<P>,
    items: &[ItemDraft],
    strips: &HashMap<SceneId, StripId>,
    scenes: &[SceneId],
) -> Vec<PlannedItem> {
    let one = |item: &ItemDraft| match item {
        ItemDraft::Scene(at) => {
            let scene = *scenes.get(*at)?;
            Some(PlannedItem::Scene { strip: *strips.get(&scene)?, scene })
        }
        ItemDraft::Banner { text, minutes } => {
            Some(PlannedItem::Banner { strip: scope.new_id(), text: text.clone(), minutes: *minutes })
        }
    };
    items.iter().filter_map(one).collect()
}

/// What a board says, without the ids that differ from one making to the next. Where scenes lie that are on no day is
/// no statement; banners there are.
fn said(plan: &BoardPlan) -> serde_json::Value {
    let item = |item: &PlannedItem| match item {
        PlannedItem::Scene { scene, .. } => json!(scene),
        PlannedItem::Banner { text, minutes, .. } => json!([text, minutes]),
    };
    let day = |day: &PlannedDay| {
        let items: Vec<_> = day.items.iter().map(item).collect();
        json!([day.date, day.unit, day.kind, day.unit_call, day.est_wrap, items])
    };
    let banners = plan.boneyard.iter().filter(|item| matches!(item, PlannedItem::Banner { .. })).map(item);
    let days = plan.days.iter().filter(|day| day.state == super::model::DayState::Planned || !day.items.is_empty());
    let mut days: Vec<_> = days.map(day).collect();
    days.sort_by_key(ToString::to_string);
    json!([days, banners.collect::<Vec<_>>()])
}
