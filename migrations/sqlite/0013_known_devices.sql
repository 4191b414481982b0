-- Browsers that an account has signed in with before: a cookie says so, its digest stands here. Signing in anywhere else
-- is told to the owner by mail; here, earlier wrong passwords of others cost no waiting.
create table known_devices (
  account_id BLOB not null references accounts(id),
  token_hash BLOB not null,
  seen_at INTEGER not null,
  primary key (account_id, token_hash)
) strict, without rowid;
