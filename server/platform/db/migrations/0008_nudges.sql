-- Everything Fieldwork says to a person unasked. One budget, one place: a notice is offered, decided when it is due, and said once.

-- What a person chose about notices, made with the defaults when first needed; its row is also the lock that keeps two workers from
-- spending one budget twice.
create table notice_settings (
  tenant_id uuid not null,
  person_id uuid not null,
  weekly_budget integer not null default 5 check (weekly_budget between 1 and 10),
  -- Minutes from local midnight; quiet from the first to the second, over midnight when it is less. Equal: no quiet hours.
  quiet_from_minute integer not null default 1140 check (quiet_from_minute between 0 and 1435),
  quiet_to_minute integer not null default 450 check (quiet_to_minute between 0 and 1435),
  -- ISO weekdays on which nothing is said.
  quiet_weekdays integer[] not null default '{6,7}',
  paused_until date,
  -- What the mailbox last said: away until then, or null for not away (or not readable).
  absence_read_at timestamptz,
  absent_until timestamptz,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
select fieldwork_protect('notice_settings');

-- One message that left, or is leaving; several notices may be in it. 'claimed': nothing was sent yet, another worker may take it up.
-- 'sending': it may have left. 'lost': it may have left and nobody will ever know, so it is not sent again.
create table notice_messages (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  state text not null default 'claimed' check (state in ('claimed', 'sending', 'sent', 'lost')),
  channel text check (channel in ('teams', 'mail')),
  -- Monday of the ISO week it counts for, in the person's zone.
  week date not null,
  made_at timestamptz not null,
  claimed_until timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
create index notice_messages_of_week on notice_messages (tenant_id, person_id, week);
create index notice_messages_open on notice_messages (claimed_until) where state in ('claimed', 'sending');
select fieldwork_protect('notice_messages');

create table notices (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  engagement_id uuid not null,
  session_id uuid,
  key text not null,
  kind text not null,
  subject text not null,
  lines jsonb not null,
  links jsonb not null,
  weight text not null check (weight in ('now', 'normal', 'digest')),
  due_at timestamptz not null,
  expires_at timestamptz not null,
  offered_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'said', 'lost', 'dropped')),
  -- Why it waits or was dropped; null while nothing is in its way.
  reason text,
  -- When to look at it next; null once it is settled.
  look_at timestamptz,
  attempts integer not null default 0,
  message_id uuid,
  settled_at timestamptz,
  primary key (tenant_id, id),
  -- Nothing is said twice, whoever offers it how often.
  unique (tenant_id, person_id, key),
  foreign key (tenant_id, person_id) references people (tenant_id, id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, message_id) references notice_messages (tenant_id, id)
);
create index notices_due on notices (look_at) where look_at is not null;
create index notices_of_person on notices (tenant_id, person_id, offered_at desc);
create index notices_of_message on notices (tenant_id, message_id) where message_id is not null;
create index notices_by_key on notices (tenant_id, key text_pattern_ops) where state = 'waiting';
create index notices_of_paused on notices (tenant_id, engagement_id) where state = 'waiting' and reason = 'engagement-paused';
select fieldwork_protect('notices');

-- Days without anything booked after which the client is told once, and when to look again.
alter table engagements add column idle_days integer not null default 21 check (idle_days between 3 and 180);
alter table engagements add column idle_look_at timestamptz not null default '2000-01-01T00:00:00Z';
create index engagements_idle_look on engagements (idle_look_at) where status = 'active';
