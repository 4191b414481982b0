//! Workspaces: one per company. Here: its mails and whether they went out.
pub mod api;
mod page;
#[cfg(feature = "ssr")]
pub mod store;

pub use page::MailsPage;
