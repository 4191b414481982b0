-- Boards beside the active one, each a document: drafts, locked ones, issued schedules. The active board is strips and
-- shooting_days.
create table boards (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  kind TEXT not null constraint boards_kind check (kind in ('draft','lock','issue')),
  name TEXT not null,
  note TEXT not null,
  number INTEGER,
  plan TEXT not null check (json_valid(plan)),
  made_at INTEGER not null,
  made_by BLOB,
  version INTEGER not null,
  primary key (workspace_id, id),
  constraint boards_number_key unique (workspace_id, production_id, number),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create index boards_production on boards(production_id, kind, made_at);
-- What each person was told by an issued schedule.
create table schedule_recipients (
  workspace_id BLOB not null,
  issue_id BLOB not null,
  person_id BLOB not null,
  production_id BLOB not null,
  personal TEXT not null check (json_valid(personal)),
  content_hash TEXT not null,
  primary key (workspace_id, issue_id, person_id),
  foreign key (workspace_id, issue_id) references boards(workspace_id, id),
  foreign key (workspace_id, person_id) references people(workspace_id, id)
) strict;
create index schedule_recipients_person on schedule_recipients(production_id, person_id);
create trigger boards_issued_no_update before update on boards when old.kind = 'issue' begin select raise(abort, 'an issued schedule is never changed'); end;
create trigger boards_issued_no_delete before delete on boards when old.kind = 'issue' begin select raise(abort, 'an issued schedule is never deleted'); end;
