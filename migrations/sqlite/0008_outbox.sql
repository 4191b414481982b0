-- Mails waiting to be sent, written in the transaction of what they tell. Global: the worker drains it.
create table outbox (
  id BLOB not null primary key,
  workspace_id BLOB not null,
  production_id BLOB,
  person_id BLOB,
  day_id BLOB,
  kind TEXT not null,
  recipient TEXT not null,
  subject TEXT not null,
  sealed BLOB,
  state TEXT not null constraint outbox_state check (state in ('queued','sent','failed')),
  tries INTEGER not null,
  next_at INTEGER not null,
  leased_until INTEGER,
  error TEXT not null,
  created_at INTEGER not null,
  sent_at INTEGER
) strict;
create index outbox_due on outbox(state, next_at);
create index outbox_workspace on outbox(workspace_id, created_at);
