-- The forecast of a shooting day, for one place and date; fetched anew as long as the day lies ahead.
create table day_forecasts (
  workspace_id UUID not null,
  production_id UUID not null,
  day_id UUID not null,
  place TEXT not null,
  doc JSONB not null,
  fetched_at BIGINT not null,
  primary key (workspace_id, day_id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id) on delete cascade,
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create index day_forecasts_production on day_forecasts(production_id, workspace_id);
grant select, insert, update, delete on day_forecasts to daybreak_app;
alter table day_forecasts enable row level security;
create policy day_forecasts_place on day_forecasts using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
