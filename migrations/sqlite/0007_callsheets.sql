-- Published call sheets: immutable revisions, who got them, who confirmed.
create table sheet_revisions (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  day_id BLOB not null,
  number INTEGER not null,
  name TEXT not null,
  issued_at INTEGER not null,
  issued_by BLOB not null,
  sheet TEXT not null check (json_valid(sheet)),
  primary key (workspace_id, id),
  constraint sheet_revisions_number_key unique (workspace_id, day_id, number),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id)
) strict;
create index sheet_revisions_production on sheet_revisions(production_id, issued_at);
-- Current state per person and day: what they should have, and how far it got.
create table sheet_recipients (
  workspace_id BLOB not null,
  day_id BLOB not null,
  person_id BLOB not null,
  production_id BLOB not null,
  revision_id BLOB not null,
  personal TEXT not null check (json_valid(personal)),
  content_hash TEXT not null,
  state TEXT not null constraint sheet_recipients_state check (state in ('queued','sent','failed','none')),
  error TEXT not null,
  sent_at INTEGER,
  opened_at INTEGER,
  opened_revision BLOB,
  confirmed_at INTEGER,
  confirmed_hash TEXT,
  confirmed_revision BLOB,
  confirmed_how TEXT,
  confirmed_by BLOB,
  confirmed_personal TEXT check (json_valid(confirmed_personal)),
  problem TEXT not null,
  problem_at INTEGER,
  primary key (workspace_id, day_id, person_id),
  foreign key (workspace_id, revision_id) references sheet_revisions(workspace_id, id),
  foreign key (workspace_id, day_id) references shooting_days(workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
create index sheet_recipients_production on sheet_recipients(production_id, person_id);
-- Actions that a device may send twice: the reply of the first is the reply of all.
create table answered_keys (
  workspace_id BLOB not null,
  key BLOB not null,
  production_id BLOB not null,
  person_id BLOB not null,
  request_hash BLOB not null,
  reply TEXT not null,
  created_at INTEGER not null,
  primary key (workspace_id, key)
) strict;
create trigger sheet_revisions_no_update before update on sheet_revisions begin select raise(abort, 'sheet_revisions is never changed'); end;
create trigger sheet_revisions_no_delete before delete on sheet_revisions begin select raise(abort, 'sheet_revisions is never deleted'); end;
