-- What a coach outside the tenant publishes about their time, and the personal links that open the page for it.

create table availability_links (
  tenant_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  person_id uuid not null,
  -- SHA-256 of the secret: whoever reads this table can open no page.
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
create index availability_links_of_engagement on availability_links (tenant_id, engagement_id, created_at desc);
select fieldwork_protect('availability_links');

create table coach_availability (
  tenant_id uuid not null,
  person_id uuid not null,
  zone text not null,
  feed_url text,
  office_hours jsonb,
  updated_at timestamptz not null,
  -- The last attempt to read the feed; feed_problem is null when it went well.
  feed_tried_at timestamptz,
  feed_problem text,
  feed_message text,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references people (tenant_id, id),
  check ((feed_problem is null) = (feed_message is null))
);
select fieldwork_protect('coach_availability');

-- The last good reading of a feed, good for the address and zone it was made with and for its window only.
create table coach_feed_readings (
  tenant_id uuid not null,
  person_id uuid not null,
  feed_url text not null,
  zone text not null,
  read_at timestamptz not null,
  window_from timestamptz not null,
  window_to timestamptz not null check (window_to > window_from),
  etag text,
  events integer not null,
  -- [[start, end, status], ...] in epoch milliseconds, in order of start.
  busy jsonb not null,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references coach_availability (tenant_id, person_id) on delete cascade
);
select fieldwork_protect('coach_feed_readings');
