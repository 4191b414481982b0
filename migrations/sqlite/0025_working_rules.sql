-- What a schedule is checked against: of the production, its units, people, places, days, scenes and banners.
create table working_rules (
  workspace_id BLOB not null,
  kind TEXT not null constraint working_rules_kind check (kind in ('production','unit','person','place','day','scene','banner')),
  subject_id BLOB not null,
  production_id BLOB not null,
  facts TEXT not null check (json_valid(facts)),
  version INTEGER not null,
  primary key (workspace_id, kind, subject_id),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create index working_rules_production on working_rules(production_id);
