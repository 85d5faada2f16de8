-- What client, coach and sponsor agree that the sponsor sees, where the agreed ladder stands, and what has left Fieldwork about a client.

-- What the agreement in force lets the sponsor see; null while there is none. Written when all have accepted, read by whatever is shown to a sponsor.
alter table engagements add column sponsor_sees jsonb;

-- Where each engagement's agreement and ladder stand. Its row is also the lock that keeps two workers from taking one step twice.
create table sharing (
  tenant_id uuid not null,
  engagement_id uuid not null,
  newest integer not null default 0,
  -- The version that waits for acceptances, and the last one that had all of them.
  open_version integer,
  in_force integer,
  -- Sessions from then on are what the ladder goes by.
  ladder_from timestamptz,
  -- When the ladder is to be looked at; set by whatever may move it, null when nothing can until then.
  look_at timestamptz default '2000-01-01T00:00:00Z',
  step text not null default 'clear' check (step in ('clear', 'first', 'talk', 'tell', 'notice')),
  -- Counts rows of missed sessions, so that each is told of anew.
  round integer not null default 0,
  since timestamptz,
  tell_by timestamptz,
  -- Since when nothing goes on; deadlines move by as long as that was.
  suspended_at timestamptz,
  paused_until date,
  paused_by uuid,
  talked_at timestamptz,
  -- What the client is about to write to the sponsor: theirs alone until it is sent.
  draft text not null default '',
  -- 'maybe': a mail whose answer was lost.
  told_at timestamptz,
  told_how text check (told_how in ('mail', 'maybe', 'self')),
  -- A mail of the client's that is leaving, and since when.
  telling_id uuid,
  telling_at timestamptz,
  -- The attendance-only notice: in its hold, or handed over to be said.
  notice_state text check (notice_state in ('held', 'offered')),
  notice_id uuid,
  notice_words jsonb,
  notice_send_at timestamptz,
  notice_by uuid,
  -- When the client had seen, or was told of, these words.
  notice_shown_at timestamptz,
  objection text not null default '',
  objected_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, engagement_id),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, paused_by) references people (tenant_id, id),
  foreign key (tenant_id, notice_by) references people (tenant_id, id)
);
create index sharing_look_at on sharing (look_at) where look_at is not null;
select fieldwork_protect('sharing');

-- Every agreement that was proposed, whole. Added to, never changed.
create table sharing_versions (
  tenant_id uuid not null,
  engagement_id uuid not null,
  version integer not null,
  at timestamptz not null,
  made_by uuid not null,
  terms jsonb not null,
  -- From when somebody is late, as it stood when this was worded.
  policy jsonb not null,
  primary key (tenant_id, engagement_id, version),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id) on delete cascade,
  foreign key (tenant_id, made_by) references people (tenant_id, id)
);
select fieldwork_protect('sharing_versions');
revoke update, delete on sharing_versions from fieldwork_app;

create table sharing_acceptances (
  tenant_id uuid not null,
  engagement_id uuid not null,
  version integer not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, engagement_id, version, person_id),
  foreign key (tenant_id, engagement_id, version) references sharing_versions (tenant_id, engagement_id, version) on delete cascade,
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
select fieldwork_protect('sharing_acceptances');
revoke update, delete on sharing_acceptances from fieldwork_app;

-- Every word about a client that left to somebody else. A line stands before the call that sends it, so that nothing leaves without one.
create table disclosures (
  tenant_id uuid not null,
  id uuid not null,
  engagement_id uuid not null,
  at timestamptz not null,
  source text not null check (source in ('attendance-notice', 'client-telling', 'notice', 'recap', 'invitation')),
  -- The same thing is written down once, e.g. `notice:<id>`.
  key text not null,
  -- Null: Fieldwork by itself, about a session's time.
  by_id uuid,
  to_id uuid not null,
  -- Where it went; the person's address may be another one later.
  to_address text not null,
  -- The agreement in force; null when there was none.
  agreement integer,
  subject text not null,
  words text not null,
  primary key (tenant_id, id),
  unique (tenant_id, engagement_id, key),
  foreign key (tenant_id, engagement_id) references engagements (tenant_id, id),
  foreign key (tenant_id, by_id) references people (tenant_id, id),
  foreign key (tenant_id, to_id) references people (tenant_id, id)
);
create index disclosures_of_engagement on disclosures (tenant_id, engagement_id, at);
select fieldwork_protect('disclosures');
revoke update, delete on disclosures from fieldwork_app;

-- What became of a line, where Fieldwork learnt it. 'lost': it may have arrived and is never sent again.
create table disclosure_outcomes (
  tenant_id uuid not null,
  disclosure_id uuid not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'lost', 'not-sent')),
  primary key (tenant_id, disclosure_id),
  foreign key (tenant_id, disclosure_id) references disclosures (tenant_id, id)
);
select fieldwork_protect('disclosure_outcomes');
revoke update, delete on disclosure_outcomes from fieldwork_app;

create function fieldwork_keep_ledger() returns trigger
language plpgsql
as $$
begin
  -- Also the owner has to say that it is retention, and can never change a line.
  if tg_op = 'DELETE' and current_setting('app.retention', true) = 'on' then
    return old;
  end if;
  raise exception '% is append-only.', tg_table_name using errcode = '42501';
end
$$;
create trigger disclosures_rows before update or delete on disclosures for each row execute function fieldwork_keep_ledger();
create trigger disclosures_whole before truncate on disclosures for each statement execute function fieldwork_keep_ledger();
create trigger disclosure_outcomes_rows before update or delete on disclosure_outcomes for each row execute function fieldwork_keep_ledger();
create trigger disclosure_outcomes_whole before truncate on disclosure_outcomes for each statement execute function fieldwork_keep_ledger();

-- Whatever changes what became of a session makes its engagement's ladder due, whoever changes it and from wherever.
create function fieldwork_ladder_due() returns trigger
language plpgsql
as $$
declare
  engagement uuid := case when tg_table_name = 'engagements' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'engagement_id')::uuid end;
begin
  insert into sharing (tenant_id, engagement_id) values (new.tenant_id, engagement)
  on conflict (tenant_id, engagement_id) do update set look_at = excluded.look_at;
  return null;
end
$$;
create trigger attendance_moves_ladder after insert or update of state, disputed_at, starts_at on attendance
  for each row execute function fieldwork_ladder_due();
create trigger late_cancel_moves_ladder after update of state, cancel_reason on sessions
  for each row when (new.state = 'late-cancel') execute function fieldwork_ladder_due();
create trigger pause_moves_ladder after update of status on engagements
  for each row when (new.status is distinct from old.status) execute function fieldwork_ladder_due();
