//! Keys and tokens. The master key lives in a file outside the data folder; the database key and the key that
//! seals personal links are derived from it, so that one file is to be kept safe.
use crate::error::AppError;
use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// SHA-256.
pub fn digest(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// The keys of this installation. Never printed.
#[derive(Clone)]
pub struct Keys {
    master: [u8; 32],
}
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// A secret for a link: 256 random bits.
#[derive(Clone)]
pub struct Token(String);
impl Token {
    /// A fresh one.
    pub fn new() -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(random::<32>()))
    }
    /// As it stands in the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// As it is looked up.
    pub fn hash(&self) -> Vec<u8> {
        digest(self.0.as_bytes())
    }
}
impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

/// Bytes from the system's generator.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has randomness");
    bytes
}

impl Keys {
    /// From a master key of 64 hexadecimal digits.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let hex = hex.trim();
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        let mut master = [0; 32];
        for (i, byte) in master.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[i * 2..i * 2 + 2], 16).ok()?;
        }
        Some(Self { master })
    }
    /// A fresh master key, as hexadecimal digits.
    pub fn generate() -> String {
        random::<32>().iter().map(|b| format!("{b:02x}")).collect()
    }
    fn derive(&self, what: &str) -> [u8; 32] {
        // One block of HKDF-Expand would be the same construction; the master key is uniformly random already.
        let mut hash = Sha256::new();
        hash.update(b"daybreak/1/");
        hash.update(what.as_bytes());
        hash.update([0]);
        hash.update(self.master);
        hash.finalize().into()
    }
    /// A mark on a message (HMAC-SHA-256) that nobody makes without the master key; marks of different kinds do not
    /// stand for each other.
    pub fn mark(&self, what: &str, message: &[u8]) -> [u8; 32] {
        self.marking(what, message).finalize().into_bytes().into()
    }
    /// Whether the bytes begin such a mark. Takes as long for a wrong one as for a right one.
    pub fn marked(&self, what: &str, message: &[u8], mark: &[u8]) -> bool {
        self.marking(what, message).verify_truncated_left(mark).is_ok()
    }
    fn marking(&self, what: &str, message: &[u8]) -> Hmac<Sha256> {
        let key = self.derive(&format!("mark/{what}"));
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("any length is a key");
        mac.update(message);
        mac
    }
    /// SQLCipher's raw key, in the form of its pragma.
    pub(super) fn database_pragma(&self) -> String {
        let hex: String = self.derive("database").iter().map(|b| format!("{b:02x}")).collect();
        format!("\"x'{hex}'\"")
    }
    /// Seals a secret with AES-256-GCM; `place` (table, row) is bound in, so that a ciphertext cannot be moved.
    pub fn seal(&self, place: &str, secret: &str) -> Result<Vec<u8>, AppError> {
        SubjectKey(self.derive("tokens")).seal(place, secret)
    }
    /// Opens what [`Keys::seal`] made for the same place.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<String, AppError> {
        SubjectKey(self.derive("tokens")).open(place, sealed)
    }
}

/// The key of one account or person: what the audit log holds of them is sealed under it. Never printed.
#[derive(Clone, Copy)]
pub struct SubjectKey([u8; 32]);
impl std::fmt::Debug for SubjectKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SubjectKey(…)")
    }
}
impl SubjectKey {
    /// A fresh one.
    pub fn generate() -> Self {
        Self(random())
    }
    /// Wrapped by the master key, for this row of the table of keys.
    pub fn wrap(&self, keys: &Keys, place: &str) -> Result<Vec<u8>, AppError> {
        keys.seal(place, &hex(&self.0))
    }
    /// Out of what [`SubjectKey::wrap`] made for the same place.
    pub fn unwrap(keys: &Keys, place: &str, wrapped: &[u8]) -> Result<Self, AppError> {
        let bytes = unhex(&keys.open(place, wrapped)?).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| AppError::internal("seal", "not a key"))
    }
    /// Seals a text, as [`Keys::seal`] does.
    pub fn seal(&self, place: &str, secret: &str) -> Result<Vec<u8>, AppError> {
        let nonce: [u8; 12] = random();
        let cipher = Aes256Gcm::new(&self.0.into());
        let sealed = cipher
            .encrypt(&nonce.into(), Payload { msg: secret.as_bytes(), aad: place.as_bytes() })
            .map_err(|e| AppError::internal("seal", e))?;
        Ok([&[1][..], &nonce, &sealed].concat())
    }
    /// Opens what [`SubjectKey::seal`] made for the same place.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<String, AppError> {
        let broken = || AppError::internal("seal", "a sealed secret does not open");
        let (Some(1), Some(nonce), Some(body)) = (sealed.first(), sealed.get(1..13), sealed.get(13..)) else {
            return Err(broken());
        };
        let nonce: [u8; 12] = nonce.try_into().map_err(|_| broken())?;
        let cipher = Aes256Gcm::new(&self.0.into());
        let plain =
            cipher.decrypt(&nonce.into(), Payload { msg: body, aad: place.as_bytes() }).map_err(|_| broken())?;
        String::from_utf8(plain).map_err(|_| broken())
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from(b"0123456789abcdef"[usize::from(n & 15)]);
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(*b)]).collect()
}
/// Bytes of hexadecimal digits; none if they are something else.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|i| text.get(i..i + 2).and_then(|two| u8::from_str_radix(two, 16).ok())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_secrets_stay_in_their_place() {
        let keys = Keys::from_hex(&Keys::generate()).expect("fresh");
        let sealed = keys.seal("links/1", "secret").expect("seals");
        assert_eq!(keys.open("links/1", &sealed).as_deref(), Ok("secret"));
        assert!(keys.open("links/2", &sealed).is_err());
        for i in 0..sealed.len() {
            let mut broken = sealed.clone();
            broken[i] ^= 1;
            assert!(keys.open("links/1", &broken).is_err(), "byte {i}");
        }
        assert!(keys.open("links/1", &[]).is_err());
    }
}
