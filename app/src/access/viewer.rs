//! Who is asking. Made by the session layer, by a personal link, or by the process itself; nowhere else.
use crate::values::AccountId;
use serde::{Deserialize, Serialize};

/// Someone, or nobody, on whose behalf something is read or written.
#[derive(Debug, Clone)]
pub struct Viewer(pub(super) Kind);

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Anonymous,
    Member {
        account: AccountId,
        session: Vec<u8>,
        shown: Shown,
    },
    /// Holder of a personal link: the SHA-256 of its token.
    Device {
        link: Vec<u8>,
    },
    System,
}

/// How a session began, or was made stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// A password alone.
    Password,
    /// A code of an authenticator app.
    Totp,
    /// A recovery code.
    Recovery,
    /// A passkey; its device has verified who holds it, so it is both factors.
    Passkey,
    /// A link made on the server's console, which proves access to the machine itself.
    Console,
}
impl Via {
    /// As it stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Totp => "totp",
            Self::Recovery => "recovery",
            Self::Passkey => "passkey",
            Self::Console => "console",
        }
    }
}

/// What a session has been shown beside who it is. Unix ms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// When a second factor, or the console's link, was last shown: with it the session is strong for its life.
    pub mfa_at: Option<i64>,
    /// When a password, a factor or the console's link was last shown.
    pub proved_at: Option<i64>,
    /// By what it became as strong as it is.
    pub via: Option<Via>,
}
impl Shown {
    /// This, now, for the first time.
    pub fn by(via: Via, now: i64) -> Self {
        Self::default().again(via, now)
    }
    /// This, now, beside what was shown before. A password makes no session stronger.
    #[must_use]
    pub fn again(self, via: Via, now: i64) -> Self {
        let strong = via != Via::Password;
        Self {
            mfa_at: if strong { Some(now) } else { self.mfa_at },
            proved_at: Some(now),
            via: if strong { Some(via) } else { self.via.or(Some(via)) },
        }
    }
}

impl Viewer {
    /// Nobody is signed in.
    pub fn anonymous() -> Self {
        Self(Kind::Anonymous)
    }
    /// A signed-in person; only the session layer may call this.
    pub fn member(account: AccountId, session_hash: Vec<u8>) -> Self {
        Self(Kind::Member { account, session: session_hash, shown: Shown::default() })
    }
    /// The same person, with what their session has been shown; only the session layer may call this.
    #[must_use]
    pub fn with(mut self, what: Shown) -> Self {
        if let Kind::Member { shown, .. } = &mut self.0 {
            *shown = what;
        }
        self
    }
    /// What the session has been shown.
    pub fn shown(&self) -> Shown {
        match &self.0 {
            Kind::Member { shown, .. } => *shown,
            _ => Shown::default(),
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
