-- The audit log, complete. An event says whether it was done or refused, which request it came with (method and path),
-- and, sealed under the key of whom it concerns, where from and with which browser (`facts`) and what else is personal
-- (`private`). Events of an account belong to no company: their ids of workspace and production are nil, `about` is the
-- account. Unix milliseconds.
alter table audit_events add column done INTEGER not null default 1 check (done in (0,1));
alter table audit_events add column request TEXT not null default '';
alter table audit_events add column facts BLOB;
alter table audit_events add column about BLOB;
alter table audit_events add column private BLOB;
create index audit_events_about on audit_events(about, id) where about is not null;
-- Names of persons are read beside the event from now on: an event that is never changed must not hold them in clear.
drop trigger audit_events_no_update;
update audit_events set detail = json_remove(detail, '$.name') where action like 'person.%' or action like 'call.%';
create trigger audit_events_no_update before update on audit_events begin select raise(abort, 'audit_events is never changed'); end;
-- The chain over all events: each seal hashes the one before it together with its event.
create table audit_seals (
  seq INTEGER not null primary key,
  workspace_id BLOB not null,
  production_id BLOB not null,
  event_id BLOB not null,
  sealed_at INTEGER not null,
  prev_hash BLOB not null,
  hash BLOB not null,
  constraint audit_seals_event unique (event_id, workspace_id, production_id)
) strict;
create trigger audit_seals_no_update before update on audit_seals begin select raise(abort, 'audit_seals is never changed'); end;
create trigger audit_seals_no_delete before delete on audit_seals begin select raise(abort, 'audit_seals is never deleted'); end;
-- One key per account or person, wrapped by the master key. Destroyed, what it sealed is erased everywhere at once.
create table subject_keys (
  subject_id BLOB not null primary key,
  wrapped BLOB,
  created_at INTEGER not null,
  destroyed_at INTEGER
) strict, without rowid;
-- Who looked at whose details: once an hour for a page, once a day for a list.
create table looks (
  person_id BLOB not null,
  viewer_id BLOB not null,
  list INTEGER not null check (list in (0,1)),
  since INTEGER not null,
  workspace_id BLOB not null,
  production_id BLOB not null,
  primary key (person_id, viewer_id, list, since)
) strict, without rowid;
