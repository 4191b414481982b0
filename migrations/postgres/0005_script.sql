-- Scenes with their length in eighths, and who is in them.
create table scenes (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  position BIGINT not null,
  number TEXT not null,
  int_ext TEXT not null,
  set_name TEXT not null,
  day_night TEXT not null,
  light TEXT not null,
  eighths BIGINT not null constraint scenes_eighths check (eighths >= 0),
  estimated BOOLEAN not null,
  omitted BOOLEAN not null,
  closed BOOLEAN not null,
  synopsis TEXT not null,
  location_id UUID,
  version BIGINT not null,
  primary key (workspace_id, id),
  constraint scenes_number_key unique (workspace_id, production_id, number),
  foreign key (workspace_id, production_id) references productions(workspace_id, id),
  foreign key (workspace_id, location_id) references locations(workspace_id, id)
);
create index scenes_production on scenes(production_id, position);
create table scene_cast (
  workspace_id UUID not null,
  scene_id UUID not null,
  character_id UUID not null,
  production_id UUID not null,
  primary key (workspace_id, scene_id, character_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id),
  foreign key (workspace_id, character_id) references characters(workspace_id, id)
);
create index scene_cast_production on scene_cast(production_id);
-- What an upload would make, until it is confirmed or a day has passed.
create table script_imports (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  file_name TEXT not null,
  draft JSONB not null,
  created_at BIGINT not null,
  confirmed_at BIGINT,
  primary key (workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
grant select, insert, update, delete on scenes to daybreak_app;
grant select, insert, update, delete on scene_cast to daybreak_app;
grant select, insert, update, delete on script_imports to daybreak_app;
alter table scenes enable row level security;
create policy scenes_place on scenes using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table scene_cast enable row level security;
create policy scene_cast_place on scene_cast using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table script_imports enable row level security;
create policy script_imports_place on script_imports using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
