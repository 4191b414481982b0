-- How a production's strips look: their rows and the colours of its own. Without a row they look as usual.
create table strip_designs (
  workspace_id BLOB not null,
  production_id BLOB not null,
  doc TEXT not null check (json_valid(doc)),
  version INTEGER not null,
  primary key (workspace_id, production_id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
