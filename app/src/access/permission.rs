//! Every permission there is. A permission is an uninhabited type; a query that takes `&mut Scope<EditScript>`
//! cannot be reached without the proof that this viewer may edit the script of this production.
use super::viewer::Kind;
use crate::values::{ProductionId, WorkspaceId};

/// What a permission is held on.
pub trait Target: Clone + Send + Sync + 'static {
    /// As one of the few kinds there are.
    fn kind(&self) -> On;
}

/// The kinds of target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// The whole installation.
    Instance,
    /// One company.
    Workspace(WorkspaceId),
    /// One production.
    Production(ProductionId),
    /// Whatever belongs to the viewer's own account, or to the link that is held.
    Own,
}

/// The whole installation.
#[derive(Debug, Clone, Copy)]
pub struct Instance;
/// Whatever belongs to the viewer.
#[derive(Debug, Clone, Copy)]
pub struct Own;
impl Target for Instance {
    fn kind(&self) -> On {
        On::Instance
    }
}
impl Target for Own {
    fn kind(&self) -> On {
        On::Own
    }
}
impl Target for WorkspaceId {
    fn kind(&self) -> On {
        On::Workspace(*self)
    }
}
impl Target for ProductionId {
    fn kind(&self) -> On {
        On::Production(*self)
    }
}
/// A permission.
pub trait Permission: Send + Sync + 'static {
    /// What it is held on.
    type On: Target;
    /// Its name in the table of rights and in the audit log.
    const NAME: &'static str;
    /// Whether it writes: a write scope takes the one writer, a read scope a reader.
    const WRITES: bool;
}

/// A permission as a row of the table of rights.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// Its name.
    pub name: &'static str,
    /// Whether it writes.
    pub writes: bool,
}

macro_rules! permissions { ($($(#[$doc:meta])* $name:ident on $target:ty, $mode:ident = $text:literal;)*) => {
    $( $(#[$doc])* #[derive(Debug)] pub enum $name {}
       impl Permission for $name { type On = $target; const NAME: &'static str = $text; const WRITES: bool = permissions!(@$mode); } )*
    /// Every permission there is; the matrix test walks it.
    pub const ALL: &[Listed] = &[$(Listed { name: $text, writes: permissions!(@$mode) }),*];
};
    (@reads) => { false };
    (@writes) => { true };
}

permissions! {
    /// Sign in, open a one-time link, accept an invitation. The only rights of nobody.
    Enter on Instance, writes = "enter";
    /// Work of the process itself: outbox, sweeping, seeding.
    Work on Instance, writes = "system.work";
    /// Look as the process itself: health, bench.
    Inspect on Instance, reads = "system.inspect";
    /// See one's own account and productions.
    ViewOwn on Own, reads = "own.view";
    /// Change one's own account, sign out.
    ManageOwn on Own, writes = "own.manage";
    /// See the workspace and its productions.
    ViewWorkspace on WorkspaceId, reads = "workspace.view";
    /// Make a production.
    CreateProduction on WorkspaceId, writes = "production.create";
    /// See who belongs to the company.
    ViewMembers on WorkspaceId, reads = "members.view";
    /// Invite to the company, change what its people may do in it, take them out.
    ManageMembers on WorkspaceId, writes = "members.manage";
    /// Leave the company.
    LeaveWorkspace on WorkspaceId, writes = "workspace.leave";
    /// Say who must have a second factor.
    SecureWorkspace on WorkspaceId, writes = "workspace.secure";
    /// See mails and whether they went out; links masked.
    ViewOutbox on WorkspaceId, reads = "outbox.view";
    /// Send a mail again.
    RetryMail on WorkspaceId, writes = "outbox.retry";
    /// Read the company's audit log.
    ViewAudit on WorkspaceId, reads = "audit.view";
    /// See that a production exists and how it is set up.
    ViewProduction on ProductionId, reads = "production.view";
    /// See one's own confidential details, and of others what one may.
    ViewConfidential on ProductionId, reads = "confidential.view";
    /// Give one's own confidential details.
    GiveConfidential on ProductionId, writes = "confidential.give";
    /// See others' confidential details in an emergency; which of them hangs on the detail.
    OpenConfidential on ProductionId, writes = "confidential.open";
    /// Leave the production.
    LeaveProduction on ProductionId, writes = "production.leave";
    /// Change title, zone, page size, palette.
    EditProduction on ProductionId, writes = "production.edit";
    /// Read scenes and synopses.
    ViewScript on ProductionId, reads = "script.view";
    /// Read the words of the script.
    ReadScript on ProductionId, reads = "script.text";
    /// Import and change scenes.
    EditScript on ProductionId, writes = "script.edit";
    /// See the people one may see: oneself, one's department, the key contacts.
    ViewContacts on ProductionId, reads = "contacts.view";
    /// See all crew and cast with their details.
    ViewPeople on ProductionId, reads = "people.view";
    /// Add and change people.
    EditPeople on ProductionId, writes = "people.edit";
    /// Manage the people of one's own department, and propose their calls.
    ManageDepartment on ProductionId, writes = "people.department";
    /// Invite people to sign in.
    InvitePeople on ProductionId, writes = "people.invite";
    /// See who may see what, and look through somebody's eyes.
    ViewPermissions on ProductionId, reads = "permissions.view";
    /// Change who may see what.
    EditPermissions on ProductionId, writes = "permissions.edit";
    /// See locations.
    ViewLocations on ProductionId, reads = "locations.view";
    /// Add and change locations.
    EditLocations on ProductionId, writes = "locations.edit";
    /// See the whole board.
    ViewBoard on ProductionId, reads = "board.view";
    /// Move strips, add days and banners.
    EditBoard on ProductionId, writes = "board.edit";
    /// Issue the active board as the schedule.
    IssueSchedule on ProductionId, writes = "schedule.issue";
    /// See what the cast is paid.
    ViewPay on ProductionId, reads = "pay.view";
    /// Change what the cast is paid.
    EditPay on ProductionId, writes = "pay.edit";
    /// See one's own days and one's own part of issued sheets.
    ViewOwnDays on ProductionId, reads = "days.own";
    /// Confirm one's own call, or report a problem with it, signed in.
    AnswerOwnDay on ProductionId, writes = "days.answer";
    /// See the draft of a call sheet and everybody's calls.
    ViewDraft on ProductionId, reads = "sheet.draft";
    /// Change the draft of a call sheet.
    PrepareSheet on ProductionId, writes = "sheet.prepare";
    /// Publish a revision.
    PublishSheet on ProductionId, writes = "sheet.publish";
    /// Authorise rest that is shorter than due.
    AuthoriseRest on ProductionId, writes = "rest.authorise";
    /// See who has it and who confirmed.
    TrackSheet on ProductionId, reads = "sheet.track";
    /// Resend, correct an address, record a confirmation by phone.
    ChaseSheet on ProductionId, writes = "sheet.chase";
    /// Read the personal sheet of a link.
    ReadCall on Own, reads = "call.read";
    /// Confirm, or report a problem, through a link.
    AnswerCall on Own, writes = "call.answer";
    /// Read the dates of whoever a calendar's link belongs to.
    ReadFeed on Own, reads = "feed.read";
    /// Keep what such a calendar was given.
    KeepFeed on Own, writes = "feed.keep";
}

/// Rights that hang on no role: which kind of viewer holds them.
pub(super) fn by_kind(name: &str, kind: &Kind) -> Option<bool> {
    Some(match (name, kind) {
        ("enter", _) => matches!(kind, Kind::Anonymous | Kind::Member { .. }),
        ("system.work" | "system.inspect", _) => matches!(kind, Kind::System),
        ("own.view" | "own.manage", _) => matches!(kind, Kind::Member { .. }),
        ("call.read" | "call.answer", _) => matches!(kind, Kind::Device { .. }),
        ("feed.read" | "feed.keep", _) => matches!(kind, Kind::Feed { .. }),
        _ => return None,
    })
}
