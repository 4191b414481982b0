-- The forecast of a shooting day, for one place and date; fetched anew as long as the day lies ahead.
create table day_forecasts (
  workspace_id BLOB not null,
  production_id BLOB not null,
  day_id BLOB not null,
  place TEXT not null,
  doc TEXT not null check (json_valid(doc)),
  fetched_at INTEGER not null,
  primary key (workspace_id, day_id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id) on delete cascade,
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create index day_forecasts_production on day_forecasts(production_id, workspace_id);
