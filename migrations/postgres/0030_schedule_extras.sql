-- What other programs' schedules had that has no place here: keys of theirs, written again when the schedule goes out.
create table schedule_extras (
  workspace_id UUID not null,
  production_id UUID not null,
  doc JSONB not null,
  primary key (workspace_id, production_id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
grant select, insert, update, delete on schedule_extras to daybreak_app;
alter table schedule_extras enable row level security;
create policy schedule_extras_place on schedule_extras using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
