//! The pure model of a call sheet, the same on the server and in the browser: what a sheet holds, how calls are worked
//! out, what each reader gets of it, what one person confirms, and what stands in the way of publishing.

pub mod calls;
pub mod changes;
pub mod checklist;
mod contacts;
mod own_rows;
pub mod personal;
pub mod plan;
pub mod policy;
pub mod revision;
pub mod sheet;
mod sheet_people;
pub mod view;
pub mod visibility;

#[cfg(test)]
mod tests;
