//! What the privacy page asks.
use super::model::Privacy;
use crate::error::AppError;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// What the server keeps of people, for anybody.
#[server(input = GetUrl)]
pub async fn load_privacy() -> Result<Privacy, AppError> {
    let contact = use_context::<super::Contact>().map(|contact| contact.0).unwrap_or_default();
    Ok(Privacy { contact, kept: super::kept::kept() })
}
