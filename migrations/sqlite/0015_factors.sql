-- Second factors. What a session has been shown beside who it is: when a factor (or the console's link), when anything
-- that proves who it is; by what it became strong.
alter table sessions add column mfa_at INTEGER;
alter table sessions add column proved_at INTEGER;
alter table sessions add column via TEXT;
-- A password shorter than one that stands alone has to be, allowed for as long as there is a second factor.
alter table accounts add column short_password INTEGER not null default 0 check (short_password in (0,1));
-- Whom the company asks for a second factor beside those who must have one in any case.
alter table workspaces add column second_factor_for TEXT not null default 'weighty' constraint workspaces_second_factor check (second_factor_for in ('weighty','all'));
-- An authenticator app. The seed is sealed for its row; `last_step` is the time step of the last code that was taken.
create table totp_factors (
  account_id BLOB not null primary key references accounts(id),
  sealed BLOB not null,
  last_step INTEGER not null,
  created_at INTEGER not null,
  used_at INTEGER
) strict, without rowid;
-- Codes for whoever has lost the rest: Argon2id with one salt for an account's set, so that a try costs one hash.
create table recovery_codes (
  account_id BLOB not null references accounts(id),
  code_hash BLOB not null,
  salt BLOB not null,
  used_at INTEGER,
  primary key (account_id, code_hash)
) strict, without rowid;
create table passkeys (
  id BLOB not null primary key,
  account_id BLOB not null references accounts(id),
  credential_id BLOB not null constraint passkeys_credential unique,
  name TEXT not null,
  credential TEXT not null,
  created_at INTEGER not null,
  used_at INTEGER
) strict;
create index passkeys_account on passkeys(account_id);
-- What a session is in the middle of: a seed to be confirmed, a passkey's challenge, codes that are being shown. Sealed,
-- short-lived, bound to the session by a key in its data.
create table ceremonies (
  session_key BLOB not null,
  kind TEXT not null constraint ceremonies_kind check (kind in ('totp','codes','create','ask')),
  sealed BLOB not null,
  expires_at INTEGER not null,
  primary key (session_key, kind)
) strict, without rowid;
