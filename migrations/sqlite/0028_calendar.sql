-- One feed of shooting days per person of a production: whoever holds its link reads their dates and nothing else. Global
-- like personal_links: the token is all that is known of who asks.
create table calendar_links (
  token_hash BLOB not null primary key,
  sealed BLOB not null,
  workspace_id BLOB not null,
  production_id BLOB not null,
  person_id BLOB not null,
  created_at INTEGER not null,
  revoked_at INTEGER,
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
create unique index calendar_links_live on calendar_links(workspace_id, person_id) where revoked_at is null;
-- What a feed gave out last, as a digest, so that a change raises the number that calendars go by.
create table calendar_events (
  workspace_id BLOB not null,
  person_id BLOB not null,
  uid TEXT not null,
  production_id BLOB not null,
  sequence INTEGER not null,
  content_hash TEXT not null,
  changed_at INTEGER not null,
  primary key (workspace_id, person_id, uid),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
create index calendar_events_production on calendar_events(production_id, person_id);
