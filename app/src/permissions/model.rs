//! The things that can be given or denied, how much of each somebody has, and who may change it.
use crate::{
    access::{ALL, Me, Rules, needs, role_holds},
    callsheets::model::policy::{Block, Depth, depth},
    confidential::model as confidential,
    text::{Text, k},
    values::Role,
};

/// What a role may know of others in the list of contacts, as a thing of its own.
pub const CONTACTS: &str = "contacts";

/// A thing that can be given or denied.
#[derive(Debug, Clone, Copy)]
pub struct Thing {
    /// `script.view`, `block.cast`, `contacts`.
    pub key: &'static str,
    /// Its name.
    pub name: Text,
    /// The heading it stands under.
    pub group: Text,
    /// How much of it can be had, from nothing to everything.
    pub choices: &'static [Depth],
    /// What it cannot be changed to or from, because the trade or the law leaves no choice.
    pub fixed: bool,
}

use Depth::{Department as Dept, Full, Limited as Ltd, Names, None as No, Own, Shared};
const YES_NO: &[Depth] = &[No, Full];

macro_rules! things { ($(k::$group:ident: $($key:literal k::$name:ident $choices:expr;)*)*) => {
    /// All of them, in the order of the page.
    pub const THINGS: &[Thing] = &[$($(Thing { key: $key, name: k::$name, group: k::$group, choices: $choices, fixed: fixed($key) }),*),*];
} }
things! {
    k::PERMISSIONS_GROUP_SEE:
        "script.view" k::PERMISSIONS_SCRIPT_VIEW YES_NO;
        "script.text" k::PERMISSIONS_SCRIPT_TEXT YES_NO;
        "board.view" k::PERMISSIONS_BOARD_VIEW YES_NO;
        "locations.view" k::PERMISSIONS_LOCATIONS_VIEW YES_NO;
        "people.view" k::PERMISSIONS_PEOPLE_VIEW YES_NO;
        "contacts" k::PERMISSIONS_CONTACTS &[Own, Dept, Shared, Full];
        "pay.view" k::PERMISSIONS_PAY_VIEW YES_NO;
        "days.own" k::PERMISSIONS_DAYS_OWN YES_NO;
        "sheet.draft" k::PERMISSIONS_SHEET_DRAFT YES_NO;
        "sheet.track" k::PERMISSIONS_SHEET_TRACK YES_NO;
        "permissions.view" k::PERMISSIONS_PERMISSIONS_VIEW YES_NO;
    k::PERMISSIONS_GROUP_SHEET:
        "block.front" k::PERMISSIONS_BLOCK_FRONT &[No, Ltd, Full];
        "block.safety" k::PERMISSIONS_BLOCK_SAFETY &[No, Full];
        "block.scenes" k::PERMISSIONS_BLOCK_SCENES &[No, Own, Shared, Full];
        "block.cast" k::PERMISSIONS_BLOCK_CAST &[No, Own, Names, Shared, Full];
        "block.background" k::PERMISSIONS_BLOCK_BACKGROUND &[No, Ltd, Full];
        "block.back_page" k::PERMISSIONS_BLOCK_BACK_PAGE &[No, Own, Dept, Names, Shared, Full];
        "block.transport" k::PERMISSIONS_BLOCK_TRANSPORT &[No, Own, Shared, Full];
        "block.advance" k::PERMISSIONS_BLOCK_ADVANCE &[No, Full];
        "block.notes" k::PERMISSIONS_BLOCK_NOTES &[No, Dept, Full];
        "block.contacts" k::PERMISSIONS_BLOCK_CONTACTS &[No, Own, Full];
        "block.medical" k::PERMISSIONS_BLOCK_MEDICAL &[No, Own, Full];
    k::PERMISSIONS_GROUP_CONFIDENTIAL:
        "confidential.medical" k::CONFIDENTIAL_MEDICAL &[Own, Ltd, Full];
        "confidential.kin" k::CONFIDENTIAL_KIN &[Own, Ltd];
        "confidential.address" k::CONFIDENTIAL_ADDRESS &[Own, Ltd, Full];
    k::PERMISSIONS_GROUP_DO:
        "days.answer" k::PERMISSIONS_DAYS_ANSWER YES_NO;
        "sheet.prepare" k::PERMISSIONS_SHEET_PREPARE YES_NO;
        "sheet.publish" k::PERMISSIONS_SHEET_PUBLISH YES_NO;
        "rest.authorise" k::PERMISSIONS_REST_AUTHORISE YES_NO;
        "sheet.chase" k::PERMISSIONS_SHEET_CHASE YES_NO;
        "board.edit" k::PERMISSIONS_BOARD_EDIT YES_NO;
        "schedule.issue" k::PERMISSIONS_SCHEDULE_ISSUE YES_NO;
        "pay.edit" k::PERMISSIONS_PAY_EDIT YES_NO;
        "script.edit" k::PERMISSIONS_SCRIPT_EDIT YES_NO;
        "locations.edit" k::PERMISSIONS_LOCATIONS_EDIT YES_NO;
        "people.department" k::PERMISSIONS_PEOPLE_DEPARTMENT YES_NO;
        "people.edit" k::PERMISSIONS_PEOPLE_EDIT YES_NO;
        "people.invite" k::PERMISSIONS_PEOPLE_INVITE YES_NO;
        "permissions.edit" k::PERMISSIONS_PERMISSIONS_EDIT YES_NO;
        "production.edit" k::PERMISSIONS_PRODUCTION_EDIT YES_NO;
}

/// Safety is for everyone, medical notes for oneself and the medic, and everybody has their own days.
const fn fixed(key: &str) -> bool {
    matches!(
        key.as_bytes(),
        b"block.safety" | b"block.medical" | b"confidential.medical" | b"days.own" | b"days.answer"
    )
}

/// The thing of a key.
pub fn thing(key: &str) -> Option<&'static Thing> {
    THINGS.iter().find(|thing| thing.key == key)
}

/// The block of a sheet that a thing is.
fn block(key: &str) -> Option<Block> {
    let name = key.strip_prefix("block.")?;
    Block::ALL.into_iter().find(|block| block.key() == name)
}

/// A confidential detail of a person.
fn is_confidential(key: &str) -> bool {
    confidential::of_thing(key).is_some()
}

/// The key of a depth on the page: of a confidential detail, what is not had at once is had in an emergency.
pub fn shown(thing: &Thing, depth: Depth) -> &'static str {
    if depth == Ltd && is_confidential(thing.key) { "emergency" } else { depth.key() }
}

/// The depth that a key of the page means.
pub fn meant(thing: &Thing, key: &str) -> Option<Depth> {
    if key == "emergency" && is_confidential(thing.key) { Some(Ltd) } else { Depth::of(key) }
}

/// How much of the contacts a role gets: its key contacts, the own department, that in full and other heads, everyone.
fn contacts(role: Role) -> Depth {
    match role {
        Role::Producer | Role::ProductionManager | Role::Coordinator | Role::FirstAd | Role::SecondAd => Full,
        Role::DepartmentHead
        | Role::DeputyHead
        | Role::CrowdSecondAd
        | Role::ScriptSupervisor
        | Role::LocationManager
        | Role::TransportCaptain => Shared,
        Role::Crew | Role::Driver | Role::Medic | Role::IntimacyCoordinator | Role::Accountant => Dept,
        Role::Cast | Role::Guardian | Role::Agent | Role::Vendor | Role::Client => Own,
    }
}

/// What the table says for a role, before anybody decided otherwise.
pub fn usual(role: Role, key: &str) -> Depth {
    if let Some(kind) = confidential::of_thing(key) {
        return confidential::usual(role, kind);
    }
    match (key, block(key)) {
        (CONTACTS, _) => contacts(role),
        (_, Some(block)) => depth(role, block),
        _ if role_holds(role, key) == Some(true) => Full,
        _ => No,
    }
}

/// How much somebody has of a thing now. An admin of the workspace who is nobody in the production reads as a producer.
pub fn has(me: &Me, key: &str) -> Depth {
    let private = is_confidential(key);
    if key != CONTACTS && block(key).is_none() && !private {
        return if me.holds(key) { Full } else { No };
    }
    let exception = me.rules.of(key).and_then(Depth::of).filter(|_| !fixed(key));
    exception
        .or_else(|| me.role.map(|role| usual(role, key)))
        .unwrap_or_else(|| if me.admin && !private { usual(Role::Producer, key) } else { No })
}

/// A role as it stands in a production whose rules are these.
pub fn of_role(role: Role, rules: Rules) -> Me {
    Me { role: Some(role), rules, ..Me::default() }
}

/// Nobody gives what they do not have; whoever owns the company may give everything but what is private by its nature.
pub fn may_give(me: &Me, key: &str, to: Depth) -> bool {
    me.admin || has(me, key) >= to
}

/// Whether somebody sees nothing that the other does not: the condition of looking through their eyes. What they may
/// do does not count, since nothing is done meanwhile; nor what is about themselves, nor confidential details, which nobody
/// sees through another's eyes.
pub fn within(them: &Me, me: &Me) -> bool {
    beyond(them, me).is_none()
}

/// The first thing that somebody sees and the other does not.
pub fn beyond(them: &Me, me: &Me) -> Option<&'static Thing> {
    THINGS.iter().filter(|thing| !fixed(thing.key)).find(|thing| {
        let does = ALL.iter().any(|right| right.name == thing.key && right.writes);
        !does && !is_confidential(thing.key) && has(them, thing.key) > has(me, thing.key)
    })
}

/// The first right of a role that somebody lacks, who therefore must not hand the role out. Confidential details do not
/// count: the office takes on who drives and who heals without seeing what they see.
pub fn lacks(me: &Me, role: Role) -> Option<&'static Thing> {
    let their = |key: &str| usual(role, key);
    THINGS
        .iter()
        .filter(|t| !fixed(t.key) && block(t.key).is_none() && t.key != CONTACTS && !is_confidential(t.key))
        .find(|t| their(t.key) == Full && !me.admin && !me.holds(t.key))
}

/// The exceptions that concern a sheet, as its reader takes them.
pub fn blocks(rules: &Rules) -> Vec<(Block, Depth)> {
    Block::ALL
        .into_iter()
        .filter_map(|block| {
            let depth = rules.of(&format!("block.{}", block.key())).and_then(Depth::of)?;
            Some((block, depth))
        })
        .collect()
}

/// What a right cannot be without, as a thing of the page.
pub fn first(key: &str) -> Option<&'static Thing> {
    needs(key).and_then(thing)
}
