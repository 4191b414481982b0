-- Short rest that production manager or producer authorised: for one person on one day, down to so many minutes of rest.
create table rest_authorisations (
  workspace_id UUID not null,
  day_id UUID not null,
  person_id UUID not null,
  production_id UUID not null,
  rest_minutes BIGINT not null,
  reason TEXT not null,
  compensation TEXT not null,
  given_at BIGINT not null,
  given_by UUID not null,
  primary key (workspace_id, day_id, person_id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id),
  foreign key (workspace_id, given_by) references people(workspace_id, id)
);
create index rest_authorisations_production on rest_authorisations(production_id);
grant select, insert, update on rest_authorisations to daybreak_app;
alter table rest_authorisations enable row level security;
create policy rest_authorisations_place on rest_authorisations using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
