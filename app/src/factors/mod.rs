//! Second factors: an authenticator app, passkeys, recovery codes; and showing once more that it is you.
//!
//! | what | who |
//! | --- | --- |
//! | set up, remove, new codes | everybody, for their own account, after showing who they are (`stepup`) |
//! | needed | owners, admins, producers, accountants; everybody where the company says so (`access/prove.rs`) |
//! | asked | at every sign-in with a password; a passkey alone is both factors |
//! | not asked | a link made on the server's console: it proves access to the machine itself |
pub mod api;
mod button;
pub mod model;
mod page;
mod parts;
#[cfg(feature = "ssr")]
mod passkey;
#[cfg(feature = "ssr")]
mod recovery;
#[cfg(feature = "ssr")]
mod steps;
#[cfg(feature = "ssr")]
pub mod stepup;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
#[cfg(feature = "ssr")]
mod totp;
mod workspace_page;

pub use button::PasskeyDoor;
pub use page::{CodesPage, ConfirmPage, SecondPage, TotpPage};
pub use parts::Section;
pub use workspace_page::SecurityPage;
