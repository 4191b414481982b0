-- Invitations to a company. Looked up by token before anything is known of the company, so this table is global.
create table company_invitations (
  id BLOB not null primary key,
  token_hash BLOB not null constraint company_invitations_token_key unique,
  workspace_id BLOB not null references workspaces(id),
  email TEXT not null,
  role TEXT not null constraint company_invitations_role check (role in ('admin','member')),
  created_at INTEGER not null,
  expires_at INTEGER not null,
  accepted_at INTEGER,
  withdrawn_at INTEGER
) strict;
create index company_invitations_workspace on company_invitations(workspace_id);
