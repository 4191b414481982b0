//! A department in the database. Which department, the proof says: nobody names it.
use super::model::*;
use crate::{
    access::{ManageDepartment, PrepareSheet, Scope, ViewDraft},
    audit,
    callsheets::{model::sheet::CallKind, store as sheets, views},
    error::AppError,
    people::{
        api::Typed,
        model::Person,
        store::{self as people},
    },
    text::k,
    values::*,
};
use serde::Deserialize;
use serde_json::json;

sql! {
    OWN_PEOPLE = rows { id: uuid, version: int, name: text, role: text, position: text, phone: text, email: text, language: text, pre_call: int } from
        "(select id, version, name, role, position, phone, email, language, pre_call_minutes as pre_call from people
          where workspace_id = $1 and production_id = $2 and removed_at is null and lower(department) = lower($3)
            and role in ('crew','deputy_head','department_head')) x" order "name, id";
    DAYS_AHEAD = rows { id: uuid, label: text, date: text, unit_call: int } from
        "(select id, label, date, unit_call from shooting_days where workspace_id = $1 and production_id = $2 and state <> 'cancelled' and kind <> 'off' and wrap_utc > $3) x" order "date, id" limit "14";
    PROPOSALS_AHEAD = rows { day: uuid, label: text, date: text, person: uuid, name: text, call: int, note: text, by: text, state: text } from
        "(select c.day_id as day, d.label as label, d.date as date, c.person_id as person, p.name as name, c.call as call, c.note as note, b.name as by, c.state as state
          from call_proposals c join shooting_days d on d.workspace_id = c.workspace_id and d.id = c.day_id
          join people p on p.workspace_id = c.workspace_id and p.id = c.person_id and p.removed_at is null
          join people b on b.workspace_id = c.workspace_id and b.id = c.proposed_by
          where c.workspace_id = $1 and c.production_id = $2 and d.wrap_utc > $3 and lower(p.department) = lower($4)) x" order "date, day, name";
    PROPOSALS_OF_DAY = rows { day: uuid, label: text, date: text, person: uuid, name: text, call: int, note: text, by: text, state: text } from
        "(select c.day_id as day, d.label as label, d.date as date, c.person_id as person, p.name as name, c.call as call, c.note as note, b.name as by, c.state as state
          from call_proposals c join shooting_days d on d.workspace_id = c.workspace_id and d.id = c.day_id
          join people p on p.workspace_id = c.workspace_id and p.id = c.person_id and p.removed_at is null
          join people b on b.workspace_id = c.workspace_id and b.id = c.proposed_by
          where c.workspace_id = $1 and c.production_id = $2 and c.day_id = $3 and c.state = 'open') x" order "call, name";
    PROPOSAL_SET = "insert into call_proposals (workspace_id, day_id, person_id, production_id, call, note, proposed_by, proposed_at, state) values ($1,$2,$3,$4,$5,$6,$7,$8,'open')
        on conflict (workspace_id, day_id, person_id) do update set call = $5, note = $6, proposed_by = $7, proposed_at = $8, state = 'open', decided_at = null";
    PROPOSAL_DECIDE = "update call_proposals set state = $5, decided_at = $6 where workspace_id = $1 and production_id = $2 and day_id = $3 and person_id = $4 and state = 'open'";
}

/// The viewer's department: they are of it, and it has a name.
fn own(scope: &Scope<ManageDepartment>) -> Result<String, AppError> {
    let name = scope.me().department.trim().to_owned();
    if name.is_empty() { Err(AppError::NotFound) } else { Ok(name) }
}

/// The department of the viewer.
pub async fn load(scope: &mut Scope<ManageDepartment>) -> Result<Department, AppError> {
    let name = own(scope)?;
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let people = scope.list(&OWN_PEOPLE, args![workspace, production, &name]).await?;
    let days = scope.list(&DAYS_AHEAD, args![workspace, production, now]).await?;
    let proposals = scope.list(&PROPOSALS_AHEAD, args![workspace, production, now, &name]).await?;
    Ok(Department { name, people, days, proposals })
}

/// Somebody of the viewer's department; anybody else is "not found".
async fn member(scope: &mut Scope<ManageDepartment>, person: PersonId) -> Result<Member, AppError> {
    let name = own(scope)?;
    let (workspace, production) = (scope.workspace(), scope.production());
    let all: Vec<Member> = scope.list(&OWN_PEOPLE, args![workspace, production, name]).await?;
    all.into_iter().find(|m| m.id == person).ok_or(AppError::NotFound)
}

/// Adds somebody, or changes somebody: in the viewer's own department, below the viewer's role. `typed` holds what the
/// form of a department has; the rest stays as the office wrote it.
pub async fn save(
    scope: &mut Scope<ManageDepartment>,
    person: Option<(PersonId, i64)>,
    mut typed: Typed,
) -> Result<(), AppError> {
    typed.department = own(scope)?;
    let Some((id, version)) = person else {
        let (new, ..) = below(typed)?.check()?;
        return people::add(scope, &new).await.map(drop);
    };
    let old = member(scope, id).await?;
    if old.role == Role::DepartmentHead {
        // A head stays one: roles are the office's.
        typed.role = old.role.key().to_owned();
    } else {
        typed = below(typed)?;
    }
    let (file, off) = people::whole(scope, id).await?;
    let Person { travel_minutes, makeup_minutes, wardrobe_minutes, pickup_place, .. } = file;
    typed.travel = travel_minutes.to_string();
    typed.makeup = makeup_minutes.to_string();
    typed.wardrobe = wardrobe_minutes.to_string();
    typed.pickup_place = pickup_place;
    typed.days_off = off.join("\n");
    let (new, part, days) = typed.check()?;
    people::change(scope, id, version, new, part, &days).await
}

fn below(typed: Typed) -> Result<Typed, AppError> {
    if matches!(typed.role.as_str(), "crew" | "deputy_head") {
        Ok(typed)
    } else {
        Err(AppError::field("role", k::ERROR_CHOICE))
    }
}

/// Takes somebody out of the production; a head takes out nobody but their own people, and not themselves.
pub async fn remove(scope: &mut Scope<ManageDepartment>, person: PersonId, version: i64) -> Result<(), AppError> {
    let old = member(scope, person).await?;
    if old.role == Role::DepartmentHead {
        return Err(AppError::Forbidden);
    }
    people::remove(scope, person, version).await
}

/// Proposes a call for one of one's own people; a later proposal takes the place of an earlier one.
pub async fn propose(
    scope: &mut Scope<ManageDepartment>,
    day: DayId,
    person: PersonId,
    call: Minute,
    note: &str,
) -> Result<(), AppError> {
    member(scope, person).await?;
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let days: Vec<Ahead> = scope.list(&DAYS_AHEAD, args![workspace, production, now]).await?;
    let day = days.into_iter().find(|d| d.id == day).ok_or(AppError::NotFound)?;
    let by = scope.me().person.ok_or(AppError::NotFound)?;
    scope.exec(&PROPOSAL_SET, args![workspace, day.id, person, production, call, note, by, now]).await?;
    let detail = json!({ "day": day.label });
    audit::record(scope, "call.proposed", Some(person.0), detail).await
}

/// What heads of departments propose for a day and nobody has decided.
pub async fn open(scope: &mut Scope<ViewDraft>, day: DayId) -> Result<Vec<Proposal>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&PROPOSALS_OF_DAY, args![workspace, production, day]).await
}

/// Takes a proposal, which becomes the call, or leaves it. A conflict if it is no longer what was looked at.
pub async fn decide(
    scope: &mut Scope<PrepareSheet>,
    day: DayId,
    person: PersonId,
    seen: Minute,
    take: bool,
) -> Result<(), AppError> {
    #[derive(Deserialize)]
    struct Unit {
        id: DayId,
        unit_call: Minute,
    }
    let (workspace, production, now) = (scope.workspace(), scope.production(), scope.now());
    let all: Vec<Proposal> = scope.list(&PROPOSALS_OF_DAY, args![workspace, production, day]).await?;
    let found = all.into_iter().find(|p| p.person == person && p.call == seen).ok_or(AppError::Conflict)?;
    if take {
        let days: Vec<Unit> = scope.list(&DAYS_AHEAD, args![workspace, production, now]).await?;
        let unit_call = days.into_iter().find(|d| d.id == day).ok_or(AppError::NotFound)?.unit_call;
        let at = found.call;
        let call = if at < unit_call { CallKind::PreCall { at } } else { CallKind::Time { at } };
        let before = sheets::decision(scope, day, person).await?;
        let version = before.as_ref().map_or(0, |d| d.version);
        let (pickup, place, note) = before.map(|d| (d.pickup.map(Minute), d.pickup_place, d.note)).unwrap_or_default();
        let reason: String = format!("{}: {}", found.by, found.note).chars().take(200).collect();
        let decision = views::Decision { call: Some(call), pickup, place, note, reason };
        views::decide(scope, day, person, version, &decision).await?;
    }
    let state = if take { "taken" } else { "left" };
    scope.exec_one(&PROPOSAL_DECIDE, args![workspace, production, day, person, state, now]).await?;
    let action = if take { "call.proposal_taken" } else { "call.proposal_left" };
    audit::record(scope, action, Some(person.0), json!({ "day": found.label })).await
}
