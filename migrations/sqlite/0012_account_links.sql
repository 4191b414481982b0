-- Links by mail that prove an address: a new password. Only the digest of the token is kept. A link without an account
-- was asked for an address that nobody has: it leads nowhere, and takes as long to write.
create table account_links (
  token_hash BLOB not null primary key,
  account_id BLOB references accounts(id),
  created_at INTEGER not null,
  expires_at INTEGER not null,
  used_at INTEGER
) strict, without rowid;
create index account_links_account on account_links(account_id);
