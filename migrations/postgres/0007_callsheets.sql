-- Published call sheets: immutable revisions, who got them, who confirmed.
create table sheet_revisions (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  day_id UUID not null,
  number BIGINT not null,
  name TEXT not null,
  issued_at BIGINT not null,
  issued_by UUID not null,
  sheet JSONB not null,
  primary key (workspace_id, id),
  constraint sheet_revisions_number_key unique (workspace_id, day_id, number),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id)
);
create index sheet_revisions_production on sheet_revisions(production_id, issued_at);
-- Current state per person and day: what they should have, and how far it got.
create table sheet_recipients (
  workspace_id UUID not null,
  day_id UUID not null,
  person_id UUID not null,
  production_id UUID not null,
  revision_id UUID not null,
  personal JSONB not null,
  content_hash TEXT not null,
  state TEXT not null constraint sheet_recipients_state check (state in ('queued','sent','failed','none')),
  error TEXT not null,
  sent_at BIGINT,
  opened_at BIGINT,
  opened_revision UUID,
  confirmed_at BIGINT,
  confirmed_hash TEXT,
  confirmed_revision UUID,
  confirmed_how TEXT,
  confirmed_by UUID,
  confirmed_personal JSONB,
  problem TEXT not null,
  problem_at BIGINT,
  primary key (workspace_id, day_id, person_id),
  foreign key (workspace_id, revision_id) references sheet_revisions(workspace_id, id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
create index sheet_recipients_production on sheet_recipients(production_id, person_id);
-- Actions that a device may send twice: the reply of the first is the reply of all.
create table answered_keys (
  workspace_id UUID not null,
  key UUID not null,
  production_id UUID not null,
  person_id UUID not null,
  request_hash BYTEA not null,
  reply TEXT not null,
  created_at BIGINT not null,
  primary key (workspace_id, key)
);
grant select, insert on sheet_revisions to daybreak_app;
grant select, insert, update, delete on sheet_recipients to daybreak_app;
grant select, insert, update, delete on answered_keys to daybreak_app;
alter table sheet_revisions enable row level security;
create policy sheet_revisions_place on sheet_revisions using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table sheet_recipients enable row level security;
create policy sheet_recipients_place on sheet_recipients using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table answered_keys enable row level security;
create policy answered_keys_place on answered_keys using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
create function sheet_revisions_frozen() returns trigger language plpgsql as $$ begin raise exception 'sheet_revisions is never changed'; end $$;
create trigger sheet_revisions_frozen before update or delete on sheet_revisions for each row execute function sheet_revisions_frozen();
