-- What happened on surfaces that several people have open at once: for those who were away a moment. Kept for a day.
create table live_events (
  tenant_id uuid not null,
  id bigint generated always as identity,
  topic uuid not null,
  name text not null,
  item_id uuid,
  at timestamptz not null,
  primary key (tenant_id, topic, id)
);
create index live_events_age on live_events (at);
select fieldwork_protect('live_events');
