-- After a session that the client missed or called off late: notes with times to choose from, then a person. One at a time in an engagement.
create table chases (
  tenant_id uuid not null,
  session_id uuid not null,
  engagement_id uuid not null,
  why text not null check (why in ('missed', 'late-cancel')),
  -- How many of its notes were offered.
  step integer not null default 0,
  -- What the last note offered: start and end of each, as ISO text.
  times jsonb not null default '[]',
  -- When the next step is due; null once it is over.
  due_at timestamptz,
  claimed_until timestamptz,
  attempts integer not null default 0,
  started_at timestamptz not null,
  ended text check (ended in ('booked', 'disputed', 'changed', 'stopped', 'handed-over')),
  ended_at timestamptz,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  check ((due_at is null) = (ended is not null))
);
create unique index chases_open on chases (tenant_id, engagement_id) where due_at is not null;
create index chases_due on chases (due_at) where due_at is not null;
select fieldwork_protect('chases');

-- Somebody was waited for, and was told; once for each time that a session has.
create table session_pings (
  tenant_id uuid not null,
  session_id uuid not null,
  starts_at timestamptz not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, session_id, starts_at),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
select fieldwork_protect('session_pings');
