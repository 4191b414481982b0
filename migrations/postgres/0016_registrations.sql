-- Accounts that somebody wants to have: each waits for the link sent to its address to be opened. Only the digest of the
-- link's token is kept. A row whose link was never sent (the address has an account) leads nowhere.
create table registrations (
  token_hash BYTEA not null primary key,
  email TEXT not null,
  name TEXT not null,
  password_hash TEXT not null,
  company TEXT not null,
  language TEXT not null,
  created_at BIGINT not null,
  expires_at BIGINT not null
);
-- Addresses that accounts want to move to, until the link sent there is opened.
create table mail_changes (
  token_hash BYTEA not null primary key,
  account_id UUID not null references accounts(id),
  email TEXT not null,
  created_at BIGINT not null,
  expires_at BIGINT not null
);
create index mail_changes_account on mail_changes(account_id);
grant select, insert, update, delete on registrations to daybreak_app;
grant select, insert, update, delete on mail_changes to daybreak_app;
