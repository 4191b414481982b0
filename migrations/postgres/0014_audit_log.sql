-- The audit log, complete. An event says whether it was done or refused, which request it came with (method and path),
-- and, sealed under the key of whom it concerns, where from and with which browser (`facts`) and what else is personal
-- (`private`). Events of an account belong to no company: their ids of workspace and production are nil, `about` is the
-- account. Unix milliseconds.
alter table audit_events add column done BOOLEAN not null default true;
alter table audit_events add column request TEXT not null default '';
alter table audit_events add column facts BYTEA;
alter table audit_events add column about UUID;
alter table audit_events add column private BYTEA;
create index audit_events_about on audit_events(about, id) where about is not null;
-- Names of persons are read beside the event from now on: an event that is never changed must not hold them in clear.
alter table audit_events disable trigger audit_events_frozen;
update audit_events set detail = detail - 'name' where action like 'person.%' or action like 'call.%';
alter table audit_events enable trigger audit_events_frozen;
create trigger audit_events_kept before truncate on audit_events for each statement execute function audit_events_frozen();
-- A company's log reaches over its productions, and to what concerns the accounts of its members.
drop policy audit_events_place on audit_events;
create policy audit_events_place on audit_events
  using ((workspace_id = app_workspace() and (app_production() is null or production_id = app_production()))
    or (workspace_id = '00000000-0000-0000-0000-000000000000' and exists (select 1 from workspace_members w where w.workspace_id = app_workspace() and w.account_id = audit_events.about)))
  with check ((workspace_id = app_workspace() and production_id = coalesce(app_production(), '00000000-0000-0000-0000-000000000000'))
    or workspace_id = '00000000-0000-0000-0000-000000000000');
-- The chain over all events: each seal hashes the one before it together with its event. The system's alone.
create table audit_seals (
  seq BIGINT not null primary key,
  workspace_id UUID not null,
  production_id UUID not null,
  event_id UUID not null,
  sealed_at BIGINT not null,
  prev_hash BYTEA not null,
  hash BYTEA not null,
  constraint audit_seals_event unique (event_id, workspace_id, production_id)
);
create function audit_seals_frozen() returns trigger language plpgsql as $$ begin raise exception 'audit_seals is never changed'; end $$;
create trigger audit_seals_frozen before update or delete on audit_seals for each row execute function audit_seals_frozen();
create trigger audit_seals_kept before truncate on audit_seals for each statement execute function audit_seals_frozen();
-- One key per account or person, wrapped by the master key. Destroyed, what it sealed is erased everywhere at once.
create table subject_keys (
  subject_id UUID not null primary key,
  wrapped BYTEA,
  created_at BIGINT not null,
  destroyed_at BIGINT
);
grant select, insert on subject_keys to daybreak_app;
-- Who looked at whose details: once an hour for a page, once a day for a list. Written by the system.
create table looks (
  person_id UUID not null,
  viewer_id UUID not null,
  list BOOLEAN not null,
  since BIGINT not null,
  workspace_id UUID not null,
  production_id UUID not null,
  primary key (person_id, viewer_id, list, since)
);
grant select on looks to daybreak_app;
alter table looks enable row level security;
create policy looks_own on looks for select using (exists (select 1 from people m where m.id = looks.person_id and m.account_id = app_account()));
