-- Scenes with their length in eighths, and who is in them.
create table scenes (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  position INTEGER not null,
  number TEXT not null,
  int_ext TEXT not null,
  set_name TEXT not null,
  day_night TEXT not null,
  light TEXT not null,
  eighths INTEGER not null constraint scenes_eighths check (eighths >= 0),
  estimated INTEGER not null check (estimated in (0,1)),
  omitted INTEGER not null check (omitted in (0,1)),
  closed INTEGER not null check (closed in (0,1)),
  synopsis TEXT not null,
  location_id BLOB,
  version INTEGER not null,
  primary key (workspace_id, id),
  constraint scenes_number_key unique (workspace_id, production_id, number),
  foreign key (workspace_id, production_id) references productions(workspace_id, id),
  foreign key (workspace_id, location_id) references locations(workspace_id, id)
) strict;
create index scenes_production on scenes(production_id, position);
create table scene_cast (
  workspace_id BLOB not null,
  scene_id BLOB not null,
  character_id BLOB not null,
  production_id BLOB not null,
  primary key (workspace_id, scene_id, character_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id),
  foreign key (workspace_id, character_id) references characters(workspace_id, id)
) strict;
create index scene_cast_production on scene_cast(production_id);
-- What an upload would make, until it is confirmed or a day has passed.
create table script_imports (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  file_name TEXT not null,
  draft TEXT not null check (json_valid(draft)),
  created_at INTEGER not null,
  confirmed_at INTEGER,
  primary key (workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
