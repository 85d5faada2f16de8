-- A change that whoever brings fieldwork to its owner's own tools has not looked at yet.
alter table commitments add column bring_due_at timestamptz;
create index commitments_bring_due on commitments (bring_due_at) where bring_due_at is not null;
update commitments set bring_due_at = updated_at where state = 'open' and removed_at is null;

-- The list named Fieldwork in a client's Microsoft To Do: whether it is wanted, where it is, and when it is read or written next.
create table todo_lists (
  tenant_id uuid not null,
  person_id uuid not null,
  wanted boolean not null default true,
  list_id text,
  -- The client deleted the list and has not said what is to become of it.
  removed boolean not null default false,
  delta_link text,
  read_at timestamptz,
  -- When anything was last done here or there, or looked at: what was busy a moment ago is read more often.
  active_at timestamptz not null,
  due_at timestamptz,
  attempts integer not null default 0,
  claimed_until timestamptz,
  problem text check (problem in ('waiting', 'consent-missing', 'refused')),
  permission text,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index todo_lists_due on todo_lists (due_at) where due_at is not null;
select fieldwork_protect('todo_lists');

-- One commitment in To Do: the last values both sides agreed on, and what stands there as it was last read.
create table todo_tasks (
  tenant_id uuid not null,
  commitment_id uuid not null,
  person_id uuid not null,
  -- removed: deleted there, and the client is asked. apart: kept here without To Do, because the client said so.
  state text not null check (state in ('there', 'removed', 'apart')),
  -- Null until its making was answered.
  task_id text,
  -- The version of the commitment that Microsoft refused: not sent again until it changes.
  refused_version integer,
  base_text text not null default '',
  base_title text not null default '',
  base_due date,
  base_done boolean not null default false,
  there_title text not null default '',
  there_due date,
  there_done boolean not null default false,
  there_gone boolean not null default false,
  primary key (tenant_id, commitment_id),
  foreign key (tenant_id, commitment_id) references commitments (tenant_id, id) on delete cascade,
  foreign key (tenant_id, person_id) references todo_lists (tenant_id, person_id) on delete cascade
);
create index todo_tasks_of_person on todo_tasks (tenant_id, person_id);
select fieldwork_protect('todo_tasks');
