-- Chats of Teams meetings that somebody tied to a session by hand: a meeting that Fieldwork did not book, or one whose chat holds several sessions.
create table meeting_links (
  tenant_id uuid not null,
  chat_id text not null,
  session_id uuid not null,
  linked_by uuid not null,
  linked_at timestamptz not null,
  primary key (tenant_id, chat_id, session_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, linked_by) references people (tenant_id, id)
);
create index meeting_links_of_session on meeting_links (tenant_id, session_id);
select fieldwork_protect('meeting_links');
