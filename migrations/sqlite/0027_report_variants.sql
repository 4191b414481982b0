-- What is left out of a report for somebody, under a name: "For cast".
create table report_variants (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  report TEXT not null,
  name TEXT not null,
  hide TEXT not null,
  version INTEGER not null,
  primary key (workspace_id, id),
  constraint report_variants_name_key unique (workspace_id, production_id, report, name),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
