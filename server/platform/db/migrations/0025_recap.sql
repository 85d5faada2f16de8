-- What was agreed in a session goes to those who may have it, once it is over; and what is open comes to mind twice before the next one.

-- When client and coach had both confirmed the list that was read back; what is changed after that is not confirmed.
alter table sessions add column read_back_at timestamptz;
create index sessions_by_end on sessions (ends_at);

-- Whether the recap goes into the meeting's chat, in the name of whoever presses or confirms: posting needs a signed-in person.
alter table engagements add column recap_chat text not null default 'off' check (recap_chat in ('off', 'press', 'confirm'));

alter table notice_settings add column fieldwork_digests boolean not null default true;

-- The recap of a session: whether the client wants one, and what became of it.
create table session_recaps (
  tenant_id uuid not null,
  session_id uuid not null,
  mail_off boolean not null default false,
  -- The start of the session that was looked at; one that was put to another time is looked at anew.
  settled_for timestamptz,
  outcome text check (outcome in ('offered', 'nothing', 'off', 'by-hand')),
  -- 'posting': it may be in the chat already. 'lost': nobody will know, so it is not posted again.
  chat_state text check (chat_state in ('posting', 'posted', 'lost')),
  chat_by uuid,
  chat_at timestamptz,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, chat_by) references people (tenant_id, id)
);
select fieldwork_protect('session_recaps');

-- Whom the client mailed the recap from their own mailbox: once each.
create table recap_sendings (
  tenant_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  state text not null default 'sending' check (state in ('sending', 'sent')),
  at timestamptz not null,
  primary key (tenant_id, session_id, person_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
select fieldwork_protect('recap_sendings');

-- Digests of open fieldwork that were decided about; a session that moves has new times.
create table fieldwork_digests (
  tenant_id uuid not null,
  session_id uuid not null,
  kind text not null check (kind in ('midway', 'two-days')),
  starts_at timestamptz not null,
  settled_at timestamptz not null,
  primary key (tenant_id, session_id, kind, starts_at),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
select fieldwork_protect('fieldwork_digests');
