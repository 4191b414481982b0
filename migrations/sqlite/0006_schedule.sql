-- Units, shooting days and strips. A strip without a day is in the boneyard.
create table units (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  name TEXT not null,
  position INTEGER not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create table shooting_days (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  unit_id BLOB not null,
  date TEXT not null,
  label TEXT not null,
  kind TEXT not null,
  state TEXT not null,
  unit_call INTEGER not null,
  shooting_call INTEGER,
  lunch INTEGER,
  est_wrap INTEGER not null,
  location_id BLOB,
  weather TEXT not null,
  hazards TEXT not null,
  notes TEXT not null,
  background TEXT not null check (json_valid(background)),
  call_utc INTEGER not null,
  wrap_utc INTEGER not null,
  version INTEGER not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, unit_id) references units(workspace_id, id),
  foreign key (workspace_id, location_id) references locations(workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create index shooting_days_production on shooting_days(production_id, date);
create table strips (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  scene_id BLOB,
  banner TEXT,
  minutes INTEGER not null,
  day_id BLOB,
  rank INTEGER not null,
  version INTEGER not null,
  primary key (workspace_id, id),
  constraint strips_scene_key unique (workspace_id, scene_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create index strips_place on strips(production_id, day_id, rank);
-- Calls that were set by hand; everything else is computed.
create table call_overrides (
  workspace_id BLOB not null,
  day_id BLOB not null,
  person_id BLOB not null,
  production_id BLOB not null,
  call TEXT not null check (json_valid(call)),
  pickup INTEGER,
  pickup_place TEXT not null,
  note TEXT not null,
  reason TEXT not null,
  version INTEGER not null,
  primary key (workspace_id, day_id, person_id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
create index call_overrides_production on call_overrides(production_id);
