-- The whole engagement laid out: planned sessions with their target days, before any of them is in a calendar.

create table engagement_plans (
  tenant_id uuid not null,
  engagement_id uuid not null,
  version integer not null default 1,
  -- Rhythm, liked weekday and time, regions whose public holidays count, weeks left out: what the plan was made with.
  settings jsonb not null,
  -- The engagement's days the plan was made for: when they change, another plan is proposed.
  planned_from date not null,
  planned_to date not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (tenant_id, engagement_id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, changed_by) references people (tenant_id, id)
);
select fieldwork_protect('engagement_plans');

create table planned_sessions (
  tenant_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  kind text not null check (kind in ('coaching', 'three-way')),
  target_day date not null,
  window_from date not null,
  window_to date not null check (window_to >= window_from),
  status text not null check (status in ('planned', 'skipped')),
  -- The session that was booked for it. When that one is cancelled it is only planned again.
  session_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, engagement_id) references engagement_plans (tenant_id, engagement_id) on delete cascade,
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete set null (session_id)
);
create index planned_sessions_of_engagement on planned_sessions (tenant_id, engagement_id, target_day);
create index planned_sessions_by_session on planned_sessions (tenant_id, session_id) where session_id is not null;
select fieldwork_protect('planned_sessions');

-- Which sessions were booked in one action, so that they can be cancelled in one.
create table series_sessions (
  tenant_id uuid not null,
  session_id uuid not null,
  engagement_id uuid not null,
  series_id uuid not null,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
create index series_sessions_of_engagement on series_sessions (tenant_id, engagement_id, series_id);
select fieldwork_protect('series_sessions');
