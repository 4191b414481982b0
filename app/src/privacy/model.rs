//! Rows of both tables.
use crate::text::{Lang, Text};
use serde::{Deserialize, Serialize};

/// Where a browser keeps something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A cookie: comes along with every request.
    Cookie,
    /// Pages and files for reading without a network.
    Cache,
    /// A small database.
    Database,
    /// Words kept until they are removed.
    Local,
    /// Words kept until the tab is closed.
    Session,
}

/// Something that the browser keeps for us.
#[derive(Debug)]
pub struct InBrowser {
    /// Its name; of several, what they begin with.
    pub name: &'static str,
    /// A cookie that is bound to the host over TLS: its name begins with `__Host-` there.
    pub bound: bool,
    /// Where it is kept.
    pub place: Place,
    /// What it is for.
    pub purpose: Text,
    /// How long it is kept.
    pub lasts: Span,
}

/// How long something is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The words.
    pub text: Text,
    /// The number in them.
    pub n: i64,
}
impl Span {
    /// So many of something.
    pub const fn of(n: i64, text: Text) -> Self {
        Self { text, n }
    }
    /// No number.
    pub const fn until(text: Text) -> Self {
        Self { text, n: 0 }
    }
    /// In a language.
    pub fn say(&self, lang: Lang) -> String {
        self.text.fill(lang, &[("n", &self.n.to_string())])
    }
}

/// Something that the server keeps of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What, and what for.
    pub what: Text,
    /// How long.
    pub lasts: Span,
}

/// What the privacy page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Privacy {
    /// Whom to ask: `mailto:` or `https:`.
    pub contact: String,
    /// All that is kept.
    pub kept: Vec<Kept>,
}
