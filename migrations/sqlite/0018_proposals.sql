-- Calls that a head of department proposes for their own people; an assistant director takes or leaves them.
create table call_proposals (
  workspace_id BLOB not null,
  day_id BLOB not null,
  person_id BLOB not null,
  production_id BLOB not null,
  call INTEGER not null,
  note TEXT not null,
  proposed_by BLOB not null,
  proposed_at INTEGER not null,
  state TEXT not null constraint call_proposals_state check (state in ('open','taken','left')),
  decided_at INTEGER,
  primary key (workspace_id, day_id, person_id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people(workspace_id, id),
  foreign key (workspace_id, proposed_by) references people(workspace_id, id)
) strict;
create index call_proposals_production on call_proposals(production_id);
