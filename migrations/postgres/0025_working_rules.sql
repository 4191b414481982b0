-- What a schedule is checked against: of the production, its units, people, places, days, scenes and banners.
create table working_rules (
  workspace_id UUID not null,
  kind TEXT not null constraint working_rules_kind check (kind in ('production','unit','person','place','day','scene','banner')),
  subject_id UUID not null,
  production_id UUID not null,
  facts JSONB not null,
  version BIGINT not null,
  primary key (workspace_id, kind, subject_id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create index working_rules_production on working_rules(production_id);
grant select, insert, update, delete on working_rules to daybreak_app;
alter table working_rules enable row level security;
create policy working_rules_place on working_rules using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
