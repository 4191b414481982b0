//! Accounts: who can sign in. A person of a production may have none; a personal sheet needs none.
//!
//! | state | how |
//! | --- | --- |
//! | set up | the first admin opens the link of `daybreak admin-link` |
//! | invited | a mail with a link, seven days |
//! | registered | where the house is open: a link by mail, one hour, that proves the address |
//! | signed in | password; a session in our own table |
//! | disabled | by `daybreak disable`, until `daybreak enable`: no sign-in, no session, no personal sheet |
//! | password lost | a mail with a link, one hour; it signs nobody in, and ends all sessions |
//!
//! Passwords are long and hard to guess (`strength`); guessing at the door is slow (`throttle`).
mod account_page;
pub mod api;
#[cfg(feature = "ssr")]
mod devices;
pub mod enrol;
#[cfg(feature = "ssr")]
pub mod known;
pub mod model;
mod page;
#[cfg(feature = "ssr")]
pub mod password;
pub mod profile;
#[cfg(feature = "ssr")]
pub mod reset;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod strength;
#[cfg(feature = "ssr")]
pub mod suspend;
#[cfg(test)]
mod tests;
#[cfg(feature = "ssr")]
pub mod throttle;

pub(crate) use account_page::seen;
pub use account_page::{AccountPage, ForgotPage, ResetPage};
pub use enrol::{Found, RegisterPage, VerifyPage};
pub use page::{AccountBar, Bare, EnterPage, InvitationPage, SignInPage};
pub use profile::NewMailPage;
