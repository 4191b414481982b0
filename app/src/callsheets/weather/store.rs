//! Forecasts in the database: one for each shooting day, for where it is shot. Written by the system alone.
use super::{
    super::clock,
    model::{Forecast, Hour},
    wire::{SOURCE, blur},
};
use crate::{
    access::{Arg, Scope, Work},
    error::AppError,
    values::*,
};
use jiff::civil::Date;
use serde::Deserialize;

/// Services look about two weeks ahead.
const AHEAD_MS: i64 = 15 * 86_400_000;
/// A forecast of the next two days is fetched anew after an hour, of a later day after six.
const NEAR_MS: i64 = 2 * 86_400_000;
const HOUR_MS: i64 = 3_600_000;

sql! {
    WEATHER_WORKSPACES = rows { id: uuid } from "(select id from workspaces) x" order "id";
    WEATHER_PRODUCTIONS = rows { id: uuid } from "(select id from productions where workspace_id = $1) x" order "id";
    /// Days to come that are somewhere on the map, with the forecast they have.
    WEATHER_DAYS = rows { day: uuid, date: text, zone: text, lat: int, lon: int, call: int, wrap: int, place: text, fetched: int } from
        "(select d.id as day, d.date as date, coalesce(nullif(l.zone, ''), p.zone) as zone, l.lat_e6 as lat, l.lon_e6 as lon, d.call_utc as call, d.wrap_utc as wrap,
                 f.place as place, f.fetched_at as fetched
          from shooting_days d join productions p on p.workspace_id = d.workspace_id and p.id = d.production_id
          join locations l on l.workspace_id = d.workspace_id and l.id = coalesce(d.location_id,
            (select s.location_id from strips st join scenes s on s.workspace_id = st.workspace_id and s.id = st.scene_id
             where st.workspace_id = d.workspace_id and st.day_id = d.id and s.location_id is not null order by st.rank, st.id limit 1))
          left join day_forecasts f on f.workspace_id = d.workspace_id and f.day_id = d.id
          where d.workspace_id = $1 and d.production_id = $2 and d.wrap_utc > $3 and d.call_utc < $4 and d.state <> 'cancelled' and d.kind <> 'off'
            and l.lat_e6 is not null and l.lon_e6 is not null) x" order "call, day" limit "200";
    WEATHER_PUT = "insert into day_forecasts (workspace_id, production_id, day_id, place, doc, fetched_at) values ($1,$2,$3,$4,$5,$6)
        on conflict (workspace_id, day_id) do update set place = excluded.place, doc = excluded.doc, fetched_at = excluded.fetched_at";
    WEATHER_THERE = "select count(*) from shooting_days where workspace_id = $1 and production_id = $2 and id = $3";
}

/// A day whose forecast is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its company.
    pub workspace: WorkspaceId,
    /// Its production.
    pub production: ProductionId,
    /// The day.
    pub day: DayId,
    /// Its date.
    pub date: Date,
    /// Zone of its place.
    pub zone: String,
    /// Where, in hundredths of a degree.
    pub place: (i64, i64),
    /// Unit call, unix milliseconds.
    pub call: i64,
    /// Estimated wrap.
    pub wrap: i64,
}

impl Wanted {
    /// The same for the same question: where, and which day.
    #[must_use]
    pub fn key(&self) -> String {
        key(self.place, self.date)
    }

    /// What the service's hours say of the day.
    #[must_use]
    pub fn forecast(&self, hours: &[Hour], now: i64) -> Option<Forecast> {
        let zone = clock::zone(&self.zone);
        let made = clock::local(now, &zone);
        let found = Forecast::of(hours, self.call, self.wrap, |at| clock::minute(at, self.date, &zone))?;
        Some(Forecast { source: SOURCE.to_owned(), made_on: made.date, made_at: made.at, ..found })
    }
}

/// What a forecast is for: one for another place or date is none for this one.
#[must_use]
pub fn key((lat, lon): (i64, i64), date: Date) -> String {
    format!("{lat},{lon},{date}")
}

/// The days of all productions whose forecast is missing, is for somewhere else, or is old.
pub async fn wanted(scope: &mut Scope<Work>) -> Result<Vec<Wanted>, AppError> {
    #[derive(Deserialize)]
    struct Row {
        day: DayId,
        date: Date,
        zone: String,
        lat: i64,
        lon: i64,
        call: i64,
        wrap: i64,
        place: Option<String>,
        fetched: Option<i64>,
    }
    #[derive(Deserialize)]
    struct One<T> {
        id: T,
    }
    let now = scope.now();
    let mut all = Vec::new();
    for One { id: workspace } in scope.list::<One<WorkspaceId>>(&WEATHER_WORKSPACES, &[]).await? {
        scope.enter(workspace, ProductionId::default()).await?;
        for One { id: production } in scope.list::<One<ProductionId>>(&WEATHER_PRODUCTIONS, args![workspace]).await? {
            scope.enter(workspace, production).await?;
            let rows: Vec<Row> = scope.list(&WEATHER_DAYS, args![workspace, production, now, now + AHEAD_MS]).await?;
            for row in rows {
                let place = (blur(row.lat), blur(row.lon));
                let kept = if row.call < now + NEAR_MS { HOUR_MS } else { 6 * HOUR_MS };
                let fresh = row.fetched.is_some_and(|at| at + kept > now);
                let Row { day, date, zone, call, wrap, .. } = row;
                let one = Wanted { workspace, production, day, date, zone, place, call, wrap };
                if !fresh || row.place.as_deref() != Some(&one.key()) {
                    all.push(one);
                }
            }
        }
    }
    Ok(all)
}

/// Keeps a day's forecast. A day that is gone by now has none.
pub async fn put(scope: &mut Scope<Work>, wanted: &Wanted, forecast: &Forecast) -> Result<(), AppError> {
    let (workspace, production, now) = (wanted.workspace, wanted.production, scope.now());
    scope.enter(workspace, production).await?;
    if scope.number(&WEATHER_THERE, args![workspace, production, wanted.day]).await?.unwrap_or(0) == 0 {
        return Ok(());
    }
    let doc = Arg::doc(forecast)?;
    scope.exec(&WEATHER_PUT, args![workspace, production, wanted.day, wanted.key(), doc, now]).await.map(drop)
}
