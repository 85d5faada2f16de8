-- What a client does in the weekly review. Reflections are the client's alone; `brought_to` names the engagement whose coach may read one.

create table review_prompts (
  tenant_id uuid not null,
  person_id uuid not null,
  version integer not null default 1,
  -- [{ key, text }, ...] in the client's order.
  prompts jsonb not null,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
select fieldwork_protect('review_prompts');

create table reviews (
  tenant_id uuid not null,
  person_id uuid not null,
  -- ISO week in the client's zone, `2026-W10`.
  week text not null check (week ~ '^\d{4}-W\d{2}$'),
  -- First typed or ticked in: a review that was only opened was not kept.
  used_at timestamptz,
  done_at timestamptz,
  primary key (tenant_id, person_id, week),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
select fieldwork_protect('reviews');

create table reflections (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  week text not null,
  prompt_key text not null,
  -- The prompt as it read when this was last written.
  prompt text not null,
  text text not null,
  version integer not null default 1,
  brought_to uuid,
  brought_at timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, person_id, week, prompt_key),
  foreign key (tenant_id, person_id, week) references reviews (tenant_id, person_id, week) on delete cascade,
  foreign key (tenant_id, brought_to) references engagements (tenant_id, id) on delete set null (brought_to),
  check (brought_to is null or brought_at is not null)
);
create index reflections_brought on reflections (tenant_id, brought_to, brought_at) where brought_to is not null;
select fieldwork_protect('reflections');

-- The action plan of an engagement: every version is kept whole and never rewritten.
create table action_plans (
  tenant_id uuid not null,
  engagement_id uuid not null,
  version integer not null,
  primary key (tenant_id, engagement_id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade
);
select fieldwork_protect('action_plans');

create table action_plan_versions (
  tenant_id uuid not null,
  engagement_id uuid not null,
  version integer not null,
  at timestamptz not null,
  actor_id uuid,
  restored_from integer,
  goals jsonb not null,
  primary key (tenant_id, engagement_id, version),
  foreign key (tenant_id, engagement_id) references action_plans (tenant_id, engagement_id) on delete cascade,
  foreign key (tenant_id, actor_id) references people (tenant_id, id)
);
select fieldwork_protect('action_plan_versions');

-- The agenda of the next session, open until that session ends; then it stays with the session, and the next one opens.
create table agendas (
  tenant_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  -- Set when it closes; while it is open it is for whichever session comes next.
  session_id uuid,
  opened_at timestamptz not null,
  closed_at timestamptz,
  version integer not null default 1,
  help text not null default '',
  -- shown: the client said so. auto: the coach sees it some hours before the session. kept: only when the client says so.
  sharing text not null default 'auto' check (sharing in ('auto', 'shown', 'kept')),
  primary key (tenant_id, id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_id) references sessions (tenant_id, id),
  check ((closed_at is null) = (session_id is null))
);
create unique index agendas_open on agendas (tenant_id, engagement_id) where closed_at is null;
create unique index agendas_of_session on agendas (tenant_id, session_id) where session_id is not null;
select fieldwork_protect('agendas');

create table agenda_items (
  tenant_id uuid not null,
  id uuid not null,
  agenda_id uuid not null,
  position integer not null,
  -- Empty for a reflection: its words are read where they are kept, so that taking back "bring" takes them back.
  text text not null default '',
  state text not null default 'open' check (state in ('open', 'done', 'parked', 'proposed')),
  by_role text not null check (by_role in ('client', 'coach')),
  source text not null default 'typed' check (source in ('typed', 'reflection', 'fieldwork')),
  source_id uuid,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, agenda_id) references agendas (tenant_id, id) on delete cascade,
  check ((source = 'typed') = (source_id is null))
);
create index agenda_items_of_agenda on agenda_items (tenant_id, agenda_id, position);
create unique index agenda_items_drafted on agenda_items (tenant_id, agenda_id, source_id) where source_id is not null;
select fieldwork_protect('agenda_items');

-- What was asked of a client before a session. A session that moves has another start, so it is asked about again.
create table agenda_prompts (
  tenant_id uuid not null,
  session_id uuid not null,
  kind text not null check (kind in ('early', 'late')),
  starts_at timestamptz not null,
  settled_at timestamptz not null,
  primary key (tenant_id, session_id, kind, starts_at),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
select fieldwork_protect('agenda_prompts');
create index sessions_ahead on sessions (starts_at) where state in ('proposed', 'booked');
