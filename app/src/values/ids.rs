//! Ids: one newtype per thing, so that a scene's id cannot be handed where a person's is meant.
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids { ($($(#[$doc:meta])* $name:ident;)*) => { $(
    $(#[$doc])*
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
    #[serde(transparent)]
    pub struct $name(pub Uuid);
    impl fmt::Display for $name {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
    }
    impl FromStr for $name {
        type Err = uuid::Error;
        fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map(Self) }
    }
    impl From<Uuid> for $name { fn from(id: Uuid) -> Self { Self(id) } }
    impl From<$name> for Uuid { fn from(id: $name) -> Self { id.0 } }
)* } }

ids! {
    /// A company using this Daybreak.
    WorkspaceId;
    /// One film, series, commercial or music video.
    ProductionId;
    /// Someone who can sign in.
    AccountId;
    /// Someone in one production: crew or cast, with or without an account.
    PersonId;
    /// A part in the script.
    CharacterId;
    /// A scene of the script.
    SceneId;
    /// A place where scenes are shot.
    LocationId;
    /// Main unit, second unit, splinter.
    UnitId;
    /// A shooting day of one unit. The printed number is only its label.
    DayId;
    /// A board beside the active one: a draft, a locked one, an issued schedule.
    BoardId;
    /// A strip on the board: a scene or a banner.
    StripId;
    /// One published version of a call sheet.
    RevisionId;
    /// An upload that is being previewed.
    ImportId;
    /// A mail waiting to be sent, or sent.
    MailId;
    /// An invitation by mail.
    InvitationId;
    /// A passkey of an account.
    PasskeyId;
    /// A prop, a vehicle, a stunt: something a scene needs.
    ElementId;
    /// What brings what.
    LinkId;
    /// Words of the script that stand for something.
    TagId;
    /// Of a variant of a report.
    VariantId;
}
