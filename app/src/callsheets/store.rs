//! Call sheets in the database: every statement, and the few reads that several pages share.
pub use super::rows::*;
use crate::{
    access::{Permission, Scope, Work},
    error::AppError,
    outbox::{Leased, Outcome},
    values::*,
};

sql! {
    DRAFT_DAY = rows { id: uuid, unit: uuid, unit_name: text, date: text, label: text, kind: text, state: text, unit_call: int, shooting_call: int,
            lunch: int, est_wrap: int, location: uuid, weather: text, hazards: text, notes: text, background: json, call_utc: int, wrap_utc: int,
            version: int, company: text, count: int, forecast: json, forecast_place: text } from
        "(select d.id as id, d.unit_id as unit, u.name as unit_name, d.date as date, d.label as label, d.kind as kind, d.state as state, d.unit_call as unit_call,
                 d.shooting_call as shooting_call, d.lunch as lunch, d.est_wrap as est_wrap, d.location_id as location, d.weather as weather, d.hazards as hazards,
                 d.notes as notes, d.background as background, d.call_utc as call_utc, d.wrap_utc as wrap_utc, d.version as version, w.name as company,
                 (select count(*) from shooting_days o where o.workspace_id = d.workspace_id and o.unit_id = d.unit_id and o.kind = 'shoot' and o.state <> 'cancelled') as count,
                 f.doc as forecast, f.place as forecast_place
          from shooting_days d join units u on u.workspace_id = d.workspace_id and u.id = d.unit_id
          left join workspaces w on w.id = d.workspace_id
          left join day_forecasts f on f.workspace_id = d.workspace_id and f.day_id = d.id
          where d.workspace_id = $1 and d.production_id = $2 and d.id = $3) x" order "id";
    DRAFT_STRIPS = rows { scene: uuid, banner: text, minutes: int, number: text, int_ext: text, set_name: text, light: text, eighths: int, closed: int,
            synopsis: text, location: uuid } from
        "(select st.scene_id as scene, st.banner as banner, st.minutes as minutes, st.rank as rank, st.id as id, s.number as number, s.int_ext as int_ext,
                 s.set_name as set_name, s.light as light, s.eighths as eighths, case when s.closed then 1 else 0 end as closed, s.synopsis as synopsis, s.location_id as location
          from strips st left join scenes s on s.workspace_id = st.workspace_id and s.id = st.scene_id
          where st.workspace_id = $1 and st.production_id = $2 and st.day_id = $3) x" order "rank, id";
    /// Who is in which scene, on which live day: the day's own cast, and what the day out of days is made from.
    DRAFT_CAST = rows { day: uuid, date: text, scene: uuid, character: uuid } from
        "(select d.id as day, d.date as date, sc.scene_id as scene, sc.character_id as character
          from shooting_days d join strips st on st.workspace_id = d.workspace_id and st.day_id = d.id
          join scene_cast sc on sc.workspace_id = st.workspace_id and sc.scene_id = st.scene_id
          where d.workspace_id = $1 and d.production_id = $2 and d.state <> 'cancelled' and d.kind <> 'off') x" order "date, scene, character";
    DRAFT_PEOPLE = rows { id: uuid, name: text, role: text, department: text, position: text, phone: text, email: text, language: text, character: uuid,
            pre_call: int, travel: int, makeup: int, wardrobe: int, pickup_place: text } from
        "(select id, name, role, department, position, phone, email, language, character_id as character, pre_call_minutes as pre_call, travel_minutes as travel,
                 makeup_minutes as makeup, wardrobe_minutes as wardrobe, pickup_place, created_at
          from people where workspace_id = $1 and production_id = $2 and removed_at is null) x" order "created_at, id";
    DRAFT_CHARACTERS = rows { id: uuid, name: text, number: int } from
        "(select id, name, number from characters where workspace_id = $1 and production_id = $2) x" order "number, name";
    DRAFT_DECISIONS = rows { person: uuid, call: json, pickup: int, pickup_place: text, note: text, reason: text, version: int } from
        "(select person_id as person, call, pickup, pickup_place, note, reason, version from call_overrides
          where workspace_id = $1 and production_id = $2 and day_id = $3) x" order "person";
    DRAFT_ADVANCE = rows { day: uuid, date: text, label: text, notes: text, set_name: text, number: text } from
        "(select d.id as day, d.date as date, d.label as label, d.notes as notes, s.set_name as set_name, s.number as number, st.rank as rank
          from (select * from shooting_days where workspace_id = $1 and production_id = $2 and unit_id = $3 and date > $4 and state <> 'cancelled'
                and kind <> 'off' order by date, id limit 2) d
          left join strips st on st.workspace_id = d.workspace_id and st.day_id = d.id
          left join scenes s on s.workspace_id = st.workspace_id and s.id = st.scene_id) x" order "date, day, rank";
    REST_GIVEN = rows { person: uuid, minutes: int, reason: text, compensation: text, given_by: text } from
        "(select a.person_id as person, a.rest_minutes as minutes, a.reason as reason, a.compensation as compensation, p.name as given_by
          from rest_authorisations a join people p on p.workspace_id = a.workspace_id and p.id = a.given_by
          where a.workspace_id = $1 and a.production_id = $2 and a.day_id = $3) x" order "person";
    REST_GIVE = "insert into rest_authorisations (workspace_id, production_id, day_id, person_id, rest_minutes, reason, compensation, given_at, given_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (workspace_id, day_id, person_id) do update set rest_minutes = excluded.rest_minutes, reason = excluded.reason,
            compensation = excluded.compensation, given_at = excluded.given_at, given_by = excluded.given_by";
    /// The day whose wrap the rest before this one is counted from.
    DRAFT_BEFORE = rows { id: uuid, wrap_utc: int } from
        "(select id, wrap_utc from shooting_days where workspace_id = $1 and production_id = $2 and unit_id = $3 and id <> $4 and wrap_utc <= $5
            and state <> 'cancelled' and kind = 'shoot' order by wrap_utc desc limit 1) x" order "id";
    /// Grows with every change to what a draft is made from, so that what was looked at is what is published.
    DRAFT_STAMP = "select cast(
          (select coalesce(sum(version), 0) * 31 from shooting_days where workspace_id = $1 and production_id = $2 and id = $3)
        + (select coalesce(sum(version + 1000003), 0) from strips where workspace_id = $1 and production_id = $2)
        + (select coalesce(sum(version + 1000003), 0) from scenes where workspace_id = $1 and production_id = $2)
        + (select coalesce(sum(version + 1000003), 0) from people where workspace_id = $1 and production_id = $2 and removed_at is null)
        + (select coalesce(sum(version + 1000003), 0) from locations where workspace_id = $1 and production_id = $2)
        + (select coalesce(sum(version + 1000003), 0) from call_overrides where workspace_id = $1 and production_id = $2 and day_id = $3)
        + (select coalesce(sum(version + 1000003), 0) from productions where workspace_id = $1 and id = $2)
        + (select coalesce(sum(changed_at), 0) from role_rules where workspace_id = $1 and production_id = $2)
        + (select coalesce(sum(made_at + coalesce(revoked_at, 0)), 0) from person_grants where workspace_id = $1 and production_id = $2)
        + (select coalesce(sum(number + 1000003), 0) * 7 from sheet_revisions where workspace_id = $1 and production_id = $2 and day_id = $3)
        as bigint)";
    REVISION_LAST = rows { id: uuid, number: int, name: text, issued_at: int, issued_by: text, sheet: json } from
        "(select v.id as id, v.number as number, v.name as name, v.issued_at as issued_at, p.name as issued_by, v.sheet as sheet
          from sheet_revisions v left join people p on p.workspace_id = v.workspace_id and p.id = v.issued_by
          where v.workspace_id = $1 and v.production_id = $2 and v.day_id = $3 order by v.number desc limit 1) x" order "id";
    REVISION_SHEET = rows { sheet: json } from
        "(select sheet from sheet_revisions where workspace_id = $1 and production_id = $2 and day_id = $3 and id = $4) x" order "1";
    REVISION_INSERT = "insert into sheet_revisions (workspace_id, id, production_id, day_id, number, name, issued_at, issued_by, sheet)
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9)";
    DECISION_INSERT = "insert into call_overrides (workspace_id, day_id, person_id, production_id, call, pickup, pickup_place, note, reason, version)
        select $1, d.id, p.id, $2, $5, $6, $7, $8, $9, 1 from shooting_days d join people p on p.workspace_id = d.workspace_id and p.production_id = d.production_id
        where d.workspace_id = $1 and d.production_id = $2 and d.id = $3 and p.id = $4 and p.removed_at is null";
    DECISION_UPDATE = "update call_overrides set call = $5, pickup = $6, pickup_place = $7, note = $8, reason = $9, version = version + 1
        where workspace_id = $1 and production_id = $2 and day_id = $3 and person_id = $4 and version = $10";
    PERSON_NAME = rows { name: text, language: text, email: text, role: text, department: text, character: uuid } from
        "(select name, language, email, role, department, character_id as character from people where workspace_id = $1 and production_id = $2 and id = $3 and removed_at is null) x" order "name";
    DAY_NAME = rows { date: text, label: text, zone: text, code_name: text } from
        "(select d.date as date, d.label as label, coalesce(l.zone, p.zone) as zone, p.code_name as code_name from shooting_days d
          join productions p on p.workspace_id = d.workspace_id and p.id = d.production_id
          left join locations l on l.workspace_id = d.workspace_id and l.id = d.location_id
          where d.workspace_id = $1 and d.production_id = $2 and d.id = $3) x" order "date";
    RECIPIENTS = rows { person: uuid, revision: uuid, revision_name: text, content_hash: text, state: text, opened_revision: uuid, confirmed_hash: text, confirmed_name: text, kept: json, confirmed: json } from
        "(select r.person_id as person, r.revision_id as revision, v.name as revision_name, r.content_hash as content_hash, r.state as state, r.opened_revision as opened_revision,
                 r.confirmed_hash as confirmed_hash, c.name as confirmed_name, r.personal as kept, r.confirmed_personal as confirmed
          from sheet_recipients r join sheet_revisions v on v.workspace_id = r.workspace_id and v.id = r.revision_id
          left join sheet_revisions c on c.workspace_id = r.workspace_id and c.id = r.confirmed_revision
          where r.workspace_id = $1 and r.production_id = $2 and r.day_id = $3) x" order "person";
    /// One statement for everybody: what is to be written comes as one document.
    RECIPIENTS_PUT = sqlite "insert into sheet_recipients (workspace_id, day_id, person_id, production_id, revision_id, personal, content_hash, state, error, problem)
            select $1, $3, unhex(json_extract(e.value, '$.person')), $2, $4, json_extract(e.value, '$.kept'), json_extract(e.value, '$.hash'), json_extract(e.value, '$.state'), '', ''
            from json_each($5) e where true
            on conflict (workspace_id, day_id, person_id) do update set revision_id = excluded.revision_id, personal = excluded.personal,
                state = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.state else excluded.state end,
                error = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.error else '' end,
                sent_at = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.sent_at else null end,
                opened_at = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.opened_at else null end,
                opened_revision = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.opened_revision else null end,
                content_hash = excluded.content_hash"
        postgres "insert into sheet_recipients (workspace_id, day_id, person_id, production_id, revision_id, personal, content_hash, state, error, problem)
            select $1, $3, e.person, $2, $4, e.kept, e.hash, e.state, '', ''
            from jsonb_to_recordset($5) as e(person uuid, kept jsonb, hash text, state text)
            on conflict (workspace_id, day_id, person_id) do update set revision_id = excluded.revision_id, personal = excluded.personal,
                state = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.state else excluded.state end,
                error = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.error else '' end,
                sent_at = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.sent_at else null end,
                opened_at = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.opened_at else null end,
                opened_revision = case when sheet_recipients.content_hash = excluded.content_hash then sheet_recipients.opened_revision else null end,
                content_hash = excluded.content_hash";
    /// How many newer revisions the day of a revision has; nothing if there is no such revision.
    REVISION_STANDING = "select (select count(*) from sheet_revisions n where n.workspace_id = v.workspace_id and n.day_id = v.day_id and n.number > v.number)
        from sheet_revisions v where v.workspace_id = $1 and v.production_id = $2 and v.id = $3";
    LINKS = sqlite "select json_group_array(json_object('person', lower(hex(person_id)), 'sealed', lower(hex(sealed)))) from personal_links
            where workspace_id = $1 and production_id = $2 and revoked_at is null"
        postgres "select coalesce(json_agg(json_build_object('person', person_id, 'sealed', encode(sealed, 'hex'))), '[]')::text from personal_links
            where workspace_id = $1 and production_id = $2 and revoked_at is null";
    /// Makes the links that are missing; somebody who got one meanwhile is left alone, which the count tells.
    LINKS_PUT = sqlite "insert into personal_links (token_hash, sealed, workspace_id, production_id, person_id, created_at)
            select unhex(json_extract(e.value, '$.hash')), unhex(json_extract(e.value, '$.sealed')), $1, $2, unhex(json_extract(e.value, '$.person')), $4 from json_each($3) e
            where not exists (select 1 from personal_links l where l.workspace_id = $1 and l.person_id = unhex(json_extract(e.value, '$.person')) and l.revoked_at is null)"
        postgres "insert into personal_links (token_hash, sealed, workspace_id, production_id, person_id, created_at)
            select decode(e.hash, 'hex'), decode(e.sealed, 'hex'), $1, $2, e.person, $4 from jsonb_to_recordset($3) as e(person uuid, hash text, sealed text)
            where not exists (select 1 from personal_links l where l.workspace_id = $1 and l.person_id = e.person and l.revoked_at is null)";
    LINK_SEALED = "select sealed from personal_links where workspace_id = $1 and production_id = $2 and person_id = $3 and revoked_at is null";
    LINK_REVOKE = "update personal_links set revoked_at = $4 where workspace_id = $1 and production_id = $2 and person_id = $3 and revoked_at is null";
    TRACK = rows { person: uuid, name: text, position: text, department: text, phone: text, email: text, state: text, error: text, sent_at: int, opened_at: int,
            confirmed_at: int, current: int, confirmed_how: text, confirmed_by: text, confirmed_number: int, confirmed_name: text, problem: text, problem_at: int } from
        "(select r.person_id as person, p.name as name, p.position as position, p.department as department, p.phone as phone, p.email as email, r.state as state, r.error as error,
                 r.sent_at as sent_at, r.opened_at as opened_at, r.confirmed_at as confirmed_at, case when r.confirmed_hash = r.content_hash then 1 else 0 end as current,
                 r.confirmed_how as confirmed_how, b.name as confirmed_by, c.number as confirmed_number, c.name as confirmed_name, r.problem as problem, r.problem_at as problem_at
          from sheet_recipients r join people p on p.workspace_id = r.workspace_id and p.id = r.person_id
          left join sheet_revisions c on c.workspace_id = r.workspace_id and c.id = r.confirmed_revision
          left join people b on b.workspace_id = r.workspace_id and b.id = r.confirmed_by
          where r.workspace_id = $1 and r.production_id = $2 and r.day_id = $3 and p.removed_at is null) x" order "department, name, person";
    TRACK_HEAD = rows { date: text, label: text, zone: text, naming: text, number: int, name: text, issued_at: int, issued_by: text } from
        "(select d.date as date, d.label as label, coalesce(l.zone, p.zone) as zone, p.revision_naming as naming, v.number as number, v.name as name, v.issued_at as issued_at, b.name as issued_by
          from shooting_days d join productions p on p.workspace_id = d.workspace_id and p.id = d.production_id
          left join locations l on l.workspace_id = d.workspace_id and l.id = d.location_id
          left join sheet_revisions v on v.workspace_id = d.workspace_id and v.day_id = d.id
            and v.number = (select max(n.number) from sheet_revisions n where n.workspace_id = d.workspace_id and n.day_id = d.id)
          left join people b on b.workspace_id = v.workspace_id and b.id = v.issued_by
          where d.workspace_id = $1 and d.production_id = $2 and d.id = $3) x" order "label";
    MAILED = "update sheet_recipients set state = $5, error = $6, sent_at = $7 where workspace_id = $1 and production_id = $2 and day_id = $3 and person_id = $4 and state in ('queued','failed')";
    REQUEUE = "update sheet_recipients set state = 'queued', error = '', sent_at = null where workspace_id = $1 and production_id = $2 and day_id = $3 and person_id = $4";
    EMAIL_CORRECT = "update people set email = $4, version = version + 1 where workspace_id = $1 and production_id = $2 and id = $3 and removed_at is null";
    /// Binds the confirmation to what the page says in this very moment.
    CONFIRM = "update sheet_recipients set confirmed_at = $5, confirmed_hash = content_hash, confirmed_revision = revision_id, confirmed_how = $6, confirmed_by = $7,
            confirmed_personal = personal
        where workspace_id = $1 and production_id = $2 and day_id = $3 and person_id = $4";
    PROBLEM = "update sheet_recipients set problem = $5, problem_at = $6 where workspace_id = $1 and production_id = $2 and day_id = $3 and person_id = $4";
    OPENED = "update sheet_recipients set opened_at = $5, opened_revision = revision_id where workspace_id = $1 and production_id = $2 and day_id = $3 and person_id = $4
        and (opened_at is null or opened_revision is null or opened_revision <> revision_id)";
    ANSWER_STATE = rows { revision: uuid, revision_name: text, content_hash: text, confirmed_hash: text, confirmed_at: int } from
        "(select r.revision_id as revision, v.name as revision_name, r.content_hash as content_hash, r.confirmed_hash as confirmed_hash, r.confirmed_at as confirmed_at
          from sheet_recipients r join sheet_revisions v on v.workspace_id = r.workspace_id and v.id = r.revision_id
          where r.workspace_id = $1 and r.production_id = $2 and r.day_id = $3 and r.person_id = $4) x" order "revision";
    KEPT_ONE = rows { kept: json } from
        "(select personal as kept from sheet_recipients where workspace_id = $1 and production_id = $2 and day_id = $3 and person_id = $4) x" order "1";
    KEY_FIND = rows { person: uuid, reply: text } from
        "(select person_id as person, reply from answered_keys where workspace_id = $1 and production_id = $2 and key = $3) x" order "person";
    KEY_REQUEST = "select request_hash from answered_keys where workspace_id = $1 and production_id = $2 and key = $3";
    KEY_INSERT = "insert into answered_keys (workspace_id, key, production_id, person_id, request_hash, reply, created_at) values ($1,$2,$3,$4,$5,$6,$7)";
    /// The personal page in one statement: the running or next sheet, and the one after.
    /// Somebody's sheets: the one of day $5, or the running one and the next.
    CALL = rows { name: text, language: text, code_name: text, zone: text, day: uuid, date: text, revision: uuid, kept: json, issued_at: int, wrap_utc: int, confirmed_at: int,
            current: int, confirmed_how: text, problem: text, problem_at: int, seen: bool } from
        "(select p.name as name, p.language as language, o.code_name as code_name, coalesce(l.zone, o.zone) as zone, d.id as day, d.date as date, r.revision_id as revision, r.personal as kept, v.issued_at as issued_at,
                 d.wrap_utc as wrap_utc, r.confirmed_at as confirmed_at, case when r.confirmed_hash = r.content_hash then 1 else 0 end as current,
                 r.confirmed_how as confirmed_how, r.problem as problem, r.problem_at as problem_at, (r.opened_at is not null and r.opened_revision is not null and r.opened_revision = r.revision_id) as seen,
                 d.call_utc as call_utc
          from sheet_recipients r join shooting_days d on d.workspace_id = r.workspace_id and d.id = r.day_id
          join sheet_revisions v on v.workspace_id = r.workspace_id and v.id = r.revision_id
          join people p on p.workspace_id = r.workspace_id and p.id = r.person_id
          join productions o on o.workspace_id = r.workspace_id and o.id = r.production_id
          left join locations l on l.workspace_id = d.workspace_id and l.id = d.location_id
          where r.workspace_id = $1 and r.production_id = $2 and r.person_id = $3 and (d.id = $5 or ($5 is null and d.wrap_utc > $4)) order by d.call_utc, d.id limit 2) x" order "call_utc, day";
    /// Who it is, and the next day they are planned on, after the sheet they have.
    CALL_PLANNED = rows { name: text, language: text, code_name: text, zone: text, day: uuid, date: text } from
        "(select p.name as name, p.language as language, o.code_name as code_name, o.zone as zone, d.id as day, d.date as date
          from people p join productions o on o.workspace_id = p.workspace_id and o.id = p.production_id
          left join shooting_days d on d.workspace_id = p.workspace_id and d.id = (
              select n.id from shooting_days n where n.workspace_id = p.workspace_id and n.production_id = p.production_id and n.wrap_utc > $6 and n.wrap_utc > coalesce((
                    select d.wrap_utc from sheet_recipients r join shooting_days d on d.workspace_id = r.workspace_id and d.id = r.day_id
                    where r.workspace_id = $1 and r.production_id = $2 and r.person_id = $3 and (d.id = $5 or ($5 is null and d.wrap_utc > $4)) order by d.call_utc, d.id limit 1), 0)
                and n.state <> 'cancelled'
                and n.kind <> 'off' and p.role not in ('agent','vendor','client','guardian')
                and (p.role <> 'cast' or exists (select 1 from strips st join scene_cast sc on sc.workspace_id = st.workspace_id and sc.scene_id = st.scene_id
                    where st.workspace_id = n.workspace_id and st.day_id = n.id and sc.character_id = p.character_id))
              order by n.call_utc, n.id limit 1)
          where p.workspace_id = $1 and p.production_id = $2 and p.id = $3) x" order "name";
}

/// Somebody of the production, by id.
pub async fn person<P: Permission>(scope: &mut Scope<P>, person: PersonId) -> Result<PersonName, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&PERSON_NAME, args![workspace, production, person]).await
}

/// A day of the production, by id.
pub async fn day_name<P: Permission>(scope: &mut Scope<P>, day: DayId) -> Result<DayName, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&DAY_NAME, args![workspace, production, day]).await
}

/// The revision issued last, if one was.
pub async fn last_revision<P: Permission>(scope: &mut Scope<P>, day: DayId) -> Result<Option<RevisionRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.first(&REVISION_LAST, args![workspace, production, day]).await
}

/// What was decided about somebody's call on a day.
pub async fn decision<P: Permission>(
    scope: &mut Scope<P>,
    day: DayId,
    person: PersonId,
) -> Result<Option<DecisionRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let all: Vec<DecisionRow> = scope.list(&DRAFT_DECISIONS, args![workspace, production, day]).await?;
    Ok(all.into_iter().find(|d| d.person == person))
}

/// Everyone in the production, with what was decided about what they see.
pub async fn everyone<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<PersonRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let mut people: Vec<PersonRow> = scope.list(&DRAFT_PEOPLE, args![workspace, production]).await?;
    let exceptions = crate::permissions::store::exceptions(scope).await?;
    for person in &mut people {
        person.exceptions = exceptions.blocks_of(person.id, person.role);
    }
    Ok(people)
}

/// A number that changes with everything a draft is made from.
pub async fn stamp<P: Permission>(scope: &mut Scope<P>, day: DayId) -> Result<i64, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.number(&DRAFT_STAMP, args![workspace, production, day]).await?.ok_or(AppError::NotFound)
}

/// What became of a mail about a call, for the worker that sends mails. Other mails are none of this feature's business.
pub async fn mail_settled(scope: &mut Scope<Work>, mail: &Leased, outcome: &Outcome) -> Result<(), AppError> {
    let (Some(production), Some(day), Some(person)) = (mail.production, mail.day, mail.person) else { return Ok(()) };
    scope.enter(mail.workspace, production).await?;
    let now = scope.now();
    let (state, why, at) = match outcome {
        Outcome::Sent => ("sent", "", Some(now)),
        Outcome::Later(why) | Outcome::Refused(why) => ("failed", why.as_str(), None),
    };
    let why: String = why.chars().take(300).collect();
    scope.exec(&MAILED, args![mail.workspace, production, day, person, state, why, at]).await.map(drop)
}
