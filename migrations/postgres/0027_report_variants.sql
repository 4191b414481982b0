-- What is left out of a report for somebody, under a name: "For cast".
create table report_variants (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  report TEXT not null,
  name TEXT not null,
  hide TEXT not null,
  version BIGINT not null,
  primary key (workspace_id, id),
  constraint report_variants_name_key unique (workspace_id, production_id, report, name),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
grant select, insert, update, delete on report_variants to daybreak_app;
alter table report_variants enable row level security;
create policy report_variants_place on report_variants using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
