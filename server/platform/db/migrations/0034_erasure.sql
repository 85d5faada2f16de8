-- Carrying out an erasure takes several looks: what stands in calendars goes first, then the rows, then what was still being written.
alter table erasures add column begun_at timestamptz;
alter table erasures add column erased_at timestamptz;
-- When to look next once it has begun; until then `due_at` says when.
alter table erasures add column look_at timestamptz;
drop index erasures_due;
create index erasures_look on erasures (coalesce(look_at, due_at)) where withdrawn_at is null and done_at is null;

-- A line of the ledger stays when somebody in it is forgotten: where it went, and its words, may be emptied. Nothing else of it can change,
-- and what became of it cannot change at all.
create or replace function fieldwork_keep_ledger() returns trigger
language plpgsql
as $$
begin
  -- Also the owner has to say that it is retention or an erasure.
  if tg_op = 'DELETE' and current_setting('app.retention', true) = 'on' then
    return old;
  end if;
  if tg_op = 'UPDATE' and tg_table_name = 'disclosures' and current_setting('app.erasure', true) = 'on' then
    if to_jsonb(new) - array['to_address', 'subject', 'words'] = to_jsonb(old) - array['to_address', 'subject', 'words']
      and new.to_address in ('', old.to_address) and new.subject in ('', old.subject) and new.words in ('', old.words) then
      return new;
    end if;
  end if;
  raise exception '% is append-only.', tg_table_name using errcode = '42501';
end
$$;
