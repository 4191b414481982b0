//! What travels between the pages of boards and the server.
use super::super::model::{
    BoardUnit, Comparison, DayDifference, Drift, Palette,
    issued::{DateChange, IssuedDate, OwnDate, ScheduleDepth},
};
use crate::values::*;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a board beside the active one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoardKind {
    /// A plan that is worked on.
    #[default]
    Draft,
    /// The active board as it was when it was locked.
    Lock,
    /// A schedule as it was issued.
    Issue,
}

/// A board in the list of boards.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardLine {
    /// Id.
    pub id: BoardId,
    /// What it is.
    pub kind: BoardKind,
    /// Its name; an issued schedule's is that of its revision.
    pub name: String,
    /// What somebody wrote about it.
    pub note: String,
    /// Which issue it is, from 1.
    pub number: Option<i64>,
    /// Date on which it was made, in the zone of the production.
    pub made_on: Date,
    /// By whom.
    pub by: String,
    /// Version for saving.
    pub version: i64,
}

/// The page of boards.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardsData {
    /// All boards beside the active one, latest first.
    pub boards: Vec<BoardLine>,
    /// Shooting days of the active one.
    pub days: usize,
    /// Pages on them.
    pub eighths: Eighths,
}

/// What making a draft active would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivateData {
    /// The draft.
    pub board: BoardLine,
    /// Days that become others, by date.
    pub days: Vec<DayDifference>,
    /// Of these, the ones that were issued or shot and so must not.
    pub fixed: Vec<DayId>,
    /// Scenes that change their day.
    pub scenes: usize,
}

/// The drift of the active board from a locked one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriftData {
    /// The locked board.
    pub board: BoardLine,
    /// What has drifted.
    pub drift: Drift,
    /// Parts as the board prints them.
    pub parts: Vec<Named>,
    /// Days then and now, for those without a label.
    pub units: Vec<BoardUnit>,
}

/// A part with its number and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The part.
    pub character: CharacterId,
    /// Cast number; empty while it has none.
    pub number: String,
    /// Name of the part.
    pub name: String,
}

/// Two boards side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareData {
    /// The first; none is the active one.
    pub first: Option<BoardLine>,
    /// The second likewise.
    pub second: Option<BoardLine>,
    /// All there are to choose from.
    pub boards: Vec<BoardLine>,
    /// The comparison.
    pub comparison: Comparison,
    /// Parts as the board prints them.
    pub parts: Vec<Named>,
    /// The production's colours.
    pub palette: Palette,
    /// Version of what strips look like; 0 as long as they look as usual.
    #[serde(default)]
    pub design: i64,
    /// Pages of the script.
    pub script: Eighths,
    /// Minutes of work in a day above which it is over.
    pub limit: i64,
}

/// What issuing the schedule now would mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueData {
    /// Name that the coming revision usually has.
    pub name: String,
    /// Name of the last one.
    pub last: Option<String>,
    /// Shooting days on it.
    pub days: usize,
    /// Of everything that is looked at.
    pub stamp: String,
    /// Dates of the crew, as whoever gets days and places gets them.
    pub crew: Vec<IssuedDate>,
    /// Everybody who may get something of it.
    pub told: Vec<ScheduleTold>,
}

/// What one person gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleTold {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub position: String,
    /// Their role.
    pub role: Role,
    /// How much they get.
    pub depth: ScheduleDepth,
    /// How many dates.
    pub dates: usize,
    /// The dates, for those who get their own alone; the others get those of the crew.
    pub own: Vec<IssuedDate>,
    /// What changes for them since they were told last.
    pub changes: Vec<DateChange>,
    /// Name of the revision they were told last; none if they were told nothing.
    pub since: Option<String>,
    /// They have dates, or had some, and so are ticked at first.
    pub concerned: bool,
    /// What they get is not what they were told last.
    pub touched: bool,
    /// They have an address.
    pub mailed: bool,
}

/// Who gets an issue, as ticked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipients {
    /// Roles; of the others nobody gets it.
    pub roles: Vec<Role>,
    /// People of these roles.
    pub people: Vec<PersonId>,
    /// Whoever is not touched gets no mail.
    pub quiet: bool,
}

/// One's own dates: of the board as it is, held against what was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSchedule {
    /// Name of the revision they were told last and when it was issued; none before the first.
    pub issued: Option<(String, Date)>,
    /// Dates from today on.
    pub dates: Vec<OwnDate>,
    /// What the last issue changed for them.
    pub changes: Vec<DateChange>,
}
