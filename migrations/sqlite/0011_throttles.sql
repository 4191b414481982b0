-- How often somebody tried in vain: by address of the account, by network, over all. Keys are digests: no address
-- stands here in clear. `since` begins a window, `until` is when the next attempt is heard. Unix milliseconds.
create table throttles (
  key_hash BLOB not null primary key,
  attempts INTEGER not null,
  since INTEGER not null,
  until INTEGER not null
) strict, without rowid;
