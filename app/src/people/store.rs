//! People in the database. What a reader may see of others is cut in the query itself, never afterwards.
use super::{check::Part, model::*};
use crate::{
    access::{EditPeople, ManageDepartment, Me, Permission, Scope, ViewContacts, ViewPeople},
    audit,
    callsheets::{links, model::policy::Depth},
    error::{AppError, FieldError},
    permissions::{model::lacks, store as permissions},
    productions::store::load as load_production,
    text::{Lang, k, t},
    values::*,
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use super::casting::cast;
pub use super::casting::{character_ids, insert_character, number_character, save_character};
pub use super::inviting::{invite, invite_all, invite_holder, invite_listed, withdraw};

sql! {
    CHARACTER_IDS = rows { name: text, id: uuid } from "(select name, id from characters where workspace_id = $1 and production_id = $2) x" order "name";
    CHARACTER_NUMBER = "update characters set number = $4 where workspace_id = $1 and production_id = $2 and id = $3";
    /// Everyone of a production, for the office.
    PEOPLE_LIST = rows { id: uuid, version: int, name: text, role: text, department: text, position: text, phone: text, email: text, part: text, number: int, signed_in: bool, invited: bool, removed: bool } from
        "(select p.id as id, p.version as version, p.name as name, p.role as role, p.department as department, p.position as position,
                 p.phone as phone, p.email as email, c.name as part, c.number as number, (p.account_id is not null) as signed_in,
                 (exists (select 1 from invitations i where i.workspace_id = p.workspace_id and i.production_id = p.production_id
                    and i.person_id = p.id and i.accepted_at is null and i.expires_at > $3)) as invited,
                 (p.removed_at is not null) as removed
          from people p left join characters c on c.workspace_id = p.workspace_id and c.id = p.character_id
          where p.workspace_id = $1 and p.production_id = $2) x" order "name, id";
    /// What a reader may know of others: $3 their department, $4 whether they read it, $5 in full, $6 other heads,
    /// $7 pickups, $8 everyone. Actors and people from outside never belong to a department here.
    CONTACTS = rows { id: uuid, section: text, department: text, position: text, name: text, role: text, phone: text, email: text, pickup: text } from
        "(select s.id as id, s.section as section, case when s.section in ('all','own','head') then s.department else '' end as department,
                 case when s.section in ('all','own') then s.position else '' end as position, s.name as name, s.role as role, s.phone as phone,
                 case when s.section = 'all' or (s.section = 'own' and $5) then s.email end as email,
                 case when $7 and s.pickup_place <> '' then s.pickup_place end as pickup
          from (select p.id, p.name, p.role, p.department, p.position, p.phone, p.email, p.pickup_place,
                  case when $8 then 'all'
                       when $4 and p.department <> '' and lower(p.department) = lower($3)
                         and p.role not in ('cast','guardian','agent','vendor','client') then 'own'
                       when p.role in ('second_ad','coordinator','location_manager','medic') then 'key'
                       when $6 and p.role in ('department_head','deputy_head','script_supervisor','transport_captain') then 'head'
                       when $7 and p.pickup_place <> '' then 'pickup' end as section
                from people p where p.workspace_id = $1 and p.production_id = $2 and p.removed_at is null) s
          where s.section is not null) x" order "section, department, name, phone";
    /// The one person someone from outside may ring.
    ONE_CONTACT = rows { id: uuid, section: text, department: text, position: text, name: text, role: text, phone: text } from
        "(select p.id as id, 'key' as section, '' as department, '' as position, p.name as name, p.role as role, p.phone as phone from people p
          where p.workspace_id = $1 and p.production_id = $2 and p.removed_at is null and p.role = $3 order by p.created_at, p.id limit 1) x" order "name";
    PERSON = rows { id: uuid, version: int, name: text, role: text, department: text, position: text, phone: text, email: text, language: text, character_id: uuid, pre_call_minutes: int, travel_minutes: int, makeup_minutes: int, wardrobe_minutes: int, pickup_place: text, signed_in: bool, invited_until: int, removed: bool } from
        "(select p.id, p.version, p.name, p.role, p.department, p.position, p.phone, p.email, p.language, p.character_id, p.pre_call_minutes,
                 p.travel_minutes, p.makeup_minutes, p.wardrobe_minutes, p.pickup_place, (p.account_id is not null) as signed_in,
                 (select max(i.expires_at) from invitations i where i.workspace_id = p.workspace_id and i.production_id = p.production_id
                    and i.person_id = p.id and i.accepted_at is null and i.expires_at > $4) as invited_until,
                 (p.removed_at is not null) as removed
          from people p where p.workspace_id = $1 and p.production_id = $2 and p.id = $3) x" order "id";
    PERSON_INSERT = "insert into people (workspace_id, id, production_id, name, role, department, position, phone, email, language, character_id, pre_call_minutes, travel_minutes, makeup_minutes, wardrobe_minutes, pickup_place, created_at, version)
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,1)";
    PERSON_UPDATE = "update people set name = $4, role = $5, department = $6, position = $7, phone = $8, email = $9, language = $10, character_id = $11,
        pre_call_minutes = $12, travel_minutes = $13, makeup_minutes = $14, wardrobe_minutes = $15, pickup_place = $16, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $17 and removed_at is null";
    PERSON_REMOVE = "update people set removed_at = $4, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $5 and removed_at is null";
    /// Back again; the part only if nobody else has got it meanwhile.
    PERSON_RESTORE = "update people set removed_at = null, version = version + 1,
          character_id = case when exists (select 1 from people o where o.workspace_id = people.workspace_id and o.character_id = people.character_id
            and o.removed_at is null) then null else character_id end
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $4 and removed_at is not null";
    DAYS_OFF = rows { date: text } from "(select date from days_off where workspace_id = $1 and production_id = $2 and person_id = $3) x" order "date";
    DAYS_OFF_CLEAR = "delete from days_off where workspace_id = $1 and production_id = $2 and person_id = $3";
    DAY_OFF_INSERT = "insert into days_off (workspace_id, person_id, production_id, date) values ($1,$2,$3,$4) on conflict do nothing";
    CHARACTERS = rows { id: uuid, name: text, number: int, person: uuid, artist: text, scenes: int } from
        "(select c.id as id, c.name as name, c.number as number, p.id as person, p.name as artist,
                 (select count(*) from scene_cast sc join scenes s on s.workspace_id = sc.workspace_id and s.id = sc.scene_id
                   where sc.workspace_id = c.workspace_id and sc.character_id = c.id and not s.omitted) as scenes
          from characters c left join people p on p.workspace_id = c.workspace_id and p.character_id = c.id and p.removed_at is null
          where c.workspace_id = $1 and c.production_id = $2) x" order "name, id";
    CHARACTER_INSERT = "insert into characters (workspace_id, id, production_id, name, number) values ($1,$2,$3,$4,$5)";
    CHARACTER_UPDATE = "update characters set name = $4, number = $5 where workspace_id = $1 and production_id = $2 and id = $3";
    INVITATION_INSERT = "insert into invitations (id, token_hash, workspace_id, production_id, person_id, email, created_at, expires_at)
        values ($1,$2,$3,$4,$5,$6,$7,$8)";
    INVITATION_CLOSE = "update invitations set expires_at = $4
        where workspace_id = $1 and production_id = $2 and person_id = $3 and accepted_at is null and expires_at > $4";
}

/// A person as checked, about to be written.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Name.
    pub name: String,
    /// Role in the production.
    pub role: Role,
    /// Department.
    pub department: String,
    /// What they do.
    pub position: String,
    /// Telephone as typed.
    pub phone: String,
    /// Mail address; empty: cannot be reached by mail.
    pub email: String,
    /// Language of what is sent to them; `None`: the production's.
    pub language: Option<Lang>,
    /// The part they play.
    pub character: Option<CharacterId>,
    /// Minutes before the unit call.
    pub pre_call_minutes: i64,
    /// Minutes from pickup to base.
    pub travel_minutes: i64,
    /// Minutes in make-up.
    pub makeup_minutes: i64,
    /// Minutes in wardrobe.
    pub wardrobe_minutes: i64,
    /// Where they are picked up.
    pub pickup_place: String,
}
impl NewPerson {
    /// Someone of whom little is known yet.
    pub fn named(name: &str, role: Role, department: &str) -> Self {
        Self {
            name: name.to_owned(),
            role,
            department: department.to_owned(),
            position: String::new(),
            phone: String::new(),
            email: String::new(),
            language: None,
            character: None,
            pre_call_minutes: 0,
            travel_minutes: 0,
            makeup_minutes: 0,
            wardrobe_minutes: 0,
            pickup_place: String::new(),
        }
    }
}

/// Roles that plan and publish.
pub fn is_office(role: Role) -> bool {
    matches!(role, Role::Producer | Role::ProductionManager | Role::Coordinator | Role::FirstAd | Role::SecondAd)
}
/// Nobody hands out, or takes away, a role that may do what they may not.
fn may_grant(me: &Me, from: Option<Role>, to: Role) -> Result<(), AppError> {
    if from == Some(to) {
        return Ok(());
    }
    match from.and_then(|from| lacks(me, from)).or_else(|| lacks(me, to)) {
        None => Ok(()),
        Some(thing) => {
            let with = vec![("thing".to_owned(), t(thing.name).to_owned())];
            Err(AppError::Invalid(vec![FieldError { field: "role".into(), text: k::PERMISSIONS_ROLE_BEYOND, with }]))
        }
    }
}
/// The roles that somebody must not hand out.
pub(super) fn refused(me: &Me) -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| lacks(me, *role).is_some()).collect()
}

/// Everyone with their parts, for the office.
pub async fn people(scope: &mut Scope<ViewPeople>) -> Result<People, AppError> {
    Ok(People { people: everyone(scope).await?, characters: characters(scope).await? })
}

/// Everyone, removed people included.
pub(super) async fn everyone<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<PersonRow>, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    scope.list(&PEOPLE_LIST, args![workspace, production, now]).await
}

/// The parts, numbered ones first.
pub(super) async fn characters<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<CharacterRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let mut all: Vec<CharacterRow> = scope.list(&CHARACTERS, args![workspace, production]).await?;
    all.sort_by_key(|c| (c.number.is_none(), c.number));
    Ok(all)
}

/// What a role may know of others: own department, in full, other heads, pickups, everyone.
struct Reach {
    own: bool,
    full: bool,
    heads: bool,
    pickups: bool,
    all: bool,
}

/// The people this viewer may know of, each with no more than they may know.
pub async fn contacts(scope: &mut Scope<ViewContacts>) -> Result<Vec<Contact>, AppError> {
    let (workspace, production, me) = (scope.workspace(), scope.production(), scope.me().clone());
    if let Some(role @ (Role::Vendor | Role::Client)) = me.role
        && permissions::contacts(&me) <= Depth::Own
    {
        let whom = if role == Role::Vendor { Role::LocationManager } else { Role::Producer };
        return scope.list(&ONE_CONTACT, args![workspace, production, whom.key()]).await;
    }
    let depth = permissions::contacts(&me);
    let reach = Reach {
        own: depth == Depth::Department || depth == Depth::Shared,
        full: depth == Depth::Shared,
        heads: depth == Depth::Shared,
        // Home addresses are for whoever arranges the driving, and for the office.
        pickups: matches!(me.role, Some(role) if role == Role::TransportCaptain || is_office(role)),
        all: depth == Depth::Full,
    };
    scope
        .list(
            &CONTACTS,
            args![
                workspace,
                production,
                me.department.trim(),
                reach.own,
                reach.full,
                reach.heads,
                reach.pickups,
                reach.all
            ],
        )
        .await
}

/// A person's page.
pub async fn file(scope: &mut Scope<ViewPeople>, id: PersonId) -> Result<PersonFile, AppError> {
    let (person, days_off) = whole(scope, id).await?;
    let parts = characters(scope).await?.into_iter().filter(|c| c.person.is_none_or(|p| p == id)).collect();
    let mut departments: Vec<String> = everyone(scope).await?.into_iter().map(|p| p.department).collect();
    departments.sort();
    departments.dedup();
    let zone = jiff::tz::TimeZone::get(&load_production(scope).await?.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let day = |ms| jiff::Timestamp::from_millisecond(ms).ok().map(|at| at.to_zoned(zone.clone()).date().to_string());
    let invited_until = person.invited_until.and_then(day);
    Ok(PersonFile { person, days_off, parts, departments, invited_until })
}

/// A person with the days on which they cannot work.
pub async fn whole<P: Permission>(scope: &mut Scope<P>, id: PersonId) -> Result<(Person, Vec<String>), AppError> {
    #[derive(Deserialize)]
    struct Off {
        date: String,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let person = load(scope, id).await?;
    let off: Vec<Off> = scope.list(&DAYS_OFF, args![workspace, production, id]).await?;
    Ok((person, off.into_iter().map(|d| d.date).collect()))
}

pub(super) async fn load<P: Permission>(scope: &mut Scope<P>, id: PersonId) -> Result<Person, AppError> {
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    scope.one(&PERSON, args![workspace, production, id, now]).await
}

/// A new person, not checked further; also the demo's way.
pub async fn insert<P: Permission>(scope: &mut Scope<P>, new: &NewPerson) -> Result<PersonId, AppError> {
    let language = match new.language {
        Some(language) => language.tag().to_owned(),
        None => load_production(scope).await?.language,
    };
    let (workspace, production, now, id) =
        (scope.workspace(), scope.production(), scope.now(), scope.new_id::<PersonId>());
    scope
        .exec(
            &PERSON_INSERT,
            args![
                workspace,
                id,
                production,
                &new.name,
                new.role.key(),
                &new.department,
                &new.position,
                &new.phone,
                &new.email,
                language,
                new.character,
                new.pre_call_minutes,
                new.travel_minutes,
                new.makeup_minutes,
                new.wardrobe_minutes,
                &new.pickup_place,
                now
            ],
        )
        .await?;
    Ok(id)
}

/// A day on which someone cannot work.
pub async fn add_day_off<P: Permission>(scope: &mut Scope<P>, person: PersonId, date: Date) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec(&DAY_OFF_INSERT, args![workspace, person, production, date]).await.map(drop)
}

/// What lets somebody write people: the office's right, and that of a head of department over their own.
pub trait Hires: Permission {}
impl Hires for EditPeople {}
impl Hires for ManageDepartment {}

/// Adds someone and says so.
pub async fn add<P: Hires>(scope: &mut Scope<P>, new: &NewPerson) -> Result<PersonId, AppError> {
    may_grant(scope.me(), None, new.role)?;
    let id = insert(scope, new).await?;
    audit::record(scope, "person.added", Some(id.0), json!({})).await?;
    Ok(id)
}

/// Changes someone. A new mail address brings a new personal link, and kills the old link and open invitations.
pub async fn change<P: Hires>(
    scope: &mut Scope<P>,
    id: PersonId,
    version: i64,
    new: NewPerson,
    part: Part,
    days: &[Date],
) -> Result<(), AppError> {
    let old = load(scope, id).await?;
    may_grant(scope.me(), Some(old.role), new.role)?;
    let moved = !old.email.eq_ignore_ascii_case(&new.email);
    // Whoever reads the mail of somebody can become them: by an invitation, by a personal link.
    if moved && lacks(scope.me(), old.role).is_some() {
        return Err(AppError::field("email", k::PEOPLE_EMAIL_OFFICE_ONLY));
    }
    let character = if new.role == Role::Cast { cast(scope, id, part).await? } else { None };
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let language = new.language.map_or_else(|| old.language.clone(), |l| l.tag().to_owned());
    scope
        .exec_versioned(
            &PERSON_UPDATE,
            args![
                workspace,
                production,
                id,
                &new.name,
                new.role.key(),
                &new.department,
                &new.position,
                &new.phone,
                &new.email,
                language,
                character,
                new.pre_call_minutes,
                new.travel_minutes,
                new.makeup_minutes,
                new.wardrobe_minutes,
                &new.pickup_place,
                version
            ],
        )
        .await?;
    scope.exec(&DAYS_OFF_CLEAR, args![workspace, production, id]).await?;
    for day in days {
        add_day_off(scope, id, *day).await?;
    }
    if moved {
        links::renew(scope, id).await?;
        scope.exec(&INVITATION_CLOSE, args![workspace, production, id, now]).await?;
    }
    if old.role != new.role {
        audit::record(scope, "right.role", Some(id.0), json!({ "role": new.role.key() })).await?;
    }
    audit::record(scope, "person.changed", Some(id.0), json!({})).await
}

/// Takes someone out of the production; everything about them is kept, their links and rights end.
pub async fn remove<P: Hires>(scope: &mut Scope<P>, id: PersonId, version: i64) -> Result<(), AppError> {
    let old = load(scope, id).await?;
    may_grant(scope.me(), Some(old.role), Role::Crew)?;
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    scope.exec_versioned(&PERSON_REMOVE, args![workspace, production, id, now, version]).await?;
    audit::record(scope, "person.removed", Some(id.0), json!({})).await
}

/// Takes the removal back.
pub async fn restore(scope: &mut Scope<EditPeople>, id: PersonId, version: i64) -> Result<(), AppError> {
    let old = load(scope, id).await?;
    may_grant(scope.me(), None, old.role)?;
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.exec_versioned(&PERSON_RESTORE, args![workspace, production, id, version]).await?;
    audit::record(scope, "person.restored", Some(id.0), json!({})).await
}

/// An invitation lasts seven days.
pub const INVITATION_MS: i64 = 7 * 86_400_000;
