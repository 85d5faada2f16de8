-- Engagements, their goals and their sessions. Every key starts with the tenant, so an id made elsewhere says nothing here.

create table engagements (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  client_id uuid not null,
  coach_id uuid not null,
  sponsor_id uuid,
  status text not null default 'active' check (status in ('active', 'paused', 'ended')),
  paused_until date,
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  session_minutes integer not null check (session_minutes between 15 and 240),
  cadence_days integer not null check (cadence_days between 1 and 180),
  rules jsonb not null,
  neutral_subject boolean not null default false,
  -- Set once the client has opened it: from then on sessions may be organised from the client's mailbox by the other parties.
  client_seen_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references people (tenant_id, id),
  foreign key (tenant_id, coach_id) references people (tenant_id, id),
  foreign key (tenant_id, sponsor_id) references people (tenant_id, id),
  foreign key (tenant_id, created_by) references people (tenant_id, id),
  check (client_id <> coach_id and client_id <> sponsor_id and coach_id <> sponsor_id),
  check ((status = 'paused') = (paused_until is not null))
);
create index engagements_client on engagements (tenant_id, client_id);
create index engagements_coach on engagements (tenant_id, coach_id);
create index engagements_sponsor on engagements (tenant_id, sponsor_id);
create index engagements_pause_due on engagements (paused_until) where status = 'paused';
select fieldwork_protect('engagements');

create table goals (
  tenant_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  position integer not null,
  title text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade
);
create index goals_of_engagement on goals (tenant_id, engagement_id, position);
select fieldwork_protect('goals');

-- A session holds what was agreed (starts_at, ends_at, state) and what the calendar is known to hold (event_*).
-- `sync_due_at` is set while the two differ; one sweep makes them agree, however often it is interrupted.
create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  kind text not null check (kind in ('coaching', 'three-way', 'chemistry')),
  state text not null check (state in ('proposed', 'booked', 'in-progress', 'held', 'cut-short', 'client-no-show',
    'coach-no-show', 'late-cancel', 'cancelled', 'unknown')),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  version integer not null default 1,
  agenda text not null default '',
  cancel_comment text not null default '',
  optional_people uuid[] not null default '{}',
  -- What was loosened when the time was chosen: a late re-check must judge by the same rules.
  relaxed jsonb not null default '[]',
  organizer_id uuid not null,
  booked_by uuid not null,
  created_at timestamptz not null,
  event_id text,
  event_ical_uid text,
  event_starts_at timestamptz,
  event_ends_at timestamptz,
  event_cancelled boolean not null default false,
  join_url text,
  web_link text,
  chat_id text,
  chat_app text not null default 'pending' check (chat_app in ('pending', 'installed', 'failed', 'none')),
  responses jsonb not null default '{}',
  -- False until free/busy was looked at again after the choice.
  checked boolean not null default false,
  sync_due_at timestamptz,
  sync_attempts integer not null default 0,
  sync_claimed_until timestamptz,
  sync_problem text,
  sync_permission text,
  primary key (tenant_id, id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, organizer_id) references people (tenant_id, id),
  foreign key (tenant_id, booked_by) references people (tenant_id, id)
);
create index sessions_of_engagement on sessions (tenant_id, engagement_id, starts_at);
create index sessions_sync_due on sessions (sync_due_at) where sync_due_at is not null;
create index sessions_by_chat on sessions (tenant_id, chat_id) where chat_id is not null;
select fieldwork_protect('sessions');

-- What happened to an engagement and its sessions, by whom: read by the parties, never rewritten.
create table history (
  tenant_id uuid not null,
  id bigint generated always as identity,
  engagement_id uuid not null,
  session_id uuid,
  at timestamptz not null,
  actor_id uuid,
  what text not null,
  detail jsonb not null default '{}',
  primary key (tenant_id, id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade
);
create index history_of_engagement on history (tenant_id, engagement_id, at);
select fieldwork_protect('history');
