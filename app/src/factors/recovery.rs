//! Recovery codes: ten of 80 bits. What is below 112 bits is hashed as a password is (ASVS 5.0, 6.5.2).
use super::model::{CODES, LENGTH, LETTERS};
use crate::{accounts::password, error::AppError};

/// A set as it is stored.
#[derive(Debug, Clone)]
pub struct Hashed {
    /// One for the set: a try costs one hash, not ten.
    pub salt: Vec<u8>,
    /// Of each code.
    pub hashes: Vec<Vec<u8>>,
}

fn random<const N: usize>() -> Result<[u8; N], AppError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| AppError::internal("codes", e))?;
    Ok(bytes)
}

/// Fresh codes, five bits a letter.
pub fn make() -> Result<Vec<String>, AppError> {
    (0..CODES)
        .map(|_| {
            let bytes = random::<LENGTH>()?;
            Ok(bytes.iter().map(|b| char::from(LETTERS[usize::from(b & 31)])).collect())
        })
        .collect()
}

/// Hashes a set, off the async threads.
pub async fn hash(codes: Vec<String>) -> Result<Hashed, AppError> {
    let salt = random::<16>()?.to_vec();
    let hashes = under(codes, salt.clone()).await?;
    Ok(Hashed { salt, hashes })
}

/// Hashes of codes under the salt of their set.
pub async fn under(codes: Vec<String>, salt: Vec<u8>) -> Result<Vec<Vec<u8>>, AppError> {
    password::queued(move || password::codes_now(&codes, &salt)).await?
}
