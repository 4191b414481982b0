-- Crew and cast. A person belongs to one production through a role, with or without an account.
create table characters (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  name TEXT not null,
  number INTEGER,
  primary key (workspace_id, id),
  constraint characters_name_key unique (workspace_id, production_id, name),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create table people (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  account_id BLOB references accounts(id),
  name TEXT not null,
  role TEXT not null,
  department TEXT not null,
  position TEXT not null,
  phone TEXT not null,
  email TEXT not null,
  language TEXT not null,
  character_id BLOB,
  pre_call_minutes INTEGER not null,
  travel_minutes INTEGER not null,
  makeup_minutes INTEGER not null,
  wardrobe_minutes INTEGER not null,
  pickup_place TEXT not null,
  created_at INTEGER not null,
  removed_at INTEGER,
  version INTEGER not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id),
  foreign key (workspace_id, character_id) references characters(workspace_id, id)
) strict;
create index people_production on people(production_id, department);
create index people_account on people(account_id);
create table days_off (
  workspace_id BLOB not null,
  person_id BLOB not null,
  production_id BLOB not null,
  date TEXT not null,
  primary key (workspace_id, person_id, date),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
create index days_off_production on days_off(production_id);
-- Looked up by token before anything is known of the workspace, so this table is global.
create table invitations (
  id BLOB not null primary key,
  token_hash BLOB not null constraint invitations_token_key unique,
  workspace_id BLOB not null,
  production_id BLOB not null,
  person_id BLOB not null,
  email TEXT not null,
  created_at INTEGER not null,
  expires_at INTEGER not null,
  accepted_at INTEGER,
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
-- One personal link per person of a production, stable over days and revisions; global for the same reason.
create table personal_links (
  token_hash BLOB not null primary key,
  sealed BLOB not null,
  workspace_id BLOB not null,
  production_id BLOB not null,
  person_id BLOB not null,
  created_at INTEGER not null,
  revoked_at INTEGER,
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
create index personal_links_person on personal_links(workspace_id, person_id);
