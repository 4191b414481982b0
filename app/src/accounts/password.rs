//! Password hashing: Argon2id, off the async threads, two at a time. A login storm waits here, not in the server.
use crate::{
    access::{digest, hex},
    error::AppError,
};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use std::sync::{
    LazyLock, OnceLock,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Semaphore;

/// More than this many waiting is an attack or an accident.
const QUEUE: usize = 32;
/// Stands before the id of a pepper, which stands before the hash made with it.
const PEPPERED: char = '~';
/// Bytes that a pepper has at least.
pub const PEPPER_BYTES: usize = 32;

static PERMITS: Semaphore = Semaphore::const_new(2);
static WAITING: AtomicUsize = AtomicUsize::new(0);
static HASHING: OnceLock<Hashing> = OnceLock::new();
/// Checked when there is no account, so that known and unknown addresses take the same time.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hashing().hash("nobody has this password").expect("parameters are valid"));

/// How much work a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// KiB of memory.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}
impl Cost {
    /// The least there may be: 19 MiB, two passes, one lane (OWASP Password Storage, ASVS 5.0 appendix C).
    pub const FLOOR: Self = Self { memory_kib: 19_456, passes: 2, lanes: 1 };
    /// The most memory that is taken: 1 GiB, twice at a time.
    const MEMORY_MOST: u32 = 1 << 20;

    /// From `m=65536,t=3,p=1`; nothing if it cannot be read, or is below the floor anywhere.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = [None; 3];
        for pair in text.split(',') {
            let (name, value) = pair.trim().split_once('=')?;
            let place = ["m", "t", "p"].iter().position(|n| *n == name)?;
            if numbers[place].replace(value.parse::<u32>().ok()?).is_some() {
                return None;
            }
        }
        let [Some(memory_kib), Some(passes), Some(lanes)] = numbers else { return None };
        let cost = Self { memory_kib, passes, lanes };
        let sane = memory_kib <= Self::MEMORY_MOST && passes <= 64 && lanes <= 16;
        (sane && cost.reaches(Self::FLOOR)).then_some(cost)
    }
    fn reaches(self, floor: Self) -> bool {
        self.memory_kib >= floor.memory_kib && self.passes >= floor.passes && self.lanes >= floor.lanes
    }
    fn params(self) -> Result<Params, AppError> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|e| AppError::internal("argon2", e))
    }
    /// Of a hash that was made before.
    fn of(hash: &PasswordHash) -> Option<Self> {
        let number = |name: &str| hash.params.get(name).and_then(|value| value.decimal().ok());
        Some(Self { memory_kib: number("m")?, passes: number("t")?, lanes: number("p")? })
    }
}

/// A secret that every hash is mixed with. It lies outside of the database, so that whoever copies the database alone
/// cannot even begin to guess (NIST SP 800-63B-4, 3.1.1.2). Never printed.
#[derive(Clone)]
pub struct Pepper {
    id: String,
    secret: Vec<u8>,
}
impl std::fmt::Debug for Pepper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pepper({})", self.id)
    }
}
impl Pepper {
    /// From the bytes of its file; nothing if they are too few.
    pub fn new(secret: Vec<u8>) -> Option<Self> {
        (secret.len() >= PEPPER_BYTES).then(|| Self { id: hex(&digest(&secret)[..4]), secret })
    }
}

/// How passwords are hashed here.
#[derive(Debug, Clone)]
pub struct Hashing {
    /// Work of a new hash.
    pub cost: Cost,
    /// What a new hash is mixed with.
    pub pepper: Option<Pepper>,
    /// What older ones were mixed with.
    pub old: Vec<Pepper>,
}
impl Default for Hashing {
    fn default() -> Self {
        Self { cost: Cost::FLOOR, pepper: None, old: vec![] }
    }
}
impl Hashing {
    fn argon<'a>(&self, pepper: Option<&'a Pepper>) -> Result<Argon2<'a>, AppError> {
        let (params, failed) = (self.cost.params()?, |e| AppError::internal("argon2", e));
        match pepper {
            Some(pepper) => {
                Argon2::new_with_secret(&pepper.secret, Algorithm::Argon2id, Version::V0x13, params).map_err(failed)
            }
            None => Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params)),
        }
    }
    /// Hashes a password, now and here.
    pub fn hash(&self, password: &str) -> Result<String, AppError> {
        let argon = self.argon(self.pepper.as_ref())?;
        let hash = argon.hash_password(password.as_bytes()).map_err(|e| AppError::internal("argon2", e))?;
        Ok(match &self.pepper {
            Some(pepper) => format!("{PEPPERED}{}{hash}", pepper.id),
            None => hash.to_string(),
        })
    }
    /// The pepper a hash was made with, and the hash itself; nothing if that pepper is not here.
    fn read<'a>(&self, stored: &'a str) -> Option<(Option<&Pepper>, &'a str)> {
        let Some(rest) = stored.strip_prefix(PEPPERED) else { return Some((None, stored)) };
        let (id, hash) = rest.split_at_checked(rest.find('$')?)?;
        let pepper = self.pepper.iter().chain(&self.old).find(|pepper| pepper.id == id)?;
        Some((Some(pepper), hash))
    }
    fn verify(&self, password: &str, stored: &str) -> bool {
        let Some((pepper, hash)) = self.read(stored) else {
            tracing::error!("a password was hashed with a pepper that is not here: set DAYBREAK_PEPPER_OLD_FILES");
            return false;
        };
        let parsed = PasswordHash::new(hash).ok().zip(self.argon(pepper).ok());
        parsed.is_some_and(|(hash, argon)| argon.verify_password(password.as_bytes(), &hash).is_ok())
    }
    /// Whether a hash would be made otherwise today: with another pepper, or with more work.
    fn is_old(&self, stored: &str) -> bool {
        let id = |pepper: Option<&Pepper>| pepper.map(|pepper| pepper.id.clone());
        let Some((pepper, hash)) = self.read(stored) else { return true };
        let cost = PasswordHash::new(hash).ok().as_ref().and_then(Cost::of);
        id(pepper) != id(self.pepper.as_ref()) || !cost.is_some_and(|cost| cost.reaches(self.cost))
    }
}

fn hashing() -> &'static Hashing {
    HASHING.get_or_init(Hashing::default)
}

/// Said once, before anything is hashed.
///
/// # Errors
/// When something was hashed already.
pub fn set_up(how: Hashing) -> Result<(), AppError> {
    HASHING.set(how).map_err(|_| AppError::internal("argon2", "set up twice"))
}

/// Hashes of random codes under one salt, each by the same work as a password. To be called in [`queued`].
pub(crate) fn codes_now(codes: &[String], salt: &[u8]) -> Result<Vec<Vec<u8>>, AppError> {
    // Always by the same work and without a pepper: what a code was hashed with is not written beside it.
    let argon = Hashing::default().argon(None)?;
    let one = |code: &String| {
        let mut out = vec![0; 32];
        argon.hash_password_into(code.as_bytes(), salt, &mut out).map_err(|e| AppError::internal("argon2", e))?;
        Ok(out)
    };
    codes.iter().map(one).collect()
}

/// Hashes a new password.
pub async fn hash(password: String) -> Result<String, AppError> {
    queued(move || hashing().hash(&password)).await?
}

/// Whether the password fits; with no hash it works as hard and says no.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, AppError> {
    queued(move || {
        let known = hash.is_some();
        let fits = hashing().verify(&password, hash.as_deref().unwrap_or(&NOBODY));
        known && fits
    })
    .await
}

/// A password that was right is hashed anew if its hash is of another time; nothing if there is no need.
pub async fn renewed(password: &str, hash: &str) -> Result<Option<String>, AppError> {
    if hashing().is_old(hash) { self::hash(password.to_owned()).await.map(Some) } else { Ok(None) }
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

    #[test]
    fn work_below_the_floor_is_refused() {
        assert_eq!(Cost::parse("m=65536,t=3,p=1"), Some(Cost { memory_kib: 65_536, passes: 3, lanes: 1 }));
        assert_eq!(Cost::parse("p=1, t=2, m=19456"), Some(Cost::FLOOR));
        for bad in [
            "m=19455,t=2,p=1",
            "m=65536,t=1,p=1",
            "m=19456,t=2,p=0",
            "m=19456,t=2",
            "",
            "m=x,t=2,p=1",
            "m=1,m=19456,t=2,p=1",
            "m=4294967295,t=2,p=1",
        ] {
            assert_eq!(Cost::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_pepper_is_needed_and_can_be_changed() {
        let pepper = |byte: u8| Pepper::new(vec![byte; PEPPER_BYTES]).unwrap();
        assert!(Pepper::new(vec![7; PEPPER_BYTES - 1]).is_none());
        let (plain, first) = (Hashing::default(), Hashing { pepper: Some(pepper(1)), ..Hashing::default() });
        let second = Hashing { pepper: Some(pepper(2)), old: vec![pepper(1)], ..Hashing::default() };
        let (bare, with) = (plain.hash("nine grey herons").unwrap(), first.hash("nine grey herons").unwrap());
        assert!(with.starts_with(&format!("~{}$argon2id$", hex(&digest(&[1; 32])[..4]))), "{with}");
        for (here, stored, fits, old) in [
            (&plain, &bare, true, false),
            (&plain, &with, false, true),
            (&first, &bare, true, true),
            (&first, &with, true, false),
            (&second, &bare, true, true),
            (&second, &with, true, true),
        ] {
            assert_eq!(
                (here.verify("nine grey herons", stored), here.is_old(stored)),
                (fits, old),
                "{here:?} {stored}"
            );
            assert!(!here.verify("nine grey heron", stored));
        }
        // The same words without the secret are another hash: cutting the id off does not help.
        assert!(!plain.verify("nine grey herons", with.trim_start_matches(|c| c != '$')));
        assert!(!format!("{first:?}").contains("1, 1"), "the secret is never printed");
    }

    #[test]
    fn less_work_than_today_is_old() {
        let more = Hashing { cost: Cost { passes: 3, ..Cost::FLOOR }, ..Hashing::default() };
        let (less, stored) = (Hashing::default(), more.hash("nine grey herons").unwrap());
        assert!(stored.contains("$m=19456,t=3,p=1$") && !more.is_old(&stored) && !less.is_old(&stored));
        let old = less.hash("nine grey herons").unwrap();
        assert!(more.is_old(&old) && more.verify("nine grey herons", &old));
        assert!(more.is_old("nonsense") && !more.verify("nine grey herons", "nonsense"));
    }
}
