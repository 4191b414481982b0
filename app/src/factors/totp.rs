//! Codes of an authenticator app (RFC 6238): SHA-1, six digits, thirty seconds, 160 bits of seed: what every app can do.
use crate::error::AppError;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Seconds of a time step.
const STEP: u64 = 30;
/// One step earlier and later is taken too, for clocks that differ (RFC 6238, 5.2).
const SKEW: u16 = 1;

/// A fresh seed, in base 32.
pub fn seed() -> Result<String, AppError> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes).map_err(|e| AppError::internal("seed", e))?;
    Ok(Secret::new_stack(bytes).to_base32())
}

fn totp(seed: &str) -> Result<Totp, AppError> {
    let secret = Secret::try_from_base32(seed).map_err(|e| AppError::internal("seed", format!("{e:?}")))?;
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(SKEW)
        .with_step_duration(STEP)
        .with_secret(secret)
        .build()
        .map_err(|e| AppError::internal("totp", format!("{e:?}")))
}

/// The time step that these digits belong to; none if they are wrong.
pub fn step(seed: &str, digits: &str, now_ms: i64) -> Result<Option<i64>, AppError> {
    let seconds = u64::try_from(now_ms / 1000).unwrap_or_default();
    Ok(totp(seed)?.check(digits, seconds).and_then(|step| i64::try_from(step).ok()))
}

/// The digits of a moment, for tests.
#[cfg(test)]
pub fn digits(seed: &str, now_ms: i64) -> String {
    totp(seed).unwrap().generate(u64::try_from(now_ms / 1000).unwrap()).to_string()
}

/// What an app reads from the picture. The parameters are the apps' own, so they are not named.
pub fn address(seed: &str, email: &str) -> String {
    let label: String = email.bytes().map(escaped).collect();
    format!("otpauth://totp/Daybreak:{label}?secret={seed}&issuer=Daybreak")
}
fn escaped(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, its last six digits; the seed is "12345678901234567890".
    #[test]
    fn codes_of_the_standard() {
        let seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for (seconds, digits) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(step(seed, digits, seconds * 1000), Ok(Some(seconds / 30)), "{seconds}");
            assert_eq!(step(seed, digits, (seconds + 30) * 1000), Ok(Some(seconds / 30)), "a step late");
            assert_eq!(step(seed, digits, (seconds + 60) * 1000), Ok(None), "two steps late");
        }
    }

    #[test]
    fn a_picture_of_what_the_app_reads() {
        let seed = seed().unwrap();
        assert_eq!(seed.len(), 32);
        let text = address(&seed, "ada+x@saltmarsh.example");
        assert!(text.starts_with("otpauth://totp/Daybreak:ada%2Bx%40saltmarsh.example?secret="), "{text}");
        let (side, path) = crate::qr::picture(&text).unwrap();
        assert!(side > 40 && path.matches('M').count() > 200, "{side}");
        assert!(path.starts_with("M4 4h7v1h-7z"), "the corner of the finder");
    }
}
