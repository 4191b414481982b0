-- Lists are read in the order of an index, and an event is one entry of one tree: its id grows with time (UUIDv7).
drop index scenes_production;
create index scenes_production on scenes(production_id, position, id);
drop index scene_cast_production;
create index scene_cast_production on scene_cast(production_id, workspace_id, scene_id, character_id);
drop index audit_events_production;
alter table audit_events drop constraint audit_events_pkey;
alter table audit_events add primary key (workspace_id, production_id, id);
