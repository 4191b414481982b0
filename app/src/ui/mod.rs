//! Primitives: what every page is built from. No feature words, no server calls.
mod act;
mod address;
mod field;
mod form;
mod frame;
mod icon;
mod parts;
mod style;
mod typed;
mod wait;

pub use act::{Act, Json, use_data};
pub use address::{use_params_map, use_query_map};
pub use field::{Check, Choice, Field, Pick, TextArea, Tick, languages, options};
pub use form::{Form, FormState, Landing, Refresh, provide_form_state, use_refresh};
pub use frame::{NotHere, Page, PageTitle, not_here, show, way_out};
pub use icon::Icon;
pub use parts::{Badge, Empty, Notice, Tone};
pub use style::StylePage;
pub use wait::{Suspense, Transition};
