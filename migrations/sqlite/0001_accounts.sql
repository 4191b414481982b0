-- Who can sign in, and how they stay signed in. Global: an account may belong to several companies.
create table accounts (
  id BLOB not null primary key,
  email TEXT not null constraint accounts_email_key unique,
  name TEXT not null,
  password_hash TEXT,
  language TEXT not null,
  created_at INTEGER not null,
  disabled_at INTEGER
) strict;
-- Only the SHA-256 of a session's token is kept. A revoked row is never revived: saving is an update.
create table sessions (
  id_hash BLOB not null primary key,
  account_id BLOB references accounts(id),
  data TEXT not null,
  agent TEXT not null,
  created_at INTEGER not null,
  seen_at INTEGER not null,
  idle_until INTEGER not null,
  absolute_until INTEGER not null,
  revoked_at INTEGER
) strict;
create index sessions_account on sessions(account_id);
-- One-time links: the first admin's, and the demo's.
create table entry_links (
  token_hash BLOB not null primary key,
  account_id BLOB references accounts(id),
  purpose TEXT not null constraint entry_links_purpose check (purpose in ('admin','demo')),
  created_at INTEGER not null,
  expires_at INTEGER not null,
  used_at INTEGER
) strict;
