-- What the client takes on between sessions. Ids are made where it is typed, so that what is sent twice is there once.
create table commitments (
  tenant_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  -- The session it was agreed in; null when it was typed between sessions.
  session_id uuid,
  text text not null,
  due_on date,
  goal_id uuid,
  position double precision not null,
  state text not null check (state in ('proposed', 'open', 'done', 'dropped')),
  -- Null once it was removed and not brought back.
  removed_at timestamptz,
  proposed_by uuid not null,
  accepted_at timestamptz,
  done_at timestamptz,
  -- Due days that went by without its being done, and the last of them.
  slips integer not null default 0,
  slipped_on date,
  -- Set from the second slip until the client has chosen to shrink it, to drop it or to get help.
  asks boolean not null default false,
  wants_help boolean not null default false,
  -- End of the due day in the owner's zone, while it is open; what the sweep looks for.
  slip_due_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete set null (session_id),
  foreign key (tenant_id, proposed_by) references people (tenant_id, id)
);
create index commitments_of_engagement on commitments (tenant_id, engagement_id, position);
create index commitments_of_session on commitments (tenant_id, session_id) where session_id is not null;
create index commitments_slip_due on commitments (slip_due_at) where slip_due_at is not null;
select fieldwork_protect('commitments');

-- How a commitment was looked back on in a session.
create table commitment_reviews (
  tenant_id uuid not null,
  commitment_id uuid not null,
  session_id uuid not null,
  outcome text not null check (outcome in ('done', 'partly', 'not-yet', 'dropped')),
  learnt text not null default '',
  reviewed_by uuid not null,
  reviewed_at timestamptz not null,
  version integer not null default 1,
  primary key (tenant_id, commitment_id, session_id),
  foreign key (tenant_id, commitment_id) references commitments (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
create index commitment_reviews_of_session on commitment_reviews (tenant_id, session_id);
select fieldwork_protect('commitment_reviews');

-- Who confirmed the list at the end of a session, and which list: a later change makes it another one.
create table commitment_readbacks (
  tenant_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  digest text not null,
  confirmed_at timestamptz not null,
  primary key (tenant_id, session_id, person_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
select fieldwork_protect('commitment_readbacks');
