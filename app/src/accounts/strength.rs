//! Which passwords are taken: long ones that are hard to guess. No rules of composition (NIST SP 800-63B-4, 3.1.1.2).
use super::model::{LONGEST, SHORTEST, SHORTEST_BESIDE};
use crate::{
    access::digest,
    error::Problems,
    text::{Text, k},
};
use zxcvbn::{Score, zxcvbn};

/// Fingerprints of passwords that are tried first, sorted; see `third_party/passwords/README.md`.
static COMMON: &[u8] = include_bytes!("../../../third_party/passwords/common.bin");
/// Bytes of a fingerprint.
const FINGERPRINT: usize = 5;
/// So many letters and digits a password has beside words that are known of its owner.
const OWN: usize = 8;
/// The estimate reads so much; its work grows with the square, and what is longer is judged by its beginning.
const JUDGED: usize = 100;

/// Notes at the field `password` why it cannot be taken, if so. `about` are words that whoever guesses tries first: the
/// person's name and address, the company, the production.
pub fn check(problems: &mut Problems, password: &str, about: &[&str]) {
    check_beside(problems, password, about, false);
}

/// The same; beside a second factor (`factor`) a shorter one is taken.
pub fn check_beside(problems: &mut Problems, password: &str, about: &[&str], factor: bool) {
    if let Err(why) = judge_beside(password, about, factor) {
        problems.add("password", why);
    }
}

/// Whether it is shorter than one that stands alone has to be.
pub fn is_short(password: &str) -> bool {
    password.chars().count() < SHORTEST
}

#[cfg(test)]
fn judge(password: &str, about: &[&str]) -> Result<(), Text> {
    judge_beside(password, about, false)
}

fn judge_beside(password: &str, about: &[&str], factor: bool) -> Result<(), Text> {
    if is_short(password) && !factor {
        return Err(k::ACCOUNTS_PASSWORD_SHORT);
    }
    if password.chars().count() < SHORTEST_BESIDE {
        return Err(k::FACTORS_PASSWORD_SHORT);
    }
    if password.len() > LONGEST {
        return Err(k::ACCOUNTS_PASSWORD_LONG);
    }
    if is_common(password) {
        return Err(k::ACCOUNTS_PASSWORD_COMMON);
    }
    let about: Vec<&str> = about.iter().flat_map(|words| std::iter::once(*words).chain(parts(words))).collect();
    let judged: String = password.chars().take(JUDGED).collect();
    // Eight characters are never three: their estimate ends before.
    let wanted = if is_short(password) { Score::Two } else { Score::Three };
    if zxcvbn(&judged, &about).score() < wanted || !has_more(password, about) {
        return Err(k::ACCOUNTS_PASSWORD_GUESSABLE);
    }
    Ok(())
}

/// Whether enough is left without the words that are known: two of them in a row are long, and guessed at once.
fn has_more(password: &str, mut about: Vec<&str>) -> bool {
    about.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let whole = password.to_lowercase();
    let mut rest = whole.clone();
    for word in about.iter().map(|word| word.to_lowercase()).filter(|word| word.chars().count() > 2) {
        rest = rest.replace(&word, " ");
    }
    rest == whole || rest.chars().filter(|c| c.is_alphanumeric()).count() >= OWN
}

/// Words of a name or an address.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2)
}

/// Whether this password, in whatever case, is on the list.
fn is_common(password: &str) -> bool {
    let wanted = digest(password.to_lowercase().as_bytes());
    let (list, _) = COMMON.as_chunks::<FINGERPRINT>();
    list.binary_search_by(|one| one[..].cmp(&wanted[..FINGERPRINT])).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_sorted() {
        let (list, rest) = COMMON.as_chunks::<FINGERPRINT>();
        assert!(list.len() > 100_000 && rest.is_empty(), "{}", list.len());
        assert!(list.is_sorted());
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for common in ["123456789123456789", "PasswordPassword", "qwertyuiopasdfghjkl", "1qaz2wsx3edc4rfv"] {
            assert_eq!(judge(common, &[]), Err(k::ACCOUNTS_PASSWORD_COMMON), "{common}");
        }
        for guessable in ["aaaaaaaaaaaaaaaaaaaa", "abcdefghijklmnopqrst", "monday2027monday2027"] {
            assert!(judge(guessable, &[]).is_err(), "{guessable}");
        }
        assert_eq!(judge("pier kettle owl", &[]), Ok(()), "three words that have nothing to do with each other");
        assert_eq!(judge("pier kettle ow", &[]), Err(k::ACCOUNTS_PASSWORD_SHORT));
        assert_eq!(judge(&"ö".repeat(513), &[]), Err(k::ACCOUNTS_PASSWORD_LONG), "1026 bytes");
    }

    #[test]
    fn beside_a_second_factor_a_shorter_one_is_taken() {
        assert_eq!(judge("vk7#Qz!w", &[]), Err(k::ACCOUNTS_PASSWORD_SHORT));
        assert_eq!(judge_beside("vk7#Qz!w", &[], true), Ok(()));
        assert_eq!(judge_beside("vk7#Qz!", &[], true), Err(k::FACTORS_PASSWORD_SHORT));
        assert_eq!(judge_beside("password1", &[], true), Err(k::ACCOUNTS_PASSWORD_COMMON));
    }

    #[test]
    fn words_of_the_production_are_guessed_first() {
        let about = ["Rosalind Okafor", "rosalind@saltmarsh-pictures.example", "Saltmarsh Pictures", "Low Water"];
        for guessable in ["saltmarsh-pictures", "RosalindOkafor27", "lowwaterlowwater", "rosalindokafor1"] {
            assert_eq!(judge(guessable, &about), Err(k::ACCOUNTS_PASSWORD_GUESSABLE), "{guessable}");
        }
        assert_eq!(judge("rosalind counts nine grey herons", &about), Ok(()));
    }

    #[test]
    fn whatever_is_typed_is_judged() {
        for odd in
            ["\u{0}".repeat(20), "🦆🪣🎬🧵🪿🫧🧲🪜🎷🦭🪤🧷🪠🐚🪶🧂".into(), "a\u{301}".repeat(600), " ".repeat(1024)]
        {
            let _ = judge(&odd, &["", "\u{0}", "🦆"]);
        }
    }
}
