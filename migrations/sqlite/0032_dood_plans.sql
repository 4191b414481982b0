-- What a part does besides the strips: travel, fittings, rehearsals, work without the company; and whether it is held
-- and paid on holidays. A part without a row is held, and does nothing besides.
create table dood_plans (
  workspace_id BLOB not null,
  production_id BLOB not null,
  character_id BLOB not null,
  doc TEXT not null check (json_valid(doc)),
  version INTEGER not null,
  primary key (workspace_id, character_id),
  foreign key (workspace_id, character_id) references characters(workspace_id, id) on delete cascade,
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create index dood_plans_production on dood_plans(production_id, workspace_id);
