-- Companies, their members, their productions.
create table workspaces (
  id UUID not null primary key,
  name TEXT not null,
  created_at BIGINT not null
);
create table workspace_members (
  workspace_id UUID not null references workspaces(id),
  account_id UUID not null references accounts(id),
  role TEXT not null constraint workspace_members_role check (role in ('owner','admin','member')),
  created_at BIGINT not null,
  primary key (workspace_id, account_id)
);
create index workspace_members_account on workspace_members(account_id);
create table productions (
  workspace_id UUID not null references workspaces(id),
  id UUID not null,
  title TEXT not null,
  code_name TEXT not null,
  country TEXT not null,
  zone TEXT not null,
  page_size TEXT not null constraint productions_page_size check (page_size in ('a4','letter')),
  language TEXT not null,
  palette TEXT not null,
  revision_naming TEXT not null constraint productions_revision_naming check (revision_naming in ('colours','numbers')),
  created_at BIGINT not null,
  version BIGINT not null,
  primary key (workspace_id, id)
);
create unique index productions_id on productions(id);
grant select, insert, update, delete on workspaces to daybreak_app;
grant select, insert, update, delete on workspace_members to daybreak_app;
grant select, insert, update, delete on productions to daybreak_app;
alter table workspaces enable row level security;
create policy workspaces_place on workspaces using (id = app_workspace() or exists (select 1 from workspace_members w where w.workspace_id = workspaces.id and w.account_id = app_account()) or app_workspace() is null and app_account() is null) with check (id = app_workspace() or exists (select 1 from workspace_members w where w.workspace_id = workspaces.id and w.account_id = app_account()) or app_workspace() is null and app_account() is null);
alter table workspace_members enable row level security;
create policy workspace_members_place on workspace_members using (workspace_id = app_workspace() or account_id = app_account()) with check (workspace_id = app_workspace() or account_id = app_account());
alter table productions enable row level security;
create policy productions_place on productions using (workspace_id = app_workspace() and (app_production() is null or id = app_production())) with check (workspace_id = app_workspace() and (app_production() is null or id = app_production()));
