-- Who did what, written in the transaction of the change. Never changed afterwards.
create table audit_events (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  at INTEGER not null,
  actor_kind TEXT not null,
  actor_id BLOB,
  action TEXT not null,
  target BLOB,
  detail TEXT not null check (json_valid(detail)),
  primary key (workspace_id, id)
) strict;
create index audit_events_production on audit_events(production_id, at);
create trigger audit_events_no_update before update on audit_events begin select raise(abort, 'audit_events is never changed'); end;
create trigger audit_events_no_delete before delete on audit_events begin select raise(abort, 'audit_events is never deleted'); end;
