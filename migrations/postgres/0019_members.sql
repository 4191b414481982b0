-- Invitations to a company. Looked up by token before anything is known of the company, so this table is global.
create table company_invitations (
  id UUID not null primary key,
  token_hash BYTEA not null constraint company_invitations_token_key unique,
  workspace_id UUID not null references workspaces(id),
  email TEXT not null,
  role TEXT not null constraint company_invitations_role check (role in ('admin','member')),
  created_at BIGINT not null,
  expires_at BIGINT not null,
  accepted_at BIGINT,
  withdrawn_at BIGINT
);
create index company_invitations_workspace on company_invitations(workspace_id);
grant select, insert, update, delete on company_invitations to daybreak_app;
-- Whoever leaves a company, or is taken out of it, leaves all its productions.
create policy people_company on people using (workspace_id = app_workspace() and app_production() is null) with check (workspace_id = app_workspace() and app_production() is null);
