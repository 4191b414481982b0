//! What the browser may ask of boards beside the active one.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::data::{ActivateData, BoardsData, CompareData, DriftData, IssueData};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{active, data::Recipients, drafts, issue, store},
    crate::{
        access::{self, Scope},
        error::Problems,
        routes,
        schedule::api::{maybe, on_board},
    },
};

/// All boards.
#[server(input = GetUrl)]
pub async fn load_boards(production: ProductionId) -> Result<BoardsData, AppError> {
    access::with(production, store::list).await
}

/// Makes a draft of the active board, or of another (`from`).
#[server]
pub async fn new_board(
    production: ProductionId,
    #[server(default)] from: String,
    name: String,
    note: String,
) -> Result<Landing, AppError> {
    let from = maybe(&from)?;
    let (name, note) = titled(&name, &note)?;
    let id = access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::copy(scope, from, &name, &note).await
    })
    .await?;
    Ok(Landing::on(routes::draft(production, id)))
}

/// Keeps the active board as it is, to measure drift against.
#[server]
pub async fn lock_board(production: ProductionId, name: String, note: String) -> Result<Landing, AppError> {
    let (name, note) = titled(&name, &note)?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| store::lock(scope, &name, &note).await)
        .await?;
    Ok(Landing::on(routes::boards(production)))
}

/// Another name or note.
#[server]
pub async fn rename_board(
    production: ProductionId,
    board: BoardId,
    version: i64,
    name: String,
    note: String,
) -> Result<Landing, AppError> {
    let (name, note) = titled(&name, &note)?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        store::rename(scope, board, version, &name, &note).await
    })
    .await?;
    Ok(Landing::on(routes::board(production, board, "")))
}

/// Deletes a draft or a locked board; `sure` is the box beside the button.
#[server]
pub async fn delete_board(
    production: ProductionId,
    board: BoardId,
    version: i64,
    #[server(default)] sure: bool,
) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        if !sure {
            return Err(AppError::field("", crate::text::k::BOARDS_SURE));
        }
        store::delete(scope, board, version).await
    })
    .await?;
    Ok(Landing::on(routes::boards(production)))
}

/// A board, and what making it active would do if it is a draft.
#[server(input = GetUrl)]
pub async fn load_activation(production: ProductionId, board: BoardId) -> Result<ActivateData, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| active::preview(scope, board).await).await
}

/// Makes a draft active.
#[server]
pub async fn activate_board(production: ProductionId, board: BoardId, version: i64) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        active::activate(scope, board, version).await
    })
    .await?;
    Ok(Landing::on(routes::production(production, "board")))
}

/// Takes days that were issued or shot into a draft as they are.
#[server]
pub async fn adopt_issued(production: ProductionId, board: BoardId) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditBoard>| drafts::adopt(scope, board).await).await?;
    Ok(Landing::on(routes::board(production, board, "")))
}

/// How far the active board has drifted from a locked one.
#[server(input = GetUrl)]
pub async fn load_drift(production: ProductionId, board: BoardId) -> Result<DriftData, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| active::drifted(scope, board).await).await
}

/// Two boards side by side; empty is the active one.
#[server(input = GetUrl)]
pub async fn load_compare(
    production: ProductionId,
    #[server(default)] a: String,
    #[server(default)] b: String,
) -> Result<CompareData, AppError> {
    let (a, b) = (maybe(&a)?, maybe(&b)?);
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| active::compared(scope, a, b).await).await
}

/// Whether a board is still what an open page holds.
#[server(input = GetUrl)]
pub async fn board_stamp(production: ProductionId, #[server(default)] board: String) -> Result<Vec<i64>, AppError> {
    let board = maybe(&board)?;
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| store::stamp(scope, board).await).await
}

/// What issuing the schedule now would mean.
#[server(input = GetUrl)]
pub async fn load_issue(production: ProductionId) -> Result<IssueData, AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| {
        if !scope.me().holds("schedule.issue") {
            return Err(AppError::Forbidden);
        }
        Ok(issue::plan(scope).await?.screen())
    })
    .await
}

/// Issues the active board as the schedule, as it was looked at, to the people ticked of the roles ticked. `quiet`
/// leaves out the mail to whoever is not touched.
#[server]
pub async fn issue_schedule(
    production: ProductionId,
    stamp: String,
    name: String,
    note: String,
    #[server(default)] quiet: bool,
    #[server(default)] roles: Vec<String>,
    #[server(default)] people: Vec<String>,
) -> Result<Landing, AppError> {
    let mut problems = Problems::default();
    let (name, note) = (problems.text("name", &name, 40), problems.optional("note", &note, 1000));
    problems.done()?;
    let roles = roles.iter().map(|role| role.parse()).collect::<Result<Vec<Role>, _>>();
    let people = people.iter().map(|id| id.parse()).collect::<Result<Vec<PersonId>, _>>();
    let (Ok(roles), Ok(people)) = (roles, people) else { return Err(AppError::NotFound) };
    let to = Recipients { roles, people, quiet };
    let planned = access::with(production, async |scope: &mut Scope<access::ViewBoard>| {
        if !scope.me().holds("schedule.issue") {
            return Err(AppError::Forbidden);
        }
        issue::plan(scope).await
    })
    .await?;
    let origin = use_context::<crate::people::model::Origin>().map(|origin| origin.0).unwrap_or_default();
    let sending = issue::Sending { seen: &stamp, name: &name, note: &note, to: &to, origin: &origin };
    let letters = planned.letters(&sending);
    access::with(production, async |scope: &mut Scope<access::IssueSchedule>| {
        issue::commit(scope, &planned, &letters, &sending).await
    })
    .await?;
    Ok(Landing::on(routes::boards(production)))
}

/// A day of a draft as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TypedDay {
    pub date: String,
    pub unit: UnitId,
    pub kind: String,
    pub unit_call: String,
    pub est_wrap: String,
    #[serde(default)]
    pub location: String,
}

/// Adds a day to a draft.
#[server]
pub async fn add_draft_day(
    production: ProductionId,
    board: BoardId,
    #[server(flatten)] typed: TypedDay,
) -> Result<Landing, AppError> {
    let day = typed.check()?;
    let id = access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        drafts::save_day(scope, board, None, &day).await
    })
    .await?;
    Ok(on_board(production, Some(board), Some(id)))
}

/// Changes a day of a draft.
#[server]
pub async fn edit_draft_day(
    production: ProductionId,
    board: BoardId,
    day: DayId,
    #[server(flatten)] typed: TypedDay,
) -> Result<Landing, AppError> {
    let checked = typed.check()?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        drafts::save_day(scope, board, Some(day), &checked).await
    })
    .await?;
    Ok(on_board(production, Some(board), Some(day)))
}

/// Removes a day of a draft; its strips go to the boneyard.
#[server]
pub async fn remove_draft_day(production: ProductionId, board: BoardId, day: DayId) -> Result<Landing, AppError> {
    access::with(production, async |scope: &mut Scope<access::EditBoard>| drafts::remove_day(scope, board, day).await)
        .await?;
    Ok(on_board(production, Some(board), None))
}

/// Splits a day in front of a strip: it and all after it go to a new day on this date.
#[server]
pub async fn split_day(
    production: ProductionId,
    #[server(default)] board: String,
    day: DayId,
    before: StripId,
    date: String,
) -> Result<Landing, AppError> {
    let date = date.trim().parse().map_err(|_| AppError::field("date", crate::text::k::ERROR_DATE))?;
    let board = maybe(&board)?;
    let new = access::with(production, async |scope: &mut Scope<access::EditBoard>| match board {
        Some(board) => drafts::split_day(scope, board, day, before, date).await,
        None => active::split_day(scope, day, before, date).await,
    })
    .await?;
    Ok(on_board(production, board, Some(new)))
}

/// Merges a day with the next of its unit.
#[server]
pub async fn merge_day(
    production: ProductionId,
    #[server(default)] board: String,
    day: DayId,
) -> Result<Landing, AppError> {
    let board = maybe(&board)?;
    access::with(production, async |scope: &mut Scope<access::EditBoard>| match board {
        Some(board) => drafts::merge_day(scope, board, day).await,
        None => active::merge_day(scope, day).await,
    })
    .await?;
    Ok(on_board(production, board, Some(day)))
}

#[cfg(feature = "ssr")]
impl TypedDay {
    fn check(&self) -> Result<drafts::DraftDay, AppError> {
        let mut p = Problems::default();
        let date: jiff::civil::Date = p.take("date", self.date.trim().parse(), crate::text::k::ERROR_DATE);
        if !(1990..=2200).contains(&date.year()) && date != jiff::civil::Date::default() {
            p.add("date", crate::text::k::ERROR_DATE);
        }
        let unit_call: Minute = p.take("unit_call", self.unit_call.parse(), crate::text::k::ERROR_TIME);
        let est_wrap: Minute = p.take("est_wrap", self.est_wrap.parse(), crate::text::k::ERROR_TIME);
        if est_wrap < unit_call && self.est_wrap.parse::<Minute>().is_ok() {
            p.add("est_wrap", crate::text::k::SCHEDULE_WRAP_BEFORE);
        }
        let location = p.take("location", maybe::<LocationId>(&self.location), crate::text::k::ERROR_CHOICE);
        p.done()?;
        Ok(drafts::DraftDay { date, unit: self.unit, kind: self.kind.clone(), unit_call, est_wrap, location })
    }
}

/// Name and note as typed.
#[cfg(feature = "ssr")]
fn titled(name: &str, note: &str) -> Result<(String, String), AppError> {
    let mut problems = Problems::default();
    let (name, note) = (problems.text("name", name, 80), problems.optional("note", note, 1000));
    problems.done()?;
    Ok((name, note))
}
