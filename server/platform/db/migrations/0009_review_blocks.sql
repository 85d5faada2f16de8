-- Weekly review blocks: what a client wants, what was planned for each ISO week, and what their calendar is known to hold.
-- They belong to the person, not to an engagement: a client of two coaches has one block a week.

create table review_times (
  tenant_id uuid not null,
  person_id uuid not null,
  status text not null check (status in ('on', 'paused', 'off')),
  paused_until date,
  minutes integer not null check (minutes between 20 and 120),
  days integer[] not null,
  window_start integer not null check (window_start between 0 and 1435),
  window_end integer not null check (window_end between 5 and 1440),
  ideal_day integer not null check (ideal_day between 1 and 7),
  ideal_minute integer not null check (ideal_minute between 0 and 1435),
  mode text not null check (mode in ('gentle', 'balanced', 'firm')),
  horizon_weeks integer not null check (horizon_weeks between 1 and 8),
  moves_a_week integer not null check (moves_a_week between 0 and 7),
  reminder_minutes integer not null check (reminder_minutes between 0 and 120),
  -- Counts the client's changes; `planned_version` is the one that the blocks were last planned by.
  version integer not null default 1,
  planned_version integer not null default 0,
  updated_at timestamptz not null,
  -- What the mailbox last told; null before its first reading.
  zone text,
  hours jsonb,
  read_at timestamptz,
  -- When the calendar is to be looked at next; the lease keeps two workers apart, and only its holder writes.
  due_at timestamptz,
  claim uuid,
  claimed_until timestamptz,
  attempts integer not null default 0,
  problem text,
  permission text,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references people (tenant_id, id),
  check ((status = 'paused') = (paused_until is not null)),
  check (window_end > window_start)
);
create index review_times_due on review_times (due_at) where due_at is not null;
select fieldwork_protect('review_times');

-- One event for a year of blocks; a week that differs is an exception of it. The id is the event's transactionId.
create table review_series (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- Local dates of the first and the last occurrence, minute of the day and zone in which they take place.
  first_day date not null,
  last_day date not null,
  start_minute integer not null,
  minutes integer not null,
  zone text not null,
  shows text not null check (shows in ('free', 'busy')),
  reminder_minutes integer not null,
  state text not null check (state in ('wanted', 'standing', 'unwanted', 'gone')),
  event_id text,
  -- Ids of the occurrences that were listed, by the local date on which the rule puts them.
  instances jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references review_times (tenant_id, person_id) on delete cascade
);
create index review_series_of_person on review_series (tenant_id, person_id) where state <> 'gone';
select fieldwork_protect('review_series');

-- The key makes it one block, and one rescue slot, for each client and ISO week.
create table review_blocks (
  tenant_id uuid not null,
  person_id uuid not null,
  -- Monday of the ISO week.
  week date not null check (extract(isodow from week) = 1),
  kind text not null check (kind in ('block', 'rescue')),
  id uuid not null,
  state text not null check (state in ('planned', 'pinned', 'asking', 'skipped', 'missed')),
  -- What was agreed; null where no time was found.
  starts_at timestamptz,
  ends_at timestamptz check (ends_at > starts_at),
  shows text not null check (shows in ('free', 'busy')),
  why text,
  moves integer not null default 0,
  used_at timestamptz,
  -- Where it stands in the calendar: in a series, or as an event of its own whose transactionId is `write_id`.
  series_id uuid,
  write_id uuid not null,
  event_id text,
  event_starts_at timestamptz,
  event_ends_at timestamptz,
  event_shows text,
  -- Known not to be in the calendar any more.
  event_gone boolean not null default false,
  primary key (tenant_id, person_id, week, kind),
  unique (tenant_id, id),
  foreign key (tenant_id, person_id) references review_times (tenant_id, person_id) on delete cascade,
  foreign key (tenant_id, series_id) references review_series (tenant_id, id),
  check ((starts_at is null) = (ends_at is null))
);
create index review_blocks_by_event on review_blocks (tenant_id, person_id, event_id) where event_id is not null;
select fieldwork_protect('review_blocks');

-- What happened to the blocks and why; read by the client alone, never rewritten but for `undone_at`.
create table review_log (
  tenant_id uuid not null,
  id uuid not null,
  -- In the order in which it happened, also within one instant.
  position bigint generated always as identity,
  person_id uuid not null,
  week date not null,
  kind text not null check (kind in ('block', 'rescue')),
  at timestamptz not null,
  what text not null,
  why text not null,
  from_start timestamptz,
  from_end timestamptz,
  to_start timestamptz,
  to_end timestamptz,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references review_times (tenant_id, person_id) on delete cascade
);
create index review_log_of_person on review_log (tenant_id, person_id, position desc);
select fieldwork_protect('review_log');
