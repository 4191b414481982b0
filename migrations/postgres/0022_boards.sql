-- Boards beside the active one, each a document: drafts, locked ones, issued schedules. The active board is strips and
-- shooting_days.
create table boards (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  kind TEXT not null constraint boards_kind check (kind in ('draft','lock','issue')),
  name TEXT not null,
  note TEXT not null,
  number BIGINT,
  plan JSONB not null,
  made_at BIGINT not null,
  made_by UUID,
  version BIGINT not null,
  primary key (workspace_id, id),
  constraint boards_number_key unique (workspace_id, production_id, number),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create index boards_production on boards(production_id, kind, made_at);
-- What each person was told by an issued schedule.
create table schedule_recipients (
  workspace_id UUID not null,
  issue_id UUID not null,
  person_id UUID not null,
  production_id UUID not null,
  personal JSONB not null,
  content_hash TEXT not null,
  primary key (workspace_id, issue_id, person_id),
  foreign key (workspace_id, issue_id) references boards(workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
create index schedule_recipients_person on schedule_recipients(production_id, person_id);
grant select, insert, update, delete on boards to daybreak_app;
grant select, insert on schedule_recipients to daybreak_app;
alter table boards enable row level security;
create policy boards_place on boards using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table schedule_recipients enable row level security;
create policy schedule_recipients_place on schedule_recipients using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
create function boards_issued_frozen() returns trigger language plpgsql as $$ begin raise exception 'an issued schedule is never changed'; end $$;
create trigger boards_issued_frozen before update or delete on boards for each row when (old.kind = 'issue') execute function boards_issued_frozen();
