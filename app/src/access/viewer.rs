//! Who is asking. Made by the session layer, by a personal link, or by the process itself; nowhere else.
use crate::values::{AccountId, PersonId, ProductionId};

/// Someone, or nobody, on whose behalf something is read or written.
#[derive(Debug, Clone)]
pub struct Viewer(pub(super) Kind);

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Anonymous,
    Member {
        account: AccountId,
        session: Vec<u8>,
        /// Through whose eyes a production is looked at; nothing is written meanwhile.
        eyes: Option<(ProductionId, PersonId)>,
    },
    /// Holder of a personal link: the SHA-256 of its token.
    Device {
        link: Vec<u8>,
    },
    System,
}

impl Viewer {
    /// Nobody is signed in.
    pub fn anonymous() -> Self {
        Self(Kind::Anonymous)
    }
    /// A signed-in person; only the session layer may call this.
    pub fn member(account: AccountId, session_hash: Vec<u8>) -> Self {
        Self(Kind::Member { account, session: session_hash, eyes: None })
    }
    /// The same person, looking at a production through somebody's eyes.
    #[must_use]
    pub fn looking(mut self, through: Option<(ProductionId, PersonId)>) -> Self {
        if let Kind::Member { eyes, .. } = &mut self.0 {
            *eyes = through;
        }
        self
    }
    /// Through whose eyes this production is looked at.
    pub(super) fn eyes(&self, on: super::On) -> Option<PersonId> {
        match (&self.0, on) {
            (Kind::Member { eyes: Some((production, person)), .. }, super::On::Production(p)) if p == *production => {
                Some(*person)
            }
            _ => None,
        }
    }
    /// Whoever holds a personal link.
    pub fn device(token: &str) -> Self {
        Self(Kind::Device { link: super::digest(token.as_bytes()) })
    }
    /// The account, if someone is signed in.
    pub fn account(&self) -> Option<AccountId> {
        match &self.0 {
            Kind::Member { account, .. } => Some(*account),
            _ => None,
        }
    }
    /// Hash of the session, if someone is signed in.
    pub fn session(&self) -> Option<&[u8]> {
        match &self.0 {
            Kind::Member { session, .. } => Some(session),
            _ => None,
        }
    }
    /// For the audit log: what kind of viewer this is.
    pub(super) fn kind(&self) -> &'static str {
        match &self.0 {
            Kind::Anonymous => "anonymous",
            Kind::Member { .. } => "member",
            Kind::Device { .. } => "device",
            Kind::System => "system",
        }
    }
}

/// The right to act as the system. Not `Clone`: `main` makes one and hands it to the worker.
#[derive(Debug)]
pub struct Worker(());

impl Worker {
    /// Made once, by the process that serves or by a command of the CLI.
    pub fn new() -> Self {
        Self(())
    }
    /// The viewer for a piece of background work.
    pub fn viewer(&self) -> Viewer {
        Viewer(Kind::System)
    }
}
impl Default for Worker {
    fn default() -> Self {
        Self::new()
    }
}
