//! Boards beside the active one: drafts to try a plan on, locked ones to measure drift against, issued schedules.
//! Whoever sees the board sees them, whoever edits it makes and changes them; a schedule is issued by producer,
//! production manager and 1st AD.
#[cfg(feature = "ssr")]
mod active;
pub mod api;
mod board_page;
mod compare_page;
mod data;
#[cfg(feature = "ssr")]
pub(in crate::schedule) mod drafts;
mod drift_page;
#[cfg(feature = "ssr")]
mod issue;
mod issue_page;
#[cfg(feature = "ssr")]
mod letter;
mod list_page;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
pub(crate) mod tests;
pub(in crate::schedule) mod words;

pub use board_page::BoardInfoPage;
pub use compare_page::ComparePage;
pub use data::{
    ActivateData, BoardKind, BoardLine, BoardsData, CompareData, DriftData, IssueData, Named, OwnSchedule, Recipients,
    ScheduleTold,
};
pub use drift_page::DriftPage;
#[cfg(feature = "ssr")]
pub(crate) use issue::{own as own_schedule, own_history};
pub use issue_page::IssuePage;
pub(super) use issue_page::change;
pub use list_page::BoardsPage;
#[cfg(feature = "ssr")]
pub(crate) use words::date_kind;
