-- Short rest that production manager or producer authorised: for one person on one day, down to so many minutes of rest.
create table rest_authorisations (
  workspace_id BLOB not null,
  day_id BLOB not null,
  person_id BLOB not null,
  production_id BLOB not null,
  rest_minutes INTEGER not null,
  reason TEXT not null,
  compensation TEXT not null,
  given_at INTEGER not null,
  given_by BLOB not null,
  primary key (workspace_id, day_id, person_id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id),
  foreign key (workspace_id, given_by) references people(workspace_id, id)
) strict;
create index rest_authorisations_production on rest_authorisations(production_id);
