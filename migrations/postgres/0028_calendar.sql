-- One feed of shooting days per person of a production: whoever holds its link reads their dates and nothing else. Global
-- like personal_links: the token is all that is known of who asks.
create table calendar_links (
  token_hash BYTEA not null primary key,
  sealed BYTEA not null,
  workspace_id UUID not null,
  production_id UUID not null,
  person_id UUID not null,
  created_at BIGINT not null,
  revoked_at BIGINT,
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
create unique index calendar_links_live on calendar_links(workspace_id, person_id) where revoked_at is null;
-- What a feed gave out last, as a digest, so that a change raises the number that calendars go by.
create table calendar_events (
  workspace_id UUID not null,
  person_id UUID not null,
  uid TEXT not null,
  production_id UUID not null,
  sequence BIGINT not null,
  content_hash TEXT not null,
  changed_at BIGINT not null,
  primary key (workspace_id, person_id, uid),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
);
create index calendar_events_production on calendar_events(production_id, person_id);
grant select, insert, update on calendar_links to daybreak_app;
grant select, insert, update on calendar_events to daybreak_app;
alter table calendar_events enable row level security;
create policy calendar_events_place on calendar_events using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
