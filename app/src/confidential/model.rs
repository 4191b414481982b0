//! The three details, who has how much of each, and what their pages show.
use crate::{
    text::{Text, k},
    values::PersonId,
};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    crate::{access::Me, callsheets::model::policy::Depth, permissions, values::Role},
    std::fmt::Write,
};

/// One of the details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Allergies, illnesses, medicines.
    Medical,
    /// Whom to ring when something has happened.
    Kin,
    /// Where they live.
    Address,
}

impl Kind {
    /// All, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Medical, Self::Kin, Self::Address];
    /// As stored and sent.
    pub fn key(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Kin => "kin",
            Self::Address => "address",
        }
    }
    /// Of a key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
    /// Its name.
    pub fn name(self) -> Text {
        match self {
            Self::Medical => k::CONFIDENTIAL_MEDICAL,
            Self::Kin => k::CONFIDENTIAL_KIN,
            Self::Address => k::CONFIDENTIAL_ADDRESS,
        }
    }
    /// Who sees it, in a sentence.
    pub fn readers(self) -> Text {
        match self {
            Self::Medical => k::CONFIDENTIAL_MEDICAL_WHO,
            Self::Kin => k::CONFIDENTIAL_KIN_WHO,
            Self::Address => k::CONFIDENTIAL_ADDRESS_WHO,
        }
    }
}

/// Whom to ring when something has happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kin {
    /// Name.
    pub name: String,
    /// Telephone as typed.
    pub phone: String,
    /// Mother, husband, friend.
    pub relation: String,
}

/// A detail as one reader has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slot<T> {
    /// Not theirs to see; not even whether anything was given.
    Hidden,
    /// To be seen in an emergency, for a reason; not even whether anything was given.
    Glass,
    /// To be seen.
    Open {
        /// What was given.
        given: Option<T>,
        /// When it was last changed, unix ms; 0 if nothing was given.
        seen: i64,
        /// For how many minutes yet, after the glass was broken.
        minutes: Option<i64>,
    },
}

/// One person's details as one reader has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The reader may enter next of kin and address for them.
    pub may_enter: bool,
    /// The reader finds them on the list of people.
    pub listed: bool,
    /// A mail reaches them.
    pub reachable: bool,
    /// Medical notes.
    pub medical: Slot<String>,
    /// Next of kin.
    pub kin: Slot<Kin>,
    /// Home address.
    pub address: Slot<String>,
}

/// Somebody who gave what the reader sees at once; without what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// Id.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Department.
    pub department: String,
    /// Which detail.
    pub kind: Kind,
}

/// One's own page: one's details, and whose else one may open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// One's own.
    pub details: Details,
    /// Other people's.
    pub others: Vec<Other>,
}

/// As a thing of the table of rights.
#[cfg(feature = "ssr")]
pub fn thing(kind: Kind) -> &'static str {
    match kind {
        Kind::Medical => "confidential.medical",
        Kind::Kin => "confidential.kin",
        Kind::Address => "confidential.address",
    }
}

/// The detail that a thing of the table of rights is.
#[cfg(feature = "ssr")]
pub fn of_thing(key: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| thing(*kind) == key)
}

/// What a role has before anybody decided otherwise: everything at once, an emergency's share, or only what is its own.
#[cfg(feature = "ssr")]
pub fn usual(role: Role, kind: Kind) -> Depth {
    match (kind, role) {
        (Kind::Medical, Role::Medic) | (Kind::Address, Role::Coordinator | Role::TransportCaptain) => Depth::Full,
        (Kind::Medical, Role::ProductionManager | Role::FirstAd)
        | (Kind::Kin, Role::Producer | Role::ProductionManager | Role::Coordinator) => Depth::Limited,
        _ => Depth::Own,
    }
}

/// What the viewer has of other people's.
#[cfg(feature = "ssr")]
pub fn depth(me: &Me, kind: Kind) -> Depth {
    if me.looking { Depth::None } else { permissions::model::has(me, thing(kind)) }
}

/// The table as plain text, for `docs/permissions.txt`.
#[cfg(feature = "ssr")]
pub fn policy_text() -> String {
    let mut out = format!("{:<21}", "role");
    for kind in Kind::ALL {
        write!(out, "{:<12}", kind.key()).expect("memory");
    }
    for role in Role::ALL {
        out.truncate(out.trim_end().len());
        write!(out, "\n{:<21}", role.key()).expect("memory");
        for kind in Kind::ALL {
            let depth = match usual(*role, kind) {
                Depth::Limited => "emergency",
                other => other.key(),
            };
            write!(out, "{depth:<12}").expect("memory");
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
