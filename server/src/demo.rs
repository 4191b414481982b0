//! The demo production.
use app::{access::Db, error::AppError};

/// Seeds it once; a sign-in link per role.
pub async fn seed(_db: &Db, _origin: &str) -> Result<Vec<(String, String)>, AppError> {
    Ok(vec![])
}
