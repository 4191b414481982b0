//! Who gets how much of a call sheet: one table, read by the cutter and printed into the documentation.

use crate::values::Role;

/// A part of a sheet that is granted or withheld as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Times, places, sun, weather, walkie channels.
    Front,
    /// Hazards, hospitals, emergency number, medic.
    Safety,
    /// Scene table.
    Scenes,
    /// Cast block.
    Cast,
    /// Background.
    Background,
    /// Crew by department.
    BackPage,
    /// Pickups, and where people are picked up wherever that stands.
    Transport,
    /// The next days.
    Advance,
    /// Notes.
    Notes,
    /// Contacts.
    Contacts,
    /// Medical notes.
    Medical,
}

impl Block {
    /// All blocks in the table's column order.
    pub const ALL: [Self; 11] = [
        Self::Front,
        Self::Safety,
        Self::Scenes,
        Self::Cast,
        Self::Background,
        Self::BackPage,
        Self::Transport,
        Self::Advance,
        Self::Notes,
        Self::Contacts,
        Self::Medical,
    ];

    /// Stable key, for the printed table.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Safety => "safety",
            Self::Scenes => "scenes",
            Self::Cast => "cast",
            Self::Background => "background",
            Self::BackPage => "back_page",
            Self::Transport => "transport",
            Self::Advance => "advance",
            Self::Notes => "notes",
            Self::Contacts => "contacts",
            Self::Medical => "medical",
        }
    }
}

/// How much of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Nothing, not even that it exists.
    None,
    /// What is about the reader, or about those they stand for. Scenes: those they play in, without anybody else's
    /// number. Transport: what they ride or drive. Contacts: the key contacts of their day.
    Own,
    /// Front: for people from outside (unit call, estimated wrap, weather, their site). Background: counts and calls.
    Limited,
    /// Back page: the own department with phones. Notes: those to everyone and to the own department.
    Department,
    /// Back page and cast: everyone's names and calls, no numbers outside the own department.
    Names,
    /// The block without what is private in it. Scenes: closed ones without synopsis off the named list. Cast: no
    /// numbers. Back page: own department in full, phones of other heads. Transport: nobody's home.
    Shared,
    /// Everything.
    Full,
}

impl Depth {
    /// All, from nothing to everything.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Own, Self::Limited, Self::Department, Self::Names, Self::Shared, Self::Full];

    /// The depth of a key.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|depth| depth.key() == key)
    }

    /// Stable key, for the printed table.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "-",
            Self::Own => "own",
            Self::Limited => "limited",
            Self::Department => "department",
            Self::Names => "names",
            Self::Shared => "shared",
            Self::Full => "full",
        }
    }
}

use Depth::{Department as Dept, Full, Limited as Ltd, Names, None as No, Own, Shared};

// Where the trade's rule is silent about a role, it gets the least that role's work needs. Script supervisor, location
// manager and transport captain head a department of their own. A home address is for the coordinator and transport.
#[rustfmt::skip]
const POLICY: [(Role, [Depth; 11]); 21] = [
    //                          front safety scenes cast    backgr  back    transp  adv   notes contacts medical
    (Role::Producer,           [Full, Full,  Shared, Full,   Full,  Full,   Shared, Full, Full, Full,    Own]),
    (Role::ProductionManager,  [Full, Full,  Shared, Full,   Full,  Full,   Shared, Full, Full, Full,    Own]),
    (Role::Coordinator,        [Full, Full,  Shared, Full,   Full,  Full,   Full,   Full, Full, Full,    Own]),
    (Role::FirstAd,            [Full, Full,  Full,   Full,   Full,  Full,   Shared, Full, Full, Full,    Own]),
    (Role::SecondAd,           [Full, Full,  Full,   Full,   Full,  Full,   Shared, Full, Full, Full,    Own]),
    (Role::CrowdSecondAd,      [Full, Full,  Shared, Shared, Full,  Shared, Shared, Full, Full, Full,    Own]),
    (Role::ScriptSupervisor,   [Full, Full,  Shared, Shared, Full,  Shared, Shared, Full, Full, Full,    Own]),
    (Role::LocationManager,    [Full, Full,  Shared, Shared, Full,  Shared, Shared, Full, Full, Full,    Own]),
    (Role::TransportCaptain,   [Full, Full,  Shared, Shared, Full,  Shared, Full,   Full, Full, Full,    Own]),
    (Role::Driver,             [Full, Full,  Shared, Own,    Ltd,   Dept,   Own,    No,   Dept, Own,     Own]),
    (Role::Accountant,         [Full, Full,  Shared, Names,  Full,  Names,  Own,    Full, Full, Own,     Own]),
    (Role::DepartmentHead,     [Full, Full,  Shared, Shared, Full,  Shared, Shared, Full, Full, Full,    Own]),
    (Role::DeputyHead,         [Full, Full,  Shared, Shared, Full,  Shared, Shared, Full, Full, Full,    Own]),
    (Role::Crew,               [Full, Full,  Shared, Own,    Ltd,   Dept,   Own,    No,   Dept, Own,     Own]),
    (Role::Cast,               [Full, Full,  Own,    Own,    No,    Own,    Own,    No,   No,   Own,     Own]),
    (Role::Medic,              [Full, Full,  Shared, Own,    Ltd,   Dept,   Own,    No,   Dept, Own,     Full]),
    (Role::IntimacyCoordinator,[Full, Full,  Shared, Own,    Ltd,   Dept,   Own,    No,   Dept, Own,     Own]),
    (Role::Guardian,           [Full, Full,  Own,    Own,    No,    Own,    Own,    No,   No,   Own,     Own]),
    (Role::Agent,              [No,   No,    No,     Own,    No,    No,     No,     No,   No,   No,      No]),
    (Role::Vendor,             [Ltd,  Full,  No,     No,     No,    No,     No,     No,   No,   No,      No]),
    (Role::Client,             [Ltd,  Full,  No,     No,     No,    No,     No,     No,   No,   No,      No]),
];

/// How much of a block a role gets. A role missing from the table gets nothing.
#[must_use]
pub fn depth(role: Role, block: Block) -> Depth {
    POLICY.iter().find(|(r, _)| *r == role).and_then(|(_, row)| row.get(block as usize)).copied().unwrap_or(Depth::None)
}

/// The whole policy, role by role and block by block.
#[must_use]
pub fn policy_table() -> Vec<(Role, Block, Depth)> {
    Role::ALL.iter().flat_map(|role| Block::ALL.map(|block| (*role, block, depth(*role, block)))).collect()
}

/// The policy as a table of plain text, keys only: roles down, blocks across.
#[must_use]
pub fn policy_text() -> String {
    let mut out = format!("{:<21}", "role");
    for block in Block::ALL {
        out.push_str(&format!("{:<12}", block.key()));
    }
    for role in Role::ALL {
        out.truncate(out.trim_end().len());
        out.push_str(&format!("\n{:<21}", role.key()));
        for block in Block::ALL {
            out.push_str(&format!("{:<12}", depth(*role, block).key()));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Whether the role belongs to the outside world: the code name instead of the title, no day number.
#[must_use]
pub fn is_outside(role: Role) -> bool {
    matches!(role, Role::Agent | Role::Vendor | Role::Client)
}

/// Whether the role stands for others on a sheet: a guardian for minors, an agent for clients.
#[must_use]
pub fn stands_for_others(role: Role) -> bool {
    matches!(role, Role::Guardian | Role::Agent)
}

/// Whether the role may learn how many days the unit shoots ("day 7 of 24").
#[must_use]
pub fn knows_day_count(role: Role) -> bool {
    !is_outside(role) && !matches!(role, Role::Cast | Role::Guardian)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_one_row_in_order() {
        assert_eq!(POLICY.map(|(role, _)| role).as_slice(), Role::ALL);
        assert_eq!(policy_table().len(), Role::ALL.len() * Block::ALL.len());
    }

    #[test]
    fn columns_are_the_blocks() {
        for (at, block) in Block::ALL.into_iter().enumerate() {
            assert_eq!(block as usize, at);
        }
    }

    #[test]
    fn safety_is_for_everyone_on_the_sheet() {
        for role in Role::ALL {
            assert_eq!(depth(*role, Block::Safety) == Depth::Full, *role != Role::Agent, "{role:?}");
        }
    }

    #[test]
    fn only_the_medic_reads_everybodys_notes() {
        for (role, block, depth) in policy_table() {
            if block == Block::Medical {
                assert_eq!(depth == Depth::Full, role == Role::Medic, "{role:?}");
            }
        }
    }

    #[test]
    fn text_has_a_line_per_role() {
        let text = policy_text();
        assert_eq!(text.lines().count(), Role::ALL.len() + 1);
        assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
    }
}
