-- Graph tokens of people, sealed (AES-256-GCM) with a key that is not in this database, for all processes.
create table graph_tokens (
  tenant_id uuid not null,
  object_id uuid not null,
  -- Which of the configured keys sealed it.
  key_id text not null,
  sealed bytea not null,
  -- From when it is not used any more.
  until timestamptz not null,
  primary key (tenant_id, object_id)
);
create index graph_tokens_until on graph_tokens (until);
select fieldwork_protect('graph_tokens');

-- Requests by whoever sends many, as all processes together count them. The key is a keyed hash: no address can be read here.
-- Not in the log of the database, since a minute's counts are worth nothing after a crash.
create unlogged table rate_counts (
  tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
  key bytea not null,
  minute timestamptz not null,
  count integer not null,
  primary key (key, minute)
);
select fieldwork_protect('rate_counts');
revoke all on rate_counts from fieldwork_app;

-- Who did what: ids, never contents. Lines are added and, after the time for which they are kept, removed; never changed.
create table audit_log (
  tenant_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null,
  -- No reference: the line stays when the person is forgotten.
  actor_id uuid not null,
  -- What they were to the engagement that it was about; `person` where it was about none.
  role text not null check (role in ('client', 'coach', 'sponsor', 'programme-lead', 'person')),
  signed_by text not null check (signed_by in ('sign-in', 'coach-link', 'session-link')),
  action text not null,
  subjects jsonb not null,
  status integer not null,
  request_id uuid not null,
  primary key (tenant_id, id)
);
create index audit_log_age on audit_log (at);
create index audit_log_actor on audit_log (tenant_id, actor_id, id);
select fieldwork_protect('audit_log');
revoke update, delete on audit_log from fieldwork_app;

create function fieldwork_keep_audit() returns trigger
language plpgsql
as $$
begin
  -- Also the owner has to say that it is retention, and can never change a line.
  if tg_op = 'DELETE' and current_setting('app.retention', true) = 'on' then
    return old;
  end if;
  raise exception 'The audit log is append-only.' using errcode = '42501';
end
$$;
create trigger audit_log_rows before update or delete on audit_log for each row execute function fieldwork_keep_audit();
create trigger audit_log_whole before truncate on audit_log for each statement execute function fieldwork_keep_audit();

-- People whose data was erased: what they took part in stays with a row that says nothing of them.
alter table people add column erased_at timestamptz;

-- Wishes to be forgotten, carried out when they are due unless taken back before.
create table erasures (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  withdrawn_at timestamptz,
  done_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id),
  foreign key (tenant_id, asked_by) references people (tenant_id, id)
);
create unique index erasures_open on erasures (tenant_id, person_id) where withdrawn_at is null and done_at is null;
create index erasures_due on erasures (due_at) where withdrawn_at is null and done_at is null;
select fieldwork_protect('erasures');
