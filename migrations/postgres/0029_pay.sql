-- What the parts of a production are paid for a day, as one document, sealed for its place.
create table cast_pay (
  workspace_id UUID not null,
  production_id UUID not null,
  sealed BYTEA not null,
  version BIGINT not null,
  primary key (workspace_id, production_id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
grant select, insert, update, delete on cast_pay to daybreak_app;
alter table cast_pay enable row level security;
create policy cast_pay_place on cast_pay using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
