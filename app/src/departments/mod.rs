//! A head of department's own people, and the calls they propose for them. Whoever makes the sheet takes or leaves them.
pub mod api;
pub mod model;
mod page;
mod proposals;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;

pub use page::DepartmentPage;
pub use proposals::Proposals;
