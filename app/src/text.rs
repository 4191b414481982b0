//! The catalogue: every word a person reads, in each language. `locales/<language>/<feature>.txt` is the source.
use leptos::prelude::use_context;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Constants made from the catalogue at build time, one per key.
pub mod k {
    use super::Text;
    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
}

/// One text of the catalogue. Travels as its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(u16);

/// A language the catalogue is complete in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// Dutch.
    Nl,
    /// French.
    Fr,
}

impl Lang {
    /// All, in the order of a form.
    pub const ALL: [Self; 4] = [Self::En, Self::De, Self::Nl, Self::Fr];
    /// BCP 47 tag, as stored and sent.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Nl => "nl",
            Self::Fr => "fr",
        }
    }
    /// What the language calls itself: whoever looks for it reads no other.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Nl => "Nederlands",
            Self::Fr => "Français",
        }
    }
    /// The language of a tag such as `de-AT`; none if the catalogue has not got it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', ';']).next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|l| l.tag().eq_ignore_ascii_case(primary))
    }
    /// The first language of an `Accept-Language` header that we have.
    pub fn from_accept(header: &str) -> Self {
        header.split(',').find_map(Self::from_tag).unwrap_or_default()
    }
}

/// All keys and the words of a language, in the same order.
#[cfg(feature = "ssr")]
fn words(lang: Lang) -> (&'static [&'static str], &'static [&'static str]) {
    let words: &[&str] = match lang {
        Lang::En => &k::EN,
        Lang::De => &k::DE,
        Lang::Nl => &k::NL,
        Lang::Fr => &k::FR,
    };
    (&k::KEYS, words)
}

/// In the browser there is one language: that of the page.
#[cfg(not(feature = "ssr"))]
static WORDS: std::sync::OnceLock<(Vec<&str>, Vec<&str>)> = std::sync::OnceLock::new();

#[cfg(not(feature = "ssr"))]
fn words(_: Lang) -> (&'static [&'static str], &'static [&'static str]) {
    WORDS.get().map(|(keys, words)| (keys.as_slice(), words.as_slice())).unwrap_or_default()
}

/// Takes the words of the page's language, one `key<tab>text` a line, before anything is hydrated.
#[cfg(not(feature = "ssr"))]
pub fn learn(lines: String) {
    // Kept for as long as the page lives.
    let lines: &'static str = Box::leak(lines.into_boxed_str());
    let _ = WORDS.set(lines.lines().filter_map(|line| line.split_once('\t')).unzip());
}

impl Text {
    /// The words in a language.
    pub fn say(self, lang: Lang) -> &'static str {
        words(lang).1.get(usize::from(self.0)).copied().unwrap_or_default()
    }
    /// The words with `{name}` replaced. What is put in is never searched for further names.
    pub fn fill(self, lang: Lang, with: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.say(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else { break };
            out.push_str(with.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v));
            rest = tail;
        }
        out.push_str(rest);
        out
    }
    /// The key, as in the catalogue.
    pub fn key(self) -> &'static str {
        words(Lang::En).0.get(usize::from(self.0)).copied().unwrap_or_default()
    }
    /// The text of a key, if there is one.
    pub fn by_key(key: &str) -> Option<Self> {
        words(Lang::En).0.binary_search(&key).ok().and_then(|i| u16::try_from(i).ok()).map(Self)
    }
}
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.key())
    }
}
impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let key = std::borrow::Cow::<str>::deserialize(d)?;
        Self::by_key(&key).ok_or_else(|| D::Error::custom("no such text"))
    }
}

/// The language of the page being shown.
pub fn lang() -> Lang {
    use_context::<Lang>().unwrap_or_default()
}
/// The words in the language of the page.
pub fn t(text: Text) -> &'static str {
    text.say(lang())
}
/// The words in the language of the page, filled.
pub fn tf(text: Text, with: &[(&str, &str)]) -> String {
    text.fill(lang(), with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_found() {
        assert!(k::KEYS.windows(2).all(|w| w[0] < w[1]));
        for key in k::KEYS {
            assert_eq!(Text::by_key(key).map(Text::key), Some(key));
        }
    }

    #[test]
    fn languages_from_headers() {
        assert_eq!(Lang::from_accept("it-IT,de;q=0.8,en;q=0.5"), Lang::De);
        assert_eq!(Lang::from_accept("nl-BE,fr-BE;q=0.8"), Lang::Nl);
        assert_eq!(Lang::from_accept("fr-CA"), Lang::Fr);
        assert_eq!(Lang::from_accept(""), Lang::En);
    }
}
