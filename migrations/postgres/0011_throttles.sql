-- How often somebody tried in vain: by address of the account, by network, over all. Keys are digests: no address
-- stands here in clear. `since` begins a window, `until` is when the next attempt is heard. Unix milliseconds.
create table throttles (
  key_hash BYTEA not null primary key,
  attempts BIGINT not null,
  since BIGINT not null,
  until BIGINT not null
);
grant select, insert, update, delete on throttles to daybreak_app;
