//! callsheets in the database.

sql! {}
use crate::{access::{Scope, Work}, error::AppError, outbox::{Leased, Outcome}};

/// stub
pub async fn mail_settled(_: &mut Scope<Work>, _: &Leased, _: &Outcome) -> Result<(), AppError> {
    Ok(())
}
