-- What a part does besides the strips: travel, fittings, rehearsals, work without the company; and whether it is held
-- and paid on holidays. A part without a row is held, and does nothing besides.
create table dood_plans (
  workspace_id UUID not null,
  production_id UUID not null,
  character_id UUID not null,
  doc JSONB not null,
  version BIGINT not null,
  primary key (workspace_id, character_id),
  foreign key (workspace_id, character_id) references characters(workspace_id, id) on delete cascade,
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create index dood_plans_production on dood_plans(production_id, workspace_id);
grant select, insert, update, delete on dood_plans to daybreak_app;
alter table dood_plans enable row level security;
create policy dood_plans_place on dood_plans using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
