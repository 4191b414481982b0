-- Where scenes are shot, with the nearest hospital.
create table locations (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  name TEXT not null,
  address TEXT not null,
  lat_e6 BIGINT,
  lon_e6 BIGINT,
  zone TEXT not null,
  parking TEXT not null,
  notes TEXT not null,
  hospital_name TEXT not null,
  hospital_address TEXT not null,
  hospital_phone TEXT not null,
  hospital_24h BOOLEAN not null,
  hospital_checked_by TEXT not null,
  hospital_checked_on TEXT not null,
  version BIGINT not null,
  primary key (workspace_id, id),
  constraint locations_name_key unique (workspace_id, production_id, name),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
grant select, insert, update, delete on locations to daybreak_app;
alter table locations enable row level security;
create policy locations_place on locations using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
