-- Second factors. What a session has been shown beside who it is: when a factor (or the console's link), when anything
-- that proves who it is; by what it became strong.
alter table sessions add column mfa_at BIGINT;
alter table sessions add column proved_at BIGINT;
alter table sessions add column via TEXT;
-- A password shorter than one that stands alone has to be, allowed for as long as there is a second factor.
alter table accounts add column short_password BOOLEAN not null default false;
-- Whom the company asks for a second factor beside those who must have one in any case.
alter table workspaces add column second_factor_for TEXT not null default 'weighty' constraint workspaces_second_factor check (second_factor_for in ('weighty','all'));
-- An authenticator app. The seed is sealed for its row; `last_step` is the time step of the last code that was taken.
create table totp_factors (
  account_id UUID not null primary key references accounts(id),
  sealed BYTEA not null,
  last_step BIGINT not null,
  created_at BIGINT not null,
  used_at BIGINT
);
-- Codes for whoever has lost the rest: Argon2id with one salt for an account's set, so that a try costs one hash.
create table recovery_codes (
  account_id UUID not null references accounts(id),
  code_hash BYTEA not null,
  salt BYTEA not null,
  used_at BIGINT,
  primary key (account_id, code_hash)
);
create table passkeys (
  id UUID not null primary key,
  account_id UUID not null references accounts(id),
  credential_id BYTEA not null constraint passkeys_credential unique,
  name TEXT not null,
  credential TEXT not null,
  created_at BIGINT not null,
  used_at BIGINT
);
create index passkeys_account on passkeys(account_id);
-- What a session is in the middle of: a seed to be confirmed, a passkey's challenge, codes that are being shown. Sealed,
-- short-lived, bound to the session by a key in its data.
create table ceremonies (
  session_key BYTEA not null,
  kind TEXT not null constraint ceremonies_kind check (kind in ('totp','codes','create','ask')),
  sealed BYTEA not null,
  expires_at BIGINT not null,
  primary key (session_key, kind)
);
grant select, insert, update, delete on totp_factors to daybreak_app;
grant select, insert, update, delete on recovery_codes to daybreak_app;
grant select, insert, update, delete on passkeys to daybreak_app;
grant select, insert, update, delete on ceremonies to daybreak_app;
