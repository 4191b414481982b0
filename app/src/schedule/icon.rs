//! The signs the schedule's pages use. Decoration only: words stand beside each.
use leptos::prelude::*;

pub(super) const CHECK: &str = "M3 8.5l3.5 3.5L13 4.5";
pub(super) const CLOCK: &str = "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM8 4.5V8l2.5 1.5";
pub(super) const EDIT: &str = "M3 13l.6-3L10.5 3 13 5.5 6 12.4z";
pub(super) const FLAG: &str = "M4 14V2.5M4 3h8.5l-2 3 2 3H4";
pub(super) const INFO: &str = "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM8 7.3v4M8 4.8v.01";
pub(super) const LOCK: &str = "M3.8 7.3h8.4v6.5H3.8zM5.5 7.3V5a2.5 2.5 0 0 1 5 0v2.3";
pub(super) const STOP: &str =
    "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4";
pub(super) const UNDO: &str = "M3 6h6.5a3.7 3.7 0 0 1 0 7.4H6M3 6l3-3M3 6l3 3";
pub(super) const WARN: &str = "M8 2.2l6.3 11.3H1.7zM8 6.5v3M8 11.5v.01";
pub(super) const X: &str = "M4 4l8 8M12 4l-8 8";

/// One of the signs.
pub(super) fn icon(path: &'static str) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=path></path></svg> }
}
