//! The board as one value, put together from a handful of lists.
use super::*;
use crate::{
    access::{Permission, Scope, ViewBoard},
    error::AppError,
    schedule::{
        data::{BoardData, Segment, ShootData, ShootDay},
        design,
        dood::model::DoodPlan,
        model::{
            AvailabilityCalendar, Board, BoardCast, BoardDay, BoardUnit, DayKind, DayNumber, DayStage, DayState,
            SceneStrip, Strip, StripKind, WrapRule,
        },
        times,
    },
    values::*,
};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::HashMap;

/// A day as numbering and board read it.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::schedule) struct DayRow {
    pub id: DayId,
    pub date: Date,
    pub label: String,
    pub unit: UnitId,
    pub seat: i64,
    pub kind: DayKind,
    pub state: DayState,
    pub unit_call: Minute,
    pub est_wrap: Minute,
    pub wrap_utc: i64,
    pub location: Option<LocationId>,
    pub place: String,
    pub zone: String,
    pub lat_e6: Option<i64>,
    pub lon_e6: Option<i64>,
    pub issued: bool,
    pub version: i64,
}
#[derive(Deserialize)]
struct StripRow {
    id: StripId,
    day: Option<DayId>,
    rank: i64,
    minutes: i64,
    version: i64,
    banner: Option<String>,
    scene: Option<SceneId>,
    number: Option<String>,
    int_ext: Option<IntExt>,
    light: Option<Light>,
    day_night: Option<String>,
    set_name: Option<String>,
    eighths: Option<Eighths>,
    estimated: bool,
    location: Option<LocationId>,
    place: Option<String>,
    synopsis: Option<String>,
}
#[derive(Deserialize)]
struct PartRow {
    id: CharacterId,
    name: String,
    number: Option<i64>,
    person: Option<PersonId>,
    plan: Option<DoodPlan>,
}
#[derive(Deserialize)]
struct CastRow {
    scene: SceneId,
    part: CharacterId,
}
#[derive(Deserialize)]
struct OffRow {
    person: PersonId,
    date: Date,
}

/// What labels of a unit's days start with: nothing for the main unit, `2U` for the second.
pub(super) fn prefix(seat: i64) -> String {
    if seat <= 0 { String::new() } else { format!("{}U", seat + 1) }
}

/// The number behind a label: only the label is stored, as it is what was printed.
pub(super) fn number_of(label: &str, prefix: &str) -> Option<DayNumber> {
    let rest = label.strip_prefix(prefix)?.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest[..digits].parse().ok()?;
    let letter = rest[digits..].bytes().try_fold(0_u32, |sum, c| {
        c.is_ascii_uppercase().then(|| sum.saturating_mul(26).saturating_add(u32::from(c - b'A') + 1))
    })?;
    Some(DayNumber { number, letter })
}

/// The days of the production, by date and unit.
pub(super) async fn day_rows<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<DayRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&BOARD_DAYS, args![workspace, production]).await
}

/// The whole board with its units, cast, days off and sun times.
pub async fn load(scope: &mut Scope<ViewBoard>) -> Result<BoardData, AppError> {
    whole(scope).await
}

/// The same for whoever works on it, with what its checks need.
pub async fn whole<P: Permission>(scope: &mut Scope<P>) -> Result<BoardData, AppError> {
    let mut data = bare(scope).await?;
    crate::rules::facts::fill(scope, &mut data.board).await?;
    Ok(data)
}

/// The board without facts, for whoever checks nothing.
pub async fn bare<P: Permission>(scope: &mut Scope<P>) -> Result<BoardData, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let place = args![workspace, production];
    let units = units(scope).await?;
    let days = day_rows(scope).await?;
    let places = days.iter().filter(|d| !d.place.is_empty()).map(|d| (d.id, d.place.clone())).collect();
    let mut board = Board { days: days.into_iter().map(|d| day(d, now)).collect(), units, ..Board::default() };
    let parts: Vec<PartRow> = scope.list(&BOARD_PARTS, place).await?;
    let off: Vec<OffRow> = scope.list(&BOARD_OFF, place).await?;
    board.cast = cast(parts, &off);
    let order: HashMap<CharacterId, usize> = board.cast.iter().enumerate().map(|(at, c)| (c.character, at)).collect();
    let mut in_scene: HashMap<SceneId, Vec<CharacterId>> = HashMap::new();
    for row in scope.list::<CastRow>(&BOARD_CAST, place).await? {
        in_scene.entry(row.scene).or_default().push(row.part);
    }
    for parts in in_scene.values_mut() {
        parts.sort_by_key(|part| order.get(part).copied());
    }
    let at: HashMap<DayId, usize> = board.days.iter().enumerate().map(|(at, d)| (d.id, at)).collect();
    for row in scope.list::<StripRow>(&BOARD_STRIPS, place).await? {
        let list = match row.day.and_then(|day| at.get(&day)) {
            Some(&day) => &mut board.days[day].strips,
            None => &mut board.boneyard,
        };
        list.push(strip(row, &mut in_scene));
    }
    board.script_eighths = Eighths(scope.number(&SCRIPT_EIGHTHS, place).await?.unwrap_or(0));
    Ok(BoardData { board, places, ..BoardData::default() })
}

/// Instants are computed from the zone as it is now, not taken from the row: a location may have been corrected.
pub(in crate::schedule) fn day(row: DayRow, now: i64) -> BoardDay {
    let zone = times::zone(&row.zone);
    let (sunrise, sunset) = match (row.lat_e6, row.lon_e6) {
        (Some(lat), Some(lon)) => times::sunrise_sunset(&row.zone, row.date, lat, lon),
        _ => (None, None),
    };
    let wrap = times::instant(&zone, row.date, row.est_wrap);
    BoardDay {
        id: row.id,
        date: row.date,
        number: number_of(&row.label, &prefix(row.seat)),
        label: row.label,
        unit: row.unit,
        kind: row.kind,
        state: row.state,
        stage: match (row.issued, wrap < now) {
            (true, true) => DayStage::Shot,
            (true, false) => DayStage::Issued,
            (false, _) => DayStage::Open,
        },
        unit_call: Some(row.unit_call),
        est_wrap: Some(row.est_wrap),
        wrap_rule: WrapRule::Entered,
        call_utc_ms: Some(times::instant(&zone, row.date, row.unit_call)),
        wrap_utc_ms: Some(wrap),
        zone: row.zone,
        sunrise,
        sunset,
        strips: Vec::new(),
        version: row.version,
    }
}

/// Parts in the order of their numbers, those without one last; a part that two people share is the first one's.
fn cast(rows: Vec<PartRow>, off: &[OffRow]) -> Vec<BoardCast> {
    let mut cast: Vec<(Option<i64>, BoardCast)> = Vec::new();
    let mut at: HashMap<CharacterId, usize> = HashMap::new();
    for row in rows {
        if at.contains_key(&row.id) {
            continue;
        }
        at.insert(row.id, cast.len());
        let dates = off.iter().filter(|o| Some(o.person) == row.person).map(|o| o.date);
        let part = BoardCast {
            character: row.id,
            person: row.person,
            number: row.number.map(|n| n.to_string()).unwrap_or_default(),
            name: row.name,
            allows_hold: row.plan.unwrap_or_default().hold,
            off: dates.collect::<AvailabilityCalendar>(),
        };
        cast.push((row.number, part));
    }
    cast.sort_by(|a, b| (a.0.is_none(), a.0, &a.1.name).cmp(&(b.0.is_none(), b.0, &b.1.name)));
    cast.into_iter().map(|(_, part)| part).collect()
}

fn strip(row: StripRow, in_scene: &mut HashMap<SceneId, Vec<CharacterId>>) -> Strip {
    let kind = match row.scene {
        None => StripKind::Banner { text: row.banner.unwrap_or_default() },
        Some(scene) => StripKind::Scene(Box::new(SceneStrip {
            scene,
            number: row.number.unwrap_or_default(),
            int_ext: row.int_ext.unwrap_or_default(),
            light: row.light.unwrap_or_default(),
            day_night: row.day_night.unwrap_or_default(),
            set: row.set_name.unwrap_or_default(),
            eighths: row.eighths.unwrap_or_default(),
            estimated: row.estimated,
            cast: in_scene.remove(&scene).unwrap_or_default(),
            location: row.location,
            location_name: row.place.unwrap_or_default(),
            synopsis: row.synopsis.unwrap_or_default(),
        })),
    };
    // Nought minutes on a scene mean that nobody estimated it.
    let minutes = (row.minutes > 0 || row.scene.is_none()).then_some(row.minutes);
    Strip { id: row.id, kind, minutes, version: row.version, rank: row.rank }
}

/// The shoot as columns of colours.
pub async fn shoot(scope: &mut Scope<ViewBoard>) -> Result<ShootData, AppError> {
    #[derive(Deserialize)]
    struct Row {
        day: DayId,
        #[serde(flatten)]
        segment: Segment,
    }
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let mut segments: HashMap<DayId, Vec<Segment>> = HashMap::new();
    for row in scope.list::<Row>(&SHOOT_STRIPS, args![workspace, production]).await? {
        segments.entry(row.day).or_default().push(row.segment);
    }
    let rows = day_rows(scope).await?;
    let days = rows.into_iter().map(|row| {
        let today = times::today(&times::zone(&row.zone), now);
        // A night shoot stays today until its wrap.
        let running = row.date < today && row.wrap_utc > now && row.date.tomorrow().is_ok_and(|next| next == today);
        ShootDay {
            id: row.id,
            date: row.date,
            label: row.label,
            kind: row.kind,
            cancelled: row.state == DayState::Cancelled,
            today: row.date == today || running,
            past: row.date < today && !running,
            segments: segments.remove(&row.id).unwrap_or_default(),
        }
    });
    Ok(ShootData { days: days.collect(), design: design::store::load(scope).await?.1 })
}

/// Units as the board knows them.
pub(super) fn unit(id: UnitId, name: String, seat: i64) -> BoardUnit {
    BoardUnit { id, name, prefix: prefix(seat) }
}
