-- How a production's strips look: their rows and the colours of its own. Without a row they look as usual.
create table strip_designs (
  workspace_id UUID not null,
  production_id UUID not null,
  doc JSONB not null,
  version BIGINT not null,
  primary key (workspace_id, production_id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
grant select, insert, update, delete on strip_designs to daybreak_app;
alter table strip_designs enable row level security;
create policy strip_designs_place on strip_designs using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
