//! What the pages of call sheets get from the server, each written for its screen.
use super::{
    model::{changes::Change, checklist::Finding, personal::Personal, sheet::CallKind, view::SheetView},
    words::Local,
};
use crate::{
    departments::model::Proposal,
    values::{DayId, Minute, PersonId, RevisionId},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A revision as pages name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionTag {
    /// Printed name.
    pub name: String,
    /// Key of its swatch.
    pub swatch: String,
    /// 1 for the first issue of the day.
    pub number: u32,
}

/// Somebody a draft can be looked at as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Someone {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Position or part.
    pub position: String,
}

/// A call as the editor shows it: what was worked out, and what somebody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallLine {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Position, or part with its board id.
    pub position: String,
    /// As worked out.
    pub computed: Option<CallKind>,
    /// As decided.
    pub decided: Option<CallKind>,
    /// Pickup that stands.
    pub pickup: Option<Minute>,
    /// Decided pickup.
    pub pickup_decided: Option<Minute>,
    /// Decided place of the pickup.
    pub place: String,
    /// Note for the row.
    pub note: String,
    /// Why.
    pub reason: String,
    /// Minutes missing between a decided call and being ready on set.
    pub short_by: i64,
    /// Version of the decision; 0 when there is none.
    pub version: i64,
}

/// A department of the calls table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallGroup {
    /// Name; empty for the cast.
    pub name: String,
    /// Its people.
    pub lines: Vec<CallLine>,
}

/// What only the office sees beside a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// What stands in the way, or deserves a look.
    pub findings: Vec<Finding>,
    /// Everybody's calls.
    pub calls: Vec<CallGroup>,
    /// What heads of departments propose.
    pub proposals: Vec<Proposal>,
    /// What publishing would mean.
    pub sum: Sum,
    /// Whether the viewer may publish.
    pub may_publish: bool,
}

/// A draft on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftScreen {
    /// The day.
    pub day: DayId,
    /// The sheet as its reader gets it.
    pub view: SheetView,
    /// The person through whose eyes it is shown.
    pub seen_as: Option<Someone>,
    /// Whom it can be shown as.
    pub people: Vec<Someone>,
    /// The revision issued last.
    pub last: Option<RevisionTag>,
    /// The revision that would come.
    pub next: RevisionTag,
    /// Absent when looking through somebody's eyes.
    pub office: Option<Office>,
}

/// How many people a publication touches, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sum {
    /// Get it at all.
    pub people: usize,
    /// Are told by mail.
    pub mails: usize,
    /// Have confirmed and must do so again.
    pub again: usize,
    /// Keep their tick.
    pub keep: usize,
    /// Cannot be reached.
    pub unreachable: usize,
}

/// What becomes of somebody's tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tick {
    /// Was never asked.
    New,
    /// Was asked, has not confirmed; must.
    Open,
    /// Confirmed something else; must again.
    Again,
    /// Confirmed just this.
    Keeps,
    /// Told that they are off the sheet.
    Dropped,
}

/// One person on the publish page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Position or part.
    pub position: String,
    /// Department.
    pub department: String,
    /// Whether a mail reaches them.
    pub by_mail: bool,
    /// Whether a mail goes out now.
    pub mailed: bool,
    /// Whether there is a phone number at least.
    pub phone: bool,
    /// What changed for them.
    pub changes: Vec<Change>,
    /// What becomes of their tick.
    pub tick: Tick,
}

/// The publish page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishScreen {
    /// The day.
    pub day: DayId,
    /// Its date.
    pub date: Date,
    /// Its label.
    pub label: String,
    /// The revision about to be issued.
    pub next: RevisionTag,
    /// The one before.
    pub last: Option<RevisionTag>,
    /// Figures.
    pub sum: Sum,
    /// Who is told what.
    pub told: Vec<Told>,
    /// What stands in the way, or deserves a look.
    pub findings: Vec<Finding>,
    /// Whether this viewer may authorise short rest.
    pub may_authorise: bool,
    /// Whether it can be published.
    pub ready: bool,
    /// The draft this page shows, as a number that changes with it.
    pub stamp: i64,
}

/// How far it got with somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// No address.
    NoMail,
    /// Waits to be sent.
    Queued,
    /// The mail server refused.
    Failed,
    /// Sent.
    Sent,
    /// Opened by a person.
    Opened,
    /// Said that something is wrong.
    Problem,
    /// Confirmed.
    Confirmed,
}

/// One person on the tracking page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracked {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Position.
    pub position: String,
    /// Department.
    pub department: String,
    /// Phone.
    pub phone: String,
    /// Mail address.
    pub email: String,
    /// How far it got.
    pub stage: Stage,
    /// When.
    pub at: Option<Local>,
    /// The mail server's words, or what they reported.
    pub words: String,
    /// Why they cannot come as called: late, ill, other.
    pub problem: String,
    /// How it was confirmed: link, account, phone, in_person.
    pub how: String,
    /// Who recorded it.
    pub by: String,
    /// The revision they confirmed.
    pub revision: Option<RevisionTag>,
}

/// Who has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackScreen {
    /// The day.
    pub day: DayId,
    /// Its date.
    pub date: Date,
    /// Its label.
    pub label: String,
    /// Date where the day is, now.
    pub today: Date,
    /// The revision that is out.
    pub revision: Option<RevisionTag>,
    /// When it was issued.
    pub issued: Option<Local>,
    /// By whom.
    pub issued_by: String,
    /// Everyone who should have it, by department.
    pub people: Vec<Tracked>,
}

/// What changed, and since which revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    /// Name of the revision it is compared with.
    pub name: String,
    /// What changed.
    pub changes: Vec<Change>,
}

/// What is kept for one person and day: their page, and what it is compared with next time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Their page.
    pub personal: Personal,
    /// They are off the sheet; the page says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dropped: bool,
    /// What changed since what they knew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
    /// What they knew, when it is not what they confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Box<Base>>,
    /// Changes whenever the page's content does.
    pub stamp: String,
    /// Key of the revision's swatch.
    pub swatch: String,
}

/// What somebody knew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// Name of the revision.
    pub name: String,
    /// Their page then, without the sheet around it.
    pub personal: Personal,
}

/// A confirmation on the personal page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// When.
    pub at: Local,
    /// How: link, account, phone, in_person.
    pub how: String,
    /// Whether it holds for what the page now says.
    pub current: bool,
}

/// A sheet on the personal page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallDay {
    /// The day.
    pub day: DayId,
    /// The revision.
    pub revision: RevisionId,
    /// What it says.
    pub kept: Kept,
    /// When it was issued.
    pub issued: Local,
    /// The confirmation, if there is one.
    pub confirmed: Option<Confirmed>,
    /// What was reported, late, ill or other, and when.
    pub problem: Option<(String, Local)>,
    /// Whether it is known that they looked at this revision: then opening it once more writes nothing.
    pub seen: bool,
    /// A device forgets the page after this, unix ms.
    pub expires: i64,
    /// Fresh keys of the two forms.
    pub keys: (uuid::Uuid, uuid::Uuid),
}

/// A day with its call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextCall {
    /// The day.
    pub day: DayId,
    /// Its date.
    pub date: Date,
    /// The call; absent before a sheet is issued.
    pub call: Option<CallKind>,
}

/// The personal page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPage {
    /// Whose link it is.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Language they read, if they ever said.
    pub lang: Option<crate::text::Lang>,
    /// Code name.
    pub code_name: String,
    /// Now, unix ms.
    pub now: i64,
    /// Now, at the place.
    pub now_local: Local,
    /// The sheet; absent before the first is issued.
    pub sheet: Option<CallDay>,
    /// The day that comes after, or the first that has no sheet yet.
    pub next: Option<NextCall>,
}
impl CallPage {
    /// The day whose sheet it shows.
    pub fn day(&self) -> Option<DayId> {
        self.sheet.as_ref().map(|sheet| sheet.day)
    }
}

/// The answer to a confirmation or a reported problem; also what a device gets as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// When it was confirmed, unix ms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<i64>,
    /// When a problem was reported, unix ms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    /// Name of the revision that is out.
    pub revision: String,
    /// What was answered is no longer what the sheet says: look again.
    pub stale: bool,
}
impl Answer {
    /// HTTP status that goes with it.
    pub fn status(&self) -> u16 {
        if self.stale { 409 } else { 200 }
    }
}
