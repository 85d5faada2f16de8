-- Days for which what Teams reported word by word is kept; the verdict and its evidence stay.
alter table tenants add column attendance_raw_days integer not null default 30 check (attendance_raw_days between 1 and 365);

-- When somebody is late, and what is too short to count: a decision of the engagement.
alter table engagements add column attendance jsonb not null default '{"graceMinutes":15,"lateMinutes":5,"cutShortShare":0.5}';

-- What became of each session that is over, and where looking for it stands.
create table attendance (
  tenant_id uuid not null,
  session_id uuid not null,
  engagement_id uuid not null,
  -- As the session stood when it was over; a session that was put to another time is looked at anew.
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  booked text not null check (booked in ('proposed', 'booked')),
  -- Null while it is waited for.
  state text check (state in ('held', 'cut-short', 'client-no-show', 'coach-no-show', 'cancelled', 'unknown')),
  -- What reports and panels alone show: state, evidence, what cannot be said against it.
  found jsonb,
  report_state text not null default 'not-asked',
  meeting_id text,
  look_due_at timestamptz,
  look_attempts integer not null default 0,
  look_claimed_until timestamptz,
  -- When the coach was asked; once.
  asked_at timestamptz,
  said_outcome text check (said_outcome in ('held', 'cut-short', 'client-missing', 'coach-missing', 'moved')),
  said_by uuid,
  said_at timestamptz,
  disputed_at timestamptz,
  dispute_why text not null default '',
  -- When the raw records go; null when there are none.
  raw_until timestamptz,
  version integer not null default 1,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, said_by) references people (tenant_id, id)
);
create index attendance_of_engagement on attendance (tenant_id, engagement_id, starts_at);
create index attendance_look_due on attendance (look_due_at) where look_due_at is not null;
create index attendance_raw_due on attendance (raw_until) where raw_until is not null;
select fieldwork_protect('attendance');
-- Sessions that are over and have no verdict are found by their end.
create index sessions_over on sessions (ends_at) where state in ('proposed', 'booked', 'in-progress');

-- Teams' reports as they were read.
create table attendance_reports (
  tenant_id uuid not null,
  session_id uuid not null,
  report_id text not null,
  counted integer,
  people jsonb not null,
  read_at timestamptz not null,
  primary key (tenant_id, session_id, report_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
select fieldwork_protect('attendance_reports');

-- Whose side panel was open beside the meeting, and from when to when.
create table attendance_panels (
  tenant_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  opened_at timestamptz not null,
  seen_until timestamptz not null,
  primary key (tenant_id, session_id, person_id, opened_at),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
select fieldwork_protect('attendance_panels');

-- Every verdict that there was, who changed it and why.
create table attendance_history (
  tenant_id uuid not null,
  id bigint generated always as identity,
  session_id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  what text not null check (what in ('judged', 'said', 'disputed', 'dispute-withdrawn')),
  before text,
  after text not null,
  why text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
create index attendance_history_of_session on attendance_history (tenant_id, session_id, id);
select fieldwork_protect('attendance_history');
