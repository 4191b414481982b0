//! Who is asking. Made by the session layer, by a personal link, or by the process itself; nowhere else.
use crate::values::{AccountId, PersonId, ProductionId};
use serde::{Deserialize, Serialize};
use std::{net::IpAddr, sync::Arc};

/// Someone, or nobody, on whose behalf something is read or written; with the request that asks, if one does.
#[derive(Debug, Clone)]
pub struct Viewer(pub(super) Kind, Option<Arc<Facts>>);

/// What the audit log keeps of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Where it comes from, as far as the server knows.
    pub ip: Option<IpAddr>,
    /// The browser as it names itself.
    pub agent: String,
    /// Method and path; secrets of links cut out.
    pub request: String,
}
impl Facts {
    /// What a browser says of itself is kept up to this many characters.
    const AGENT_CHARS: usize = 300;
    /// A path up to this many.
    const PATH_CHARS: usize = 200;
    /// No word of an address is as long as the secret of a link: 43 characters.
    const SECRET_CHARS: usize = 40;

    /// Of a request.
    pub fn new(ip: Option<IpAddr>, agent: &str, method: &str, path: &str) -> Self {
        let path: Vec<&str> = path.split('/').map(|w| if w.len() >= Self::SECRET_CHARS { "…" } else { w }).collect();
        let path: String = path.join("/").chars().take(Self::PATH_CHARS).collect();
        let agent = agent.chars().take(Self::AGENT_CHARS).collect();
        Self { ip, agent, request: format!("{method} {path}") }
    }
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Anonymous,
    Member {
        account: AccountId,
        session: Vec<u8>,
        /// What the session has been shown.
        shown: Shown,
        /// Through whose eyes a production is looked at; nothing is written meanwhile.
        eyes: Option<(ProductionId, PersonId)>,
    },
    /// Holder of a personal link: the SHA-256 of its token.
    Device {
        link: Vec<u8>,
    },
    /// Holder of a calendar's link: the SHA-256 of its token. It opens no sheet, and a sheet's link no calendar.
    Feed {
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
        Self(Kind::Anonymous, None)
    }
    /// A signed-in person; only the session layer may call this.
    pub fn member(account: AccountId, session_hash: Vec<u8>) -> Self {
        Self(Kind::Member { account, session: session_hash, shown: Shown::default(), eyes: None }, None)
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
        Self(Kind::Device { link: super::digest(token.as_bytes()) }, None)
    }
    /// Whoever holds the link of a calendar.
    pub fn feed(token: &str) -> Self {
        Self(Kind::Feed { link: super::digest(token.as_bytes()) }, None)
    }
    /// The same, asking by this request.
    pub fn by(self, facts: Arc<Facts>) -> Self {
        Self(self.0, Some(facts))
    }
    /// The request that asks, if one does.
    pub fn facts(&self) -> Option<&Arc<Facts>> {
        self.1.as_ref()
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
            Kind::Feed { .. } => "feed",
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
        Viewer(Kind::System, None)
    }
}
impl Default for Worker {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_links_are_cut_out() {
        let token = super::super::Token::new();
        let of = |path: &str| Facts::new(None, "", "GET", path).request;
        assert_eq!(
            of(&format!("/call/{}/018f0000-0000-7000-8000-000000000000", token.as_str())),
            "GET /call/…/018f0000-0000-7000-8000-000000000000"
        );
        assert_eq!(of(&format!("/enter/{}", token.as_str())), "GET /enter/…");
        assert_eq!(of("/api/app/accounts/api/end_other_sessions"), "GET /api/app/accounts/api/end_other_sessions");
    }
}
