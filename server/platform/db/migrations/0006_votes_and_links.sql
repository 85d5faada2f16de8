-- A vote on times, for people whose calendar nobody can read: a few times, an answer of each person to each, a deadline.

create table votes (
  tenant_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  kind text not null check (kind in ('coaching', 'three-way', 'chemistry')),
  -- What was loosened when the times were chosen; who need not come is among it.
  relaxed jsonb not null default '[]',
  asked_by uuid not null,
  created_at timestamptz not null,
  deadline timestamptz not null check (deadline > created_at),
  -- Those who have not answered by then are asked once more.
  chase_at timestamptz,
  state text not null default 'open' check (state in ('open', 'decided', 'nothing', 'cancelled', 'ended')),
  -- The session that comes of it; made when the vote is, so that a repeated decision books once.
  session_id uuid not null,
  slot_id uuid,
  -- The mail with the personal link of a coach outside: it goes out once.
  mail text not null default 'none' check (mail in ('none', 'waiting', 'sending', 'sent', 'not-sent')),
  mail_at timestamptz,
  -- Counts the answers: a decision holds for those that it read.
  version integer not null default 1,
  due_at timestamptz,
  attempts integer not null default 0,
  claimed_until timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, asked_by) references people (tenant_id, id)
);
create index votes_of_engagement on votes (tenant_id, engagement_id, created_at desc);
create index votes_due on votes (due_at) where due_at is not null;
select fieldwork_protect('votes');

create table vote_slots (
  tenant_id uuid not null,
  id uuid not null,
  vote_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- Found taken when it was to be booked: it is out of the vote.
  taken boolean not null default false,
  primary key (tenant_id, id),
  unique (tenant_id, vote_id, starts_at),
  foreign key (tenant_id, vote_id) references votes (tenant_id, id) on delete cascade
);
select fieldwork_protect('vote_slots');

create table vote_answers (
  tenant_id uuid not null,
  slot_id uuid not null,
  person_id uuid not null,
  answer text not null check (answer in ('yes', 'if-need-be', 'no')),
  at timestamptz not null,
  primary key (tenant_id, slot_id, person_id),
  foreign key (tenant_id, slot_id) references vote_slots (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
select fieldwork_protect('vote_answers');

-- A tentative entry in one person's own calendar for one time of a vote. `wanted` is what is to be, `state` what is known to be.
create table vote_holds (
  tenant_id uuid not null,
  id uuid not null,
  slot_id uuid not null,
  person_id uuid not null,
  wanted boolean not null default true,
  state text not null default 'waiting' check (state in ('waiting', 'placed', 'released')),
  event_id text,
  -- When it was last asked to be placed: an answer may have been lost, and a late request may still arrive.
  asked_at timestamptz,
  tries integer not null default 0,
  due_at timestamptz,
  claimed_until timestamptz,
  problem text check (problem in ('waiting', 'consent-missing', 'refused')),
  permission text,
  primary key (tenant_id, id),
  unique (tenant_id, slot_id, person_id),
  foreign key (tenant_id, slot_id) references vote_slots (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
create index vote_holds_due on vote_holds (due_at) where due_at is not null;
select fieldwork_protect('vote_holds');

-- Links to one session for somebody who keeps a party's calendar: times and nothing else.
create table session_links (
  tenant_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  -- Whoever made it; what is done by the link is done for them.
  person_id uuid not null,
  -- SHA-256 of the secret: whoever reads this table can open nothing.
  secret_hash bytea not null unique,
  label text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  -- The version of the session that was confirmed by this link, and when.
  confirmed_version integer,
  confirmed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
create index session_links_of_session on session_links (tenant_id, session_id, created_at desc);
select fieldwork_protect('session_links');
