//! Who is asking. Made by the session layer, by a personal link, or by the process itself; nowhere else.
use crate::values::{AccountId, PersonId, ProductionId};
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
        Self(Kind::Anonymous, None)
    }
    /// A signed-in person; only the session layer may call this.
    pub fn member(account: AccountId, session_hash: Vec<u8>) -> Self {
        Self(Kind::Member { account, session: session_hash, eyes: None }, None)
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
        Self(Kind::Device { link: super::digest(token.as_bytes()) }, None)
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
