-- Mails waiting to be sent, written in the transaction of what they tell. Global: the worker drains it.
create table outbox (
  id UUID not null primary key,
  workspace_id UUID not null,
  production_id UUID,
  person_id UUID,
  day_id UUID,
  kind TEXT not null,
  recipient TEXT not null,
  subject TEXT not null,
  sealed BYTEA,
  state TEXT not null constraint outbox_state check (state in ('queued','sent','failed')),
  tries BIGINT not null,
  next_at BIGINT not null,
  leased_until BIGINT,
  error TEXT not null,
  created_at BIGINT not null,
  sent_at BIGINT
);
create index outbox_due on outbox(state, next_at);
create index outbox_workspace on outbox(workspace_id, created_at);
grant select, insert, update, delete on outbox to daybreak_app;
