-- Who did what, written in the transaction of the change. Never changed afterwards.
create table audit_events (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  at BIGINT not null,
  actor_kind TEXT not null,
  actor_id UUID,
  action TEXT not null,
  target UUID,
  detail JSONB not null,
  primary key (workspace_id, id)
);
create index audit_events_production on audit_events(production_id, at);
grant select, insert on audit_events to daybreak_app;
alter table audit_events enable row level security;
create policy audit_events_place on audit_events using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
create function audit_events_frozen() returns trigger language plpgsql as $$ begin raise exception 'audit_events is never changed'; end $$;
create trigger audit_events_frozen before update or delete on audit_events for each row execute function audit_events_frozen();
