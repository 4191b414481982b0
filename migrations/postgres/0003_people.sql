-- Crew and cast. A person belongs to one production through a role, with or without an account.
create table characters (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  name TEXT not null,
  number BIGINT,
  primary key (workspace_id, id),
  constraint characters_name_key unique (workspace_id, production_id, name),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create table people (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  account_id UUID references accounts(id),
  name TEXT not null,
  role TEXT not null,
  department TEXT not null,
  position TEXT not null,
  phone TEXT not null,
  email TEXT not null,
  language TEXT not null,
  character_id UUID,
  pre_call_minutes BIGINT not null,
  travel_minutes BIGINT not null,
  makeup_minutes BIGINT not null,
  wardrobe_minutes BIGINT not null,
  pickup_place TEXT not null,
  created_at BIGINT not null,
  removed_at BIGINT,
  version BIGINT not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id),
  foreign key (workspace_id, character_id) references characters(workspace_id, id)
);
create index people_production on people(production_id, department);
create index people_account on people(account_id);
create table days_off (
  workspace_id UUID not null,
  person_id UUID not null,
  production_id UUID not null,
  date TEXT not null,
  primary key (workspace_id, person_id, date),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
create index days_off_production on days_off(production_id);
-- Looked up by token before anything is known of the workspace, so this table is global.
create table invitations (
  id UUID not null primary key,
  token_hash BYTEA not null constraint invitations_token_key unique,
  workspace_id UUID not null,
  production_id UUID not null,
  person_id UUID not null,
  email TEXT not null,
  created_at BIGINT not null,
  expires_at BIGINT not null,
  accepted_at BIGINT,
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
-- One personal link per person of a production, stable over days and revisions; global for the same reason.
create table personal_links (
  token_hash BYTEA not null primary key,
  sealed BYTEA not null,
  workspace_id UUID not null,
  production_id UUID not null,
  person_id UUID not null,
  created_at BIGINT not null,
  revoked_at BIGINT,
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
create index personal_links_person on personal_links(workspace_id, person_id);
grant select, insert, update, delete on characters to daybreak_app;
grant select, insert, update, delete on people to daybreak_app;
grant select, insert, update, delete on days_off to daybreak_app;
grant select, insert, update, delete on invitations to daybreak_app;
grant select, insert, update, delete on personal_links to daybreak_app;
alter table characters enable row level security;
create policy characters_place on characters using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table people enable row level security;
create policy people_place on people using (workspace_id = app_workspace() and production_id = app_production() or account_id = app_account()) with check (workspace_id = app_workspace() and production_id = app_production() or account_id = app_account());
alter table days_off enable row level security;
create policy days_off_place on days_off using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
-- Someone's own list of productions reaches over companies.
create policy productions_own on productions for select using (exists (select 1 from people m where m.production_id = productions.id and m.account_id = app_account()) or exists (select 1 from workspace_members w where w.workspace_id = productions.workspace_id and w.account_id = app_account()));
create policy workspaces_own on workspaces for select using (exists (select 1 from people m where m.workspace_id = workspaces.id and m.account_id = app_account()));
