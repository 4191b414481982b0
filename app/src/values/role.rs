//! What a person is in a production. Rights hang on the role, see `access::policy`.
use serde::{Deserialize, Serialize};
use std::str::FromStr;

macro_rules! roles { ($($(#[$doc:meta])* $name:ident = $key:literal;)*) => {
    /// Role of a person in one production.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Role { $($(#[$doc])* $name),* }
    impl Role {
        /// Every role there is; the matrix test walks it.
        pub const ALL: &[Self] = &[$(Self::$name),*];
        /// As stored and sent.
        pub fn key(self) -> &'static str { match self { $(Self::$name => $key),* } }
    }
} }
roles! {
    /// Answers for the film and its money.
    Producer = "producer";
    /// Runs the production (UPM, Produktionsleitung).
    ProductionManager = "production_manager";
    /// Production coordinator.
    Coordinator = "coordinator";
    /// First assistant director.
    FirstAd = "first_ad";
    /// Second assistant director: prepares and sends the call sheet.
    SecondAd = "second_ad";
    /// Second assistant director for background.
    CrowdSecondAd = "crowd_second_ad";
    /// Script supervisor (continuity).
    ScriptSupervisor = "script_supervisor";
    /// Unit or location manager.
    LocationManager = "location_manager";
    /// Transport captain.
    TransportCaptain = "transport_captain";
    /// Driver.
    Driver = "driver";
    /// Production accountant.
    Accountant = "accountant";
    /// Head of a department.
    DepartmentHead = "department_head";
    /// Deputy head of a department.
    DeputyHead = "deputy_head";
    /// Crew below head of department.
    Crew = "crew";
    /// Actor.
    Cast = "cast";
    /// Set medic.
    Medic = "medic";
    /// Intimacy coordinator.
    IntimacyCoordinator = "intimacy_coordinator";
    /// Parent, guardian or chaperone of a minor.
    Guardian = "guardian";
    /// Agent of a cast member.
    Agent = "agent";
    /// Vendor or location owner.
    Vendor = "vendor";
    /// Client or commissioner.
    Client = "client";
}
impl FromStr for Role {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|r| r.key() == text).ok_or(())
    }
}
