//! Shooting days: add, change, remove; instants with the zone of the day; labels that never change once printed.
use super::board::{day_rows, number_of, prefix, unit};
use super::*;
use crate::{
    access::{EditBoard, Permission, Scope, ViewDraft},
    audit,
    error::AppError,
    locations::store::PLACES,
    schedule::{
        data::{Background, DayDetail, DayLine, NewDay, Place, key},
        model::{BoardUnit, DayKind, DayState, NumberedDay, renumber_days},
        times,
    },
    text::k,
    values::*,
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

/// A day that got another label, and both labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relabelled {
    /// The day.
    pub day: DayId,
    /// Label until now; empty for a new day.
    pub from: String,
    /// Label from now on; empty when it is no longer counted.
    pub to: String,
}

/// Units, main unit first.
pub async fn units<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<BoardUnit>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        id: UnitId,
        name: String,
        seat: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Row> = scope.list(&UNITS, args![workspace, production]).await?;
    Ok(rows.into_iter().map(|r| unit(r.id, r.name, r.seat)).collect())
}

/// One more unit.
pub async fn add_unit<P: Permission>(scope: &mut Scope<P>, name: &str) -> Result<UnitId, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    if units(scope).await?.len() >= 20 {
        return Err(AppError::field("name", k::SCHEDULE_UNITS_ENOUGH));
    }
    let id: UnitId = scope.new_id();
    scope.exec(&UNIT_ADD, args![workspace, id, production, name]).await?;
    audit::record(scope, "unit.added", Some(id.0), json!({ "name": name })).await?;
    Ok(id)
}

/// Locations to choose from.
pub async fn places<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<Place>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&PLACES, args![workspace, production]).await
}

/// All days with pages, revision and how many confirmed.
pub async fn list(scope: &mut Scope<ViewDraft>) -> Result<Vec<DayLine>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&DAY_LINES, args![workspace, production]).await
}

/// A day in its form.
pub async fn detail<P: Permission>(scope: &mut Scope<P>, day: DayId) -> Result<DayDetail, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&DAY_DETAIL, args![workspace, production, day]).await
}

/// What the form for a new day starts with: the day after the last one, times and place as on that.
pub async fn next_day<P: Permission>(scope: &mut Scope<P>) -> Result<NewDay, AppError> {
    let unit = units(scope).await?.first().map(|u| u.id).unwrap_or_default();
    let days = day_rows(scope).await?;
    let fresh = NewDay { unit, unit_call: Minute(8 * 60), est_wrap: Minute(18 * 60), ..NewDay::default() };
    Ok(match days.iter().rfind(|d| d.unit == unit && d.kind == DayKind::Shoot) {
        Some(last) => NewDay {
            date: last.date.tomorrow().unwrap_or(last.date),
            unit_call: last.unit_call,
            est_wrap: last.est_wrap,
            location: last.location,
            ..fresh
        },
        None => NewDay { date: times::today(&jiff::tz::TimeZone::UTC, scope.now()), ..fresh },
    })
}

/// Checks that unit and location are of this production, and gives call and wrap as instants.
pub(in crate::schedule) async fn frame<P: Permission>(
    scope: &mut Scope<P>,
    day: &NewDay,
) -> Result<(i64, i64), AppError> {
    #[derive(Deserialize)]
    struct Row {
        zone: String,
        place_there: bool,
        unit_there: bool,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let row: Row = scope.one(&DAY_FRAME, args![workspace, production, day.location, day.unit]).await?;
    if !row.unit_there || row.place_there != day.location.is_some() {
        return Err(AppError::NotFound);
    }
    let zone = times::zone(&row.zone);
    Ok((times::instant(&zone, day.date, day.unit_call), times::instant(&zone, day.date, day.est_wrap)))
}

/// The values of a day in the order that insert and update share.
pub(in crate::schedule) fn values(
    scope_of: (WorkspaceId, ProductionId),
    id: DayId,
    day: &NewDay,
    (call, wrap): (i64, i64),
) -> Vec<crate::access::Arg> {
    let background: Vec<&Background> = day.background.iter().collect();
    args![
        scope_of.0,
        scope_of.1,
        id,
        day.unit,
        day.date,
        key(day.kind),
        key(day.state),
        day.unit_call,
        day.shooting_call,
        day.lunch,
        day.est_wrap,
        day.location,
        &day.weather,
        &day.hazards,
        &day.notes,
        json!(background),
        call,
        wrap
    ]
    .to_vec()
}

/// A new day with its label, without an event: for the demo.
pub async fn insert_day<P: Permission>(scope: &mut Scope<P>, day: &NewDay) -> Result<DayId, AppError> {
    insert(scope, day).await.map(|(id, _)| id)
}

async fn insert<P: Permission>(scope: &mut Scope<P>, day: &NewDay) -> Result<(DayId, Vec<Relabelled>), AppError> {
    let times = frame(scope, day).await?;
    let id: DayId = scope.new_id();
    let args = values((scope.workspace(), scope.production()), id, day, times);
    scope.exec(&DAY_INSERT, &args).await?;
    Ok((id, relabel(scope).await?))
}

/// Adds a day; which other days got another label because of it.
pub async fn create(scope: &mut Scope<EditBoard>, day: &NewDay) -> Result<(DayId, Vec<Relabelled>), AppError> {
    let (id, moved) = insert(scope, day).await?;
    let label = moved.iter().find(|m| m.day == id).map(|m| m.to.clone()).unwrap_or_default();
    audit::record(scope, "day.added", Some(id.0), json!({ "day": named(&label, day.date) })).await?;
    told(scope, &moved, id).await?;
    Ok((id, moved))
}

/// Changes a day; a conflict if someone else did so meanwhile.
pub async fn update(
    scope: &mut Scope<EditBoard>,
    id: DayId,
    day: &NewDay,
    version: i64,
) -> Result<Vec<Relabelled>, AppError> {
    let was = detail(scope, id).await?;
    // A unit's number on an issued sheet must not turn up in another unit.
    if was.issued && was.day.unit != day.unit {
        return Err(AppError::field("unit", k::SCHEDULE_ISSUED_UNIT));
    }
    let times = frame(scope, day).await?;
    let mut args = values((scope.workspace(), scope.production()), id, day, times);
    args.extend_from_slice(args![version]);
    scope.exec_versioned(&DAY_UPDATE, &args).await?;
    let moved = relabel(scope).await?;
    let label = moved.iter().find(|m| m.day == id).map_or(was.label, |m| m.to.clone());
    audit::record(scope, "day.changed", Some(id.0), json!({ "day": named(&label, day.date) })).await?;
    told(scope, &moved, id).await?;
    Ok(moved)
}

/// Removes a day; its strips go to the end of the boneyard in their order. Not a day that a call sheet went out for.
pub async fn remove(scope: &mut Scope<EditBoard>, id: DayId, version: i64) -> Result<Vec<Relabelled>, AppError> {
    let was = detail(scope, id).await?;
    if was.issued {
        return Err(AppError::field("", k::SCHEDULE_ISSUED_STAYS));
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let by = scope.number(&DAY_SHELVE_BY, args![workspace, production, id]).await?.unwrap_or(0);
    scope.exec(&DAY_SHELVE, args![workspace, production, id, by]).await?;
    scope.exec(&DAY_CLEAR_CALLS, args![workspace, production, id]).await?;
    scope.exec_versioned(&DAY_DELETE, args![workspace, production, id, version]).await?;
    let moved = relabel(scope).await?;
    audit::record(scope, "day.removed", Some(id.0), json!({ "day": named(&was.label, was.day.date) })).await?;
    told(scope, &moved, id).await?;
    Ok(moved)
}

/// What an event calls a day: its label, or its date while it is not counted.
pub(super) fn named(label: &str, date: Date) -> String {
    if label.is_empty() { date.to_string() } else { label.to_owned() }
}

/// Days that had a label and got another are worth an event of their own.
pub(in crate::schedule) async fn told(
    scope: &mut Scope<EditBoard>,
    moved: &[Relabelled],
    not: DayId,
) -> Result<(), AppError> {
    let others: Vec<String> =
        moved.iter().filter(|m| m.day != not && !m.from.is_empty()).map(|m| format!("{} → {}", m.from, m.to)).collect();
    if others.is_empty() {
        return Ok(());
    }
    audit::record(scope, "days.renumbered", None, json!({ "name": others.join(", ") })).await
}

/// Numbers the open days anew; issued ones keep theirs. Versions stay: a label is nobody's edit.
pub(in crate::schedule) async fn relabel<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<Relabelled>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows = day_rows(scope).await?;
    let days: Vec<NumberedDay> = rows
        .iter()
        .map(|row| NumberedDay {
            id: row.id,
            unit: row.unit,
            date: row.date,
            number: number_of(&row.label, &prefix(row.seat)),
            fixed: row.issued,
            counts: row.kind == DayKind::Shoot && row.state != DayState::Cancelled,
        })
        .collect();
    let mut moved = Vec::new();
    for (row, (day, number)) in rows.into_iter().zip(renumber_days(&days).numbers) {
        let to = number.map(|n| n.label(&prefix(row.seat))).unwrap_or_default();
        if to != row.label && !row.issued {
            scope.exec(&DAY_LABEL, args![workspace, production, day, &to]).await?;
            moved.push(Relabelled { day, from: row.label, to });
        }
    }
    Ok(moved)
}

/// Computes the stored instants of call and wrap anew, for one location or all: to be called in the transaction that
/// changes a location's or the production's zone.
pub async fn retime<P: Permission>(scope: &mut Scope<P>, location: Option<LocationId>) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    for row in day_rows(scope).await? {
        if location.is_none() || row.location == location {
            let zone = times::zone(&row.zone);
            let (call, wrap) =
                (times::instant(&zone, row.date, row.unit_call), times::instant(&zone, row.date, row.est_wrap));
            scope.exec(&DAY_TIMES, args![workspace, production, row.id, call, wrap]).await?;
        }
    }
    Ok(())
}
