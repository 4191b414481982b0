//! Exceptions from the table of rights: what a production decides for a role, and what one person was given or denied.
//! Read with every proof, so that a change holds from the next request on (ASVS 5.0, 8.3.2).
use serde::Deserialize;
use std::sync::Arc;

/// One exception. `thing` names a right (`script.view`), a block of a sheet (`block.cast`) or the contacts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// What it is about.
    pub thing: String,
    /// How much of it: a key of `Depth`; a right is held in full or not at all.
    pub depth: String,
    /// Given to the person; otherwise it is the production's rule for the role.
    pub own: bool,
    /// Until when, unix ms.
    pub until: Option<i64>,
    /// Taken back.
    pub ended: bool,
}

/// The exceptions of one person, those of the person before those of the role, the latest first.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    now: Arc<[Rule]>,
    ever: bool,
}

impl Rules {
    /// Those that hold at a moment.
    pub fn at(all: Vec<Rule>, now: i64) -> Self {
        let ever = !all.is_empty();
        Self { now: all.into_iter().filter(|r| !r.ended && r.until.is_none_or(|until| until > now)).collect(), ever }
    }
    /// How much of a thing, if there is an exception.
    pub fn of(&self, thing: &str) -> Option<&str> {
        self.now.iter().find(|r| r.thing == thing).map(|r| r.depth.as_str())
    }
    /// Whether there are or ever were any: what was cut for this person earlier may have been cut otherwise.
    pub fn ever(&self) -> bool {
        self.ever
    }
}
