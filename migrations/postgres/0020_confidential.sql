-- What somebody gives of themselves for an emergency or for driving: medical notes, next of kin, home address. Sealed under
-- the person's own key, one row each, never part of a list. Unix milliseconds.
create table confidential (
  workspace_id UUID not null,
  person_id UUID not null,
  kind TEXT not null constraint confidential_kind check (kind in ('medical','kin','address')),
  production_id UUID not null,
  sealed BYTEA not null,
  changed_at BIGINT not null,
  changed_by UUID,
  primary key (workspace_id, person_id, kind),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
create index confidential_production on confidential(production_id);
-- Who saw which of it: at once, noted by the hour, or through broken glass, with the reason (sealed) and the session that
-- may look for some minutes.
create table confidential_looks (
  workspace_id UUID not null,
  person_id UUID not null,
  viewer_id UUID not null,
  kind TEXT not null constraint confidential_looks_kind check (kind in ('medical','kin','address')),
  glass BOOLEAN not null,
  since BIGINT not null,
  production_id UUID not null,
  reason BYTEA,
  session_hash BYTEA,
  primary key (workspace_id, person_id, viewer_id, kind, glass, since)
);
create index confidential_looks_person on confidential_looks(person_id, since);
create index confidential_looks_production on confidential_looks(production_id);
grant select, insert, update, delete on confidential to daybreak_app;
grant select, insert on confidential_looks to daybreak_app;
alter table confidential enable row level security;
create policy confidential_place on confidential using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table confidential_looks enable row level security;
create policy confidential_looks_place on confidential_looks using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
create policy confidential_looks_own on confidential_looks for select using (exists (select 1 from people m where m.id = confidential_looks.person_id and m.account_id = app_account()));
