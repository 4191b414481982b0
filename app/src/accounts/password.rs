//! Password hashing: Argon2id, off the async threads, two at a time. A login storm waits here, not in the server.
use crate::error::AppError;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use std::sync::{
    LazyLock,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Semaphore;

/// OWASP Password Storage, ASVS 5.0 appendix C: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// More than this many waiting is an attack or an accident.
const QUEUE: usize = 32;

static PERMITS: Semaphore = Semaphore::const_new(2);
static WAITING: AtomicUsize = AtomicUsize::new(0);
/// Checked when there is no account, so that known and unknown addresses take the same time.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").expect("parameters are valid"));

fn argon() -> Result<Argon2<'static>, AppError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).map_err(|e| AppError::internal("argon2", e))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
fn hash_now(password: &str) -> Result<String, AppError> {
    let hash = argon()?.hash_password(password.as_bytes()).map_err(|e| AppError::internal("argon2", e))?;
    Ok(hash.to_string())
}

/// Hashes of random codes under one salt, each by the same work as a password. To be called in [`queued`].
pub(crate) fn codes_now(codes: &[String], salt: &[u8]) -> Result<Vec<Vec<u8>>, AppError> {
    let argon = argon()?;
    let one = |code: &String| {
        let mut out = vec![0; 32];
        argon.hash_password_into(code.as_bytes(), salt, &mut out).map_err(|e| AppError::internal("argon2", e))?;
        Ok(out)
    };
    codes.iter().map(one).collect()
}

/// Hashes a new password.
pub async fn hash(password: String) -> Result<String, AppError> {
    queued(move || hash_now(&password)).await?
}

/// Whether the password fits; with no hash it works as hard and says no.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, AppError> {
    queued(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let fits = PasswordHash::new(&hash)
            .ok()
            .zip(argon().ok())
            .is_some_and(|(h, argon)| argon.verify_password(password.as_bytes(), &h).is_ok());
        known && fits
    })
    .await
}

pub(crate) async fn queued<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    struct Waiting;
    impl Drop for Waiting {
        fn drop(&mut self) {
            WAITING.fetch_sub(1, Ordering::SeqCst);
        }
    }
    if WAITING.fetch_add(1, Ordering::SeqCst) >= QUEUE {
        WAITING.fetch_sub(1, Ordering::SeqCst);
        return Err(AppError::TooMany);
    }
    let waiting = Waiting;
    let _permit = PERMITS.acquire().await.map_err(|_| AppError::TooMany)?;
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| AppError::internal("argon2", e));
    drop(waiting);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let h = hash("a long enough password".into()).await.unwrap();
        assert!(h.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{h}");
        assert!(verify("a long enough password".into(), Some(h.clone())).await.unwrap());
        assert!(!verify("a long enough passwore".into(), Some(h)).await.unwrap());
        assert!(!verify("nobody has this password".into(), None).await.unwrap());
    }
}
