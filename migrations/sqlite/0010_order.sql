-- Lists are read in the order of an index, and an event is one entry of one tree: its id grows with time (UUIDv7).
drop index scenes_production;
create index scenes_production on scenes(production_id, position, id);
drop index scene_cast_production;
create index scene_cast_production on scene_cast(production_id, workspace_id, scene_id, character_id);
create table audit_events_kept (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  at INTEGER not null,
  actor_kind TEXT not null,
  actor_id BLOB,
  action TEXT not null,
  target BLOB,
  detail TEXT not null check (json_valid(detail)),
  primary key (workspace_id, production_id, id)
) strict, without rowid;
insert into audit_events_kept select workspace_id, id, production_id, at, actor_kind, actor_id, action, target, detail from audit_events;
drop table audit_events;
alter table audit_events_kept rename to audit_events;
create trigger audit_events_no_update before update on audit_events begin select raise(abort, 'audit_events is never changed'); end;
create trigger audit_events_no_delete before delete on audit_events begin select raise(abort, 'audit_events is never deleted'); end;
