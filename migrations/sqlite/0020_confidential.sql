-- What somebody gives of themselves for an emergency or for driving: medical notes, next of kin, home address. Sealed under
-- the person's own key, one row each, never part of a list. Unix milliseconds.
create table confidential (
  workspace_id BLOB not null,
  person_id BLOB not null,
  kind TEXT not null constraint confidential_kind check (kind in ('medical','kin','address')),
  production_id BLOB not null,
  sealed BLOB not null,
  changed_at INTEGER not null,
  changed_by BLOB,
  primary key (workspace_id, person_id, kind),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
create index confidential_production on confidential(production_id);
-- Who saw which of it: at once, noted by the hour, or through broken glass, with the reason (sealed) and the session that
-- may look for some minutes.
create table confidential_looks (
  workspace_id BLOB not null,
  person_id BLOB not null,
  viewer_id BLOB not null,
  kind TEXT not null constraint confidential_looks_kind check (kind in ('medical','kin','address')),
  glass INTEGER not null check (glass in (0,1)),
  since INTEGER not null,
  production_id BLOB not null,
  reason BLOB,
  session_hash BLOB,
  primary key (workspace_id, person_id, viewer_id, kind, glass, since)
) strict;
create index confidential_looks_person on confidential_looks(person_id, since);
create index confidential_looks_production on confidential_looks(production_id);
