//! What the browser may ask of the schedule.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::data::{BoardData, DaysData, MoveDone, MyDays, ShootData};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{
        boards,
        data::{Background, NewDay, of_key},
        design,
        model::{Move, SortKey, checks::BannerKind},
        sort_box,
        store::{self, Banner, Relabelled},
    },
    crate::{
        access::{self, Scope},
        calendar,
        error::Problems,
        people::Origin,
        routes, rules,
        text::k,
    },
};

/// The whole board: the active one, or another (`board`).
#[server(input = GetUrl)]
pub async fn load_board(production: ProductionId, #[server(default)] board: String) -> Result<BoardData, AppError> {
    let board = maybe(&board)?;
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| {
        // The stamp first: what changes in between is then seen as a change.
        let stamp = boards::store::stamp(scope, board).await?;
        let mut data = BoardData { stamp, ..boards::store::shown(scope, board).await? };
        design::store::fill(scope, &mut data).await?;
        Ok(data)
    })
    .await
}

/// The shoot as columns of colours, for the production's home.
#[server(input = GetUrl)]
pub async fn load_shoot(production: ProductionId) -> Result<ShootData, AppError> {
    access::with(production, store::shoot).await
}

/// The boneyard as the list that a strip was on: an empty argument would be none at all.
pub(in crate::schedule) const BONEYARD: &str = "boneyard";

/// Moves a strip in front of another (`before`, empty: to the end) of a day (`to_day`, empty: the boneyard). On a draft
/// (`board`) the strip has to be where the mover saw it (`from`).
#[server]
pub async fn move_strip(
    production: ProductionId,
    strip: StripId,
    to_day: String,
    before: String,
    version: i64,
    #[server(default)] board: String,
    #[server(default)] from: Option<String>,
) -> Result<MoveDone, AppError> {
    let (to, before, board) = (maybe(&to_day)?, maybe(&before)?, maybe::<BoardId>(&board)?);
    let from = from.map(|from| if from == BONEYARD { Ok(None) } else { maybe(&from) }).transpose()?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| match board {
        Some(board) => boards::drafts::move_strip(scope, board, Move { strip, to, before }, from).await,
        None => store::move_strip(scope, strip, to, before, version).await,
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
    #[server(default)] board: String,
) -> Result<Landing, AppError> {
    let (to, start, board) = (maybe(&to_day)?, place == "start", maybe(&board)?);
    access::with(production, async |scope: &mut Scope<access::EditBoard>| match board {
        Some(board) => boards::drafts::move_strip_to(scope, board, strip, to, start).await,
        None => store::move_strip_to(scope, strip, to, start, version).await.map(drop),
    })
    .await?;
    Ok(on_board(production, board, to))
}

/// Sorts the scenes of a day (`to_day`; empty: the boneyard) by a field, from the lowest or the highest.
#[server]
pub async fn sort_strips(
    production: ProductionId,
    to_day: String,
    field: String,
    #[server(default)] descending: bool,
    #[server(default)] board: String,
) -> Result<Landing, AppError> {
    let (list, board) = (maybe(&to_day)?, maybe(&board)?);
    let field = field.parse().map_err(|_| AppError::field("field", k::SCHEDULE_SORT_FIELD))?;
    let by = SortKey { field, descending };
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        sort_box::sort_stored(scope, board, list, &by).await
    })
    .await?;
    Ok(on_board(production, board, list))
}

/// Adds a banner to a day, or to the boneyard.
#[server]
pub async fn add_banner(
    production: ProductionId,
    to_day: String,
    place: String,
    text: String,
    minutes: String,
    #[server(default)] banner_kind: String,
    #[server(default)] board: String,
) -> Result<Landing, AppError> {
    let (to, start, board) = (maybe(&to_day)?, place == "start", maybe(&board)?);
    let banner = banner(&text, &minutes, true)?;
    let stands_for = stands_for(&banner_kind)?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        let strip = match board {
            Some(board) => boards::drafts::add_banner(scope, board, to, start, &banner).await?,
            None => store::add_banner(scope, to, start, &banner).await?,
        };
        put_banner(scope, strip, stands_for).await
    })
    .await?;
    Ok(on_board(production, board, to))
}

/// Changes the minutes of a strip, and the words of a banner.
#[server]
pub async fn edit_strip(
    production: ProductionId,
    strip: StripId,
    version: i64,
    #[server(default)] text: String,
    minutes: String,
    #[server(default)] banner_kind: String,
    #[server(default)] board: String,
) -> Result<Landing, AppError> {
    let (banner, board) = (banner(&text, &minutes, false)?, maybe(&board)?);
    let stands_for = stands_for(&banner_kind)?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        match board {
            Some(board) => boards::drafts::edit_banner(scope, board, strip, &banner).await?,
            None => store::edit_strip(scope, strip, version, &banner).await?,
        }
        put_banner(scope, strip, stands_for).await
    })
    .await?;
    Ok(on_board(production, board, None))
}

/// Removes a banner.
#[server]
pub async fn remove_banner(
    production: ProductionId,
    strip: StripId,
    version: i64,
    #[server(default)] board: String,
) -> Result<Landing, AppError> {
    let board = maybe(&board)?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| match board {
        Some(board) => boards::drafts::remove_banner(scope, board, strip).await,
        None => store::remove_banner(scope, strip, version).await,
    })
    .await?;
    Ok(on_board(production, board, None))
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
pub async fn load_own_days(production: ProductionId) -> Result<MyDays, AppError> {
    let origin = use_context::<Origin>().map(|origin| origin.0).unwrap_or_default();
    access::with(production, async |scope: &mut Scope<access::ViewOwnDays>| {
        let (days, schedule) = (store::own_days(scope).await?, boards::own_schedule(scope).await?);
        Ok(MyDays { days, schedule, calendar: calendar::store::link(scope, &origin).await? })
    })
    .await
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
pub(in crate::schedule) fn maybe<T: std::str::FromStr>(text: &str) -> Result<Option<T>, AppError> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| AppError::field("", k::ERROR_ARGUMENTS)) }
}

/// Back to the board, where the day is.
#[cfg(feature = "ssr")]
pub(in crate::schedule) fn on_board(production: ProductionId, board: Option<BoardId>, day: Option<DayId>) -> Landing {
    let board = board.map_or_else(|| routes::production(production, "board"), |board| routes::draft(production, board));
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

/// What a banner stands for; none: the form did not say.
#[cfg(feature = "ssr")]
fn stands_for(word: &str) -> Result<Option<BannerKind>, AppError> {
    if word.is_empty() {
        return Ok(None);
    }
    of_key(word).map(Some).ok_or_else(|| AppError::field("banner_kind", k::ERROR_CHOICE))
}

#[cfg(feature = "ssr")]
async fn put_banner(
    scope: &mut Scope<access::EditBoard>,
    strip: StripId,
    kind: Option<BannerKind>,
) -> Result<(), AppError> {
    match kind {
        Some(kind) => rules::store::put_banner(scope, strip, kind).await,
        None => Ok(()),
    }
}

#[cfg(feature = "ssr")]
pub(in crate::schedule) fn banner(text: &str, minutes: &str, required: bool) -> Result<Banner, AppError> {
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
