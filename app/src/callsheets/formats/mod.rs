//! What a call sheet becomes outside the browser.
mod paper;
pub mod pdf;
mod row;
mod rows;
mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
