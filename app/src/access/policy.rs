//! Who holds which right: the table behind `docs/permissions.txt`.
//!
//! What a person sees *inside* a thing (blocks of a call sheet, fields of a person) is cut further by
//! `callsheets::model::visibility` and `people::store`; this table says which doors open at all.
use super::{permission::ALL, rules::Rules};
use crate::values::Role::{self, *};
use std::fmt::Write;

/// A viewer's place in a production or workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Role in the production, if the viewer is one of its people.
    pub role: Option<Role>,
    /// Owner or admin of the workspace.
    pub admin: bool,
    /// Any member of the workspace.
    pub member: bool,
}

const EVERYONE: &[Role] = Role::ALL;
/// The production office and the ADs: they make the plan.
const OFFICE: &[Role] = &[Producer, ProductionManager, Coordinator, FirstAd, SecondAd];
const READS_SCRIPT: &[Role] = &[
    Producer,
    ProductionManager,
    Coordinator,
    FirstAd,
    SecondAd,
    CrowdSecondAd,
    ScriptSupervisor,
    LocationManager,
    IntimacyCoordinator,
    DepartmentHead,
    DeputyHead,
];
const READS_BOARD: &[Role] = &[
    Producer,
    ProductionManager,
    Coordinator,
    FirstAd,
    SecondAd,
    CrowdSecondAd,
    ScriptSupervisor,
    LocationManager,
    TransportCaptain,
    DepartmentHead,
    DeputyHead,
];
/// Whoever reads the board reads where it is shot.
const READS_LOCATIONS: &[Role] = READS_BOARD;

/// Rights in a company that its owners and admins hold.
const OF_ADMINS: [&str; 7] = [
    "production.create",
    "workspace.secure",
    "members.view",
    "members.manage",
    "outbox.view",
    "outbox.retry",
    "audit.view",
];

/// Roles that hold a right in a production, and whether an admin of the workspace holds it as such.
/// `None` for rights that are not held through a role.
fn holders(name: &str) -> Option<(&'static [Role], bool)> {
    Some(match name {
        "production.view" | "contacts.view" | "days.own" => (EVERYONE, true),
        "days.answer" | "production.leave" => (EVERYONE, false),
        // Which detail of whom is decided behind the door, by `confidential::model`.
        "confidential.view" | "confidential.give" | "confidential.open" => (EVERYONE, false),
        "production.edit" => (&[Producer, ProductionManager, Coordinator], true),
        "script.view" | "script.text" => (READS_SCRIPT, true),
        "script.edit" => (&[Producer, ProductionManager, Coordinator, FirstAd, SecondAd, ScriptSupervisor], true),
        "people.view" | "people.edit" => (OFFICE, true),
        "people.department" => {
            (&[Producer, ProductionManager, Coordinator, FirstAd, SecondAd, DepartmentHead, DeputyHead], true)
        }
        "permissions.view" => (&[Producer, ProductionManager, Coordinator], true),
        "permissions.edit" => (&[Producer, ProductionManager], true),
        "people.invite" => (&[Producer, ProductionManager, Coordinator], true),
        "locations.view" => (READS_LOCATIONS, true),
        "locations.edit" => (&[Producer, ProductionManager, Coordinator, FirstAd, SecondAd, LocationManager], true),
        "board.view" => (READS_BOARD, true),
        "board.edit" => (&[Producer, ProductionManager, FirstAd, SecondAd], true),
        "schedule.issue" => (&[Producer, ProductionManager, FirstAd], false),
        // An admin of the company as such sees no pay.
        "pay.view" | "pay.edit" => (&[Producer, ProductionManager, Accountant], false),
        "sheet.draft" | "sheet.prepare" => (OFFICE, true),
        "sheet.publish" => (&[Producer, ProductionManager, FirstAd, SecondAd], false),
        "rest.authorise" => (&[Producer, ProductionManager], false),
        "sheet.track" | "sheet.chase" => (OFFICE, true),
        _ => return None,
    })
}

/// Whether a role holds a right as the table stands; none for what is not held through a role.
pub fn role_holds(role: Role, name: &str) -> Option<bool> {
    holders(name).map(|(roles, _)| roles.contains(&role))
}

/// The right to see what another right changes: nobody changes what they may not see.
pub fn needs(name: &str) -> Option<&'static str> {
    Some(match name {
        "script.edit" | "script.text" => "script.view",
        "people.edit" | "people.invite" | "permissions.view" => "people.view",
        "permissions.edit" => "permissions.view",
        "locations.edit" => "locations.view",
        "board.edit" | "schedule.issue" => "board.view",
        "pay.edit" => "pay.view",
        "sheet.prepare" | "sheet.track" | "rest.authorise" => "sheet.draft",
        "sheet.publish" => "sheet.prepare",
        "sheet.chase" => "sheet.track",
        _ => return None,
    })
}

/// Whether this standing opens this door, exceptions included. An admin of the workspace cannot be locked out of what
/// admins hold.
pub(super) fn holds(name: &str, standing: Standing, rules: &Rules) -> bool {
    match name {
        "workspace.view" | "workspace.leave" => return standing.member,
        name if OF_ADMINS.contains(&name) => return standing.admin,
        _ => {}
    }
    let Some((roles, admin)) = holders(name) else { return false };
    if admin && standing.admin {
        return true;
    }
    let Some(role) = standing.role else { return false };
    let held = rules.of(name).map_or_else(|| roles.contains(&role), |depth| depth == "full");
    held && needs(name).is_none_or(|first| holds(first, standing, rules))
}

/// Whether an admin page of the workspace may be offered.
pub fn may_see_outbox(standing: Standing) -> bool {
    holds("outbox.view", standing, &Rules::default())
}

/// The table as text: roles down, rights across as rows; written to `docs/permissions.txt` by a test.
pub fn matrix() -> String {
    let mut out = String::from("# Who opens which door. Made by a test; a change of policy is a diff of this file.\n");
    for right in ALL {
        let mode = if right.writes { "writes" } else { "reads" };
        let who = match holders(right.name) {
            Some((roles, admin)) => {
                let mut who: Vec<_> = roles.iter().map(|r| r.key()).collect();
                if who.len() == Role::ALL.len() {
                    who = vec!["everyone in the production"];
                }
                if admin {
                    who.push("workspace admin");
                }
                who.join(", ")
            }
            None => match right.name {
                "enter" => "anonymous, member".into(),
                "workspace.view" | "workspace.leave" => "workspace member".into(),
                name if OF_ADMINS.contains(&name) => "workspace admin".into(),
                "call.read" | "call.answer" => "holder of the personal link".into(),
                "feed.read" | "feed.keep" => "holder of the calendar's link".into(),
                "own.view" | "own.manage" => "member, on what is their own".into(),
                _ => "the process itself".into(),
            },
        };
        writeln!(out, "{:<18} {mode:<6} {who}", right.name).expect("memory");
    }
    out
}
