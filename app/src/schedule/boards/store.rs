//! Boards in the database: documents, laid over the live scenes when they are looked at.
use super::{
    super::{
        data::{BoardData, DayDetail, NewDay},
        model::{Board, BoardDay, BoardPlan, LockedBoard, PlannedDay, boards::number_draft, totals},
        store::{DayRow, bare, day, whole},
        times,
    },
    data::{BoardKind, BoardLine, BoardsData},
};
use crate::{
    access::{Arg, EditBoard, Permission, Scope, ViewBoard},
    audit,
    error::AppError,
    locations::model::Place,
    rules::facts::{DayHours, fill_planned},
    text::k,
    values::*,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

/// More boards than anybody can tell apart.
const MOST: usize = 200;

sql! {
    BOARDS = rows { id: uuid, kind: text, name: text, note: text, number: int, made_at: int, by_name: text, zone: text, version: int } from
        "(select b.id as id, b.kind as kind, b.name as name, b.note as note, b.number as number, b.made_at as made_at,
            coalesce(a.name, '') as by_name, p.zone as zone, b.version as version
          from boards b
          join productions p on p.workspace_id = b.workspace_id and p.id = b.production_id
          left join accounts a on a.id = b.made_by
          where b.workspace_id = $1 and b.production_id = $2) x" order "made_at desc, id desc";
    BOARD = rows { id: uuid, kind: text, name: text, note: text, number: int, made_at: int, by_name: text, zone: text, version: int, plan: json } from
        "(select b.id as id, b.kind as kind, b.name as name, b.note as note, b.number as number, b.made_at as made_at,
            coalesce(a.name, '') as by_name, p.zone as zone, b.version as version, b.plan as plan
          from boards b
          join productions p on p.workspace_id = b.workspace_id and p.id = b.production_id
          left join accounts a on a.id = b.made_by
          where b.workspace_id = $1 and b.production_id = $2 and b.id = $3) x" order "id";
    BOARD_ADD = "insert into boards (workspace_id, id, production_id, kind, name, note, number, plan, made_at, made_by, version)
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,1)";
    BOARD_HOLD = "update boards set version = version + 1 where workspace_id = $1 and production_id = $2 and id = $3 and kind = 'draft'";
    BOARD_PLAN = "update boards set plan = $4 where workspace_id = $1 and production_id = $2 and id = $3 and kind = 'draft'";
    BOARD_NAME = "update boards set name = $4, note = $5, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $6 and kind <> 'issue'";
    BOARD_DROP = "delete from boards where workspace_id = $1 and production_id = $2 and id = $3 and version = $4 and kind <> 'issue'";
    BOARD_PLACES = rows { id: uuid, name: text, zone: text, lat_e6: int, lon_e6: int } from
        "(select l.id as id, l.name as name, coalesce(nullif(l.zone, ''), p.zone) as zone, l.lat_e6 as lat_e6, l.lon_e6 as lon_e6
          from locations l join productions p on p.workspace_id = l.workspace_id and p.id = l.production_id
          where l.workspace_id = $1 and l.production_id = $2) x" order "id";
    BOARD_ZONE = rows { zone: text } from "(select zone from productions where workspace_id = $1 and id = $2) x" order "zone";
    BOARD_DETAILS = rows { id: uuid, label: text, issued: bool, version: int, unit: uuid, date: text, kind: text, state: text, unit_call: int, shooting_call: int, lunch: int, est_wrap: int, location: uuid, weather: text, hazards: text, notes: text, background: json } from
        "(select d.id as id, d.label as label, false as issued, d.version as version, d.unit_id as unit, d.date as date, d.kind as kind, d.state as state,
            d.unit_call as unit_call, d.shooting_call as shooting_call, d.lunch as lunch, d.est_wrap as est_wrap, d.location_id as location,
            d.weather as weather, d.hazards as hazards, d.notes as notes, d.background as background
          from shooting_days d where d.workspace_id = $1 and d.production_id = $2) x" order "date, id";
    BANNER_PUT = "insert into strips (workspace_id, production_id, id, banner, minutes, day_id, rank, version) values ($1,$2,$3,$4,$5,null,0,1)";
    BANNER_GONE = "delete from strips where workspace_id = $1 and production_id = $2 and id = $3 and banner is not null";
    BANNER_SAYS = "update strips set banner = $4, minutes = $5, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and banner is not null";
    /// Changes whenever anything on the active board does, and a browser can work it out from what it holds.
    BOARD_STAMP = rows { strips: int, moved: int, days: int, changed: int } from
        "(select (select count(*) from strips s left join scenes c on c.workspace_id = s.workspace_id and c.id = s.scene_id
                   where s.workspace_id = $1 and s.production_id = $2 and (s.scene_id is null or not c.omitted)) as strips,
            (select cast(coalesce(sum(s.version), 0) as bigint) from strips s left join scenes c on c.workspace_id = s.workspace_id and c.id = s.scene_id
              where s.workspace_id = $1 and s.production_id = $2 and (s.scene_id is null or not c.omitted)) as moved,
            (select count(*) from shooting_days where workspace_id = $1 and production_id = $2) as days,
            (select cast(coalesce(sum(version), 0) as bigint) from shooting_days where workspace_id = $1 and production_id = $2) as changed) x" order "strips";
    ISSUE_LAST = rows { id: uuid, number: int, name: text } from
        "(select id, number, name from boards where workspace_id = $1 and production_id = $2 and kind = 'issue' order by number desc limit 1) x" order "number";
    /// What everybody was told last, by whichever issue that was.
    ISSUED_TO = rows { person: uuid, name: text, personal: json, hash: text } from
        "(select r.person_id as person, b.name as name, r.personal as personal, r.content_hash as hash
          from schedule_recipients r
          join boards b on b.workspace_id = r.workspace_id and b.id = r.issue_id
          where r.workspace_id = $1 and r.production_id = $2
            and b.number = (select max(n.number) from schedule_recipients l join boards n on n.workspace_id = l.workspace_id and n.id = l.issue_id
                             where l.workspace_id = $1 and l.production_id = $2 and l.person_id = r.person_id)) x" order "person";
    ISSUE_ACCOUNTS = rows { id: uuid } from
        "(select id from people where workspace_id = $1 and production_id = $2 and account_id is not null and removed_at is null) x" order "id";
    ISSUE_TO = "insert into schedule_recipients (workspace_id, issue_id, person_id, production_id, personal, content_hash) values ($1,$2,$3,$4,$5,$6)";
    OWN_PART = rows { role: text, part: uuid } from
        "(select role, character_id as part from people where workspace_id = $1 and production_id = $2 and id = $3 and removed_at is null) x" order "role";
    OWN_SCHEDULE = rows { name: text, made_at: int, personal: json } from
        "(select b.name as name, b.made_at as made_at, r.personal as personal
          from schedule_recipients r
          join boards b on b.workspace_id = r.workspace_id and b.id = r.issue_id
          where r.workspace_id = $1 and r.production_id = $2 and r.person_id = $3
          order by b.number desc limit 1) x" order "name";
    /// The same, issue by issue.
    OWN_SCHEDULES = rows { number: int, personal: json } from
        "(select b.number as number, r.personal as personal
          from schedule_recipients r
          join boards b on b.workspace_id = r.workspace_id and b.id = r.issue_id
          where r.workspace_id = $1 and r.production_id = $2 and r.person_id = $3) x" order "number desc";
    DRAFT_STAMP = "select version from boards where workspace_id = $1 and production_id = $2 and id = $3";
}

#[derive(Deserialize)]
struct LineRow {
    id: BoardId,
    kind: BoardKind,
    name: String,
    note: String,
    number: Option<i64>,
    made_at: i64,
    by_name: String,
    zone: String,
    version: i64,
}
#[derive(Deserialize)]
struct DocRow {
    #[serde(flatten)]
    line: LineRow,
    plan: BoardPlan,
}
#[derive(Deserialize)]
struct PlaceRow {
    id: LocationId,
    name: String,
    zone: String,
    lat_e6: Option<i64>,
    lon_e6: Option<i64>,
}

impl LineRow {
    fn line(self) -> BoardLine {
        let made_on = times::today(&times::zone(&self.zone), self.made_at);
        let Self { id, kind, name, note, number, by_name, version, .. } = self;
        BoardLine { id, kind, name, note, number, made_on, by: by_name, version }
    }
}

/// All boards beside the active one.
pub async fn lines<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<BoardLine>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<LineRow> = scope.list(&BOARDS, args![workspace, production]).await?;
    Ok(rows.into_iter().map(LineRow::line).collect())
}

/// The page of boards.
pub async fn list(scope: &mut Scope<ViewBoard>) -> Result<BoardsData, AppError> {
    let live = bare(scope).await?.board;
    let sums = totals(&live);
    let boards = lines(scope).await?;
    Ok(BoardsData {
        boards,
        days: live.days.iter().filter(|d| d.number.is_some()).count(),
        eighths: sums.scheduled.eighths,
    })
}

/// A board's line and document.
pub async fn document<P: Permission>(scope: &mut Scope<P>, id: BoardId) -> Result<(BoardLine, BoardPlan), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let row: DocRow = scope.one(&BOARD, args![workspace, production, id]).await?;
    Ok((row.line.line(), row.plan))
}

/// The active board as a document, with where its days are and what else they hold.
pub async fn active_plan<P: Permission>(scope: &mut Scope<P>, live: &Board) -> Result<BoardPlan, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<DayDetail> = scope.list(&BOARD_DETAILS, args![workspace, production]).await?;
    let mut details: HashMap<DayId, NewDay> = rows.into_iter().map(|row| (row.id, row.day)).collect();
    let mut plan = BoardPlan::of(live);
    for day in &mut plan.days {
        let Some(detail) = details.remove(&day.id) else { continue };
        day.location = detail.location;
        day.kept = serde_json::to_value(&detail).ok();
    }
    Ok(plan)
}

/// A document as a board, drawn over the live one.
pub async fn lay<P: Permission>(
    scope: &mut Scope<P>,
    line: &BoardLine,
    plan: &BoardPlan,
    live: &Board,
) -> Result<BoardData, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let rows: Vec<PlaceRow> = scope.list(&BOARD_PLACES, args![workspace, production]).await?;
    let known: HashMap<LocationId, PlaceRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    #[derive(Deserialize)]
    struct Zone {
        zone: String,
    }
    let home: Zone = scope.one(&BOARD_ZONE, args![workspace, production]).await?;
    let mut board = plan.overlay(live);
    if line.kind == BoardKind::Draft {
        number_draft(&mut board, live);
    }
    let mut places = Vec::new();
    for shown in &mut board.days {
        let place = plan.days.iter().find(|d| d.id == shown.id).and_then(|d| known.get(&d.location?));
        if let Some(place) = place {
            places.push((shown.id, place.name.clone()));
        }
        timed(shown, place, &home.zone, now);
    }
    let mut choice: Vec<Place> = known.into_values().map(|row| Place { id: row.id, name: row.name }).collect();
    choice.sort_by(|a, b| a.name.cmp(&b.name));
    let day_places = plan.days.iter().filter_map(|d| Some((d.id, d.location?))).collect();
    Ok(BoardData { board, places, shown: Some(line.clone()), choice, day_places, ..BoardData::default() })
}

/// Instants and the sun of a day, as those of a live one.
fn timed(shown: &mut BoardDay, place: Option<&PlaceRow>, home: &str, now: i64) {
    let row = DayRow {
        id: shown.id,
        date: shown.date,
        label: String::new(),
        unit: shown.unit,
        seat: 0,
        kind: shown.kind,
        state: shown.state,
        unit_call: shown.unit_call.unwrap_or_default(),
        est_wrap: shown.est_wrap.unwrap_or_default(),
        wrap_utc: 0,
        location: place.map(|p| p.id),
        place: String::new(),
        zone: place.map_or(home, |p| &p.zone).to_owned(),
        lat_e6: place.and_then(|p| p.lat_e6),
        lon_e6: place.and_then(|p| p.lon_e6),
        issued: false,
        version: shown.version,
    };
    let timed = day(row, now);
    (shown.call_utc_ms, shown.wrap_utc_ms) = (timed.call_utc_ms, timed.wrap_utc_ms);
    (shown.sunrise, shown.sunset, shown.zone) = (timed.sunrise, timed.sunset, timed.zone);
}

/// A board by its id; none is the active one.
pub async fn shown<P: Permission>(scope: &mut Scope<P>, id: Option<BoardId>) -> Result<BoardData, AppError> {
    let Some(id) = id else { return whole(scope).await };
    let live = bare(scope).await?;
    let (line, plan) = document(scope, id).await?;
    let mut data = lay(scope, &line, &plan, &live.board).await?;
    let hours = |day: &PlannedDay| {
        let NewDay { shooting_call, lunch, .. } = full_day(day);
        DayHours { day: day.id, shooting_call, lunch, location: day.location }
    };
    let hours: Vec<DayHours> = plan.days.iter().map(hours).collect();
    fill_planned(scope, &mut data.board, &hours).await?;
    Ok(data)
}

/// Puts a new board down.
pub(in crate::schedule) async fn put<P: Permission>(
    scope: &mut Scope<P>,
    kind: BoardKind,
    (name, note): (&str, &str),
    number: Option<i64>,
    plan: &BoardPlan,
) -> Result<BoardId, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let (id, by): (BoardId, _) = (scope.new_id(), scope.me().account.map(|a| a.0));
    let by = Arg::Id(by);
    let key = super::super::data::key(kind);
    let plan = Arg::doc(plan)?;
    scope
        .exec(
            &BOARD_ADD,
            &[&args![workspace, id, production, key, name, note, number][..], &[plan, Arg::from(now), by]].concat(),
        )
        .await?;
    Ok(id)
}

/// There is a limit to boards; asked before one more is made by hand.
pub(super) async fn room<P: Permission>(scope: &mut Scope<P>) -> Result<(), AppError> {
    if lines(scope).await?.len() >= MOST { Err(AppError::field("name", k::BOARDS_ENOUGH)) } else { Ok(()) }
}

/// A draft made of another board, or of the active one.
pub async fn copy(
    scope: &mut Scope<EditBoard>,
    from: Option<BoardId>,
    name: &str,
    note: &str,
) -> Result<BoardId, AppError> {
    room(scope).await?;
    let plan = match from {
        None => {
            let live = bare(scope).await?.board;
            active_plan(scope, &live).await?
        }
        Some(id) => BoardPlan { locked: None, ..document(scope, id).await?.1 },
    };
    let id = put(scope, BoardKind::Draft, (name, note), None, &plan).await?;
    audit::record(scope, "board.made", Some(id.0), json!({ "name": name })).await?;
    Ok(id)
}

/// Keeps the active board as it is now, to measure drift against.
pub async fn lock(scope: &mut Scope<EditBoard>, name: &str, note: &str) -> Result<BoardId, AppError> {
    room(scope).await?;
    let live = bare(scope).await?.board;
    let mut plan = active_plan(scope, &live).await?;
    plan.locked = Some(Box::new(LockedBoard::of(&live)));
    let id = put(scope, BoardKind::Lock, (name, note), None, &plan).await?;
    audit::record(scope, "board.locked", Some(id.0), json!({ "name": name })).await?;
    Ok(id)
}

/// Another name or note.
pub async fn rename(
    scope: &mut Scope<EditBoard>,
    id: BoardId,
    version: i64,
    name: &str,
    note: &str,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    document(scope, id).await?;
    scope.exec_versioned(&BOARD_NAME, args![workspace, production, id, name, note, version]).await?;
    audit::record(scope, "board.renamed", Some(id.0), json!({ "name": name })).await
}

/// Deletes a draft or a locked board; what was issued stays.
pub async fn delete(scope: &mut Scope<EditBoard>, id: BoardId, version: i64) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let (line, _) = document(scope, id).await?;
    if line.kind == BoardKind::Issue {
        return Err(AppError::field("", k::BOARDS_ISSUED_STAYS));
    }
    scope.exec_versioned(&BOARD_DROP, args![workspace, production, id, version]).await?;
    audit::record(scope, "board.deleted", Some(id.0), json!({ "name": line.name })).await
}

/// What an open page compares with what it holds, to learn that somebody changed the board.
pub async fn stamp(scope: &mut Scope<ViewBoard>, board: Option<BoardId>) -> Result<Vec<i64>, AppError> {
    stamp_of(scope, board).await
}

/// The same for whoever issues.
pub(super) async fn stamp_of<P: Permission>(
    scope: &mut Scope<P>,
    board: Option<BoardId>,
) -> Result<Vec<i64>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        strips: i64,
        moved: i64,
        days: i64,
        changed: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    if let Some(board) = board {
        let version = scope.number(&DRAFT_STAMP, args![workspace, production, board]).await?;
        return Ok(vec![version.ok_or(AppError::NotFound)?]);
    }
    let row: Row = scope.one(&BOARD_STAMP, args![workspace, production]).await?;
    Ok(vec![row.strips, row.moved, row.days, row.changed])
}

/// A day of a document as its form has it.
pub(super) fn full_day(day: &PlannedDay) -> NewDay {
    let kept = day.kept.clone().and_then(|kept| serde_json::from_value::<NewDay>(kept).ok()).unwrap_or_default();
    NewDay {
        unit: day.unit,
        date: day.date,
        kind: day.kind,
        state: day.state,
        unit_call: day.unit_call,
        est_wrap: day.est_wrap,
        location: day.location,
        ..kept
    }
}
