//! Issuing the schedule: worked out in a reading scope down to what each person gets, then one short write puts it down
//! and queues a mail with their own dates for each who is ticked. Before the first issue nothing leaves the house.
use super::{
    super::{
        data::BoardData,
        model::{
            Board, BoardPlan,
            issued::{
                IssuedDate, IssuedPersonal, OwnDate, ScheduleDepth, bare, content, crew_dates, date_changes, own_dates,
                standing,
            },
        },
        store as schedule, times,
    },
    data::{BoardKind, IssueData, OwnSchedule, Recipients, ScheduleTold},
    letter::{About, Letter},
    store::{
        ISSUE_ACCOUNTS, ISSUE_LAST, ISSUE_TO, ISSUED_TO, OWN_PART, OWN_SCHEDULE, OWN_SCHEDULES, active_plan, put,
        stamp_of,
    },
};
use crate::{
    access::{Arg, IssueSchedule, Permission, ReadFeed, Scope, ViewOwnDays, digest, hex},
    audit,
    callsheets::{
        assemble::naming,
        model::{
            policy::{Block, Depth, depth as of_sheet},
            revision::name as revision,
        },
        store as sheets, words,
    },
    error::AppError,
    outbox::{self, Mail},
    permissions::store::exceptions,
    productions::{self, model::Production},
    routes,
    text::{Lang, k},
    values::*,
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

/// What one person gets.
struct Entry {
    told: ScheduleTold,
    personal: IssuedPersonal,
    hash: String,
    email: String,
    account: bool,
    lang: Lang,
}

/// An issue, worked out.
pub struct Planned {
    production: Production,
    number: i64,
    name: String,
    last: Option<String>,
    plan: BoardPlan,
    crew: Vec<IssuedDate>,
    board_stamp: Vec<i64>,
    stamp: String,
    today: Date,
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Last {
    number: i64,
    name: String,
}

/// How much of the schedule somebody gets; vendors and clients get none. Whoever sees no times and places on a call
/// sheet is not told them here either.
fn depth(role: Role, sees_board: bool, blocks: &[(Block, Depth)]) -> Option<ScheduleDepth> {
    let front = blocks.iter().find(|(block, _)| *block == Block::Front).map(|(_, depth)| *depth);
    match role {
        Role::Cast | Role::Agent | Role::Guardian => Some(ScheduleDepth::Own),
        Role::Vendor | Role::Client => None,
        _ if sees_board => Some(ScheduleDepth::Full),
        _ if front.unwrap_or_else(|| of_sheet(role, Block::Front)) == Depth::Full => Some(ScheduleDepth::Places),
        _ => Some(ScheduleDepth::Days),
    }
}

fn dates(board: &Board, crew: &[IssuedDate], depth: ScheduleDepth, part: Option<CharacterId>) -> Vec<IssuedDate> {
    match depth {
        ScheduleDepth::Own => part.map(|part| own_dates(board, part)).unwrap_or_default(),
        ScheduleDepth::Full | ScheduleDepth::Places => crew.to_vec(),
        ScheduleDepth::Days => bare(crew),
    }
}

/// The active board, and the dates of the crew on it.
async fn drawn<P: Permission>(scope: &mut Scope<P>) -> Result<(Board, Vec<IssuedDate>), AppError> {
    let BoardData { board, places, .. } = schedule::whole(scope).await?;
    let places: HashMap<DayId, String> = places.into_iter().collect();
    let crew = crew_dates(&board, |day| places.get(&day).cloned());
    Ok((board, crew))
}

/// Works out what issuing the active board now would mean.
pub async fn plan<P: Permission>(scope: &mut Scope<P>) -> Result<Planned, AppError> {
    #[derive(Deserialize)]
    struct Was {
        person: PersonId,
        name: String,
        personal: IssuedPersonal,
        hash: String,
    }
    #[derive(Deserialize)]
    struct Signed {
        id: PersonId,
    }
    let (workspace, id, now) = (scope.workspace(), scope.production(), scope.now());
    let production = productions::store::load(scope).await?;
    let board_stamp = stamp_of(scope, None).await?;
    let (board, crew) = drawn(scope).await?;
    let plan = active_plan(scope, &board).await?;
    let last: Option<Last> = scope.first(&ISSUE_LAST, args![workspace, id]).await?;
    let rows: Vec<Was> = scope.list(&ISSUED_TO, args![workspace, id]).await?;
    let mut before: HashMap<PersonId, Was> = rows.into_iter().map(|row| (row.person, row)).collect();
    let signed: Vec<Signed> = scope.list(&ISSUE_ACCOUNTS, args![workspace, id]).await?;
    let people = sheets::everyone(scope).await?;
    let exceptions = exceptions(scope).await?;
    let home = Lang::from_tag(&production.language).unwrap_or_default();
    let mut entries = Vec::new();
    for person in people {
        let sees = exceptions.holds(person.id, person.role, "board.view");
        let Some(depth) = depth(person.role, sees, &person.exceptions) else { continue };
        let dates = dates(&board, &crew, depth, person.character);
        let hash = hash_of(&(depth, content(&dates)))?;
        let was = before.remove(&person.id);
        let changes = was.as_ref().map(|was| date_changes(&was.personal.dates, &dates)).unwrap_or_default();
        let email = person.email.trim().to_owned();
        let lang = person.lang(home);
        let told = ScheduleTold {
            person: person.id,
            concerned: !dates.is_empty() || was.as_ref().is_some_and(|was| !was.personal.dates.is_empty()),
            touched: was.as_ref().map_or(!dates.is_empty(), |was| was.hash != hash),
            since: was.map(|was| was.name),
            name: person.name,
            position: person.position,
            role: person.role,
            depth,
            dates: dates.len(),
            own: if depth == ScheduleDepth::Own { content(&dates) } else { vec![] },
            changes: changes.clone(),
            mailed: !email.is_empty(),
        };
        let account = signed.iter().any(|s| s.id == person.id);
        entries.push(Entry { told, personal: IssuedPersonal { depth, dates, changes }, hash, email, account, lang });
    }
    entries.sort_by_key(|entry| entry.told.role);
    let number = last.as_ref().map_or(0, |l| l.number) + 1;
    let name = usual_name(&production, number, home);
    let seen: Vec<_> = entries.iter().map(|e| (e.told.person, &e.hash, &e.email, &e.told.since)).collect();
    let stamp = hash_of(&(&board_stamp, number, seen))?;
    let today = times::today(&times::zone(&production.zone), now);
    let last = last.map(|l| l.name);
    Ok(Planned { production, number, name, last, plan, crew, board_stamp, stamp, today, entries })
}

/// Name that a revision has if nobody gives it another.
fn usual_name(production: &Production, number: i64, lang: Lang) -> String {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    words::revision(revision(naming(&production.revision_naming), number), lang)
}

fn hash_of(what: &impl serde::Serialize) -> Result<String, AppError> {
    let bytes = serde_json::to_vec(what).map_err(|e| AppError::internal("schedule", e))?;
    Ok(hex(&digest(&bytes)))
}

impl Planned {
    /// The page that asks before it goes out.
    pub fn screen(&self) -> IssueData {
        IssueData {
            name: self.name.clone(),
            last: self.last.clone(),
            days: self.plan.days.iter().filter(|d| d.number.is_some()).count(),
            stamp: self.stamp.clone(),
            crew: content(&self.crew),
            told: self.entries.iter().map(|e| e.told.clone()).collect(),
        }
    }

    /// Letters to those who are ticked: made before anything is written.
    pub fn letters(&self, sending: &Sending<'_>) -> Vec<Letter> {
        let (production, to) = (&self.production, sending.to);
        let origin = sending.origin.trim_end_matches('/');
        let goes = |e: &&Entry| to.get(&e.told) && e.told.mailed && (e.told.touched || !to.quiet);
        let letter = |e: &Entry| {
            let page = match e.told.depth {
                ScheduleDepth::Full => routes::boards(production.id),
                _ => routes::production(production.id, "my"),
            };
            let about = About {
                name: &e.told.name,
                code: &production.code_name,
                revision: sending.name,
                since: e.told.since.as_deref(),
                today: self.today,
                link: e.account.then(|| format!("{origin}{page}")),
            };
            Letter::new(e.told.person, &e.email, &about, &e.personal, e.lang)
        };
        self.entries.iter().filter(goes).map(letter).collect()
    }
}

impl Recipients {
    /// Whether somebody is among them.
    fn get(&self, told: &ScheduleTold) -> bool {
        self.roles.contains(&told.role) && self.people.contains(&told.person)
    }
}

/// How an issue goes out: as it was looked at, under a name, to whom.
#[derive(Debug)]
pub struct Sending<'a> {
    /// Stamp of the page that was looked at.
    pub seen: &'a str,
    /// Name of the revision.
    pub name: &'a str,
    /// A note for those who see the board.
    pub note: &'a str,
    /// Who gets it.
    pub to: &'a Recipients,
    /// Where this site is.
    pub origin: &'a str,
}

/// Puts a worked-out issue down in one transaction; whatever changed since it was looked at is a conflict.
pub async fn commit(
    scope: &mut Scope<IssueSchedule>,
    planned: &Planned,
    letters: &[Letter],
    sending: &Sending<'_>,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    if planned.stamp != sending.seen || stamp_of(scope, None).await? != planned.board_stamp {
        return Err(AppError::Conflict);
    }
    let last: Option<Last> = scope.first(&ISSUE_LAST, args![workspace, production]).await?;
    if last.map_or(0, |l| l.number) + 1 != planned.number {
        return Err(AppError::Conflict);
    }
    let told: Vec<&Entry> = planned.entries.iter().filter(|e| sending.to.get(&e.told)).collect();
    if told.is_empty() {
        return Err(AppError::field("", k::BOARDS_NOBODY));
    }
    let head = (sending.name, sending.note);
    let id = put(scope, BoardKind::Issue, head, Some(planned.number), &planned.plan).await?;
    for entry in &told {
        let personal = Arg::doc(&entry.personal)?;
        let key = args![workspace, id, entry.told.person, production];
        scope.exec(&ISSUE_TO, &[&key[..], &[personal], args![&entry.hash]].concat()).await?;
    }
    let mails: Vec<Mail<'_>> = letters.iter().map(Letter::mail).collect();
    outbox::enqueue(scope, &mails).await?;
    let detail = json!({ "name": sending.name, "n": told.len().to_string() });
    audit::record(scope, "schedule.issued", Some(id.0), detail).await
}

/// Somebody's dates on the board as it is.
struct Mine {
    person: PersonId,
    depth: ScheduleDepth,
    live: Vec<IssuedDate>,
}

/// The viewer's own dates; none for whoever gets no schedule.
async fn mine<P: Permission>(scope: &mut Scope<P>) -> Result<Option<Mine>, AppError> {
    #[derive(Deserialize)]
    struct Me {
        role: Role,
        part: Option<CharacterId>,
    }
    let Some(person) = scope.me().person else { return Ok(None) };
    let (workspace, production) = (scope.workspace(), scope.production());
    let Some(me) = scope.first::<Me>(&OWN_PART, args![workspace, production, person]).await? else { return Ok(None) };
    let exceptions = exceptions(scope).await?;
    let sees = exceptions.holds(person, me.role, "board.view");
    let Some(depth) = depth(me.role, sees, &exceptions.blocks_of(person, me.role)) else { return Ok(None) };
    let (board, crew) = drawn(scope).await?;
    Ok(Some(Mine { person, depth, live: dates(&board, &crew, depth, me.part) }))
}

/// What the holder of a calendar's link was told, the latest issue first, and what the board holds for them now.
pub async fn own_history(
    scope: &mut Scope<ReadFeed>,
) -> Result<Option<(Vec<Vec<IssuedDate>>, Vec<IssuedDate>)>, AppError> {
    #[derive(Deserialize)]
    struct Told {
        personal: IssuedPersonal,
    }
    let Some(Mine { person, depth, live }) = mine(scope).await? else { return Ok(None) };
    let (workspace, production) = (scope.workspace(), scope.production());
    let told: Vec<Told> = scope.list(&OWN_SCHEDULES, args![workspace, production, person]).await?;
    let told = told.into_iter().map(|told| told.personal).take_while(|told| alike(told.depth, depth));
    Ok(Some((told.map(|told| told.dates).collect(), live)))
}

/// One's own dates on the board as it is, held against what one was told last. Nobody else's, and none for whoever
/// gets no schedule.
pub async fn own(scope: &mut Scope<ViewOwnDays>) -> Result<Option<OwnSchedule>, AppError> {
    #[derive(Deserialize)]
    struct Told {
        name: String,
        made_at: i64,
        personal: IssuedPersonal,
    }
    let Some(Mine { person, depth, live }) = mine(scope).await? else { return Ok(None) };
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let told: Option<Told> = scope.first(&OWN_SCHEDULE, args![workspace, production, person]).await?;
    // What somebody was told in another place of the production is none of this one's dates.
    let told = told.filter(|told| alike(told.personal.depth, depth));
    let zone = times::zone(&productions::store::load(scope).await?.zone);
    let today = times::today(&zone, now);
    let all = standing(told.as_ref().map_or(&[], |told| &told.personal.dates), &live);
    let ahead = all.into_iter().filter(|own| own.date.date >= today);
    // The ids of days are nobody's business.
    let dates: Vec<_> = ahead.map(|own| OwnDate { date: IssuedDate { day: None, ..own.date }, ..own }).collect();
    if dates.is_empty() && told.is_none() {
        return Ok(None);
    }
    let (issued, changes) = match told {
        Some(told) => (Some((told.name, times::today(&zone, told.made_at))), told.personal.changes),
        None => (None, vec![]),
    };
    Ok(Some(OwnSchedule { issued, dates, changes }))
}

/// Whether both are dates of a part, or both those of the crew.
fn alike(one: ScheduleDepth, other: ScheduleDepth) -> bool {
    (one == ScheduleDepth::Own) == (other == ScheduleDepth::Own)
}
