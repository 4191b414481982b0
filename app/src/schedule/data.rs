//! What travels between the schedule's pages and the server.
use super::{
    boards::OwnSchedule,
    design::model::{Beside, StripDesign},
    model::{Board, BoardUnit, DayKind, DayState},
};
pub use crate::locations::model::Place;
use crate::{calendar::model::FeedLink, callsheets::model::sheet::CallKind, values::*};
use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The board with what its page shows beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardData {
    /// The board.
    pub board: Board,
    /// Name of the location of each day that has one.
    pub places: Vec<(DayId, String)>,
    /// Which board it is, if it is not the active one.
    #[serde(default)]
    pub shown: Option<super::boards::BoardLine>,
    /// Places to choose from, and where each day of a draft is; only of drafts.
    #[serde(default)]
    pub choice: Vec<Place>,
    /// The place of each day of a draft.
    #[serde(default)]
    pub day_places: Vec<(DayId, LocationId)>,
    /// Numbers that change with the board, see `board_stamp`.
    #[serde(default)]
    pub stamp: Vec<i64>,
    /// How strips look.
    #[serde(default)]
    pub design: StripDesign,
    /// Changes with that; 0 as long as strips look as usual.
    #[serde(default)]
    pub design_version: i64,
    /// What the breakdown knows of scenes, for whoever may read it.
    #[serde(default)]
    pub beside: Beside,
}

/// What a move answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MoveDone {
    /// The strip's version from now on.
    pub version: i64,
    /// Its rank as stored.
    pub rank: i64,
    /// Scene number, or the banner's words.
    pub name: String,
    /// Label of the day it is on; empty in the boneyard and on a day that is not counted.
    pub day: String,
}

/// A group of background: so many, who, and when they are called.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Background {
    /// Who they are.
    pub description: String,
    /// How many.
    pub count: i64,
    /// Their call, in minutes of the shooting day; none while it is open.
    pub call: Option<Minute>,
}

/// A shooting day as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewDay {
    /// Whose day.
    pub unit: UnitId,
    /// Its date, in the zone of its location.
    pub date: Date,
    /// What it is for.
    pub kind: DayKind,
    /// Whether it takes place.
    pub state: DayState,
    /// General crew call.
    pub unit_call: Minute,
    /// First shot.
    pub shooting_call: Option<Minute>,
    /// Lunch.
    pub lunch: Option<Minute>,
    /// Estimated wrap; after midnight 1440 and more.
    pub est_wrap: Minute,
    /// Where.
    pub location: Option<LocationId>,
    /// Weather, in words.
    pub weather: String,
    /// Hazards of the day.
    pub hazards: String,
    /// Notes to everyone.
    pub notes: String,
    /// Background.
    pub background: Vec<Background>,
}

/// A day in its form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DayDetail {
    /// Id.
    pub id: DayId,
    /// Printed label; empty for a day that is not counted.
    pub label: String,
    /// A call sheet went out: the day cannot be removed and keeps its number.
    pub issued: bool,
    /// Version for saving.
    pub version: i64,
    /// What was entered.
    #[serde(flatten)]
    pub day: NewDay,
}

/// A day in the list of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLine {
    /// Id.
    pub id: DayId,
    /// Its date.
    pub date: Date,
    /// Printed label; empty for a day that is not counted.
    pub label: String,
    /// Name of its unit.
    pub unit: String,
    /// What it is for.
    pub kind: DayKind,
    /// Whether it takes place.
    pub state: DayState,
    /// General crew call.
    pub unit_call: Minute,
    /// Name of its location; empty while none is chosen.
    pub place: String,
    /// Pages on it.
    pub eighths: Eighths,
    /// Scenes on it.
    pub scenes: i64,
    /// Name of the latest revision of its call sheet; empty while none is issued.
    pub revision: String,
    /// People who have it.
    pub people: i64,
    /// Of these, how many have confirmed what they now have.
    pub confirmed: i64,
}

/// The page of days.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DaysData {
    /// All days, by date and unit.
    pub days: Vec<DayLine>,
    /// Units, main unit first.
    pub units: Vec<BoardUnit>,
    /// Locations to choose.
    pub places: Vec<Place>,
    /// What a new day starts with: the day after the last, with its times.
    pub next: NewDay,
    /// The day that is being edited.
    pub edit: Option<DayDetail>,
}

/// Where a day of one's own lies from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Over.
    Past,
    /// Running, or later today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// Later.
    Later,
}

/// One's own days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyDays {
    /// Days with a call sheet.
    pub days: Vec<OwnDay>,
    /// Dates on the board, and which of them were issued.
    pub schedule: Option<OwnSchedule>,
    /// The link of one's calendar.
    pub calendar: FeedLink,
}

/// One of a person's own issued days: nothing but their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDay {
    /// The day.
    pub day: DayId,
    /// Its date.
    pub date: Date,
    /// Printed label.
    pub label: String,
    /// Their call.
    pub call: Option<CallKind>,
    /// Where they report.
    pub place: String,
    /// Called off.
    pub cancelled: bool,
    /// What they now have is confirmed.
    pub confirmed: bool,
    /// Where it lies from now.
    pub when: When,
}

/// The shoot as columns of colours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ShootData {
    /// Its days, by date and unit.
    pub days: Vec<ShootDay>,
    /// Version of what strips look like; 0 as long as they look as usual.
    pub design: i64,
}

/// One day of the shoot as a column of colours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShootDay {
    /// The day.
    pub id: DayId,
    /// Its date.
    pub date: Date,
    /// Printed label.
    pub label: String,
    /// What it is for.
    pub kind: DayKind,
    /// Called off.
    pub cancelled: bool,
    /// Running, or later today.
    pub today: bool,
    /// Over.
    pub past: bool,
    /// Its scenes in order.
    pub segments: Vec<Segment>,
}

/// One scene of such a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Interior or exterior.
    pub int_ext: IntExt,
    /// Light.
    pub light: Light,
    /// Length.
    pub eighths: Eighths,
}

/// The stored and sent form of a value that is one word.
pub(crate) fn key<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value of such a word.
pub(crate) fn of_key<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

impl Background {
    /// One group as a line of the form: `40 passers-by 05:30`.
    pub(super) fn line(&self) -> String {
        let call = self.call.map(|at| format!(" {:02}:{:02}", at.0 / 60, at.0 % 60)).unwrap_or_default();
        format!("{} {}{call}", self.count, self.description)
    }

    #[cfg(feature = "ssr")]
    /// Reads such a line: a number first, then who they are, and a time last if there is one.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        let (count, rest) = line.trim().split_once(char::is_whitespace)?;
        let count = count.parse().ok().filter(|n| (1..=9999).contains(n))?;
        let rest = rest.trim();
        let timed = rest.rsplit_once(char::is_whitespace).and_then(|(who, at)| Some((who.trim(), at.parse().ok()?)));
        let (description, call) = timed.map_or((rest, None), |(who, at)| (who, Some(at)));
        (!description.is_empty()).then(|| Self { description: description.to_owned(), count, call })
    }
}

#[cfg(test)]
mod background_tests {
    use super::*;

    #[test]
    fn groups_are_lines() {
        for (line, count, who, call) in [
            ("40 passers-by 05:30", 40, "passers-by", Some(Minute(330))),
            (" 2  Wachen,  Nacht   25:30", 2, "Wachen,  Nacht", Some(Minute(1530))),
            ("3 waiters", 3, "waiters", None),
        ] {
            let read = Background::of_line(line).unwrap();
            assert_eq!((read.count, read.description.as_str(), read.call), (count, who, call));
            assert_eq!(Background::of_line(&read.line()), Some(read));
        }
        for bad in ["", "waiters", "0 waiters", "4", "-1 x", "99999 x"] {
            assert_eq!(Background::of_line(bad), None, "{bad}");
        }
    }
}
