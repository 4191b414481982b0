-- Exceptions from the table of rights: what a production decides for a role, and what one person was given or denied.
create table role_rules (
  workspace_id UUID not null,
  production_id UUID not null,
  role TEXT not null,
  thing TEXT not null,
  depth TEXT not null,
  changed_at BIGINT not null,
  changed_by UUID not null references accounts(id),
  primary key (workspace_id, production_id, role, thing),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create index role_rules_production on role_rules(production_id, role);
-- Never deleted: a grant that ended or was taken back still says why somebody once saw something.
create table person_grants (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  person_id UUID not null,
  thing TEXT not null,
  depth TEXT not null,
  reason TEXT not null,
  made_at BIGINT not null,
  made_by UUID not null references accounts(id),
  until_at BIGINT,
  revoked_at BIGINT,
  revoked_by UUID references accounts(id),
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
create index person_grants_person on person_grants(workspace_id, person_id);
create index person_grants_production on person_grants(production_id);
grant select, insert, update on role_rules to daybreak_app;
grant select, insert, update on person_grants to daybreak_app;
alter table role_rules enable row level security;
create policy role_rules_place on role_rules using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table person_grants enable row level security;
create policy person_grants_place on person_grants using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
