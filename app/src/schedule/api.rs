//! What the browser may ask of the schedule.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::data::{BoardData, DaysData, MoveDone, OwnDay, ShootDay};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{
        data::{Background, NewDay, of_key},
        store::{self, Banner, Relabelled},
    },
    crate::{
        access::{self, Scope},
        error::Problems,
        routes,
        text::k,
    },
};

/// The whole board.
#[server(input = GetUrl)]
pub async fn load_board(production: ProductionId) -> Result<BoardData, AppError> {
    access::with(production, store::load).await
}

/// The shoot as columns of colours, for the production's home.
#[server(input = GetUrl)]
pub async fn load_shoot(production: ProductionId) -> Result<Vec<ShootDay>, AppError> {
    access::with(production, store::shoot).await
}

/// Moves a strip in front of another (`before`, empty: to the end) of a day (`to_day`, empty: the boneyard).
#[server]
pub async fn move_strip(
    production: ProductionId,
    strip: StripId,
    to_day: String,
    before: String,
    version: i64,
) -> Result<MoveDone, AppError> {
    let (to, before) = (maybe(&to_day)?, maybe(&before)?);
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::move_strip(scope, strip, to, before, version).await
    })
    .await
}

/// Moves a strip by a form: to the `start` or the `end` of a day (`to_day`, empty: the boneyard).
#[server]
pub async fn move_strip_to(
    production: ProductionId,
    strip: StripId,
    version: i64,
    to_day: String,
    place: String,
) -> Result<Landing, AppError> {
    let (to, start) = (maybe(&to_day)?, place == "start");
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::move_strip_to(scope, strip, to, start, version).await
    })
    .await?;
    Ok(on_board(production, to))
}

/// Adds a banner to a day, or to the boneyard.
#[server]
pub async fn add_banner(
    production: ProductionId,
    to_day: String,
    place: String,
    text: String,
    minutes: String,
) -> Result<Landing, AppError> {
    let (to, start) = (maybe(&to_day)?, place == "start");
    let banner = banner(&text, &minutes, true)?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::add_banner(scope, to, start, &banner).await
    })
    .await?;
    Ok(on_board(production, to))
}

/// Changes the minutes of a strip, and the words of a banner.
#[server]
pub async fn edit_strip(
    production: ProductionId,
    strip: StripId,
    version: i64,
    #[server(default)] text: String,
    minutes: String,
) -> Result<Landing, AppError> {
    let banner = banner(&text, &minutes, false)?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::edit_strip(scope, strip, version, &banner).await
    })
    .await?;
    Ok(on_board(production, None))
}

/// Removes a banner.
#[server]
pub async fn remove_banner(production: ProductionId, strip: StripId, version: i64) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::remove_banner(scope, strip, version).await
    })
    .await?;
    Ok(on_board(production, None))
}

/// All shooting days with the state of their call sheets, what the form offers, and the day that is edited.
#[server(input = GetUrl)]
pub async fn load_days(production: ProductionId, edit: String) -> Result<DaysData, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewDraft>| {
        let edit = match maybe(&edit)? {
            Some(day) => Some(store::detail(scope, day).await?),
            None => None,
        };
        let (days, units, places) =
            (store::list(scope).await?, store::units(scope).await?, store::places(scope).await?);
        Ok(DaysData { days, units, places, next: store::next_day(scope).await?, edit })
    })
    .await
}

/// One's own issued days.
#[server(input = GetUrl)]
pub async fn load_own_days(production: ProductionId) -> Result<Vec<OwnDay>, AppError> {
    access::with(production, store::own_days).await
}

/// A day as typed: the same fields in the form of a new day and of one being changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Typed {
    pub date: String,
    pub kind: String,
    pub unit_call: String,
    pub shooting_call: String,
    pub lunch: String,
    pub est_wrap: String,
    pub location: String,
    pub weather: String,
    pub hazards: String,
    pub notes: String,
    pub background: String,
}

/// Adds a shooting day.
#[server]
pub async fn add_day(
    production: ProductionId,
    unit: UnitId,
    #[server(flatten)] typed: Typed,
) -> Result<Landing, AppError> {
    let day = typed.check(unit, "planned")?;
    let (id, moved) =
        access::with(production, async |scope: &mut Scope<access::EditBoard>| store::create(scope, &day).await).await?;
    Ok(on_days(production, id, &moved))
}

/// Changes a shooting day.
#[server]
pub async fn edit_day(
    production: ProductionId,
    day: DayId,
    version: i64,
    unit: UnitId,
    state: String,
    #[server(flatten)] typed: Typed,
) -> Result<Landing, AppError> {
    let new = typed.check(unit, &state)?;
    let moved = access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::update(scope, day, &new, version).await
    })
    .await?;
    Ok(on_days(production, day, &moved))
}

/// Removes a shooting day; its strips go to the boneyard.
#[server]
pub async fn remove_day(production: ProductionId, day: DayId, version: i64) -> Result<Landing, AppError> {
    let moved =
        access::with(production, async |scope: &mut Scope<access::EditBoard>| store::remove(scope, day, version).await)
            .await?;
    Ok(on_days(production, day, &moved))
}

/// Adds a unit.
#[server]
pub async fn add_unit(production: ProductionId, name: String) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let name = problems.text("name", &name, 60);
    problems.done()?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| store::add_unit(scope, &name).await).await?;
    Ok(Landing::on(routes::production(production, "days")))
}

/// An id, or nothing.
#[cfg(feature = "ssr")]
fn maybe<T: std::str::FromStr>(text: &str) -> Result<Option<T>, AppError> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| AppError::field("", k::ERROR_ARGUMENTS)) }
}

/// Back to the board, where the day is.
#[cfg(feature = "ssr")]
fn on_board(production: ProductionId, day: Option<DayId>) -> Landing {
    let board = routes::production(production, "board");
    Landing::on(day.map_or(board.clone(), |day| format!("{board}#day-{day}")))
}

/// Back to the days, saying which others got another number.
#[cfg(feature = "ssr")]
fn on_days(production: ProductionId, not: DayId, moved: &[Relabelled]) -> Landing {
    let days = routes::production(production, "days");
    let others: Vec<String> = moved
        .iter()
        .filter(|m| m.day != not && !m.from.is_empty() && !m.to.is_empty())
        .map(|m| format!("{}~{}", m.from, m.to).replace(' ', "."))
        .collect();
    Landing::on(if others.is_empty() { days } else { format!("{days}?moved={}", others.join("_")) })
}

#[cfg(feature = "ssr")]
fn banner(text: &str, minutes: &str, required: bool) -> Result<Banner, AppError> {
    let mut problems = Problems::default();
    let text = if required { problems.text("text", text, 120) } else { problems.optional("text", text, 120) };
    let typed = minutes.trim();
    let minutes = if typed.is_empty() { 0 } else { problems.take("minutes", typed.parse::<i64>(), k::ERROR_NUMBER) };
    if !(0..=1440).contains(&minutes) {
        problems.add("minutes", k::SCHEDULE_MINUTES_WRONG);
    }
    problems.done()?;
    Ok(Banner { text, minutes })
}

#[cfg(feature = "ssr")]
impl Typed {
    fn check(&self, unit: UnitId, state: &str) -> Result<NewDay, AppError> {
        let mut p = Problems::default();
        let date: jiff::civil::Date = p.take("date", self.date.trim().parse(), k::ERROR_DATE);
        if !(1990..=2200).contains(&date.year()) && date != jiff::civil::Date::default() {
            p.add("date", k::ERROR_DATE);
        }
        let mut maybe_time = |field: &str, text: &str| match text.trim() {
            "" => None,
            text => Some(p.take::<Minute, _>(field, text.parse(), k::ERROR_TIME)),
        };
        let (shooting_call, lunch) =
            (maybe_time("shooting_call", &self.shooting_call), maybe_time("lunch", &self.lunch));
        let unit_call: Minute = p.take("unit_call", self.unit_call.parse(), k::ERROR_TIME);
        let est_wrap: Minute = p.take("est_wrap", self.est_wrap.parse(), k::ERROR_TIME);
        if est_wrap < unit_call && self.est_wrap.parse::<Minute>().is_ok() {
            p.add("est_wrap", k::SCHEDULE_WRAP_BEFORE);
        }
        let location = p.take("location", maybe::<LocationId>(&self.location), k::ERROR_CHOICE);
        let kind = p.take("kind", of_key(&self.kind).ok_or(()), k::ERROR_CHOICE);
        let state = p.take("state", of_key(state).ok_or(()), k::ERROR_CHOICE);
        let lines: Vec<&str> = self.background.lines().filter(|l| !l.trim().is_empty()).collect();
        let groups = lines.iter().map(|line| Background::of_line(line)).collect::<Option<Vec<_>>>();
        let background = p.take("background", groups.filter(|g| g.len() <= 60).ok_or(()), k::SCHEDULE_BACKGROUND_WRONG);
        let (weather, hazards) =
            (p.optional("weather", &self.weather, 400), p.optional("hazards", &self.hazards, 2000));
        let notes = p.optional("notes", &self.notes, 4000);
        p.optional("background", &self.background, 6000);
        p.done()?;
        Ok(NewDay {
            unit,
            date,
            kind,
            state,
            unit_call,
            shooting_call,
            lunch,
            est_wrap,
            location,
            weather,
            hazards,
            notes,
            background,
        })
    }
}
