-- Where scenes are shot, with the nearest hospital.
create table locations (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  name TEXT not null,
  address TEXT not null,
  lat_e6 INTEGER,
  lon_e6 INTEGER,
  zone TEXT not null,
  parking TEXT not null,
  notes TEXT not null,
  hospital_name TEXT not null,
  hospital_address TEXT not null,
  hospital_phone TEXT not null,
  hospital_24h INTEGER not null check (hospital_24h in (0,1)),
  hospital_checked_by TEXT not null,
  hospital_checked_on TEXT not null,
  version INTEGER not null,
  primary key (workspace_id, id),
  constraint locations_name_key unique (workspace_id, production_id, name),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
