-- What the parts of a production are paid for a day, as one document, sealed for its place.
create table cast_pay (
  workspace_id BLOB not null,
  production_id BLOB not null,
  sealed BLOB not null,
  version INTEGER not null,
  primary key (workspace_id, production_id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
