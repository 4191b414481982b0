-- Links by mail that prove an address: a new password. Only the digest of the token is kept. A link without an account
-- was asked for an address that nobody has: it leads nowhere, and takes as long to write.
create table account_links (
  token_hash BYTEA not null primary key,
  account_id UUID references accounts(id),
  created_at BIGINT not null,
  expires_at BIGINT not null,
  used_at BIGINT
);
create index account_links_account on account_links(account_id);
grant select, insert, update, delete on account_links to daybreak_app;
