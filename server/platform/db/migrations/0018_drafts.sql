-- What somebody has typed or chosen on a screen and not sent yet, so that it is there again when a host takes the screen away, and on
-- another machine. Theirs alone; the content is the screen's own and never read by the server.
create table drafts (
  tenant_id uuid not null,
  person_id uuid not null,
  -- Kind of screen and what it is about: `book.<engagement>`, `item.<hash of an id of Outlook's>`.
  place text not null check (length(place) <= 85),
  content text not null check (length(content) <= 16000),
  changed_at timestamptz not null,
  primary key (tenant_id, person_id, place),
  foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index drafts_by_age on drafts (changed_at);
select fieldwork_protect('drafts');
