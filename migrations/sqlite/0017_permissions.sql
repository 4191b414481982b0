-- Exceptions from the table of rights: what a production decides for a role, and what one person was given or denied.
create table role_rules (
  workspace_id BLOB not null,
  production_id BLOB not null,
  role TEXT not null,
  thing TEXT not null,
  depth TEXT not null,
  changed_at INTEGER not null,
  changed_by BLOB not null references accounts(id),
  primary key (workspace_id, production_id, role, thing),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create index role_rules_production on role_rules(production_id, role);
-- Never deleted: a grant that ended or was taken back still says why somebody once saw something.
create table person_grants (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  person_id BLOB not null,
  thing TEXT not null,
  depth TEXT not null,
  reason TEXT not null,
  made_at INTEGER not null,
  made_by BLOB not null references accounts(id),
  until_at INTEGER,
  revoked_at INTEGER,
  revoked_by BLOB references accounts(id),
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
create index person_grants_person on person_grants(workspace_id, person_id);
create index person_grants_production on person_grants(production_id);
