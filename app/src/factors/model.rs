//! What pages know of second factors, and how a typed code is read.
use crate::values::PasskeyId;
use serde::{Deserialize, Serialize};

/// Letters of a recovery code (Crockford's base 32): nothing that looks like something else.
pub const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters in a recovery code: 80 bits.
pub const LENGTH: usize = 16;
/// Recovery codes in a set.
pub const CODES: usize = 10;

/// A code as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// Six digits of an authenticator app.
    Totp(String),
    /// A recovery code, as it is hashed.
    Recovery(String),
}

/// Reads a code, however it is grouped. None if it is neither.
pub fn read(typed: &str) -> Option<Code> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2013}')).collect();
    if plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Code::Totp(plain));
    }
    let same = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let code: String = plain.chars().map(same).collect();
    (code.len() == LENGTH && code.bytes().all(|b| LETTERS.contains(&b))).then_some(Code::Recovery(code))
}

/// In groups of four, as a person copies it.
pub fn grouped(text: &str, between: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(between)
}

/// One's own second factors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factors {
    /// The authenticator app, if one is set up.
    pub totp: Option<Used>,
    /// Passkeys, the oldest first.
    pub passkeys: Vec<Passkey>,
    /// Recovery codes that still work.
    pub codes_left: i64,
    /// This account must have a second factor.
    pub required: bool,
    /// This session was begun by a link of the server's console.
    pub console: bool,
    /// This site has a host name, without which there are no passkeys.
    pub passkeys_possible: bool,
}
impl Factors {
    /// Whether there is any.
    pub fn any(&self) -> bool {
        self.totp.is_some() || !self.passkeys.is_empty()
    }
}
/// How long ago something was used; none if never.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// Minutes.
    pub minutes: Option<i64>,
}
/// A passkey of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// Id.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// When it was last used.
    pub used: Used,
}

/// An authenticator app that is being set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The seed, to be typed where no camera is.
    pub secret: String,
    /// Modules along a side of the picture, its quiet border included.
    pub side: i32,
    /// The dark modules as the data of an SVG path.
    pub path: String,
}

/// By what somebody may show who they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// A password.
    pub password: bool,
    /// A code of an app, or a recovery code.
    pub code: bool,
    /// A passkey.
    pub passkey: bool,
}

/// Whom a company asks for a second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Security {
    /// Name of the company.
    pub name: String,
    /// Everybody, not only those who must have one in any case.
    pub everybody: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_as_they_are_typed() {
        assert_eq!(read(" 123 456 "), Some(Code::Totp("123456".into())));
        assert_eq!(read("7k3m-9qtv-0oil-zzzz"), Some(Code::Recovery("7K3M9QTV0011ZZZZ".into())));
        for neither in [
            "",
            "12345",
            "1234567",
            "１２３４５６",
            "7K3M-9QTV-0011-ZZZ",
            "7K3M-9QTV-0011-ZZZU",
            "ä".repeat(8).as_str(),
        ] {
            assert_eq!(read(neither), None, "{neither}");
        }
        assert_eq!(grouped("ABCDEFGHIJ", " "), "ABCD EFGH IJ");
    }
}
