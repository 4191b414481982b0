-- What other programs' schedules had that has no place here: keys of theirs, written again when the schedule goes out.
create table schedule_extras (
  workspace_id BLOB not null,
  production_id BLOB not null,
  doc TEXT not null check (json_valid(doc)),
  primary key (workspace_id, production_id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
