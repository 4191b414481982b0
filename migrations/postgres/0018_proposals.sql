-- Calls that a head of department proposes for their own people; an assistant director takes or leaves them.
create table call_proposals (
  workspace_id UUID not null,
  day_id UUID not null,
  person_id UUID not null,
  production_id UUID not null,
  call BIGINT not null,
  note TEXT not null,
  proposed_by UUID not null,
  proposed_at BIGINT not null,
  state TEXT not null constraint call_proposals_state check (state in ('open','taken','left')),
  decided_at BIGINT,
  primary key (workspace_id, day_id, person_id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people(workspace_id, id),
  foreign key (workspace_id, proposed_by) references people(workspace_id, id)
);
create index call_proposals_production on call_proposals(production_id);
grant select, insert, update, delete on call_proposals to daybreak_app;
alter table call_proposals enable row level security;
create policy call_proposals_place on call_proposals using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
