-- Who can sign in, and how they stay signed in. Global: an account may belong to several companies.
-- The role that every scope acts as: it owns nothing, so row-level security binds it even under a superuser URL.
do $$ begin
  if not exists (select from pg_roles where rolname = 'daybreak_app') then
    create role daybreak_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  if not pg_has_role(current_user, 'daybreak_app', 'member') then
    execute format('grant daybreak_app to %I', current_user);
  end if;
end $$;
grant usage on schema public to daybreak_app;
-- Unset settings read as null: a pooled connection's next user must not meet an error.
create function app_workspace() returns uuid language sql stable as $$ select nullif(current_setting('app.workspace', true), '')::uuid $$;
create function app_production() returns uuid language sql stable as $$ select nullif(current_setting('app.production', true), '')::uuid $$;
create function app_account() returns uuid language sql stable as $$ select nullif(current_setting('app.account', true), '')::uuid $$;
create table accounts (
  id UUID not null primary key,
  email TEXT not null constraint accounts_email_key unique,
  name TEXT not null,
  password_hash TEXT,
  language TEXT not null,
  created_at BIGINT not null,
  disabled_at BIGINT
);
-- Only the SHA-256 of a session's token is kept. A revoked row is never revived: saving is an update.
create table sessions (
  id_hash BYTEA not null primary key,
  account_id UUID references accounts(id),
  data TEXT not null,
  agent TEXT not null,
  created_at BIGINT not null,
  seen_at BIGINT not null,
  idle_until BIGINT not null,
  absolute_until BIGINT not null,
  revoked_at BIGINT
);
create index sessions_account on sessions(account_id);
-- One-time links: the first admin's, and the demo's.
create table entry_links (
  token_hash BYTEA not null primary key,
  account_id UUID references accounts(id),
  purpose TEXT not null constraint entry_links_purpose check (purpose in ('admin','demo')),
  created_at BIGINT not null,
  expires_at BIGINT not null,
  used_at BIGINT
);
grant select, insert, update, delete on accounts to daybreak_app;
grant select, insert, update, delete on sessions to daybreak_app;
grant select, insert, update, delete on entry_links to daybreak_app;
