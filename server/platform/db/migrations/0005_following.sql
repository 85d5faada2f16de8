-- Mailboxes whose calendars are followed: a subscription tells that something changed, a delta query tells what.
-- What is due is a column: `subscribe_due_at` for the subscription, `read_due_at` for the delta query. A notification only makes reading due.
create table followed_mailboxes (
  tenant_id uuid not null references tenants (id),
  person_id uuid not null,
  object_id uuid not null,
  -- Until when each purpose needs it; null for not at all.
  sessions_until timestamptz,
  blocks_until timestamptz,
  subscription_id text unique,
  -- SHA-256 of the clientState: whoever reads this table can forge no notification.
  secret_hash bytea,
  subscription_expires_at timestamptz,
  subscribe_due_at timestamptz,
  subscribe_attempts integer not null default 0,
  problem text check (problem in ('waiting', 'consent-missing', 'refused')),
  permission text,
  delta_link text,
  window_from timestamptz,
  window_to timestamptz,
  read_due_at timestamptz,
  read_attempts integer not null default 0,
  read_at timestamptz,
  -- The next reading starts over with everything in the window.
  start_over boolean not null default true,
  claimed_until timestamptz,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
create index followed_mailboxes_due on followed_mailboxes (least(subscribe_due_at, read_due_at));
select fieldwork_protect('followed_mailboxes');

-- What following a session needs: when its event is to be read by itself, who is not invited any more, new times that were proposed,
-- and the event that may have taken its place under another organiser.
alter table sessions
  add column look_due_at timestamptz,
  add column look_attempts integer not null default 0,
  add column event_modified_at timestamptz,
  add column uninvited uuid[] not null default '{}',
  add column strangers integer not null default 0,
  add column proposals jsonb not null default '{}',
  add column successor jsonb,
  add column hosted_outside boolean not null default false,
  add column cancel_reason text,
  add column cancelled_by uuid;
create index sessions_by_event on sessions (tenant_id, organizer_id, event_id);
create index sessions_look_due on sessions (look_due_at) where look_due_at is not null;

-- A move or a cancellation that the coach is asked about. Silence means that the session stays.
create table session_requests (
  tenant_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  what text not null check (what in ('move', 'cancel')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  -- Of the session when it was asked: a session that changed since is not what was asked about.
  version integer not null,
  starts_at timestamptz,
  ends_at timestamptz,
  relaxed jsonb not null default '[]',
  comment text not null default '',
  state text not null default 'open' check (state in ('open', 'agreed', 'declined', 'expired', 'withdrawn')),
  answered_by uuid,
  answered_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  check (what = 'cancel' or (starts_at is not null and ends_at > starts_at))
);
create unique index session_requests_open on session_requests (tenant_id, session_id) where state = 'open';
create index session_requests_due on session_requests (expires_at) where state = 'open';
select fieldwork_protect('session_requests');

-- Bands of rescheduling as product.md A sets them; data of each engagement from now on.
update engagements set rules = rules || '{"reschedule": {"freeHours": 48, "agreeHours": 24}}';
alter table engagements add column empty_body boolean not null default false;

-- What stands in calendars already is followed from now on.
insert into followed_mailboxes (tenant_id, person_id, object_id, sessions_until, subscribe_due_at, read_due_at)
select s.tenant_id, s.organizer_id, p.object_id, max(s.ends_at), min(s.created_at), min(s.created_at)
from sessions s join people p on p.tenant_id = s.tenant_id and p.id = s.organizer_id
where s.state in ('proposed', 'booked') and p.object_id is not null
group by s.tenant_id, s.organizer_id, p.object_id;
