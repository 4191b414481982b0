//! A company's members as their page knows them.
use crate::text::{Text, k};
use crate::values::AccountId;
use serde::{Deserialize, Serialize};

/// What somebody is in a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Belongs to it; what they see hangs on their roles in its productions.
    Member,
    /// Runs it: makes productions, invites, sees mails and the log.
    Admin,
    /// Answers for it. There is always one.
    Owner,
}
impl Place {
    /// All, the least first.
    pub const ALL: [Self; 3] = [Self::Member, Self::Admin, Self::Owner];
    /// As stored and sent.
    pub fn key(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }
    /// Of a key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.key() == key)
    }
    /// Its name.
    pub fn name(self) -> Text {
        match self {
            Self::Member => k::MEMBERS_MEMBER,
            Self::Admin => k::MEMBERS_ADMIN,
            Self::Owner => k::MEMBERS_OWNER,
        }
    }
}

/// Somebody of a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Id.
    pub account: AccountId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Owner, admin, member.
    pub place: Place,
    /// In how many productions of the company.
    pub productions: i64,
    /// On how many devices they are signed in.
    pub devices: i64,
}

/// An invitation that nobody has accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Id.
    pub id: uuid::Uuid,
    /// Address.
    pub email: String,
    /// As what.
    pub place: Place,
    /// It no longer works.
    pub over: bool,
}

/// The page of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// The viewer.
    pub me: AccountId,
    /// What the viewer is in it.
    pub mine: Place,
    /// Everybody.
    pub members: Vec<Member>,
    /// Invitations, open ones and those that ran out.
    pub invitations: Vec<Open>,
}
