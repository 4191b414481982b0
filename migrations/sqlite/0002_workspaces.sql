-- Companies, their members, their productions.
create table workspaces (
  id BLOB not null primary key,
  name TEXT not null,
  created_at INTEGER not null
) strict;
create table workspace_members (
  workspace_id BLOB not null references workspaces(id),
  account_id BLOB not null references accounts(id),
  role TEXT not null constraint workspace_members_role check (role in ('owner','admin','member')),
  created_at INTEGER not null,
  primary key (workspace_id, account_id)
) strict;
create index workspace_members_account on workspace_members(account_id);
create table productions (
  workspace_id BLOB not null references workspaces(id),
  id BLOB not null,
  title TEXT not null,
  code_name TEXT not null,
  country TEXT not null,
  zone TEXT not null,
  page_size TEXT not null constraint productions_page_size check (page_size in ('a4','letter')),
  language TEXT not null,
  palette TEXT not null,
  revision_naming TEXT not null constraint productions_revision_naming check (revision_naming in ('colours','numbers')),
  created_at INTEGER not null,
  version INTEGER not null,
  primary key (workspace_id, id)
) strict;
create unique index productions_id on productions(id);
