-- Units, shooting days and strips. A strip without a day is in the boneyard.
create table units (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  name TEXT not null,
  position BIGINT not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create table shooting_days (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  unit_id UUID not null,
  date TEXT not null,
  label TEXT not null,
  kind TEXT not null,
  state TEXT not null,
  unit_call BIGINT not null,
  shooting_call BIGINT,
  lunch BIGINT,
  est_wrap BIGINT not null,
  location_id UUID,
  weather TEXT not null,
  hazards TEXT not null,
  notes TEXT not null,
  background JSONB not null,
  call_utc BIGINT not null,
  wrap_utc BIGINT not null,
  version BIGINT not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, unit_id) references units(workspace_id, id),
  foreign key (workspace_id, location_id) references locations(workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create index shooting_days_production on shooting_days(production_id, date);
create table strips (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  scene_id UUID,
  banner TEXT,
  minutes BIGINT not null,
  day_id UUID,
  rank BIGINT not null,
  version BIGINT not null,
  primary key (workspace_id, id),
  constraint strips_scene_key unique (workspace_id, scene_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create index strips_place on strips(production_id, day_id, rank);
-- Calls that were set by hand; everything else is computed.
create table call_overrides (
  workspace_id UUID not null,
  day_id UUID not null,
  person_id UUID not null,
  production_id UUID not null,
  call JSONB not null,
  pickup BIGINT,
  pickup_place TEXT not null,
  note TEXT not null,
  reason TEXT not null,
  version BIGINT not null,
  primary key (workspace_id, day_id, person_id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
create index call_overrides_production on call_overrides(production_id);
grant select, insert, update, delete on units to daybreak_app;
grant select, insert, update, delete on shooting_days to daybreak_app;
grant select, insert, update, delete on strips to daybreak_app;
grant select, insert, update, delete on call_overrides to daybreak_app;
alter table units enable row level security;
create policy units_place on units using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table shooting_days enable row level security;
create policy shooting_days_place on shooting_days using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table strips enable row level security;
create policy strips_place on strips using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table call_overrides enable row level security;
create policy call_overrides_place on call_overrides using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
